"""The progress board and the logbook that drives it, without a browser."""

import html
from datetime import datetime

import pytest
from ipywidgets import dlink

import stretchbook as sb
from stretchbook.widgets.progress_board import CHARTS


@pytest.fixture
def log():
    """Two sessions with a gap of more than four weeks between them."""
    log = sb.open_log("sqlite://")
    for day, seconds in (("2026-01-05", 20.0), ("2026-03-02", 30.0)):
        at = datetime.fromisoformat(f"{day}T10:00:00+01:00")
        with log.session(areas=["hip"], pain_before={"hip": 6}, started_at=at) as session:
            session.hold("runners_lunge", "left", 30, seconds, at)
            session.hold("happy_baby", "both", 30, 30, at)
    return log


def test_every_chart_says_its_message(cat):
    """Each chart is drawn, with its words below and as alternative text."""
    board = sb.ProgressBoard(sb.demo_log(), cat)
    messages = set()
    for chart in CHARTS:
        board.chart = chart
        assert board.message
        assert f'alt="{board.message}"' in html.unescape(board.children[-1].value)
        messages.add(board.message)
    assert len(messages) == len(CHARTS)


def test_what_a_chart_does_not_use_is_greyed(log, cat):
    """A choice that is open changes the chart of the demonstration log; one that would not is greyed."""
    board = sb.ProgressBoard(sb.demo_log(), cat)
    others = {"period": "last 4 weeks", "area": "hip", "muscle": "iliopsoas", "side": "left"}
    for chart in CHARTS:
        board.chart = chart
        for name, other in others.items():
            usual, drawn = getattr(board, name), board.children[-1].value
            setattr(board, name, other)
            changes = board.children[-1].value != drawn
            assert changes != board._controls[name].disabled, (chart, name)
            setattr(board, name, usual)


def test_a_period_counts_its_missed_days(log, cat):
    """The last four weeks hold one day of practice out of 28, not out of one."""
    board = sb.ProgressBoard(log, cat)
    board.period = "last 4 weeks"
    assert "1 of 28 days" in board.message
    board.period = "everything"
    assert "2 of 57 days" in board.message


def test_one_side_is_shown_alone(log, cat):
    """A left hold of the lunge reaches the left gluteus and not the right one."""
    board = sb.ProgressBoard(log, cat)
    board.chart, board.muscle = "dose a week", "gluteus_maximus"
    board.side = "left"
    assert "most for gluteus maximus (60 s)" in board.message
    board.side = "right"
    assert "most for gluteus maximus (30 s)" in board.message


def test_the_board_follows_the_logbook(log, cat):
    """Deleting in the logbook changes the board; undoing brings it back."""
    logbook, board = sb.Logbook(log), sb.ProgressBoard(log, cat)
    dlink((logbook, "sessions"), (board, "sessions"))
    before = board.message
    newest = logbook._rows[0]["id"]
    logbook._receive(None, {"type": "delete", "id": newest}, None)
    assert "1 of 1 day" in board.message
    logbook._receive(None, {"type": "undo"}, None)
    assert board.message == before


def test_the_board_asks_back_on_an_area_that_nobody_knows(log, cat):
    """It names the nearest one; an area that is rated later can be chosen at once."""
    board = sb.ProgressBoard(log, cat)
    with pytest.raises(ValueError, match="There is no area 'hipp'; did you mean 'hip'"):
        board.area = "hipp"
    log.session(["neck"]).pain_before = {"neck": 3}
    board.sessions = log.sessions()
    board.area = "neck"
    assert board.area == "neck"


def test_the_logbook_edits_and_refuses(log):
    """An edit reaches the log; a wrong rating changes nothing and is said."""
    logbook = sb.Logbook(log)
    key = logbook._rows[0]["id"]
    log.resume(key).pain_after = {"hip": 2, "lower back": 3}
    given = {"note": "<b>", "pain_before": {"hip": 4}, "pain_after": {"lower back": None}}
    logbook._receive(None, {"type": "edit", "id": key, "given": given}, None)
    assert log.sessions()["pain_before_hip"].iloc[-1] == 4
    assert log.resume(key).pain_after == {"hip": 2}, "what was not changed stays, also if written meanwhile"
    assert logbook._rows[0]["note"] == "<b>"
    given = {"pain_before": {"hip": 11}}
    logbook._receive(None, {"type": "edit", "id": key, "given": given}, None)
    assert logbook._said.startswith("Nothing was changed")
    assert log.sessions()["pain_before_hip"].iloc[-1] == 4


def test_the_logbook_knows_the_sides_of_a_stretch(log):
    """A side that the stretch does not have is refused in a sentence; one that it has is taken."""
    logbook = sb.Logbook(log)
    logbook._receive(None, {"type": "open", "id": logbook._rows[0]["id"]}, None)
    holds = {hold["name"]: hold["id"] for hold in logbook._open["holds"]}
    for name, side, said in (
        ("Happy baby", "left", "is done with both sides at once; choose both."),
        ("Runner's lunge", "both", "is done with one side at a time; choose left or right."),
    ):
        logbook._receive(None, {"type": "edit hold", "id": holds[name], "given": {"side": side}}, None)
        assert logbook._said == f"Nothing was changed: {name} {said}"
    given = {"side": "right", "held_s": 12}
    logbook._receive(None, {"type": "edit hold", "id": holds["Runner's lunge"], "given": given}, None)
    assert {hold["side"] for hold in logbook._open["holds"]} == {"right", "both"}
    given = {"held_s": 30_000}
    logbook._receive(None, {"type": "edit hold", "id": holds["Happy baby"], "given": given}, None)
    assert "check its point" in logbook._said


def test_an_empty_log_is_said(cat):
    """Nothing is drawn as if it were something."""
    board = sb.ProgressBoard(sb.open_log("sqlite://"), cat)
    for chart in CHARTS:
        board.chart = chart
        assert board.message.startswith("No ")
