"""Recording: what is written, what comes back, and what is refused."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from stretchbook.log import Log, LogError, Session, demo_log, open_log
from stretchbook.log.records import ENTRIES
from stretchbook.progress.days import daily

from .conftest import BERLIN, NOON, practise

PAGE_SESSION = {
    "id": "s-1",
    "started_at": "2026-11-22T23:20:00.250Z",
    "zone": "Europe/Berlin",
    "areas": ["hip"],
}
PAGE_HOLD = {
    "id": "h-1",
    "stretch": "happy_baby",
    "side": "both",
    "set": 1,
    "planned_s": 30,
    "held_s": 30.01,
    "status": "completed",
    "started_at": "2026-11-22T23:20:05Z",
}

COLUMNS = {
    "sessions": {
        "id": "str", "started_at": "datetime64[us, UTC]", "zone": "str", "day": "datetime64[us]",
        "areas": "str", "pain_before_lower_back": "Int64", "pain_after_lower_back": "Int64",
        "pain_before_hip": "Int64", "pain_after_hip": "Int64",
        "holds": "int64", "held_s": "float64", "note": "string",
    },
    "ratings": {"session": "str", "area": "str", "moment": "str", "score": "int64"},
    "holds": {
        "id": "str", "session": "str", "stretch": "str", "side": "str", "set": "int64",
        "planned_s": "float64", "held_s": "float64", "status": "str", "started_at": "datetime64[us, UTC]",
        "zone": "str", "day": "datetime64[us]",
    },
    "measures": {
        "id": "str", "measure": "str", "side": "str", "value": "float64", "taken_at": "datetime64[us, UTC]",
        "zone": "str", "day": "datetime64[us]", "note": "string",
    },
    "days": {"day": "datetime64[us]", "kind": "str", "note": "string"},
    "phases": {"label": "str", "start": "datetime64[us]"},
    "daily_totals": {
        "day": "datetime64[us]", "stretch": "str", "side": "str", "status": "str", "holds": "int64",
        "held_s": "float64",
    },
    "deleted": {
        "id": "str", "kind": "str", "deleted_at": "datetime64[us, UTC]", "started_at": "datetime64[us, UTC]",
    },
}  # fmt: skip


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    """Columns and types, with the text type of pandas 2 told as that of pandas 3."""
    return {name: str(dtype).replace("object", "str") for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_types_are_the_same_when_empty_and_when_full(log: Log, name: str) -> None:
    """Every frame has the columns and types of the contract, in an empty log and in one with a row."""
    assert dtypes(getattr(log, name)()) == COLUMNS[name]
    session = practise(log)
    practise(log, note="a note", pain_before={"hip": 1})
    log.record_measure("fingertip_to_floor", 12)
    log.mark_days("rest", "2026-11-23")
    log.mark_phase("more", "2026-11-23")
    if name == "deleted":
        log.delete(session.id)
    frame = getattr(log, name)()
    assert len(frame) > 0
    assert dtypes(frame) == COLUMNS[name]


def test_looking_makes_no_file(path: Path) -> None:
    """With ``must_exist`` an absent log is a sentence; a log that is there is opened."""
    with pytest.raises(LogError, match=r"There is no log at .*log\.db yet"):
        open_log(path, must_exist=True)
    assert not path.parent.exists()
    open_log(path).close()
    open_log(path, must_exist=True).close()


def test_seconds_of_a_skipped_hold_count(log: Log) -> None:
    """What was truly held is in the seconds everywhere; a skipped hold is no hold in the count."""
    session = log.session()
    session.hold("childs_pose", "both", 30, 30.0)
    session.hold("childs_pose", "both", 30, 7.0, status="skipped")
    assert log.sessions()[["holds", "held_s"]].values.tolist() == [[1, 37.0]]
    assert log.daily_totals()["held_s"].sum() == daily(log.holds())["held_s"].sum() == 37.0


def test_a_session_is_what_was_done(log: Log) -> None:
    """Ratings, note, areas and holds come back, and what was not rated stays missing."""
    with log.session(["lower back", "hip"], pain_before={"lower back": 6}, note="stiff") as session:
        session.hold("childs_pose", "both", 30, 30.0)
        session.hold("runners_lunge", "left", 30, 12.34, set=2)
        session.hold("runners_lunge", "right", 30, 0)
        session.pain_after = {"lower back": 4}
    row = log.sessions().iloc[0]
    assert (row["id"], row["areas"], row["note"]) == (session.id, "lower back|hip", "stiff")
    assert (row["pain_before_lower_back"], row["pain_after_lower_back"]) == (6, 4)
    assert pd.isna(row["pain_before_hip"])
    assert pd.isna(row["pain_after_hip"])
    assert (row["holds"], row["held_s"]) == (2, 42.34)
    assert row["zone"] == "Europe/Berlin"
    assert row["started_at"] == NOON
    holds = log.holds().sort_values(["stretch", "side"])
    assert list(holds["status"]) == ["completed", "cut short", "skipped"]
    assert list(holds["set"]) == [1, 2, 1]
    assert list(holds["session"]) == [session.id] * 3


def test_a_hold_began_before_it_was_written(log: Log) -> None:
    """Without a time of its own a hold began as many seconds ago as it was held."""
    log.session().hold("childs_pose", "both", 30, 30.0)
    assert log.holds()["started_at"][0] == NOON - timedelta(seconds=30)


@pytest.mark.parametrize(
    ("held", "status"), [(30.2, "completed"), (29.95, "completed"), (29.94, "cut short"), (0, "skipped")]
)
def test_the_seconds_say_the_status(log: Log, held: float, status: str) -> None:
    """Completed from 0.05 s before the plan on, cut short above 0, else skipped."""
    log.session().hold("childs_pose", "both", 30, held)
    assert list(log.holds()["status"]) == [status]


def test_everything_is_durable_at_once(log: Log, path: Path) -> None:
    """A second program sees session, hold, rating and note the moment each was set."""
    session = log.session(["hip"])
    with open_log(path) as other:
        assert list(other.sessions()["id"]) == [session.id]
        session.hold("childs_pose", "both", 30, 30.0)
        assert len(other.holds()) == 1
        session.pain_after = {"hip": 3}
        session.note = "done"
        assert other.resume(session.id).pain_after == {"hip": 3}
        assert other.resume(session.id).note == "done"


def test_an_error_inside_a_session_loses_nothing(log: Log) -> None:
    """Holds written before an exception stay."""
    with pytest.raises(ZeroDivisionError), log.session() as session:
        print(session.hold("childs_pose", "both", 30, 30.0) and 1 / 0)
    assert len(log.holds()) == 1


def test_a_session_can_be_resumed(log: Log) -> None:
    """A session goes on after a restart, by its id."""
    again = log.resume(practise(log, holds=1).id)
    again.hold("happy_baby", "both", 30, 30.0)
    assert log.sessions()["holds"].tolist() == [2]
    with pytest.raises(LogError, match="no session with the id 'nobody'"):
        log.resume("nobody")


def test_the_page_may_send_a_hold_twice(log: Log) -> None:
    """The same hold makes one row, and the id is acknowledged each time."""
    assert log.record(PAGE_SESSION, PAGE_HOLD) == "h-1"
    assert log.record(PAGE_SESSION, PAGE_HOLD | {"held_s": 1}) == "h-1"
    log.record(PAGE_SESSION, PAGE_HOLD | {"id": "h-2"})
    assert log.holds()["id"].tolist() == ["h-1", "h-2"]
    assert log.holds()["held_s"].tolist() == [30.01, 30.01]
    session = log.sessions().iloc[0]
    assert session["started_at"] == datetime(2026, 11, 22, 23, 20, 0, 250_000, tzinfo=UTC)
    assert (session["zone"], session["day"].day, session["areas"]) == ("Europe/Berlin", 23, "hip")


def test_an_odd_zone_or_more_fields_cost_no_hold(log: Log) -> None:
    """A zone unknown here and fields unknown here do not keep a hold out of the log."""
    odd = {**PAGE_SESSION, "zone": "Mars/Olympus", "areas": [], "more": 1}
    assert log.record(odd, {**PAGE_HOLD, "more": 1}) == "h-1"
    assert len(log.holds()) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("stretch", "Child's pose", "stretch must be small letters, digits and _, beginning with a letter"),
        ("side", "up", "side must be one of 'left', 'right' or 'both' \\(found 'up'\\)"),
        ("set", 0, "set must be greater than or equal to 1"),
        ("set", 1.5, "set must be a whole number"),
        ("planned_s", 0, "planned_s must be greater than 0"),
        ("planned_s", True, "planned_s must be a number, not true or false"),
        ("held_s", -1, "held_s must be greater than or equal to 0"),
        ("held_s", float("nan"), "held_s must be a number"),
        ("status", "done", "status must be one of"),
        ("started_at", "2026-11-22T10:00:00", "started_at has no time zone; give an aware time"),
        ("started_at", "yesterday", "started_at write a time with its zone"),
        ("started_at", "1066-10-14T09:00:00Z", "started_at must lie between 1970 and 2200"),
        ("id", "<b>", "id must be letters of the English alphabet, digits and"),
    ],
)
def test_a_hold_that_cannot_be_is_refused(log: Log, field: str, value: object, said: str) -> None:
    """Every field is checked; the sentence names it, and neither hold nor session is written."""
    with pytest.raises(LogError, match=said):
        log.record(PAGE_SESSION, PAGE_HOLD | {field: value})
    assert log.sessions().empty


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"areas": ["a|b"]}, "areas must be the name of one area, without the sign |"),
        ({"areas": ["x" * 61]}, "areas must have at most 60 characters"),
        (
            {"pain_before": {"hip": 11}},
            "rating of 'hip' is not written: score must be less than or equal to 10",
        ),
        ({"pain_before": {"hip": 6.5}}, "score must be a whole number"),
        ({"pain_before": {" ": 3}}, "area must not be blank"),
        ({"pain_before": 6}, "rated by area"),
        ({"started_at": datetime(2026, 11, 22, 12, 0)}, "has no time zone"),
        ({"note": "a\0b"}, "the character NUL"),
        ({"note": "\ud800"}, "half a character"),
    ],
)
def test_a_session_that_cannot_be_is_refused(log: Log, given: dict[str, object], said: str) -> None:
    """Areas, ratings, times and notes are checked, and nothing is written."""
    with pytest.raises(LogError, match=said):
        log.session(**given)
    assert log.sessions().empty


def test_ratings_are_replaced_as_a_whole(log: Log) -> None:
    """Setting ratings replaces all of that moment; a wrong one changes nothing."""
    session = log.session(["hip"], pain_before={"hip": 5, "lower back": 2})
    session.pain_before = {"hip": 4}
    assert session.pain_before == {"hip": 4}
    with pytest.raises(LogError, match="must be less than or equal to 10"):
        session.pain_before = {"hip": 12}
    assert session.pain_before == {"hip": 4}
    session.pain_before = None
    assert session.pain_before == {}


def test_the_old_name_of_record_measure(log: Log) -> None:
    """It writes the same row, and says which name to use."""
    with pytest.warns(DeprecationWarning, match=r"log\.record_measure"):
        log.measure("straight_leg_raise", 61.5, "left", note="warm")
    assert log.measures()["value"].tolist() == [61.5]


def test_measures_days_phases_and_plan(log: Log) -> None:
    """Measures, marked days, phases and the plan come back; the same day marked twice is one row."""
    log.record_measure("straight_leg_raise", 61.5, side="left", note="warm")
    log.mark_days("illness", "2026-11-01", "2026-11-03", note="flu")
    log.mark_days("illness", "2026-11-03")
    log.mark_phase("B: routine", "2026-11-10")
    log.set_plan(4)
    assert log.measures()[["measure", "side", "value", "note"]].values.tolist() == [
        ["straight_leg_raise", "left", 61.5, "warm"]
    ]
    assert log.days()["day"].dt.day.tolist() == [1, 2, 3]
    assert log.phases().values.tolist() == [["B: routine", pd.Timestamp("2026-11-10")]]
    assert log.plan == 4
    log.mark_days("rest", "2026-11-02")
    log.unmark_days("2026-11-01", "2026-11-09", "rest")
    assert log.days()["day"].dt.day.tolist() == [1, 2, 3], "marks of another kind stay"
    log.unmark_days("2026-11-02", "2026-11-09")
    log.unmark_phase("B: routine")
    log.set_plan(None)
    assert log.days()["day"].dt.day.tolist() == [1]
    assert log.phases().empty
    assert log.plan is None
    with pytest.raises(LogError, match="from a first to a last one"):
        log.mark_days("rest", "2026-11-03", "2026-11-01")
    with pytest.raises(LogError, match="less than or equal to 7"):
        log.set_plan(8)


def test_daily_totals_are_the_sums_of_the_holds(log: Log) -> None:
    """The sums that the database makes are those of the frame of holds."""
    for day in range(3):
        session = practise(log, holds=day + 1, started_at=NOON + timedelta(days=day))
        session.hold("runners_lunge", "left", 30, 11.5, NOON + timedelta(days=day))
    keys = ["day", "stretch", "side", "status"]
    sums = log.holds().groupby(keys, as_index=False).agg(holds=("id", "size"), held_s=("held_s", "sum"))
    pd.testing.assert_frame_equal(log.daily_totals(), sums)


def test_every_thread_may_write(log: Log) -> None:
    """Holds written from eight threads at once, as a page's messages come, are all there."""
    session = log.session()

    def hold_ten() -> None:
        for _ in range(10):
            session.hold("childs_pose", "both", 30, 30.0)

    threads = [threading.Thread(target=hold_ten) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.holds()) == 80


