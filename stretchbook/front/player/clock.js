// The clock of a routine. It runs in the page: deadlines on the page's steady clock, and a waker.

import { makeWaker, SLEPT_MS } from "./waker.js";

/**
 * @import { Segment } from "./told.js"
 * @import { MakeWaker } from "./waker.js"
 */

/**
 * How a hold ended; what is told in a segment (ms from its beginning; half has no `left`); and what a clock calls:
 * when a segment begins, in the middle of a long hold, when so many seconds of a hold are left, when one ends, after
 * a sleep of so many ms, and at the end.
 * @typedef {"idle" | "running" | "paused" | "done"} State
 * @typedef {"completed" | "cut short" | "skipped"} Status
 * @typedef {{ held_s: number, status: Status, started_at: string }} How
 * @typedef {{ at: number, left?: number }} Moment
 * @typedef {{ segment(index: number): void, half(): void, left?(seconds: number): void,
 *   ended(index: number, how: How): void, slept(ms: number): void, done(): void }} ClockTold
 */

const LATE_MS = 500; // a wake-up later than this starts the next segment afresh, not at the deadline
const LONG_S = 20; // holds from this length on are told when half is done
const LEFT_S = [60, 30, 20, 10, 5]; // seconds left of a hold that are told
const STALE_MS = 1000; // what is told later than this would be wrong

/**
 * Whether a hold is told when half is done.
 * @type {(segment: Pick<Segment, "kind" | "seconds">) => boolean}
 */
export const isLong = ({ kind, seconds }) => kind === "hold" && seconds >= LONG_S;

/**
 * What is told in a segment and when.
 * @param {Pick<Segment, "kind" | "seconds">} segment
 * @returns {Moment[]}
 */
export function moments(segment) {
  if (segment.kind !== "hold") return [];
  const { seconds } = segment;
  const half = isLong(segment) ? [{ at: seconds * 500 }] : [];
  const left = LEFT_S.filter((s) => s < seconds && !(half.length && s === seconds / 2));
  /** @type {Moment[]} */
  const told = [...half, ...left.map((s) => ({ at: (seconds - s) * 1000, left: s }))];
  return told.sort((a, b) => a.at - b.at);
}

/** The clock of the segments of a routine. Time is handed in. */
export class RoutineClock {
  /**
   * @param {Segment[]} segments
   * @param {ClockTold} on
   * @param {object} [means]
   * @param {() => number} [means.now]  steady ms
   * @param {() => number} [means.wall]  ms since 1970
   * @param {MakeWaker} [means.waker]
   */
  constructor(segments, on, { now, wall, waker } = {}) {
    this.segments = segments;
    this.on = on;
    this.now = now ?? (() => performance.now());
    this.wall = wall ?? (() => Date.now());
    this.index = -1;
    /** @type {State} */
    this.state = "idle";
    this.behind = 0;
    this.banked = 0;
    this.since = 0;
    this.stoodAt = 0;
    this.startedAt = "";
    /** @type {Moment[]} */
    this.moments = [];
    this.looked = this.now();
    this.waker = (waker ?? makeWaker)(() => this.due(), (gap, counted) => this.slept(gap, counted));
  }

  stamp() { return new Date(this.wall()).toISOString(); }

  get active() { return this.state === "running" || this.state === "paused"; }

  get segment() { return this.segments[this.index]; }

  // milliseconds of the current segment that have truly run, pauses excluded
  get elapsed() {
    return this.banked + (this.state === "running" ? this.now() - this.since : 0);
  }

  get left() { return this.segment ? this.segment.seconds * 1000 - this.elapsed : 0; }

  get total() { return this.segments.reduce((sum, s) => sum + s.seconds * 1000, 0); }

  get totalLeft() {
    const later = this.segments.slice(this.index + 1).reduce((sum, s) => sum + s.seconds * 1000, 0);
    return Math.max(0, this.left) + later;
  }

  // milliseconds of this segment after which something is told
  get nextTold() { return this.moments[0]?.at ?? Infinity; }

  // hold: the index of the one to begin with
  /** @type {(hold?: number) => void} */
  start(hold = 0) {
    this.state = "running";
    this.enter(this.leadIn(hold), this.now());
  }

  // where one gets ready for a hold, if there is time for it
  /** @type {(hold: number) => number} */
  leadIn(hold) { return this.segments[hold - 1]?.kind === "ready" ? hold - 1 : Math.max(0, hold); }

  // A hold begins when it is shown; what it is late is taken off the next pause, so that the total is kept.
  /** @type {(index: number, at: number) => void} */
  enter(index, at) {
    this.index = index;
    if (index >= this.segments.length) return this.finish();
    const { planned_s } = this.segment;
    if (planned_s) this.segments[index] = { ...this.segment, seconds: planned_s }; // it comes again as planned
    const now = this.now();
    this.banked = 0;
    if (this.segment.kind === "hold") {
      this.since = now;
      this.behind += now - at;
    } else {
      this.since = at - this.behind;
      this.behind = 0;
    }
    this.moments = moments(this.segment);
    this.startedAt = this.stamp();
    this.arm();
    this.on.segment(index);
  }

  arm() { this.waker.set(Math.min(this.left, this.nextTold - this.elapsed)); }

