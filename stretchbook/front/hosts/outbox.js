// What the log has not acknowledged stays in the page's own store, one entry a hold, and is delivered by
// the next player that opens on the same log. Delivering twice is harmless: the log knows the hold's id.

import { counted } from "../shared/dom.js";

/** @import { Entry } from "../player/holds.js" */

/**
 * An entry that is kept: its key, the ids of its log and its hold, and the entry itself as JSON.
 * @typedef {{ key: string, log: string, id: string, text: string }} Kept
 * @typedef {{ kept: Map<string, string>, waiting: Map<string, () => void>, told: Set<() => void> }} OfPage
 * @typedef {(act: () => void, ms: number) => () => void} Later
 */

const RETRY_S = [5, 60]; // first and longest wait before what is not acknowledged is sent again
const PREFIX = "stretchbook:";
const ENTRY = /^stretchbook:([^:]+):([^:]+)$/; // log, hold

const PAGE = Symbol.for("stretchbook.outbox");

/**
 * One for all players of the page: entries where the browser refuses to store (they pass to the next player), who
 * waits for which hold, and who is told when another number of holds waits.
 * @type {OfPage}
 */
export const ofPage = (/** @type {{ [PAGE]?: OfPage }} */ (globalThis)[PAGE] ??= {
  kept: new Map(), waiting: new Map(), told: new Set(),
});

/**
 * Entries kept in a store or in this page.
 * @param {Storage} store
 * @returns {Kept[]}
 */
export function keptEntries(store) {
  const texts = new Map(ofPage.kept);
  try {
    for (const key of Object.keys(store)) if (ENTRY.test(key)) texts.set(key, String(store.getItem(key)));
  } catch { /* storage is switched off */ }
  return [...texts].map(([key, text]) => {
    const [, log = "", id = ""] = ENTRY.exec(key) ?? [];
    return { key, log, id, text };
  });
}

/**
 * When a hold was begun, as ISO text; "" where the entry is not ours to read.
 * @param {Kept} entry
 * @returns {string}
 */
function begun({ text }) {
  try { return JSON.parse(text).hold.started_at ?? ""; } catch { return ""; }
}

/**
 * Takes an entry away.
 * @param {Storage} store
 * @param {string} key
 */
export function forget(store, key) {
  ofPage.kept.delete(key);
  try { store.removeItem(key); } catch { /* storage is switched off */ }
}

/**
 * Entries as a file that `log.load` takes.
 * @param {Kept[]} entries
 * @returns {string}
 */
export function asLog(entries) {
  /** @type {Entry[]} */
  const told = entries.map(({ text }) => JSON.parse(text));
  const sessions = new Map(told.map(({ session }) => [session.id, {
    id: session.id, started_at: session.started_at, areas: (session.areas ?? []).join("|"),
  }]));
  const holds = told.map(({ session, hold }) => ({ ...hold, session: session.id }));
  return JSON.stringify({ format: "stretchbook log", version: 1, sessions: [...sessions.values()], holds }, null, 1);
}

/** The entries of one log that wait. */
export class Outbox {
  /**
   * @param {string} log  id of the log
   * @param {(entry: Entry) => void} send
   * @param {() => void} changed  another number waits; for any log
   * @param {{ store?: Storage; later?: Later }} [means]
   */
  constructor(log, send, changed, { store, later } = {}) {
    this.prefix = `${PREFIX}${log}:`;
    this.send = send;
    this.tell = changed;
    ofPage.told.add(changed);
    this.store = store ?? localStorage;
    /** @type {Later} */
    this.later = later ?? ((act, ms) => { const timer = setTimeout(act, ms); return () => clearTimeout(timer); });
    this.why = "";
    /** @type {(event: StorageEvent) => void} */
    this.stored = ({ key }) => { if (key && ENTRY.test(key)) changed(); };
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
      .map((entry) => ({ entry, at: begun(entry) })).sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at)).map(({ entry }) => entry);
  }

  // ids of the holds that are not yet saved, in this page or another of this browser
  get ids() { return this.entries.map(({ id }) => id); }

  // entry: {session, hold}. Answers when the log has it.
  /** @type {(entry: Entry) => Promise<void>} */
  put(entry) {
    const key = this.prefix + entry.hold.id;
    const text = JSON.stringify(entry);
    try { this.store.setItem(key, text); } catch { ofPage.kept.set(key, text); }
    /** @type {Promise<void>} */
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

  /** @type {(seconds: number) => void} */
  wait(seconds) {
    this.unwait?.();
    /** @type {number | undefined} */
    this.seconds = seconds;
    /** @type {(() => void) | null | undefined} */
    this.unwait = this.ids.length ? this.later(this.again, seconds * 1000) : null;
  }

  /** @type {(id: string) => void} */
  saved(id) {
    forget(this.store, this.prefix + id);
    ofPage.waiting.get(id)?.();
    ofPage.waiting.delete(id);
    this.why = "";
    this.changed();
  }

  /** @type {(why: string) => void} */
  failed(why) {
    this.why = why;
    this.changed();
  }

  // Holds that wait for another log become holds of this one.
  /** @type {(entries: Kept[]) => void} */
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
