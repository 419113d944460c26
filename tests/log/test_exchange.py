"""Export and import: exact inverses, safe in a spreadsheet, every fault told before anything is written."""

import csv
import json
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from stretchbook.log import Log, LogError, open_log
from stretchbook.log.db.tables import measures
from stretchbook.log.files import csv_files, own_ids
from stretchbook.log.records import ENTRIES, SessionEntry

from .conftest import NOON, practise
from .test_log import PAGE_HOLD

FRAMES = ("sessions", "ratings", "holds", "measures", "days", "phases")
MEASURE = {
    "measure": "nprs", "side": "left", "value": 5.0, "taken_us": 1793523600000000, "zone": "+01:00",
    "utc_offset_s": 3600,
}  # fmt: skip
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''",
    "'",
    "'tis",
    '=HYPERLINK("http://x")',
    "ok;=1+1",
    "ok\t=1+1",
    "ok;'=1",
    ";;''@x",
]


def assert_equal(one: Log, other: Log) -> None:
    """Every frame and the plan of two logs are equal."""
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name)(), getattr(other, name)())
    assert one.plan == other.plan


def fill(log: Log, note: str | None = "a note", label: str = "B: routine") -> None:
    """Write something into every table."""
    practise(log, holds=3, note=note, pain_before={"hip": 0}).pain_after = {"lower back": 10}
    practise(log, started_at=NOON + timedelta(days=1, microseconds=1))
    log.record_measure("straight_leg_raise", 0.1 + 0.2, "left", taken_at=NOON, note=note)
    log.mark_days("rest", "2026-11-01", "2026-11-02", note)
    log.mark_phase(label, "2026-11-03")
    log.set_plan(3)


@pytest.fixture
def full(log: Log) -> Log:
    """A log with something in every table."""
    fill(log)
    return log


@pytest.mark.parametrize("name", ["out", "out.json"])
def test_export_and_load_are_inverses(full: Log, tmp_path: Path, name: str) -> None:
    """A new log loaded from an export is equal to the old one; loading again changes nothing."""
    assert full.export(tmp_path / name) == tmp_path / name
    new = Log.in_memory()
    added = new.load(tmp_path / name)
    assert repr(added).startswith(
        "Added: 2 sessions, 2 ratings, 5 holds, 1 measure, 2 days, 1 phase, 1 setting."
    )
    assert_equal(full, new)
    again = new.load(tmp_path / name)
    assert repr(again) == "Added: nothing. Already there: 14."
    assert_equal(full, new)
    assert new.undo() == f"Undone: the import of {name}."
    assert new.undo() == "Nothing to undo."
    assert new.sessions().empty
    assert new.plan is None
    new.load(tmp_path / name)
    assert_equal(full, new)


text = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40),
    st.sampled_from(FORMULAS),
    st.sampled_from(
        [
            "a\r\nb",
            "a\rb",
            "\n",
            '"',
            '""',
            ",",
            ";",
            "\ufeff",
            "😀 👩🏽",
            "ألم الظهر",
            "\u202eabc",
            "\u2028",
            " x ",
        ]
    ),
    st.builds(str.__add__, st.sampled_from(FORMULAS), st.text("'=\n\r\t, \"a", max_size=5)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(text, min_size=1, max_size=12), kind=st.sampled_from(["out", "out.json"]))
def test_any_text_comes_back(tmp_path: Path, notes: list[str], kind: str) -> None:
    """Any notes and labels come back to the letter, from CSV and from JSON."""
    with Log.in_memory() as old, Log.in_memory() as new:
        for number, note in enumerate(notes):
            old.session(started_at=NOON + timedelta(days=number), note=note)
            old.mark_phase(note if note.strip() else "blank", "2026-11-03")
            old.record_measure("straight_leg_raise", number, "left", taken_at=NOON, note=note)
        new.load(old.export(tmp_path / kind))
        assert new.sessions()["note"].tolist() == notes
        assert_equal(old, new)


