"""To which session a rating and a note belong, and that each is written alone and can be undone."""

from datetime import UTC, datetime, timedelta

import pytest

import stretchbook as sb
from stretchbook.log.sitting import Sitting

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Wall:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def pass_minutes(self, minutes: float) -> None:
        """Let time go by."""
        self.time += timedelta(minutes=minutes)


@pytest.fixture
def wall() -> Wall:
    """Noon, until it is set."""
    return Wall()


@pytest.fixture
def log(wall):
    """A log that is kept nowhere."""
    return sb.open_log("sqlite://", clock=wall)


def page_session(wall, key="s1"):
    """A session as the page begins it at Start."""
    return {"id": key, "started_at": wall().isoformat(), "zone": "Europe/Berlin", "areas": ["hip"]}


def hold(wall, key="h1"):
    """A hold as the page sends it."""
    return {
        "id": key, "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30, "held_s": 30,
        "status": "completed", "started_at": wall().isoformat(),
    }  # fmt: skip


def stored(log):
    """Sessions in order: id, pain before and after of the hip, note, holds."""
    frame = log.sessions()[["id", "pain_before_hip", "pain_after_hip", "note", "holds"]]
    return [
        tuple(None if value is None or value != value else value for value in row)
        for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False)
    ]


def test_a_rating_alone_is_a_session(log):
    """It is in the log the moment it is given, with no player at all."""
    Sitting(log).rate("before", "hip", 6)
    assert [row[1:] for row in stored(log)] == [(6, None, None, 0)]


@pytest.mark.parametrize(("minutes", "sessions"), [(59, 1), (61, 2)])
def test_a_rating_joins_the_session_that_starts_within_an_hour(log, wall, minutes, sessions):
    """After an hour it stays a session of its own; in neither case is it lost or doubled."""
    sitting = Sitting(log)
    sitting.rate("before", "hip", 6)
    wall.pass_minutes(minutes)
    sitting.follow(page_session(wall), runs=True)
    log.record(page_session(wall), hold(wall))
    found = stored(log)
    assert len(found) == sessions
    assert found[0][1] == 6
    assert found[-1][4] == 1
    assert sitting.scores("before") == ({"hip": 6} if sessions == 1 else {})


def test_a_rating_survives_a_new_kernel(log, wall):
    """What was rated before the kernel died is lit again, and joins the session that follows."""
    Sitting(log).rate("before", "hip", 6)
    wall.pass_minutes(5)
    anew = Sitting(log)
    assert anew.scores("before") == {"hip": 6}
    anew.follow(page_session(wall), runs=True)
    log.record(page_session(wall), hold(wall))
    assert [row[1:] for row in stored(log)] == [(6, None, None, 1)]


def test_a_rating_while_a_session_gets_ready_belongs_to_it(log, wall):
    """After "Start again" a rating before is of the session that runs; the old one keeps its own."""
    sitting = Sitting(log)
    sitting.rate("before", "hip", 6)
    sitting.follow(page_session(wall), runs=True)
    log.record(page_session(wall), hold(wall))
    sitting.follow(page_session(wall), runs=False)
    wall.pass_minutes(1)
    sitting.follow(page_session(wall, "s2"), runs=True)
    sitting.rate("before", "hip", 9)
    assert [row[1] for row in stored(log)] == [6, 9]


def test_after_a_session_words_go_where_they_are_meant(log, wall):
    """Done: pain after and the note are of the session just done, pain before is of the next one."""
    sitting = Sitting(log)
    sitting.follow(page_session(wall), runs=True)
    log.record(page_session(wall), hold(wall))
    sitting.follow(page_session(wall), runs=False)
    sitting.rate("after", "hip", 3)
    sitting.write_note("good")
    wall.pass_minutes(1)
    sitting.rate("before", "hip", 2)
    assert [row[1:] for row in stored(log)] == [(None, 3, "good", 1), (2, None, None, 0)]
    assert (sitting.scores("before"), sitting.scores("after"), sitting.note()) == (
        {"hip": 2},
        {"hip": 3},
        "good",
    )


def test_each_word_is_one_step_that_can_be_undone(log):
    """Undo takes back one word at a time, and gives the earlier one back."""
    sitting = Sitting(log)
    sitting.rate("before", "hip", 6)
    sitting.rate("before", "hip", 4)
    sitting.rate("before", "lower back", 5)
    log.undo()
    assert sitting.scores("before") == {"hip": 4}
    log.undo()
    assert sitting.scores("before") == {"hip": 6}


@pytest.mark.parametrize(
    "say", [lambda said: said.rate("before", "hip", 6), lambda said: said.write_note("sore")]
)
def test_undoing_the_only_word_leaves_no_empty_session(log, say):
    """A session that a word began goes with it, and comes back with it."""
    say(Sitting(log))
    said = stored(log)
    log.undo()
    assert stored(log) == []
    log.redo()
    assert stored(log) == said


def test_a_session_gone_on_with_stays_when_its_first_word_is_undone(log, wall):
    """The rating goes, the hold stays, and nothing is said of what nobody meant to undo."""
    sitting = Sitting(log)
    sitting.rate("before", "hip", 6)
    sitting.follow(page_session(wall), runs=True)
    log.record(page_session(wall), hold(wall))
    assert log.undo().endswith(": 6.")
    assert stored(log) == [("s1", None, None, None, 1)]


def test_a_rating_hours_later_is_another_entry_of_the_diary(log, wall):
    """With the notebook left open, the evening's rating does not take the place of the morning's."""
    sitting = Sitting(log)
    sitting.rate("before", "hip", 6)
    wall.pass_minutes(8 * 60)
    assert sitting.scores("before") == {}
    sitting.rate("before", "hip", 3)
    assert [row[1] for row in stored(log)] == [6, 3]
