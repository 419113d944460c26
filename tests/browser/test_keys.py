"""Keys that the lesson teaches belong to the widget that was clicked: no cell is changed or deleted."""

from collections.abc import Iterator

import pytest
from harness import Notebook, Server
from playwright.sync_api import Browser
from practice import opened
from test_access import SETUP, WIDGETS

pytestmark = pytest.mark.browser

KEYS = ["m", "r", "x", "d", "d", "y", "a", "b", "c", "v", "z", "n", "s", "f", "Space", "Escape"]
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map(({ model }) => [model.id, model.type, model.sharedModel.getSource()].join(" "))"""
STANDS = """() => new Promise((done) => {
  const height = () => document.querySelector(".jp-WindowedPanel-inner").scrollHeight;
  let was = height();
  const look = () => {
    const now = height();
    if (now === was) done(true);
    else { was = now; setTimeout(look, 500); }
  };
  setTimeout(look, 500);
})"""
PLACES = {
    "rating": "rating = sb.Rating(areas=['hip', 'lower back']); rating",
    "note": "sb.Note()",
} | WIDGETS


@pytest.fixture(scope="module")
def notebook(browser: Browser, lab: Server) -> Iterator[Notebook]:
    """One page with every widget of the workbook, each in a cell of its own."""
    look = {"viewport": {"width": 1300, "height": 1000}}
    with opened(browser, lab, "keys.ipynb", SETUP, *PLACES.values(), **look) as page:
        page.page.wait_for_selector(".sb-file")
        page.page.wait_for_function(STANDS)
        yield page


@pytest.mark.parametrize("name", [name for name in PLACES if name != "question"])
def test_no_key_reaches_the_notebook(notebook, name):
    """After a click in the widget, at its edge, or left of it, every cell stays as it was."""
    page, number = notebook.page, 1 + list(PLACES).index(name)
    before = page.evaluate(CELLS)
    output = page.locator(".jp-Cell").nth(number).locator(".jp-OutputArea-child").last
    output.scroll_into_view_if_needed()
    button = output.locator(
        "button:visible, input:visible, summary:visible, canvas:visible, select:visible"
    ).first
    for place in ("control", "edge", "prompt"):
        if place == "control":
            if not button.count():
                continue
            button.click(force=True)
        elif place == "edge":
            output.locator(".jp-OutputArea-output").click(position={"x": 3, "y": 3}, force=True)
        else:
            page.locator(".jp-Cell").nth(number).locator(".jp-OutputArea-promptOverlay").click(
                position={"x": 6, "y": 6}
            )
        if page.evaluate("() => document.activeElement.matches('textarea, input:not([type])')"):
            continue  # a field keeps its own keys; what is typed there is no command either
        for key in KEYS:
            page.keyboard.press(key)
        if page.evaluate("() => Boolean(document.fullscreenElement)"):
            page.evaluate("() => document.exitFullscreen()")
        assert page.evaluate(CELLS) == before, f"{name}: {place}"
    notebook.command("notebook:show-all-cell-outputs")  # a press beside an output folds it


def test_a_cell_itself_keeps_its_keys(notebook):
    """Beside the input the keys are still Jupyter's, and so is Shift-Enter in a widget."""
    page = notebook.page
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    page.keyboard.press("m")
    page.wait_for_function(f"({CELLS})()[0].split(' ')[1] === 'markdown'")
    page.keyboard.press("y")
    page.wait_for_function(f"({CELLS})()[0].split(' ')[1] === 'code'")
    counts = "() => window.jupyterapp.shell.currentWidget.content.widgets[1].model.executionCount"
    before = page.evaluate(counts)
    page.locator(".sb-rating [role=group] button").first.focus()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"(old) => ({counts})() > old", arg=before)
