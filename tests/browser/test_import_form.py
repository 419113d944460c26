"""The file button in a browser: a diary of another country is shown as it would be stored, and loaded."""

import pytest
from playwright.sync_api import expect
from practice import holds, opened
from window import Window

pytestmark = pytest.mark.browser

CELLS = """import stretchbook as sb
cat = sb.load_catalogue()
progress = sb.Progress(sb.open_log({log!r}), cat)
progress.importing"""
NOTE = "<img src=x onerror='top.struck=1'>"
DIARY = f"id;started_at;pain_before_hip;note\na;05/01/2015;55;{NOTE}\nb;06/01/2015;NA;\nc;01/02/2015;35;\n"


def test_a_diary_is_shown_loaded_and_undone(window: Window, tmp_path):
    """Its bytes arrive as they are, its text stays text, nothing is written before yes, and undo works."""
    log, diary = tmp_path / "log.db", tmp_path / "diary.csv"
    diary.write_bytes(DIARY.encode("utf-16"))

    def days():
        return holds(log, "SELECT count(*) FROM sessions WHERE deleted_us IS NULL")[0][0]

    with opened(window, "importing.ipynb", CELLS.format(log=str(log))) as notebook:
        shown = notebook.page.locator(".sb-import")
        shown.get_by_label("Load a file").set_input_files(diary)
        expect(shown).to_contain_text("dates with the day first")
        expect(shown).to_contain_text("pain from 0 to 100 (2)")
        expect(shown.locator("td", has_text=NOTE)).to_be_visible()
        expect(shown.get_by_text("2015-02-01 12:00:00", exact=False)).to_be_visible()
        shown.get_by_label("Dates").select_option("month first")
        expect(shown.get_by_text("2015-05-01 12:00:00", exact=False)).to_be_visible()
        assert days() == 0
        shown.get_by_role("button", name="Yes, load 5 rows").click()
        expect(shown.get_by_role("status")).to_have_text("Added: 3 sessions, 2 ratings.")
        assert days() == 3
        shown.get_by_role("button", name="Undo").click()
        expect(shown.get_by_role("status")).to_have_text("Undone: the import of diary.csv.")
        assert days() == 0
        assert not notebook.page.evaluate("top.struck")
        notebook.check()
