"""How long one picture of the figure takes in software: ``pytest tests/benchmarks/bench_figure.py -s``."""

import shutil
from statistics import median

from playwright.sync_api import sync_playwright

import stretchbook as sb
from stretchbook.body.motion import figure_data
from stretchbook.widgets.figure import figure_front

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
        page.add_script_tag(content=figure_front("figure.js").replace("export default", "window.figure ="))
        times = {}
        for stretch in cat.stretches.index:
            data = figure_data(cat, stretch)
            times[stretch] = median([page.evaluate(DRAW, data) for _ in range(8)][1:])
            print(f"{stretch:18s} {times[stretch]:6.0f} ms")
        browser.close()
    assert median(times.values()) <= 150
