// When a figure is made ready to draw. On a slow machine that stops the page for a second or more, and what the
// kernel sends meanwhile waits: so only what comes into sight, one after the other, when nothing else is to do.

const PAGE = Symbol.for("stretchbook.opening"); // widgets are modules of their own, the page is what they share
const shared = /** @type {{ [PAGE]?: Promise<unknown> }} */ (globalThis);
const NEAR = "300px"; // beyond the edge of the window, or of what scrolls in it
const PATIENCE_MS = 3000; // the next one waits no longer

/** @type {(ms: number) => Promise<void>} */
const later = (ms) => new Promise((then) => setTimeout(then, ms));

// When the page has been painted and has nothing else to do, and soon in any case.
function idle() {
  const ask = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 60));
  return new Promise((then) => {
    requestAnimationFrame(() => requestAnimationFrame(() => ask(then, { timeout: 800 })));
  });
}

/**
 * Acts when an element is seen. act() may give a promise of the first picture, for which the next figure waits.
 * Gives what takes it back.
 * @param {Element} element
 * @param {() => Promise<void> | void} act
 * @returns {() => void}
 */
export function whenSeen(element, act) {
  let over = false;
  const sight = new IntersectionObserver((found) => {
    if (!found.some(({ isIntersecting }) => isIntersecting)) return;
    sight.disconnect();
    const before = shared[PAGE] ?? Promise.resolve();
    shared[PAGE] = before.then(idle).then(() => (over ? undefined : Promise.race([act(), later(PATIENCE_MS)])));
  }, { rootMargin: NEAR, scrollMargin: NEAR });
  sight.observe(element);
  return () => {
    over = true;
    sight.disconnect();
  };
}
