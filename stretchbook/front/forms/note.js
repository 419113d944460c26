// A note: written down while it is typed.

import { tag, write } from "../shared/dom.js";

/** @typedef {{ text: string, said: string }} NoteValues */

const PAUSE_MS = 600; // after the last key

/** The note of one session; on.send tells what was typed. */
export class Note {
  /** @type {(keyof NoteValues)[]} */
  static takes = ["text", "said"];

  /**
   * @param {HTMLElement} el
   * @param {NoteValues} values
   * @param {{ send(message: { type: "note", text: string }): boolean }} on
   * @param {(act: () => void, ms: number) => number} [later]
   */
  constructor(el, values, on, later = (act, ms) => setTimeout(act, ms)) {
    this.on = on;
    this.later = later;
    this.area = tag("textarea", {
      rows: 2, "aria-label": "Note", placeholder: "How it was, what to remember",
      oninput: () => this.typed(), onblur: () => this.tell(),
    });
    this.said = tag("span", { role: "status" });
    this.area.value = this.told = values.text;
    this.onLeave = () => this.tell();
    window.addEventListener("pagehide", this.onLeave);
    el.append(tag("section.sb-note-form", {}, tag("label", {}, tag("b", {}, "Note"), this.area), this.said));
    this.update(values);
  }

  // what is being typed is not overwritten by what was sent before it
  /** @type {(changed: Partial<NoteValues>) => void} */
  update({ text, said }) {
    const typing = this.area.value !== this.told;
    if (text !== undefined && !typing) [this.area.value, this.told] = [text, text];
    if (said !== undefined) write(this.said, said);
  }

  typed() {
    clearTimeout(this.waits);
    /** @type {number | undefined} */
    this.waits = this.later(() => this.tell(), PAUSE_MS);
  }

  tell() {
    clearTimeout(this.waits);
    const text = this.area.value;
    if (text === this.told) return;
    if (this.on.send({ type: "note", text })) this.told = text;
    else write(this.said, "Not saved: the kernel is not running; run this notebook again.");
  }

  close() {
    this.tell();
    window.removeEventListener("pagehide", this.onLeave);
  }
}
