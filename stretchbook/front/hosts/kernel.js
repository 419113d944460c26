// The kernel behind a widget in a notebook, and its place there. No other module knows the model of anywidget.

import { keepKeys } from "./keys.js";
import { listenThough } from "./late.js";

/**
 * The model of anywidget, as far as it is used; and the whole model behind it, which has the comm.
 * @typedef {(...given: any[]) => void} Hearing
 * @typedef {{ get(name: string): any, set(values: object | string, value?: unknown): void, save_changes(): void,
 *   send(message: object): void, on(event: string, act: Hearing): void, off(event: string, act: Hearing): void }} Model
 * @typedef {{ comm?: { on_msg(act: (message: object) => void): void, send(message: object, callbacks: object): void },
 *   comm_live?: boolean, _handle_comm_msg(message: object): Promise<void> }} WholeModel
 */

/** What a widget may ask of its kernel. */
export class Kernel {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    // Whether the kernel answers is known to the whole model only, which comes with an event of its own.
    const stop = this.watch("change:_met", (whole) => {
      /** @type {WholeModel | undefined} */
      this.whole = whole;
    });
    model.set("_met", (model.get("_met") ?? 0) + 1);
    stop();
    listenThough(this.whole);
  }

  /**
   * @param {string} name
   * @returns {any}  the value that the kernel keeps under it
   */
  get(name) { return this.model.get(name); }

  // false in a notebook shown as it was saved, and after the kernel has ended
  get live() { return this.whole?.comm_live !== false; }

  // the kernel may be gone: then nobody is there to know it
  /** @type {(values: object) => void} */
  set(values) {
    try {
      this.model.set(values);
      this.model.save_changes();
    } catch { /* the page goes on */ }
  }

  // whether the kernel was there to be told
  /** @type {(message: object) => boolean} */
  send(message) {
    try {
      if (this.live) this.model.send(message);
      return this.live;
    } catch {
      return false;
    }
  }

  // event: "change", "change:name", "msg:custom" or "comm_live_update"; gives what ends it
  /** @type {(event: string, act: Hearing) => () => void} */
  watch(event, act) {
    this.model.on(event, act);
    return () => this.model.off(event, act);
  }
}

/**
 * The element in which a part is shown: it keeps its keys from the notebook.
 * @param {HTMLElement} el
 * @returns {HTMLElement}
 */
export function placed(el) {
  el.classList.add("sb-keep");
  keepKeys(el.ownerDocument);
  return el;
}
