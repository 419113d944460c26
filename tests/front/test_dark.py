"""Dark follows the notebook, and else the system: colours of the player and the figure, and charts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from stretchbook.charts.show import figure_html
from stretchbook.widgets.player import HoldPlayer

pytestmark = pytest.mark.browser

HOSTS = {
    "Lab, light": ({"data-jp-theme-light": "true"}, False),
    "Lab, dark": ({"data-jp-theme-light": "false"}, True),
    "VS Code, light": ({"class": "vscode-light", "data-vscode-theme-kind": "vscode-light"}, False),
    "VS Code, dark": ({"class": "vscode-dark", "data-vscode-theme-kind": "vscode-dark"}, True),
    "no notebook": ({}, None),
}
SEEN = """([styles, follows, attributes]) => {
  for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) document.body.setAttribute(name, value);
  document.body.innerHTML = `<style>${styles}</style>${follows}<div class="sb-keep">
    <section class="sb-player" data-phase="hold"><div class="sb-figure-stage"></div></section></div>`;
  const look = (place) => getComputedStyle(document.querySelector(place));
  const sum = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((all, part) => all + Number(part), 0);
  const dark = (colour) => sum(colour) < 384;
  return [dark(look(".sb-player").backgroundColor), dark(look(".sb-figure-stage").backgroundColor),
    !dark(look(".sb-player").color), look(".sb-follows img").filter !== "none"];
}"""


@pytest.fixture(params=["light", "dark"])
def system(tab: Page, request: pytest.FixtureRequest) -> Iterator[str]:
    """What the system asks for."""
    tab.emulate_media(color_scheme=request.param)
    yield request.param
    tab.emulate_media(color_scheme="light")
    tab.goto(tab.url)


@pytest.mark.parametrize("host", HOSTS)
def test_dark_follows_the_notebook_and_else_the_system(tab, system, host):
    """Paper, figure and charts are dark together, and the words on them light."""
    attributes, dark = HOSTS[host]
    wanted = system == "dark" if dark is None else dark
    assert (
        tab.evaluate(SEEN, [HoldPlayer._css, figure_html(b"", "", 100, follows=True), attributes])
        == [wanted] * 4
    )
