"""A walk through the workbook in the engine of Safari: a routine into the log, the figure and its inside."""

import os

import pytest
import webkit
from harness import Server, changed
from practice import holds
from selenium.webdriver import WebKitGTK
from webkit import Leaf, Sheet

import stretchbook as sb

pytestmark = pytest.mark.browser

SHORT = """practice.player.routine = sb.build_routine(
    cat, ['childs_pose', 'seated_twist'], hold_s=1, ready_s=0.5, first_s=1, switch_s=0.5, rest_s=0.5)"""
LAST = (
    "select stretch, side, status from holds where session ="
    " (select id from sessions order by started_us desc limit 1) order by started_us"
)
PAINTED = """const canvas = document.querySelector(".sb-figure canvas%s");
  if (!canvas || !canvas.width) return 0;
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const brush = copy.getContext("2d");
  brush.drawImage(canvas, 0, 0);
  const { data } = brush.getImageData(0, 0, width, height);
  return data.filter((value, i) => i %% 4 === 3 && value > 128).length / (data.length / 4);"""
DRAWN = "return document.querySelector('.sb-figure-canvas:not(.sb-figure-inside)')?.dataset.drawn"
CAMERA = DRAWN.replace("drawn", "camera")


@pytest.fixture(scope="module")
def driver():
    """One window for the walk."""
    if webkit.browser() is None:
        pytest.fail(webkit.MISSING) if os.environ.get("CI") == "true" else pytest.skip(webkit.MISSING)
    with webkit.window() as driver:
        yield driver


def leaf(driver: WebKitGTK, lab: Server, name: str) -> Leaf:
    """A copy of a notebook, run."""
    return Leaf(driver, lab.url(f"lab/tree/{changed(lab.folder, name, {})}"))


def test_a_routine_is_done_and_logged(driver, lab):
    """Press Start, do both stretches, and read holds and rating back from the log."""
    practise = leaf(driver, lab, "2_practise.ipynb")
    assert practise.python(SHORT) == ""
    practise.until("return document.querySelector('.sb-next').textContent.includes(\"Child's pose\")")
    practise.press(".sb-player", "Start")
    practise.until("return document.querySelector('.sb-player[data-state=done]')")
    practise.until("return /^Saved: 3 of 3 holds/.test(document.querySelector('.sb-saved').textContent)")
    assert holds(lab.log, LAST) == [
        ("childs_pose", "both", "completed"),
        ("seated_twist", "left", "completed"),
        ("seated_twist", "right", "completed"),
    ]
    assert practise.wrong == []


def test_the_figure_turns_and_shows_its_inside(driver, lab):
    """Drawn in WebGL2, turned by an arrow key, and with bones and muscles in it."""
    body = leaf(driver, lab, "5_body.ipynb")
    figure = driver.find_element("css selector", ".sb-figure-canvas")
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", figure)
    body.until(DRAWN)
    assert 0.1 < driver.execute_script(PAINTED % "") < 0.8
    before = driver.execute_script(CAMERA)
    figure.send_keys("\ue012")  # the left arrow
    body.until(f"return ({CAMERA.removeprefix('return ')}) !== {before!r}")
    body.press(".sb-figure", "›")
    body.until("return /^2 of 4/.test(document.querySelector('.sb-figure-caption').textContent)")
    body.press(".sb-figure", "Look inside")
    body.until("return document.querySelector('.sb-figure .sb-figure-inside')")
    body.until(f"return (() => {{ {PAINTED % '.sb-figure-inside'} }})() > 0.02")
    assert body.wrong == []


def test_the_take_home_page_keeps_its_log(driver, tmp_path):
    """One file without a network: a routine is done, its holds are kept, and stand there after a reload."""
    cat = sb.load_catalogue()
    routine = sb.build_routine(cat, ["childs_pose", "seated_twist"], hold_s=1, ready_s=0.1, switch_s=0.1)
    sb.take_home(cat, routine, path=tmp_path / "page.html")
    address = (tmp_path / "page.html").as_uri()
    page = Sheet(driver, address)
    page.until("return document.querySelector('.sb-player[data-state=idle]')")
    assert driver.find_elements("css selector", ".home-sessions li") == []
    page.press(".sb-player", "Start")
    page.until("return document.querySelector('.sb-player[data-state=done]')")
    row = "document.querySelector('.home-sessions li')"
    kept = f"return {row}?.innerText.match(/3 holds, 0:\\d\\d held/)?.[0]"
    page.until(kept)
    said = driver.execute_script(kept)
    assert page.wrong == []
    page = Sheet(driver, address)
    page.until(kept)
    assert driver.execute_script(kept) == said
    driver.execute_script("arguments[0].scrollIntoView()", driver.find_element("css selector", ".sb-player"))
    page.until(DRAWN)
    assert page.wrong == []
