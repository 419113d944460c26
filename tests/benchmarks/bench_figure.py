"""How long a figure takes in software: ``pytest -s tests/benchmarks/bench_figure.py``, on an idle machine."""

import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

import stretchbook as sb
from stretchbook.body.motion import figure_data
from stretchbook.widgets.join import module

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from canvas import LOAD
from harness import QUIET, Notebook, running_lab
from practice import write_notebook

RENDERER = [
    f"figure/{name}.js" for name in ("body_model", "kinematics", "tile_sorter", "figure_canvas", "render")
]
DRAW = """(data) => {
  const step = data.steps.findIndex(({ hold }) => hold);
  const begun = performance.now();
  const body = placeBody(data.steps[step].frames.at(-1)[1], data.anchor);
  window.renderer ??= new BodyRenderer(document.querySelector("canvas"));
  renderer.draw(body, placePatches(body, MODEL.patches), fitView(body, data.steps[step].camera, 520, 420));
  renderer.finish();
  return performance.now() - begun;
}"""


def test_one_picture():
    """On an idle machine the median picture of 520 x 420 takes at most 150 ms in the software renderer."""
    cat = sb.load_catalogue()
    with sync_playwright() as play:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--use-angle=swiftshader"]
        )
        page = browser.new_page()
        page.set_content("<canvas></canvas>")
        page.evaluate(LOAD, module(*RENDERER))
        times = {}
        for stretch in cat.stretches.index:
            data = figure_data(cat, stretch)
            times[stretch] = median([page.evaluate(DRAW, data) for _ in range(8)][1:])
            print(f"{stretch:18s} {times[stretch]:6.0f} ms")
        browser.close()
    assert median(times.values()) <= 150


MOVE = """async (degrees) => {
  const slider = document.querySelectorAll(".sb-angles input")[3];
  const bars = document.querySelector(".sb-bars");
  const drawn = new Promise((done) => {
    const shown = () => requestAnimationFrame(() => done(performance.now()));
    const seen = new MutationObserver(() => { seen.disconnect(); shown(); });
    seen.observe(bars, { childList: true });
  });
  const moved = performance.now();
  slider.value = degrees;
  slider.dispatchEvent(new Event("input"));
  return await drawn - moved;
}"""


def test_slider_to_bars(tmp_path):
    """With the kernel idle the bars follow a slider within 50 ms in the median."""
    with running_lab(tmp_path) as lab, sync_playwright() as play:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=found, args=QUIET)
        cell = "import stretchbook as sb\nsb.WhatIf(sb.load_catalogue())"
        notebook = Notebook(browser.new_page())
        notebook.go(lab.url(f"lab/tree/{write_notebook(lab.folder, 'what_if.ipynb', cell)}"))
        notebook.run_all()
        notebook.page.wait_for_timeout(3000)
        times = []
        for degrees in range(120, 0, -3):  # small enough to be no leap, great enough to be seen in the bars
            times.append(notebook.page.evaluate(MOVE, degrees))
            notebook.page.wait_for_timeout(400)
        print(f"slider to bars: median {median(times):.0f} ms, worst {max(times):.0f} ms of {len(times)}")
        notebook.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
        browser.close()
    assert median(times) <= 50
