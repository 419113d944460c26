// What the person who leads a room sees: what is next, what to say, what to be careful of, the time left and the
// controls. It is a view of the same player, so there is one clock.

import { clockText, secondMs, tag, wholeSeconds, write } from "../shared/dom.js";
import { Controls } from "./controls.js";
import { EasierForm } from "./easier_form.js";
import { HoldList } from "./hold_list.js";
import { Ticker } from "./ticker.js";
import { nextText, ofSide, phaseText, shownIndex, sideText } from "./told.js";

/**
 * @import { Easier } from "./easier_form.js"
 * @import { Player } from "./player.js"
 * @import { Sided } from "./told.js"
 */

/**
 * What the person who leads should know of a stretch: conditions with what to say, those for which it was not
 * assessed, and its easier form, if one is known.
 * @typedef {{ avoid: [string, string][], modify: [string, string][], unknown: string[], easier: Easier | null }} Notes
 */

const KEYS = "Page Down starts, then skips; Page Up goes back; B makes the room\u2019s screen black and shows it again. "
  + "Space pauses, N skips, P goes back, R restarts, + and \u2212 give ten seconds more or less, S stops, M mutes.";

/** What one speaker's window shows. */
export class Speaker {
  /**
   * @param {Player} player
   * @param {() => Record<string, Notes>} notes  by stretch
   */
  constructor(player, notes) {
    this.player = player;
    this.notes = notes;
    this.ticker = new Ticker(() => (this.player.look(), this.paint()));
    this.phase = tag("div.sb-speaker-phase");
    this.count = tag("div.sb-speaker-count", { role: "timer", "aria-live": "off" });
    this.total = tag("div");
    this.name = tag("div.sb-speaker-name", { role: "heading", "aria-level": "2" });
    this.side = tag("div.sb-speaker-side");
    this.next = tag("div.sb-speaker-next");
    this.cue = tag("p.sb-speaker-cue");
    this.steps = tag("ol");
    this.careful = tag("div");
    this.easier = new EasierForm();
    this.told = tag("div.sb-speaker-told", { role: "status" });
    const black = () => player.act("blank");
    this.controls = new Controls(player, { blank: ["Black screen", "B", black] }, () => this.root);
    this.list = new HoldList(player);
    this.list.root.open = true;
    /** @type {(name: string, title: string, ...inside: HTMLElement[]) => HTMLElement} */
    const part = (name, title, ...inside) => tag(`div.sb-speaker-${name}`, {}, tag("h3", {}, title), ...inside);
    /** @type {HTMLElement} */
    this.root = tag("section.sb-speaker.sb-keep", { tabindex: "0", "aria-label": "Speaker's window", onkeydown: (event) => this.controls.key(event) },
      tag("div.sb-speaker-head", {}, tag("div", {}, this.phase, this.count), tag("div", {}, this.name, this.side),
        tag("div.sb-speaker-time", {}, this.total, this.next)),
      this.controls.root, this.told,
      tag("div.sb-speaker-parts", {}, part("say", "Say", this.cue, this.steps),
        part("careful", "Careful", this.careful), part("easier", "Easier", this.easier.root),
        part("list", "The routine", this.list.root)),
      tag("p.sb-speaker-keys", {}, KEYS));
  }

  // another segment or state
  show() {
    const { player } = this;
    const { clock, segments, about, cue } = player;
    const index = shownIndex(player);
    const segment = segments[index];
    this.root.dataset.phase = clock.segment?.kind ?? clock.state;
    write(this.phase, phaseText(player, segment));
    write(this.name, segment ? segment.name : clock.state === "done" ? "Finished" : "No routine yet");
    write(this.side, segment ? sideText(segment) : "");
    write(this.next, nextText(player, index));
    write(this.cue, cue);
    const steps = segment ? ofSide(about[segment.stretch].steps, segment) : [];
    this.steps.replaceChildren(...steps.map(({ text, held }) =>
      tag("li", held && segment.kind === "hold" ? { "aria-current": "step" } : {}, text)));
    this.showNotes(this.notes()[segment?.stretch], segment?.side);
    this.controls.show();
    this.list.show();
    this.paint();
  }

  /** @type {(notes?: Notes, side?: Sided) => void} */
  showNotes(notes, side) {
    this.easier.show(notes?.easier, side);
    if (notes === this.noted) return; // what was unfolded stays so
    /** @type {Notes | undefined} */
    this.noted = notes;
    const { avoid = [], modify = [], unknown = [] } = notes ?? {};
    /** @type {(told: [string, string][]) => HTMLElement} */
    const rows = (told) => tag("ul", {}, ...told.map(([condition, words]) => tag("li", {}, tag("b", {}, condition[0].toUpperCase() + condition.slice(1)), `: ${words}`)));
    this.careful.replaceChildren(rows([...avoid, ...unknown.map((name) => /** @type {[string, string]} */ ([name, "not assessed."]))]),
      ...modify.length ? [tag("details", {}, tag("summary", {}, `Changed for ${modify.length} other conditions`), rows(modify))] : []);
  }

  status() {
    const { blank, notices } = this.player;
    this.controls.sounds();
    write(this.controls.buttons.blank, blank ? "Show the screen" : "Black screen");
    const said = [...notices.values()].map(({ text }) => text);
    write(this.told, [...blank ? ["The room sees a black screen; the clock goes on."] : [], ...said].join(" "));
  }

  // in frames of the window that it is in, at every second while the clock runs
  paint() {
    const { clock } = this.player;
    const { segment, state, total } = clock;
    const left = Math.max(0, clock.left);
    write(this.count, segment ? String(wholeSeconds(left)) : clockText(state === "idle" ? total : 0));
    write(this.total, segment ? `${clockText(clock.totalLeft)} left in all` : "");
    const page = this.root.ownerDocument.defaultView;
    this.ticker.stop();
    if (state === "running" && page) this.ticker.next(page, secondMs(left));
  }

  // nobody sees it, until it is added to its player again
  rest() { this.ticker.stop(); }

  close() {
    this.rest();
    this.easier.close();
  }
}
