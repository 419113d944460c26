// A player brings itself into view once after Run All, for JupyterLab then scrolls to the last cell.

const WATCH_MS = 20000; // so long may the other cells take to run
const HANDS = ["wheel", "pointerdown", "keydown", "touchstart"];
const CAME = Symbol.for("stretchbook.came"); // widgets are modules of their own, the page is what they share
const came = (/** @type {{ [CAME]?: Set<string> }} */ (globalThis)[CAME] ??= new Set());

/**
 * Brings a place into view, once for each cell; ends with the first hand that is laid on the page.
 * @param {HTMLElement} el
 * @param {string} cell
 * @returns {() => void}
 */
export function come(el, cell) {
  const page = el.ownerDocument;
  if (came.has(cell) || page.body.dataset.voila) return () => {}; // a page without code begins at its top
  came.add(cell);
  const stop = new AbortController();
  const { signal } = stop;
  const show = () => el.scrollIntoView({ block: "center" });
  const scrolled = () => {
    const { top, bottom } = el.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    if (middle < 0 || middle > page.documentElement.clientHeight) show();
  };
  setTimeout(() => stop.abort(), WATCH_MS);
  requestAnimationFrame(show);
  page.addEventListener("scroll", () => requestAnimationFrame(() => signal.aborted || scrolled()), { capture: true, signal });
  for (const name of HANDS) page.addEventListener(name, () => stop.abort(), { capture: true, signal });
  return () => stop.abort();
}
