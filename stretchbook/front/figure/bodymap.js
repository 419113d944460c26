// The body map: pick pain areas and muscles on the figure, or in the plain list beside it.

import { tag, write } from "../shared/dom.js";
import { bodyModel } from "./body_model.js";
import { FigureCanvas, tipOver } from "./figure_canvas.js";

/** @import { On } from "../hosts/notebook.js" */

/**
 * @typedef {{ areas: string[], muscles: string[], labels: Record<string, string>, _known_areas: string[],
 *   fitting: string }} BodyMapValues
 */

const ARMS = { sh_abd: 16, elbow_flex: 6, forearm_pro: 60, grip: 12 };
const LEGS = { hip_abd: 6 };
const STANDING = { core: {}, left: { ...ARMS, ...LEGS }, right: { ...ARMS, ...LEGS } };

/** The standing figure, and beside it two lists that offer the same choice. */
export class BodyMap {
  /** @type {(keyof BodyMapValues)[]} */
  static takes = ["areas", "muscles", "labels", "_known_areas", "fitting"];

  /**
   * `on.set` tells {areas} or {muscles} that the person picked.
   * @param {HTMLElement} el
   * @param {BodyMapValues} values
   * @param {On<BodyMapValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    /** @type {"areas" | "patches"} */
    this.table = "areas";
    /** @type {{ box: HTMLInputElement, trait: "areas" | "muscles", name: string }[]} */
    this.boxes = [];
    this.build(el);
    this.canvas.camera = [0, 4];
    this.canvas.set({ pose: STANDING });
    this.show();
  }

  /** @returns {"areas" | "muscles"} */
  get trait() { return this.table === "areas" ? "areas" : "muscles"; }

  /** @type {(name: string) => string} */
  label(name) { return this.values.labels[name] ?? name; }

  /** @type {(el: HTMLElement) => void} */
  build(el) {
    const box = tag("div.sb-figure-stage.sb-bodymap-stage");
    /** @type {(text: string, act: () => void) => HTMLButtonElement} */
    const button = (text, act) => tag("button.sb-figure-button.sb-bodymap-button", { type: "button", onclick: act }, text);
    /** @type {(azimuth: number) => () => void} */
    const turn = (azimuth) => () => this.canvas.turnTo(azimuth, 4);
    /** @type {HTMLButtonElement} */
    this.layer = button("", () => {
      this.table = this.table === "areas" ? "patches" : "areas";
      this.show();
    });
    const lists = tag("div.sb-bodymap-lists", {},
      tag("p", {}, "With areas and muscles picked, a stretch must fit an area and lengthen a muscle."),
      this.list("areas", "Where does it hurt?", this.values._known_areas),
      this.list("muscles", "Muscles", Object.keys(this.values.labels)));
    /** @type {HTMLElement} */
    this.fitting = tag("p.sb-bodymap-fitting", { role: "status" });
    lists.prepend(this.fitting);
    el.append(tag("div.sb-bodymap", {}, tag("div.sb-figure", {}, box,
      tag("div.sb-figure-bar", {}, button("Front", turn(0)), button("Back", turn(180)), this.layer)), lists));
    /** @type {FigureCanvas} */
    this.canvas = new FigureCanvas(box, {
      pick: (patch) => patch && this.toggle(this.trait, patch.name),
      name: tipOver(box, ({ name }) => this.label(name)),
    });
    this.canvas.canvas.ariaLabel = "Standing figure; the list beside it offers the same choice. Arrow keys turn it.";
  }

  /** @type {(trait: "areas" | "muscles", title: string, names: string[]) => HTMLElement} */
  list(trait, title, names) {
    /** @type {(name: string) => HTMLElement} */
    const line = (name) => {
      const box = tag("input", { type: "checkbox", onchange: () => this.toggle(trait, name) });
      this.boxes.push({ box, trait, name });
      return tag("label", {
        onpointerenter: () => this.canvas.point(name, "left"), onpointerleave: () => this.canvas.point(null),
      }, box, ` ${this.label(name)}`);
    };
    return tag("fieldset.sb-bodymap-list", {}, tag("legend", {}, title), ...names.map(line));
  }

  /** @type {(trait: "areas" | "muscles", name: string) => void} */
  toggle(trait, name) {
    const now = this.values[trait];
    this.on.set({ [trait]: now.includes(name) ? now.filter((one) => one !== name) : [...now, name] });
  }

  /** @type {(changed: Partial<BodyMapValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    this.show();
  }

  show() {
    const { table } = this;
    /** @type {Record<string, number>} */
    const tints = {};
    for (const { name, side } of bodyModel()[table]) {
      if (this.values[this.trait].includes(name)) tints[`${name} ${side}`] = 0.8;
      else if (table === "patches") tints[`${name} ${side}`] = 0.02;
    }
    this.layer.textContent = table === "areas" ? "Show muscles" : "Show areas";
    this.canvas.set({ table, tints, plain: table === "areas" ? 0 : 1, hover: 0 });
    write(this.fitting, this.values.fitting);
    for (const { box, trait, name } of this.boxes) box.checked = this.values[trait].includes(name);
  }

  close() {
    this.canvas.remove();
  }
}
