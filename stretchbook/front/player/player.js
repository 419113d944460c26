// The hold player: one, however often it is shown. It joins clock and sound, and hands each hold to its sink;
// what is seen and pressed is in player_view.js.

import { RoutineClock } from "./clock.js";
import { Holds } from "./holds.js";
import { Sound } from "./sound.js";
import { plannedTones } from "./sound_plan.js";
import { Surroundings } from "./surroundings.js";
import { named } from "./told.js";

/**
 * @import { Act, Sink } from "./holds.js"
 * @import { How } from "./clock.js"
 * @import { Means } from "./surroundings.js"
 * @import { Prefs } from "./sound.js"
 * @import { About, PlayerData, Segment } from "./told.js"
 */

/**
 * A view shows another segment or state, and what is saved and known; some moves take a number.
 * @typedef {{ show(): void, status(): void }} View
 * @typedef {"skip" | "restart" | "previous" | "jump" | "lengthen" | "stop"} Move
 */

const UNSEEN_MS = 2000; // a routine that nobody can see goes on for so long: its cell may be showing it anew
const LONG_PAUSE_MS = 3600_000; // after a longer pause a new session begins
/** @type {Record<string, number>} */
const LENGTHEN_S = { longer: 10, shorter: -10 };

const RUN = "Run this cell, then press Start.";

/** The player of one routine after another. */
export class Player {
  /**
   * @param {PlayerData} data  what `stretchbook.player_data` gives
   * @param {Sink} sink
   * @param {Means} [means]
   */
  constructor(data, sink, means = {}) {
    this.sink = sink;
    this.means = means;
    /** @type {string[]} */
    this.areas = [];
    this.room = false; // whether it is before a room
    /** @type {Set<View>} */
    this.views = new Set();
    /** @type {Map<string, { text: string, acts: Act[] }>} */
    this.notices = new Map();
    /** @type {Record<string, string>} */
    this.sources = {};
    this.sound = means.sound ?? new Sound(() => this.planSound());
    this.around = new Surroundings(this, means);
    this.onLeave = () => this.clock.stop(); // what was held so far is cut short, not lost
    window.addEventListener("pagehide", this.onLeave);
    this.data = data;
    this.load();
    sink.follow?.(() => this.followed());
  }

  get live() { return this.sink.live !== false; }

  get holds() { return this.record.all; }

  // what is done now, in words
  get title() { return this.clock.segment ? named(this.clock.segment) : ""; }

  get logs() { return this.sink.logs !== false; }

  // ---- the views ----------------------------------------------------------------------------------
  /** @type {(view: View) => void} */
  add(view) {
    clearTimeout(this.unseen);
    this.views.add(view);
    view.show();
    view.status();
  }

  // a routine that nobody can see waits
  /** @type {(view: View) => void} */
  remove(view) {
    this.views.delete(view);
    clearTimeout(this.unseen);
    /** @type {number | undefined} */
    this.unseen = setTimeout(() => {
      if (!this.views.size && this.clock.state === "running") this.halt("Paused.");
    }, UNSEEN_MS);
  }

  /** @type {(part: "show" | "status") => void} */
  draw(part) {
    for (const view of this.views) view[part]();
  }

  /** @type {(key: string, text: string, acts?: Act[]) => void} */
  notice(key, text, acts = []) {
    if (text) this.notices.set(key, { text, acts });
    else this.notices.delete(key);
    this.draw("status");
  }

  // seconds: how long it is worth saying; 0 is not said
  /** @type {(text: string, seconds?: number, spoken?: string) => void} */
  caption(text, seconds = 0, spoken = text) {
    /** @type {string} */
    this.cue = text;
    if (seconds) this.sound.say(spoken, seconds);
  }

  // the sink keeps other holds, or is alive again or no more
  followed() {
    for (const key of [...this.notices.keys()]) if (key.startsWith("sink ")) this.notices.delete(key);
    for (const [key, text, acts = []] of this.sink.notices?.() ?? []) this.notices.set(`sink ${key}`, { text, acts });
    if (this.clock.state === "idle") this.invite();
    this.draw("show");
    this.draw("status");
  }

  // a picture is asked for only where it is shown
  /** @type {(key?: string) => { src?: string, alt?: string }} */
  picture(key) {
    if (!key) return {};
    const { src, alt } = this.data.pictures?.[key] ?? {};
    return { src: src ?? this.sources[key], alt };
  }

  async wantPictures() {
    if (this.asked || !this.sink.pictures) return;
    this.asked = true;
    this.sources = await this.sink.pictures();
    this.draw("show");
  }

  // ---- what happens -------------------------------------------------------------------------------
  // another routine; one that runs is not disturbed
  /** @type {(data: PlayerData) => void} */
  offer(data) {
    this.data = data;
    /** @type {boolean} */
    this.waiting = this.clock.active;
    this.asked = false;
    if (this.waiting) this.notice("routine", "The new choice waits until this routine has ended.");
    else this.load();
  }

  load() {
    const { clock: before } = this;
    before?.close();
    this.waiting = false;
    this.notice("routine", "");
    /** @type {Segment[]} */
    this.segments = [...this.data.segments ?? []]; // one that is lengthened is another only here
    /** @type {Record<string, About>} */
    this.about = this.data.about ?? {};
    /** @type {Holds} */
    this.record = new Holds(this.sink, () => this.draw("status"), (why) => this.notice("unsaved", why));
    /** @type {RoutineClock} */
    this.clock = new RoutineClock(this.segments, {
      segment: () => this.enter(),
      half: () => this.half(),
      left: (seconds) => this.left(seconds),
      ended: (index, how) => this.ended(index, how),
      slept: (gap) => this.slept(gap),
      done: () => this.finished(),
    }, this.means);
    this.invite();
    this.changed();
  }

