"""A window of JupyterLab in which one notebook after the other is opened, as a person does."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from harness import Notebook, Server, show_theme
from playwright.sync_api import Browser, BrowserContext, Error, Page

VIEWPORT = {"width": 1300, "height": 1000}
CLEAR = """async () => {
  const { shell, restored } = window.jupyterapp;
  await restored;
  for (const open of [...shell.widgets("main")]) {
    await open.sessionContext?.shutdown();
    open.dispose();
  }
  shell.expandLeft();
  localStorage.clear();
}"""
MEDIA = {"reduced_motion": "null", "color_scheme": "null"}
"""What a page can be told at any time, and how it is taken back."""
END = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()"
OPEN = "(path) => { window.jupyterapp.commands.execute('docmanager:open', { path }); }"


class Window:
    """One page of JupyterLab for a file of tests; the browser keeps what it has loaded for the next file."""

    def __init__(self, browser: Browser, lab: Server) -> None:
        self.browser, self.lab = browser, lab
        self.context: BrowserContext | None = None
        self.page: Page | None = None
        self.taken = False

    @contextlib.contextmanager
    def notebook(
        self, name: str, prepare: Callable[[Page], None] | None = None, **look: Any
    ) -> Iterator[Notebook]:
        """Open a notebook of the laboratory's folder; afterwards it and its kernel are gone.

        ``look`` are options of the page, and ``prepare`` gets it before anything is loaded, so it is a new
        one, which is closed afterwards. While a notebook is open, another has a browser of its own.
        """
        if self.taken or not {"viewport", *MEDIA} >= set(look):
            context = self.browser.new_context(**{"viewport": VIEWPORT} | look)
            notebook = Notebook(context.new_page())
            if prepare:
                prepare(notebook.page)
            notebook.go(self.lab.url(f"lab/tree/{name}"))
            yield notebook
            for page in context.pages:
                page.evaluate(END)
            context.close()
            return
        if prepare:
            self.leave()
        page, self.taken = self._empty_page(prepare), True
        page.set_viewport_size(look.pop("viewport", VIEWPORT))
        page.emulate_media(**MEDIA | look)
        notebook = Notebook(page)
        page.evaluate(OPEN, name)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        try:
            yield notebook
        finally:
            notebook.forget()
            self._clear()
            self.taken = False
            if prepare:
                self.leave()

    def _empty_page(self, prepare: Callable[[Page], None] | None) -> Page:
        if self.page is None:
            self.context = self.context or self.browser.new_context(viewport=VIEWPORT)
            self.page = self.context.new_page()
            if prepare:
                prepare(self.page)
            self.page.goto(self.lab.url("lab"))
            self.page.wait_for_function("() => window.jupyterapp", timeout=60_000)
            self.page.evaluate(CLEAR)  # JupyterLab opens what its workspace had
            show_theme(self.page, "Light")
        return self.page

    def _clear(self) -> None:
        """Close the notebook, end its kernel, forget what the browser kept; a page that fails is given up."""
        try:
            self.page.evaluate(CLEAR)
            self.page.context.clear_cookies(name=re.compile("stretchbook"))
            show_theme(self.page, "Light")
        except Error:
            self.close()

    def leave(self) -> None:
        """Close the page; the next one knows nothing of it."""
        if self.page:
            self.page.close()
            self.page = None

    def close(self) -> None:
        """Close the page and forget what the browser has loaded."""
        if self.context:
            self.context.close()
        self.context = self.page = None
