// Skin or inside on a figure that has no list of muscles beside it: a button, and the layer once it is wanted.

import { tag, write } from "../shared/dom.js";

/**
 * @import { FigureCanvas } from "../figure/figure_canvas.js"
 * @import { Inside } from "./inside_once.js"
 */

/**
 * The inside, and for each posture "muscle side" with its place in its range, 0 to 1, of what is longer than standing.
 * @typedef {Inside & { places: Record<string, Record<string, number>> }} Given
 */

/** A button beside a canvas; `given` is asked for what stands inside, and may give nothing. */
export class InsideSwitch {
  /**
   * @param {FigureCanvas} canvas
   * @param {() => Promise<Given | null | undefined>} given
   */
  constructor(canvas, given) {
    this.canvas = canvas;
    this.given = given;
    this.wanted = false;
    /** @type {Given | null | undefined} */
    this.found = null;
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
      this.canvas.showInside(this.found.newLayer());
    } catch {
      this.hide();
    }
  }

  // Another posture: its name in `places`, and what a "muscle side" of it is called on the figure.
  /** @type {(named: string, key?: (own: string) => string) => void} */
  show(named, key = String) {
    this.named = named;
    this.key = key;
    if (this.wanted && this.found && !(named in this.found.places)) this.given().then((found) => this.take(found));
    else this.tint();
  }

  /** @type {(found: Given | null | undefined) => void} */
  take(found) {
    this.found = found;
    this.tint();
  }

  tint() {
    const { named = "", key = String } = this;
    /** @type {[string, number][]} */
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
