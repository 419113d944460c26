// Tones are scheduled ahead on the audio clock, so that a hidden tab or a busy page cannot delay them.
// Spoken cues wait for one another and are never cut off by the next; one that has become stale is dropped.

const REMEMBERED = "stretchbook:sound";
const FIRST = { mute: false, volume: 0.7, speak: true, voice: "", lang: "" };
const TONES = { tick: [660, 0.07], go: [880, 0.25], half: [550, 0.12], end: [990, 0.45] }; // Hz, seconds
const STUCK_MS = 20000; // a voice that has not ended by then never will

export class Sound {
  // ready() is called when the audio clock starts to run, or runs again
  constructor(ready) {
    this.ready = ready;
    this.planned = new Map();
    this.cues = [];
    this.remember({});
  }

  // what was set in this browser, by this player or another
  remember(changes) {
    let known = {};
    try { known = JSON.parse(localStorage.getItem(REMEMBERED)) ?? {}; } catch { known = this.prefs ?? {}; }
    this.prefs = { ...FIRST, ...known, ...changes };
    if (!(this.prefs.volume >= 0 && this.prefs.volume <= 1)) this.prefs.volume = FIRST.volume;
  }

  set(changes) {
    this.remember(changes);
    try { localStorage.setItem(REMEMBERED, JSON.stringify(this.prefs)); } catch { /* for this page only */ }
    this.tune();
    if (this.prefs.mute || !this.prefs.speak) this.silence();
  }

  tune() {
    if (this.gain) this.gain.gain.value = this.prefs.mute ? 0 : this.prefs.volume;
  }

  // must be called from a press: browsers keep audio silent until then
  wake() {
    this.remember({});
    try {
      if (!this.context) {
        this.context = new AudioContext();
        this.gain = this.context.createGain();
        this.gain.connect(this.context.destination);
        this.context.onstatechange = () => { // its clock stood still until now
          this.clear();
          if (this.context.state === "running") this.ready();
        };
      }
      this.tune();
      this.context.resume().catch(() => {});
    } catch { /* a computer without sound: captions say the same */ }
  }

  // tones: [[key, name, seconds from now]]; one that is planned already is left as it is
  plan(tones) {
    if (this.context?.state !== "running") return;
    const now = this.context.currentTime;
    for (const [key, { at }] of this.planned) if (at < now - 1) this.planned.delete(key);
    for (const [key, name, delay] of tones) {
      if (delay < -0.2 || this.planned.has(key)) continue;
      this.planned.set(key, this.tone(name, now + Math.max(0, delay)));
    }
  }

  tone(name, at) {
    const [pitch, length] = TONES[name];
    const tone = this.context.createOscillator();
    const swell = this.context.createGain();
    tone.frequency.value = pitch;
    swell.gain.setValueAtTime(0, at);
    swell.gain.linearRampToValueAtTime(0.5, at + 0.01);
    swell.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(swell).connect(this.gain);
    tone.start(at);
    tone.stop(at + length);
    return { tone, at };
  }

  // forget what is planned; what sounds already may end
  clear() {
    const now = this.context?.currentTime ?? 0;
    for (const { tone, at } of this.planned.values()) if (at > now) tone.disconnect();
    this.planned.clear();
  }

  get voices() { return window.speechSynthesis?.getVoices() ?? []; }

  get voice() {
    const { voice, lang } = this.prefs;
    const { voices } = this;
    const ofLanguage = lang ? voices.find((one) => one.lang === lang) : null;
    return voices.find((one) => one.name === voice) ?? ofLanguage ?? null;
  }

  // say it now or after what is being said, if that is within so many seconds
  say(text, seconds) {
    if (this.prefs.mute || !this.prefs.speak || !this.voices.length) return;
    if (this.speaking && performance.now() - this.since > STUCK_MS) this.silence();
    this.cues.push({ text, until: performance.now() + seconds * 1000 });
    this.sayNext();
  }

  sayNext() {
    if (this.speaking) return;
    this.cues = this.cues.filter((cue) => cue.until > performance.now());
    const cue = this.cues.shift();
    if (!cue) return;
    const words = new SpeechSynthesisUtterance(cue.text);
    words.volume = this.prefs.volume;
    words.voice = this.voice;
    words.lang = words.voice?.lang ?? "en";
    words.onend = words.onerror = () => {
      if (this.speaking !== words) return;
      this.speaking = null;
      this.sayNext();
    };
    this.speaking = words;
    this.since = performance.now();
    window.speechSynthesis.speak(words);
  }

  silence() {
    this.cues = [];
    if (this.speaking) window.speechSynthesis.cancel();
    this.speaking = null;
  }

  hush() {
    this.clear();
    this.silence();
  }

  close() {
    this.hush();
    this.context?.close().catch(() => {});
  }
}
