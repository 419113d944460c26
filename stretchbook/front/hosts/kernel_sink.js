// The kernel keeps the holds of a player: it writes them into its log and acknowledges each. Until then the
// outbox has them, whatever becomes of the kernel.

import { askInside, insideArrived } from "../inside/inside_once.js";
import { InsideSwitch } from "../inside/inside_switch.js";
import { counted, saveFile } from "../shared/dom.js";
import { asLog, forget, keptEntries, Outbox } from "./outbox.js";
import { notePlaying } from "./playing.js";
import { notePort, otherPorts } from "./ports.js";

/**
 * @import { FigureCanvas } from "../figure/figure_canvas.js"
 * @import { Given } from "../inside/inside_switch.js"
 * @import { State } from "../player/clock.js"
 * @import { Act, Entry, Session, Sink, Told } from "../player/holds.js"
 * @import { Kernel } from "./kernel.js"
 * @import { Kept } from "./outbox.js"
 */

/**
 * @typedef {{ type: string, id: string, why: string, pictures: Record<string, string>,
 *   places: Given["places"] }} SinkMessage
 */

const GRACE_MS = 3000; // so long may the log take before "not yet saved" is shown

/**
 * The kernel as a sink.
 * @implements {Sink}
 */
export class KernelSink {
  /** @param {Kernel} kernel */
  constructor(kernel) {
    this.kernel = kernel;
    /** @type {(() => void) | undefined} */
    this.onChange = undefined;
    this.logs = Boolean(kernel.get("_log"));
    this.shown = 0; // holds that wait and are said to
    /** @type {Kept[]} */
    this.others = [];
    this.stops = [
      kernel.watch("msg:custom", (message, buffers) => this.hear(message, buffers)),
      kernel.watch("comm_live_update", () => this.changed()),
    ];
    this.outbox = new Outbox(kernel.get("_log") || "none", (entry) => this.send(entry), () => this.noted());
  }

  get live() { return this.kernel.live; }

  /** @type {(changed: () => void) => void} */
  follow(changed) {
    this.onChange = changed;
    this.outbox.deliver();
    this.changed();
  }

  changed() { this.onChange?.(); }

  // a message and not a value: values wait for one another
  /** @type {(state: State) => void} */
  tell(state) { this.playing({ state }); }

  /** @type {(session: Session) => void} */
  begin(session) { this.playing({ session }); }

  /** @type {(what: { state: State } | { session: Session }) => void} */
  playing(what) { this.kernel.send({ type: "playing", now: notePlaying(this.kernel.get("_key"), what) }); }

  /** @type {(entry: Entry) => Promise<void>} */
  put(entry) {
    if (this.logs) return this.outbox.put(entry);
    this.kernel.send({ type: "practice", ...entry });
    return Promise.resolve();
  }

  /** @type {(entry: Entry) => void} */
  send(entry) { this.kernel.send({ type: "hold", ...entry }); }

  /** @returns {Promise<Record<string, string>>} */
  pictures() {
    this.kernel.send({ type: "pictures" });
    return new Promise((resolve) => { this.drawn = resolve; });
  }

  /** @type {(stage: FigureCanvas) => InsideSwitch} */
  lens(stage) { return new InsideSwitch(stage, () => this.inside()); }

  async inside() {
    this.kernel.send({ type: "places" }); // of another routine there are others
    const told = new Promise((resolve) => { this.placed = resolve; });
    const inside = await askInside(() => this.kernel.send({ type: "inside" }));
    return { ...inside, places: await told };
  }

  /** @type {(message: SinkMessage, buffers: DataView<ArrayBuffer>[]) => void} */
  hear({ type, id, why, pictures, places }, buffers) {
    if (type === "inside") insideArrived(buffers);
    if (type === "places") this.placed?.(places);
    if (type === "saved") this.outbox.saved(id);
    if (type === "failed") this.outbox.failed(why);
    if (type === "pictures") this.drawn?.(pictures);
  }

  // ---- what is kept -------------------------------------------------------------------------------
  // Another number of holds waits: more of them are not said at once, for most are soon saved.
  noted() {
    const waiting = keptEntries(localStorage).length;
    notePort(waiting);
    if (waiting > this.shown && !this.outbox.why) this.grace ??= setTimeout(() => this.settle(), GRACE_MS);
    else this.settle();
  }

  settle() {
    clearTimeout(this.grace);
    /** @type {number | undefined} */
    this.grace = undefined;
    this.late = this.logs && this.outbox.ids.length > 0;
    this.others = this.strange;
    this.shown = keptEntries(localStorage).length;
    this.changed();
  }

  // holds of other logs: by a log that was replaced, or by another notebook whose kernel is gone
  get strange() { return keptEntries(localStorage).filter(({ key }) => !key.startsWith(this.outbox.prefix)); }

  /** @returns {Told[]} */
  notices() {
    /** @type {Told[]} */
    const told = this.late ? [["unsaved", this.outbox.told]] : [];
    const strange = this.others;
    if (strange.length) {
      /** @type {Act[]} */
      const acts = [["Save as a file", () => this.saveStrange(strange)]];
      if (this.logs && this.live) acts.unshift(["Put into this log", () => this.outbox.adopt(strange)]);
      if (this.fileGiven) acts.push(["Forget them", () => this.forgetStrange(strange)]);
      const wait = strange.length === 1 ? "waits" : "wait";
      told.push(["strange", `${counted(strange.length, "hold")} ${wait} in this browser for another log.`, acts]);
    }
    for (const [port, number] of otherPorts()) {
      const wait = number === 1 ? "waits" : "wait";
      told.push([`port ${port}`, `${counted(number, "hold")} ${wait} at port ${port}: start with --port ${port}.`]);
    }
    return told;
  }

  /** @type {(entries: Kept[]) => void} */
  saveStrange(entries) {
    saveFile("holds.json", asLog(entries), "application/json");
    this.fileGiven = true;
    this.changed();
  }

  /** @type {(entries: Kept[]) => void} */
  forgetStrange(entries) {
    for (const { key } of entries) forget(localStorage, key);
    this.settle();
  }

  close() {
    clearTimeout(this.grace);
    this.outbox.close();
    for (const stop of this.stops) stop();
  }
}
