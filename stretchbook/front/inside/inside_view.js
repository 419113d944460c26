// The inside of a figure: asks for the asset when it is first wanted, keeps list and layer of one mind.

import { mirrorKey } from "../figure/keyframe_path.js";
import { askInside, insideArrived } from "./inside_once.js";
import { MuscleList } from "./muscle_list.js";

/**
 * @import { FigureCanvas } from "../figure/figure_canvas.js"
 * @import { Pose } from "../figure/kinematics.js"
 * @import { InsideLook } from "./inside_layer.js"
 * @import { Facts, Lengths } from "./muscle_list.js"
 */

const DEEP_KNEE = 120; // as in body/inside.py
const DEEP_WORDS = "A knee is bent beyond 120°, where the model of the bones ends: patella and tendons there are drawn as at 120°.";

/**
 * Layer and list of one figure. `ask` sends for the asset, `failed` hears that nothing can be drawn, `below` takes
 * the list.
 */
export class InsideView {
  /**
   * @param {FigureCanvas} canvas
   * @param {() => boolean} ask
   * @param {() => void} failed
   * @param {HTMLElement} below
   */
  constructor(canvas, ask, failed, below) {
    this.canvas = canvas;
    this.ask = ask;
    this.failed = failed;
    /** @type {InsideLook} */
    this.look = { shown: null, alone: null, pointed: null, places: {} };
    this.list = new MuscleList({
      look: (wanted) => this.set(wanted),
      point: (name, side) => this.canvas.point(name, side),
    });
    this.list.el.hidden = true;
    below.append(this.list.el);
  }

  /** @type {(changed: Partial<InsideLook>) => void} */
  set(changed) {
    this.look = { ...this.look, pointed: this.canvas.scene.inside?.pointed ?? null, ...changed };
    this.canvas.set({ inside: this.look });
  }

  // possible: false where nothing can be drawn, so that nothing can be pointed out either
  /** @type {(wanted: boolean, possible: boolean) => Promise<void>} */
  async show(wanted, possible) {
    this.wanted = wanted && possible;
    this.list.el.hidden = !this.wanted;
    if (!this.wanted) return void this.canvas.showInside(null);
    const { asset, newLayer } = await askInside(this.ask);
    if (!this.wanted) return;
    /** @type {string[] | undefined} */
    this.names = Object.keys(asset.header.muscles);
    this.fill();
    if (this.canvas.inside) return;
    try {
      this.canvas.showInside(newLayer());
    } catch {
      this.failed(); // no WebGL2
    }
  }

  // values: labels, facts; lengths: {"muscle side": [percent, place]} of the left side's figure; pose shown
  /** @type {(values: { labels: Record<string, string>, facts: Record<string, Facts> }, lengths: Lengths, mirrored: boolean, pose: Pose) => void} */
  update(values, lengths, mirrored, pose) {
    const own = Object.entries(lengths).map(([key, found]) => [mirrored ? mirrorKey(key) : key, found]);
    this.given = { values, lengths: Object.fromEntries(own), pose };
    this.fill();
  }

  fill() {
    if (!this.names || !this.given) return;
    const { values, lengths, pose } = this.given;
    const places = Object.fromEntries(Object.entries(lengths)
      .filter(([, [percent]]) => percent > 0).map(([key, [, place]]) => [key, place / 100]));
    this.set({ places });
    this.list.fill(this.names, values.labels, values.facts, lengths);
    const bent = Math.max(pose.left.knee_flex ?? 0, pose.right.knee_flex ?? 0) > DEEP_KNEE;
    if (bent) this.list.said.append(` ${DEEP_WORDS}`);
  }

  /** @type {(key: string) => string} */
  words(key) { return this.list.words(key); }

  /** @type {(message: { type: string }, buffers?: DataView<ArrayBuffer>[]) => void} */
  hear(message, buffers) {
    if (message.type === "inside" && buffers?.length) insideArrived(buffers);
  }
}
