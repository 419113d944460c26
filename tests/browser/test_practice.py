"""One practice in the real JupyterLab: three clicks to a hold, and any cell may be run again at any time."""

from collections.abc import Callable

import pytest
from harness import Notebook
from playwright.sync_api import Locator, expect
from practice import holds

pytestmark = pytest.mark.browser

QUICK = "sb.Practice(cat, log, minutes=10, hold_s={hold_s}, ready_s={ready_s}, switch_s=1, rest_s={rest_s})"
LAST = "SELECT status, held_s FROM holds ORDER BY started_us"
RATINGS = """SELECT r.moment, r.area, r.score, (SELECT count(*) FROM holds h WHERE h.session = r.session)
    FROM ratings r WHERE r.deleted_us IS NULL ORDER BY r.session, r.moment"""


class Mat:
    """2_practise, with every cell run on a log of its own."""

    def __init__(self, notebook: Notebook, log) -> None:
        self.notebook, self.page, self.log = notebook, notebook.page, log

    @property
    def player(self) -> Locator:
        """The hold player."""
        return self.page.locator(".sb-player")

    def press(self, name: str) -> None:
        """Press a button of the player."""
        self.player.get_by_role("button", name=name, exact=True).click()

    def until(self, **data: str) -> None:
        """Wait until the player's state or phase is this."""
        wanted = "".join(f"[data-{name}={value}]" for name, value in data.items())
        self.page.wait_for_selector(f".sb-player{wanted}", timeout=30_000)

    def rate(self, moment: str, area: str, score: int) -> None:
        """Press a number of a scale."""
        scale = self.page.get_by_role("group", name=f"{area}, {moment}")
        scale.get_by_role("button", name=str(score), exact=True).click()

    def run_cell(self, source: str) -> None:
        """Run one cell again, and wait until it has run."""
        self.page.evaluate(
            """async (source) => {
              const { content } = window.jupyterapp.shell.currentWidget;
              const at = content.widgets.findIndex(({ model }) => model.sharedModel.source === source);
              content.activeCellIndex = at;
              await window.jupyterapp.commands.execute("notebook:run-cell");
            }""",
            source,
        )
        self.notebook.wait(Notebook.IDLE)

    def rows(self, query: str) -> list[tuple]:
        """Rows of the log, read past the package."""
        return holds(self.log, query)

    def until_rows(self, query: str, holds_for: Callable[[list[tuple]], bool]) -> list[tuple]:
        """Wait until the log says so."""
        self.notebook.until(lambda: holds_for(self.rows(query)), f"the log never said so: {query}")
        return self.rows(query)


@pytest.fixture
def mat(open_notebook, tmp_path):
    """Open 2_practise on a log of its own, quick enough for a test."""

    def opened(hold_s: float = 1, ready_s: float = 1, rest_s: float = 1) -> Mat:
        log = tmp_path / "log.db"
        changes = {
            "sb.open_log()": f"sb.open_log({str(log)!r})",
            "sb.Practice(cat, log, minutes=10)": QUICK.format(hold_s=hold_s, ready_s=ready_s, rest_s=rest_s),
        }
        mat = Mat(open_notebook("2_practise.ipynb", changes), log)
        mat.notebook.run_all()
        mat.player.wait_for()
        return mat

    return opened


@pytest.mark.parametrize("day", ["the first day", "the next day, in the same page"])
def test_three_clicks_to_a_hold(open_notebook, day):
    """Run, Run All Cells, Start: no typing and no scrolling."""
    notebook = open_notebook("2_practise.ipynb")
    page = notebook.page
    page.wait_for_function(Notebook.IDLE, timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    start = page.locator(".sb-player").get_by_role("button", name="Start", exact=True)
    expect(start).to_be_in_viewport(ratio=1, timeout=60_000)
    page.wait_for_function(Notebook.IDLE, timeout=60_000)
    expect(start).to_be_in_viewport(ratio=1)
    start.click()
    page.wait_for_selector(".sb-player[data-phase=hold][data-state=running]", timeout=30_000)
    page.locator(".sb-player").get_by_role("button", name="Stop", exact=True).click()
    notebook.check()


def test_a_rating_while_getting_ready_again_is_of_the_session_that_runs(mat):
    """The first session keeps its rating, the second has its own."""
    mat = mat(ready_s=5)
    mat.rate("before", "hip", 6)
    mat.press("Start")
    mat.until(phase="ready")
    mat.press("Skip hold")
    mat.press("Stop")
    mat.until(state="done")
    mat.press("Start again")
    mat.until(phase="ready")
    mat.rate("before", "hip", 9)
    found = mat.until_rows(
        RATINGS, lambda rows: len(rows) == 2 and (6, 1) in [(row[2], row[3]) for row in rows]
    )
    assert sorted(row[2] for row in found) == [6, 9]
    mat.notebook.check()


def test_the_players_cell_may_be_run_again(mat):
    """Run alone in the middle of a hold: the hold goes on, and the rating after reaches its session."""
    mat = mat(hold_s=60)
    mat.press("Start")
    mat.until(phase="hold", state="running")
    mat.run_cell("practice.player")
    mat.until(phase="hold", state="running")
    mat.press("Stop")
    mat.until(state="done")
    mat.rate("after", "hip", 3)
    assert mat.until_rows(RATINGS, bool) == [("after", "hip", 3, 1)]
    assert [row[0] for row in mat.rows(LAST)] == ["cut short"]
    mat.notebook.check()


def test_all_cells_may_be_run_again_in_the_middle_of_a_hold(mat):
    """What was held is logged as cut short at once, the new player says so, and only one player is left."""
    mat = mat(hold_s=60)
    mat.press("Start")
    mat.until(phase="hold", state="running")
    mat.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    found = mat.until_rows(LAST, bool)
    assert [row[0] for row in found] == ["cut short"]
    mat.until(state="idle")
    expect(mat.player).to_have_count(1)
    expect(mat.player).to_contain_text("cut short")
    mat.rate("before", "hip", 5)
    mat.until_rows(RATINGS, lambda rows: [row[2] for row in rows] == [5])
    mat.notebook.check()


def test_what_was_logged_follows_the_player(mat):
    """It fills while the routine runs, without a cell being run."""
    mat = mat()
    logged = mat.page.locator(".sb-logged")
    expect(logged).to_contain_text("Nothing is logged yet")
    mat.press("Start")
    mat.until(phase="rest")
    expect(logged).to_contain_text("1 hold")
    mat.press("Stop")
    expect(logged.locator("figcaption")).to_contain_text("Practised on 1 of 1 day")
    mat.notebook.check()
