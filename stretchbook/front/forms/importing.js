// A file of another program or person: how it would be read, its first rows, yes or no, undo.

import { tag, write } from "../shared/dom.js";
import { packed } from "./packed.js";

/** @import { On } from "../hosts/notebook.js" */

/**
 * What would be read: questions, tables with their first rows, what is told of it, how many rows and faults.
 * @typedef {{ name: string, columns: string[], rows: string[][] }} Table
 * @typedef {{ told?: string[], asks: string[], dates: string, tables: Table[], rows: number, faults: number }} Asked
 * @typedef {{ _line: string, _asked: Asked, _can_undo: boolean }} ImportingValues
 */

const ORDERS = ["month first", "day first"];

/** The form; on.send brings {type: \"files\", files} and answers with dates, yes, no and undo. */
export class Importing {
  /** @type {(keyof ImportingValues)[]} */
  static takes = ["_line", "_asked", "_can_undo"];

  /**
   * @param {HTMLElement} el
   * @param {ImportingValues} values
   * @param {On<ImportingValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    /** @type {HTMLInputElement} */
    const input = tag("input", {
      type: "file", multiple: "", accept: ".csv,.json,.txt,.tsv",
      onchange: async () => {
        const files = await Promise.all([...input.files ?? []].map(packed));
        input.value = ""; // the same file may be chosen again
        if (!files.length) return;
        write(this.line, on.send({ type: "files", files }) ? "Looking …"
          : "The kernel does not answer: run this cell again.");
      },
    });
    this.asked = tag("div");
    this.line = tag("span", { role: "status" });
    this.undo = tag("button", { type: "button", onclick: () => on.send({ type: "undo" }) }, "Undo");
    el.append(tag("section.sb-import", { "aria-label": "Load a file" },
      tag("label", {}, "Load a file ", input), this.asked, tag("div", {}, this.line, " ", this.undo)));
    this.update(values);
  }

  /** @type {(changed: Partial<ImportingValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    write(this.line, this.values._line);
    this.undo.hidden = !this.values._can_undo;
    if (changed._asked) this.asked.replaceChildren(...this.question(changed._asked));
  }

  /** @type {(asked: Asked) => HTMLElement[]} */
  question(asked) {
    if (!asked.told) return [];
    /** @type {(type: string, words: string) => HTMLElement} */
    const answer = (type, words) =>
      tag("button", { type: "button", onclick: () => this.on.send({ type }) }, words);
    const rows = asked.rows === 1 ? "1 row" : `${asked.rows} rows`;
    return [
      ...asked.asks.length ? [tag("p", {}, "Read so?"), list(asked.asks)] : [],
      ...ORDERS.includes(asked.dates) ? [this.orders(asked.dates)] : [],
      ...asked.tables.map(table),
      tag("pre", {}, asked.told.join("\n")),
      ...asked.rows ? [answer("yes", asked.faults ? `Load ${rows}, without those with faults` : `Yes, load ${rows}`)]
        : [],
      answer("no", asked.rows ? "No" : "Close"),
    ];
  }

  /** @type {(shown: string) => HTMLElement} */
  orders(shown) {
    /** @type {HTMLSelectElement} */
    const choice = tag("select", { onchange: () => this.on.send({ type: "dates", dates: choice.value }) },
      ...ORDERS.map((order) => tag("option", { value: order, selected: order === shown ? "" : null }, order)));
    return tag("label", {}, "Dates ", choice);
  }

  close() {}
}

/** @type {(lines: string[]) => HTMLElement} */
const list = (lines) => tag("ul", {}, ...lines.map((line) => tag("li", {}, line)));

/** @type {(table: Table) => HTMLElement} */
function table({ name, columns, rows }) {
  /** @type {(kind: string, texts: string[]) => HTMLElement} */
  const cells = (kind, texts) => tag("tr", {}, ...texts.map((text) => tag(kind, {}, text)));
  return tag("div.sb-import-rows", { tabindex: "0", role: "group", "aria-label": name },
    tag("table", {}, tag("caption", {}, name), tag("thead", {}, cells("th", columns)),
      tag("tbody", {}, ...rows.map((row) => cells("td", row)))));
}
