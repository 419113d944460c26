// What the log has not acknowledged stays in the page's own store, one entry a hold, and is delivered by
// the next player that opens on the same log. Delivering twice is harmless: the log knows the hold's id.

class Outbox {
  constructor(log, send) {
    this.prefix = `stretchbook:${log}:`;
    this.send = send;
    this.kept = new Map(); // where the browser refuses to store, the page still remembers
    this.why = "";
  }

  keys() {
    const stored = [];
    try {
      for (let i = 0; i < localStorage.length; i++) stored.push(localStorage.key(i));
    } catch { /* storage is switched off */ }
    const mine = stored.filter((key) => key.startsWith(this.prefix));
    return [...new Set([...mine, ...this.kept.keys()])];
  }

  get size() { return this.keys().length; }

  put(entry) {
    const key = this.prefix + entry.hold.id;
    this.kept.set(key, JSON.stringify(entry));
    try { localStorage.setItem(key, this.kept.get(key)); } catch { /* full or switched off */ }
    this.send(entry);
  }

  deliver() {
    for (const key of this.keys()) {
      try {
        this.send(JSON.parse(this.kept.get(key) ?? localStorage.getItem(key)));
      } catch { /* not ours to mend; it stays */ }
    }
  }

  saved(id) {
    const key = this.prefix + id;
    this.kept.delete(key);
    try { localStorage.removeItem(key); } catch { /* storage is switched off */ }
    this.why = "";
  }
}
