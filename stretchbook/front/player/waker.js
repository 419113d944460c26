// Wakes a clock on time: a worker does, also in a hidden tab, and its own missed beats tell that the computer
// slept. A page that only stands still for a while, on a busy computer, does not stop the worker's beats.

/**
 * What a waker is told and tells: ms until it is to ring; that it is due, or how many ms the computer slept and the
 * steady clock counted.
 * @typedef {{ in?: number, close?: boolean }} Order
 * @typedef {{ due?: boolean, slept?: number, counted?: number }} Rung
 * @typedef {{ postMessage(data: Rung): void, onmessage?: ((event: { data: Order }) => void) | null }} Port
 * @typedef {{ set(ms: number): void, clear(): void, close(): void }} Waker
 * @typedef {(onDue: () => void, onSlept: (gap: number, counted: number) => void) => Waker} MakeWaker
 */

const BEAT_MS = 250;
/** A gap from which on the computer has slept. */
export const SLEPT_MS = 3000;
const STOOD_MS = 30000; // without a worker a page that stood still for less is not said to have slept

/**
 * Runs in the worker. Every wake-up first looks for a gap: a sleep is told before what fell due in it.
 * @param {Port} port
 * @param {number} beatMs
 * @param {number} sleptMs
 * @param {number} stoodMs
 * @param {() => number} [steadyNow]
 * @param {() => number} [wallNow]
 */
export function beats(port, beatMs, sleptMs, stoodMs, steadyNow = () => performance.now(), wallNow = () => Date.now()) {
  /** @type {number | undefined} */
  let alarm;
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
 * A waker of its own for one clock.
 * @param {() => void} onDue  called when the time set has come
 * @param {(gap: number, counted: number) => void} onSlept  ms that the computer slept, and ms of it that the
 *   steady clock counted
 * @returns {Waker}
 */
export function makeWaker(onDue, onSlept) {
  /** @type {(event: { data: Rung }) => void} */
  const receive = ({ data }) => (data.slept ? onSlept(data.slept, data.counted ?? 0) : onDue());
  function inPage() { // where a policy forbids workers: right while the tab is in front
    /** @type {Port} */
    const port = { postMessage: (data) => receive({ data }) };
    beats(port, BEAT_MS, SLEPT_MS, STOOD_MS);
    return { postMessage: (/** @type {Order} */ data) => port.onmessage?.({ data }), terminate() {} };
  }
  /** @type {{ postMessage(data: Order): void, terminate(): void } | undefined} */
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
  /** @type {(data: Order) => void} */
  const post = (data) => (worker ??= start()).postMessage(data);
  return {
    set: (ms) => post({ in: Math.max(0, Math.ceil(ms)) }), // a timer that rings early must ring twice
    clear: () => { if (worker) post({}); },
    close: () => {
      if (!worker) return;
      post({ close: true });
      worker.terminate();
    },
  };
}
