// How a player sounds: volume, what is spoken, and with which voice. The browser remembers it.

import { tag, write } from "../shared/dom.js";

export class SoundBox {
  constructor(player) {
    this.player = player;
    const set = (changes) => player.setSound(changes);
    const ticked = (name) => {
      const box = tag("input", { type: "checkbox", onchange: () => set({ [name]: box.checked }) });
      return box;
    };
    this.volume = tag("input", { type: "range", min: 0, max: 1, step: 0.05,
      oninput: () => set({ volume: Number(this.volume.value) }) });
    this.ticks = { speak: ticked("speak"), left: ticked("left") };
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
    this.volume.value = prefs.volume;
    for (const [name, box] of Object.entries(this.ticks)) box.checked = prefs[name];
    this.voice.value = voice?.name ?? prefs.voice;
  }

  close() {
    window.speechSynthesis?.removeEventListener("voiceschanged", this.onVoices);
  }
}
