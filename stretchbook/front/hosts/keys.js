// Keys pressed in a widget, or after a click on its output or beside it, are not commands of the notebook
// around it: there M, R, X or D D would change or delete the cell. Shift-Enter and keys with Ctrl, Alt or
// Command stay the notebook's.

const OUTPUT = ".jp-OutputArea"; // outputs with the prompts at their left
const CELL = ".jp-Cell";
const OURS = ".sb-keep";
const TYPED = "input, textarea, select, [contenteditable=true]"; // they keep their own keys
const AWAY = ["ArrowUp", "ArrowDown", "Enter", "Tab"]; // to another cell, or into this one

const outputOf = (element) => {
  const output = element.closest?.(OUTPUT);
  return output?.querySelector(OURS) ? output : null;
};

export function isCommand(event) {
  return event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
}

// Listens on the body: after the widget itself, before the notebook, which listens on the document. The notebook
// takes the focus to its cell at a time of its own, so the place of the last press counts as much as the focus.
export function keepKeys(page = document) {
  if (page.body.dataset.sbKeys) return; // another widget of this page does it
  page.body.dataset.sbKeys = "kept";
  let last = null; // the cell whose output was pressed last, until something else is; a press beside it may fold it
  const cellOf = (target) => outputOf(target)?.closest(CELL) ?? null;
  page.addEventListener("pointerdown", ({ target }) => { last = cellOf(target); }, true);
  page.addEventListener("focusin", ({ target }) => { if (target.closest?.(TYPED)) last = cellOf(target); }, true);
  page.body.addEventListener("keydown", (event) => {
    if (isCommand(event)) return;
    const { target } = event;
    if (target.closest?.(OURS) || outputOf(target)) event.stopPropagation();
    else if (AWAY.includes(event.key)) last = null;
    else if (last?.isConnected && !target.closest?.(TYPED)) event.stopPropagation();
  });
  page.body.addEventListener("click", (event) => {
    const output = outputOf(event.target);
    if (!output || output.contains(page.activeElement)) return; // the notebook took the focus to its cell
    const place = output.querySelector(`${OURS} [tabindex="0"]:is(section, [role="group"])`) ?? output;
    if (place === output) output.tabIndex = -1;
    place.focus({ preventScroll: true });
  });
}

// A part without a look of its own: it makes the boxes of ipywidgets that it is put into keep their keys.
export class Keeper {
  static takes = [];

  update() {}

  close() {}
}
