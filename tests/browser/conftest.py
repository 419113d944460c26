"""The real command starts the real JupyterLab; a real Chromium or Chrome drives it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from harness import Notebook, Server, changed, isolated
from playwright.sync_api import Browser, sync_playwright

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


@pytest.fixture
def open_notebook(browser: Browser, lab: Server) -> Iterator:
    """Open a notebook of the workbook in a fresh page; its cells may be changed on the way in."""
    pages = []

    def opened(name: str, changes: dict[str, str] | None = None, **look) -> Notebook:
        if changes:
            name = changed(lab.folder, name, changes)
        context = browser.new_context(**{"viewport": {"width": 1300, "height": 1000}, **look})
        pages.append(context)
        notebook = Notebook(context.new_page())
        notebook.go(lab.url(f"lab/tree/{name}"))
        return notebook

    yield opened
    for context in pages:
        for page in context.pages:
            page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
        context.close()
