// What a room rates before and after: counts typed, or files dropped.

import { tag, write } from "../shared/dom.js";
import { packed } from "./packed.js";

const MOMENTS = ["before", "after"];
const LEVELS = [...Array(11).keys()];
const GONE = "The kernel does not answer: run this cell again.";

export class RoomForm {
  static takes = ["counts", "said"];

  // on.send({type: "counts", before, after}), each eleven texts; {type: "files", files: [{name, content}]}; {type: "clear"}
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.fields = Object.fromEntries(MOMENTS.map((moment) => [moment, LEVELS.map((level) => tag("input", {
      inputmode: "numeric", size: 2, maxlength: 4, "aria-label": `People at ${level} ${moment}`,
      onkeydown: (event) => { if (event.key === "Enter") this.show(); },
    }))]));
    const row = (moment) => tag("tr", {}, tag("th", { scope: "row" }, moment === "before" ? "Before" : "After"),
      ...this.fields[moment].map((field) => tag("td", {}, field)));
    const table = tag("table", {}, tag("caption", {}, "How many people named each level of pain? 0: none, 10: the worst imaginable."),
      tag("tr", {}, tag("td"), ...LEVELS.map((level) => tag("th", { scope: "col" }, String(level)))), ...MOMENTS.map(row));
    this.files = tag("input", { type: "file", multiple: "", accept: ".json", onchange: () => this.take(this.files) });
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

  ask(message) {
    if (!this.on.send(message)) write(this.said, GONE);
  }

  show() {
    const read = (moment) => this.fields[moment].map(({ value }) => value);
    this.ask({ type: "counts", before: read("before"), after: read("after") });
  }

  async take(given) {
    const files = await Promise.all([...given.files].map(packed));
    this.files.value = ""; // the same file may be chosen again
    if (files.length) this.ask({ type: "files", files });
  }

  update(changed) {
    Object.assign(this.values, changed);
    const { counts, said } = this.values;
    write(this.said, said);
    if (!changed.counts) return;
    for (const moment of MOMENTS) {
      this.fields[moment].forEach((field, level) => { field.value = counts[moment]?.[level] || ""; });
    }
  }

  close() {}
}
