// The hold player: what is seen, heard and pressed. Text reaches the page as text only.

const PHASE = { ready: "Get ready", hold: "Hold", switch: "Switch sides", rest: "Rest" };
const KEYS = { " ": "toggle", n: "skip", r: "restart", s: "stop", Escape: "stop", m: "mute", f: "fullscreen" };
const LONG_S = 20; // holds from this length on are told when half is done
const RING = 2 * Math.PI * 54;

// tag("button.primary", {title: ...}, children) -> element; strings become text nodes
function tag(name, attributes = {}, ...children) {
  const [kind, ...classes] = name.split(".");
  const element = document.createElement(kind);
  if (classes.length) element.className = classes.map((c) => `sb-${c}`).join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page that is not on localhost or https
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function clockText(ms) {
  const whole = Math.ceil(ms / 1000 - 0.001);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const sideText = (segment) => (segment.side === "both" ? "" : segment.side_words);

class Player {
  constructor(model, el) {
    this.model = model;
    this.sound = new Sound();
    this.log = model.get("_log");
    this.outbox = new Outbox(this.log.id, (entry) => model.send({ type: "hold", ...entry }));
    this.build(el);
    this.load();
    this.listen();
    if (this.log.id) this.outbox.deliver();
  }

  // ---- what is seen -------------------------------------------------------------------------------
  build(el) {
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const ring = svg("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" });
    this.arc = svg("circle", { cx: 60, cy: 60, r: 54, class: "sb-arc", "stroke-dasharray": RING });
    ring.append(svg("circle", { cx: 60, cy: 60, r: 54, class: "sb-track" }), this.arc);
    this.count = tag("div.count", { role: "timer", "aria-live": "off", "aria-label": "seconds left" });
    this.phase = tag("div.phase");
    this.name = tag("div.name", { role: "heading", "aria-level": "3" });
    this.side = tag("div.side");
    this.cue = tag("div.cue");
    this.steps = tag("ol.steps");
    this.picture = tag("img.picture", { alt: "" });
    this.next = tag("div.next");
    this.total = tag("span.total");
    this.bar = tag("progress.bar", { max: 1, value: 0, "aria-label": "part of the routine done" });
    this.saved = tag("div.saved", { role: "status" });
    this.said = tag("div.said", { "aria-live": "assertive" });
    const button = (action, text, key) =>
      tag("button." + action, { type: "button", "aria-keyshortcuts": key, title: `${text} (${key})`,
        onclick: () => this.act(action) }, text);
    this.buttons = {
      toggle: button("toggle", "Start", "Space"), skip: button("skip", "Skip", "N"),
      restart: button("restart", "Restart hold", "R"), stop: button("stop", "Stop", "S"),
      mute: button("mute", "Mute", "M"), fullscreen: button("fullscreen", "Full screen", "F"),
    };
    this.root = tag("section.player", { tabindex: "0", "aria-label": "Hold player",
      "data-lm-suppress-shortcuts": "true", onkeydown: (event) => this.key(event) },
      tag("div.dial", {}, ring, tag("div.face", {}, this.phase, this.count)),
      tag("div.words", {}, this.name, this.side, this.cue, this.steps),
      this.picture,
      tag("div.foot", {},
        tag("div.line", {}, this.next, this.total), this.bar,
        tag("div.controls", { role: "group", "aria-label": "Controls" }, ...Object.values(this.buttons)),
        this.soundBox(), this.saved, this.said));
    el.append(this.root);
  }

  soundBox() {
    const volume = tag("input", { type: "range", min: 0, max: 1, step: 0.05, value: this.sound.prefs.volume,
      "aria-label": "Volume", oninput: () => this.sound.set({ volume: Number(volume.value) }) });
    const speak = tag("input", { type: "checkbox", onchange: () => this.sound.set({ speak: speak.checked }) });
    speak.checked = this.sound.prefs.speak;
    this.voice = tag("select", { "aria-label": "Voice",
      onchange: () => this.sound.set({ voice: this.voice.value }) });
    this.voiceNote = tag("span.note");
    return tag("details.sound", {}, tag("summary", {}, "Sound and voice"),
      tag("label", {}, "Volume ", volume), tag("label", {}, speak, " Speak the cues"),
      tag("label", {}, "Voice ", this.voice), this.voiceNote);
  }

  listVoices() {
    const voices = this.sound.voices;
    this.voice.replaceChildren(tag("option", { value: "" }, "the browser's own"),
      ...voices.map((voice) => tag("option", { value: voice.name }, `${voice.name} (${voice.lang})`)));
    this.voice.value = this.sound.prefs.voice;
    this.voiceNote.textContent = voices.length ? "" : "This browser has no voice; tones and captions say the same.";
  }

  listen() {
    this.onRoutine = () => { if (this.clock.state === "idle" || this.clock.state === "done") this.load(); };
    this.onMessage = (message) => this.answer(message);
    this.onVisible = () => { if (document.visibilityState === "visible") this.stayAwake(); };
    this.onVoices = () => this.listVoices();
    this.model.on("change:_segments", this.onRoutine);
    this.model.on("msg:custom", this.onMessage);
    document.addEventListener("visibilitychange", this.onVisible);
    window.speechSynthesis?.addEventListener("voiceschanged", this.onVoices);
    this.retry = setInterval(() => { if (this.log.id && this.outbox.size) this.outbox.deliver(); }, 5000);
    this.listVoices();
    this.muteShown();
  }

  load() {
    this.clock?.close();
    this.segments = this.model.get("_segments");
    this.about = this.model.get("_about");
    this.holds = [];
    this.session = null;
    this.clock = new RoutineClock(this.segments, {
      segment: (index) => this.begin(index),
      ended: (index, how) => this.ended(index, how),
      slept: (gap) => this.slept(gap),
      done: () => this.finished(),
    });
    this.state("idle");
    this.show(this.segments.findIndex((segment) => segment.kind === "hold"));
    this.paint();
  }

  state(state) {
    this.root.dataset.state = state;
    this.model.set("state", state);
    this.model.save_changes();
    const words = { idle: "Start", running: "Pause", paused: "Resume", done: "Start again" };
    this.buttons.toggle.textContent = words[state];
    const active = state === "running" || state === "paused";
    for (const action of ["skip", "restart", "stop"]) this.buttons[action].disabled = !active;
    this.buttons.toggle.disabled = !this.segments.length;
  }

  show(index) {
    const segment = this.segments[index];
    const idle = this.clock.state === "idle";
    this.root.dataset.phase = idle ? "idle" : segment?.kind ?? "done";
    if (!segment) return;
    this.phase.textContent = idle ? "Total" : segment.rocking && segment.kind === "hold" ? "Rock" : PHASE[segment.kind];
    this.name.textContent = segment.name + (segment.sets > 1 ? ` · set ${segment.set} of ${segment.sets}` : "");
    this.side.textContent = sideText(segment);
    this.cue.textContent = idle ? "Press Start when you are ready." : segment.cue;
    const about = this.about[segment.stretch];
    this.steps.replaceChildren(...about.steps[segment.side].map(({ text, held }) =>
      tag("li", held && segment.kind === "hold" ? { "aria-current": "step" } : {}, text)));
    const picture = about.pictures?.[segment.side];
    this.picture.hidden = !picture;
    if (picture) [this.picture.src, this.picture.alt] = [picture.src, picture.alt];
    const next = this.segments.slice(index + 1).find((s) => s.kind === "hold");
    const first = idle ? "First" : "Next";
    const up = idle ? segment : next;
    this.next.textContent = up ? `${first}: ${[up.name, sideText(up)].filter(Boolean).join(", ")}` : "This is the last hold.";
    this.buttons.skip.textContent = ["rest", "switch"].includes(segment.kind) ? "Skip the pause" : "Skip hold";
  }

  paint() {
    const { clock } = this;
    const idle = clock.state === "idle";
    const total = this.segments.reduce((sum, s) => sum + s.seconds * 1000, 0);
    const left = clock.segment ? Math.max(0, clock.left) : 0;
    const whole = clock.segment ? clock.segment.seconds * 1000 : 1;
    const shown = idle ? clockText(total) : String(Math.ceil(left / 1000 - 0.001));
    if (this.count.textContent !== shown) {
      this.count.textContent = shown;
      this.total.textContent = idle ? "" : `${clockText(clock.totalLeft)} left in all`;
      this.bar.value = idle || !total ? 0 : 1 - clock.totalLeft / total;
    }
    this.arc.setAttribute("stroke-dashoffset", idle ? 0 : RING * (1 - left / whole));
    if (clock.state === "running" && !this.frame) {
      this.frame = requestAnimationFrame(() => { this.frame = null; clock.check(); this.paint(); });
    }
  }

  // ---- what happens -------------------------------------------------------------------------------
  begin(index) {
    const segment = this.segments[index];
    this.show(index);
    this.planSound();
    this.announce(segment.cue);
    this.planHalf();
    this.paint();
  }

  planHalf() {
    clearTimeout(this.half);
    const { segment, elapsed } = this.clock;
    const wait = segment.seconds * 500 - elapsed;
    if (segment.kind === "hold" && segment.seconds >= LONG_S && wait > 0) {
      this.half = setTimeout(() => this.announce("half-way"), wait);
    }
  }

  announce(text) {
    this.said.textContent = text;
    this.sound.say(text);
  }

  // tones for what is left of this segment and the three after it
  planSound() {
    const tones = [];
    let at = -this.clock.elapsed / 1000;
    for (const segment of this.segments.slice(this.clock.index, this.clock.index + 4)) {
      const end = at + segment.seconds;
      if (segment.kind === "hold") {
        tones.push(["go", at], ["end", end]);
        if (segment.seconds >= LONG_S) tones.push(["half", at + segment.seconds / 2]);
      } else if (segment.kind === "ready") for (const s of [3, 2, 1]) tones.push(["tick", end - s]);
      at = end;
    }
    this.sound.plan(tones);
  }

  ended(index, how) {
    const { stretch, side, set, seconds } = this.segments[index];
    const hold = { id: newId(), stretch, side, set, planned_s: seconds, ...how };
    this.holds.push(hold);
    if (this.log.id) {
      this.outbox.put({ session: this.session, hold });
      this.savedShown();
    } else this.model.send({ type: "practice", hold });
  }

  finished() {
    clearTimeout(this.half);
    this.sound.clear();
    if (this.holds.at(-1)?.status === "completed") this.sound.plan([["end", 0]]);
    this.wake?.release().catch(() => {});
    this.wake = null;
    this.state("done");
    this.root.dataset.phase = "done";
    const count = (status) => this.holds.filter((hold) => hold.status === status).length;
    const parts = ["completed", "cut short", "skipped"].filter(count).map((s) => `${count(s)} ${s}`);
    const held = this.holds.reduce((sum, hold) => sum + hold.held_s, 0);
    this.phase.textContent = "Done";
    this.name.textContent = "Finished";
    this.side.textContent = "";
    this.cue.textContent = parts.length ? `Holds: ${parts.join(", ")}.` : "No hold was begun.";
    this.next.textContent = "";
    this.total.textContent = "";
    this.steps.replaceChildren();
    this.picture.hidden = true;
    this.paint();
    this.count.textContent = clockText(held * 1000);
    this.count.title = "time held";
    this.bar.value = 1;
    this.announce(`Done. ${this.cue.textContent}`);
    this.savedShown();
    this.model.send({ type: "done" });
  }

  slept(gap) {
    this.sound.clear();
    clearTimeout(this.half);
    this.state("paused");
    this.cue.textContent = `The computer slept for ${Math.round(gap / 1000)} s; this is not counted. Resume or restart the hold.`;
    this.announce(this.cue.textContent);
    this.paint();
  }

  // ---- what is pressed ----------------------------------------------------------------------------
  key(event) {
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !action) return;
    const inControl = /^(INPUT|SELECT|SUMMARY)$/.test(event.target.tagName);
    if (inControl || (event.key === " " && event.target.tagName === "BUTTON")) return; // their own keys
    if (event.key === "Escape" && document.fullscreenElement) return; // leaves the full screen only
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.act(action);
  }

  act(action) {
    const { clock } = this;
    const active = clock.state === "running" || clock.state === "paused";
    if (action === "toggle") this.toggle();
    else if (action === "mute") { this.sound.set({ mute: !this.sound.prefs.mute }); this.muteShown(); }
    else if (action === "fullscreen") {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.root.requestFullscreen?.().catch(() => { this.saved.textContent = "The browser refused the full screen."; });
    } else if (active) {
      clearTimeout(this.half);
      this.sound.hush();
      const wasPaused = clock.state === "paused";
      clock[action]();
      if (wasPaused && clock.state === "running") this.state("running");
      this.paint();
    }
  }

  toggle() {
    const { clock } = this;
    this.sound.wake();
    if (clock.state === "done") this.load();
    if (this.clock.state === "idle") {
      this.session = { id: newId(), started_at: new Date().toISOString(),
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone, areas: this.model.get("_areas") };
      this.model.set("session_id", this.session.id);
      this.stayAwake();
      this.state("running");
      this.clock.start();
    } else if (this.clock.state === "running") {
      this.clock.pause();
      if (this.clock.state !== "paused") return;
      this.sound.hush();
      clearTimeout(this.half);
      this.state("paused");
    } else {
      this.clock.resume();
      this.stayAwake();
      this.state("running");
      this.planSound();
      this.planHalf();
      this.show(this.clock.index);
    }
    this.paint();
  }

  muteShown() {
    const { mute } = this.sound.prefs;
    this.buttons.mute.textContent = mute ? "Unmute" : "Mute";
    this.buttons.mute.setAttribute("aria-pressed", String(mute));
  }

  async stayAwake() {
    if (this.wake || !["idle", "running"].includes(this.clock.state)) return;
    try {
      this.wake = await navigator.wakeLock.request("screen");
      this.wake.addEventListener("release", () => { this.wake = null; });
    } catch { this.saved.title = "The browser does not let the page keep the screen awake."; }
  }

  // ---- what is saved ------------------------------------------------------------------------------
  answer({ type, id, why }) {
    if (type === "saved") this.outbox.saved(id);
    if (type === "failed") this.outbox.why = why;
    if (type === "saved" || type === "failed") this.savedShown();
  }

  savedShown() {
    const { size, why } = this.outbox;
    this.saved.dataset.unsaved = size;
    if (!this.log.id) this.saved.textContent = "Nothing is logged in this player.";
    else if (size) this.saved.textContent = `${size} not yet saved; kept in this browser. ${why}`;
    else this.saved.textContent = this.holds.length ? `Saved: ${this.holds.length} of ${this.holds.length} holds.` : "";
  }

  close() {
    clearInterval(this.retry);
    clearTimeout(this.half);
    cancelAnimationFrame(this.frame);
    this.clock.close();
    this.sound.close();
    this.wake?.release().catch(() => {});
    this.model.off("change:_segments", this.onRoutine);
    this.model.off("msg:custom", this.onMessage);
    document.removeEventListener("visibilitychange", this.onVisible);
    window.speechSynthesis?.removeEventListener("voiceschanged", this.onVoices);
  }
}

export default {
  render({ model, el }) {
    const player = new Player(model, el);
    return () => player.close();
  },
};