numbers = st.floats(0, 86400, allow_nan=False)
moments = st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.timezones())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moment=moments, held=numbers, planned=st.floats(0.001, 3600), kind=st.sampled_from(["out", "out.json"])
)
def test_any_number_and_any_time_come_back(
    tmp_path: Path, moment: datetime, held: float, planned: float, kind: str
) -> None:
    """Seconds come back to the last bit, instants to the microsecond, with zone and local day."""
    with Log.in_memory() as old, Log.in_memory() as new:
        old.session(["hip"], started_at=moment).hold("childs_pose", "both", planned, held, moment)
        new.load(old.export(tmp_path / kind))
        assert not new.preview(tmp_path / kind).differing
        assert new.holds()["held_s"][0] == held
        assert new.sessions()["day"][0] == pd.Timestamp(moment.replace(tzinfo=None)).normalize()
        assert_equal(old, new)


@pytest.mark.parametrize("note", FORMULAS)
def test_a_spreadsheet_executes_no_note(log: Log, tmp_path: Path, note: str) -> None:
    """No cell of any file begins with what a spreadsheet takes for a formula."""
    fill(log, note, note)
    for file in log.export(tmp_path / "out").glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        text = file.read_text(encoding="utf-8")  # as where cells are separated in another way
        cells = [cell for sign in ";\t" for line in text.split("\r\n") for cell in line.split(sign)]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_cell_with_any_separator_is_quoted(log: Log, tmp_path: Path) -> None:
    """A spreadsheet that separates by semicolons does not part a note."""
    fill(log, "ok;=1+1")
    assert '"ok;\'=1+1"' in (log.export(tmp_path / "out") / "sessions.csv").read_text(encoding="utf-8")


def test_an_export_is_private_and_says_what_it_is(full: Log, tmp_path: Path) -> None:
    """Folder and files are the owner's only, and the README names every column."""
    folder = full.export(tmp_path / "out")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name, model in ENTRIES.items():
        assert f"## {name}.csv" in readme
        assert all(f"| {column} |" in readme for column in model.model_fields)
        assert pd.read_csv(folder / f"{name}.csv").columns.tolist() == list(model.model_fields)
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_was_deleted_is_not_exported(full: Log, tmp_path: Path) -> None:
    """Deleted sessions and holds stay behind; an older export brings them back only if it is asked to."""
    older = full.export(tmp_path / "older")
    full.delete(full.sessions()["id"][0])
    new = Log.in_memory()
    new.load(full.export(tmp_path / "out"))
    assert (len(new.sessions()), len(new.holds())) == (1, 2)
    for name in (older, full.export(tmp_path / "older.json")):
        full.load(name)
        assert (len(full.sessions()), len(full.holds())) == (1, 2)
    full.load(older, bring_back=True)
    assert (len(full.sessions()), len(full.holds())) == (2, 5)


