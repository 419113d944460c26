"""The real command starts the real JupyterLab; a real Chromium or Chrome drives it."""

from collections.abc import Callable, Iterator

import pytest
from harness import Notebook, Server, changed, running_lab
from playwright.sync_api import Browser
from practice import Desk, write_notebook


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab, started by the `stretchbook` command on notebooks laid out in an empty folder."""
    with running_lab(tmp_path_factory.mktemp("lab")) as server:
        yield server


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


@pytest.fixture(scope="module")
def room(browser: Browser, lab: Server):
    """Open a desk of its own: a page with one player and a log that nobody else uses."""
    contexts = []

    def opened(name: str, prepare: Callable = lambda page: None, **look) -> Desk:
        log = lab.folder / f"{name}.db"
        notebook = write_notebook(lab.folder, f"{name}.ipynb", *Desk.cells(log))
        context = browser.new_context(**{"viewport": {"width": 1300, "height": 1000}, **look})
        contexts.append(context)
        page = Notebook(context.new_page())
        prepare(page.page)
        page.go(lab.url(f"lab/tree/{notebook}"))
        return Desk(page, log)

    yield opened
    for context in contexts:
        context.pages[0].evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
        context.close()
