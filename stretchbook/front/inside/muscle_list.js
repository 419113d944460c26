// The muscles of the inside as a list: shown or hidden one by one, all, the lengthened ones, none, or one alone.

import { tag, write } from "../shared/dom.js";

const SIDES = ["left", "right"];

export class MuscleList {
  // on: {look({shown, alone}) when another set is wanted, point(name, side) or point(null)}
  constructor(on) {
    this.on = on;
    this.wanted = "lengthened"; // or "all", "none", "picked"
    this.picked = new Set();
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
  fill(names, labels, facts, lengths) {
    Object.assign(this, { names, labels, facts, lengths });
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

  row(key) {
    const [name, side] = key.split(" ");
    const point = () => this.on.point(name, side);
    const leave = () => this.on.point(null);
    return tag("button.sb-inside-muscle", {
      type: "button", onclick: () => this.toggle(key),
      onfocus: point, onpointerenter: point, onblur: leave, onpointerleave: leave,
    });
  }

  label(key) {
    const [name, side] = key.split(" ");
    return `${this.labels[name] ?? name.replaceAll("_", " ")}, ${side}`;
  }

  // ": +12 %, at 80 % of its length range", or that there is no number
  words(key) {
    const found = this.lengths[key];
    if (!found) return ": no number";
    const [percent, place] = found.map(Math.round);
    return `: ${percent > 0 ? "+" : ""}${percent} %, at ${place} % of its length range`;
  }

  longer(key) { return (this.lengths[key]?.[0] ?? 0) > 0; }

  shown() {
    const tests = { all: () => true, none: () => false, lengthened: (key) => this.longer(key), picked: (key) => this.picked.has(key) };
    return new Set(this.keys.filter(tests[this.wanted]));
  }

  want(name) {
    this.wanted = name;
    this.single.value = "";
    this.tell();
  }

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

  about(key) {
    const { action, nerve } = this.facts[key.split(" ")[0]] ?? {};
    return [`${this.label(key)}${this.words(key)}.`, action && `Action: ${action}.`, nerve && `Nerve: ${nerve}.`,
      "Blue: its line of pull and where it is attached."].filter(Boolean).join(" ");
  }
}
