// How a player sounds: volume, what is spoken, and with which voice. The browser remembers it.

import { tag, write } from "../shared/dom.js";

/**
 * @import { Player } from "./player.js"
 * @import { Prefs } from "./sound.js"
 */

/** The settings of one player, folded. */
export class SoundBox {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    /** @type {(changes: Partial<Prefs>) => void} */
    const set = (changes) => player.setSound(changes);
    /** @type {(name: "speak" | "left") => HTMLInputElement} */
    const ticked = (name) => {
      /** @type {HTMLInputElement} */
      const box = tag("input", { type: "checkbox", onchange: () => set({ [name]: box.checked }) });
      return box;
    };
    /** @type {HTMLInputElement} */
    this.volume = tag("input", { type: "range", min: 0, max: 1, step: 0.05,
      oninput: () => set({ volume: Number(this.volume.value) }) });
    this.ticks = { speak: ticked("speak"), left: ticked("left") };
    /** @type {HTMLSelectElement} */
    this.voice = tag("select", { onchange: () => {
      const voice = player.sound.voices.find(({ name }) => name === this.voice.value);
      set({ voice: this.voice.value, lang: voice?.lang ?? "" });
    } });
    this.note = tag("span.sb-note");
    this.root = tag("details.sb-sound", {}, tag("summary", {}, "Sound and voice"),
      tag("label", {}, "Volume ", this.volume), tag("label", {}, this.ticks.speak, " Speak the cues"),
      tag("label", {}, this.ticks.left, " Speak the time left"), tag("label", {}, "Voice ", this.voice), this.note);
    this.onVoices = () => this.list();
    window.speechSynthesis?.addEventListener("voiceschanged", this.onVoices);
    this.list();
  }

  list() {
    const { voices } = this.player.sound;
    this.voice.replaceChildren(tag("option", { value: "" }, "the browser's own"),
      ...voices.map((voice) => tag("option", { value: voice.name }, `${voice.name} (${voice.lang})`)));
    write(this.note, voices.length ? "" : "This browser has no voice; tones and captions say the same.");
    this.show();
  }

  show() {
    const { prefs, voice } = this.player.sound;
    this.volume.value = String(prefs.volume);
    this.ticks.speak.checked = prefs.speak;
    this.ticks.left.checked = prefs.left;
    this.voice.value = voice?.name ?? prefs.voice;
  }

  close() {
    window.speechSynthesis?.removeEventListener("voiceschanged", this.onVoices);
  }
}
