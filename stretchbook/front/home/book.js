// The log of a page: sessions, their ratings and holds, with the same fields as in a log of Python.

/**
 * @import { Entry, Hold, Session } from "../player/holds.js"
 * @import { Change, Store } from "./store.js"
 */

/**
 * Rows as the page keeps them, by kind; `said_ms` is when words of a session were given last.
 * @typedef {"before" | "after"} RatedAt
 * @typedef {Session & { note?: string | null, said_ms?: number }} PageSession
 * @typedef {Hold & { session: string }} PageHold
 * @typedef {{ session: string, area: string, moment: RatedAt, score: number }} PageRating
 * @typedef {{ session: PageSession, hold: PageHold, rating: PageRating, draft: { tab: string, entry: Entry } }} Tables
 */

const JOINS_MS = 3600_000; // words without holds become part of a session that starts so soon after them

const key = {
  session: (/** @type {string | undefined} */ id) => `session ${id}`,
  rating: (/** @type {string} */ session, /** @type {RatedAt} */ moment, /** @type {string} */ area) => `rating ${session}|${moment}|${area}`,
  hold: (/** @type {string} */ id) => `hold ${id}`,
};
/** @type {(hold: PageHold) => number} */
const ends = ({ started_at, held_s }) => Date.parse(started_at) + 1000 * held_s;

/** The log that one page keeps. */
export class Book {
  /**
   * @param {Store} store
   * @param {() => number} [wall]
   */
  constructor(store, wall = () => Date.now()) {
    this.store = store;
    this.wall = wall;
    /** @type {Map<string, PageSession>} */
    this.joined = new Map(); // sessions of the player that go on with words said before
  }

  /**
   * @template {keyof Tables} K
   * @param {K} kind
   * @returns {Tables[K][]}
   */
  table(kind) {
    return [...this.store.rows].filter(([name]) => name.startsWith(`${kind} `)).map(([, row]) => /** @type {Tables[K]} */ (row));
  }

  // oldest first
  get sessions() { return this.table("session").sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at)); }

  /** @type {(id?: string) => PageSession | undefined} */
  session(id) { return /** @type {PageSession | undefined} */ (this.store.rows.get(key.session(id))); }

  /** @type {(session: string) => PageHold[]} */
  holds(session) {
    const found = this.table("hold").filter((hold) => hold.session === session);
    return found.sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at));
  }

  // scores by area
  /** @type {(session: string, moment: RatedAt) => Record<string, number>} */
  ratings(session, moment) {
    const found = this.table("rating").filter((rating) => rating.session === session && rating.moment === moment);
    return Object.fromEntries(found.map(({ area, score }) => [area, score]));
  }

  // when the last thing was said or done in a session
  /** @type {(session: PageSession) => number} */
  last(session) {
    const held = this.holds(session.id).map(ends);
    return Math.max(Date.parse(session.started_at), session.said_ms ?? 0, ...held);
  }

  /** @type {(session: PageSession) => boolean} */
  isFresh(session) { return this.wall() - this.last(session) < JOINS_MS; }

  // the session of words alone that one beginning now goes on with
  get waiting() {
    const { sessions } = this;
    return sessions.findLast((session) => this.isFresh(session) && !this.holds(session.id).length);
  }

  // the session with holds that was done last, if that is not long ago
  get done() {
    const { sessions } = this;
    return sessions.findLast((session) => this.isFresh(session) && this.holds(session.id).length);
  }

  // A session of the player begins. Words said shortly before are its first: it then keeps their id.
  /** @type {(session: Session) => PageSession} */
  begin(session) {
    const words = this.waiting;
    if (!words) return session;
    const areas = [...new Set([...words.areas, ...session.areas])];
    this.joined.set(session.id, { ...words, areas });
    return { ...words, areas };
  }

  /** @type {(session: Session) => PageSession} */
  own(session) {
    const joined = this.joined.get(session.id) ?? session;
    return this.session(joined.id) ?? joined; // with its note
  }

  // further: changes to be kept in the same step
  /** @type {(entry: Entry, further?: Change[]) => Promise<void>} */
  hold({ session, hold }, further = []) {
    const own = this.own(session);
    /** @type {Change[]} */
    const kept = [[key.session(own.id), own], [key.hold(hold.id), { ...hold, session: own.id }]];
    return this.store.write([...kept, ...further]);
  }

  // null takes a rating away
  /** @type {(session: PageSession, moment: RatedAt, area: string, score: number | null) => Promise<void>} */
  rate(session, moment, area, score) {
    const rated = score === null ? null : { session: session.id, area, moment, score };
    return this.store.write([[key.rating(session.id, moment, area), rated], this.said(session)]);
  }

  /** @type {(session: PageSession, text: string) => Promise<void>} */
  note(session, text) { return this.store.write([this.said({ ...this.own(session), note: text || null })]); }

  /** @type {(session: PageSession) => Change} */
  said(session) {
    const own = this.session(session.id) ?? session;
    const note = "note" in session ? session.note : own.note;
    return [key.session(own.id), { ...own, note: note ?? null, said_ms: this.wall() }];
  }

  /** @type {(session: string) => Promise<void>} */
  remove(session) {
    const gone = [...this.store.rows]
      .filter(([, row]) => ("session" in row && row.session === session) || ("id" in row && row.id === session));
    return this.store.write(gone.map(([name]) => [name, null]));
  }

  removeAll() { return this.store.write([...this.store.rows.keys()].map((name) => [name, null])); }

  // ---- saved as a file ------------------------------------------------------------------------------
  // a file that `log.load` takes, as `log.export` writes it
  asFile() {
    const sessions = this.sessions.map(({ id, started_at, zone, areas, note }) =>
      ({ id, started_at, zone, areas: areas.join("|"), note: note ?? null }));
    const holds = this.table("hold").map(({ id, session, stretch, side, set, planned_s, held_s, status, started_at }) =>
      ({ id, session, stretch, side, set, planned_s, held_s, status, started_at }));
    const ratings = this.table("rating");
    const told = { format: "stretchbook log", version: 2, sessions, ratings, holds };
    return JSON.stringify({ ...told, measures: [], days: [], phases: [], settings: [] }, null, 1);
  }

  noteSaved() { return this.store.write([["saved", { at_ms: this.wall() }]]); }

  // sessions with something that the last file does not have
  get unsaved() {
    const saved = /** @type {{ at_ms: number } | undefined} */ (this.store.rows.get("saved"));
    const at = saved?.at_ms ?? 0;
    return this.sessions.filter((session) => this.last(session) > at).length;
  }
}
