"""Every write of a log, with each of its system calls failing in turn: preload ``failing.c`` and run this.

``python writes.py FOLDER LIBRARY HOW_MANY [NAME ...]``: of each write so many of its calls fail, spread over
all of them (0: every one), in each way. Prints a line of JSON for each thing that is not as it should be,
and one for each write.
"""

import ctypes
import gc
import json
import os
import shutil
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from stretchbook.log import Log, LogError, LogUnavailable, open_log
from stretchbook.log.db.opening import backups

NEVER = 0
WAYS = {"once": 1, "from then on": 2, "killed": 3, "torn and killed": 4}
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OLD = {"id": "session-1", "started_at": "2026-11-22T11:00:00Z", "zone": "UTC", "areas": ["hip"]}
NEW = OLD | {"id": "session-2", "started_at": "2026-11-22T11:30:00Z"}
HOLD = {
    "id": "hold-1", "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30, "held_s": 30.0,
    "status": "completed", "started_at": "2026-11-22T11:01:00Z",
}  # fmt: skip
LATER = "later"
MADE = {"id", "session", "at_us", "said_us", "changes"}
"""Columns that are made anew each time."""

WRITES: dict[str, Callable[[Log, Path], object]] = {
    "session": lambda log, _: log.session(["hip"], {"hip": 5}, started_at=NOON),
    "hold": lambda log, _: log.resume(OLD["id"]).hold("happy_baby", "both", 30, 20, NOON, id="hold-2"),
    "begin": lambda log, _: log.begin(NEW),
    "record": lambda log, _: log.record(NEW, HOLD | {"id": "hold-3"}),
    "rating": lambda log, _: setattr(log.resume(OLD["id"]), "pain_after", {"hip": 2, "lower back": 1}),
    "note": lambda log, _: log.write_note(OLD["id"], "a word " * 500),
    "edit": lambda log, _: log.edit(OLD["id"], note="other", pain_before={"hip": 9}),
    "delete": lambda log, _: log.delete(OLD["id"]),
    "undo": lambda log, _: log.undo(),
    "days": lambda log, _: log.mark_days("rest", "2026-11-01", "2026-11-30"),
    "phase": lambda log, _: log.mark_phase("with heat", "2026-11-20"),
    "plan": lambda log, _: log.set_plan(5),
    "record_measure": lambda log, _: log.record_measure("fingertip_to_floor", 12.5, taken_at=NOON),
    "load": lambda log, folder: log.load(folder / "other.json"),
    "export": lambda log, folder: log.export(folder / "out"),
    "export to one file": lambda log, folder: log.export(folder / "out.json"),
    "delete everything": lambda log, _: log.delete_everything(),
    "leave a session": lambda log, _: log.resume(OLD["id"]).__exit__(None, None, None),
    "close": lambda log, _: log.close(),
}
OPENINGS = {"a new log": None, "a log that is there": "log.db", "a log of schema 1": "old.db"}


def make(folder: Path) -> None:
    """Make what is written into: a log, one of schema 1, and the export of another."""
    schema = Path(__file__).parents[1] / "schemas" / "1_full.sql"
    with closing(sqlite3.connect(folder / "old.db")) as old:
        old.executescript(schema.read_text("utf-8"))
    with open_log(folder / "log.db", clock=lambda: NOON) as log:
        log.record(OLD, HOLD)
        log.resume(OLD["id"]).pain_before = {"hip": 4}
        log.mark_days("illness", "2026-10-01")
        log.set_plan(3)
    with Log.in_memory(clock=lambda: NOON) as other:
        for back in range(5):
            at = NOON - timedelta(days=back)
            other.session(["hip"], {"hip": back}, started_at=at).hold("childs_pose", "both", 30, 30, at)
        other.export(folder / "other.json")
        look(other)
    gc.collect()
    gc.freeze()  # what all processes below share


def look(log: Log) -> None:
    """Read what a person looks at."""
    for frame in (log.sessions, log.holds, log.measures, log.days, log.phases, log.deleted):
        frame()


def rows(path: Path) -> dict[str, list[str]]:
    """Give what a database says, but for what is made anew each time; it must be sound."""
    found = {}
    with closing(sqlite3.connect(path)) as database:
        for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            told = database.execute(f"PRAGMA {pragma}").fetchall()
            assert told == sound, f"malformed: {told}"
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            cursor = database.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            records = [dict(zip(names, row, strict=True)) for row in cursor]
            found[table] = sorted(_told(table, record) for record in records)
    return found


def _told(table: str, record: dict[str, Any]) -> str:
    if record.get("deleted_us"):
        record["deleted_us"] = "deleted"
    if record.get("id") == "log":
        record["value"] = "made anew"
    key = record["id"] if table in ("holds", "stretchbook", "days", "phases") else None
    return repr((key, {name: value for name, value in record.items() if name not in MADE}))


