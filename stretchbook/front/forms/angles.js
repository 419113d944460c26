// Sliders of joint angles: the browser's own, so that keyboard and screen reader know them.

import { tag } from "../shared/dom.js";

export class Angles {
  static takes = ["_sliders", "values"];

  // on.set({values}) tells the degrees that the person chose
  constructor(el, { _sliders: sliders, values }, on) {
    this.lines = Object.entries(sliders).map(([name, [words, low, high]]) => {
      const move = () => on.set({ values: { ...this.values, [name]: Number(range.value) } });
      const range = tag("input", { type: "range", min: low, max: high, step: 1, oninput: move });
      const degrees = tag("output");
      return { name, range, degrees, line: tag("label", {}, tag("span", {}, words), range, degrees) };
    });
    el.append(tag("div.sb-angles", {}, ...this.lines.map(({ line }) => line)));
    this.update({ values });
  }

  update({ values = this.values }) {
    this.values = values;
    for (const { name, range, degrees } of this.lines) {
      range.value = values[name];
      degrees.textContent = `${values[name] < 0 ? "−" : ""}${Math.abs(values[name])}°`;
      range.setAttribute("aria-valuetext", `${values[name]} degrees`);
    }
  }

  close() {}
}
