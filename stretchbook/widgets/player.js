// The hold player: one for each widget, however often it is shown. It joins clock, sound, store and log;
// what is seen and pressed is in face.js.

const GRACE_MS = 3000; // so long may the log take before "not yet saved" is shown

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page that is not on localhost or https
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

class Player {
  constructor(model) {
    this.model = model;
    this.faces = new Set();
    this.notices = new Map();
    this.holds = [];
    this.sound = new Sound(() => this.planSound());
    this.logs = Boolean(model.get("_log"));
    if (this.logs) {
      const send = (entry) => this.tell({ type: "hold", ...entry });
      this.outbox = new Outbox(model.get("_log"), send, () => this.savedShown());
    }
    this.onRoutine = () => this.offered();
    this.onMessage = (message) => this.answer(message);
    this.onVisible = () => { if (document.visibilityState === "visible") this.stayAwake(); };
    this.onLeave = () => this.clock.stop(); // what was held so far is cut short, not lost
    model.on("change:_segments", this.onRoutine);
    model.on("msg:custom", this.onMessage);
    document.addEventListener("visibilitychange", this.onVisible);
    window.addEventListener("pagehide", this.onLeave);
    this.load();
  }

  // ---- the kernel: it may be gone, and the routine goes on ------------------------------------------
  tell(message) {
    try { this.model.send(message); } catch { /* the outbox keeps the hold */ }
  }

  share(name, value) {
    try {
      this.model.set(name, value);
      this.model.save_changes();
    } catch { /* nobody is there to know it */ }
  }

  answer({ type, id, why }) {
    if (type === "saved") this.outbox?.saved(id);
    if (type === "failed") this.outbox?.failed(why);
  }

  // ---- the faces ----------------------------------------------------------------------------------
  add(face) {
    this.faces.add(face);
    face.show();
    face.status();
  }

  // a routine that nobody can see waits
  remove(face) {
    this.faces.delete(face);
    if (!this.faces.size && this.clock.state === "running") this.toggle();
  }

  draw(part) {
    for (const face of this.faces) face[part]();
  }

  notice(key, text) {
    if (text) this.notices.set(key, text);
    else this.notices.delete(key);
    this.draw("status");
  }

  // seconds: how long it is worth saying; 0 is not said
  caption(text, seconds = 0, spoken = text) {
    this.cue = text;
    if (seconds) this.sound.say(spoken, seconds);
  }

  // ---- what happens -------------------------------------------------------------------------------
  offered() {
    this.waiting = this.clock.active;
    if (this.waiting) this.notice("routine", "The new choice waits until this routine has ended.");
    else this.load();
  }

  load() {
    this.clock?.close();
    this.waiting = false;
    this.notice("routine", "");
    this.segments = this.model.get("_segments");
    this.about = this.model.get("_about");
    this.holds = [];
    this.clock = new RoutineClock(this.segments, {
      segment: (index) => this.begin(index),
      half: () => this.half(),
      ended: (index, how) => this.ended(index, how),
      slept: (gap) => this.slept(gap),
      done: () => this.finished(),
    });
    const ready = "Press Start when you are ready.";
    this.caption(this.segments.length ? ready : "No routine yet: choose one first.");
    this.changed();
  }

  // the state is another one
  changed() {
    this.share("state", this.clock.state);
    this.draw("show");
    this.draw("status");
  }

  start() {
    this.session = {
      id: newId(), started_at: new Date().toISOString(),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone, areas: this.model.get("_areas"),
    };
    this.share("_session", this.session.id);
    this.clock.start();
    this.changed();
    this.stayAwake();
  }

  begin() {
    const { segment } = this.clock;
    this.planSound();
    this.caption(segment.cue, segment.seconds);
    this.draw("show");
  }

  half() {
    this.caption(`half-way: ${this.clock.segment.cue}`, 3, "half-way");
    this.draw("show");
  }

  // tones for what is left of this segment and the three after it
  planSound() {
    if (this.clock.state !== "running") return;
    const { index, segments, elapsed } = this.clock;
    const tones = [];
    let begins = -elapsed / 1000;
    segments.slice(index, index + 4).forEach(({ kind, seconds }, further) => {
      const add = (name, at) => tones.push([`${index + further} ${name} ${at}`, name, begins + at]);
      if (kind === "hold") {
        add("go", 0);
        if (seconds >= LONG_S) add("half", seconds / 2);
        add("end", seconds);
      } else if (kind === "ready") for (const s of [3, 2, 1]) if (s <= seconds) add("tick", seconds - s);
      begins += seconds;
    });
    this.sound.plan(tones);
  }

