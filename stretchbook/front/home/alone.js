// Two tabs that run at once would both sound, and both be logged: the second waits and asks.

const RUNS = "stretchbook runs";

export class Alone {
  // asked(): another tab of this browser runs a routine
  constructor(asked, locks = navigator.locks) {
    this.asked = asked;
    this.locks = locks;
  }

  // runs: whether the routine of this page does
  tell(runs) {
    if (runs && !this.takes) {
      this.takes = true;
      this.locks?.request(RUNS, { ifAvailable: true }, (lock) => {
        if (!lock) return this.takes && this.asked();
        return new Promise((resolve) => { this.release = resolve; });
      }).catch(() => {});
    } else if (!runs) {
      this.takes = false;
      this.release?.();
      this.release = null;
    }
  }
}
