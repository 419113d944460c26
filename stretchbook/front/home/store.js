// Where a page keeps its rows, each under a key: in a database of this browser with the page's own name, or where
// there is none in the browser's plain store, or for as long as the page is open.
//
// The database answers later, when the page may be gone. So a row goes into the plain store first, which takes it
// at once, and is forgotten there as soon as the database has it; the next page that opens takes over what is left.

/**
 * Rows by key, and changes of them: null is one to be deleted.
 * @typedef {[key: string, row: object | null]} Change
 * @typedef {{ plain?: Storage, databases?: IDBFactory }} StoreMeans
 */

const PREFIX = "stretchbook page:"; // then the page's id, then the row's key
const TABLE = "rows";
const PATIENCE_MS = 3000; // a database that has not opened by then is none

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @type {(factory: IDBFactory, name: string) => Promise<IDBDatabase>} */
async function openDatabase(factory, name) {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => { setTimeout(() => reject(new Error("late")), PATIENCE_MS); });
  return Promise.race([answer(request), late]);
}

/** @type {(given?: Storage) => Storage | null} */
function plainStore(given) {
  try {
    const store = given ?? globalThis.localStorage; // asking for it may be forbidden
    store.setItem(`${PREFIX}?`, "");
    store.removeItem(`${PREFIX}?`);
    return store;
  } catch {
    return null;
  }
}

/**
 * The store of a page.
 * @param {string} id
 * @param {StoreMeans} [means]
 * @returns {Promise<Store>}
 */
export async function openStore(id, means = {}) {
  const store = new Store(id, plainStore(means.plain));
  try {
    await store.connect(means.databases ?? globalThis.indexedDB);
  } catch { /* none here, or forbidden */ }
  store.take([...store.hasty()]);
  await store.write([...store.hasty()]).catch(() => {});
  return store;
}

/** Rows of one page. */
export class Store {
  /**
   * @param {string} id
   * @param {Storage | null} plain
   */
  constructor(id, plain) {
    this.name = `stretchbook page ${id}`;
    this.prefix = `${PREFIX}${id}:`;
    this.plain = plain;
    /** @type {Map<string, object>} */
    this.rows = new Map();
    this.heard = () => {};
    try {
      const channel = this.channel = new BroadcastChannel(this.name);
      channel.onmessage = ({ data }) => { this.take(data); this.heard(); };
    } catch { /* another tab will see it when it opens */ }
  }

  /** @type {(databases: IDBFactory) => Promise<void>} */
  async connect(databases) {
    const database = this.database = await openDatabase(databases, this.name);
    const table = database.transaction(TABLE).objectStore(TABLE);
    const [keys, rows] = await Promise.all([answer(table.getAllKeys()), answer(table.getAll())]);
    this.rows = new Map(keys.map((key, at) => [String(key), rows[at]]));
  }

  // "database", "plain" or "page": what outlives the page, and what does not
  get kind() { return this.database ? "database" : this.plain ? "plain" : "page"; }

  // rows in the plain store; null is one to be deleted
  /** @returns {Map<string, object | null>} */
  hasty() {
    /** @type {Map<string, object | null>} */
    const found = new Map();
    const { plain } = this;
    if (!plain) return found;
    try {
      for (const name of Object.keys(plain)) {
        if (name.startsWith(this.prefix)) found.set(name.slice(this.prefix.length), JSON.parse(plain.getItem(name) ?? "null"));
      }
    } catch { /* not ours to mend */ }
    return found;
  }

  /** @type {(changes: Change[]) => void} */
  take(changes) {
    for (const [key, row] of changes) {
      if (row === null) this.rows.delete(key);
      else this.rows.set(key, row);
    }
  }

  // Seen at once; answers when they will outlive the page, or is refused.
  /** @type {(changes: Change[]) => Promise<void>} */
  async write(changes) {
    if (!changes.length) return;
    this.take(changes);
    this.channel?.postMessage(changes);
    const noted = this.note(changes);
    const isKept = await this.keep(changes);
    if (isKept) this.forget(changes);
    if (!isKept && !noted) throw new Error(this.told);
  }

  /** @type {(changes: Change[]) => boolean} */
  note(changes) {
    const { plain } = this;
    if (!plain) return false;
    try {
      for (const [key, row] of changes) {
        if (row === null && !this.database) plain.removeItem(this.prefix + key);
        else plain.setItem(this.prefix + key, JSON.stringify(row));
      }
      return true;
    } catch {
      return false;
    }
  }

  /** @type {(changes: Change[]) => Promise<boolean>} */
  async keep(changes) {
    const { database } = this;
    if (!database) return false;
    try {
      const change = database.transaction(TABLE, "readwrite", { durability: "strict" });
      const table = change.objectStore(TABLE);
      for (const [key, row] of changes) {
        if (row === null) table.delete(key);
        else table.put(row, key);
      }
      await new Promise((resolve, reject) => {
        change.oncomplete = () => resolve(undefined);
        change.onabort = change.onerror = () => reject(change.error);
      });
      return true;
    } catch {
      return false;
    }
  }

  // what another change of the same row has written since then stays
  /** @type {(changes: Change[]) => void} */
  forget(changes) {
    const { plain } = this;
    if (!plain) return;
    try {
      for (const [key, row] of changes) {
        const name = this.prefix + key;
        if (plain.getItem(name) === JSON.stringify(row)) plain.removeItem(name);
      }
    } catch { /* switched off meanwhile */ }
  }

  // what is to be said where rows do not outlive the page
  get told() {
    const save = "press Save my log before you close it.";
    if (this.kind === "page") return `This browser keeps nothing for this page (a private window?): ${save}`;
    return `The storage of this browser is full or switched off; what is new is kept in this page only: ${save}`;
  }

  // Ask the browser not to clear this page's storage; whether it said yes.
  async persist() {
    this.persists = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    return this.persists;
  }

  close() {
    this.channel?.close();
    this.database?.close();
  }
}
