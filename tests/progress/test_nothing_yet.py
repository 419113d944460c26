"""Where there is nothing yet, one sentence says what to do; a diary without holds counts as what it is."""

from datetime import UTC, datetime, timedelta

import pytest

import stretchbook as sb
from stretchbook import charts

FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture
def diary():
    """Pain of the lower back, rated on twelve days and nothing else."""
    log = sb.open_log("sqlite://")
    for day in range(12):
        log.session(["lower back"], {"lower back": 6}, FIRST + timedelta(days=day))
    return log


def tables(log, cat):
    """Every table of the progress lesson that may have no row."""
    holds, measures = log.holds(), log.measures()
    return [
        sb.adherence(sb.day_kinds(holds, log.days()), log.plan).tail(6),
        sb.weekly_dose(holds, cat).head(8),
        sb.repeat_error(measures, cat).round(2),
        sb.measure_sides(measures, cat).round(1),
    ]


def test_a_table_without_rows_is_a_sentence(diary, cat):
    """In a page and in words: what to do, and no heading over nothing."""
    for frame in tables(diary, cat):
        assert frame.empty
        shown = sb.table(frame).data
        assert "<table" not in shown
        assert f"<p>{frame.attrs['nothing']}</p>" in shown
        assert repr(sb.ask("How many?", frame)).endswith(frame.attrs["nothing"])


def test_a_table_with_rows_is_a_table(cat):
    """The sentence does not stand in the way of what is there."""
    for frame in tables(sb.demo_log(), cat):
        assert not frame.empty
        assert "<table" in sb.table(frame).data


def test_a_chart_without_data_says_what_to_do(cat):
    """Each of them, on a log in which nothing is written."""
    log = sb.open_log("sqlite://")
    drawn = [
        sb.plot_calendar(log.holds()), sb.plot_dose(sb.weekly_dose(log.holds(), cat), cat),
        sb.plot_pain(log.sessions()), sb.plot_sides(log.holds(), cat),
        sb.plot_measures(log.measures(), cat, "fingertip_to_floor"),
    ]  # fmt: skip
    for ax in drawn:
        assert charts.describe(ax).startswith("No ")
        assert ": " in charts.describe(ax)


def test_a_diary_is_counted_as_a_diary(diary, cat):
    """Calendar, board and report say on how many days something was said without a hold."""
    said = "A diary without holds on 12 days."
    ax = sb.plot_calendar(diary.holds(), diary.days(), sessions=diary.sessions())
    assert said in charts.describe(ax)
    assert said in sb.ProgressBoard(diary, cat).message
    assert said in diary.report(cat).html
    with diary.session(started_at=FIRST + timedelta(days=20)) as session:
        session.hold("childs_pose", "both", 30, 30, FIRST + timedelta(days=20))
    assert said in sb.ProgressBoard(diary, cat).message
    assert "Practised on 1 of 1 day" in sb.ProgressBoard(diary, cat).message
