// Pain from 0 to 10, an area in a row: pressing a number is the answer, and what is lit is what is kept.

import { tag, write } from "../shared/dom.js";

/**
 * Scores by area as they are kept; a rating that was pressed, null to take it away.
 * @typedef {{ areas: string[], moment: string, scores: Record<string, number | null>, said: string,
 *   can_undo: boolean }} RatingValues
 * @typedef {{ type: "rate", area: string, score: number | null } | { type: "undo" }} RatingMessage
 */

const SCORES = [null, ...Array(11).keys()];
/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
/** @type {(score: number | null) => string} */
const words = (score) => (score === null ? "not rated" : String(score));

/** Ratings of one moment; on.send tells what was pressed, and says whether anybody heard. */
export class Rating {
  /** @type {(keyof RatingValues)[]} */
  static takes = ["areas", "moment", "scores", "said", "can_undo"];

  /**
   * @param {HTMLElement} el
   * @param {RatingValues} values
   * @param {{ send(message: RatingMessage): boolean }} on
   */
  constructor(el, values, on) {
    this.values = values;
    this.on = on;
    this.title = tag("p.sb-rating-title");
    this.rows = tag("div.sb-rating-rows");
    this.said = tag("span", { role: "status" });
    this.undo = tag("button", { type: "button", onclick: () => this.send({ type: "undo" }) }, "Undo");
    el.append(tag("section.sb-rating", {}, this.title, this.rows,
      tag("div.sb-rating-foot", {}, this.undo, this.said)));
    this.root = /** @type {HTMLElement} */ (this.title.parentElement);
    this.build();
    this.show();
  }

  /** @type {(changed: Partial<RatingValues>) => void} */
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
    /** @type {NodeListOf<HTMLElement>} */
    const groups = this.rows.querySelectorAll("[role=group]");
    for (const group of groups) {
      const given = words(scores[String(group.dataset.area)] ?? null);
      for (const button of /** @type {Iterable<HTMLElement>} */ (group.children)) {
        button.setAttribute("aria-pressed", String(button.textContent === given));
        button.tabIndex = button.textContent === given ? 0 : -1;
      }
    }
    write(this.said, said);
    const had = document.activeElement === this.undo;
    this.undo.hidden = !can_undo;
    /** @type {HTMLElement | null} */
    const first = this.rows.querySelector("[tabindex='0']");
    if (had && !can_undo) first?.focus();
  }

  /** @type {(area: string, score: number | null) => void} */
  rate(area, score) { this.send({ type: "rate", area, score }); }

  /** @type {(message: RatingMessage) => void} */
  send(message) {
    if (!this.on.send(message)) write(this.said, "Not saved: the kernel is not running; run this notebook again.");
  }

  /** @type {(event: KeyboardEvent) => void} */
  key(event) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const group = /** @type {HTMLElement} */ (event.currentTarget);
    const buttons = /** @type {HTMLElement[]} */ ([...group.children]);
    const to = buttons.indexOf(/** @type {HTMLElement} */ (event.target)) + step;
    buttons[Math.max(0, Math.min(buttons.length - 1, to))].focus();
  }

  close() {}
}