  // the worker's alarm: any sleep has been told before
  due() {
    this.unsure = false;
    this.looked = this.now();
    this.check();
    if (this.state === "running") this.arm();
  }

  // The page looks at every frame and press. After a long gap only the worker knows whether there was sleep.
  look() {
    const now = this.now();
    if (now - this.looked > SLEPT_MS && this.state === "running") {
      this.unsure = true;
      this.arm();
    }
    this.looked = now;
    if (!this.unsure) this.check();
  }

  check() {
    if (this.state !== "running") return;
    this.tell();
    if (this.left > 0) return;
    const now = this.now();
    const late = -this.left;
    this.endHold("completed");
    this.enter(this.index + 1, late > LATE_MS ? now : now - late);
  }

  // of several that are due the last
  tell() {
    /** @type {Moment | undefined} */
    let due;
    while (this.elapsed >= this.nextTold) due = this.moments.shift();
    if (!due || this.elapsed - due.at > STALE_MS) return;
    if (due.left) this.on.left?.(due.left);
    else this.on.half();
  }

  pause() {
    this.look(); // a deadline that has passed is a completed hold, not a paused one
    if (this.state !== "running") return;
    this.banked = this.elapsed;
    this.stand(0);
  }

  // ms: how long it has stood already
  /** @type {(ms: number) => void} */
  stand(ms) {
    this.state = "paused";
    this.stoodAt = this.wall() - ms;
    this.waker.clear();
  }

  // milliseconds by the wall clock that a pause has lasted
  get paused() { return this.state === "paused" ? this.wall() - this.stoodAt : 0; }

  resume() {
    if (this.state !== "paused") return;
    if (this.segment.kind === "hold" && !this.banked) this.startedAt = this.stamp();
    this.since = this.looked = this.now();
    this.state = "running";
    this.arm();
  }

  // In a pause: what was held before it is cut short, and the hold will begin anew. Whether there was any.
  cutShort() {
    const held = this.state === "paused" && this.segment.kind === "hold" && this.elapsed > 0;
    if (held) {
      this.endHold("cut short");
      this.banked = 0;
      this.moments = moments(this.segment);
    }
    return held;
  }

  // Skipping while getting ready or holding skips the hold; otherwise only the pause between holds.
  skip() {
    if (!this.stillHere()) return;
    let next = this.index + 1;
    if (this.segment.kind === "hold") this.endHold("skipped");
    else if (this.segment.kind === "ready" && this.segments[next]?.kind === "hold") {
      this.on.ended(next, { held_s: 0, status: "skipped", started_at: this.stamp() });
      next += 1;
    }
    this.state = "running";
    this.enter(next, this.now());
  }

  // Back to the hold before this moment.
  previous() { this.jump(this.segments.findLastIndex(({ kind }, at) => kind === "hold" && at < this.index)); }

  // To a hold by its index, and to getting ready for it. One that runs is cut short: it may come again, and each
  // hold that is done again is a hold of its own.
  /** @type {(hold: number) => void} */
  jump(hold) {
    if (!this.stillHere()) return;
    if (this.elapsed > 0) this.endHold("cut short");
    this.state = "running";
    this.enter(this.leadIn(hold), this.now());
  }

  // So many seconds more, or less, of what is done now; what was planned stays beside it. Less than is left ends it,
  // but never in a pause.
  /** @type {(seconds: number) => void} */
  lengthen(seconds) {
    if (!this.stillHere()) return;
    const { segment, elapsed } = this;
    const least = elapsed / 1000 + (this.state === "paused" ? 1 : 0);
    const whole = Math.max(least, segment.seconds + seconds);
    this.segments[this.index] = { planned_s: segment.seconds, ...segment, seconds: whole };
    this.moments = moments(this.segment); // those that are over are too late to be told
    this.check();
    if (this.state === "running") this.arm();
  }

  restart() {
    if (!this.stillHere()) return;
    this.state = "running";
    this.enter(this.index, this.now());
  }

  // false if what the person meant has ended by itself at this very moment
  stillHere() {
    const { index } = this;
    this.look();
    return this.active && this.index === index;
  }

  stop() {
    this.look();
    if (!this.active) return;
    if (this.elapsed > 0) this.endHold("cut short");
    this.finish();
  }

  /** @type {(status: Status) => void} */
  endHold(status) {
    if (this.segment.kind === "hold") this.on.ended(this.index, this.how(status));
  }

  // How the hold is done by now: one that was lengthened or cut is completed when what was planned is held.
  /** @type {(status: Status) => How} */
  how(status) {
    const { planned_s } = this.segment;
    const held_s = Math.round(this.elapsed / 10) / 100;
    const changed = planned_s && (held_s >= planned_s ? "completed" : status === "completed" && "cut short");
    return { held_s, status: changed || status, started_at: this.startedAt };
  }

  // The sleep is not credited: the hold stands paused where the last beat before the sleep left it.
  /** @type {(gap: number, counted: number) => void} */
  slept(gap, counted) {
    this.unsure = false;
    if (this.state !== "running") return;
    this.banked = Math.max(0, this.elapsed - counted);
    this.stand(gap);
    this.on.slept(gap);
  }

  finish() {
    this.index = this.segments.length;
    this.state = "done";
    this.waker.clear();
    this.on.done();
  }

  close() {
    this.state = "done";
    this.waker.close();
  }
}
