"""How late is a timed hold? The four usual ways to time one in a notebook, and the hold player.

Run ``python tests/benchmarks/bench_clock.py --holds 10 --seconds 30``. It prints the error in ms from press
to the zero that is seen, median / worst, in a real browser: with the kernel idle, busy during the hold, busy
before the press, and in a tab that has been hidden for ``--hidden`` seconds.
"""

import argparse
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import websocket

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from harness import NAMES, QUIET, running_lab
from practice import EXECUTE, write_notebook

WAYS = ["kernel thread", "asyncio", "Play", "setInterval", "hold player"]
CELL = """
import asyncio, threading, time
import anywidget, ipywidgets as w, traitlets
import stretchbook as sb

N, S = {holds}, {seconds}
cat = sb.load_catalogue()

def button(way, press):
    start, left = w.Button(description=way), w.Label(str(S))
    start.on_click(lambda _: press(left))
    return w.HBox([start, left]).add_class("bench").add_class(way.replace(" ", "-"))

def thread(left):
    def run():
        for second in range(S, 0, -1):
            time.sleep(1)
            left.value = str(second - 1)
    threading.Thread(target=run, daemon=True).start()

loop = asyncio.get_running_loop()
def task(left):
    async def run():
        for second in range(S, 0, -1):
            await asyncio.sleep(1)
            left.value = str(second - 1)
    asyncio.run_coroutine_threadsafe(run(), loop)

class Interval(anywidget.AnyWidget):
    _esm = '''export default {{ render({{ model, el }}) {{
      let left = model.get("seconds"), ticks;
      el.innerHTML = "<div class='bench setInterval'><button>Start</button><span></span></div>";
      const shown = el.querySelector("span");
      shown.textContent = left;
      el.querySelector("button").onclick = () => {{ ticks = setInterval(() => {{
        left -= 1; shown.textContent = left; if (left <= 0) clearInterval(ticks); }}, 1000); }};
    }} }};'''
    seconds = traitlets.Int(S).tag(sync=True)

def play():
    player, left = w.Play(max=S, interval=1000), w.IntText()
    w.jslink((player, "value"), (left, "value"))
    return w.HBox([player, left]).add_class("bench").add_class("Play")

routine = sb.build_routine(cat, ["childs_pose"], hold_s=S, ready_s=0)
log = sb.open_log("sqlite://")
made = [[button("kernel thread", thread), button("asyncio", task), play(), Interval(),
         sb.HoldPlayer(cat, routine, log)] for _ in range(N)]
w.VBox([one for row in made for one in row])
"""
PRESS = """(way) => {
  const place = { "hold player": ".sb-player" }[way] ?? `.bench.${way.replace(" ", "-")}`;
  const fresh = [...document.querySelectorAll(place)].find((one) => !one.timed);
  fresh.timed = true;
  const shown = { "Play": () => Number(fresh.querySelector("input").value) >= SECONDS,
    "hold player": () => fresh.dataset.state === "done" }[way]
    ?? (() => Number(fresh.querySelector("span, .widget-label").textContent) <= 0);
  const pressed = performance.now();
  fresh.querySelector("button").click();
  window.errors ??= {};
  const zero = () => {
    if (!shown()) return;
    observer.disconnect();
    (window.errors[way] ??= []).push(performance.now() - pressed - 1000 * SECONDS);
  };
  const observer = new MutationObserver(zero);
  observer.observe(fresh, { subtree: true, childList: true, characterData: true, attributes: true });
  if (way === "Play") { // an input's value is no part of the document: look at what sets it
    const input = fresh.querySelector("input");
    const { set, get } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    Object.defineProperty(input, "value", {
      get() { return get.call(input); },
      set(value) { set.call(input, value); zero(); },
    });
  }
}"""


