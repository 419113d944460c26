"""Cells run again, kernels that end, and notebooks seen as they were saved: what the player then does."""

import pytest
from harness import Notebook
from playwright.sync_api import expect
from practice import Desk, holds

import stretchbook as sb

pytestmark = pytest.mark.browser

MAKE = (
    "import stretchbook as sb\n"
    "cat, log = sb.load_catalogue(), sb.open_log({log!r})\n"
    "player = sb.HoldPlayer(cat, sb.build_routine(cat, ['childs_pose'], hold_s=60, ready_s=0), log)\n"
    "player.come_into_view = True"
)
ROWS = "select stretch, status from holds"


@pytest.fixture
def desk(room, monkeypatch, request) -> Desk:
    """A page with a long hold that is running."""
    monkeypatch.setattr(Desk, "CELLS", (MAKE, "player", *["1"] * 60))
    desk = room(request.node.name)
    desk.player.scroll_into_view_if_needed()
    desk.press("Start")
    desk.until_phase("hold")
    desk.page.wait_for_timeout(1200)
    return desk


def run_cell(desk: Desk, number: int) -> None:
    """Run one cell of the notebook again."""
    desk.page.evaluate(
        "(i) => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i;"
        " window.jupyterapp.commands.execute('notebook:run-cell'); }",
        number,
    )


def test_run_all_in_a_hold_logs_it_and_says_so(desk):
    """The hold is cut short and logged at once, the new player says it, and the screen may sleep again."""
    desk.page.evaluate("() => { document.querySelector('.sb-player').id = 'old'; }")
    desk.notebook.command("notebook:run-all-cells")
    fresh = desk.page.locator(".sb-player:not(#old)")
    said = fresh.locator(".sb-notices")
    expect(said).to_contain_text("Stopped by running the cell again: Child's pose, ")
    expect(said).to_contain_text(" s, cut short, logged.")
    expect(fresh).to_have_attribute("data-state", "idle")
    assert holds(desk.log, ROWS) == [("childs_pose", "cut short")]
    desk.notebook.check()


def test_showing_the_same_player_again_does_not_disturb_it(desk):
    """The cell that only shows it may be run in the middle of a hold: one hold, and it goes on."""
    desk.page.evaluate("() => { document.querySelector('.sb-player').id = 'old'; }")
    run_cell(desk, 1)
    fresh = desk.page.locator(".sb-player:not(#old)")
    expect(fresh).to_have_attribute("data-state", "running")
    desk.page.wait_for_timeout(2500)
    expect(fresh).to_have_attribute("data-state", "running")
    assert holds(desk.log, ROWS) == []


def test_a_player_whose_cell_is_cleared_waits(desk):
    """Nobody sees it: after a moment it is paused, and nothing is lost."""
    desk.page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    desk.notebook.until(lambda: desk.python("print(player.state)").strip() == "paused", "it must wait")


def test_without_its_kernel_it_goes_on_and_then_says_what_to_do(desk):
    """A restart does not stop a hold; afterwards the player cannot be started, and says *Run this cell*."""
    desk.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    desk.page.wait_for_timeout(1500)
    expect(desk.player).to_have_attribute("data-state", "running")
    desk.press("Stop")
    desk.until_state("done")
    toggle = desk.player.locator(".sb-toggle")
    expect(toggle).to_have_text("Run this cell")
    expect(toggle).to_have_attribute("aria-disabled", "true")
    desk.notebook.wait(Notebook.IDLE)
    desk.page.evaluate("() => { document.querySelector('.sb-player').id = 'old'; }")
    desk.notebook.command("notebook:run-all-cells")
    expect(desk.page.locator(".sb-player:not(#old) .sb-toggle")).to_have_text("Start", timeout=60_000)
    desk.notebook.until(lambda: holds(desk.log, ROWS) == [("childs_pose", "cut short")], "the hold is kept")


STRAY = """() => {
  const session = { id: "5e4d3c2b-1a0b-4d9f-8a85-e2f0c1f30001", started_at: "2026-11-20T20:00:00.000Z",
    zone: "Europe/Berlin", areas: ["hip"] };
  const hold = { id: "3f1c0f2e-3f58-4a8f-9d0a-0a1b2c3d4e5f", stretch: "childs_pose", side: "both", set: 1,
    planned_s: 30, held_s: 30, status: "completed", started_at: "2026-11-20T20:00:05.000Z" };
  localStorage.setItem(`stretchbook:gone:${hold.id}`, JSON.stringify({ session, hold }));
  document.cookie = "stretchbook_waiting_8123=3; path=/";
}"""


def test_holds_that_wait_for_another_log_are_named_and_can_be_put_into_this_one(room, tmp_path):
    """They are offered as a file that loads, and to the log that is open; other ports are named."""
    desk = room("stray")
    desk.page.evaluate(STRAY)
    desk.notebook.run_all()
    notices = desk.player.locator(".sb-notices")
    expect(notices).to_contain_text("1 hold waits in this browser for another log.")
    expect(notices).to_contain_text("3 holds wait at port 8123: start with --port 8123.")
    with desk.page.expect_download() as download:
        notices.get_by_role("button", name="Save as a file").click()
    download.value.save_as(tmp_path / "holds.json")
    other = sb.open_log("sqlite://")
    other.load(tmp_path / "holds.json")
    assert other.holds()["held_s"].tolist() == [30]
    notices.get_by_role("button", name="Put into this log").click()
    desk.notebook.until(lambda: holds(desk.log, ROWS) == [("childs_pose", "completed")], "it must be logged")
    expect(notices).not_to_contain_text("another log")


def test_it_comes_into_view_after_run_all_and_not_again(room, monkeypatch):
    """JupyterLab scrolls to the last cell; the player is there all the same, the first time only."""
    monkeypatch.setattr(Desk, "CELLS", (MAKE, "player", *["1"] * 60))
    desk = room("comes_into_view")
    seen = "() => { const { top } = document.querySelector('.sb-player').getBoundingClientRect();"
    seen += " return top > -300 && top < innerHeight - 100; }"
    desk.page.wait_for_function(seen)
    desk.page.mouse.move(400, 500)
    desk.page.mouse.wheel(0, 6000)
    desk.page.wait_for_function(seen.replace("return top", "return !(top").replace("100; }", "100); }"))
    desk.page.evaluate("() => { document.querySelector('.sb-player').id = 'old'; }")
    desk.notebook.command("notebook:run-all-cells")
    desk.page.locator(".sb-player:not(#old)").wait_for(state="attached", timeout=30_000)
    desk.page.wait_for_timeout(2000)
    assert not desk.page.evaluate(seen)