def test_a_row_that_is_there_is_left_as_it_is(full: Log, tmp_path: Path) -> None:
    """An older export does not undo a later correction."""
    older = full.export(tmp_path / "older")
    full.edit(full.sessions()["id"][0], note="corrected")
    full.load(older)
    assert full.sessions()["note"][0] == "corrected"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "ratings.csv",
            ",0",
            ",9",
            "ratings.csv, row 2, score: is not what the log has (found '9')",
        ),
        ("sessions.csv", "a note", "", "sessions.csv, row 2, note: is not what the log has"),
        ("holds.csv", "30.0", "31.0", "holds.csv, row 2, planned_s: is not what the log has (found '31.0')"),
        ("settings.csv", ",3", ",4", "settings.csv, row 2, value: is not what the log has (found '4')"),
    ],
)
def test_a_row_that_differs_is_told(
    full: Log, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    """A row that was changed in a sheet is left as it was in the log, and said with file, row and field."""
    folder = full.export(tmp_path / "out")
    spoil(folder, file, old, new)
    there = "nothing. Already there: 14.\n1 row differs from the log and"
    assert repr(full.preview(folder)) == f"To add: {there} is left as it is:\n  {said}"
    assert repr(full.load(folder)) == f"Added: {there} was left as it was:\n  {said}"
    assert full.undo() == "Undone: the plan of 3 days a week."


@pytest.mark.parametrize("name", ["out.csv", "out.db"])
def test_an_export_makes_no_folder_with_the_name_of_a_file(full: Log, tmp_path: Path, name: str) -> None:
    """Only .json is one file; another ending is refused and nothing is made."""
    with pytest.raises(LogError, match=f"{name} is no name for an export; name a folder, or one file"):
        full.export(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_sheet_in_utf_16_is_read(full: Log, tmp_path: Path) -> None:
    """What a spreadsheet calls Unicode text comes back as it was."""
    folder = full.export(tmp_path / "out")
    for file in folder.glob("*.csv"):
        file.write_bytes(file.read_bytes().decode().encode("utf-16"))
    new = Log.in_memory()
    new.load(folder)
    assert_equal(full, new)


def test_a_file_in_another_encoding_is_named(full: Log, tmp_path: Path) -> None:
    """The sentence names the file in the folder, not the folder."""
    folder = full.export(tmp_path / "out")
    (folder / "days.csv").write_bytes("day,kind,note\n2026-11-01,rest,müde\n".encode("latin-1"))
    with pytest.raises(LogError, match=r"days\.csv is not text in UTF-8"):
        Log.in_memory().load(folder)


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Put a fault into a file of an export."""
    path = folder / file
    told = path.read_text(encoding="utf-8")
    assert old in told
    path.write_text(told.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "ratings.csv",
            ",0",
            ",12",
            "ratings.csv, row 2, score: must be less than or equal to 10 (found '12')",
        ),
        (
            "sessions.csv",
            "Europe/Berlin",
            "Europe/Atlantis",
            "sessions.csv, row 2, zone: write a zone such as",
        ),
        (
            "sessions.csv",
            ",note",
            ",remark",
            "1 fault:\n  sessions.csv, row 1, remark: is not a field of this table; remove it",
        ),
        (
            "holds.csv",
            "both",
            "up",
            "holds.csv, row 2, side: must be one of 'left', 'right' or 'both' (found 'up')",
        ),
        ("holds.csv", ",both", "", "holds.csv, row 2: the row has 8 cells where the heading has 9"),
        (
            "measures.csv",
            "left",
            "left,x",
            "measures.csv, row 2: the row has 8 cells where the heading has 7",
        ),
        ("days.csv", "rest", "party", "days.csv, row 2, kind: must be one of 'rest', 'illness' or 'holiday'"),
        ("days.csv", "2026-11-01", "soon", "days.csv, row 2, day: must be a day, such as 2026-11-22"),
        ("phases.csv", "B: routine", "", "phases.csv, row 2, label: is missing; fill it in"),
        (
            "settings.csv",
            ",3",
            ",9",
            "settings.csv, row 2, value: must be less than or equal to 7 (found '9')",
        ),
    ],
)
def test_a_fault_is_told_and_nothing_is_written(
    full: Log, tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    """The error names file, row, field, value and mend; the good rows are shown; nothing is written."""
    folder = full.export(tmp_path / "out")
    spoil(folder, file, old, new)
    log = Log.in_memory()
    found = log.preview(folder)
    assert said in repr(found)
    assert found.faults[0].file == file
    with pytest.raises(LogError) as caught:
        log.load(folder)
    assert said in str(caught.value)
    assert str(caught.value).startswith("Nothing was loaded.")
    assert log.sessions().empty
    assert log.days().empty
    log.load(folder, skip_faults=True)
    assert not log.days().empty


def test_rows_that_belong_nowhere_or_stand_twice(full: Log, tmp_path: Path) -> None:
    """A hold of no session and an id that stands twice are faults."""
    folder = full.export(tmp_path / "out")
    told = (folder / "holds.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "holds.csv").write_text("".join([*told, told[1]]), encoding="utf-8")
    (folder / "sessions.csv").write_text(",".join(SessionEntry.model_fields) + "\n", encoding="utf-8")
    found = [str(fault) for fault in Log.in_memory().preview(folder).faults]
    assert len(found) == 8
    assert "is no session of this file or of the log" in found[0]
    assert "stands in row 2 already; keep one of them" in found[-1]


def test_a_preview_shows_the_rows_and_writes_nothing(full: Log, tmp_path: Path) -> None:
    """The rows to add are frames with the columns of the files."""
    folder = full.export(tmp_path / "out")
    log = Log.in_memory()
    found = log.preview(folder)
    assert repr(found).startswith("To add: 2 sessions, 2 ratings, 5 holds")
    assert found.rows["holds"]["held_s"].tolist() == [30.0] * 5
    assert list(found.rows["sessions"].columns) == list(SessionEntry.model_fields)
    assert log.sessions().empty
    assert log.undo() == "Nothing to undo."


def test_a_sheet_saved_again_is_read(full: Log, tmp_path: Path) -> None:
    """A byte order mark, semicolons, CRLF, another order of columns and blank lines at the end are read."""
    folder = full.export(tmp_path / "out")
    for file in folder.glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as lines:
            rows = [row[::-1] for row in csv.reader(lines)]
        with file.open("w", newline="", encoding="utf-8-sig") as lines:
            csv.writer(lines, delimiter=";").writerows(rows)
            lines.write("\r\n;;\r\n" if file.name == "days.csv" else "\r\n")
    new = Log.in_memory()
    new.load(folder)
    assert_equal(full, new)


def test_own_measures_need_no_id(log: Log, tmp_path: Path) -> None:
    """A table of one's own with four columns is loaded once, however often it is given."""
    file = tmp_path / "measures.csv"
    file.write_text("measure,side,value,taken_at\nstraight_leg_raise,left,61,2026-11-01T10:00:00+01:00\n")
    log.load(file)
    log.load(file)
    assert log.measures()[["value", "zone"]].values.tolist() == [[61.0, "+01:00"]]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("absent", None, "cannot be loaded; name a folder with files"),
        ("absent.json", None, "cannot be read"),
        ("some.txt", "x", "cannot be loaded; name a folder with files"),
        ("bad.json", "{", "is not JSON"),
        ("deep.json", "[" * 100_000, "is nested too deeply for a log"),
        ("other.json", "[1]", "is not a log of stretchbook"),
        ("newer.json", json.dumps({"format": "stretchbook log", "version": 3}), "or of a newer one"),
        (
            "rows.json",
            json.dumps({"format": "stretchbook log", "version": 1, "holds": 3}),
            "holds must be a list",
        ),
        ("row.json", json.dumps({"format": "stretchbook log", "version": 1, "holds": [3]}), "must be"),
        ("holds.csv", b"id\n\xff\xfe", "is not text in UTF-8"),
        ("holds.csv", "", "holds.csv: has no heading"),
        ("days.csv", "kind,day,kind\nrest,2026-11-01,holiday\n", "row 1, kind: stands twice in the heading"),
        ("latin.json", b"\xe4", "latin.json is not text in UTF-8"),
        ("days.csv", 'day,kind\n"2026-11-01,rest\n', "is not a CSV file"),
        ("folder/x.csv", "x", "cannot be loaded; name a folder with files"),
    ],
)
def test_what_cannot_be_loaded_is_refused(
    log: Log, tmp_path: Path, name: str, content: str | bytes | None, said: str
) -> None:
    """A wrong name, another format, another encoding or a torn file is one clear sentence."""
    path = tmp_path / "in" / name
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LogError, match=said):
        log.load(path.parent if name.startswith("folder") else path)
    assert log.days().empty


