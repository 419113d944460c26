// The holds of a player and the session that they belong to, on their way to the sink.

import { newId } from "../shared/ids.js";

/**
 * @import { FigureCanvas } from "../figure/figure_canvas.js"
 * @import { InsideSwitch } from "../inside/inside_switch.js"
 * @import { How, State } from "./clock.js"
 * @import { Segment, Sided } from "./told.js"
 */

/**
 * A session and a hold as the log takes them; a hold as a player shows it, with what answers when it is safe.
 * @typedef {{ id: string, started_at: string, zone: string, areas: string[] }} Session
 * @typedef {How & { id: string, stretch: string, side: Sided, set: number, planned_s: number }} Hold
 * @typedef {{ session: Session, hold: Hold }} Entry
 * @typedef {Hold & { segment: Segment, safe: boolean, saved?: Promise<void> }} ShownHold
 */

/**
 * Where the holds of a player go. Only `put` must be there. What is told has a key, a text, and perhaps buttons.
 * @typedef {[words: string, act: () => void]} Act
 * @typedef {[key: string, text: string, acts?: Act[]]} Told
 * @typedef {object} Sink
 * @property {(entry: Entry) => Promise<void>} put  answers when the hold is safe, and is refused with an Error that
 *   says why it is not
 * @property {(session: Session) => void} [begin]  a session begins
 * @property {boolean} [logs]  false: nothing is kept
 * @property {boolean} [live]  false: no routine can be started here
 * @property {(state: State) => void} [tell]  the player has another state
 * @property {() => Promise<Record<string, string>>} [pictures]  sources of the pictures that `data` only names
 * @property {(stage: FigureCanvas) => InsideSwitch} [lens]  the switch between skin and inside of a figure
 * @property {() => Told[]} [notices]  what is to be said of the holds kept
 * @property {(changed: () => void) => void} [follow]  calls back when any of this is another
 * @property {() => void} [close]  the player is gone
 */

/** The holds of one routine. */
export class Holds {
  /**
   * @param {Sink} sink
   * @param {() => void} changed  a hold is there, or is safe
   * @param {(why: string) => void} refused  one could not be kept
   */
  constructor(sink, changed, refused) {
    this.sink = sink;
    this.changed = changed;
    this.refused = refused;
    /** @type {ShownHold[]} */
    this.all = [];
  }

  /** @type {(at: number, areas: string[]) => void} */
  begin(at, areas) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    /** @type {Session} */
    this.session = { id: newId(), started_at: new Date(at).toISOString(), zone, areas };
    this.sink.begin?.(this.session);
  }

  /** @type {(segment: Segment, how: How) => void} */
  put(segment, how) {
    const { stretch, side, set, seconds, planned_s = seconds } = segment;
    /** @type {Hold} */
    const hold = { id: newId(), stretch, side, set, planned_s, ...how };
    /** @type {ShownHold} */
    const shown = { ...hold, segment, safe: false };
    this.all.push(shown);
    shown.saved = this.sink.put({ session: this.session, hold }).then(() => {
      shown.safe = true;
      this.changed();
    }, ({ message }) => this.refused(message));
    this.changed();
  }

  get told() {
    /** @type {(status: string) => number} */
    const count = (status) => this.all.filter((hold) => hold.status === status).length;
    const parts = ["completed", "cut short", "skipped"].filter(count).map((s) => `${count(s)} ${s}`);
    return parts.length ? `Done. Holds: ${parts.join(", ")}.` : "Done. No hold was begun.";
  }
}