class Tab:
    """One tab, spoken to in the browser's own protocol: Playwright keeps every page visible."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(address, suppress_origin=True, timeout=120)
        self.numbers = itertools.count(1)

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and give its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                return answer["result"]

    def run(self, code: str) -> Any:
        """Evaluate JavaScript, awaited, and give its value."""
        said = self.command("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in said:
            raise RuntimeError(json.dumps(said["exceptionDetails"])[:500])
        return said["result"].get("value")

    def until(self, condition: str, seconds: float = 120) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.2)


class Chromium:
    """A browser of its own with raw access to its tabs."""

    def __enter__(self) -> "Chromium":
        self.folder = tempfile.mkdtemp()
        found = next(path for path in map(shutil.which, NAMES) if path)
        self.process = subprocess.Popen(
            [found, "--headless=new", *QUIET, "--window-size=1300,1000", "--remote-debugging-port=0",
             f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        port = Path(self.folder) / "DevToolsActivePort"
        while not (port.exists() and port.read_text().count("\n")):
            time.sleep(0.05)
        self.address = f"http://127.0.0.1:{port.read_text().split()[0]}/json"
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def tab(self, url: str = "about:blank") -> Tab:
        """Open a tab in front."""
        asked = urllib.request.Request(f"{self.address}/new?{url}", method="PUT")
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return Tab(json.load(answer)["webSocketDebuggerUrl"])


def busy(tab: Tab, seconds: float) -> None:
    """Let the kernel loop in Python."""
    code = f"import time\nuntil = time.time() + {seconds}\nwhile time.time() < until: pass"
    tab.run(f"({EXECUTE})({json.dumps([code, False])})")


def measure(browser: Chromium, lab: Any, situation: str, given: argparse.Namespace) -> dict[str, list[float]]:
    """Errors in ms of every way in one situation."""
    cell = CELL.format(holds=given.holds, seconds=given.seconds)
    name = write_notebook(lab.folder, f"{situation.split()[-1]}.ipynb", cell)
    tab = browser.tab(lab.url(f"lab/tree/{name}"))
    kernel = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    tab.until(kernel)
    tab.run("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    tab.until(f"document.querySelectorAll('.sb-player').length === {given.holds} && {kernel}")
    time.sleep(3)
    if situation == "tab hidden":
        browser.tab()
        tab.until("document.visibilityState === 'hidden'", 10)
        time.sleep(given.hidden)
    if situation == "busy before":
        busy(tab, given.seconds * 0.65)
        time.sleep(0.5)
    for number in range(given.holds):
        for way in given.ways:
            tab.run(f"({PRESS.replace('SECONDS', str(given.seconds))})({json.dumps(way)})")
        if number == 0 and situation == "busy during":
            busy(tab, given.seconds * 0.65)
        time.sleep(0.2)
    time.sleep(given.seconds)
    waited = "JSON.stringify(Object.values(window.errors ?? {}).map((all) => all.length))"
    end = time.monotonic() + 60 + given.seconds
    while json.loads(tab.run(waited)) != [given.holds] * len(given.ways) and time.monotonic() < end:
        time.sleep(1)
    errors = tab.run("window.errors")
    tab.run("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    return errors


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--holds", type=int, default=10, help="holds of each way in each situation")
    parser.add_argument("--seconds", type=int, default=30, help="seconds of one hold")
    parser.add_argument("--hidden", type=float, default=300, help="seconds that the tab is hidden before")
    parser.add_argument("--ways", nargs="+", default=WAYS, choices=WAYS)
    given = parser.parse_args()
    print("situation".ljust(14), *(way.rjust(18) for way in given.ways))
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, Chromium() as browser:
        for situation in ("idle", "busy during", "busy before", "tab hidden"):
            errors = measure(browser, lab, situation, given)
            cells = []
            for way in given.ways:
                all_ms = errors.get(way, [])
                worst = max(all_ms, key=abs, default=float("nan"))
                middle = statistics.median(all_ms or [float("nan")])
                cells.append(
                    f"{middle:,.1f} / {worst:,.0f}" if len(all_ms) == given.holds else "not all ended"
                )
            print(situation.ljust(14), *(cell.rjust(18) for cell in cells), flush=True)


if __name__ == "__main__":
    main()