def test_phases_that_cannot_be_are_reported(tmp_path):
    """A blank label and a label that begins on two days are faults; what was right can still be loaded."""
    folder = tmp_path / "phases"
    folder.mkdir()
    (folder / "phases.csv").write_text(
        "label,start\nA,2026-01-01\n  ,2026-02-01\nA,2026-03-01\nB,2026-04-01\n", encoding="utf-8"
    )
    with Log.in_memory() as log:
        log.mark_phase("B", "2026-04-02")
        told = [str(fault) for fault in log.preview(folder).faults]
        said = ["must not be blank", "begins on 2026-01-01 already", "begins on 2026-04-02 already"]
        for row, (fault, why) in enumerate(zip(told, said, strict=True), 3):
            assert f"row {row}" in fault
            assert why in fault
        log.load(folder, skip_faults=True)
        assert list(log.phases()["label"]) == ["A", "B"]


def test_a_hold_of_a_deleted_session_is_a_fault(full: Log, tmp_path: Path) -> None:
    """Alone it would be in the log and seen by nobody; with its session's row it is loaded."""
    folder = full.export(tmp_path / "out")
    session = full.holds()["session"].iloc[0]
    rows = (folder / "holds.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    one = next(row for row in rows if session in row)
    (folder / "holds.csv").write_text(rows[0] + "new-" + one, encoding="utf-8")
    full.delete(session)
    (fault,) = full.preview(folder / "holds.csv", bring_back=True).faults
    assert "or a deleted one" in str(fault)
    assert full.load(folder).deleted == 4  # the session, its two ratings and the new hold
    assert session not in set(full.sessions()["id"])
    full.load(folder, bring_back=True)
    assert session in set(full.sessions()["id"])
    assert "new-" + one.partition(",")[0] in set(full.holds()["id"])


def test_a_deleted_row_stays_deleted(full: Log, tmp_path: Path) -> None:
    """An older export leaves what was deleted since: holds, ratings, measures, days and the plan."""
    older = full.export(tmp_path / "older")
    session = full.sessions()["id"][0]
    full.rate(session, "before", "hip", None)
    full.delete(full.holds()["id"][4])
    full.delete(full.measures()["id"][0])
    full.unmark_days("2026-11-01")
    full.set_plan(None)
    before = [getattr(full, name)() for name in FRAMES]
    found = full.preview(older)
    assert "Deleted in this log: 5, left deleted (bring_back=True adds them too)." in repr(found)
    full.load(older)
    for name, frame in zip(FRAMES, before, strict=True):
        pd.testing.assert_frame_equal(getattr(full, name)(), frame)
    assert full.plan is None
    full.load(older, bring_back=True)
    assert full.plan == 3
    assert (len(full.holds()), len(full.ratings()), len(full.measures()), len(full.days())) == (5, 2, 1, 2)


def test_undoing_an_import_keeps_what_was_recorded_since(full: Log, tmp_path: Path) -> None:
    """A session into which a hold or a rating was recorded after the import stays, with these alone."""
    with Log.in_memory(clock=lambda: NOON) as log:
        log.load(full.export(tmp_path / "out"))
        first, second = log.sessions()["id"]
        log.record({"id": first, "started_at": NOON.isoformat()}, PAGE_HOLD)
        assert log.undo() == (
            "Undone: the import of out, except what was written later and is left: "
            "sessions into which something was recorded."
        )
        assert log.sessions()["id"].tolist() == [first]
        assert log.holds()["id"].tolist() == [PAGE_HOLD["id"]]
        assert log.ratings().empty
        log.redo()
        assert (len(log.sessions()), len(log.holds()), len(log.ratings())) == (2, 6, 2)
        log.undo()
        log.load(tmp_path / "out")
        assert (len(log.sessions()), len(log.holds())) == (2, 6)
        log.delete(second)


def own_measures(folder: Path, *rows: str) -> Path:
    """Write a table of measures without ids."""
    folder.mkdir(exist_ok=True)
    lines = ["measure,side,value,taken_at", *(f"nprs,left,{row}:00+01:00" for row in rows)]
    (folder / "measures.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "measures.csv"


def test_equal_measures_of_two_people_are_both_kept(log: Log, tmp_path: Path) -> None:
    """The same file twice changes nothing, a grown one adds what is new, an equal row of another is kept."""
    ada = own_measures(tmp_path / "ada", "5,2026-11-01T10:00", "5,2026-11-01T10:00", "4,2026-11-02T10:00")
    bob = own_measures(tmp_path / "bob", "5,2026-11-01T10:00", "6,2026-11-02T10:00")
    log.load(ada)
    assert len(log.measures()) == 3, "equal rows of one file stay as many as they are"
    assert "Equal to a row of another file: 1 measure, is kept." in repr(log.preview(bob))
    log.load(bob)
    assert log.measures()["value"].tolist() == [5, 5, 5, 4, 6]
    own_measures(tmp_path / "ada", "3,2026-11-03T10:00", "4,2026-11-02T10:00", *["5,2026-11-01T10:00"] * 2)
    assert repr(log.load(ada)) == "Added: 1 measure. Already there: 3."
    for file in (ada, bob):
        assert repr(log.load(file)).startswith("Added: nothing.")
    log.delete(log.measures()["id"][0])
    assert repr(log.load(ada)).startswith("Added: nothing.")


def test_measures_without_ids_of_an_earlier_version_are_known(log: Log, tmp_path: Path) -> None:
    """A file that was loaded before the update is not loaded a second time under new ids."""
    earlier = own_ids.of_schema_1(
        {"measure": "nprs", "side": "left", "taken_at": "2026-11-01T10:00:00+01:00"}
    )
    log._add(measures, [{**MEASURE, "id": earlier}], "as version 1 did")
    same = own_measures(tmp_path / "one", "5,2026-11-01T10:00")
    assert repr(log.load(same)) == "Added: nothing. Already there: 1."
    other = own_measures(tmp_path / "two", "6,2026-11-01T10:00")
    assert repr(log.load(other)) == "Added: 1 measure. Already there: 0."


def test_an_export_is_of_one_moment(full: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program records while files are written is in none of them: the export can be loaded."""
    write_file = csv_files.write_file

    def meanwhile(path: Path, text: str) -> None:
        write_file(path, text)
        with open_log(full.where) as other:
            session = other.session(["hip"], pain_before={"hip": 1})
            session.hold("childs_pose", "both", 30, 30.0, NOON)
            other.mark_days("holiday", "2027-01-01")

    before = (len(full.sessions()), len(full.holds()), len(full.days()))
    monkeypatch.setattr(csv_files, "write_file", meanwhile)
    folder = full.export(tmp_path / "out")
    monkeypatch.undo()
    assert len(full.sessions()) > before[0]
    new = Log.in_memory()
    new.load(folder)
    assert (len(new.sessions()), len(new.holds()), len(new.days())) == before


def test_an_export_of_version_1_is_read(tmp_path: Path) -> None:
    """Ratings that are columns of sessions.csv become rows, also of an area that version 1 did not know."""
    (tmp_path / "sessions.csv").write_text(
        "id,started_at,zone,areas,pain_before_lower_back,pain_after_lower_back,pain_before_neck,note\n"
        "s-1,2026-11-01T10:00:00+01:00,Europe/Berlin,lower back|neck,6,,3,x\n"
        "s-2,2026-11-02T10:00:00+01:00,Europe/Berlin,,,,11,\n",
        encoding="utf-8",
    )
    log = Log.in_memory()
    (fault,) = log.preview(tmp_path).faults
    assert str(fault).startswith("sessions.csv, row 3, pain_before_neck: must be less than or equal to 10")
    log.load(tmp_path, skip_faults=True)
    told = [["s-1", "lower back", "before", 6], ["s-1", "neck", "before", 3]]
    assert log.ratings().values.tolist() == told
    assert log.sessions()["pain_before_neck"].tolist() == [3, pd.NA]
    row = {
        "id": "s-1",
        "started_at": "2026-11-01T10:00:00+01:00",
        "zone": "Europe/Berlin",
        "pain_after_hip": 2,
    }
    told_1 = {"format": "stretchbook log", "version": 1, "sessions": [row]}
    (tmp_path / "log.json").write_text(json.dumps(told_1), encoding="utf-8")
    new = Log.in_memory()
    new.load(tmp_path / "log.json")
    assert new.ratings().values.tolist() == [["s-1", "hip", "after", 2]]
