// Pain from 0 to 10, an area in a row: pressing a number is the answer, and what is lit is what is kept.

import { tag, write } from "../shared/dom.js";

const SCORES = [null, ...Array(11).keys()];
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const words = (score) => (score === null ? "not rated" : String(score));

export class Rating {
  static takes = ["areas", "moment", "scores", "said", "can_undo"];

  // on.send({type: "rate", area, score or null} or {type: "undo"}) tells what was pressed; whether anybody heard
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.title = tag("p.sb-rating-title");
    this.rows = tag("div.sb-rating-rows");
    this.said = tag("span", { role: "status" });
    this.undo = tag("button", { type: "button", onclick: () => this.send({ type: "undo" }) }, "Undo");
    el.append(tag("section.sb-rating", {}, this.title, this.rows,
      tag("div.sb-rating-foot", {}, this.undo, this.said)));
    this.root = this.title.parentElement;
    this.build();
    this.show();
  }

  update(changed) {
    Object.assign(this.values, changed);
    if ("areas" in changed || "moment" in changed) this.build();
    this.show();
  }

  build() {
    const { areas, moment } = this.values;
    this.title.replaceChildren(tag("b", {}, `Pain ${moment}`), " 0 no pain, 10 the worst imaginable; may be left out");
    this.root.setAttribute("aria-label", `Pain ${moment}`);
    this.rows.replaceChildren(...areas.map((area) => tag("div.sb-rating-row", {},
      tag("span.sb-rating-area", { "aria-hidden": "true" }, area),
      tag("div.sb-rating-scores", {
        role: "group", "aria-label": `${area}, ${moment}`, "data-area": area, onkeydown: (event) => this.key(event),
      }, ...SCORES.map((score) => tag("button", { type: "button", onclick: () => this.rate(area, score) }, words(score)))))));
  }

  // what is lit is what the kernel says is kept, nothing else
  show() {
    const { scores, said, can_undo } = this.values;
    for (const group of this.rows.querySelectorAll("[role=group]")) {
      const given = words(scores[group.dataset.area] ?? null);
      for (const button of group.children) {
        button.setAttribute("aria-pressed", String(button.textContent === given));
        button.tabIndex = button.textContent === given ? 0 : -1;
      }
    }
    write(this.said, said);
    const had = document.activeElement === this.undo;
    this.undo.hidden = !can_undo;
    if (had && !can_undo) this.rows.querySelector("[tabindex='0']")?.focus();
  }

  rate(area, score) { this.send({ type: "rate", area, score }); }

  send(message) {
    if (!this.on.send(message)) write(this.said, "Not saved: the kernel is not running; run this notebook again.");
  }

  key(event) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.children];
    const to = buttons.indexOf(event.target) + step;
    buttons[Math.max(0, Math.min(buttons.length - 1, to))].focus();
  }

  close() {}
}
