"""Draw the still pictures of all keyframes with the renderer of the live figure.

Run ``python data/stills/make_stills.py`` after a change of the body model, the renderer or the angles.
It needs the test extra (Playwright) and a Chromium: Playwright's own, or the one named by ``CHROMIUM``.
Each picture is drawn three times as large in software (so that every machine draws the same) and scaled
down. Writes ``<stretch>_<keyframe>.webp``, and ``..._right.webp`` for the other side of a sided stretch; and
``inside/<stretch>.webp``, the held posture with its bones and its lengthened muscles.
"""

import base64
import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import stretchbook as sb
from stretchbook.body.inside import inside_file
from stretchbook.body.motion import figure_data, keyframes_of
from stretchbook.body.muscles import pose_lengths, tints
from stretchbook.widgets.join import module

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, FINER = 780, 630, 3
BROWSER = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

LOAD = """async (text) => {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  Object.assign(window, (await import(url)).default);
}"""
RENDERER = [f"figure/{name}.js" for name in ("kinematics", "figure_canvas", "keyframe_path", "render")]

INSIDE = [f"inside/{name}.js" for name in ("asset", "inside_layer")]

DRAW = """async ({ data, step, side, width, height, finer, places }) => {
  const way = side === "right" ? mirrorPath(data) : data;
  const { frames, camera } = way.steps[step];
  const body = placeBody(frames.at(-1)[1], way.anchor);
  const widest = widestStep(way.steps, way.anchor, width * finer, height * finer);
  const view = fitView(body, camera, width * finer, height * finer, widest);
  const large = document.querySelector("canvas");
  window.renderer ??= new BodyRenderer(large);
  renderer.draw(body, [], view);
  let under = null;
  if (places) {
    window.layer ??= new InsideLayer(document.createElement("canvas"), await window.asset);
    layer.draw(body, frames.at(-1)[1], view, { shown: new Set(Object.keys(places)), places });
    under = layer.canvas;
  }
  const small = Object.assign(document.createElement("canvas"), { width, height });
  const paper = small.getContext("2d");
  paper.fillStyle = "#f6f5f1";
  paper.fillRect(0, 0, width, height);
  paper.imageSmoothingQuality = "high";
  if (under) paper.drawImage(under, 0, 0, width, height);
  paper.globalAlpha = under ? 0.2 : 1; // glass, as in figure.css
  paper.drawImage(large, 0, 0, width, height);
  return small.toDataURL("image/webp", 0.9).split(",")[1];
}"""


def draw(page: Page, data: dict, step: int, side: str, places: dict[str, float] | None = None) -> bytes:
    """One picture, as WebP bytes; with places in the range of muscles, of the inside."""
    sizes = {"width": WIDTH, "height": HEIGHT, "finer": FINER}
    wanted = {"data": data, "step": step, "side": side, "places": places, **sizes}
    return base64.b64decode(page.evaluate(DRAW, wanted))


def lengthened(cat: sb.Catalogue, stretch: str, side: str) -> dict[str, float]:
    """The muscles that the held posture lengthens, by their place in their range, 0 to 1."""
    held = next(step.pose for step in keyframes_of(cat, stretch, side) if step.hold)
    return {key: place / 100 for key, place in tints(pose_lengths(held)).items()}


def open_page(browser) -> Page:
    """A bare page that knows the body model and its renderer."""
    page = browser.new_page()
    page.set_content("<canvas></canvas>")
    page.evaluate(LOAD, module(*RENDERER, *INSIDE))
    packed = base64.b64encode(inside_file()).decode()
    page.evaluate(
        "text => { window.asset = unpack(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))); }", packed
    )
    return page


def main(folder: Path = HERE) -> None:
    """Draw every keyframe of the shipped catalogue into a folder."""
    cat = sb.load_catalogue()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=BROWSER)
        page = open_page(browser)
        total = 0
        for stretch, row in cat.stretches.iterrows():
            data = figure_data(cat, str(stretch))
            for step in range(len(data["steps"])):
                for side in ("left", "right") if row["sided"] else ("both",):
                    picture = draw(page, data, step, side)
                    name = f"{stretch}_{step}{'_right' if side == 'right' else ''}.webp"
                    (folder / name).write_bytes(picture)
                    total += len(picture)
                    if data["steps"][step]["hold"]:
                        picture = draw(page, data, step, side, lengthened(cat, str(stretch), side))
                        (folder / "inside" / name.replace(f"_{step}", "")).write_bytes(picture)
        browser.close()
    print(f"{total / 1e6:.2f} MB in {folder}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
