"""A class's server goes away while somebody practises, and comes back: the page keeps and delivers the holds.

The outage is short; with ``STRETCHBOOK_FULL=1`` it lasts five minutes.
"""

import os

import pytest
from harness import Notebook, Server
from klass.conftest import make_room, postgresql  # noqa: F401
from log.server import Server as PostgreSQL
from playwright.sync_api import Browser
from practice import Desk, write_notebook

pytestmark = pytest.mark.browser
OUTAGE_S = 300 if os.environ.get("STRETCHBOOK_FULL") == "1" else 0


def test_an_outage_of_the_server_loses_no_hold(
    browser: Browser,
    lab: Server,
    postgresql: PostgreSQL,  # noqa: F811
) -> None:
    """Three of four holds are held while the server is away: the page says so; then all are there, once."""
    room = make_room(postgresql, "zoe")
    cells = [cell.replace("{log!r}", f"{room.addresses['zoe']!r}, wait_s=2") for cell in Desk.CELLS]
    notebook = write_notebook(lab.folder, "outage.ipynb", *cells)
    context = browser.new_context()
    page = Notebook(context.new_page())
    page.go(lab.url(f"lab/tree/{notebook}"))
    desk = Desk(page, lab.log)
    desk.routine("childs_pose", "happy_baby", "runners_lunge", ready_s=0, switch_s=0.1, rest_s=2)
    desk.press("Start")
    count = "SELECT count(*) FROM holds"
    page.until(lambda: room.all_rows(count) == [(1,)], "the first hold did not arrive")
    room.raw.stop()
    try:
        desk.until_state("done")
        desk.page.get_by_text("3 holds are not yet saved; they are kept in this browser.").wait_for()
        desk.page.wait_for_timeout(1000 * OUTAGE_S)
    finally:
        room.raw.start()
    page.until(lambda: room.all_rows(count) == [(4,)], "what was kept is not delivered", 70)
    desk.page.get_by_text("Saved: 4 of 4 holds").wait_for()
    held = "SELECT stretch, side, status FROM holds ORDER BY {}"
    assert room.all_rows(held.format("started_us")) == [
        ("childs_pose", "both", "completed"),
        ("happy_baby", "both", "completed"),
        ("runners_lunge", "left", "completed"),
        ("runners_lunge", "right", "completed"),
    ]
    in_order_of_arrival = room.all_rows(held.format("xmin::text::bigint"))
    assert in_order_of_arrival == room.all_rows(held.format("started_us"))
    desk.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    context.close()
