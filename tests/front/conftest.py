"""A bare page that loads modules of the front end: as they are, and joined as a widget takes them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from stretchbook.widgets.join import FRONT, module

ADDRESS = "http://localhost:8"
"""No server is there: every request is answered by the test."""
KINDS = {".js": "text/javascript", ".json": "application/json", ".css": "text/css"}
RUN = """async ({ code, names, text, given }) => {
  const modules = {};
  if (text) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    Object.assign(modules, (await import(url)).default);
  } else for (const name of names) Object.assign(modules, await import(`/front/${name}`));
  const { Hours } = await import("/hours.js");
  return await (0, eval)(code)({ ...modules, Hours }, given);
}"""

Run = Callable[..., Any]


def answer(route: Route) -> None:
    """Serve the package's own files, and the hand-made time of these tests."""
    place = route.request.url.removeprefix(ADDRESS)
    if place == "/":
        return route.fulfill(body="<!doctype html><title>front</title>", content_type="text/html")
    path = Path(__file__).with_name("hours.js") if place == "/hours.js" else FRONT.parent / place[1:]
    if not path.is_file():
        return route.fulfill(status=404)
    return route.fulfill(body=path.read_text("utf-8"), content_type=KINDS[path.suffix])


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Page:
    """A page without Jupyter."""
    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(f"{ADDRESS}/")
    return page


@pytest.fixture(params=["native", "joined"])
def run(tab: Page, request: pytest.FixtureRequest) -> Run:
    """Run a function of JavaScript on what some modules export."""
    tab.evaluate("() => { localStorage.clear(); document.body.replaceChildren(); }")

    def evaluated(code: str, *names: str, given: Any = None) -> Any:
        text = module(*names) if request.param == "joined" else ""
        return tab.evaluate(RUN, {"code": code, "names": names, "text": text, "given": given})

    return evaluated
