// The live figure of one stretch: steps through its keyframes, either side, muscles tinted and named.

import { InsideView } from "../inside/inside_view.js";
import { able, tag, write } from "../shared/dom.js";
import { bodyModel } from "./body_model.js";
import { FigureCanvas, still, tipOver } from "./figure_canvas.js";
import { cameraAtPosition, mirrorPath, ownPose, poseAtPosition, rockedPose } from "./keyframe_path.js";
import { GROUPS, mixPose } from "./kinematics.js";

/**
 * @import { On } from "../hosts/notebook.js"
 * @import { Facts, Lengths } from "../inside/muscle_list.js"
 * @import { Found } from "./figure_canvas.js"
 * @import { Path } from "./keyframe_path.js"
 * @import { Pose } from "./kinematics.js"
 */

/**
 * What the widget keeps: `pose` stands in for the keyframes; `still` and `alt` are the picture of the step shown.
 * @typedef {{ data: Path & { stretch: string }, side: string, keyframe: number, tint: Record<string, number>,
 *   rocking: boolean, alt: string, still: DataView<ArrayBuffer>, captions: string[], pose: Pose | null,
 *   azimuth: number | null, elevation: number | null, controls: boolean, names: boolean, labels: Record<string, string>,
 *   view: "skin" | "inside", facts: Record<string, Facts>, lengths: Lengths[], pose_lengths: Lengths,
 *   sided: boolean }} FigureValues
 * @typedef {{ type: string, alt: string }} FigureMessage
 * @typedef {{ bytes: DataView<ArrayBuffer>, alt: string }} Pictured
 */

// Seconds that a way of some steps takes: long enough to be followed.
/** @type {(from: number, to: number) => number} */
const wayTime = (from, to) => Math.min(4.5, 0.5 + 1.1 * Math.abs(to - from));

/** The figure of one stretch, with its buttons, names and list. */
export class Figure {
  /** @type {(keyof FigureValues)[]} */
  static takes = ["data", "side", "keyframe", "tint", "rocking", "alt", "still", "captions", "pose", "azimuth",
    "elevation", "controls", "names", "labels", "view", "facts", "lengths", "pose_lengths", "sided"];

  /**
   * `on.set` tells {keyframe}, {side}, {azimuth, elevation} or {view} that the person chose.
   * @param {HTMLElement} el
   * @param {FigureValues} values
   * @param {On<FigureValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.position = 0;
    this.build(el);
    this.begin();
    this.tint();
    this.look();
  }

  /** @type {(el: HTMLElement) => void} */
  build(el) {
    /** @type {(words: string, text: string, step: number) => HTMLButtonElement} */
    const button = (words, text, step) => tag("button.sb-figure-button", {
      type: "button", "aria-label": words, onclick: () => this.stepBy(step),
    }, text);
    /** @type {HTMLImageElement} */
    this.picture = tag("img.sb-figure-still");
    /** @type {HTMLElement} */
    this.box = tag("div.sb-figure-stage", { ondblclick: () => this.on.set({ azimuth: null, elevation: null }) },
      this.picture);
    /** @type {HTMLElement} */
    this.back = button("Step back", "‹", -1);
    /** @type {HTMLElement} */
    this.next = button("Next step", "›", 1);
    /** @type {HTMLElement} */
    this.caption = tag("div.sb-figure-caption", { "aria-live": "polite" });
    /** @type {HTMLElement} */
    this.bar = tag("div.sb-figure-bar", {}, this.back, this.caption, this.next);
    /** @type {HTMLElement} */
    this.lens = tag("button.sb-figure-view", {
      type: "button", onclick: () => this.on.set({ view: this.values.view === "inside" ? "skin" : "inside" }),
    });
    /** @type {HTMLElement} */
    this.turn = tag("button.sb-figure-view", {
      type: "button", onclick: () => this.on.set({ side: this.values.side === "right" ? "left" : "right" }),
    });
    /** @type {HTMLElement} */
    this.unseen = tag("p.sb-figure-unseen", { role: "status" },
      "This browser draws no live figure (it has no WebGL2): the picture shows the inside of the held posture.");
    this.unseen.hidden = true;
    /** @type {HTMLElement} */
    this.scale = tag("p.sb-figure-scale", {}, "Colour: the place in a muscle's own range, from its shortest ",
      tag("span", { "aria-hidden": "true" }), " to its longest.");
    /** @type {HTMLElement} */
    this.list = tag("ul.sb-figure-list");
    const figure = tag("div.sb-figure", {}, this.box, this.bar, this.lens, this.turn, this.unseen, this.scale, this.list);
    el.append(figure);
    /** @type {FigureCanvas} */
    this.canvas = new FigureCanvas(this.box, {
      name: tipOver(this.box, (patch) => this.label(patch) + this.percent(patch)),
      turned: () => { this.turned = true; },
      camera: ([azimuth, elevation]) => this.on.set({ azimuth, elevation }),
      failed: () => this.turnBlind(true),
      restored: () => this.turnBlind(false),
    });
    /** @type {InsideView} */
    this.inside = new InsideView(this.canvas, () => this.on.send({ type: "inside" }), () => this.turnBlind(true), figure);
  }

