// Lines over one angle: a picture, a sentence for each line, and the numbers as a file.

import { saveFile, tag } from "../shared/dom.js";

/**
 * Lines of [angle, value], the angle now, and what the axes are called.
 * @typedef {{ name: string, values: [angle: number, value: number][] }} Curve
 * @typedef {{ lines: Curve[], now: number, across: string, up: string }} CurvesValues
 */

const [WIDTH, HEIGHT] = [520, 300];
const EDGE = { left: 52, right: 12, top: 12, bottom: 40 };
const INKS = ["#1b66c9", "#b3261e", "#2e7d32", "#8e24aa", "#a15c00", "#00727a", "#6d4c41", "#455a64"];
const DASHES = ["", "7 3", "2 3", "9 3 2 3"]; // told apart without colour too

/** @type {(name: string, attributes: Record<string, string | number>, ...children: (string | Node)[]) => SVGElement} */
const svg = (name, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
};

/**
 * Five or so round numbers between two.
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticks(low, high) {
  const raw = (high - low) / 5;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * size).find((one) => one >= raw) ?? raw;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** @type {(text: string) => string} */
const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;

/**
 * The numbers as a file.
 * @param {Pick<CurvesValues, "lines" | "across" | "up">} values
 * @returns {string}
 */
export function csvOf({ lines, across, up }) {
  const rows = lines.flatMap(({ name, values }) => values.map(([angle, value]) => `${cell(name)},${angle},${value}`));
  return [["muscle", across, up].map(cell).join(","), ...rows, ""].join("\n");
}

/** The picture with its legend. */
export class Curves {
  /** @type {(keyof CurvesValues)[]} */
  static takes = ["lines", "now", "across", "up"];

  /**
   * @param {HTMLElement} el
   * @param {CurvesValues} values
   */
  constructor(el, values) {
    this.values = values;
    this.picture = tag("div");
    this.legend = tag("ul.sb-curves-legend");
    const save = tag("button.sb-curves-save", {
      type: "button", onclick: () => saveFile("muscle-curves.csv", csvOf(this.values), "text/csv"),
    }, "Save the numbers (CSV)");
    el.append(tag("div.sb-curves", {}, this.picture, this.legend, save));
    this.draw();
  }

  /** @type {(changed: Partial<CurvesValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    this.draw();
  }

  draw() {
    const { lines, now, across, up } = this.values;
    this.legend.replaceChildren(...lines.map((line, i) => this.row(line, i)));
    const all = lines.flatMap(({ values }) => values);
    if (!all.length) return void this.picture.replaceChildren("Choose a muscle.");
    /** @type {(k: 0 | 1) => [number, number]} */
    const range = (k) => [Math.min(...all.map((one) => one[k])), Math.max(...all.map((one) => one[k]))];
    const [[left, right], [low, high]] = [range(0), range(1)];
    const room = Math.max(1, (high - low) * 0.05);
    /** @type {(angle: number) => number} */
    const x = (angle) => EDGE.left + ((angle - left) / (right - left)) * (WIDTH - EDGE.left - EDGE.right);
    /** @type {(value: number) => number} */
    const y = (value) => HEIGHT - EDGE.bottom
      - ((value - low + room) / (high - low + 2 * room)) * (HEIGHT - EDGE.top - EDGE.bottom);
    /** @type {(at: [number, number], words: string, more?: Record<string, string>) => SVGElement} */
    const text = (at, words, more = {}) => svg("text", { x: at[0], y: at[1], "text-anchor": "middle", ...more }, words);
    const marks = [
      ...ticks(left, right).map((angle) => text([x(angle), HEIGHT - EDGE.bottom + 16], `${angle}`)),
      ...ticks(low - room, high + room).flatMap((value) => [
        svg("line", { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(value), y2: y(value), class: "sb-curves-grid" }),
        text([EDGE.left - 6, y(value) + 4], `${Number(value.toPrecision(4))}`, { "text-anchor": "end" }),
      ]),
      text([(EDGE.left + WIDTH - EDGE.right) / 2, HEIGHT - 6], across),
      text([0, 0], up, { transform: `translate(13 ${(HEIGHT - EDGE.bottom) / 2}) rotate(-90)` }),
      svg("line", { x1: x(now), x2: x(now), y1: EDGE.top, y2: HEIGHT - EDGE.bottom, class: "sb-curves-now" }),
    ];
    const drawn = lines.map(({ values }, i) => svg("polyline", {
      points: values.map(([angle, value]) => `${x(angle).toFixed(1)},${y(value).toFixed(1)}`).join(" "),
      fill: "none", stroke: INKS[i % INKS.length], "stroke-width": 2.5, "stroke-dasharray": DASHES[i % DASHES.length],
    }));
    const words = `${up} over ${across}, for ${lines.map(({ name }) => name).join(", ")}; marked: ${Math.round(now)}`;
    this.picture.replaceChildren(svg("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words,
    }, ...marks, ...drawn));
  }

  /** @type {(line: Curve, i: number) => HTMLElement} */
  row({ name, values }, i) {
    const { now, up } = this.values;
    const here = values.reduce((best, one) => (Math.abs(one[0] - now) < Math.abs(best[0] - now) ? one : best));
    const key = svg("svg", { viewBox: "0 0 30 6", width: 30, height: 6, "aria-hidden": "true" }, svg("line", {
      x1: 0, x2: 30, y1: 3, y2: 3, stroke: INKS[i % INKS.length], "stroke-width": 2.5, "stroke-dasharray": DASHES[i % DASHES.length],
    }));
    return tag("li", {}, key, ` ${name}: ${here[1].toFixed(1)} at ${Math.round(now)}° (${up})`);
  }

  close() {}
}
