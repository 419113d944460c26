"""The real command starts the real JupyterLab; a real Chromium or Chrome drives it."""

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
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking",
    "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
MISSING = (
    "The browser tests need Chromium or Chrome: install it ('apt-get install chromium' on Debian) "
    "and run the tests again."
)
LAB_CONFIG = """
c.LabApp.expose_app_in_browser = True
c.JupyterNotebookApp.expose_app_in_browser = True
c.ServerApp.log_level = "ERROR"
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser; without one the tests are skipped, and with CI=true they fail."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


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
    return env


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab, started by the `stretchbook` command on notebooks laid out in an empty folder."""
    base = tmp_path_factory.mktemp("lab")
    command = [sys.executable, "-m", "stretchbook", "--no-browser", "--port", "8890", "--folder", "workbook"]
    env = isolated(base / "jupyter", base / "log" / "log.db")
    process = subprocess.Popen(command, cwd=base, env=env, stdout=subprocess.PIPE, text=True)
    said = ""
    for line in process.stdout:
        said += line
        found = re.search(r"(http://127\.0\.0\.1:\d+)/lab\S*\?token=(\w+)", line)
        if found:
            break
    else:
        pytest.fail(f"the command ended without an address: {said}")
    yield Server(found[1], found[2], base / "workbook", base / "log" / "log.db", process)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0, "Ctrl-C must end the command cleanly"


@dataclass
class Notebook:
    """One notebook in one page of JupyterLab, and what went wrong in it."""

    page: Page
    problems: list[str] = field(default_factory=list)

    IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
        .flatMap((cell) => cell.model.outputs?.toJSON() ?? [])
        .filter((output) => output.output_type === 'error').map((output) => output.evalue)"""

    def command(self, name: str, arguments: dict | None = None) -> None:
        """Execute a command of JupyterLab."""
        self.page.evaluate("([n, a]) => window.jupyterapp.commands.execute(n, a)", [name, arguments or {}])

    def run_all(self) -> None:
        """Run every cell and wait until the kernel is idle again."""
        self.page.wait_for_function(self.IDLE, timeout=60_000)
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('.jp-CodeCell')].every((cell) =>
                /\\[\\d+\\]/.test(cell.querySelector('.jp-InputPrompt')?.textContent ?? '')
                || !cell.querySelector('.cm-content')?.textContent.trim())""",
            timeout=90_000,
        )
        self.page.wait_for_function(self.IDLE, timeout=60_000)

    def until(self, holds: Callable[[], bool], otherwise: str, seconds: float = 10) -> None:
        """Wait until something outside the page holds."""
        for _ in range(int(seconds * 10)):
            if holds():
                return
            self.page.wait_for_timeout(100)
        pytest.fail(otherwise)

    def check(self) -> None:
        """Fail on any cell error or console error."""
        assert self.page.evaluate(self.ERRORS) == []
        assert self.problems == []


@pytest.fixture
def open_notebook(browser: Browser, lab: Server) -> Iterator:
    """Open a notebook of the workbook in a fresh page; its cells may be changed on the way in."""
    pages = []

    def opened(name: str, changes: dict[str, str] | None = None, **look) -> Notebook:
        if changes:
            name = _changed(lab.folder, name, changes)
        context = browser.new_context(**{"viewport": {"width": 1300, "height": 1000}, **look})
        pages.append(context)
        page = context.new_page()
        notebook = Notebook(page)
        page.on("pageerror", lambda error: notebook.problems.append(str(error)))
        page.on(
            "console",
            lambda said: notebook.problems.append(said.text) if said.type == "error" else None,
        )
        page.goto(lab.url(f"lab/tree/{name}"))
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        return notebook

    yield opened
    for context in pages:
        for page in context.pages:
            page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
        context.close()


def _changed(folder: Path, name: str, changes: dict[str, str]) -> str:
    """A copy of a notebook with some text of its code replaced; every change must be found."""
    notebook = nbformat.read(folder / name, as_version=4)
    for old, new in changes.items():
        cells = [cell for cell in notebook.cells if old in cell.source]
        assert cells, f"{name} has no {old!r}"
        for cell in cells:
            cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, folder / f"changed_{name}")
    return f"changed_{name}"
