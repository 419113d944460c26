// Rows of muscles: a bar from the shortest to the longest length of each, with a mark where it is.

import { tag } from "../shared/dom.js";

/**
 * A muscle: how many percent it is longer than standing, and in percent of its range its place, the place standing
 * and the place before; without a number there is only the direction.
 * @typedef {{ name: string, percent: number, place: number | null, standing: number, before: number,
 *   direction: string }} BarRow
 * @typedef {{ rows: BarRow[] }} BarsValues
 */

const HEADS = [["", "muscle"], ["", "in its own length range"], [".sb-bars-number", "change"], [".sb-bars-number", "place"]];
/** @type {(number: number) => string} */
const signed = (number) => `${number > 0 ? "+" : number < 0 ? "−" : ""}${Math.abs(number)}`;

/** @type {(row: BarRow) => HTMLElement} */
function bar({ percent, place, standing, before }) {
  if (place === null) return tag("div.sb-bars-none");
  const fill = tag(percent > 0 ? "div.sb-bars-fill" : "div.sb-bars-fill.sb-bars-short");
  fill.style.left = `${Math.min(place, standing)}%`;
  fill.style.width = `${Math.abs(place - standing)}%`;
  /** @type {[number, string][]} */
  const places = [[standing, "standing"], [before, "before"], [place, "now"]];
  const marks = places.map(([at, kind]) => {
    const mark = tag(`div.sb-bars-mark.sb-bars-${kind}`);
    mark.style.left = `${at}%`;
    return mark;
  });
  return tag("div.sb-bars-track", {}, fill, ...marks);
}

/** @type {(muscle: BarRow) => HTMLElement} */
function row(muscle) {
  const { name, percent, place, direction } = muscle;
  return tag("tr", {}, tag("th.sb-bars-name", { scope: "row" }, name), tag("td.sb-bars-bar", {}, bar(muscle)),
    tag("td.sb-bars-number", {}, place === null ? direction : `${signed(percent)} %`),
    tag("td.sb-bars-number", {}, place === null ? "" : `${place} %`));
}

/** The table of bars. */
export class Bars {
  /** @type {(keyof BarsValues)[]} */
  static takes = ["rows"];

  /**
   * @param {HTMLElement} el
   * @param {BarsValues} values
   */
  constructor(el, values) {
    this.table = tag("table.sb-bars");
    el.append(this.table);
    this.update(values);
  }

  /** @type {(changed: Partial<BarsValues>) => void} */
  update({ rows = [] }) {
    const heads = HEADS.map(([kind, text]) => tag(`th${kind}`, { scope: "col" }, text));
    this.table.hidden = !rows.length;
    this.table.replaceChildren(tag("tr", {}, ...heads), ...rows.map(row));
    this.table.dataset.drawn = String(Number(this.table.dataset.drawn ?? 0) + 1);
  }

  close() {}
}
