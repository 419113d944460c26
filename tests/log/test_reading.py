"""Other people's files: one question for a whole file, what it would write, and nothing before yes."""

from pathlib import Path

import pytest

from stretchbook.log import Log, LogError
from stretchbook.log.files.readings import Reading

from .conftest import NOON


@pytest.fixture
def log() -> Log:
    """An empty log; its clock says noon in Berlin."""
    return Log.in_memory(clock=lambda: NOON)


def written(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a file and give its place."""
    (tmp_path / name).write_text(text, encoding=encoding)
    return tmp_path / name


HOLD = "h{n},a,childs_pose,both,1,30.0,30.0,completed,2015-01-25T18:00:00+01:00\n"
HOLDS = "id,session,stretch,side,set,planned_s,held_s,status,started_at\n"
DIARY = "id,started_at,pain_before_lower_back\n"


@pytest.mark.parametrize(
    ("text", "ask", "frame", "stored"),
    [
        (DIARY + "a,2015-01-25,5\n", "dates without times (1): at 12:00 in Europe/Berlin", "sessions",
         {"started_at": "2015-01-25 11:00:00+00:00", "zone": "Europe/Berlin", "pain_before_lower_back": "5"}),
        (DIARY + "a,01/25/2015 5:30 PM,5\n", "month first (1), such as 01/25/2015", "sessions",
         {"started_at": "2015-01-25 16:30:00+00:00"}),
        (DIARY + "a,05/01/2015,5\nb,06/01/2015,5\nc,01/02/2015,5\n", "day first (3)", "sessions",
         {"day": "2015-01-05 00:00:00"}),
        (DIARY + "a,25.1.15,NA\n", "NA (1): an empty cell", "sessions",
         {"started_at": "2015-01-25 11:00:00+00:00", "pain_before_lower_back": "<NA>"}),
        (DIARY + "a,2015-01-25,55\nb,2015-01-26,7\nc,2015-01-27,100\n",
         "pain from 0 to 100 (3): divided by 10", "sessions", {"pain_before_lower_back": "6"}),
        ("started_at,pain_before_hip\n2015-01-25,5\n2015-01-25,5\n", "without an id (2)", "sessions",
         {"pain_before_hip": "5"}),
        ("measure;value;taken_at\nnprs;2,5;2015-01-25T10:00\n", "decimal commas (1), such as 2,5", "measures",
         {"value": "2.5", "taken_at": "2015-01-25 09:00:00+00:00"}),
        ("id,started_at,zone\na,2015-01-25T10:00,Asia/Tokyo\n", "zone stands in a column of its own (1)",
         "sessions", {"started_at": "2015-01-25 01:00:00+00:00", "zone": "Asia/Tokyo"}),
        ("day;kind\n25.01.2015;rest\n", "dates with the day first (1)", "days",
         {"day": "2015-01-25 00:00:00"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_is_asked_about_once_and_read_as_a_whole(
    log: Log, tmp_path: Path, text: str, ask: str, frame: str, stored: dict[str, str], encoding: str
) -> None:
    """Nothing is written before yes; then it is stored as the preview showed it, once, and can be undone."""
    path = written(tmp_path, "diary.csv", text, encoding)
    found = log.preview(path)
    assert any(ask in line for line in found.asks), found.asks
    assert not found.faults
    assert repr(found).startswith("Read so:\n  ")
    with pytest.raises(LogError, match=r"^Nothing was loaded\.\ndiary\.csv can be read so:\n  ") as caught:
        log.load(path)
    assert str(caught.value).endswith(f"reading=log.preview({str(path)!r}).reading)")
    assert getattr(log, frame)().empty
    assert log.undo() == "Nothing to undo."
    shown = {name: len(rows) for name, rows in found.rows.items() if len(rows)}
    added = log.load(path, reading=found.reading)
    assert {name: len(rows) for name, rows in added.rows.items() if len(rows)} == shown
    row = getattr(log, frame)().iloc[0]
    assert {name: str(row[name]) for name in stored} == stored
    assert repr(log.load(path, reading=found.reading)).startswith("Added: nothing.")
    log.undo()
    assert getattr(log, frame)().empty


def test_ticks_are_what_became_of_a_hold(log: Log, tmp_path: Path) -> None:
    """WAHR is completed and FALSCH skipped."""
    log.load(written(tmp_path, "sessions.csv", DIARY + "a,2015-01-25T18:00:00+01:00,5\n"))
    rows = "".join(HOLD.format(n=n).replace("completed", word) for n, word in enumerate(("WAHR", "FALSCH")))
    path = written(tmp_path, "holds.csv", HOLDS + rows)
    log.load(path, reading=log.preview(path).reading)
    assert log.holds()["status"].tolist() == ["completed", "skipped"]


def test_another_answer_than_the_proposed_one(log: Log, tmp_path: Path) -> None:
    """Where both orders fit, the question says so, and the other one can be given."""
    path = written(tmp_path, "diary.csv", DIARY + "a,01/02/2015,5\n")
    found = log.preview(path)
    assert "or the other way round: reading.but(dates='day first')" in found.asks[0]
    assert found.reading is not None
    log.load(path, reading=found.reading.but(dates="day first", time="07:30"))
    assert str(log.sessions()["started_at"][0]) == "2015-02-01 06:30:00+00:00"
    for wrong in ({"dates": "year last"}, {"time": "late"}, {"zone": "Mars"}, {"comma": True}):
        with pytest.raises(LogError):
            Reading().but(**wrong)


def test_one_wrong_score_is_no_other_scale(log: Log, tmp_path: Path) -> None:
    """A slip among scores from 0 to 10 is a fault, not a reason to divide all by ten."""
    day = "2015-01-25T18:00:00+01:00"
    path = written(tmp_path, "diary.csv", DIARY + f"a,{day},55\nb,{day},6\nc,{day},7\n")
    (fault,) = log.preview(path).faults
    assert "must be less than or equal to 10 (found '55')" in str(fault)


def test_words_of_a_note_are_left(log: Log, tmp_path: Path) -> None:
    """NA, a comma and a date in a note are the person's own."""
    rows = "a,2015-01-25,NA,NA\nb,2015-01-26,5,12,5 am 1.2.2015\n".replace(
        "12,5 am 1.2.2015", '"12,5 am 1.2.2015"'
    )
    path = written(tmp_path, "diary.csv", "id,started_at,pain_before_hip,note\n" + rows)
    log.load(path, reading=log.preview(path).reading)
    assert log.sessions()["note"].tolist() == ["NA", "12,5 am 1.2.2015"]


def test_every_fault_is_told_at_once_by_kind(log: Log, tmp_path: Path) -> None:
    """350 rows with the same fault are one line; an unknown and a double column hide none of them."""
    rows = "".join(f"h{n},a,Childs Pose,up,30,12,{n},x,both\n" for n in range(350))
    heading = "id,session,stretch,side,planned_s,held_s,set,mood,side\n"
    said = repr(log.preview(written(tmp_path, "holds.csv", heading + rows)))
    lines = said.partition("faults:\n")[2].splitlines()
    assert len(lines) <= 6
    for words in ("mood: is not a field of this table", "side: stands twice in the heading"):
        assert any(words in line for line in lines)
    same = [line for line in lines if "stretch: must be small letters, digits and _" in line]
    assert len(same) == 1
    assert same[0].endswith("the same in 349 more rows: 3, 4, 5, ...")
    assert "^" not in said


@pytest.mark.parametrize(
    "text",
    [
        "Date,Meditate,Stretching,\n2015-01-25,2,2,\n2015-01-24,0,3,\n2015-01-23,-1,1,\n2015-01-22,2,0,\n",
        "Date,Run,Stretching\n2015-01-25,NO,YES_MANUAL\n2015-01-24,NO,SKIP\n2015-01-23,NO,YES_AUTO\n",
    ],
)
def test_ticks_of_loop_are_read_as_they_come(log: Log, tmp_path: Path, text: str) -> None:
    """A tick of the habit is a session without holds, a skipped day is rest; other habits are left."""
    path = written(tmp_path, "Checkmarks.csv", text)
    assert repr(log.load(path)) == "Added: 2 sessions, 1 day. Already there: 0."
    assert log.sessions()["note"].tolist() == ["Stretching (Loop Habit Tracker)"] * 2
    assert log.sessions()["day"].dt.day.tolist() == [23, 25]
    assert log.days()["day"].dt.day.tolist() == [24]
    assert repr(log.load(tmp_path)) == "Added: nothing. Already there: 3."


@pytest.mark.parametrize("text", ["2015-01-25,2\n2015-01-24,0\n", "Date,Value,Notes\n2015-01-25,2,=1\n"])
def test_the_folder_of_one_habit_of_loop(log: Log, tmp_path: Path, text: str) -> None:
    """Its name is the folder's, without the number."""
    (tmp_path / "003 Back").mkdir()
    log.load(written(tmp_path / "003 Back", "Checkmarks.csv", text))
    assert log.sessions()["note"][0].startswith("Back (Loop Habit Tracker)")


def test_which_habits_is_asked_where_none_speaks_of_stretching(log: Log, tmp_path: Path) -> None:
    """All are proposed, and some of them can be named."""
    path = written(tmp_path, "Checkmarks.csv", "Date,Run,Read\n2015-01-25,2,2\n")
    with pytest.raises(LogError, match="each day with a tick of Run, Read is a session without holds"):
        log.load(path)
    reading = log.preview(path).reading
    assert reading is not None
    log.load(path, reading=reading.but(habits=("Run",)))
    assert len(log.sessions()) == 1


def test_habitbull_is_read_as_it_comes(log: Log, tmp_path: Path) -> None:
    """One row for each habit and day; a comment is kept as text."""
    head = "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"
    log.load(
        written(tmp_path, "HabitBull.csv", head + "Stretch,,x,2016-01-01,1,<b>\nStretch,,x,2016-01-02,0,\n")
    )
    assert log.sessions()["note"].tolist() == ["Stretch (HabitBull): <b>"]


@pytest.mark.parametrize(("amount", "said"), [("1500", "1.5"), ("9" * 400, "1.0"), ("2²", "")])
def test_an_amount_of_loop_may_be_any(log: Log, tmp_path: Path, amount: str, said: str) -> None:
    """A number as long as you like is one, and what only looks like a number is none."""
    log.load(written(tmp_path, "Checkmarks.csv", f"Date,Stretch\n2015-01-25,{amount}\n"))
    assert log.sessions()["note"].tolist()[0].startswith(f"Stretch {said}".rstrip())
