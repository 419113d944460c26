// Tones are scheduled ahead on the audio clock, so that a hidden tab or a busy page cannot delay them. A call, a
// lock or a new loudspeaker may stop that clock: it is started again, and where this fails that is known.

import { Voice } from "./voice.js";

/**
 * How a player sounds; what the browser calls a voice, and its language, "" for its own.
 * @import { Planned } from "./sound_plan.js"
 * @typedef {{ mute: boolean, volume: number, speak: boolean, left: boolean, voice: string, lang: string }} Prefs
 * @typedef {"tick" | "go" | "half" | "end"} ToneName
 */

const REMEMBERED = "stretchbook:sound";
/** @type {Prefs} */
const FIRST = { mute: false, volume: 0.7, speak: true, left: false, voice: "", lang: "" };
/** @type {Record<ToneName, [pitch: number, length: number]>} */
const TONES = { tick: [660, 0.07], go: [880, 0.25], half: [550, 0.12], end: [990, 0.45] }; // Hz, seconds
const SILENT_MS = 700; // an audio clock that stands for so long is heard no more
const FRAME_MS = 250; // what a look counts at most: a page that stood still knows nothing of the sound
const AGAIN_MS = 400; // between two tries to start the audio clock
const LATER_S = 0.05; // a loudspeaker that is later than planned for by this much has its tones planned anew

/**
 * A tone of its own, at a time of the audio clock.
 * @param {AudioContext} context
 * @param {AudioNode} to
 * @param {ToneName} name
 * @param {number} at
 */
function makeTone(context, to, name, at) {
  const [pitch, length] = TONES[name];
  const tone = context.createOscillator();
  const swell = context.createGain();
  tone.frequency.value = pitch;
  swell.gain.setValueAtTime(0, at);
  swell.gain.linearRampToValueAtTime(0.5, at + 0.01);
  swell.gain.exponentialRampToValueAtTime(0.001, at + length);
  tone.connect(swell).connect(to);
  tone.start(at);
  tone.stop(at + length);
  return { tone, at };
}

/** Tones and voice of one player. */
export class Sound {
  /**
   * @param {() => void} ready  the audio clock starts to run, or its tones must be planned anew
   * @param {{now?: () => number, open?: () => AudioContext}} [means]
   */
  constructor(ready, { now, open } = {}) {
    this.ready = ready;
    this.now = now ?? (() => performance.now());
    this.open = open ?? (() => new AudioContext());
    /** @type {Map<string, { tone: OscillatorNode, at: number }>} */
    this.planned = new Map();
    this.prefs = FIRST;
    this.silent = 0;
    this.looked = this.heard = this.tried = this.plannedFor = NaN; // not yet
    this.speech = new Voice(() => this.prefs);
    this.remember({});
  }

  get voices() { return this.speech.voices; }

  get voice() { return this.speech.chosen; }

  // seconds from the audio clock to the ear: a loudspeaker without a cable may take a third of a second
  get latency() { return this.context?.outputLatency || 0; }

  // what was set in this browser, by this player or another
  /** @type {(changes: Partial<Prefs>) => void} */
  remember(changes) {
    /** @type {Partial<Prefs>} */
    let known = {};
    try { known = JSON.parse(localStorage.getItem(REMEMBERED) ?? "null") ?? {}; } catch { known = this.prefs ?? {}; }
    this.prefs = { ...FIRST, ...known, ...changes };
    if (!(this.prefs.volume >= 0 && this.prefs.volume <= 1)) this.prefs.volume = FIRST.volume;
  }

  /** @type {(changes: Partial<Prefs>) => void} */
  set(changes) {
    this.remember(changes);
    try { localStorage.setItem(REMEMBERED, JSON.stringify(this.prefs)); } catch { /* for this page only */ }
    this.tune();
    if (this.prefs.mute || !this.prefs.speak) this.speech.silence();
  }

  tune() {
    if (this.gain) this.gain.gain.value = this.prefs.mute ? 0 : this.prefs.volume;
  }

  // must be called from a press: browsers keep audio silent until then
  wake() {
    this.remember({});
    this.silent = 0;
    this.looked = this.now();
    this.heard = this.context?.currentTime ?? 0;
    try {
      const { audioSession } = /** @type {{ audioSession?: { type: string } }} */ (navigator);
      if (audioSession) audioSession.type = "playback"; // also with the silent switch
      const context = this.context ?? this.begin();
      this.tune();
      this.start(context);
    } catch { /* a computer without sound: captions say the same, and the player says so */ }
  }

  /** @returns {AudioContext} */
  begin() {
    const context = this.open();
    /** @type {AudioContext | null | undefined} */
    this.context = context;
    this.heard = 0;
    this.gain = context.createGain();
    this.gain.connect(context.destination);
    context.onstatechange = () => { // its clock stood still until now
      if (context !== this.context) return;
      this.clear();
      if (context.state === "running") this.ready();
      else this.start(context);
    };
    return context;
  }

  /** @type {(context: AudioContext) => void} */
  start(context) {
    this.tried = this.now();
    if (context.state !== "running" && context.state !== "closed") context.resume().catch(() => {});
  }

  // A press after the sound has died: with another audio clock, for the old one may never run again.
  renew() {
    const { context } = this;
    this.clear();
    this.context = null;
    context?.close().catch(() => {});
    this.wake();
  }

  // To be called at every frame while tones are due. Whether nothing is heard that should be.
  look() {
    const { context } = this;
    const now = this.now();
    const passed = Math.min(now - this.looked, FRAME_MS);
    this.looked = now;
    if (this.prefs.mute) return false;
    const at = context?.currentTime ?? 0;
    this.silent = at === this.heard ? this.silent + passed : 0;
    this.heard = at;
    if (context && context.state !== "running" && now - this.tried > AGAIN_MS) this.start(context);
    if (Math.abs(this.latency - this.plannedFor) > LATER_S) {
      this.unplan();
      this.ready();
    }
    return this.silent > SILENT_MS;
  }

  // one that is planned already is left as it is
  /** @type {(tones: Planned[]) => void} */
  plan(tones) {
    const { context, gain } = this;
    if (context?.state !== "running" || !gain) return;
    const now = context.currentTime;
    this.plannedFor = this.latency;
    for (const [key, { at }] of this.planned) if (at < now - 1) this.planned.delete(key);
    for (const [key, name, delay] of tones) {
      if (delay < -0.2 || this.planned.has(key)) continue;
      this.planned.set(key, makeTone(context, gain, name, now + Math.max(0, delay - this.plannedFor)));
    }
  }

  // what is still to come is not planned any more; what sounds already may end, and is known
  unplan() {
    const now = this.context?.currentTime ?? 0;
    for (const [key, { tone, at }] of this.planned) {
      if (at <= now) continue;
      tone.disconnect();
      this.planned.delete(key);
    }
  }

  clear() {
    this.unplan();
    this.planned.clear();
  }

  /** @type {(text: string, seconds: number) => void} */
  say(text, seconds) { this.speech.say(text, seconds); }

  hush() {
    this.clear();
    this.speech.silence();
  }

  close() {
    this.hush();
    this.context?.close().catch(() => {});
  }
}
