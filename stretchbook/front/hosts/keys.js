// Keys pressed in a widget, or after a click on its output or beside it, are not commands of the notebook
// around it: there M, R, X or D D would change or delete the cell. Shift-Enter and keys with Ctrl, Alt or
// Command stay the notebook's.

const OUTPUT = ".jp-OutputArea-child"; // an output with the prompt at its left
const OURS = ".sb-keep";

const outputOf = (element) => {
  const output = element.closest?.(OUTPUT);
  return output?.querySelector(OURS) ? output : null;
};

export function isCommand(event) {
  return event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
}

// Listens on the body: after the widget itself, before the notebook, which listens on the document.
export function keepKeys(page = document) {
  if (page.body.dataset.sbKeys) return; // another widget of this page does it
  page.body.dataset.sbKeys = "kept";
  page.body.addEventListener("keydown", (event) => {
    const ours = event.target.closest?.(OURS) || outputOf(event.target);
    if (ours && !isCommand(event)) event.stopPropagation();
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
