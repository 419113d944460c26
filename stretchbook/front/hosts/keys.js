// Keys pressed in a widget, or after a click on its output or beside it, are not commands of the notebook
// around it: there M, R, X or D D would change or delete the cell. Shift-Enter and keys with Ctrl, Alt or
// Command stay the notebook's, and so do these by themselves: the key that follows is looked for as soon.

const OUTPUT = ".jp-OutputArea"; // outputs with the prompts at their left
const OURS = ".sb-keep";
const TYPED = "input, textarea, select, [contenteditable=true]"; // they keep their own keys
const SUPPRESSED = "data-lm-suppress-shortcuts"; // Jupyter looks for no key of its own above this
const MODIFIERS = ["Shift", "Control", "Alt", "Meta"];
const AWAY = ["ArrowUp", "ArrowDown", "Enter", "Tab"]; // to another cell, or into this one

/** @type {(target: EventTarget | null, selector: string) => HTMLElement | null} */
const closest = (target, selector) =>
  (target && "closest" in target ? /** @type {Element} */ (target).closest(selector) : null);

/** @type {(target: EventTarget | null) => HTMLElement | null} */
const outputOf = (target) => {
  const output = closest(target, OUTPUT);
  return output?.querySelector(OURS) ? output : null;
};

/**
 * Whether a key is a command that stays the notebook's.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isCommand(event) {
  const { key } = event;
  return event.ctrlKey || event.metaKey || event.altKey || MODIFIERS.includes(key) || (event.shiftKey && key === "Enter");
}

/**
 * JupyterLab looks for its keys after the widget has heard them, Notebook 7 before: so those that are kept are
 * marked on their way down, as Jupyter's own key handling asks for, and stopped on their way up. The notebook takes
 * the focus to its cell at a time of its own, so the place of the last press counts as much as the focus.
 * @param {Document} [page]
 */
export function keepKeys(page = document) {
  if (page.body.dataset.sbKeys) return; // another widget of this page does it
  page.body.dataset.sbKeys = "kept";
  // Whether an output was pressed last. A press beside it may fold it, and a long notebook may then take its cell
  // out of the page for a moment: so nothing is asked of the cell itself.
  let pressed = false;
  page.addEventListener("pointerdown", ({ target }) => { pressed = outputOf(target) !== null; }, true);
  /** @type {(event: KeyboardEvent) => boolean} */
  const keeps = ({ target, key }) => {
    if (closest(target, OURS) || outputOf(target)) return true;
    if (AWAY.includes(key) || closest(target, TYPED)) pressed = false; // the person is elsewhere
    return pressed;
  };
  const kept = new WeakSet();
  page.defaultView?.addEventListener("keydown", (event) => {
    if (isCommand(event)) {
      if (event.key === "Enter") pressed = false; // run, and on to the next cell
      return;
    }
    if (!keeps(event)) return;
    const { target } = event;
    kept.add(event);
    const element = closest(target, "*");
    element?.setAttribute(SUPPRESSED, "");
    setTimeout(() => element?.removeAttribute(SUPPRESSED));
  }, true);
  page.body.addEventListener("keydown", (event) => { if (kept.has(event)) event.stopPropagation(); });
  page.body.addEventListener("click", (event) => {
    const output = outputOf(event.target);
    if (!output || output.contains(page.activeElement)) return; // the notebook took the focus to its cell
    /** @type {HTMLElement} */
    const place = output.querySelector(`${OURS} [tabindex="0"]:is(section, [role="group"])`) ?? output;
    if (place === output) output.tabIndex = -1;
    place.focus({ preventScroll: true });
  });
}

/** A part without a look of its own: it makes the boxes of ipywidgets that it is put into keep their keys. */
export class Keeper {
  /** @type {never[]} */
  static takes = [];

  update() {}

  close() {}
}
