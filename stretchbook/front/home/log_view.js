// The log of a page as a calendar and a list: sessions are deleted one by one or all, and saved as a file.

import { clockText, counted, saveFile, tag, write } from "../shared/dom.js";
import { calendar } from "./calendar.js";

/** @import { Book, PageSession } from "./book.js" */

const MOST = 20; // sessions shown at first
/** @type {(session: PageSession) => Date} */
const day = (session) => new Date(session.started_at);
/** @type {(at: Date) => string} */
const when = (at) => at.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" });

/** The log of one page. */
export class LogView {
  /**
   * @param {Book} book
   * @param {() => void} changed  a session was deleted
   */
  constructor(book, changed) {
    this.book = book;
    this.changed = changed;
    this.most = MOST;
    this.calendar = tag("div");
    this.list = tag("ol.home-sessions");
    this.said = tag("p", { role: "status" });
    this.reminder = tag("p.home-reminder");
    this.more = tag("button", { type: "button", onclick: () => { this.most = Infinity; this.show(); } }, "Show all");
    this.save = tag("button.home-save", { type: "button", onclick: () => this.saveFile() }, "Save my log");
    this.all = tag("div.home-all");
    this.root = tag("section.home-log.sb-note-form", { "aria-label": "My log" }, tag("h2", {}, "My log"), this.reminder,
      tag("div.home-bar", {}, this.save), this.said, this.calendar, this.list, this.more, this.all);
  }

  show() {
    const { book } = this;
    const seen = JSON.stringify([book.table("session"), book.table("hold"), book.table("rating"), book.unsaved, this.most, book.store.persists]);
    if (seen === this.seen) return; // a question that is open stays open
    /** @type {string | undefined} */
    this.seen = seen;
    const sessions = book.sessions.reverse();
    this.calendar.replaceChildren(calendar(sessions.map(day), new Date(book.wall())));
    this.list.replaceChildren(...sessions.slice(0, this.most).map((session) => this.row(session)));
    this.more.hidden = sessions.length <= this.most;
    this.save.disabled = !sessions.length;
    write(this.reminder, this.reminded(sessions.length));
    const ask = `Delete all ${counted(sessions.length, "session")} from this browser, for good?`;
    this.all.replaceChildren(...(sessions.length ? [asking("Delete all", ask, () => this.remove(book.removeAll(), "All deleted."))] : []));
  }

  /** @type {(number: number) => string} */
  reminded(number) {
    const { unsaved, store } = this.book;
    if (store.kind === "page") return store.told;
    if (!number) return "Your sessions stay in this browser, on this device; nothing is sent anywhere.";
    if (!unsaved) return "All of it is saved in your last file.";
    const where = store.persists ? "only in this browser" : "only in this browser, which may clear it (Safari after seven days without a visit)";
    return `${counted(unsaved, "session")} ${unsaved === 1 ? "is" : "are"} ${where}: save your log now and then.`;
  }

  /** @type {(session: PageSession) => HTMLElement} */
  row(session) {
    const holds = this.book.holds(session.id);
    const held = holds.reduce((sum, { held_s }) => sum + held_s, 0);
    const skipped = holds.filter(({ status }) => status === "skipped").length;
    const done = [`${counted(holds.length - skipped, "hold")}, ${clockText(Math.round(held) * 1000)} held`];
    if (skipped) done.push(`${skipped} skipped`);
    return tag("li", { "data-session": session.id }, tag("b", {}, when(day(session))),
      tag("span", {}, holds.length ? done.join(", ") : "words only"), ...this.pain(session.id).map((text) => tag("span", {}, text)),
      ...(session.note ? [tag("q", {}, session.note)] : []),
      asking("Delete", "Delete this session for good?", () => this.remove(this.book.remove(session.id), "Deleted.")));
  }

  /** @type {(id: string) => string[]} */
  pain(id) {
    const [before, after] = [this.book.ratings(id, "before"), this.book.ratings(id, "after")];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .map((area) => `${area}: pain ${before[area] ?? "not rated"} before, ${after[area] ?? "not rated"} after`);
  }

  /** @type {(removed: Promise<void>, said: string) => Promise<void>} */
  async remove(removed, said) {
    this.changed();
    try {
      await removed;
      write(this.said, said);
    } catch (error) {
      write(this.said, /** @type {Error} */ (error).message);
    }
  }

  async saveFile() {
    const today = new Date(this.book.wall());
    const date = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const name = `stretchbook-log-${date}.json`;
    saveFile(name, this.book.asFile(), "application/json");
    await this.book.noteSaved().catch(() => {});
    this.show();
    write(this.said, `Saved as ${name}; in Python log.load takes it.`);
  }
}

// a button that asks before it does
/** @type {(words: string, question: string, act: () => void) => HTMLElement} */
function asking(words, question, act) {
  const box = tag("span.home-ask");
  const first = tag("button", { type: "button", onclick: () => {
    const back = () => box.replaceChildren(first);
    const no = tag("button", { type: "button", onclick: () => { back(); first.focus(); } }, "Keep");
    box.replaceChildren(tag("span", {}, question), tag("button", { type: "button", onclick: act }, "Delete"), no);
    no.focus();
  } }, words);
  box.append(first);
  return box;
}
