// The holds of a routine as a list: one goes to any of them by a press, or by arrow keys and Enter.

import { able, isAble, tag } from "../shared/dom.js";
import { named } from "./told.js";

/**
 * @import { Player } from "./player.js"
 * @import { Segment } from "./told.js"
 */

/** @typedef {{ index: number, button: HTMLButtonElement }} Row */

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** The list of one player. */
export class HoldList {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    /** @type {Row[]} */
    this.rows = [];
    this.list = tag("ol.sb-list-rows", { onkeydown: (event) => this.key(event) });
    this.root = tag("details.sb-list", {}, tag("summary", {}, "Go to a hold"), this.list);
  }

  // another segment or state
  show() {
    const { clock, live, segments } = this.player;
    if (this.shown !== segments) {
      /** @type {Segment[] | undefined} */
      this.shown = segments;
      this.rows = segments.flatMap((segment, index) => (segment.kind === "hold" ? [this.row(segment, index)] : []));
      this.list.replaceChildren(...this.rows.map(({ button }) => tag("li", {}, button)));
    }
    const here = this.rows.find(({ index }) => index >= clock.index) ?? this.rows[0];
    if (here && here !== this.here) this.list.scrollTop = here.button.offsetTop - this.list.offsetTop - this.list.clientHeight / 2;
    /** @type {Row | undefined} */
    this.here = here;
    for (const row of this.rows) {
      const { button } = row;
      able(button, clock.active || (live && clock.state === "idle"));
      button.tabIndex = row === here ? 0 : -1; // one stop for Tab; the arrow keys go on from there
      if (row === here && clock.active) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
  }

  /** @type {(segment: Segment, index: number) => Row} */
  row(segment, index) {
    const set = segment.sets > 1 ? `, set ${segment.set}` : "";
    const go = () => isAble(button) && this.player.act("jump", index);
    /** @type {HTMLButtonElement} */
    const button = tag("button", { type: "button", onclick: go }, `${named(segment)}${set}`);
    return { index, button };
  }

  /** @type {(event: KeyboardEvent) => void} */
  key(event) {
    const at = this.rows.findIndex(({ button }) => button === event.target);
    const next = this.rows[at + STEPS[event.key]];
    if (!next) return;
    event.preventDefault();
    next.button.focus();
  }
}
