"""Ratings and notes: written when given, one at a time, in the right session, and undone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from stretchbook.log import Log, LogError, open_log

from .conftest import NOON, practise
from .test_log import PAGE_HOLD


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """A clock at noon."""
    return Clock()


@pytest.fixture
def log(path: Path, clock: Clock) -> Iterator[Log]:
    """An empty log in a file, with that clock."""
    with open_log(path, clock=clock, wait_s=2) as log:
        yield log


def page(key: str, at: datetime, *areas: str) -> dict[str, object]:
    """A session as the page begins it."""
    return {"id": key, "started_at": at.isoformat(), "zone": "Europe/Berlin", "areas": list(areas)}


def test_a_rating_is_one_field_and_one_step(log: Log) -> None:
    """Each rating is written alone, leaves all others as they are, and undo gives back the earlier score."""
    key = log.begin(page("s", NOON, "hip"))
    log.edit(key, note="left knee hurt", pain_before={"hip": 6})
    log.rate(key, "after", "hip", 3)
    log.rate(key, "after", "hip", 4)
    log.rate(key, "before", "neck, left", 0)
    assert log.ratings().values.tolist() == [
        [key, "hip", "before", 6], [key, "neck, left", "before", 0], [key, "hip", "after", 4],
    ]  # fmt: skip
    assert log.sessions()["note"].tolist() == ["left knee hurt"]
    row = log.sessions().iloc[0]
    assert (row["pain_before_neck,_left"], row["pain_after_hip"]) == (0, 4)
    assert row[["pain_after_neck,_left", "pain_before_lower_back"]].isna().all()
    assert log.undo() == "Undone: the rating of neck, left before the session of 2026-11-22 12:00: 0."
    assert log.undo() == "Undone: the rating of hip after the session of 2026-11-22 12:00: 4."
    assert log.ratings(key)["score"].tolist() == [6, 3]
    log.redo()
    log.rate(key, "after", "hip", None)
    assert log.ratings(key)["score"].tolist() == [6]
    log.undo()
    assert log.ratings(key)["score"].tolist() == [6, 4]
    log.rate(key, "after", "hip", 4)
    assert log.undo().endswith("hip after the session of 2026-11-22 12:00: 4."), "the same again is no step"


def test_columns_of_ratings_are_in_a_steady_order(log: Log) -> None:
    """The shipped areas come first and always, others by name; other columns stay where they are."""
    before = log.sessions().columns.tolist()
    key = log.begin(page("s", NOON))
    for area in ("shoulder", "neck", "hip"):
        log.rate(key, "after", area, 5)
    others = [f"pain_{moment}_{area}" for area in ("neck", "shoulder") for moment in ("before", "after")]
    assert log.sessions().columns.tolist() == [*before[:9], *others, *before[9:]]
    assert before[5:9] == [f"pain_{m}_{a}" for a in ("lower_back", "hip") for m in ("before", "after")]


@pytest.mark.parametrize(
    ("rating", "said"),
    [
        (("before", "hip", 11), "The rating of 'hip' is not written: score must be less than or equal to 10"),
        (("before", "hip", 5.5), "score must be a whole number"),
        (("before", "hip", True), "score must be a number, not true or false"),
        (("later", "hip", 5), "moment must be one of 'before' or 'after'"),
        (("before", "a|b", 5), "area must be the name of one area"),
        (("before", "", 5), "area must not be empty"),
        (("before", "x" * 61, 5), "area must have at most 60 characters"),
    ],
)
def test_a_rating_that_cannot_be_is_refused(log: Log, rating: tuple[str, str, int], said: str) -> None:
    """The sentence names the area and the mend, and nothing is written."""
    log.begin(page("s", NOON))
    with pytest.raises(LogError, match=said):
        log.rate("s", *rating)
    assert log.ratings().empty


def test_words_for_a_deleted_session_are_refused(log: Log) -> None:
    """The sentence says how to bring it back; nothing is written."""
    session = practise(log)
    log.delete(session.id)
    for say in (lambda: log.rate(session.id, "after", "hip", 1), lambda: log.write_note(session.id, "x")):
        with pytest.raises(LogError, match=r"was deleted; bring it back first with log.restore"):
            say()
    with pytest.raises(LogError, match="no session with the id 'nobody'"):
        log.rate("nobody", "after", "hip", 1)


def test_a_note_typed_in_one_go_is_one_step(log: Log, clock: Clock) -> None:
    """Words within a minute are undone together; after a pause, or after another step, apart."""
    key = log.begin(page("s", NOON))
    for text in ("sti", "stiff to", "stiff today"):
        log.write_note(key, text)
        clock.pass_by(seconds=40)
    clock.pass_by(seconds=30)
    log.write_note(key, "stiff today, better now")
    log.rate(key, "after", "hip", 2)
    log.write_note(key, "other")
    notes = []
    while log.undo() != "Nothing to undo.":
        notes.append(log.sessions()["note"].iloc[0])
    assert notes == ["stiff today, better now", "stiff today, better now", "stiff today", pd.NA]
    assert log.redo() == "Done again: the note of the session of 2026-11-22 12:00."
    assert log.resume(key).note == "stiff today"


def test_a_note_that_comes_to_nothing_is_no_step(log: Log) -> None:
    """What was typed and taken away again leaves nothing to undo."""
    key = log.begin(page("s", NOON))
    log.write_note(key, "x")
    log.write_note(key, "")
    assert log.resume(key).note is None
    assert log.undo() == "Nothing to undo."


def test_a_rating_alone_is_a_session(log: Log) -> None:
    """A pain diary: the rating is in the log when it was given, without a hold."""
    log.rate(log.begin(page("diary", NOON)), "before", "lower back", 6)
    row = log.sessions().iloc[0]
    assert (row["holds"], row["held_s"], row["pain_before_lower_back"]) == (0, 0.0, 6)
    assert row["day"] == pd.Timestamp("2026-11-22")


@pytest.mark.parametrize(("minutes", "joins"), [(0, True), (60, True), (61, False)])
def test_words_alone_join_the_session_that_starts_within_the_hour(
    log: Log, clock: Clock, minutes: int, joins: bool
) -> None:
    """Ratings, note, areas and the earlier start become part of it; later they stay apart."""
    words = log.begin(page("words", NOON, "lower back"))
    log.rate(words, "before", "lower back", 6)
    clock.pass_by(minutes=10)
    log.write_note(words, "stiff")
    clock.pass_by(minutes=minutes)
    assert log.begin(page("run", clock.now, "hip")) == "run"
    log.record(page("run", clock.now, "hip"), PAGE_HOLD)
    if not joins:
        assert log.sessions()["id"].tolist() == ["words", "run"]
        return
    row = log.sessions().iloc[0]
    assert log.sessions()["id"].tolist() == ["run"]
    assert (row["started_at"], row["areas"], row["note"]) == (NOON, "lower back|hip", "stiff")
    assert (row["pain_before_lower_back"], row["holds"]) == (6, 1)
    assert log.deleted().empty
    log.rate(words, "before", "lower back", 5)  # a word that was still on its way
    assert log.ratings().values.tolist() == [["run", "lower back", "before", 5]]
    said = [log.undo() for _ in range(4)]
    assert said[0].startswith("Undone: the rating of lower back")
    assert said[-1] == "Nothing to undo."
    assert log.ratings().empty
    assert log.sessions()["note"].isna().all()


def test_record_joins_too(log: Log, clock: Clock) -> None:
    """A hold that comes without a beginning takes the words before it along."""
    log.rate(log.begin(page("words", NOON)), "before", "hip", 6)
    clock.pass_by(minutes=5)
    log.record(page("run", clock.now), PAGE_HOLD)
    assert log.sessions()[["id", "pain_before_hip"]].values.tolist() == [["run", 6]]


def test_beginning_again_changes_nothing(log: Log, clock: Clock) -> None:
    """The page may begin a session twice; one with holds, or a deleted one, joins nothing."""
    log.record(page("done", NOON), PAGE_HOLD)
    log.rate("done", "after", "hip", 3)
    log.rate(log.begin(page("gone", NOON - timedelta(hours=2))), "before", "hip", 9)
    log.delete("gone")
    clock.pass_by(minutes=5)
    for _ in range(2):
        log.begin(page("run", clock.now))
    assert log.sessions()["id"].tolist() == ["done", "run"]
    assert log.ratings("run").empty


def test_a_hold_of_a_session_that_was_joined_brings_it_back(log: Log, clock: Clock) -> None:
    """A hold that waited in the page is seen, in the session in which it was held."""
    log.rate(log.begin(page("first", NOON)), "before", "hip", 6)
    clock.pass_by(minutes=5)
    log.begin(page("second", clock.now))
    log.record(page("first", NOON), PAGE_HOLD)
    assert log.sessions()[["id", "holds"]].values.tolist() == [["first", 1], ["second", 0]]
    assert log.ratings()["session"].tolist() == ["second"]


def test_nothing_is_left_of_everything(log: Log, path: Path) -> None:
    """All rows, the journal, backups and the bytes of the file are gone; recording goes on."""
    secret = "an unmistakable note"
    session = practise(log, note=secret, pain_before={"hip": 4})
    log.write_note(session.id, secret + " again")
    log.record_measure("straight_leg_raise", 60, "left", note=secret)
    log.mark_days("illness", "2026-11-01", note=secret)
    log.mark_phase(secret, "2026-11-01")
    log.set_plan(3)
    log.record(page("run", NOON), PAGE_HOLD)
    log.delete(session.id)
    backup = path.with_name("log.backup-v1-20261122-120000.db")
    backup.write_bytes(b"x")
    key = log.id
    log.delete_everything()
    for frame in (log.sessions, log.ratings, log.holds, log.measures, log.days, log.phases, log.deleted):
        assert frame().empty
    assert log.plan is None
    assert log.undo() == "Nothing to undo."
    assert not backup.exists()
    for file in path.parent.iterdir():
        assert secret.encode() not in file.read_bytes(), file.name
    log.record(page("run", NOON), PAGE_HOLD)
    assert len(log.holds()) == 1
    assert log.id == key
