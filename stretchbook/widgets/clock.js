// The clock of a routine. It runs in the page: deadlines on performance.now(), a worker to wake it.
// The worker wakes on time in a hidden tab, and its own missed beats tell that the computer slept.

const BEAT_MS = 250;
const SLEPT_MS = 3000;
const LATE_MS = 500; // a wake-up later than this starts the next segment afresh, not at the deadline
const LONG_S = 20; // holds from this length on are told when half is done

// Runs in the worker. Every wake-up first looks for a gap: a sleep is told before what fell due in it.
function waker(port, beatMs, sleptMs) {
  let alarm = null;
  let steady = performance.now();
  let wall = Date.now(); // performance.now() stands still during sleep on some computers
  function beat() {
    const counted = performance.now() - steady;
    const gap = Math.max(counted, Date.now() - wall);
    steady += counted;
    wall = Date.now();
    if (gap > sleptMs) port.postMessage({ slept: gap, counted: counted > sleptMs ? counted : 0 });
  }
  function ring() {
    beat();
    port.postMessage({ due: true });
  }
  const beats = setInterval(beat, beatMs);
  port.onmessage = ({ data }) => {
    beat();
    clearTimeout(alarm);
    if (data.close) clearInterval(beats);
    else if (data.in !== undefined) alarm = setTimeout(ring, data.in);
  };
}

function makeWaker(onDue, onSlept) {
  const receive = ({ data }) => (data.slept ? onSlept(data.slept, data.counted) : onDue());
  const post = (data) => worker.postMessage(data);
  function inPage() { // where a policy forbids workers: right while the tab is in front
    const port = { postMessage: (data) => receive({ data }) };
    waker(port, BEAT_MS, SLEPT_MS);
    return { postMessage: (data) => port.onmessage({ data }) };
  }
  let worker;
  try {
    const source = `(${waker})(self, ${BEAT_MS}, ${SLEPT_MS})`;
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.onmessage = receive;
    worker.onerror = () => { worker = inPage(); onDue(); };
  } catch {
    worker = inPage();
  }
  return {
    set: (ms) => post({ in: Math.max(0, Math.ceil(ms)) }), // a timer that rings early must ring twice
    clear: () => post({}),
    close: () => { post({ close: true }); worker.terminate?.(); },
  };
}

// segments: [{kind, seconds, ...}]. Calls on.segment(index) when one begins, on.half() in the middle of a
// long hold, on.ended(index, how) when a hold ends, how = {held_s, status, started_at}; on.slept(ms);
// on.done().
class RoutineClock {
  constructor(segments, on) {
    this.segments = segments;
    this.on = on;
    this.index = -1;
    this.state = "idle";
    this.behind = 0;
    this.looked = performance.now();
    this.waker = makeWaker(() => this.due(), (gap, counted) => this.slept(gap, counted));
    this.seen = () => this.look();
    document.addEventListener("visibilitychange", this.seen);
  }

  get active() { return this.state === "running" || this.state === "paused"; }

  get segment() { return this.segments[this.index]; }

  // milliseconds of the current segment that have truly run, pauses excluded
  get elapsed() {
    return this.banked + (this.state === "running" ? performance.now() - this.since : 0);
  }

  get left() { return this.segment ? this.segment.seconds * 1000 - this.elapsed : 0; }

  get total() { return this.segments.reduce((sum, s) => sum + s.seconds * 1000, 0); }

  get totalLeft() {
    const later = this.segments.slice(this.index + 1).reduce((sum, s) => sum + s.seconds * 1000, 0);
    return Math.max(0, this.left) + later;
  }

  // milliseconds of this segment after which half is told; none for what is short or told
  get half() {
    const { kind, seconds } = this.segment;
    return kind === "hold" && seconds >= LONG_S && !this.halfTold ? seconds * 500 : Infinity;
  }

  start() {
    this.state = "running";
    this.enter(0, performance.now());
  }

  // A hold begins when it is shown; what it is late is taken off the next pause, so that the total is kept.
  enter(index, at) {
    this.index = index;
    if (index >= this.segments.length) return this.finish();
    const now = performance.now();
    this.banked = 0;
    if (this.segment.kind === "hold") {
      this.since = now;
      this.behind += now - at;
    } else {
      this.since = at - this.behind;
      this.behind = 0;
    }
    this.halfTold = false;
    this.startedAt = new Date().toISOString();
    this.arm();
    this.on.segment(index);
  }

  arm() { this.waker.set(Math.min(this.left, this.half - this.elapsed)); }

  // the worker's alarm: any sleep has been told before
  due() {
    this.unsure = false;
    this.looked = performance.now();
    this.check();
    if (this.state === "running") this.arm();
  }

  // The page looks at every frame and press. After a long gap only the worker knows whether there was sleep.
  look() {
    const now = performance.now();
    if (now - this.looked > SLEPT_MS && this.state === "running") {
      this.unsure = true;
      this.arm();
    }
    this.looked = now;
    if (!this.unsure) this.check();
  }

  check() {
    if (this.state !== "running") return;
    if (this.elapsed >= this.half) {
      this.halfTold = true;
      this.on.half();
    }
    if (this.left > 0) return;
    const now = performance.now();
    const late = -this.left;
    this.endHold("completed");
    this.enter(this.index + 1, late > LATE_MS ? now : now - late);
  }

  pause() {
    this.look(); // a deadline that has passed is a completed hold, not a paused one
    if (this.state !== "running") return;
    this.banked = this.elapsed;
    this.state = "paused";
    this.waker.clear();
  }

  resume() {
    if (this.state !== "paused") return;
    this.since = this.looked = performance.now();
    this.state = "running";
    this.arm();
  }

  // Skipping while getting ready or holding skips the hold; otherwise only the pause between holds.
  skip() {
    if (!this.stillHere()) return;
    let next = this.index + 1;
    if (this.segment.kind === "hold") this.endHold("skipped");
    else if (this.segment.kind === "ready" && this.segments[next]?.kind === "hold") {
      this.on.ended(next, { held_s: 0, status: "skipped", started_at: new Date().toISOString() });
      next += 1;
    }
    this.state = "running";
    this.enter(next, performance.now());
  }

  restart() {
    if (!this.stillHere()) return;
    this.state = "running";
    this.enter(this.index, performance.now());
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

  endHold(status) {
    if (this.segment.kind !== "hold") return;
    const held_s = Math.round(this.elapsed / 10) / 100;
    this.on.ended(this.index, { held_s, status, started_at: this.startedAt });
  }

  // The sleep is not credited: the hold stands paused where the last beat before the sleep left it.
  slept(gap, counted) {
    this.unsure = false;
    if (this.state !== "running") return;
    this.banked = Math.max(0, this.elapsed - counted);
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
