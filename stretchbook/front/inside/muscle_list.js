// The muscles of the inside as a list: shown or hidden one by one, all, the lengthened ones, none, or one alone.

import { tag, write } from "../shared/dom.js";

/** @import { Side } from "../figure/body_model.js" */

/**
 * Facts of a muscle, and by "muscle side" how many percent it is longer than standing and where in its own range.
 * @typedef {{ action?: string, nerve?: string }} Facts
 * @typedef {Record<string, [percent: number, place: number]>} Lengths
 * @typedef {{ look(wanted: { shown: Set<string>, alone: string | null }): void,
 *   point(name: string | null, side?: Side): void }} ListTold
 */

/** @type {Side[]} */
const SIDES = ["left", "right"];

/** Buttons and a list; it tells when another set is wanted, and which muscle is pointed at. */
export class MuscleList {
  /** @param {ListTold} on */
  constructor(on) {
    this.on = on;
    /** @type {"lengthened" | "all" | "none" | "picked"} */
    this.wanted = "lengthened";
    /** @type {Set<string>} */
    this.picked = new Set();
    /** @type {string[]} */
    this.keys = [];
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    /** @type {Record<string, string>} */
    this.labels = {};
    /** @type {Record<string, Facts>} */
    this.facts = {};
    /** @type {Lengths} */
    this.lengths = {};
    /** @type {(name: "lengthened" | "all" | "none", words: string) => HTMLButtonElement} */
    const choice = (name, words) => tag("button.sb-inside-choice", {
      type: "button", onclick: () => this.want(name), "data-choice": name,
    }, words);
    this.choices = [choice("lengthened", "Lengthened"), choice("all", "All"), choice("none", "None")];
    this.single = tag("select.sb-inside-single", {
      "aria-label": "One muscle with its bones", onchange: () => this.tell(),
    });
    this.rows = tag("ul.sb-inside-rows");
    this.said = tag("p.sb-inside-said", { "aria-live": "polite" });
    this.missing = tag("p.sb-inside-missing");
    this.el = tag("div.sb-inside", {},
      tag("div.sb-inside-bar", { role: "group", "aria-label": "Muscles shown" }, ...this.choices, this.single),
      this.said, this.rows, this.missing);
  }

  // names: of the asset's muscles. labels: {name: words}. facts: {name: {action, nerve}}.
  // lengths: {"muscle side": [percent, place]}, of the posture shown.
  /** @type {(names: string[], labels: Record<string, string>, facts: Record<string, Facts>, lengths: Lengths) => void} */
  fill(names, labels, facts, lengths) {
    Object.assign(this, { labels, facts, lengths });
    const keys = names.flatMap((name) => SIDES.map((side) => `${name} ${side}`));
    if (String(keys) !== String(this.keys)) {
      this.keys = keys;
      this.single.replaceChildren(tag("option", { value: "" }, "one alone …"),
        ...keys.map((key) => tag("option", { value: key }, this.label(key))));
      this.buttons = new Map(keys.map((key) => [key, this.row(key)]));
      this.rows.replaceChildren(...[...this.buttons.values()].map((button) => tag("li", {}, button)));
      const without = Object.keys(labels).filter((name) => !names.includes(name));
      write(this.missing, without.length
        ? `Not shown, because the model has no path for it: ${without.map((name) => labels[name]).join(", ")}.` : "");
    }
    this.tell();
  }

  /** @type {(key: string) => HTMLButtonElement} */
  row(key) {
    const [name, side] = key.split(" ");
    const point = () => this.on.point(name, /** @type {Side} */ (side));
    const leave = () => this.on.point(null);
    return tag("button.sb-inside-muscle", {
      type: "button", onclick: () => this.toggle(key),
      onfocus: point, onpointerenter: point, onblur: leave, onpointerleave: leave,
    });
  }

  /** @type {(key: string) => string} */
  label(key) {
    const [name, side] = key.split(" ");
    return `${this.labels[name] ?? name.replaceAll("_", " ")}, ${side}`;
  }

  // ": +12 %, at 80 % of its length range", or that there is no number
  /** @type {(key: string) => string} */
  words(key) {
    const found = this.lengths[key];
    if (!found) return ": no number";
    const [percent, place] = found.map(Math.round);
    return `: ${percent > 0 ? "+" : ""}${percent} %, at ${place} % of its length range`;
  }

  /** @type {(key: string) => boolean} */
  longer(key) { return (this.lengths[key]?.[0] ?? 0) > 0; }

  shown() {
    /** @type {Record<string, (key: string) => boolean>} */
    const tests = { all: () => true, none: () => false, lengthened: (key) => this.longer(key), picked: (key) => this.picked.has(key) };
    return new Set(this.keys.filter(tests[this.wanted]));
  }

  /** @type {(name: "lengthened" | "all" | "none") => void} */
  want(name) {
    this.wanted = name;
    this.single.value = "";
    this.tell();
  }

  /** @type {(key: string) => void} */
  toggle(key) {
    const shown = this.shown();
    if (!shown.delete(key)) shown.add(key);
    this.picked = shown;
    this.single.value = "";
    this.wanted = "picked";
    this.tell();
  }

  tell() {
    const shown = this.shown();
    const alone = this.single.value || null;
    for (const [key, button] of this.buttons) {
      write(button, this.label(key) + this.words(key));
      button.setAttribute("aria-pressed", String(alone ? key === alone : shown.has(key)));
    }
    for (const button of this.choices) {
      button.setAttribute("aria-pressed", String(!alone && button.dataset.choice === this.wanted));
    }
    write(this.said, alone ? this.about(alone) : `${shown.size} of ${this.keys.length} muscles are shown. Colour: the place in `
      + "a muscle's own range, only where it is longer than standing; grey: not longer, or no number.");
    this.on.look({ shown, alone });
  }

  /** @type {(key: string) => string} */
  about(key) {
    const { action, nerve } = this.facts[key.split(" ")[0]] ?? {};
    return [`${this.label(key)}${this.words(key)}.`, action && `Action: ${action}.`, nerve && `Nerve: ${nerve}.`,
      "Blue: its line of pull and where it is attached."].filter(Boolean).join(" ");
  }
}
