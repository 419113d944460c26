"""How long a figure takes in software: ``pytest -s tests/benchmarks/bench_figure.py``, on an idle machine.

With ``STRETCHBOOK_DEMO=inside_demo.html`` (the trial's page, which holds the renderer of before and the first
inside) the three ratios are measured too, in turns, so that load hits both alike.
"""

import base64
import os
import shutil
import sys
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import sync_playwright

import stretchbook as sb
from stretchbook.body.inside import inside_file
from stretchbook.body.motion import figure_data
from stretchbook.widgets.join import module

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from canvas import LOAD
from harness import QUIET, Notebook, running_lab
from practice import write_notebook

RENDERER = [f"figure/{name}.js" for name in ("body_model", "kinematics", "tile_sorter", "figure_canvas")]
RENDERER += [f"figure/{name}.js" for name in ("camera", "render")]
DRAW = """(data) => {
  const step = data.steps.findIndex(({ hold }) => hold);
  const begun = performance.now();
  const body = placeBody(data.steps[step].frames.at(-1)[1], data.anchor);
  window.renderer ??= new BodyRenderer(document.querySelector("canvas"));
  const view = fitView(body, data.steps[step].camera, 520, 420);
  renderer.draw(body, placePatches(body, bodyModel().patches), view);
  renderer.gl.readPixels(0, 0, 1, 1, renderer.gl.RGBA, renderer.gl.UNSIGNED_BYTE, new Uint8Array(4));
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


OURS = """async ([data, packed]) => {
  const pose = data.steps.find(({ hold }) => hold).frames.at(-1)[1];
  const { camera } = data.steps.find(({ hold }) => hold);
  const [skin, under] = document.querySelectorAll("canvas");
  window.renderer ??= new BodyRenderer(skin);
  const read = () => unpack(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0)));
  window.layer ??= new InsideLayer(under, await read());
  const finish = ({ gl }) => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  const drawn = (parts) => {
    const begun = performance.now();
    const body = placeBody(pose, data.anchor);
    const view = fitView(body, camera, 520, 420);
    if (parts.includes("skin")) renderer.draw(body, placePatches(body, bodyModel().patches), view);
    if (parts.includes("inside")) layer.draw(body, pose, view, { shown: null, places: {} });
    if (parts.includes("skin")) finish(renderer);
    if (parts.includes("inside")) finish(layer);
    return performance.now() - begun;
  };
  return [drawn("skin"), drawn("inside"), drawn("skin inside")];
}"""
THEIRS = """(data) => {
  const pose = data.steps.find(({ hold }) => hold).frames.at(-1)[1];
  const { camera } = data.steps.find(({ hold }) => hold);
  const begun = performance.now();
  let body = placeBody(pose, data.anchor);
  R1.draw(body, placePatches(body, MODEL.patches), fitView(body, camera, 520, 420));
  R1.finish();
  const between = performance.now();
  body = placeBody(pose, data.anchor);
  In.pose(body, pose);
  In.tubes({}, null);
  In.draw(fitView(body, camera, 520, 420), { bones: true, tubes: true });
  In.finish();
  return [between - begun, performance.now() - between];
}"""


@pytest.mark.skipif("STRETCHBOOK_DEMO" not in os.environ, reason="STRETCHBOOK_DEMO names no page")
def test_three_ratios():
    """Skin to the renderer before at most 0.7, inside to the trial's 1.2, both together to their sum 1.1."""
    cat = sb.load_catalogue()
    packed = base64.b64encode(inside_file()).decode()
    with sync_playwright() as play:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--use-angle=swiftshader"]
        )
        ours, theirs = browser.new_page(), browser.new_page()
        ours.set_content("<canvas></canvas><canvas></canvas>")
        ours.evaluate(LOAD, module(*RENDERER, "inside/asset.js", "inside/inside_layer.js"))
        theirs.goto(Path(os.environ["STRETCHBOOK_DEMO"]).resolve().as_uri())
        rows = []
        for stretch in cat.stretches.index:
            data = figure_data(cat, stretch)
            turns = []
            for _ in range(11):
                ours.bring_to_front()
                mine = ours.evaluate(OURS, [data, packed])
                theirs.bring_to_front()
                turns.append([*mine, *theirs.evaluate(THEIRS, data)])
            rows.append([median(times) for times in zip(*turns[2:], strict=True)])
            print(f"{stretch:18s}", *(f"{ms:6.0f}" for ms in rows[-1]), "ms")
        browser.close()
    skin, inside, both, before, trial = map(median, zip(*rows, strict=True))
    print(
        "skin, inside, both, skin before, trial's inside:",
        *(f"{one:.0f}" for one in (skin, inside, both, before, trial)),
    )
    ratios = {"skin": skin / before, "inside": inside / trial, "both": both / (skin + inside)}
    print(*(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))
    assert ratios["skin"] <= 0.7
    assert ratios["inside"] <= 1.2
    assert ratios["both"] <= 1.1


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