  invite() {
    const ready = this.live ? "Press Start when you are ready." : RUN;
    this.caption(this.segments.length ? ready : "No routine yet: choose one first.");
  }

  // the state is another one
  changed() {
    this.around.changed();
    this.sink.tell?.(this.clock.state);
    this.draw("show");
    this.draw("status");
  }

  beginSession() { this.record.begin(this.clock.wall(), this.areas); }

  // hold: the index of the one to begin with
  /** @type {(hold?: number) => void} */
  start(hold) {
    if (this.clock.active) return; // pressed twice while the turn was asked for
    for (const key of ["pause", "stopped"]) this.notice(key, "");
    this.beginSession();
    this.clock.start(hold);
    this.changed();
  }

  enter() {
    const { segment } = this.clock;
    this.planSound();
    this.caption(segment.cue, segment.seconds);
    this.around.announce();
    this.draw("show");
  }

  half() {
    this.caption(`half-way: ${this.clock.segment.cue}`, 3, "half-way");
    this.draw("show");
  }

  /** @type {(seconds: number) => void} */
  left(seconds) {
    if (this.sound.prefs.left) this.sound.say(`${seconds} seconds left`, 2);
  }

  planSound() {
    const { state, segments, index, elapsed } = this.clock;
    if (state === "running") this.sound.plan(plannedTones(segments, index, elapsed));
  }

  /** @type {(index: number, how: How) => void} */
  ended(index, how) { this.record.put(this.segments[index], how); }

  finished() {
    this.caption(this.record.told, 30);
    this.changed();
  }

  /** @type {(gap: number) => void} */
  slept(gap) {
    this.sound.hush();
    const seconds = Math.round(gap / 1000);
    this.caption(`The computer slept for ${seconds} s; this is not counted. Resume or restart the hold.`, 30);
    this.changed();
  }

  // Another player took the place of this one. What runs is cut short; tell(sentence) says so, at once and
  // again when the hold is logged.
  /** @type {(reason: string, tell?: (sentence: string) => void) => void} */
  stopFor(reason, tell = () => {}) {
    if (!this.clock.active) return;
    const before = this.holds.length;
    this.clock.stop();
    this.sound.hush();
    const cut = this.holds.slice(before).find(({ status }) => status === "cut short");
    /** @type {(kept: string) => void} */
    const say = (kept) => {
      const what = cut ? `: ${named(cut.segment)}, ${Math.round(cut.held_s)} s, cut short, ${kept}` : "";
      this.notice("stopped", `Stopped by ${reason}${what}.`);
      tell(`Stopped by ${reason}${what}.`);
    };
    say(this.logs ? "not yet logged" : "not logged");
    if (cut && this.logs) cut.saved?.then(() => cut.safe && say("logged"));
  }

  look() { this.around.look(); }

  // ---- what is pressed ----------------------------------------------------------------------------
  // hold: the index of the one to jump to
  /** @type {(action: string, hold?: number) => void} */
  act(action, hold) {
    const { clock } = this;
    if (action === "toggle") this.toggle();
    else if (action === "mute") this.setSound({ mute: !this.sound.prefs.mute });
    else if (action === "blank") this.cover();
    else if (action in LENGTHEN_S) this.move("lengthen", LENGTHEN_S[action]);
    else if (action === "jump" && clock.state === "idle") this.begin(hold);
    else if (clock.state === "paused" && action !== "stop") this.around.go(() => this.move(/** @type {Move} */ (action), hold));
    else this.move(/** @type {Move} */ (action), hold);
  }

  // skip, restart, previous, jump, lengthen or stop
  /** @type {(action: Move, given?: number) => void} */
  move(action, given = 0) {
    const { clock } = this;
    if (!clock.active) return;
    const was = clock.state;
    this.sound.hush();
    clock[action](given);
    if (clock.state === "running" && was === "paused") this.changed();
    this.planSound();
    this.draw("show");
  }

  // what the room sees is black, or is shown again; the clock goes on
  cover() {
    this.blank = !this.blank;
    this.draw("status");
  }

  /** @type {(hold?: number) => void} */
  begin(hold) {
    if (this.segments.length && this.live) this.around.go(() => this.start(hold));
    this.sound.wake(); // last, because it may take a while
  }

  toggle() {
    const { clock } = this;
    if (clock.state === "running") this.halt("Paused.");
    else if (clock.state === "paused") this.around.go(() => this.resume());
    else if (this.waiting) this.load(); // seen before it starts
    else {
      if (clock.state === "done") this.load();
      return this.begin();
    }
    this.sound.wake();
  }

  /** @type {(why: string) => void} */
  halt(why) {
    this.clock.pause();
    if (this.clock.state !== "paused") return;
    this.sound.hush();
    this.caption(why);
    this.changed();
  }

  resume() {
    const { clock } = this;
    if (clock.state !== "paused") return;
    if (clock.paused > LONG_PAUSE_MS) {
      const held = clock.cutShort(); // into the session that was paused
      this.beginSession();
      const cut = held ? "the hold before it was cut short, and " : "";
      this.notice("pause", `The pause was longer than an hour: ${cut}what follows is a new session.`);
    }
    clock.resume();
    this.planSound();
    this.caption(clock.segment.cue);
    this.changed();
  }

  /** @type {(changes: Partial<Prefs>) => void} */
  setSound(changes) {
    this.sound.set(changes);
    this.around.announce();
    this.draw("status");
  }

  close() {
    this.clock.stop();
    clearTimeout(this.unseen);
    this.clock.close();
    this.around.close();
    this.sound.close();
    this.sink.close?.();
    window.removeEventListener("pagehide", this.onLeave);
  }
}