def test_a_log_in_memory_is_shared_by_threads() -> None:
    """A log in memory is one log for all threads."""
    log = Log.in_memory()
    threads = [threading.Thread(target=practise, args=(log,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.holds()) == 8


def test_a_log_says_what_it_is_and_no_more(log: Log, path: Path) -> None:
    """The repr counts and names no place of the machine; where does, for people."""
    assert repr(log) == "Log: 0 sessions, 0 holds"
    session = practise(log, holds=1)
    assert repr(log) == "Log: 1 session, 1 hold"
    assert repr(session) == "Session of 2026-11-22 12:00"
    assert log.where == str(path)
    log.delete(session.id)
    assert repr(log) == "Log: 0 sessions, 0 holds"


def test_the_key_of_a_log_is_kept(log: Log, path: Path) -> None:
    """The key stays with the file, and two logs have two keys."""
    with open_log(path) as again:
        assert again.id == log.id
    assert Log.in_memory().id != log.id


def test_the_environment_names_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """STRETCHBOOK_LOG names a file or a URL."""
    monkeypatch.setenv("STRETCHBOOK_LOG", str(path))
    with open_log() as log:
        practise(log)
    monkeypatch.setenv("STRETCHBOOK_LOG", f"sqlite:///{path}")
    with open_log() as log:
        assert len(log.holds()) == 2


def test_the_demonstration_log_stands_in_for_an_empty_one(path: Path) -> None:
    """Without sessions the demonstration log is given, named synthetic, and no file is made to look."""
    for target in (path, str(path), f"sqlite:///{path}"):
        demo = open_log(target, demo_if_empty=True)
        assert demo.is_demo
        assert not path.parent.exists()
    assert repr(demo).startswith("Demonstration log: synthetic, nobody's data")
    with open_log(path) as mine:
        assert open_log(path, demo_if_empty=True).is_demo
        practise(mine)
    with open_log(path, demo_if_empty=True) as mine:
        assert not mine.is_demo
        assert len(mine.holds()) == 2


def test_the_demonstration_log_is_whole_and_forgets() -> None:
    """It has sessions, holds and measures, starts anew each time and has nothing to undo."""
    demo = demo_log()
    counts = [len(frame()) for frame in (demo.sessions, demo.holds, demo.measures)]
    assert min(counts) > 0
    assert demo.undo() == "Nothing to undo."
    practise(demo)
    assert len(demo_log().sessions()) == counts[0]


def test_every_field_says_what_it_means() -> None:
    """Each column of each file has its description in the README of an export."""
    assert all(field.description for model in ENTRIES.values() for field in model.model_fields.values())


def test_a_pandas_time_is_a_time(log: Log) -> None:
    """Times and numbers as pandas and NumPy give them are taken."""
    frame = pd.DataFrame({"planned": [30], "held": [29.99]})
    at = pd.Timestamp("2026-03-01 10:00", tz="Europe/Berlin")
    session = log.session(["hip"], started_at=at, pain_before={"hip": pd.Series([3]).iloc[0]})
    session.hold("childs_pose", "both", frame["planned"][0], frame["held"][0], at)
    assert isinstance(session, Session)
    assert log.holds()["started_at"][0] == at.to_pydatetime()
    assert log.sessions()["zone"][0] == BERLIN.key
