// The easier form of a stretch: what it is called, how it is done, and its figure where its joint angles are known.

import { FigureCanvas } from "../figure/figure_canvas.js";
import { mirrorPath } from "../figure/keyframe_path.js";
import { tag } from "../shared/dom.js";

export class EasierForm {
  constructor() {
    this.name = tag("p.sb-speaker-form");
    this.text = tag("p");
    this.stage = tag("div.sb-figure-stage", { hidden: "" });
    this.root = tag("div", {}, this.name, this.stage, this.text);
  }

  // form: {name, text, source, figure}, or nothing where none is known
  show(form, side) {
    if (form === this.form && side === this.side) return;
    Object.assign(this, { form, side });
    this.name.textContent = form?.name ?? "";
    this.text.textContent = form ? `${form.text} [${form.source}]` : "None is known.";
    this.stage.hidden = !form?.figure || this.failed;
    if (this.stage.hidden) return;
    this.canvas ??= new FigureCanvas(this.stage, { failed: () => { this.failed = this.stage.hidden = true; } });
    const { anchor, steps } = side === "right" ? mirrorPath(form.figure) : form.figure;
    const [{ camera, frames }] = steps;
    this.canvas.camera = camera;
    this.canvas.canvas.ariaLabel = `The easier form: ${form.name}`;
    this.canvas.set({ anchor, pose: frames.at(-1)[1], widest: [steps, anchor] });
  }

  close() { this.canvas?.remove(); }
}
