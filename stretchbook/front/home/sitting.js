// Which session a person's words belong to: the one that runs, the one just done, or the next. The first word for
// the next session begins it: a rating alone is a session.

import { newId } from "../shared/ids.js";

/**
 * @import { Session } from "../player/holds.js"
 * @import { Book, PageSession, RatedAt } from "./book.js"
 */

/** @typedef {RatedAt | "note"} Field */

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** One visit to a page. */
export class Sitting {
  /**
   * @param {Book} book
   * @param {string[]} areas
   */
  constructor(book, areas) {
    this.book = book;
    this.areas = areas;
    /** @type {PageSession | null} */
    this.current = book.done ?? null; // after a reload the words after it still belong to it
    this.runs = false;
  }

  /** @type {(session: Session) => void} */
  begin(session) {
    this.current = this.book.begin(session);
    this.runs = true;
  }

  // the session may not have begun yet
  /** @type {(field: Field) => PageSession | undefined} */
  sessionOf(field) {
    const { book, runs } = this;
    if (this.current && !book.session(this.current.id) && !runs) this.current = null; // deleted, or nothing was held
    const current = this.current && (book.session(this.current.id) ?? this.current);
    if (current && (runs || (field !== "before" && book.isFresh(current)))) return current;
    const { waiting } = book;
    return waiting?.id === current?.id ? undefined : waiting;
  }

  /** @type {(field: Field) => PageSession} */
  begun(field) {
    const started_at = new Date(this.book.wall()).toISOString();
    return this.sessionOf(field) ?? { id: newId(), started_at, zone: zone(), areas: this.areas };
  }

  /** @type {(field: Field) => string} */
  told(field) {
    if (this.sessionOf(field)?.id !== this.current?.id) return "Saved for the next session.";
    return this.runs ? "Saved for the session that runs." : "Saved for the session just done.";
  }

  /** @type {(moment: RatedAt) => Record<string, number>} */
  scores(moment) {
    const session = this.sessionOf(moment);
    return session ? this.book.ratings(session.id, moment) : {};
  }

  get note() { return this.book.session(this.sessionOf("note")?.id)?.note ?? ""; }

  /** @type {(moment: RatedAt, area: string, score: number | null) => Promise<void>} */
  rate(moment, area, score) { return this.book.rate(this.begun(moment), moment, area, score); }

  /** @type {(text: string) => Promise<void>} */
  write(text) { return this.book.note(this.begun("note"), text); }
}
