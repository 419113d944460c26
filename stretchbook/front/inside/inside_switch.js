// Skin or inside on a figure that has no list of muscles beside it: a button, and the layer once it is wanted.

import { tag, write } from "../shared/dom.js";
import { newLayer } from "./inside_layer.js";

export class InsideSwitch {
  // canvas: FigureCanvas. given(): promise of {asset, places}, or of nothing. places: for each posture,
  // "muscle side" and its place in its range, 0 to 1, of what is longer than standing.
  constructor(canvas, given) {
    Object.assign(this, { canvas, given, wanted: false });
    this.button = tag("button.sb-figure-view.sb-figure-lens", { type: "button", onclick: () => this.turn() });
    this.name();
  }

  name() {
    write(this.button, this.wanted ? "Skin" : "Inside");
    this.button.ariaLabel = this.wanted ? "Show the skin" : "Look inside";
  }

  async turn() {
    this.wanted = !this.wanted;
    this.name();
    if (!this.wanted) return void this.canvas.showInside(null);
    this.found = await this.given();
    if (!this.wanted || !this.found) return;
    this.tint();
    try {
      this.canvas.showInside(newLayer(this.found.asset));
    } catch {
      this.hide();
    }
  }

  // Another posture: its name in `places`, and what a "muscle side" of it is called on the figure.
  show(named, key = (own) => own) {
    Object.assign(this, { named, key });
    if (this.wanted && this.found && !(named in this.found.places)) this.given().then((found) => this.take(found));
    else this.tint();
  }

  take(found) {
    this.found = found;
    this.tint();
  }

  tint() {
    const { named, key } = this;
    const places = Object.entries(this.found?.places[named] ?? {}).map(([own, place]) => [key(own), place]);
    const shown = new Set(places.map(([own]) => own));
    this.canvas.set({ inside: { places: Object.fromEntries(places), shown, alone: null, pointed: null } });
  }

  // where nothing can be drawn
  hide() {
    this.button.hidden = true;
    this.wanted = false;
    this.canvas.showInside(null);
  }
}
