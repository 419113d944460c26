// The inside of a figure: asks for the asset when it is first wanted, keeps list and layer of one mind.

import { mirrorKey } from "../figure/keyframe_path.js";
import { insideAsset, insideArrived } from "./asset.js";
import { newLayer } from "./inside_layer.js";
import { MuscleList } from "./muscle_list.js";

const DEEP_KNEE = 120; // as in body/inside.py
const DEEP_WORDS = "A knee is bent beyond 120°, where the model of the bones ends: patella and tendons there are drawn as at 120°.";

export class InsideView {
  // canvas: FigureCanvas. ask(): sends for the asset. failed(): nothing can be drawn. below: takes the list.
  constructor(canvas, ask, failed, below) {
    Object.assign(this, { canvas, ask, failed });
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

  // possible: false where nothing can be drawn, so that nothing can be pointed out either
  async show(wanted, possible) {
    this.wanted = wanted && possible;
    this.list.el.hidden = !this.wanted;
    if (!this.wanted) return void this.canvas.showInside(null);
    const asset = await insideAsset(this.ask);
    if (!this.wanted) return;
    this.names = Object.keys(asset.header.muscles);
    this.fill();
    if (this.canvas.inside) return;
    try {
      this.canvas.showInside(newLayer(asset));
    } catch {
      this.failed(); // no WebGL2
    }
  }

  // values: labels, facts; lengths: {"muscle side": [percent, place]} of the left side's figure; pose shown
  update(values, lengths, mirrored, pose) {
    const own = Object.entries(lengths).map(([key, found]) => [mirrored ? mirrorKey(key) : key, found]);
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
