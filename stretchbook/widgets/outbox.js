// What the log has not acknowledged stays in the page's own store, one entry a hold, and is delivered by
// the next player that opens on the same log. Delivering twice is harmless: the log knows the hold's id.

const RETRY_S = [5, 60]; // first and longest wait before what is not acknowledged is sent again

class Outbox {
  constructor(log, send, changed) {
    this.prefix = `stretchbook:${log}:`;
    this.send = send;
    this.changed = changed;
    this.kept = new Map(); // where the browser refuses to store, the page still remembers
    this.why = "";
    this.stored = ({ key }) => { if (key?.startsWith(this.prefix)) changed(); };
    this.again = () => this.deliver();
    window.addEventListener("storage", this.stored);
    window.addEventListener("online", this.again);
    this.deliver();
  }

  // ids of the holds that are not yet saved, in this page or another of this browser
  get ids() {
    const keys = [...this.kept.keys()];
    try {
      keys.push(...Object.keys(localStorage).filter((key) => key.startsWith(this.prefix)));
    } catch { /* storage is switched off */ }
    return keys.map((key) => key.slice(this.prefix.length));
  }

  put(entry) {
    const key = this.prefix + entry.hold.id;
    const text = JSON.stringify(entry);
    try { localStorage.setItem(key, text); } catch { this.kept.set(key, text); }
    this.send(entry);
    this.wait(RETRY_S[0]);
    this.changed();
  }

  deliver() {
    for (const id of this.ids) {
      const key = this.prefix + id;
      try {
        this.send(JSON.parse(this.kept.get(key) ?? localStorage.getItem(key)));
      } catch { /* not ours to mend; it stays */ }
    }
    this.wait(Math.min(2 * (this.seconds ?? RETRY_S[0] / 2), RETRY_S[1]));
    this.changed();
  }

  wait(seconds) {
    clearTimeout(this.timer);
    this.seconds = seconds;
    if (this.ids.length) this.timer = setTimeout(this.again, seconds * 1000);
  }

  saved(id) {
    const key = this.prefix + id;
    this.kept.delete(key);
    try { localStorage.removeItem(key); } catch { /* storage is switched off */ }
    this.why = "";
    this.changed();
  }

  failed(why) {
    this.why = why;
    this.changed();
  }

  close() {
    clearTimeout(this.timer);
    window.removeEventListener("storage", this.stored);
    window.removeEventListener("online", this.again);
  }
}
