// A page may end without a word: a phone drops it, a battery is empty. So the hold that runs is written down every
// few seconds as if it were cut short there; the next page that opens makes a hold of it.

import { newId } from "../shared/ids.js";

/**
 * @import { Player } from "../player/player.js"
 * @import { Book } from "./book.js"
 * @import { Change, Store } from "./store.js"
 */

const EVERY_MS = 5000;
/** @type {(tab: string) => string} */
const lockOf = (tab) => `stretchbook tab ${tab}`;

// locks that pages of this browser have; none can be known of without them
/** @type {(locks?: LockManager) => Promise<Set<string | undefined>>} */
async function heldLocks(locks) {
  const { held = [] } = (await locks?.query?.()) ?? {};
  return new Set(held.map(({ name }) => name));
}

/**
 * Drafts of pages that are gone become holds of the book.
 * @param {Book} book
 * @param {LockManager} [locks]
 * @returns {Promise<void>}
 */
export async function takeDrafts(book, locks = navigator.locks) {
  const held = await heldLocks(locks).catch(() => new Set());
  for (const { tab, entry } of book.table("draft")) {
    if (held.has(lockOf(tab))) continue;
    await book.hold(entry).catch(() => {});
    await book.store.write([[`draft ${tab}`, null]]).catch(() => {});
  }
}

/** Keeps the draft of what runs in a player, from when it is made. */
export class Draft {
  /**
   * @param {Store} store
   * @param {Player} player
   * @param {(act: () => void) => unknown} [every]
   */
  constructor(store, player, every = (act) => setInterval(act, EVERY_MS)) {
    this.store = store;
    this.player = player;
    this.tab = newId();
    /** @type {string | undefined} */
    this.id = undefined; // of the hold that runs
    this.key = `draft ${this.tab}`;
    navigator.locks?.request(lockOf(this.tab), () => new Promise(() => {})); // as long as the page lives
    document.addEventListener("visibilitychange", () => this.write());
    every(() => this.write());
  }

  write() {
    const { clock, record: { session } } = this.player;
    if (!clock.active || clock.segment?.kind !== "hold" || !(clock.elapsed > 0)) return;
    const { stretch, side, set, seconds, planned_s = seconds } = clock.segment;
    this.id ??= newId();
    const hold = { id: this.id, stretch, side, set, planned_s, ...clock.how("cut short") };
    this.store.write([[this.key, { tab: this.tab, entry: { session, hold } }]]).catch(() => {});
  }

  // the hold itself is kept in the same step
  /** @returns {Change[]} */
  get gone() {
    this.id = undefined;
    return this.store.rows.has(this.key) ? [[this.key, null]] : [];
  }
}
