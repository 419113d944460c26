"""Text from catalogues, notes and imports is text: nothing of it is executed in any widget or page."""

import csv
import itertools
import shutil
from collections.abc import Iterator

import pytest
from harness import Notebook
from playwright.sync_api import expect
from practice import opened
from pydantic import ValidationError
from window import Window

from stretchbook import paths
from stretchbook.catalogue.schema import TABLES, Table

pytestmark = pytest.mark.browser

ATTACK = (
    "<img src=x onerror='top.struck=1'><script>top.struck=2</script><a href='javascript:top.struck=3'>a</a>"
    "<svg onload='top.struck=4'>[k](javascript:top.struck=5)\x1b[31m\u202e"
)
NUMBERS = itertools.count(1)
WIDGETS = [
    "explorer = sb.Explorer(cat); explorer.stretch = 'seated_twist'; explorer",
    "picker = sb.Picker(cat); picker.avoid = tuple(cat.conditions.index[:3]); picker",
    "form = sb.SessionForm(log); form.note = ATTACK; form",
    "player = sb.HoldPlayer(cat, routine, log); player",
    "logbook = sb.Logbook(log, cat); logbook",
    "handout = sb.Handout(cat, routine, title=ATTACK); handout",
    "shelf = sb.RoutineFile(cat, routine); shelf._receive(None, {'text': ATTACK}, None); shelf",
    "sb.ProgressBoard(log, cat)",
    "sb.BodyMap(cat)",
    "sb.Figure(cat, 'seated_twist')",
    "whatif = sb.WhatIf(cat); whatif",
    "predict = sb.Predict(cat, 'seated_twist'); predict.revealed = True; predict",
]
PAGES = [
    "cat",
    "log",
    "sb.card(cat, 'seated_twist')",
    "sb.safety(cat)",
    "sb.table(log.sessions())",
    "cat.stretches",
    "log.sessions()[['note']]",
    "sb.log_report(log, cat, name=ATTACK[:80])",
    "sb.log_report(log, cat, name=ATTACK[-80:])",
    "sb.show(sb.plot_muscle_map(cat))",
    "sb.show(sb.plot_dose(sb.weekly_dose(log.holds(), cat), cat))",
    "sb.show(sb.plot_sides(log.holds(), cat))",
    "sb.show(sb.plot_pain_sessions(log.sessions()))",
    "sb.show(sb.plot_pain(log.sessions(), 'hip', phases=log.phases()))",
    "sb.show(sb.plot_measures(log.measures(), cat, 'nprs'))",
    "sb.show(sb.plot_calendar(log.holds(), log.days()))",
    "print(sb.describe_phases(sb.compare_phases(log.sessions(), log.phases(), 'hip')))",
    "sb.table(log.measures())",
    "sb.table(log.days())",
    "sb.ask(ATTACK, ATTACK, log.sessions()[['note']])",
    "log.phases()",
    "sb.compare_pose(cat, 'seated_twist')",
]
SETUP = """import stretchbook as sb
ATTACK = {attack!r}
cat = sb.load_catalogue("untrusted")
written = sb.open_log("sqlite://")
for score in (6, 4):
    with written.session(["hip"], pain_before={{"hip": score}}, note=ATTACK) as session:
        session.hold("seated_twist", "left", 30, 30)
        session.pain_after = {{"hip": score - 1}}
written.record_measure("nprs", 5, side="left", note=ATTACK)
written.mark_days("rest", "2026-01-01", note=ATTACK)
written.mark_phase(ATTACK[:90], "2026-01-01")
written.mark_phase(ATTACK[-90:], "2026-06-01")
log = sb.open_log("sqlite://")
log.load(written.export("exported"))
routine = sb.build_routine(cat, ["seated_twist"], hold_s=0.5, ready_s=0.2, switch_s=0.2)
"""
MADE = (
    "img[src='x'], svg[onload], [href^='javascript' i], [onerror], .jp-OutputArea-output script:not([type])"
)


def attacked(table: Table, row: dict[str, str]) -> dict[str, str]:
    """A row of a table with the attack in every cell that takes any text."""
    for column, cell in row.items():
        text = f"{ATTACK}{next(NUMBERS)}"
        try:
            table.row.model_validate({key: value or None for key, value in {**row, column: text}.items()})
        except ValidationError:
            continue
        if cell:
            row[column] = text
    return row


@pytest.fixture(scope="module")
def notebook(window: Window) -> Iterator[Notebook]:
    """A page that shows everything, from a catalogue and a log that are full of attacks."""
    own = window.lab.folder / "untrusted"
    shutil.copytree(paths.data_folder(), own, ignore=shutil.ignore_patterns("stills", "demo", "pictures"))
    for name, table in TABLES.items():
        path = own / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = [attacked(table, row) for row in csv.DictReader(file)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    cells = [SETUP.format(attack=ATTACK), *WIDGETS, *PAGES]
    with opened(window, "untrusted.ipynb", *cells, viewport={"width": 1300, "height": 4000}) as page:
        page.page.wait_for_selector(".sb-file")
        yield page


def test_the_cells_run(notebook):
    """Every widget, table, chart, card and report is drawn from the attacks without an error."""
    assert notebook.page.evaluate(Notebook.ERRORS) == []


def test_text_is_shown_as_text(notebook):
    """What was given is what is read: in the player, the logbook, the card, the form and the handout."""
    page, literal = notebook.page, "<img src=x onerror="
    player = page.locator(".sb-player")
    expect(player.locator(".sb-name")).to_contain_text(literal)
    expect(player.locator(".sb-steps li").first).to_contain_text(literal)
    expect(page.locator(".sb-logbook .sb-note").first).to_contain_text(literal)
    expect(page.locator(".sb-card").first).to_contain_text(literal)
    expect(page.frame_locator(".sb-handout iframe").locator("h1")).to_contain_text(literal)
    expect(page.get_by_role("textbox", name="Note")).to_have_value(ATTACK)
    player.locator(".sb-toggle").click()
    page.wait_for_selector(".sb-player[data-state=done]")
    expect(player.locator(".sb-done li").first).to_contain_text(literal)


def test_nothing_is_executed(notebook):
    """No attack became an element of the page or of a frame in it, and none of them ran."""
    page = notebook.page
    logbook = page.locator(".sb-logbook")
    logbook.locator("[aria-expanded]").last.click()  # the first was a note alone, and has joined the player's
    expect(logbook.locator(".sb-holds tbody th")).to_contain_text("<img src=x onerror=")
    logbook.get_by_role("button", name="Edit").first.click()
    page.wait_for_timeout(500)
    for frame in page.frames:
        assert (
            frame.locator(MADE).evaluate_all("(all) => all.map((one) => one.outerHTML.slice(0, 200))") == []
        )
    assert page.evaluate("() => window.struck ?? null") is None