  /** @type {(patch: Found) => string} */
  label({ name, side }) { return `${this.values.labels[name] ?? name.replaceAll("_", " ")}, ${side}`; }

  /** @type {(patch: Found) => string} */
  percent({ name, side }) {
    if (this.canvas.inside) return this.inside.words(`${name} ${side}`);
    const value = this.values.tint[`${name} ${side}`];
    return value === undefined ? "" : `: at ${Math.round(value)} % of its length range`;
  }

  /** @type {(changed: Partial<FigureValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    /** @type {(...names: (keyof FigureValues)[]) => boolean} */
    const any = (...names) => names.some((name) => name in changed);
    if (any("data", "side")) this.begin();
    else if (any("keyframe")) this.go();
    else if (any("rocking")) this.rock();
    if (any("alt", "still", "captions", "controls", "sided")) this.say();
    if (any("tint", "names", "labels")) this.tint();
    if (any("pose") && !any("data", "side")) this.watchPose();
    if (any("azimuth", "elevation")) this.watchCamera();
    if (any("view", "tint", "names")) this.look();
    if (any("data", "side", "keyframe", "pose", "labels", "facts", "lengths", "pose_lengths")) this.measure();
  }

  // Skin or inside.
  look() {
    const inside = this.values.view === "inside";
    write(this.lens, inside ? "Show the skin" : "Look inside");
    this.measure();
    this.inside.show(inside, !this.blind);
    this.say();
    if (inside) this.scale.hidden = this.list.hidden = true; // the inside has a list of its own
    else this.tint();
  }

  // Nothing can be drawn here, or it can again: the pictures stand in, of skin and inside.
  /** @type {(blind: boolean) => void} */
  turnBlind(blind) {
    this.blind = blind;
    this.look();
  }

  // The picture of the inside comes when it is asked for.
  /** @returns {Pictured | null | undefined} */
  get insidePicture() {
    if (!this.blind || this.values.view !== "inside") return null;
    const of = `${this.values.data.stretch} ${this.values.side}`;
    if (this.pictureOf !== of) {
      /** @type {string | undefined} */
      this.pictureOf = of;
      this.pictured = null;
      this.on.send({ type: "inside still" });
    }
    return this.pictured;
  }

  // How long the muscles are in the posture shown or under way.
  measure() {
    const { pose, pose_lengths: now, lengths, side } = this.values;
    const steps = this.path.steps;
    this.inside.update(this.values, pose ? now : lengths[this.step] ?? {}, !pose && side === "right",
      pose ?? ownPose(steps[this.step]));
  }

  /** @type {(message: FigureMessage, buffers: DataView<ArrayBuffer>[]) => void} */
  hear(message, buffers) {
    if (message.type === "inside still") {
      /** @type {Pictured | null | undefined} */
      this.pictured = { bytes: buffers[0], alt: message.alt };
      this.say();
    } else this.inside.hear(message, buffers);
  }

  get step() { return Math.min(this.values.keyframe, this.path.steps.length - 1); }

  /** @type {(at: number) => void} */
  place(at) {
    this.position = at;
    if (!this.turned) this.canvas.camera = cameraAtPosition(this.path.steps, at);
    this.canvas.set({ pose: poseAtPosition(this.path.steps, at) });
  }

  // Another stretch or side: no motion leads there, the figure is simply there.
  begin() {
    const { data, side, azimuth, elevation, pose } = this.values;
    /** @type {Path} */
    this.path = side === "right" ? mirrorPath(data) : data;
    this.turned = false;
    this.canvas.set({ anchor: this.path.anchor, widest: [this.path.steps, this.path.anchor] });
    this.canvas.animate(0, () => this.place(this.step));
    if (azimuth !== null || elevation !== null) this.watchCamera();
    if (pose) this.watchPose();
    this.say();
    this.rock();
  }

  go() {
    const [from, to] = [this.position, this.step];
    this.stopRocking();
    this.say();
    if (this.values.pose) {
      this.position = to; // the pose stands in for every keyframe
      return;
    }
    this.canvas.animate(wayTime(from, to), (share) => {
      this.place(from + (to - from) * share);
      if (share === 1) this.rock();
    });
  }

  // Rocking from side to side, while that is wanted.
  rock() {
    this.stopRocking();
    const { steps } = this.path;
    const step = steps[Math.round(this.position)];
    if (!this.values.rocking || !step.rock_roll || still()) return;
    const begun = performance.now();
    /** @type {(now: number) => void} */
    const swing = (now) => {
      this.canvas.set({ pose: rockedPose(poseAtPosition(steps, this.position), step, now - begun) });
      this.rocking = requestAnimationFrame(swing);
    };
    this.rocking = requestAnimationFrame(swing);
  }

  stopRocking() {
    cancelAnimationFrame(this.rocking ?? 0);
  }

  say() {
    const { captions, controls, view } = this.values;
    const { bytes, alt } = this.insidePicture ?? { bytes: this.values.still, alt: this.values.alt };
    const { step: at, path: { steps } } = this;
    this.caption.textContent = `${at + 1} of ${steps.length}: ${captions[at] ?? steps[at].name}`;
    this.caption.classList.toggle("sb-figure-held", steps[at].hold);
    able(this.back, at > 0);
    able(this.next, at < steps.length - 1);
    this.bar.hidden = !controls;
    this.turn.hidden = !controls || !this.values.sided;
    write(this.turn, `Show the ${this.values.side === "right" ? "left" : "right"} side`);
    this.canvas.canvas.ariaLabel = `${alt} Arrow keys turn the figure.`;
    this.picture.alt = alt;
    this.unseen.hidden = !this.blind || view !== "inside";
    if (bytes === this.shown) return;
    /** @type {DataView<ArrayBuffer> | undefined} */
    this.shown = bytes;
    this.dropPicture();
    this.picture.src = bytes?.byteLength ? URL.createObjectURL(new Blob([bytes], { type: "image/webp" })) : "";
  }

  dropPicture() {
    if (this.picture.src.startsWith("blob:")) URL.revokeObjectURL(this.picture.src);
  }

  tint() {
    const { tint: given, names } = this.values;
    const tints = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value / 100]));
    this.canvas.set({ tints, plain: Object.keys(given).length ? 1 : 0 });
    const shown = bodyModel().patches.filter(({ name, side }) => given[`${name} ${side}`] !== undefined);
    this.list.replaceChildren(...shown.map((patch) => {
      const point = () => this.canvas.point(patch.name, patch.side);
      const leave = () => this.canvas.point(null);
      return tag("li", {}, tag("button.sb-figure-muscle", {
        type: "button", title: this.label(patch) + this.percent(patch),
        onfocus: point, onpointerenter: point, onblur: leave, onpointerleave: leave,
      }, this.label(patch)));
    }));
    this.scale.hidden = !shown.length;
    this.list.hidden = !shown.length || !names;
    if (this.values.view === "inside") this.scale.hidden = this.list.hidden = true;
  }

  /** @type {(count: number) => void} */
  stepBy(count) {
    this.on.set({ keyframe: Math.max(0, Math.min(this.path.steps.length - 1, this.values.keyframe + count)) });
  }

  watchCamera() {
    const { azimuth, elevation } = this.values;
    this.turned = azimuth !== null || elevation !== null;
    if (!this.turned) return void this.place(this.position);
    this.canvas.turnTo(azimuth ?? this.canvas.camera[0], elevation ?? this.canvas.camera[1]);
  }

  watchPose() {
    this.stopRocking();
    const from = /** @type {Pose} */ (this.canvas.scene.pose); // begin() has put it
    const to = this.values.pose ?? poseAtPosition(this.path.steps, this.position);
    if (!this.values.pose) this.place(this.position);
    const turns = GROUPS.flatMap((group) => Object.keys(to[group]).map((j) => Math.abs(to[group][j] - from[group][j])));
    const far = Math.max(...turns);
    // A slider's small steps are followed at once, a leap to another posture is a motion.
    if (far <= 20) this.canvas.hurry();
    this.canvas.animate(far > 20 ? 0.8 : 0, (share) => this.canvas.set({ pose: mixPose(from, to, share) }));
  }

  close() {
    this.stopRocking();
    this.canvas.remove();
    this.dropPicture();
  }
}
