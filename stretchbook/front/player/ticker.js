// Frames of a window, no more than are needed: a page that draws sixty times a second for a clock of seconds keeps a
// phone warm.

const FRAME_MS = 16;

/** Acts in a frame of a window when some time has passed; asked anew it forgets what it was asked before. */
export class Ticker {
  /** @param {() => void} act */
  constructor(act) {
    this.act = act;
    this.stop = () => {};
  }

  /** @type {(page: Window, ms: number) => void} */
  next(page, ms) {
    this.stop();
    const frame = () => {
      const asked = page.requestAnimationFrame(() => this.act());
      this.stop = () => page.cancelAnimationFrame(asked);
    };
    if (ms <= FRAME_MS) return frame();
    const waiting = page.setTimeout(frame, ms);
    this.stop = () => page.clearTimeout(waiting);
  }
}
