"""Keys that the lesson teaches belong to the widget that was clicked: no cell is changed or deleted."""

from collections.abc import Iterator

import pytest
from harness import Notebook
from keys import CELLS, press_everywhere, widget_cells
from practice import opened
from window import Window

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def notebook(window: Window) -> Iterator[Notebook]:
    """One page of JupyterLab with every widget of all notebooks."""
    look = {"viewport": {"width": 1300, "height": 1000}, "reduced_motion": "reduce"}
    with opened(window, "keys.ipynb", *widget_cells(), **look) as page:
        assert page.page.evaluate(Notebook.ERRORS) == []
        yield page


def test_no_key_of_a_widget_reaches_the_notebook(notebook):
    """After a press on any widget of any notebook, at its edge or left of it, every cell stays as it was."""
    pressed = press_everywhere(notebook)
    for name in ("practice.picker", "practice.before", "workshop.player", "figure", "case", "quiz"):
        assert any(place.startswith(f"{name}: ") for place in pressed), (name, pressed)


def test_a_cell_itself_keeps_its_keys(notebook):
    """Beside the input the keys are still Jupyter's, and so is Shift-Enter in a widget."""
    page = notebook.page
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    page.keyboard.press("m")
    page.wait_for_function(f"({CELLS})()[0].split(' ')[1] === 'markdown'")
    page.keyboard.press("y")
    page.wait_for_function(f"({CELLS})()[0].split(' ')[1] === 'code'")
    number = next(at for at, cell in enumerate(page.evaluate(CELLS)) if cell.endswith("practice.before"))
    counts = f"() => window.jupyterapp.shell.currentWidget.content.widgets[{number}].model.executionCount"
    before = page.evaluate(counts)
    page.locator(".sb-rating [role=group] button").first.click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"(old) => ({counts})() > old", arg=before)
