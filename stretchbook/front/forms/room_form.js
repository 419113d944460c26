// What a room rates before and after: counts typed, or files dropped.

import { tag, write } from "../shared/dom.js";
import { packed } from "./packed.js";

/** @import { On } from "../hosts/notebook.js" */

/**
 * How many named each level of pain, at each moment.
 * @typedef {"before" | "after"} Moment
 * @typedef {{ counts: Partial<Record<Moment, number[]>>, said: string }} RoomValues
 */

/** @type {Moment[]} */
const MOMENTS = ["before", "after"];
const LEVELS = [...Array(11).keys()];
const GONE = "The kernel does not answer: run this cell again.";

/**
 * The form; on.send takes {type: \"counts\", before, after}, each eleven texts, {type: \"files\", files} and {type:
 * \"clear\"}.
 */
export class RoomForm {
  /** @type {(keyof RoomValues)[]} */
  static takes = ["counts", "said"];

  /**
   * @param {HTMLElement} el
   * @param {RoomValues} values
   * @param {On<RoomValues>} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    /** @type {(moment: Moment) => HTMLInputElement[]} */
    const fields = (moment) => LEVELS.map((level) => tag("input", {
      inputmode: "numeric", size: 2, maxlength: 4, "aria-label": `People at ${level} ${moment}`,
      onkeydown: (event) => { if (event.key === "Enter") this.show(); },
    }));
    this.fields = { before: fields("before"), after: fields("after") };
    /** @type {(moment: Moment) => HTMLElement} */
    const row = (moment) => tag("tr", {}, tag("th", { scope: "row" }, moment === "before" ? "Before" : "After"),
      ...this.fields[moment].map((field) => tag("td", {}, field)));
    const table = tag("table", {}, tag("caption", {}, "How many people named each level of pain? 0: none, 10: the worst imaginable."),
      tag("tr", {}, tag("td"), ...LEVELS.map((level) => tag("th", { scope: "col" }, String(level)))), ...MOMENTS.map(row));
    /** @type {HTMLInputElement} */
    this.files = tag("input", { type: "file", multiple: "", accept: ".json", onchange: () => this.take(this.files) });
    /** @type {(words: string, press: () => void) => HTMLElement} */
    const button = (words, press) => tag("button", { type: "button", onclick: press }, words);
    this.said = tag("p", { role: "status" });
    this.root = tag("section.sb-file.sb-room", {
      "aria-label": "Ratings of the room", ondragover: (event) => event.preventDefault(),
      ondrop: (event) => (event.preventDefault(), this.take(event.dataTransfer)),
    }, tag("div.sb-room-counts", {}, table),
      tag("div.sb-room-line", {}, button("Show the room", () => this.show()),
        tag("label", {}, "or their take-home files ", this.files), button("Forget everything", () => this.ask({ type: "clear" }))),
      this.said);
    el.append(this.root);
    this.update(values);
  }

  /** @type {(message: object) => void} */
  ask(message) {
    if (!this.on.send(message)) write(this.said, GONE);
  }

  show() {
    /** @type {(moment: Moment) => string[]} */
    const read = (moment) => this.fields[moment].map(({ value }) => value);
    this.ask({ type: "counts", before: read("before"), after: read("after") });
  }

  /** @type {(given: HTMLInputElement | DataTransfer | null) => Promise<void>} */
  async take(given) {
    const files = await Promise.all([...given?.files ?? []].map(packed));
    this.files.value = ""; // the same file may be chosen again
    if (files.length) this.ask({ type: "files", files });
  }

  /** @type {(changed: Partial<RoomValues>) => void} */
  update(changed) {
    Object.assign(this.values, changed);
    const { counts, said } = this.values;
    write(this.said, said);
    if (!changed.counts) return;
    for (const moment of MOMENTS) {
      this.fields[moment].forEach((field, level) => { field.value = String(counts[moment]?.[level] || ""); });
    }
  }

  close() {}
}
