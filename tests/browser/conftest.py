"""The real command starts the real JupyterLab; a real Chromium or Chrome drives it."""

import contextlib
from collections.abc import Iterator

import pytest
from harness import OPEN, Notebook, Server, changed, running_lab
from playwright.sync_api import Browser
from practice import Desk, write_notebook
from window import Window


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator:
    """Tell of a test that failed what its pages complained of; forget it after each test."""
    report = yield
    if report.failed:
        report.sections += [("the page complained", "\n".join(one.problems)) for one in OPEN if one.problems]
    if report.when == "teardown":
        OPEN.clear()
    return report


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab, started by the `stretchbook` command on notebooks laid out in an empty folder."""
    with running_lab(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def kept_window(browser: Browser, lab: Server) -> Iterator[Window]:
    """The window of JupyterLab, with what the browser has loaded."""
    window = Window(browser, lab)
    yield window
    window.close()


@pytest.fixture(scope="module")
def window(kept_window: Window) -> Iterator[Window]:
    """The window of JupyterLab in which the notebooks of a file of tests are opened: a page of their own."""
    yield kept_window
    kept_window.leave()


@pytest.fixture
def open_notebook(window: Window) -> Iterator:
    """Open a notebook of the workbook; its cells may be changed on the way in."""
    with contextlib.ExitStack() as opened:

        def open_it(name: str, changes: dict[str, str] | None = None, **look) -> Notebook:
            if changes:
                name = changed(window.lab.folder, name, changes)
            return opened.enter_context(window.notebook(name, **look))

        yield open_it


def _rooms(window: Window) -> Iterator:
    with contextlib.ExitStack() as opened:

        def open_it(name: str, *prepare, **look) -> Desk:
            log = window.lab.folder / f"{name}.db"
            notebook = write_notebook(window.lab.folder, f"{name}.ipynb", *Desk.cells(log))
            return Desk(opened.enter_context(window.notebook(notebook, *prepare, **look)), log)

        yield open_it


@pytest.fixture
def room(window: Window) -> Iterator:
    """Open a desk of its own: a notebook with one player and a log that nobody else uses."""
    yield from _rooms(window)


@pytest.fixture(scope="module")
def shared_room(window: Window) -> Iterator:
    """Open a desk that the tests of a file share."""
    yield from _rooms(window)
