"""The logbook in a browser: holds are changed, deleted and brought back, and the log says so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from practice import EXECUTE, holds, opened
from window import Window

pytestmark = pytest.mark.browser

CELLS = """import stretchbook as sb
log = sb.open_log({log!r})
with log.session(["hip"]) as session:
    for side, seconds in [("left", 30.0), ("right", 21.5)]:
        session.hold("seated_twist", side, 30, seconds)
book = sb.Logbook(log)
book"""
ROWS = "SELECT side, held_s, status, deleted_us IS NULL FROM holds ORDER BY started_us, side"


@pytest.fixture
def logbook(window: Window, tmp_path) -> Iterator:
    """A logbook of one session with two holds, shown; and how to read its log."""
    log = tmp_path / "log.db"
    with opened(window, "logbook.ipynb", CELLS.format(log=str(log))) as notebook:
        shown = notebook.page.locator(".sb-logbook")
        shown.locator("[aria-expanded]").click()
        yield shown, lambda: sorted(holds(log, ROWS)), notebook
        notebook.check()


def test_a_hold_is_changed_and_the_change_undone_and_redone(logbook):
    """The status follows the seconds; the totals of the session follow the hold."""
    shown, read, notebook = logbook
    first = shown.locator(".sb-holds tbody tr").first
    expect(first).to_contain_text("Seated twist")
    first.get_by_role("button", name="Edit").click()
    first.get_by_label("Seconds held").fill("12,5")
    first.get_by_role("button", name="Save").click()
    expect(first).to_contain_text("12.5 s")
    expect(first).to_contain_text("cut short")
    expect(first.get_by_role("button", name="Edit")).to_be_focused()
    changed, before = [("left", 12.5, "cut short", 1)], [("left", 30.0, "completed", 1)]
    other = [("right", 21.5, "cut short", 1)]
    assert read() == changed + other
    shown.get_by_role("button", name="Undo").click()
    notebook.until(lambda: read() == before + other, "undo must reach the log")
    shown.get_by_role("button", name="Redo").click()
    notebook.until(lambda: read() == changed + other, "redo must reach the log")
    expect(first).to_contain_text("12.5 s")


def test_a_deleted_hold_comes_back(logbook):
    """It leaves the table and the session's sum, stands among the deleted, and comes back from there."""
    shown, read, _ = logbook
    shown.get_by_role("button", name="Delete hold 2").click()
    expect(shown.locator(".sb-holds tbody tr")).to_have_count(1)
    assert read()[1] == ("right", 21.5, "cut short", 0)
    shown.locator(".sb-deleted summary").click()
    shown.get_by_role("button", name="Bring back").click()
    expect(shown.locator(".sb-holds tbody tr")).to_have_count(2)
    assert read()[1] == ("right", 21.5, "cut short", 1)
    expect(shown.locator(".sb-deleted")).to_be_hidden()


def test_a_wrong_value_is_refused_in_a_sentence(logbook):
    """Nothing is changed, and the sentence says why."""
    shown, read, _ = logbook
    before = read()
    row = shown.locator(".sb-holds tbody tr").first
    row.get_by_role("button", name="Edit").click()
    row.get_by_label("Seconds held").fill("-3")
    row.get_by_role("button", name="Save").click()
    expect(shown.get_by_role("status")).to_contain_text(
        "Nothing was changed: The hold is not written: held_s"
    )
    assert read() == before
    expect(row.get_by_label("Seconds held")).to_have_value("-3")
    row.get_by_role("button", name="Cancel").click()
    expect(row.get_by_role("button", name="Edit")).to_be_focused()


def test_what_is_being_typed_is_kept(logbook):
    """While a note is typed, other rows follow the log; another change waits until this one is closed."""
    shown, read, notebook = logbook
    shown.get_by_role("button", name="Edit session").click()
    note = shown.get_by_label("Note")
    note.fill("half a sent")
    shown.get_by_role("button", name="Delete hold 2").click()
    expect(shown.locator(".sb-holds tbody tr")).to_have_count(1)
    expect(note).to_have_value("half a sent")
    shown.get_by_role("button", name="Edit hold 1").click()
    expect(shown.get_by_role("status")).to_have_text("Save or cancel the change that is open first.")
    expect(note).to_be_focused()
    note.press_sequentially("ence")
    shown.get_by_role("button", name="Save").click()
    expect(shown.locator(".sb-note")).to_have_text("half a sentence")
    shown.get_by_role("button", name="Undo").click()
    expect(shown.locator(".sb-note")).to_have_text("")
    notebook.until(lambda: len(read()) == 2, "both holds are in the log, one of them deleted")


@pytest.mark.parametrize("press", ["mouse", "key"])
def test_a_press_is_not_lost_to_news_of_the_log(logbook, press):
    """What the kernel sends between press and release waits for the click: the form opens, then it comes."""
    shown, read, notebook = logbook
    edit = shown.get_by_role("button", name="Edit session")
    rows = shown.locator(".sb-holds tbody tr")
    expect(rows).to_have_count(2)
    edit.hover()
    edit.focus()
    hand = notebook.page.mouse if press == "mouse" else notebook.page.keyboard
    key = [] if press == "mouse" else ["Space"]
    hand.down(*key)
    last = "log.delete(log.holds(log.sessions()['id'].iloc[0])['id'].iloc[-1]); book.refresh()"
    assert notebook.page.evaluate(EXECUTE, [last, True]) == ""
    notebook.page.wait_for_timeout(500)
    expect(rows).to_have_count(2)
    hand.up(*key)
    expect(shown.get_by_label("Note")).to_be_focused()
    expect(rows).to_have_count(1)
    assert len(read()) == 2, "both holds are in the log, one of them deleted"
