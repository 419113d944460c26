// A player brings itself into view once after Run All, for JupyterLab then scrolls to the last cell.

const WATCH_MS = 20000; // so long may the other cells take to run
const HANDS = ["wheel", "pointerdown", "keydown", "touchstart"];
const CAME = Symbol.for("stretchbook.came"); // widgets are modules of their own, the page is what they share
/** Cells that came into view, by the notebook as it was opened: one that is opened again is another. */
const came = (/** @type {{ [CAME]?: WeakMap<Element, Set<string>> }} */ (globalThis)[CAME] ??= new WeakMap());

/**
 * Brings a place into view, once for each cell; ends with the first hand that is laid on the page.
 * @param {HTMLElement} el
 * @param {string} cell
 * @returns {() => void}
 */
export function come(el, cell) {
  const page = el.ownerDocument;
  const stop = new AbortController();
  const { signal } = stop;
  const show = () => el.scrollIntoView({ block: "center" });
  const scrolled = () => {
    const { top, bottom } = el.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    if (middle < 0 || middle > page.documentElement.clientHeight) show();
  };
  const begin = () => {
    const notebook = el.closest(".jp-NotebookPanel") ?? page.body;
    const cells = came.get(notebook) ?? new Set();
    if (signal.aborted || cells.has(cell) || page.body.dataset.voila) return; // a page without code begins at its top
    came.set(notebook, cells.add(cell));
    show();
    setTimeout(() => stop.abort(), WATCH_MS);
    page.addEventListener("scroll", () => requestAnimationFrame(() => signal.aborted || scrolled()), { capture: true, signal });
    for (const name of HANDS) page.addEventListener(name, () => stop.abort(), { capture: true, signal });
  };
  requestAnimationFrame(begin);
  return () => stop.abort();
}
