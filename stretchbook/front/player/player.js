// The hold player: one, however often it is shown. It joins clock and sound, and hands each hold to its sink;
// what is seen and pressed is in player_view.js.

import { RoutineClock } from "./clock.js";
import { Holds } from "./holds.js";
import { Sound } from "./sound.js";
import { plannedTones } from "./sound_plan.js";
import { Surroundings } from "./surroundings.js";
import { named } from "./told.js";

const UNSEEN_MS = 2000; // a routine that nobody can see goes on for so long: its cell may be showing it anew
const LONG_PAUSE_MS = 3600_000; // after a longer pause a new session begins
const LENGTHEN_S = { longer: 10, shorter: -10 };

const RUN = "Run this cell, then press Start.";

/**
 * Where the holds of a player go. Only `put` must be there.
 * @typedef {object} Sink
 * @property {(entry: {session: object, hold: object}) => Promise<void>} put  answers when the hold is safe, and
 *   is refused with an Error that says why it is not
 * @property {(session: object) => void} [begin]  a session begins: {id, started_at, zone, areas}
 * @property {boolean} [logs]  false: nothing is kept
 * @property {boolean} [live]  false: no routine can be started here
 * @property {(state: string) => void} [tell]  the player is idle, running, paused or done
 * @property {() => Promise<Object<string, string>>} [pictures]  sources of the pictures that `data` only names
 * @property {(stage: FigureCanvas) => InsideSwitch} [lens]  the switch between skin and inside of a figure
 * @property {() => Array<[string, string, Array<[string, () => void]>?]>} [notices]  what is to be said of the
 *   holds kept: key, text, and buttons with what they do
 * @property {(changed: () => void) => void} [follow]  calls back when any of this is another
 */

export class Player {
  /**
   * @param {object} data  what `stretchbook.player_data` gives: segments, about, pictures
   * @param {Sink} sink
   * @param {{now?: () => number, wall?: () => number, waker?: Function, later?: Function, sound?: object,
   *   turn?: object, screen?: Function, session?: object}} [means]  time, sound and what else of the browser is
   *   handed in
   */
  constructor(data, sink, means = {}) {
    this.sink = sink;
    this.means = means;
    this.areas = [];
    this.views = new Set();
    this.notices = new Map();
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
  add(view) {
    clearTimeout(this.unseen);
    this.views.add(view);
    view.show();
    view.status();
  }

  // a routine that nobody can see waits
  remove(view) {
    this.views.delete(view);
    clearTimeout(this.unseen);
    this.unseen = setTimeout(() => {
      if (!this.views.size && this.clock.state === "running") this.halt("Paused.");
    }, UNSEEN_MS);
  }

  draw(part) {
    for (const view of this.views) view[part]();
  }

  // acts: [[words of a button, what it does]]
  notice(key, text, acts = []) {
    if (text) this.notices.set(key, { text, acts });
    else this.notices.delete(key);
    this.draw("status");
  }

  // seconds: how long it is worth saying; 0 is not said
  caption(text, seconds = 0, spoken = text) {
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
  picture(key) {
    const { src, alt } = this.data.pictures[key] ?? {};
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
  offer(data) {
    this.data = data;
    this.waiting = this.clock.active;
    this.asked = false;
    if (this.waiting) this.notice("routine", "The new choice waits until this routine has ended.");
    else this.load();
  }

  load() {
    this.clock?.close();
    this.waiting = false;
    this.notice("routine", "");
    this.segments = [...this.data.segments ?? []]; // one that is lengthened is another only here
    this.about = this.data.about ?? {};
    this.record = new Holds(this.sink, () => this.draw("status"), (why) => this.notice("unsaved", why));
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

  left(seconds) {
    if (this.sound.prefs.left) this.sound.say(`${seconds} seconds left`, 2);
  }

  planSound() {
    const { state, segments, index, elapsed } = this.clock;
    if (state === "running") this.sound.plan(plannedTones(segments, index, elapsed));
  }

  ended(index, how) { this.record.put(this.segments[index], how); }

  finished() {
    this.caption(this.record.told, 30);
    this.changed();
  }

  slept(gap) {
    this.sound.hush();
    const seconds = Math.round(gap / 1000);
    this.caption(`The computer slept for ${seconds} s; this is not counted. Resume or restart the hold.`, 30);
    this.changed();
  }

  // Another player took the place of this one. What runs is cut short; tell(sentence) says so, at once and
  // again when the hold is logged.
  stopFor(reason, tell = () => {}) {
    if (!this.clock.active) return;
    const before = this.holds.length;
    this.clock.stop();
    this.sound.hush();
    const cut = this.holds.slice(before).find(({ status }) => status === "cut short");
    const say = (kept) => {
      const what = cut ? `: ${named(cut.segment)}, ${Math.round(cut.held_s)} s, cut short, ${kept}` : "";
      this.notice("stopped", `Stopped by ${reason}${what}.`);
      tell(`Stopped by ${reason}${what}.`);
    };
    say(this.logs ? "not yet logged" : "not logged");
    if (cut && this.logs) cut.saved.then(() => cut.safe && say("logged"));
  }

  look() { this.around.look(); }

  // ---- what is pressed ----------------------------------------------------------------------------
  // hold: the index of the one to jump to
  act(action, hold) {
    const { clock } = this;
    if (action === "toggle") this.toggle();
    else if (action === "mute") this.setSound({ mute: !this.sound.prefs.mute });
    else if (action === "blank") this.cover();
    else if (action in LENGTHEN_S) this.move("lengthen", LENGTHEN_S[action]);
    else if (action === "jump" && clock.state === "idle") this.begin(hold);
    else if (clock.state === "paused" && action !== "stop") this.around.go(() => this.move(action, hold));
    else this.move(action, hold);
  }

  // skip, restart, previous, jump, lengthen or stop
  move(action, given) {
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
