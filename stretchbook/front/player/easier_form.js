// The easier form of a stretch: what it is called, how it is done, and its figure where its joint angles are known.

import { FigureCanvas } from "../figure/figure_canvas.js";
import { mirrorPath, ownPose } from "../figure/keyframe_path.js";
import { tag } from "../shared/dom.js";

/** @import { Path } from "../figure/keyframe_path.js" */

/** @typedef {{ name: string, text: string, source: string, figure: Path | null }} Easier */

/** Name, words and figure, in one element. */
export class EasierForm {
  constructor() {
    /** @type {FigureCanvas | undefined} */
    this.canvas = undefined;
    this.name = tag("p.sb-speaker-form");
    this.text = tag("p");
    this.stage = tag("div.sb-figure-stage", { hidden: "" });
    this.root = tag("div", {}, this.name, this.stage, this.text);
  }

  // form: {name, text, source, figure}, or nothing where none is known
  /** @type {(form?: Easier | null, side?: string) => void} */
  show(form, side) {
    if (form === this.form && side === this.side) return;
    /** @type {Easier | null | undefined} */
    this.form = form;
    this.side = side;
    this.name.textContent = form?.name ?? "";
    this.text.textContent = form ? `${form.text} [${form.source}]` : "None is known.";
    this.stage.hidden = !form?.figure || Boolean(this.failed);
    if (!form?.figure || this.failed) return;
    /** @type {FigureCanvas} */
    const canvas = this.canvas ??= new FigureCanvas(this.stage, { failed: () => { this.failed = this.stage.hidden = true; } });
    const { anchor, steps } = side === "right" ? mirrorPath(form.figure) : form.figure;
    canvas.camera = steps[0].camera;
    canvas.canvas.ariaLabel = `The easier form: ${form.name}`;
    canvas.set({ anchor, pose: ownPose(steps[0]), widest: [steps, anchor] });
  }

  close() { this.canvas?.remove(); }
}
