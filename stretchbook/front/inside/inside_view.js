// The inside of a figure: asks for the asset when it is first wanted, keeps list and layer of one mind.

import { tag } from "../shared/dom.js";
import { insideAsset, insideArrived } from "./asset.js";
import { InsideLayer } from "./inside_layer.js";
import { MuscleList } from "./muscle_list.js";

const DEEP_KNEE = 120; // as in body/inside.py
const DEEP_WORDS = "A knee is bent beyond 120°, where the model of the bones ends: patella and tendons there are drawn as at 120°.";

const turnSide = (key) => key.replace(/(left|right)$/, (side) => (side === "left" ? "right" : "left"));

export class InsideView {
  // canvas: FigureCanvas. ask(): sends for the asset. below: element that takes the list.
  constructor(canvas, ask, below) {
    Object.assign(this, { canvas, ask });
    this.look = { shown: null, alone: null, pointed: null, places: {} };
    this.list = new MuscleList({
      look: (wanted) => this.set(wanted),
      point: (name, side) => this.canvas.point(name, side),
    });
    this.list.el.hidden = true;
    below.append(this.list.el);
  }

  set(changed) {
    this.look = { ...this.look, pointed: this.canvas.scene.inside?.pointed ?? null, ...changed };
    this.canvas.set({ inside: this.look });
  }

  async show(wanted) {
    this.wanted = wanted;
    this.list.el.hidden = !wanted;
    if (!wanted) return void this.canvas.showInside(null);
    const asset = await insideAsset(this.ask);
    if (!this.wanted) return;
    this.names = Object.keys(asset.header.muscles);
    this.fill();
    if (this.canvas.inside) return;
    try {
      const under = tag("canvas.sb-figure-canvas.sb-figure-inside", { "aria-hidden": "true" });
      this.canvas.showInside(new InsideLayer(under, asset));
    } catch {
      this.list.el.hidden = true; // no WebGL2: the still picture shows, and nothing can be pointed out in it
    }
  }

  // values: labels, facts; lengths: {"muscle side": [percent, place]} of the left side's figure; pose shown
  update(values, lengths, mirrored, pose) {
    const own = Object.entries(lengths).map(([key, found]) => [mirrored ? turnSide(key) : key, found]);
    Object.assign(this, { values, lengths: Object.fromEntries(own), pose });
    if (this.names) this.fill();
  }

  fill() {
    const places = Object.fromEntries(Object.entries(this.lengths)
      .filter(([, [percent]]) => percent > 0).map(([key, [, place]]) => [key, place / 100]));
    this.set({ places });
    this.list.fill(this.names, this.values.labels, this.values.facts, this.lengths);
    const bent = Math.max(this.pose?.left.knee_flex ?? 0, this.pose?.right.knee_flex ?? 0) > DEEP_KNEE;
    if (bent) this.list.said.append(` ${DEEP_WORDS}`);
  }

  words(key) { return this.list.words(key); }

  hear(message, buffers) {
    if (message.type === "inside" && buffers?.length) insideArrived(buffers[0]);
  }
}
