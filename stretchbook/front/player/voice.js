// Spoken cues wait for one another and are never cut off by the next; one that has become stale is dropped.

/** @import { Prefs } from "./sound.js" */

const STUCK_MS = 20000; // a voice that has not ended by then never will

/** What speaks for one player. */
export class Voice {
  /** @param {() => Prefs} prefs */
  constructor(prefs) {
    this.prefs = prefs;
    /** @type {{ text: string, until: number }[]} */
    this.cues = [];
    this.since = 0;
  }

  get voices() { return window.speechSynthesis?.getVoices() ?? []; }

  get chosen() {
    const { voice, lang } = this.prefs();
    const { voices } = this;
    const ofLanguage = lang ? voices.find((one) => one.lang === lang) : null;
    return voices.find((one) => one.name === voice) ?? ofLanguage ?? null;
  }

  // say it now or after what is being said, if that is within so many seconds
  /** @type {(text: string, seconds: number) => void} */
  say(text, seconds) {
    const { mute, speak } = this.prefs();
    if (mute || !speak || !this.voices.length) return;
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
    words.volume = this.prefs().volume;
    words.voice = this.chosen;
    words.lang = words.voice?.lang ?? "en";
    words.onend = words.onerror = () => {
      if (this.speaking !== words) return;
      this.speaking = null;
      this.sayNext();
    };
    /** @type {SpeechSynthesisUtterance | null | undefined} */
    this.speaking = words;
    this.since = performance.now();
    window.speechSynthesis.speak(words);
  }

  silence() {
    this.cues = [];
    if (this.speaking) window.speechSynthesis.cancel();
    this.speaking = null;
  }
}
