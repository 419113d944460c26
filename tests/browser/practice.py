"""A notebook with one hold player, driven as a person drives it, and what its log holds."""

import contextlib
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
from harness import Notebook
from playwright.sync_api import Locator
from window import Window

WATCH = """() => {
  const root = document.querySelector(".sb-player");
  window.seen = [];
  new MutationObserver(() => {
    const { state, phase } = root.dataset, last = window.seen.at(-1), at = performance.now();
    if (last?.state !== state || last?.phase !== phase) window.seen.push({ at, state, phase });
  }).observe(root, { attributes: true });
}"""
EXECUTE = """async ([code, wait]) => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const asked = kernel.requestExecute({ code, store_history: false });
  if (!wait) return "";
  let said = "";
  asked.onIOPub = ({ content }) => { said += content.text ?? content.evalue ?? ""; };
  await asked.done;
  return said;
}"""


def write_notebook(folder: Path, name: str, *cells: str) -> str:
    """Write a notebook of these code cells and give its name."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / name)
    return name


@contextlib.contextmanager
def opened(window: Window, name: str, *cells: str, **look: Any) -> Iterator[Notebook]:
    """Open a notebook of these code cells, with every cell run."""
    with window.notebook(write_notebook(window.lab.folder, name, *cells), **look) as notebook:
        notebook.run_all()
        yield notebook


class Desk:
    """One open notebook whose cells make ``cat``, ``log`` and ``player``."""

    def __init__(self, notebook: Notebook, log: Path) -> None:
        self.notebook, self.page, self.log = notebook, notebook.page, log
        self.notebook.run_all()
        self.player.wait_for()
        self.page.evaluate(WATCH)

    CELLS = (
        "import stretchbook as sb\n"
        "cat, log = sb.load_catalogue(), sb.open_log({log!r})\n"
        "player = sb.HoldPlayer(cat, sb.build_routine(cat, ['childs_pose'], hold_s=1, ready_s=0), log)",
        "player",
    )

    @classmethod
    def cells(cls, log: Path) -> list[str]:
        """Cells of the notebook."""
        return [cell.replace("{log!r}", repr(str(log))) for cell in cls.CELLS]

    @property
    def player(self) -> Locator:
        """The player; the first view, if there are several."""
        return self.page.locator(".sb-player").first

    def python(self, code: str, wait: bool = True) -> str:
        """Execute code in the kernel and give what it printed or raised."""
        return self.page.evaluate(EXECUTE, [code, wait])

    def routine(self, *stretches: str, **timing: float) -> None:
        """Give the player a routine that it has not run yet."""
        times = {"hold_s": 1, "ready_s": 0.5, "switch_s": 0.5, "rest_s": 0.5} | timing
        self.python(f"player.routine = sb.build_routine(cat, {list(stretches)!r}, **{times!r})")
        self.until_state("idle")
        self.page.evaluate("() => { window.seen = []; }")

    def press(self, name: str) -> None:
        """Press a button of the player."""
        self.player.get_by_role("button", name=name, exact=True).click()

    def until_state(self, state: str) -> None:
        """Wait until the player is idle, running, paused or done."""
        self.page.wait_for_selector(f".sb-player[data-state={state}]", timeout=30_000)

    def until_phase(self, phase: str) -> None:
        """Wait until the player is in this phase and runs."""
        self.page.wait_for_selector(f".sb-player[data-phase={phase}][data-state=running]", timeout=30_000)

    @property
    def seen(self) -> list[dict]:
        """Every state and phase that the page showed since the routine was given, with its time in ms."""
        return self.page.evaluate("() => window.seen")

    def shown_s(self, phase: str = "hold") -> float:
        """Seconds in which the page showed this phase as running."""
        spans = pairwise(self.seen)
        running = [b["at"] - a["at"] for a, b in spans if (a["state"], a["phase"]) == ("running", phase)]
        return sum(running) / 1000

    def rows(self) -> list[tuple]:
        """Stretch, side, held seconds and status of the last session, once the page says all is saved."""
        saved = "() => /^Saved: (\\d+) of \\1 holds/.test(document.querySelector('.sb-saved').textContent)"
        self.notebook.wait(saved, 10_000)
        return holds(
            self.log,
            "select stretch, side, held_s, status from holds where session ="
            " (select id from sessions order by started_us desc limit 1) order by started_us",
        )


def holds(log: Path, query: str) -> list[tuple]:
    """Rows of a log's database, read past the package."""
    with contextlib.closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()
