// What a player asks of the browser around it: sound that does not die unseen, a screen that stays awake, one
// routine at a time, and the keys of a lock screen.

import { Awake } from "./awake.js";
import { MediaKeys } from "./media_keys.js";
import { Turn } from "./turn.js";

/**
 * @import { Later } from "../hosts/outbox.js"
 * @import { Player } from "./player.js"
 * @import { Sound } from "./sound.js"
 * @import { MakeWaker } from "./waker.js"
 */

/**
 * Time, sound and what else of the browser is handed in.
 * @typedef {{ now?: () => number, wall?: () => number, waker?: MakeWaker, later?: Later, sound?: Sound, turn?: Turn,
 *   screen?: () => Promise<WakeLockSentinel>, session?: MediaSession, loop?: HTMLAudioElement }} Means
 */

const ELSEWHERE = "A routine is running in another tab or notebook.";
const TAKEN = "Paused: a routine was started in another tab or notebook.";
const ASLEEP = "The browser does not let this page keep the screen awake: set a longer screen time.";
/** @type {Record<string, string>} */
const MEDIA = { stop: "stop", previoustrack: "previous", nexttrack: "skip" };

/** The browser around one player. */
export class Surroundings {
  /**
   * @param {Player} player
   * @param {Means} [means]  where they are not the browser's own
   */
  constructor(player, means = {}) {
    this.player = player;
    this.turn = means.turn ?? new Turn(() => player.halt(TAKEN));
    this.awake = new Awake((refused) => player.notice("wake", refused ? ASLEEP : ""), means);
    this.keys = new MediaKeys((key) => this.key(key), means);
    this.onVisible = () => this.look();
    document.addEventListener("visibilitychange", this.onVisible);
  }

  // the player is idle, running, paused or done
  changed() {
    const { state } = this.player.clock;
    if (state !== "running") this.turn.leave();
    this.awake.follow(state);
    this.announce();
    this.listen();
  }

  // what a lock screen shows
  announce() {
    const { clock, cue, sound, title } = this.player;
    this.keys.show(clock.state, title, cue, !sound.prefs.mute);
  }

  // at every frame while the routine runs, and when the page is seen again
  look() {
    this.player.clock.look();
    this.listen();
  }

  listen() {
    const { clock, sound } = this.player;
    const off = clock.state === "running" && sound.look();
    if (off === this.off) return;
    /** @type {boolean | undefined} */
    this.off = off;
    this.player.notice("sound", off ? "Sound is off." : "", [["Press here to hear it", () => sound.renew()]]);
  }

  // Another routine is paused only when the person says so.
  /** @type {(act: () => void, force?: boolean) => void} */
  go(act, force = false) {
    const { player } = this;
    player.notice("other", "");
    const again = () => {
      player.sound.wake();
      this.go(act, true);
    };
    this.turn.take(act, () => player.notice("other", ELSEWHERE, [["Pause it and start here", again]]), force);
  }

  /** @type {(name: MediaSessionAction) => void} */
  key(name) {
    const { player } = this;
    if (name in MEDIA) player.act(MEDIA[name]);
    else if ((name === "pause") === (player.clock.state === "running")) player.act("toggle");
  }

  close() {
    this.turn.close();
    this.awake.close();
    this.keys.close();
    document.removeEventListener("visibilitychange", this.onVisible);
  }
}
