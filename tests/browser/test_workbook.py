"""The whole workbook in the real JupyterLab, as a person uses it."""

import contextlib
import io
import os
import sqlite3
import stat

import pytest
from matplotlib.image import imread
from playwright.sync_api import Locator, expect
from practice import opened

pytestmark = pytest.mark.browser

QUICK = "sb.Practice(cat, log, minutes=10, hold_s=5, ready_s=1, switch_s=1, rest_s=1)"
SHORT = {"sb.Practice(cat, log, minutes=10)": QUICK}
NOTEBOOKS = [f"{name}.ipynb" for name in ("1_explore", "2_practise", "3_progress", "4_workshop", "5_body")]


def rows(lab, query: str) -> list[tuple]:
    """Rows of the log's database, read past the package."""
    with contextlib.closing(sqlite3.connect(f"file:{lab.log}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def ground_of(picture: Locator) -> list[int]:
    """Red, green and blue (0 to 255) of the lower left corner of a picture as it is on the screen."""
    return (imread(io.BytesIO(picture.screenshot()))[-3, 2, :3] * 255).tolist()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_clean(open_notebook, name):
    """Run All finishes without an error in a cell or in the console, and so it stays in the other theme."""
    notebook = open_notebook(name)
    notebook.theme("Dark")
    notebook.run_all()
    notebook.theme("Light")
    notebook.check()
    assert notebook.page.get_by_text("official Jupyter news").count() == 0
    assert notebook.page.locator(".jp-Notebook img:not([alt]), .jp-Notebook img[alt='']:visible").count() == 0


def test_the_whole_job(open_notebook, lab):
    """Pick, fit to minutes, start, pause, resume, skip, finish; the rows are there, and so is the chart."""
    notebook = open_notebook("2_practise.ipynb", SHORT)
    notebook.run_all()
    page, player = notebook.page, notebook.page.locator(".sb-player")
    picker = page.locator(".sb-picker")
    picker.get_by_label("hip", exact=True).check()
    picker.get_by_text("Sets", exact=True).click()
    expect(player.locator(".sb-count")).to_have_text("0:34")
    picker.get_by_text("Minutes I have").click()
    picker.get_by_label("minutes").fill("2")
    picker.get_by_label("minutes").press("Enter")
    expect(picker).to_contain_text("1:44 min in all")
    expect(player.locator(".sb-count")).to_have_text("1:44")
    page.get_by_role("button", name="6", exact=True).first.click()

    player.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_selector(".sb-player[data-phase=hold]")
    player.get_by_role("button", name="Pause", exact=True).click()
    paused = player.locator(".sb-count").inner_text()
    page.wait_for_timeout(3000)
    assert player.locator(".sb-count").inner_text() == paused, "a paused clock stands"
    player.get_by_role("button", name="Resume", exact=True).click()
    page.wait_for_selector(".sb-player[data-phase=rest]")
    page.wait_for_selector(".sb-player[data-phase=hold]")
    player.get_by_role("button", name="Skip hold", exact=True).click()
    page.wait_for_selector(".sb-player[data-phase=switch]")
    page.wait_for_selector(".sb-player[data-phase=hold]")
    player.press("s")
    page.wait_for_selector(".sb-player[data-state=done]")
    expect(player.locator(".sb-saved")).to_have_text("Saved: 4 of 4 holds.")
    page.get_by_role("button", name="4", exact=True).last.click()
    page.get_by_role("textbox", name="Note").fill("slept badly <b>")

    found = rows(lab, "select stretch, side, planned_s, held_s, status from holds order by started_us")
    stretches = ["childs_pose", "happy_baby", "runners_lunge", "runners_lunge"]
    assert [row[0] for row in found] == stretches
    assert [row[1] for row in found] == ["both", "both", "left", "right"]
    assert found[0][4] == "completed"
    assert 5 <= found[0][3] < 8, "the pause is not counted"
    wanted = [(6, 4, "slept badly <b>")]
    score = "(select score from ratings where session = s.id and area = 'hip' and moment = '{}')".format
    query = f"select {score('before')}, {score('after')}, note from sessions s where deleted_us is null"
    notebook.until(lambda: rows(lab, query) == wanted, f"the session never became {wanted}")

    expect(page.locator(".sb-logged figcaption")).to_contain_text("Practised on 1 of 1 day")
    notebook.check()


def test_a_question_hides_its_answer_and_a_chart_follows_the_theme(window):
    """An answer opens by the keyboard; a light chart has a dark ground on a dark page, as a dark one has."""
    cells = [
        "import stretchbook as sb\nholds = sb.demo_log().holds()",
        "sb.ask('How many days?', sb.show(sb.plot_calendar(holds)))",
        "import matplotlib.pyplot as plt\nplt.style.use('dark_background')\nsb.show(sb.plot_calendar(holds))",
    ]
    with opened(window, "question.ipynb", *cells) as notebook:
        page = notebook.page
        light, dark = page.locator("figure img").all()
        expect(light).to_be_hidden()
        page.locator("summary").press("Enter")
        expect(light).to_be_visible()
        for theme in ("Light", "Dark"):
            notebook.theme(theme)
            assert (min(ground_of(light)) > 240) == (theme == "Light")
            assert (max(ground_of(light)) < 40) == (theme == "Dark")
            assert max(ground_of(dark)) < 20
        notebook.check()


def test_the_log_is_private(lab, open_notebook):
    """Only its owner may read the log and its folder."""
    notebook = open_notebook("2_practise.ipynb")
    notebook.run_all()
    if os.name == "posix":
        assert stat.S_IMODE(lab.log.stat().st_mode) == 0o600
        assert stat.S_IMODE(lab.log.parent.stat().st_mode) == 0o700


def test_the_handout_prints_and_is_saved(open_notebook, tmp_path):
    """Print opens the dialog of the page itself; the saved file is the same page and needs no network."""
    notebook = open_notebook("4_workshop.ipynb")
    notebook.run_all()
    page = notebook.page
    frame = page.locator(".sb-handout iframe")
    told = (
        "(frame) => frame.contentWindow.addEventListener('beforeprint', () => { frame.dataset.printed = 1; })"
    )
    frame.evaluate(told)
    page.get_by_role("button", name="Print", exact=True).click()
    expect(frame).to_have_attribute("data-printed", "1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as HTML").click()
    download.value.save_as(tmp_path / "routine.html")
    text = (tmp_path / "routine.html").read_text("utf-8")
    assert "Wide-legged forward fold" in text
    assert "Emergency department or ambulance, now" in text
    assert "http://" not in text
    assert "https://" not in text
    notebook.check()
