// The clock of a routine. It runs in the page: deadlines on performance.now(), a worker to wake it.
// The worker wakes on time in a hidden tab, and its own missed beats tell that the computer slept.

const BEAT_MS = 250;
const SLEPT_MS = 3000;
const LATE_MS = 500; // a wake-up later than this starts the next segment afresh, not at the deadline

const WAKER = `
  let alarm = null, last = performance.now();
  setInterval(() => {
    const now = performance.now(), gap = now - last;
    last = now;
    if (gap > ${SLEPT_MS}) postMessage({ slept: gap });
  }, ${BEAT_MS});
  onmessage = ({ data }) => {
    clearTimeout(alarm);
    if (data.in !== undefined) alarm = setTimeout(() => postMessage({ due: true }), data.in);
  };`;

function makeWaker(onDue, onSlept) {
  const url = URL.createObjectURL(new Blob([WAKER], { type: "text/javascript" }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  worker.onmessage = ({ data }) => (data.slept ? onSlept(data.slept) : onDue());
  return {
    set: (ms) => worker.postMessage({ in: Math.max(0, ms) }),
    clear: () => worker.postMessage({}),
    close: () => worker.terminate(),
  };
}

// segments: [{kind, seconds, ...}]. Calls on.segment(index) when one begins, on.ended(index, how) when a
// hold ends, how = {held_s, status, started_at}; on.slept(ms); on.done().
class RoutineClock {
  constructor(segments, on) {
    this.segments = segments;
    this.on = on;
    this.index = -1;
    this.state = "idle";
    this.waker = makeWaker(() => this.check(), (gap) => this.slept(gap));
    this.seen = () => this.check();
    document.addEventListener("visibilitychange", this.seen);
  }

  get segment() { return this.segments[this.index]; }

  // milliseconds of the current segment that have truly run, pauses excluded
  get elapsed() {
    return this.banked + (this.state === "running" ? performance.now() - this.since : 0);
  }

  get left() { return this.segment ? this.segment.seconds * 1000 - this.elapsed : 0; }

  get totalLeft() {
    const later = this.segments.slice(this.index + 1).reduce((sum, s) => sum + s.seconds * 1000, 0);
    return Math.max(0, this.left) + later;
  }

  start() {
    this.state = "running";
    this.enter(0, performance.now());
  }

  enter(index, at) {
    this.index = index;
    if (index >= this.segments.length) return this.finish();
    this.banked = 0;
    this.since = at;
    this.startedAt = new Date().toISOString();
    this.on.segment(index);
    this.arm();
  }

  arm() { this.waker.set(this.left); }

  check() {
    if (this.state !== "running" || this.left > 0) {
      if (this.state === "running") this.arm();
      return;
    }
    const now = performance.now();
    const late = -this.left;
    this.endHold("completed");
    this.enter(this.index + 1, late > LATE_MS ? now : now - late);
  }

  pause() {
    if (this.state !== "running") return;
    this.check(); // a deadline that has passed is a completed hold, not a paused one
    if (this.state !== "running") return;
    this.banked = this.elapsed;
    this.state = "paused";
    this.waker.clear();
  }

  resume() {
    if (this.state !== "paused") return;
    this.since = performance.now();
    this.state = "running";
    this.arm();
  }

  // Skipping while getting ready or holding skips the hold; otherwise only the pause between holds.
  skip() {
    if (!this.segment) return;
    let next = this.index + 1;
    if (this.segment.kind === "hold") this.endHold("skipped");
    else if (this.segment.kind === "ready" && this.segments[next]?.kind === "hold") {
      this.on.ended(next, { held_s: 0, status: "skipped", started_at: new Date().toISOString() });
      next += 1;
    }
    if (this.state === "paused") this.state = "running";
    this.enter(next, performance.now());
  }

  restart() {
    if (!this.segment) return;
    if (this.state === "paused") this.state = "running";
    this.enter(this.index, performance.now());
  }

  stop() {
    if (this.segment && this.elapsed > 0) this.endHold("cut short");
    this.finish();
  }

  endHold(status) {
    if (this.segment.kind !== "hold") return;
    const held_s = Math.round(this.elapsed / 10) / 100;
    this.on.ended(this.index, { held_s, status, started_at: this.startedAt });
  }

  // The sleep is not credited: the hold stands paused where the last beat before the sleep left it.
  slept(gap) {
    if (this.state !== "running") return;
    this.banked = Math.max(0, this.elapsed - gap);
    this.state = "paused";
    this.waker.clear();
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
    document.removeEventListener("visibilitychange", this.seen);
  }
}
