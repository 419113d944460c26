"""Anyone can use the widgets: axe-core finds nothing, in light and dark, and they fit a narrow page."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from harness import Notebook
from practice import opened
from window import Window

pytestmark = pytest.mark.browser

SETUP = """import stretchbook as sb
cat, log = sb.load_catalogue(), sb.demo_log()
routine = sb.build_routine(cat, ["childs_pose", "runners_lunge"], hold_s=20, ready_s=0)"""
WIDGETS = {
    "explorer": "explorer = sb.Explorer(cat); explorer.stretch = 'runners_lunge'; explorer",
    "picker": "picker = sb.Picker(cat); picker.avoid = ('osteoporosis',); picker",
    "form": "form = sb.SessionForm(log); form",
    "player": "player = sb.HoldPlayer(cat, routine, log); player",
    "logbook": "logbook = sb.Logbook(log); logbook",
    "handout": "sb.Handout(cat, routine)",
    "board": "sb.ProgressBoard(log, cat)",
    "question": "sb.ask('How many days?', sb.show(sb.plot_calendar(log.holds())), log.sessions().head(2))",
    "body map": "body = sb.BodyMap(cat); body.muscles = ('gluteus_maximus',); body",
    "figure": "figure = sb.Figure(cat, 'runners_lunge', keyframe=3, tint={'hamstrings left': 90}); figure",
    "what if": "sb.WhatIf(cat)",
    "predict": "sb.Predict(cat, 'childs_pose')",
    "routine file": "sb.RoutineFile(cat, routine)",
    "take-home page": "page = sb.PageFile(cat, routine); page.address = 'https://example.org/a.html'; page",
    "ratings of a room": "room = sb.RoomRatings(); room",
}
OUTPUT = ".jp-OutputArea-output"
WIDE = f"""() => [...document.querySelectorAll("{OUTPUT}")].map((output) => {{
  const {{ right }} = output.getBoundingClientRect();
  const scrolls = (one) => one !== output
    && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  const over = [...output.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().width
    && one.getBoundingClientRect().right > right + 1 && !scrolls(one.parentElement));
  return over.map((one) => one.className || one.tagName);
}}).flat()"""

CUT = """(all) => all.filter((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getBoundingClientRect().right > one.closest(".sb-choice").getBoundingClientRect().right - 10;
}).map((one) => one.textContent)"""
CONTROLS = [
    "toggle", "previous", "skip", "restart", "shorter", "longer", "stop", "mute", "fullscreen", "summary",
]  # fmt: skip
FOCUS = """() => { const one = document.activeElement, look = getComputedStyle(one);
  return [one.className.replace("sb-", "") || one.localName, look.outlineStyle, look.outlineWidth]; }"""


@pytest.fixture(scope="module")
def notebook(window: Window) -> Iterator[Notebook]:
    """One page with every widget of the workbook."""
    look = {"viewport": {"width": 1300, "height": 1000}}
    with opened(window, "access.ipynb", SETUP, *WIDGETS.values(), **look) as page:
        page.page.wait_for_selector(".sb-file")
        page.page.locator(".sb-ask > summary").press("Enter")
        yield page


def faults(notebook: Notebook, within: str = OUTPUT) -> list[str]:
    """What axe finds in the widgets: rule, element and what to do."""
    found = Axe().run(notebook.page, context=within).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.fixture(scope="module", params=["Light", "Dark"])
def themed(notebook: Notebook, request) -> Notebook:
    """The page in a theme of JupyterLab."""
    notebook.theme(request.param)
    notebook.page.wait_for_timeout(500)
    return notebook


def test_no_widget_has_a_fault(themed):
    """Every widget at rest, in light and dark."""
    assert faults(themed) == []


def test_the_logbook_has_no_fault_while_it_is_used(themed):
    """With the holds of a session open, one of them being changed, and something deleted."""
    logbook = themed.page.locator(".sb-logbook")
    logbook.locator("[aria-expanded]").nth(1).click()
    logbook.locator(".sb-holds").get_by_role("button", name="Delete").last.click()
    logbook.locator(".sb-deleted summary").click()
    logbook.locator(".sb-holds").get_by_role("button", name="Edit").first.click()
    logbook.get_by_label("Seconds held").wait_for()
    assert faults(themed, ".sb-logbook") == []
    logbook.get_by_role("button", name="Cancel").click()
    logbook.get_by_role("button", name="Undo").click()
    logbook.locator(".sb-deleted").wait_for(state="hidden")
    logbook.locator("[aria-expanded=true]").click()
    logbook.locator(".sb-holds").wait_for(state="detached")


def test_the_player_has_no_fault_in_any_state(themed):
    """Running, paused and done, in light and dark."""
    player = themed.page.locator(".sb-player")
    for button, state in (("toggle", "running"), ("toggle", "paused"), ("stop", "done")):
        player.locator(f".sb-{button}").click()
        themed.page.wait_for_selector(f".sb-player[data-state={state}]")
        assert faults(themed, ".sb-player") == [], state


def test_the_focus_is_seen_on_every_control(themed):
    """Going through the player by Tab, each control shows that it has the focus."""
    themed.page.locator(".sb-player").focus()
    seen = []
    for _ in CONTROLS:
        themed.page.keyboard.press("Tab")
        seen.append(themed.page.evaluate(FOCUS))
    assert [name for name, *_ in seen] == CONTROLS
    assert all(style == "solid" and float(width[:-2]) >= 2 for _, style, width in seen), seen


@pytest.mark.parametrize("width", [1300, 650, 360], ids=["wide", "zoomed to 200 %", "narrow"])
def test_widgets_fit_the_page(notebook, width):
    """No widget is wider than its cell: at 650 px the page stands as at 200 % zoom."""
    left_open = "() => !!document.querySelector('#jp-left-stack:not(.lm-mod-hidden)')"
    if width < 1300 and notebook.page.evaluate(left_open):
        notebook.command("application:toggle-left-area")
    notebook.page.set_viewport_size({"width": width, "height": 800})
    notebook.page.wait_for_timeout(500)
    cell = notebook.page.locator(".sb-player").evaluate("(one) => one.parentElement.clientWidth")
    assert cell > 0.5 * width, "the cell has its place"
    assert notebook.page.evaluate(WIDE) == []


def test_no_condition_is_cut(notebook):
    """On a narrow page the words of every condition are read to their end."""
    notebook.page.set_viewport_size({"width": 420, "height": 800})
    picker = notebook.page.locator(".sb-picker")
    picker.get_by_text("I must be careful because of …").click()
    picker.get_by_text("osteoporosis").first.wait_for()
    labels = picker.locator(".sb-choice .widget-label-basic:visible")
    assert labels.count() > 10
    assert labels.evaluate_all(CUT) == []