def in_child(work: Callable[[Callable[[str], None]], None], errors: Path) -> list[str]:
    """Give the lines that work said in a process of its own, and what went wrong there."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.dup2(os.open(errors, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), 2)
        try:
            work(lambda line: os.write(writing, f"{line}\n".encode()) and None)
        except BaseException:
            os.write(writing, f"! {json.dumps(traceback.format_exc())}\n".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read().splitlines()
    os.waitpid(child, 0)
    return said


class Trial:
    """One write, tried again and again at a place of its own."""

    def __init__(self, library: ctypes.CDLL, base: Path, name: str) -> None:
        self.library, self.base, self.name = library, base, name
        self.folder, self.errors = base / "trial", base / "errors"
        self.path = self.folder / "log.db"
        self.states = {}
        for state, does, goes_on in (
            ("before", False, False), ("before, later", False, True),
            ("after", True, False), ("after, later", True, True),
        ):  # fmt: skip
            self.prepare()
            told = in_child(partial(self.write, n=0, way=NEVER, does=does, goes_on=goes_on), self.errors)
            assert told[0] == "done", told
            self.states[state] = rows(self.path)
            if state == "after":
                self.calls = int(told[-1])
                self.files = self.exported()

    def prepare(self) -> None:
        """Lay out what the write finds."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copy(self.base / "other.json", self.folder)
        there = OPENINGS.get(self.name, "log.db")
        if there:
            shutil.copy(self.base / there, self.path)

    def exported(self) -> dict[str, bytes]:
        """Files of exports."""
        places = [self.folder / "out.json", *self.folder.glob("out/*"), *self.folder.glob("*.part")]
        return {file.name: file.read_bytes() for file in places if file.is_file()}

    def write(
        self, say: Callable[[str], None], n: int, way: int, does: bool = True, goes_on: bool = True
    ) -> None:
        """Write with the n-th call failing, and say at once that it is done, or what it said; then go on."""
        under, log = str(self.folder).encode(), None
        if self.name not in OPENINGS:
            log = open_log(self.path, clock=lambda: NOON, wait_s=0.2)
        self.library.fail_at(under, n, way)
        try:
            if log is None:
                log = open_log(self.path, clock=lambda: NOON, wait_s=0.2)
            elif does:
                WRITES[self.name](log, self.folder)
            say("done")
        except LogError as error:
            say(json.dumps(str(error)))
        calls = self.library.calls_made()
        self.library.fail_at(b"", 0, NEVER)
        if goes_on:
            if log is None or self.name == "close":
                log = open_log(self.path, clock=lambda: NOON, wait_s=0.2)
            try:
                self.write_on(log)
            except LogUnavailable:  # "trying again may succeed": SQLite opened the file for reading only
                self.write_on(log)
            say(LATER)
        say(str(calls))

    def write_on(self, log: Log) -> None:
        """Write a hold with nothing failing any more."""
        at = NOON + timedelta(hours=1)
        log.session(started_at=at).hold("seated_twist", "left", 30, 30, at, id=LATER)

    def one(self, n: int, way: int) -> Iterator[str]:
        """Try once, and give what is not as it should be."""
        self.prepare()
        said = in_child(lambda say: self.write(say, n, way), self.errors)
        noise = self.errors.read_text("utf-8")
        yield from (json.loads(line[2:]) for line in said if line.startswith("!"))
        if "Traceback" in noise or "Exception" in noise:
            yield f"on stderr: {noise[-1200:]}"
        for line in said:
            if line.startswith('"') and not (json.loads(line).endswith(".") and "\\n" not in line):
                yield f"not one sentence: {line}"
        is_done, goes_on = said[:1] == ["done"], LATER in said
        found = in_child(lambda say: self.look(say), self.errors)
        if found[-1:] != ["looked"]:
            yield f"cannot be opened: {found}"
            return
        now = rows(self.path)
        ending = ", later" if goes_on else ""
        fits = [state for state in ("before", "after") if now == self.states[f"{state}{ending}"]]
        if not fits or (is_done and "after" not in fits):
            wrong = difference(now, self.states[f"after{ending}"])
            yield f"is neither as before nor as after: {said}, {wrong}"
        yield from self.half(is_done, can_tidy=bool(said) and way != WAYS["from then on"])

    def look(self, say: Callable[[str], None]) -> None:
        """Open anew and read everything."""
        with open_log(self.path, clock=lambda: NOON) as log:
            look(log)
        say("looked")

    def half(self, is_done: bool, can_tidy: bool) -> Iterator[str]:
        """Give the files beside the log that are there in part."""
        there = self.exported()
        for name, content in there.items():
            if name.endswith(".part"):
                if can_tidy:
                    yield f"{name} is left"
            elif content != self.files[name]:
                yield f"{name} is not whole"
        if is_done and there.keys() != self.files.keys():
            yield f"there are only {sorted(there)}"
        for copy in backups(self.path):
            if copy.suffix != ".db":
                if can_tidy:
                    yield f"{copy.name} is left"
                continue
            with suppress(sqlite3.Error, AssertionError):
                if rows(copy) == rows(self.base / "old.db"):
                    continue
            yield f"{copy.name} is a backup in part"


def difference(now: dict[str, list[str]], wanted: dict[str, list[str]]) -> dict[str, Any]:
    """Give the rows that are there and should not be, and those that are not."""
    return {
        table: [
            sorted(set(one.get(table, [])) - set(other.get(table, [])))
            for one, other in ((now, wanted), (wanted, now))
        ]
        for table in wanted.keys() | now.keys()
        if now.get(table) != wanted.get(table)
    }


def main(folder: Path, file: str, how_many: int, names: list[str]) -> None:
    """Try every write."""
    library = ctypes.CDLL(file)
    library.calls_made.restype = ctypes.c_long
    library.fail_at.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int]
    make(folder)
    for name in names or [*OPENINGS, *WRITES]:
        began, tries, faults = time.monotonic(), 0, 0
        trial = Trial(library, folder, name)
        for way, number in WAYS.items():
            step = max(1, trial.calls // how_many) if how_many else 1
            for n in range(1 + 7 * number % step, trial.calls + 1, step):
                tries += 1
                for fault in trial.one(n, number):
                    faults += 1
                    print(json.dumps({"write": name, "way": way, "n": n, "fault": fault}), flush=True)
        told = {"write": name, "calls": trial.calls, "tries": tries, "faults": faults}
        print(json.dumps(told | {"seconds": round(time.monotonic() - began, 1)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
