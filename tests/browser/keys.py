"""Every widget of every notebook in one notebook, and all keys that the workbook teaches pressed on each."""

from pathlib import Path

import nbformat
from harness import Notebook
from playwright.sync_api import Page

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
KEYS = [*"mrxddyabzcvnps126", "Space", "Escape"]
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map(({ model }) => [model.id, model.type, model.sharedModel.getSource()].join(" "))"""
STANDS = """() => new Promise((done) => {
  const cells = [...document.querySelectorAll(".jp-Cell")];
  const height = () => cells.reduce((sum, one) => sum + one.offsetHeight, 0);
  let was = height();
  const look = () => {
    const now = height();
    if (now === was) done(true);
    else { was = now; setTimeout(look, 500); }
  };
  setTimeout(look, 500);
})"""
TYPES = "() => document.activeElement.matches('textarea, input:not([type]), [type=text], [type=number]')"
CONTROLS = ":is(button, input[type=checkbox], input[type=range], select, summary, canvas):visible"


IN_SIGHT = """(controls) => {
  for (const control of controls) {
    control.scrollIntoView({ block: "center" });
    const { x, y, width, height } = control.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    if (control.contains(document.elementFromPoint(left, top))) return [left, top];
  }
  return null;
}"""
"""The middle of the first control that a hand could press: others lie in what is folded."""


def widget_cells() -> list[str]:
    """Code of all notebooks that shows only plain text as committed: widgets, and what they need."""
    cells = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            shown = [list(output.get("data", {})) for output in cell.get("outputs", ())]
            if cell.cell_type == "code" and shown in ([], [["text/plain"]]):
                cells.append(cell.source)
    return cells


def press_everywhere(notebook: Notebook) -> list[str]:
    """Press all keys after a click on a control of each widget, at its edge and left of it.

    Gives the places where they were pressed; the first cell that is another one afterwards is an error.
    """
    page, pressed = notebook.page, []
    page.wait_for_function(STANDS)
    before = page.evaluate(CELLS)
    for number in range(page.locator(".jp-Cell").count()):
        cell = page.locator(".jp-Cell").nth(number)
        output = cell.locator(".jp-OutputArea-output:has(.widget-vbox, .sb-keep)").last
        if not output.count():
            continue
        name = before[number].split("\n")[-1].split(" ")[-1]
        for kind in ("control", "edge", "prompt"):
            if _click(page, cell, kind) and not page.evaluate(TYPES):
                for key in KEYS:
                    page.keyboard.press(key)
                assert page.evaluate(CELLS) == before, f"{name}: {kind}"
                pressed.append(f"{name}: {kind}")
        notebook.command("notebook:show-all-cell-outputs")  # a press beside an output folds it
    return pressed


def _click(page: Page, cell, kind: str) -> bool:
    """Press a control, the edge of the output or the place left of it; whether there is such."""
    output = cell.locator(".jp-OutputArea-output:has(.widget-vbox, .sb-keep)").last
    if kind == "edge":
        output.click(position={"x": 3, "y": 3}, force=True)
    elif kind == "prompt":
        left = cell.locator(".jp-OutputArea-promptOverlay").last
        if not left.count():
            return False
        left.click(position={"x": 6, "y": 6}, force=True)
    else:
        place = output.locator(CONTROLS).evaluate_all(IN_SIGHT)
        if place is None:
            return False
        page.mouse.click(*place)
    return True
