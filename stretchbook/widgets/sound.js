// Tones are scheduled ahead on the audio clock, so that a hidden tab or a busy page cannot delay them.
// Spoken cues wait for one another; a cue that would come too late is dropped, never cut off.

const REMEMBERED = "stretchbook:sound";
const TONES = { tick: [660, 0.07], go: [880, 0.25], half: [550, 0.12], end: [990, 0.45] };

class Sound {
  constructor() {
    this.prefs = { mute: false, volume: 0.7, speak: true, voice: "" };
    try { Object.assign(this.prefs, JSON.parse(localStorage.getItem(REMEMBERED))); } catch { /* first time */ }
    this.planned = [];
  }

  set(changes) {
    Object.assign(this.prefs, changes);
    try { localStorage.setItem(REMEMBERED, JSON.stringify(this.prefs)); } catch { /* not remembered */ }
    if (this.gain) this.gain.gain.value = this.prefs.mute ? 0 : this.prefs.volume;
    if (this.prefs.mute || !this.prefs.speak) window.speechSynthesis?.cancel();
  }

  // must be called from a press: browsers keep audio silent until then
  wake() {
    if (!this.context) {
      this.context = new AudioContext();
      this.gain = this.context.createGain();
      this.gain.connect(this.context.destination);
      this.set({});
    }
    this.context.resume();
  }

  // tones: [[name, seconds from now]]
  plan(tones) {
    this.clear();
    if (!this.context) return;
    for (const [name, delay] of tones) {
      if (delay < 0) continue;
      const [pitch, length] = TONES[name];
      const at = this.context.currentTime + delay;
      const tone = this.context.createOscillator();
      const swell = this.context.createGain();
      tone.frequency.value = pitch;
      swell.gain.setValueAtTime(0, at);
      swell.gain.linearRampToValueAtTime(0.5, at + 0.01);
      swell.gain.exponentialRampToValueAtTime(0.001, at + length);
      tone.connect(swell).connect(this.gain);
      tone.start(at);
      tone.stop(at + length);
      this.planned.push({ tone, at });
    }
  }

  clear() {
    const now = this.context?.currentTime ?? 0;
    for (const { tone, at } of this.planned) if (at > now) tone.disconnect();
    this.planned = [];
  }

  get voices() { return window.speechSynthesis?.getVoices() ?? []; }

  say(text) {
    const speech = window.speechSynthesis;
    if (!speech || this.prefs.mute || !this.prefs.speak || !this.voices.length || speech.pending) return;
    const words = new SpeechSynthesisUtterance(text);
    words.volume = this.prefs.volume;
    words.voice = this.voices.find((voice) => voice.name === this.prefs.voice) ?? null;
    words.lang = words.voice?.lang ?? "en";
    speech.speak(words);
  }

  hush() {
    this.clear();
    window.speechSynthesis?.cancel();
  }

  close() {
    this.hush();
    this.context?.close();
  }
}
