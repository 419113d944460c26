// Keeps the screen awake while a routine runs, and for a minute of a pause.

/**
 * @import { Later } from "../hosts/outbox.js"
 * @import { State } from "./clock.js"
 */

const PAUSED_MS = 60_000;

/** What keeps the screen awake for one player. */
export class Awake {
  /**
   * @param {(refused: boolean) => void} told  whether the browser refuses
   * @param {{ screen?: () => Promise<WakeLockSentinel>, later?: Later }} [means]
   */
  constructor(told, { screen, later } = {}) {
    this.told = told;
    this.screen = screen ?? (() => navigator.wakeLock.request("screen"));
    /** @type {Later} */
    this.later = later ?? ((act, ms) => { const timer = setTimeout(act, ms); return () => clearTimeout(timer); });
    this.onVisible = () => {
      if (document.visibilityState === "visible" && this.state === "running") this.take(); // a hidden tab loses it
    };
    document.addEventListener("visibilitychange", this.onVisible);
  }

  // state: of the clock
  /** @type {(state: State) => void} */
  follow(state) {
    this.state = state;
    this.unwait?.();
    /** @type {(() => void) | null | undefined} */
    this.unwait = null;
    if (state === "running") this.take();
    else if (state === "paused") this.unwait = this.later(() => this.release(), PAUSED_MS);
    else this.release();
  }

  async take() {
    this.wanted = true;
    if (this.lock) return;
    try {
      const lock = await this.screen();
      if (!this.wanted || this.lock) return lock.release();
      /** @type {WakeLockSentinel | null | undefined} */
      this.lock = lock;
      lock.addEventListener("release", () => { if (this.lock === lock) this.lock = null; });
      this.told(false);
    } catch {
      if (document.visibilityState !== "hidden") this.told(true); // else asked again when the tab returns
    }
  }

  release() {
    this.wanted = false;
    this.lock?.release().catch(() => {});
    this.lock = null;
  }

  close() {
    this.follow("done");
    document.removeEventListener("visibilitychange", this.onVisible);
  }
}
