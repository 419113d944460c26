// The log of a page: sessions, their ratings and holds, with the same fields as in a log of Python.

const JOINS_MS = 3600_000; // words without holds become part of a session that starts so soon after them

const key = {
  session: (id) => `session ${id}`,
  rating: (session, moment, area) => `rating ${session}|${moment}|${area}`,
  hold: (id) => `hold ${id}`,
};
const ends = ({ started_at, held_s }) => Date.parse(started_at) + 1000 * held_s;

export class Book {
  constructor(store, wall = () => Date.now()) {
    this.store = store;
    this.wall = wall;
    this.joined = new Map(); // sessions of the player that go on with words said before
  }

  table(kind) {
    return [...this.store.rows].filter(([name]) => name.startsWith(`${kind} `)).map(([, row]) => row);
  }

  // oldest first
  get sessions() { return this.table("session").sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at)); }

  session(id) { return this.store.rows.get(key.session(id)); }

  holds(session) {
    const found = this.table("hold").filter((hold) => hold.session === session);
    return found.sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at));
  }

  // scores by area
  ratings(session, moment) {
    const found = this.table("rating").filter((rating) => rating.session === session && rating.moment === moment);
    return Object.fromEntries(found.map(({ area, score }) => [area, score]));
  }

  // when the last thing was said or done in a session
  last(session) {
    const held = this.holds(session.id).map(ends);
    return Math.max(Date.parse(session.started_at), session.said_ms ?? 0, ...held);
  }

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
  begin(session) {
    const words = this.waiting;
    if (!words) return session;
    const areas = [...new Set([...words.areas, ...session.areas])];
    this.joined.set(session.id, { ...words, areas });
    return { ...words, areas };
  }

  own(session) {
    const joined = this.joined.get(session.id) ?? session;
    return this.session(joined.id) ?? joined; // with its note
  }

  // further: changes to be kept in the same step
  hold({ session, hold }, further = []) {
    const own = this.own(session);
    const kept = [[key.session(own.id), own], [key.hold(hold.id), { ...hold, session: own.id }]];
    return this.store.write([...kept, ...further]);
  }

  // null takes a rating away
  rate(session, moment, area, score) {
    const rated = score === null ? null : { session: session.id, area, moment, score };
    return this.store.write([[key.rating(session.id, moment, area), rated], this.said(session)]);
  }

  note(session, text) { return this.store.write([this.said({ ...this.own(session), note: text || null })]); }

  said(session) {
    const own = this.session(session.id) ?? session;
    const note = "note" in session ? session.note : own.note;
    return [key.session(own.id), { ...own, note: note ?? null, said_ms: this.wall() }];
  }

  remove(session) {
    const gone = [...this.store.rows].filter(([, row]) => row.session === session || row.id === session);
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
    const at = this.store.rows.get("saved")?.at_ms ?? 0;
    return this.sessions.filter((session) => this.last(session) > at).length;
  }
}
