"""Measure how soon a hold player can be started, and what its first show sends.

Run ``python tests/benchmarks/bench_first_show.py --pages 5``. Each page shows one widget as its first, in
the same JupyterLab: a bare ipywidgets button, or a player of six stretches. It prints the ms from running the
cell to the button that is seen (median), their ratio, and the kB over the page's websockets.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from harness import QUIET, Notebook, Server, chromium, running_lab
from practice import write_notebook

SETUP = """import ipywidgets
import stretchbook as sb
from IPython.display import display
cat = sb.load_catalogue()
routine = sb.build_routine(cat, list(cat.stretches.index))
sb.HoldPlayer(cat, routine).close()  # the libraries are loaded"""
CELLS = {
    "button": ("ipywidgets.Button(description='Start')", ".jp-Notebook button.jupyter-button"),
    "player": ("sb.HoldPlayer(cat, routine)", ".sb-player .sb-toggle"),
}
SHOW = """async (place) => {
  const app = window.jupyterapp;
  const notebook = app.shell.currentWidget.content;
  notebook.activeCellIndex = 1;
  const begun = performance.now();
  app.commands.execute("notebook:run-cell");
  const width = () => document.querySelector(place)?.getBoundingClientRect().width;
  while (!width()) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


def show(browser: Browser, lab: Server, kind: str) -> tuple[float, float]:
    """Show one widget as the first of a fresh page; gives ms, and kB over its websockets."""
    cell, place = CELLS[kind]
    name = write_notebook(lab.folder, f"{kind}.ipynb", SETUP, cell)
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page: Page = context.new_page()
    sizes: list[int] = []

    def listen(socket: WebSocket) -> None:
        def count(payload: Any) -> None:
            sizes.append(len(payload.encode() if isinstance(payload, str) else payload))

        socket.on("framereceived", count)
        socket.on("framesent", count)

    page.on("websocket", listen)
    page.goto(lab.url(f"lab/tree/{name}"))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(Notebook.IDLE, timeout=60_000)
    page.evaluate(
        "async () => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0;"
        " await window.jupyterapp.commands.execute('notebook:run-cell'); }"
    )
    page.wait_for_function(Notebook.IDLE, timeout=60_000)
    page.wait_for_timeout(1500)
    sizes.clear()
    ms = page.evaluate(SHOW, place)
    page.wait_for_timeout(3000)  # what is sent after the button is seen counts too
    page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    context.close()
    return ms, sum(sizes) / 1000


def main() -> None:
    """Measure in turn and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=5, help="pages for each widget")
    given = parser.parse_args()
    times: dict[str, list[float]] = {kind: [] for kind in CELLS}
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=QUIET)
        for _ in range(given.pages):
            for kind in CELLS:
                ms, kilobytes = show(browser, lab, kind)
                times[kind].append(ms)
                print(f"{kind:8s} {ms:6.0f} ms {kilobytes:7.1f} kB", flush=True)
        browser.close()
    bare, player = (statistics.median(times[kind]) for kind in ("button", "player"))
    print(f"median: button {bare:.0f} ms, player {player:.0f} ms, ratio {player / bare:.2f}")


if __name__ == "__main__":
    main()
