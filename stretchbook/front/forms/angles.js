// Sliders of joint angles: the browser's own, so that keyboard and screen reader know them.

import { tag } from "../shared/dom.js";

/** @import { On } from "../hosts/notebook.js" */

/**
 * Sliders by joint, each with its words and its ends; the degrees by joint.
 * @typedef {{ _sliders: Record<string, [words: string, low: number, high: number]>,
 *   values: Record<string, number> }} AnglesValues
 */

/** Sliders, one a joint; on.set tells the degrees that the person chose. */
export class Angles {
  /** @type {(keyof AnglesValues)[]} */
  static takes = ["_sliders", "values"];

  /**
   * @param {HTMLElement} el
   * @param {AnglesValues} values
   * @param {On<AnglesValues>} on
   */
  constructor(el, { _sliders: sliders, values }, on) {
    this.values = values;
    this.lines = Object.entries(sliders).map(([name, [words, low, high]]) => {
      const move = () => on.set({ values: { ...this.values, [name]: Number(range.value) } });
      /** @type {HTMLInputElement} */
      const range = tag("input", { type: "range", min: low, max: high, step: 1, oninput: move });
      const degrees = tag("output");
      return { name, range, degrees, line: tag("label", {}, tag("span", {}, words), range, degrees) };
    });
    el.append(tag("div.sb-angles", {}, ...this.lines.map(({ line }) => line)));
    this.update({ values });
  }

  /** @type {(changed: Partial<AnglesValues>) => void} */
  update({ values = this.values }) {
    this.values = values;
    for (const { name, range, degrees } of this.lines) {
      range.value = String(values[name]);
      degrees.textContent = `${values[name] < 0 ? "−" : ""}${Math.abs(values[name])}°`;
      range.setAttribute("aria-valuetext", `${values[name]} degrees`);
    }
  }

  close() {}
}
