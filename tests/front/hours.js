// Time that a test hands in: nothing sleeps.

export class Hours {
  constructor() {
    this.steady = 1000;
    this.day = Date.UTC(2026, 10, 25, 20, 0, 0);
    this.alarm = null;
    this.now = () => this.steady;
    this.wall = () => this.day;
    this.waker = (onDue, onSlept) => {
      Object.assign(this, { onDue, onSlept });
      return {
        set: (ms) => { this.alarm = this.steady + Math.max(0, ms); },
        clear: () => { this.alarm = null; },
        close: () => { this.alarm = null; },
      };
    };
    this.timers = [];
    this.later = (act, ms) => {
      const timer = { act, at: this.steady + ms };
      this.timers.push(timer);
      return () => { this.timers = this.timers.filter((one) => one !== timer); };
    };
  }

  // so many ms go by; alarms and timers ring when they are due
  pass(ms) {
    const end = this.steady + ms;
    for (;;) {
      const due = [this.alarm, ...this.timers.map(({ at }) => at)].filter((at) => at !== null && at <= end);
      if (!due.length) break;
      this.to(Math.max(this.steady, Math.min(...due)));
      if (this.alarm !== null && this.alarm <= this.steady) {
        this.alarm = null;
        this.onDue();
      }
      const ringing = this.timers.filter(({ at }) => at <= this.steady);
      this.timers = this.timers.filter((one) => !ringing.includes(one));
      for (const { act } of ringing) act();
    }
    this.to(end);
  }

  // the page stands still: time goes by and nothing rings
  stall(ms) { this.to(this.steady + ms); }

  to(steady) {
    this.day += steady - this.steady;
    this.steady = steady;
  }
}
