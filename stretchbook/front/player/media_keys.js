// Play, pause, previous and next on a lock screen, a headset or a keyboard. They reach a page only while it plays
// something, so a loop of silence plays with the routine. Muted, the page leaves the music of others alone.

/** @import { State } from "./clock.js" */

/** @type {MediaSessionAction[]} */
const ACTIONS = ["play", "pause", "stop", "previoustrack", "nexttrack"];
const RATE = 8000; // samples a second
const LOOP_S = 10; // what is shorter than 5 s gets no keys

// ten seconds of silence, as a WAV file of 8 bits
function silence() {
  const length = RATE * LOOP_S;
  const file = new DataView(new ArrayBuffer(44 + length));
  /** @type {(at: number, text: string) => void} */
  const words = (at, text) => [...text].forEach((letter, further) => file.setUint8(at + further, letter.charCodeAt(0)));
  words(0, "RIFF");
  words(8, "WAVEfmt ");
  words(36, "data");
  for (const [at, number] of [[4, 36 + length], [16, 16], [24, RATE], [28, RATE], [40, length]]) file.setUint32(at, number, true);
  for (const [at, number] of [[20, 1], [22, 1], [32, 1], [34, 8]]) file.setUint16(at, number, true);
  new Uint8Array(file.buffer, 44).fill(128);
  return URL.createObjectURL(new Blob([file], { type: "audio/wav" }));
}

/** The keys of one player. */
export class MediaKeys {
  /**
   * @param {(action: MediaSessionAction) => void} press
   * @param {{ session?: MediaSession, loop?: HTMLAudioElement }} [means]
   */
  constructor(press, { session = navigator.mediaSession, loop } = {}) {
    this.press = press;
    this.session = session;
    this.loop = loop;
  }

  // state of the clock; what is done, and with what words; whether the page may sound
  /** @type {(state: State, title?: string, artist?: string, sounds?: boolean) => void} */
  show(state, title, artist, sounds) {
    const { session } = this;
    if (!session || (state === "idle" && !this.shown)) return;
    const active = state === "running" || state === "paused";
    if (active !== Boolean(this.shown)) this.listen(active);
    session.playbackState = state === "running" ? "playing" : state === "paused" ? "paused" : "none";
    session.metadata = active ? new MediaMetadata({ title, artist, album: "stretchbook" }) : null;
    if (state === "running" && sounds) this.play();
    else this.loop?.pause();
  }

  /** @type {(active: boolean) => void} */
  listen(active) {
    this.shown = active;
    for (const action of ACTIONS) {
      try {
        this.session.setActionHandler(action, active ? () => this.press(action) : null);
      } catch { /* a browser that has no such key */ }
    }
  }

  play() {
    if (!this.loop) {
      this.loop = new Audio(silence());
      this.loop.loop = true;
    }
    this.loop.play().catch(() => {}); // without it the page's own buttons are there
  }

  close() {
    this.loop?.pause();
    if (this.shown) this.show("done");
  }
}
