// Wakes a clock on time: a worker does, also in a hidden tab, and its own missed beats tell that the computer
// slept. A page that only stands still for a while, on a busy computer, does not stop the worker's beats.

const BEAT_MS = 250;
export const SLEPT_MS = 3000;
const STOOD_MS = 30000; // without a worker a page that stood still for less is not said to have slept

// Runs in the worker. Every wake-up first looks for a gap: a sleep is told before what fell due in it.
export function beats(port, beatMs, sleptMs, stoodMs, steadyNow = () => performance.now(), wallNow = () => Date.now()) {
  let alarm = null;
  let steady = steadyNow();
  let wall = wallNow(); // the steady clock stands still during sleep on some computers
  function beat() {
    const counted = steadyNow() - steady;
    const passed = wallNow() - wall;
    steady += counted;
    wall += passed;
    if (counted > stoodMs || passed - counted > sleptMs) {
      port.postMessage({ slept: Math.max(counted, passed), counted: counted > stoodMs ? counted : 0 });
    }
  }
  function ring() {
    beat();
    port.postMessage({ due: true });
  }
  const pulse = setInterval(beat, beatMs);
  port.onmessage = ({ data }) => {
    beat();
    clearTimeout(alarm);
    if (data.close) clearInterval(pulse);
    else if (data.in !== undefined) alarm = setTimeout(ring, data.in);
  };
}

/**
 * @param {() => void} onDue  called when the time set has come
 * @param {(gap: number, counted: number) => void} onSlept  ms that the computer slept, and ms of it that the
 *   steady clock counted
 */
export function makeWaker(onDue, onSlept) {
  const receive = ({ data }) => (data.slept ? onSlept(data.slept, data.counted) : onDue());
  function inPage() { // where a policy forbids workers: right while the tab is in front
    const port = { postMessage: (data) => receive({ data }) };
    beats(port, BEAT_MS, SLEPT_MS, STOOD_MS);
    return { postMessage: (data) => port.onmessage({ data }) };
  }
  let worker; // made when it is first needed: a player that is only shown has none
  function start() {
    try {
      const source = `(${beats})(self, ${BEAT_MS}, ${SLEPT_MS}, ${SLEPT_MS})`;
      const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      const made = new Worker(url);
      URL.revokeObjectURL(url);
      made.onmessage = receive;
      made.onerror = () => { worker = inPage(); onDue(); };
      return made;
    } catch {
      return inPage();
    }
  }
  const post = (data) => (worker ??= start()).postMessage(data);
  return {
    set: (ms) => post({ in: Math.max(0, Math.ceil(ms)) }), // a timer that rings early must ring twice
    clear: () => { if (worker) post({}); },
    close: () => {
      if (!worker) return;
      post({ close: true });
      worker.terminate?.();
    },
  };
}
