"""A window of JupyterLab in which one notebook after the other is opened, as a person does."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from harness import Notebook, Server, show_theme
from playwright.sync_api import Browser, Error, Page

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
END = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()"
OPEN = "(path) => { window.jupyterapp.commands.execute('docmanager:open', { path }); }"


class Window:
    """One page of JupyterLab, which loads once; a notebook with a look of its own gets a page of its own."""

    def __init__(self, browser: Browser, lab: Server) -> None:
        self.browser, self.lab = browser, lab
        self.page: Page | None = None
        self.taken = False

    @contextlib.contextmanager
    def notebook(
        self, name: str, prepare: Callable[[Page], None] | None = None, **look: Any
    ) -> Iterator[Notebook]:
        """Open a notebook of the laboratory's folder; afterwards it and its kernel are gone.

        ``look`` are options of the page, and ``prepare`` gets it before anything is loaded. Of a page that is
        there only the size can be changed: with anything else, or while a notebook is open, it is a new page.
        """
        look = {"viewport": VIEWPORT} | look
        if prepare or self.taken or list(look) != ["viewport"]:
            context = self.browser.new_context(**look)
            notebook = Notebook(context.new_page())
            if prepare:
                prepare(notebook.page)
            notebook.go(self.lab.url(f"lab/tree/{name}"))
            yield notebook
            for page in context.pages:
                page.evaluate(END)
            context.close()
            return
        page, self.taken = self._empty_page(), True
        page.set_viewport_size(look["viewport"])
        notebook = Notebook(page)
        page.evaluate(OPEN, name)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        try:
            yield notebook
        finally:
            notebook.forget()
            self._clear()
            self.taken = False

    def _empty_page(self) -> Page:
        if self.page is None:
            self.page = self.browser.new_context(viewport=VIEWPORT).new_page()
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

    def close(self) -> None:
        """Close the page."""
        if self.page:
            self.page.context.close()
            self.page = None
