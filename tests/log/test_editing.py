"""Corrections: edit, delete, bring back, undo and redo, also after a restart."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import update

from stretchbook.log import Log, LogError, open_log
from stretchbook.log.db.tables import journal

from .conftest import NOON, practise


def everything(log: Log) -> list[str]:
    """All frames of a log, as text."""
    frames = (log.sessions, log.holds, log.measures, log.days, log.phases, log.daily_totals)
    return [frame().to_csv() for frame in frames] + [str(log.plan)]


def test_a_session_is_corrected(log: Log) -> None:
    """What is given changes, what is not given stays, and None takes away."""
    session = practise(log, note="old", pain_before={"lower back": 6})
    log.edit(session.id, note="new", areas=["hip"], pain_after={"hip": 2})
    row = log.sessions().iloc[0]
    assert (row["note"], row["areas"], row["pain_before_lower_back"], row["pain_after_hip"]) == (
        "new",
        "hip",
        6,
        2,
    )
    log.edit(session.id, note=None, pain_before=None)
    row = log.sessions().iloc[0]
    assert row[["note", "pain_before_lower_back"]].isna().all()
    with pytest.raises(LogError, match="less than or equal to 10"):
        log.edit(session.id, note="never", pain_after={"hip": 11})
    assert log.sessions()["note"].isna().all()


def test_a_session_moves_with_its_holds(log: Log) -> None:
    """With another start, the holds move by the same time, and the day with them."""
    session = practise(log)
    before = log.holds()["started_at"]
    log.edit(session.id, started_at=NOON - timedelta(days=1))
    assert (before - log.holds()["started_at"]).tolist() == [timedelta(days=1)] * 2
    assert log.sessions()["day"].dt.day.tolist() == [21]
    log.undo()
    pd.testing.assert_series_equal(log.holds()["started_at"], before)


def test_a_hold_is_corrected(log: Log) -> None:
    """The status follows the seconds unless it is given."""
    practise(log, holds=1)
    hold = log.holds()["id"][0]
    log.edit_hold(hold, held_s=12, side="left", set=3)
    assert log.holds().loc[0, ["held_s", "side", "set", "status"]].tolist() == [12.0, "left", 3, "cut short"]
    log.edit_hold(hold, status="skipped")
    assert log.holds()["status"].tolist() == ["skipped"]
    with pytest.raises(LogError, match="side must be one of"):
        log.edit_hold(hold, side="up")
    with pytest.raises(LogError, match="no hold with the id 'none'"):
        log.edit_hold("none", side="left")
    before = everything(log)
    with pytest.raises(
        LogError, match=r"held_s is 10 times the 30 s planned or more \(found 30000\); check its"
    ):
        log.edit_hold(hold, held_s=30_000)
    with pytest.raises(LogError, match="status cannot be completed where nothing was held"):
        log.edit_hold(hold, held_s=0, status="completed")
    assert everything(log) == before
    log.edit_hold(hold, held_s=299.9)
    log.edit_hold(hold, held_s=900, planned_s=600)


def test_deleted_is_recoverable(log: Log) -> None:
    """A deleted session takes its holds along, is listed, and comes back whole."""
    session, other = practise(log), practise(log, started_at=NOON + timedelta(days=1))
    before = everything(log)
    log.delete(session.id)
    log.delete(log.holds()["id"][0])
    assert log.sessions()["id"].tolist() == [other.id]
    assert len(log.holds()) == 1
    assert set(log.deleted()["kind"]) == {"session", "hold"}
    for row_id in log.deleted()["id"]:
        log.restore(row_id)
    assert everything(log) == before
    with pytest.raises(LogError, match="no session, hold or measure"):
        log.delete("nobody")


@pytest.mark.parametrize("way", ["hold", "record"])
def test_a_hold_brings_its_deleted_session_back(log: Log, way: str) -> None:
    """A new hold of a deleted session is seen again with it; one that was there already changes nothing."""
    session = practise(log, holds=1)
    page = {"id": session.id, "started_at": NOON.isoformat(), "zone": "Europe/Berlin", "areas": []}
    hold = {"stretch": "happy_baby", "side": "both", "planned_s": 30, "held_s": 30.0}
    known = log.holds()["id"][0]
    log.delete(session.id)
    for hold_id, seen in ((known, 0), ("new", 2)):
        if way == "hold":
            session.hold(**hold, id=hold_id)
        else:
            log.record(page, {**hold, "id": hold_id, "started_at": NOON.isoformat()})
        assert len(log.holds()) == seen
    assert log.undo().startswith("Undone: the deletion of the session")
    assert len(log.holds()) == 2


def test_a_deleted_session_takes_no_rating(log: Log) -> None:
    """Ratings, notes and going on are refused with the way back, and nothing is written."""
    session = practise(log, note="old")
    log.delete(session.id)
    told = "The session of 2026-11-22 12:00 was deleted; bring it back first with log.restore"
    with pytest.raises(LogError, match=told):
        session.note = "new"
    with pytest.raises(LogError, match=told):
        session.pain_after = {"hip": 1}
    with pytest.raises(LogError, match=told):
        log.resume(session.id)
    log.restore(session.id)
    assert log.resume(session.id).note == "old"
    assert session.pain_after == {}


def test_undo_leaves_what_was_written_later(log: Log) -> None:
    """A note that is newer than the step stays, also when it is done again, and the sentence says so."""
    session = practise(log, note="old")
    log.edit(session.id, note="corrected", areas=["hip"])
    with log._store.write() as connection:  # as another version of this program might
        connection.exec_driver_sql("UPDATE sessions SET note = 'newer'")
    kept = "the change of the session of 2026-11-22 12:00, except what was written later and is left: note."
    for said, areas in ((log.undo, "lower back"), (log.redo, "hip")):
        assert said().endswith(f": {kept}")
        assert log.sessions()[["note", "areas"]].values.tolist() == [["newer", areas]]


def test_every_step_can_be_undone_and_done_again(log: Log) -> None:
    """Undo leads back through every state, redo forward through all of them, each with its sentence."""
    session = practise(log)
    hold = log.holds()["id"][0]
    steps = [
        lambda: log.edit(session.id, note="x"),
        lambda: log.edit_hold(hold, held_s=1),
        lambda: log.record_measure("straight_leg_raise", 60, "left"),
        lambda: log.mark_days("rest", "2026-11-01", "2026-11-04"),
        lambda: log.mark_days("rest", "2026-11-04", note="again"),
        lambda: log.unmark_days("2026-11-02"),
        lambda: log.mark_phase("B", "2026-11-01"),
        lambda: log.set_plan(3),
        lambda: log.delete(hold),
        lambda: log.delete(session.id),
        lambda: log.restore(session.id),
    ]
    states = [everything(log)]
    for step in steps:
        step()
        states.append(everything(log))
        assert states[-1] != states[-2]
    for state in reversed(states[:-1]):
        assert log.undo().startswith("Undone: ")
        assert everything(log) == state
    assert log.undo() == "Nothing to undo."
    for state in states[1:]:
        assert log.redo().startswith("Done again: ")
        assert everything(log) == state
    assert log.redo() == "Nothing to do again."


def test_undo_names_what_it_undid(log: Log) -> None:
    """The sentence says what was undone."""
    session = practise(log)
    log.delete(session.id)
    assert log.undo() == "Undone: the deletion of the session of 2026-11-22 12:00."
    log.mark_days("holiday", "2026-12-24", "2026-12-26")
    assert log.undo() == "Undone: 3 days marked as holiday."


def test_undo_survives_a_restart(log: Log, path: Path) -> None:
    """The journal is in the database."""
    session = practise(log)
    log.delete(session.id)
    log.close()
    with open_log(path) as again:
        assert again.sessions().empty
        again.undo()
        assert len(again.holds()) == 2


@pytest.mark.parametrize("told", ["", "{", "[5]", '[{"table": "x"}]', "[" * 10_000, '[{"al/ng": 1}]'])
def test_a_step_that_cannot_be_read_is_one_sentence(log: Log, told: str) -> None:
    """A journal that is damaged is named, and nothing is changed."""
    practise(log).note = "a word"
    with log._store.write() as connection:
        connection.execute(update(journal).values(changes=told))
    with pytest.raises(LogError, match=r"cannot be undone or done again: .* this file is damaged"):
        log.undo()
    assert log.sessions()["note"].tolist() == ["a word"]


def test_a_new_step_ends_redo(log: Log) -> None:
    """After a new correction, what had been undone is not done again."""
    session = practise(log)
    log.edit(session.id, note="one")
    log.undo()
    log.edit(session.id, note="two")
    assert log.redo() == "Nothing to do again."
    assert log.sessions()["note"].tolist() == ["two"]


def test_what_was_recorded_is_not_undone(log: Log) -> None:
    """Practice itself is no correction: undo takes words back, never a hold or what a session began with."""
    session = practise(log, pain_before={"hip": 4})
    before = everything(log)
    session.pain_after = {"hip": 1}
    assert log.undo() == "Undone: the ratings after the session of 2026-11-22 12:00."
    assert log.undo() == "Nothing to undo."
    assert everything(log) == before


def test_a_phase_has_one_start(log: Log) -> None:
    """A label that is there with another start is refused, and so is a blank one."""
    log.mark_phase("B", "2026-11-01")
    log.mark_phase("B", "2026-11-01")
    with pytest.raises(LogError, match=r"'B' begins on 2026-11-01 already; .*log.unmark_phase\('B'\)"):
        log.mark_phase("B", "2026-11-02")
    with pytest.raises(LogError, match="label must not be blank"):
        log.mark_phase(" \n", "2026-11-02")
    assert log.phases()["label"].tolist() == ["B"]
    log.unmark_phase("B")
    log.mark_phase("B", "2026-11-02")
    assert log.phases()["start"].dt.day.tolist() == [2]


def test_two_who_name_a_phase_at_once_make_one(tmp_path: Path) -> None:
    """Whoever comes second is told when the phase begins, also if both looked before either wrote."""
    log, together = open_log(tmp_path / "log.db"), threading.Barrier(2)

    def name(start: str) -> str:
        together.wait()
        try:
            log.mark_phase("A", start)
        except LogError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as both:
        for _ in range(10):
            said = list(both.map(name, ["2026-01-01", "2026-02-01"]))
            assert sorted(map(bool, said)) == [False, True], said
            log.unmark_phase("A")


def test_a_hold_of_a_deleted_session_is_not_changed_unseen(log: Log) -> None:
    """It comes back and changes only with its session."""
    session = practise(log)
    hold = log.holds()["id"].iloc[0]
    log.delete(hold)
    log.delete(session.id)
    for change in (lambda: log.restore(hold), lambda: log.edit_hold(hold, held_s=5)):
        with pytest.raises(LogError, match=r"was deleted; bring it back first with log.restore"):
            change()
    log.restore(session.id)
    log.restore(hold)
    assert hold in set(log.holds()["id"])


@pytest.mark.parametrize("areas", [None, 5, [["hip"]], [None]])
def test_areas_that_cannot_be_are_one_sentence(log: Log, areas: object) -> None:
    """Neither a session nor a correction ends in a traceback of Python's."""
    session = practise(log)
    for change in (lambda: log.session(areas=areas), lambda: log.edit(session.id, areas=areas)):
        with pytest.raises(LogError, match="The session is not written: areas must be"):
            change()
