"""Every widget of every notebook in one notebook, and all keys that the workbook teaches pressed on each."""

from pathlib import Path

import nbformat
from harness import Notebook
from playwright.sync_api import Locator, Page

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
KEYS = "mrxddyabzcvnps126 "
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map(({ model }) => [model.id, model.type, model.sharedModel.getSource()].join(" "))"""
TYPES = "() => document.activeElement.matches('textarea, input:not([type]), [type=text], [type=number]')"
CONTROLS = ("button", "input[type=checkbox]", "input[type=range]", "select", "summary", "canvas")

PLACES = {
    "control": """(output) => {
      for (const control of output.querySelectorAll("CONTROLS")) {
        const box = shown(control, "center");
        const place = box && [box.x + box.width / 2, box.y + box.height / 2];
        if (place && control.contains(document.elementFromPoint(...place))) return place;
      }
      return null;
    }""".replace("CONTROLS", ", ".join(CONTROLS)),
    "edge": """(output) => { const { x, y } = shown(output, "start"); return [x + 3, y + 3]; }""",
    "prompt": """(output) => {
      const left = output.closest(".jp-OutputArea").querySelector(".jp-OutputArea-promptOverlay");
      if (!left) return null;
      const { x, y } = shown(left, "start");
      return [x + 6, y + 6];
    }""",
}
"""Where a hand would press: the middle of the first control in sight (others lie in what is folded), the edge
of the output, and left of it."""
SHOWN = """(output) => {
  const shown = (element, block) => {
    element.scrollIntoView({ block });
    const box = element.getBoundingClientRect();
    return box.width && box;
  };
  return (PLACE)(output);
}"""
PRESSED = """(output) => {
  window.pressed = null;
  const area = output.closest(".jp-OutputArea");
  addEventListener("pointerdown", ({ target }) => { window.pressed = area.contains(target); },
                   { capture: true, once: true });
}"""


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
    notebook.wait(Notebook.STANDS)
    before = page.evaluate(CELLS)
    for number in range(page.locator(".jp-Cell").count()):
        cell = page.locator(".jp-Cell").nth(number)
        output = cell.locator(".jp-OutputArea-output:has(.widget-vbox, .sb-keep)").last
        if not output.count():
            continue
        name = before[number].split("\n")[-1].split(" ")[-1]
        for kind in ("control", "edge", "prompt"):
            if _press(page, output, kind) and not page.evaluate(TYPES):
                page.keyboard.type(KEYS)
                page.keyboard.press("Escape")
                assert page.evaluate(CELLS) == before, f"{name}: {kind}"
                pressed.append(f"{name}: {kind}")
        notebook.command("notebook:show-all-cell-outputs")  # a press beside an output folds it
    return pressed


def _press(page: Page, output: Locator, kind: str) -> bool:
    """Press a control, the edge of the output or the place left of it; whether there is such.

    A notebook that draws only what is in sight moves while it scrolls: the hand waits until the place stands
    still, and a press that landed elsewhere all the same is made again.
    """
    where = SHOWN.replace("PLACE", PLACES[kind])
    for _ in range(20):
        place = output.evaluate(where)
        page.wait_for_timeout(100)
        if place != output.evaluate(where):
            continue
        if place is None:
            return False
        output.evaluate(PRESSED)
        page.mouse.click(*place)
        if page.evaluate("() => window.pressed"):
            return True
    raise AssertionError(f"{kind}: the place to press never stood still: {place}")
