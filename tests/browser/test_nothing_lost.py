"""Nothing lost, nothing doubled: kernels killed and pages reloaded at random moments of a routine.

The suite runs a few routines of each kind; with ``STRETCHBOOK_FULL=1`` it runs thirty. ``-s`` shows figures.
"""

import json
import os
import random
import signal

import pytest
from harness import Notebook, Server
from playwright.sync_api import Browser
from practice import Desk, holds, write_notebook

pytestmark = pytest.mark.browser

ROUTINES = 30 if os.environ.get("STRETCHBOOK_FULL") == "1" else 5
ROUTINE = ["childs_pose", "happy_baby", "runners_lunge"]
TIMES = {"hold_s": 0.4, "ready_s": 0, "switch_s": 0.1, "rest_s": 0.2}
TOTAL_S = 4 * 0.4 + 0.1 + 2 * 0.2

REMEMBER = """
  new MutationObserver(() => {
    const kept = JSON.parse(sessionStorage.getItem("shown") ?? "{}");
    const shown = document.querySelectorAll(".sb-done [data-hold]");
    for (const hold of shown) kept[hold.dataset.hold] = hold.textContent;
    sessionStorage.setItem("shown", JSON.stringify(kept));
  }).observe(document, { subtree: true, childList: true });
"""
"""Every hold that the page ever showed as done, kept by the tab itself through reloads."""
NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => /^stretchbook:.*:/.test(key))"


@pytest.fixture
def desk(browser: Browser, lab: Server, request) -> Desk:
    """A page of its own with a short routine; closed pages ask nothing."""
    name = request.node.name
    log = lab.folder / f"{name}.db"
    cells = [f"{Desk.cells(log)[0]}\nplayer.routine = sb.build_routine(cat, {ROUTINE}, **{TIMES})", "player"]
    notebook = write_notebook(lab.folder, f"{name}.ipynb", *cells)
    context = browser.new_context()
    context.add_init_script(REMEMBER)
    page = Notebook(context.new_page())
    page.page.on("dialog", lambda dialog: dialog.accept())
    page.go(lab.url(f"lab/tree/{notebook}"))
    yield Desk(page, log)
    page.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    context.close()


def run_again(desk: Desk) -> None:
    """Run the notebook again and wait for its new player."""
    desk.page.evaluate("() => document.querySelectorAll('.sb-player').forEach((one) => { one.id = 'old'; })")
    desk.notebook.wait(Notebook.IDLE)
    desk.notebook.command("notebook:run-all-cells")
    desk.page.wait_for_selector(".sb-player:not(#old)", timeout=60_000)


def compare(desk: Desk) -> None:
    """Every hold that the page showed as done is in the log exactly once."""
    desk.notebook.wait(NOTHING_WAITS)
    shown = json.loads(desk.page.evaluate("() => sessionStorage.getItem('shown')"))
    logged = holds(desk.log, "select id, session, stretch, side, set_number from holds")
    print(f"{ROUTINES} routines: {len(shown)} holds shown as done, {len(logged)} in the log")
    assert len(shown) > ROUTINES, "the routines came to something"
    assert set(shown) <= {row[0] for row in logged}
    assert len({row[1:] for row in logged}) == len(logged), "no hold of a session is there twice"


def test_kernels_killed_at_random_moments(desk):
    """The routine goes on without its kernel; the next player on the log delivers what was kept."""
    chance = random.Random(7)
    for _ in range(ROUTINES):
        kernel = int(desk.python("import os; print(os.getpid())"))
        desk.press("Start")
        desk.page.wait_for_timeout(chance.uniform(0, 1000 * TOTAL_S))
        os.kill(kernel, signal.SIGKILL)
        desk.until_state("done")
        desk.page.locator(".jp-Dialog button.jp-mod-accept").click()  # the kernel died and is started again
        run_again(desk)
    compare(desk)


def test_pages_reloaded_at_random_moments(desk):
    """What the page had not yet seen acknowledged is delivered after the reload."""
    chance = random.Random(8)
    desk.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    for _ in range(ROUTINES):
        desk.press("Start")
        desk.page.wait_for_timeout(chance.uniform(0, 1000 * TOTAL_S))
        desk.page.reload()
        desk.notebook.seen_again(desk.player)
    compare(desk)
