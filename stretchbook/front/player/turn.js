// One routine runs at a time in this browser, in whatever tab or notebook: two clocks that sound at once help
// nobody. The browser's own lock knows who runs, also when a tab is closed or dies.

const NAME = "stretchbook:running";

/** The turn of one player. */
export class Turn {
  /**
   * @param {() => void} lost  another player took the turn
   * @param {LockManager} [locks]
   */
  constructor(lost, locks = navigator.locks) {
    this.lost = lost;
    this.locks = locks;
  }

  // yes() when the turn is this player's, no() while another has it; `force` takes it from the other
  /** @type {(yes: () => void, no: () => void, force?: boolean) => void} */
  take(yes, no, force = false) {
    if (this.ours || !this.locks) return yes();
    let asked = false;
    const had = this.locks.request(NAME, force ? { steal: true } : { ifAvailable: true }, (lock) => {
      asked = true;
      if (this.closed) return;
      if (!lock) return no();
      const until = new Promise((/** @type {(nothing?: void) => void} */ leave) => {
        /** @type {(() => void) | null | undefined} */
        this.ours = leave;
      });
      yes();
      return until;
    });
    had.catch(() => {
      if (this.closed) return;
      if (!asked) return yes(); // a page that may not use locks, such as a file
      this.ours = null;
      this.lost();
    });
  }

  leave() {
    this.ours?.();
    this.ours = null;
  }

  close() {
    this.closed = true;
    this.leave();
  }
}
