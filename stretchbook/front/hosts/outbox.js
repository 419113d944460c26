// What the log has not acknowledged stays in the page's own store, one entry a hold, and is delivered by
// the next player that opens on the same log. Delivering twice is harmless: the log knows the hold's id.

import { counted } from "../shared/dom.js";

const RETRY_S = [5, 60]; // first and longest wait before what is not acknowledged is sent again
const PREFIX = "stretchbook:";
const ENTRY = /^stretchbook:([^:]+):([^:]+)$/; // log, hold

// One for all players of the page: entries where the browser refuses to store (they pass to the next player),
// who waits for which hold, and who is told when another number of holds waits.
export const ofPage = (globalThis[Symbol.for("stretchbook.outbox")] ??= {
  kept: new Map(), waiting: new Map(), told: new Set(),
});

/** Entries kept in a store or in this page: [{key, log, id, text}]. */
export function keptEntries(store) {
  const texts = new Map(ofPage.kept);
  try {
    for (const key of Object.keys(store)) if (ENTRY.test(key)) texts.set(key, store.getItem(key));
  } catch { /* storage is switched off */ }
  return [...texts].map(([key, text]) => ({ key, log: ENTRY.exec(key)[1], id: ENTRY.exec(key)[2], text }));
}

/** When a hold was begun, as ISO text; "" where the entry is not ours to read. */
function begun({ text }) {
  try { return JSON.parse(text).hold.started_at ?? ""; } catch { return ""; }
}

export function forget(store, key) {
  ofPage.kept.delete(key);
  try { store.removeItem(key); } catch { /* storage is switched off */ }
}

/** Entries as a file that `log.load` takes. */
export function asLog(entries) {
  const told = entries.map(({ text }) => JSON.parse(text));
  const sessions = new Map(told.map(({ session }) => [session.id, {
    id: session.id, started_at: session.started_at, areas: (session.areas ?? []).join("|"),
  }]));
  const holds = told.map(({ session, hold }) => ({ ...hold, session: session.id }));
  return JSON.stringify({ format: "stretchbook log", version: 1, sessions: [...sessions.values()], holds }, null, 1);
}

export class Outbox {
  // log: id of the log. send(entry) sends one. changed() is called when another number waits, for any log.
  constructor(log, send, changed, { store, later } = {}) {
    this.prefix = `${PREFIX}${log}:`;
    this.send = send;
    this.tell = changed;
    ofPage.told.add(changed);
    this.store = store ?? localStorage;
    this.later = later ?? ((act, ms) => { const timer = setTimeout(act, ms); return () => clearTimeout(timer); });
    this.why = "";
    this.stored = ({ key }) => { if (ENTRY.test(key)) changed(); };
    this.again = () => this.deliver();
    window.addEventListener("storage", this.stored);
    window.addEventListener("online", this.again);
  }

  changed() {
    for (const tell of ofPage.told) tell();
  }

  // in the order in which they were held: a browser keeps them in any
  get entries() {
    return keptEntries(this.store).filter(({ key }) => key.startsWith(this.prefix))
      .map((entry) => [begun(entry), entry]).sort(([a], [b]) => (a > b) - (a < b)).map(([, entry]) => entry);
  }

  // ids of the holds that are not yet saved, in this page or another of this browser
  get ids() { return this.entries.map(({ id }) => id); }

  // entry: {session, hold}. Answers when the log has it.
  put(entry) {
    const key = this.prefix + entry.hold.id;
    const text = JSON.stringify(entry);
    try { this.store.setItem(key, text); } catch { ofPage.kept.set(key, text); }
    const saved = new Promise((resolve) => ofPage.waiting.set(entry.hold.id, resolve));
    this.send(entry);
    this.wait(RETRY_S[0]);
    this.changed();
    return saved;
  }

  deliver() {
    for (const { text } of this.entries) {
      try {
        this.send(JSON.parse(text));
      } catch { /* not ours to mend; it stays */ }
    }
    this.wait(Math.min(2 * (this.seconds ?? RETRY_S[0] / 2), RETRY_S[1]));
    this.changed();
  }

  wait(seconds) {
    this.unwait?.();
    this.seconds = seconds;
    this.unwait = this.ids.length ? this.later(this.again, seconds * 1000) : null;
  }

  saved(id) {
    forget(this.store, this.prefix + id);
    ofPage.waiting.get(id)?.();
    ofPage.waiting.delete(id);
    this.why = "";
    this.changed();
  }

  failed(why) {
    this.why = why;
    this.changed();
  }

  // Holds that wait for another log become holds of this one.
  adopt(entries) {
    for (const { key, id, text } of entries) {
      const here = this.prefix + id;
      try { this.store.setItem(here, text); } catch { ofPage.kept.set(here, text); }
      forget(this.store, key);
    }
    this.deliver();
  }

  // what is to be said of holds that are not yet saved
  get told() {
    const { length } = this.ids;
    if (!length) return "";
    const one = length === 1;
    const what = `${counted(length, "hold")} ${one ? "is" : "are"} not yet saved; ${one ? "it is" : "they are"}`;
    const inPage = [...ofPage.kept.keys()].some((key) => key.startsWith(this.prefix));
    const where = inPage ? "kept in this page only, so leave it open." : "kept in this browser.";
    return `${what} ${where} ${this.why || "After a restart of the kernel, run this notebook again to save them."}`;
  }

  close() {
    this.unwait?.();
    ofPage.told.delete(this.tell);
    window.removeEventListener("storage", this.stored);
    window.removeEventListener("online", this.again);
  }
}
