"""What the browser tests share: a server kept apart from the person's own, and a notebook in a page."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import ConsoleMessage, Error, Locator, Page, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking",
    "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
PORT = str(8890 + 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))
"""Each worker starts its servers from a port of its own: two that begin at once must not meet."""
MISSING = (
    "The browser tests need Chromium or Chrome: install it ('apt-get install chromium' on Debian) "
    "and run the tests again."
)
LATE_CODE = "[anywidget] Failed to initialize model."
"""What a page says that is too busy for two seconds; the widgets work on, see test_late.py."""
LAB_CONFIG = """
c.LabApp.expose_app_in_browser = True
c.JupyterNotebookApp.expose_app_in_browser = True
c.ServerApp.log_level = "ERROR"
c.KernelRestarter.restart_limit = 1000
"""


@dataclass
class Server:
    """A running server: its address, its token, its folder of notebooks and its log."""

    address: str
    token: str
    folder: Path
    log: Path
    process: subprocess.Popen[str]

    def url(self, place: str) -> str:
        """Address of a place, with the token."""
        return f"{self.address}/{place}?token={self.token}&reset"


def isolated(folder: Path, log: Path) -> dict[str, str]:
    """An environment in which Jupyter knows nothing of the person who runs the tests."""
    env = {**os.environ, "STRETCHBOOK_LOG": str(log), "JUPYTER_PLATFORM_DIRS": "1"}
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        env[f"JUPYTER_{name}"] = str(folder / name.lower())
    env["JUPYTERLAB_SETTINGS_DIR"] = str(folder / "settings")
    env["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / "workspaces")
    env["IPYTHONDIR"] = str(folder / "ipython")
    env.pop("DISPLAY", None)
    (folder / "config_dir").mkdir(parents=True)
    for name in ("jupyter_lab_config.py", "jupyter_notebook_config.py"):
        (folder / "config_dir" / name).write_text(LAB_CONFIG)
    whole = folder / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    whole.parent.mkdir(parents=True)
    whole.write_text('{"windowingMode": "none"}')  # cells out of sight stay in the page
    return env


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@contextlib.contextmanager
def running_lab(base: Path) -> Iterator[Server]:
    """JupyterLab, started by the `stretchbook` command on notebooks laid out in an empty folder."""
    command = [sys.executable, "-m", "stretchbook", "--no-browser", "--port", PORT, "--folder", "workbook"]
    env = isolated(base / "jupyter", base / "log" / "log.db")
    process = subprocess.Popen(command, cwd=base, env=env, stdout=subprocess.PIPE, text=True)
    said = ""
    for line in process.stdout or ():
        said += line
        found = re.search(r"(http://127\.0\.0\.1:\d+)/lab\S*\?token=(\w+)", line)
        if found:
            break
    else:
        raise RuntimeError(f"the command ended without an address: {said}")
    try:
        yield Server(found[1], found[2], base / "workbook", base / "log" / "log.db", process)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, "Ctrl-C must end the command cleanly"


THEME = """async (theme) => {
  const { commands, restored } = window.jupyterapp;
  const curtain = async () => {
    while (document.querySelector("#jupyterlab-splash")) await new Promise((then) => setTimeout(then, 20));
  };
  await restored;
  await curtain(); // JupyterLab fails if it lowers its curtain again while it still draws it up
  const shown = document.body.dataset.jpThemeName;
  if (shown !== theme) await commands.execute("apputils:change-theme", { theme });
  await curtain();
}"""


def show_theme(page: Page, name: str) -> None:
    """Show JupyterLab in a page "Light" or "Dark"."""
    page.evaluate(THEME, f"JupyterLab {name}")
    light = str(name == "Light").lower()
    page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")


OPEN: list["Notebook"] = []
"""What a test that failed has to tell of: see conftest.py."""


@dataclass
class Notebook:
    """One notebook in one page of JupyterLab, and what went wrong in it."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen for what goes wrong."""
        OPEN.append(self)
        self.page.on("pageerror", self._error)
        self.page.on("console", self._said)

    def _error(self, error: Error) -> None:
        self.problems.append(error.stack or str(error))

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.problems.append(said.text)

    def forget(self) -> None:
        """Listen no longer: the page goes on with another notebook."""
        self.page.remove_listener("pageerror", self._error)
        self.page.remove_listener("console", self._said)

    IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    NUMBERED = """() => window.jupyterapp.shell.currentWidget.content.widgets
        .filter((cell) => cell.model.type === 'code').every((cell) => Boolean(cell.model.executionCount))"""
    UNRUN = NUMBERED.replace("=> Boolean(", "=> !Boolean(")
    STANDS = """() => new Promise((done) => {
      const cells = [...document.querySelectorAll(".jp-Cell")];
      const height = () => cells.reduce((sum, one) => sum + one.offsetHeight, 0);
      let was = height();
      const look = () => {
        const now = height();
        if (now === was) done(true);
        else { was = now; setTimeout(look, 300); }
      };
      setTimeout(look, 300);
    })"""
    ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
        .flatMap((cell) => cell.model.outputs?.toJSON() ?? [])
        .filter((output) => output.output_type === 'error').map((output) => output.evalue)"""

    def wait(self, holds: str, ms: int = 60_000) -> None:
        """Wait until a function holds in the page; it is asked ten times a second, not at every frame."""
        self.page.wait_for_function(holds, timeout=ms, polling=100)

    def command(self, name: str, arguments: dict | None = None) -> None:
        """Execute a command of JupyterLab."""
        self.page.evaluate("([n, a]) => window.jupyterapp.commands.execute(n, a)", [name, arguments or {}])

    def theme(self, name: str) -> None:
        """Show JupyterLab "Light" or "Dark"."""
        show_theme(self.page, name)

    def go(self, url: str) -> None:
        """Open the notebook at this address."""
        self.page.goto(url)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)

    def seen_again(self, widget: Locator) -> None:
        """Wait for a widget of a page that was loaded again; as the README says, load once more if need be.

        Where a page is so busy that ipywidgets looks in vain for two seconds for a widget which it restores a
        moment later, it says "model not found" for good.
        """
        given_up = self.page.get_by_text("model not found")
        for _ in range(5):
            expect(widget.or_(given_up).first).to_be_attached(timeout=60_000)
            if not given_up.count():
                return
            self.page.reload()
        pytest.fail("the widget was given up five times")

    def run_all(self) -> None:
        """Run every cell and wait until all of them have run and what they show stands still."""
        self.wait(self.IDLE)
        self.command("notebook:clear-all-cell-outputs")
        self.wait(self.UNRUN)
        self.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        self.wait(self.NUMBERED, 90_000)
        self.wait(self.IDLE)
        self.wait(self.STANDS)

    def until(self, holds: Callable[[], bool], otherwise: str, seconds: float = 30) -> None:
        """Wait until something outside the page holds."""
        for _ in range(int(seconds * 10)):
            if holds():
                return
            self.page.wait_for_timeout(100)
        pytest.fail(otherwise)

    def check(self, known: list[str] | None = None) -> None:
        """Fail on any cell error or console error, but for known ones of the page itself."""
        assert self.page.evaluate(self.ERRORS) == []
        known = [*(known or []), LATE_CODE]
        assert [problem for problem in self.problems if not any(one in problem for one in known)] == []


def changed(folder: Path, name: str, changes: dict[str, str]) -> str:
    """A copy of a notebook with some text of its code replaced; every change must be found."""
    notebook = nbformat.read(folder / name, as_version=4)
    for old, new in changes.items():
        cells = [cell for cell in notebook.cells if old in cell.source]
        assert cells, f"{name} has no {old!r}"
        for cell in cells:
            cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, folder / f"changed_{name}")
    return f"changed_{name}"