  ended(index, how) {
    const { stretch, side, set, seconds } = this.segments[index];
    const hold = { id: newId(), stretch, side, set, planned_s: seconds, ...how };
    if (this.outbox) this.outbox.put({ session: this.session, hold });
    else this.tell({ type: "practice", hold });
    this.holds.push({ ...hold, segment: this.segments[index] });
    this.draw("status");
  }

  finished() {
    this.wake?.release().catch(() => {});
    const count = (status) => this.holds.filter((hold) => hold.status === status).length;
    const parts = ["completed", "cut short", "skipped"].filter(count).map((s) => `${count(s)} ${s}`);
    this.caption(parts.length ? `Done. Holds: ${parts.join(", ")}.` : "Done. No hold was begun.", 30);
    this.changed();
  }

  slept(gap) {
    this.sound.hush();
    const seconds = Math.round(gap / 1000);
    this.caption(`The computer slept for ${seconds} s; this is not counted. Resume or restart the hold.`, 30);
    this.changed();
  }

  // ---- what is pressed ----------------------------------------------------------------------------
  act(action) {
    const { clock } = this;
    if (action === "toggle") this.toggle();
    else if (action === "mute") this.setSound({ mute: !this.sound.prefs.mute });
    else if (clock.active) {
      const was = clock.state;
      this.sound.hush();
      clock[action]();
      if (clock.state === "running" && was === "paused") this.changed();
      this.planSound();
    }
  }

  toggle() {
    const { clock } = this;
    if (clock.state === "running") {
      clock.pause();
      if (clock.state !== "paused") return;
      this.sound.hush();
      this.caption("Paused.");
      this.changed();
    } else if (clock.state === "paused") {
      clock.resume();
      this.planSound();
      this.caption(clock.segment.cue);
      this.changed();
      this.stayAwake();
    } else if (this.waiting) this.load(); // seen before it starts
    else {
      if (clock.state === "done") this.load();
      if (this.segments.length) this.start();
    }
    this.sound.wake(); // last, because it may take a while
  }

  setSound(changes) {
    this.sound.set(changes);
    this.draw("status");
  }

  async stayAwake() {
    if (this.wake || !this.clock.active) return;
    try {
      const wake = await navigator.wakeLock.request("screen");
      wake.addEventListener("release", () => { if (this.wake === wake) this.wake = null; });
      if (this.clock.active && !this.wake) this.wake = wake;
      else wake.release();
      this.notice("wake", "");
    } catch {
      if (document.visibilityState === "hidden") return; // asked again when the tab returns
      const refused = "The browser does not let this page keep the screen awake: set a longer screen time.";
      this.notice("wake", refused);
    }
  }

  // ---- what is saved ------------------------------------------------------------------------------
  savedShown() {
    clearTimeout(this.grace);
    const late = () => this.notice("unsaved", this.unsaved());
    if (!this.outbox || this.outbox.why || this.notices.has("unsaved") || !this.outbox.ids.length) late();
    else this.grace = setTimeout(late, GRACE_MS);
    this.draw("status");
  }

  unsaved() {
    const { ids, why, kept } = this.outbox ?? { ids: [] };
    if (!ids.length) return "";
    const many = `${ids.length} holds are not yet saved; they are`;
    const what = ids.length === 1 ? "1 hold is not yet saved; it is" : many;
    const where = kept.size ? "kept in this page only, so leave it open." : "kept in this browser.";
    const mend = "After a restart of the kernel, run this notebook again to save them.";
    return `${what} ${where} ${why || mend}`;
  }

  close() {
    this.clock.stop();
    clearTimeout(this.grace);
    this.clock.close();
    this.sound.close();
    this.outbox?.close();
    this.model.off("change:_segments", this.onRoutine);
    this.model.off("msg:custom", this.onMessage);
    document.removeEventListener("visibilitychange", this.onVisible);
    window.removeEventListener("pagehide", this.onLeave);
  }
}

export default () => {
  let player;
  return {
    initialize({ model }) {
      player = new Player(model);
      return () => player.close();
    },
    render({ el }) {
      const face = new Face(player, el);
      return () => face.close();
    },
  };
};
