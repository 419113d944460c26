"""A notebook that was saved shows what was there: live after a reload, to be run again after a restart."""

import pytest
from harness import Notebook
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NO_KERNEL = "() => window.jupyterapp.serviceManager.sessions.shutdownAll()"


def test_a_saved_player_lives_on_or_asks_to_be_run(open_notebook, lab):
    """After a reload it is live; without its kernel it asks to be run, however often it is saved."""
    notebook = open_notebook("2_practise.ipynb")
    page = notebook.page
    player = page.locator(".sb-player")
    start = player.get_by_role("button", name="Start", exact=True)
    notebook.run_all()
    expect(start).to_be_enabled()
    notebook.command("docmanager:save")
    notebook.go(lab.url("lab/tree/2_practise.ipynb"))
    notebook.seen_again(player)
    expect(start).to_be_enabled(timeout=30_000)
    expect(player).not_to_contain_text("Run this cell")
    for _ in range(2):
        page.evaluate(NO_KERNEL)
        notebook.go(lab.url("lab/tree/2_practise.ipynb"))
        notebook.seen_again(player)
        page.wait_for_function(Notebook.IDLE, timeout=60_000)
        expect(player).to_contain_text("Run this cell", timeout=30_000)
        expect(start).to_have_count(0)
        expect(page.get_by_text("Loading widget")).to_have_count(0)
        notebook.command("docmanager:save")
    assert lab.token not in (lab.folder / "2_practise.ipynb").read_text("utf-8")
