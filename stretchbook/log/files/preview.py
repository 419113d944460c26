"""What loading an export would do: rows to add, rows left as they are, and every fault."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError
from sqlalchemy import Connection, select

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import measures, mine, phases, seen
from stretchbook.log.faults import LogError, mend
from stretchbook.log.files import csv_files, habits, own_ids
from stretchbook.log.files.exporting import TABLES
from stretchbook.log.files.readings import Reading, propose
from stretchbook.log.records import ENTRIES, Entry, PhaseEntry, RatingEntry, rating_key
from stretchbook.rows import Fault
from stretchbook.words import count

_FIELDS = {
    "started_us": "started_at",
    "taken_us": "taken_at",
    "utc_offset_s": "zone",
    "set_number": "set",
}
_AT_ONCE = 10_000
_NO_SESSION = "is no session of this file or of the log, or a deleted one; add it or bring it back"


@dataclass
class Preview:
    """What an import adds, or would add.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault: file, row, field, value, mend.
    unchanged : int
        Rows that the log has already; they are left as they are.
    deleted : int
        Rows that were deleted in this log, or whose session was; they are left deleted.
    equal : int
        Measures to add that are equal to ones of another file.
    differing : tuple of Fault
        Where a row is not the same in the log: file, row, field, the file's value.
    rows : dict of str to DataFrame
        Rows to add, by table, with the columns of the file.
    reading : Reading or None
        How the file was read, where it can be read in more than one way; give it to `Log.load`.
    asks : tuple of str
        What this reading takes for granted; empty where nothing is to be asked.
    """

    faults: tuple[Fault, ...] = ()
    unchanged: int = 0
    deleted: int = 0
    equal: int = 0
    differing: tuple[Fault, ...] = ()
    entries: dict[str, list[Any]] = field(default_factory=dict)
    done: bool = False
    reading: Reading | None = None
    asks: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, pd.DataFrame]:
        """Rows to add, by table."""
        return {
            name: pd.DataFrame(
                [entry.model_dump() for entry in found], columns=list(ENTRIES[name].model_fields)
            )
            for name, found in self.entries.items()
        }

    def __repr__(self) -> str:
        said = [f"{self.counts} Already there: {self.unchanged:,}."]
        if self.asks and not self.done:
            said = [*_listed_words("Read so:", self.asks), *said, *self._first()]
        if self.deleted:
            said.append(
                f"Deleted in this log: {self.deleted:,}, left deleted (bring_back=True adds them too)."
            )
        if self.equal:
            kept = "is kept" if self.equal == 1 else "are kept"
            said.append(f"Equal to a row of another file: {count(self.equal, 'measure')}, {kept}.")
        rows = len({(fault.file, fault.row) for fault in self.differing})
        left = "was left as it was" if self.done else "is left as it is"
        differ = f"{rows} row differs from the log and {left}"
        if rows > 1:
            left = "were left as they were" if self.done else "are left as they are"
            differ = f"{rows:,} rows differ from the log and {left}"
        return "\n".join([*said, *_listed(differ, self.differing), *told(self.faults)])

    @property
    def counts(self) -> str:
        """How many rows of each table are added."""
        counts = [count(len(rows), name.removesuffix("s")) for name, rows in self.entries.items() if rows]
        return f"{'Added' if self.done else 'To add'}: {', '.join(counts) or 'nothing'}."

    def _first(self) -> list[str]:
        """The first rows of each table, as they would be stored."""
        tables = [(name, self.rows[name].head(3)) for name, found in self.entries.items() if found]
        shown = {"index": False, "na_rep": "", "max_colwidth": 24}
        return [line for name, rows in tables for line in (f"First {name}:", rows.to_string(**shown))]


def told(faults: Sequence[Fault]) -> list[str]:
    """Give the lines that tell faults."""
    return _listed(count(len(faults), "fault"), faults)


def asked(found: Preview, path: Path) -> list[str]:
    """Give the lines that ask how a file is to be read."""
    mend = f"If that is right: log.load({str(path)!r}, reading=log.preview({str(path)!r}).reading)"
    return [*_listed_words(f"{path.name} can be read so:", found.asks), mend, *told(found.faults)]


def _listed(title: str, faults: Sequence[Fault], most: int = 20) -> list[str]:
    """Every kind of fault on one line, whatever the number of its rows."""
    kinds: dict[tuple[str, str | None, str], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((fault.file, fault.field, fault.mend), []).append(fault)
    lines = [together(kind) for kind in kinds.values()]
    more = [f"... and {count(len(lines) - most, 'more kind', 'more kinds')}"] if len(lines) > most else []
    return _listed_words(f"{title}:", [*lines[:most], *more]) if lines else []


def _listed_words(title: str, lines: Sequence[str]) -> list[str]:
    return [title, *(f"  {line}" for line in lines)]


def together(faults: Sequence[Fault]) -> str:
    """Say faults of one kind in one line: the first in full, and in how many rows it is."""
    first, others = str(faults[0]), [fault.row for fault in faults[1:] if fault.row]
    if not others:
        return first
    rows = ", ".join(map(str, others[:3])) + (", ..." if len(others) > 3 else "")
    return f"{first}; the same in {count(len(others), 'more row')}: {rows}"


def look(
    store: Store, path: Path, bring_back: bool = False, reading: Reading | None = None, zone: str = "UTC"
) -> Preview:
    """Say what `load` would add, and every fault; nothing is written.

    A file that cannot be read as it stands is looked at again: could the whole of it be read in another way?
    """
    with store.read() as connection:
        try:
            first = _Look(connection, path, bring_back, reading)
            found = first.whole()
            if reading is None and (found.faults or first.source.writer):
                proposed, asks = _proposed(first.source, zone)
                if asks or first.source.writer:
                    found = _Look(connection, path, bring_back, proposed).whole()
                    found.reading, found.asks = proposed, asks
            return found
        except OSError as error:
            raise LogError(f"{path} cannot be read ({error.strerror}); see that the name is right.") from None


def _proposed(read: csv_files.Source, zone: str) -> tuple[Reading, tuple[str, ...]]:
    if not read.is_sheet:
        return Reading(), ()
    if not read.writer:
        return propose(read.rows, ENTRIES, zone)
    taken, is_certain = habits.proposed(read.ticks)
    words = f"{read.writer}: each day with a tick of {', '.join(taken)} is a session without holds, at 12:00"
    return Reading(time="12:00", zone=zone, habits=taken), () if is_certain else (words,)


@dataclass(frozen=True)
class _Row:
    """A row of a file: where it stands, what it says, and how its file calls the score."""

    file: str
    number: int
    entry: Any
    score: str = "score"

    def fault(self, column: str | None, value: str | None, mending: str) -> Fault:
        return Fault(self.file, self.number, self.score if column == "score" else column, value, mending)


class _Look:
    """One look at an export, beside the log."""

    def __init__(self, connection: Connection, path: Path, bring_back: bool, reading: Reading | None) -> None:
        self._connection = connection
        self._bring_back = bring_back
        self._faults: list[Fault] = []
        self.source = csv_files.source(path, self._faults)
        self._read = self.source.read(reading)
        self._found = Preview(entries={name: [] for name in ENTRIES})
        self._sessions: set[str] = set()
        self._gone: set[str] = set()
        begun = connection.execute(select(phases.c.label, phases.c.start).where(seen(phases)))
        self._starts = {row.label: row.start for row in begun}

    def whole(self) -> Preview:
        """Look at every table, those that others refer to first."""
        for name in ENTRIES:
            self._table(name)
        self._found.faults = tuple(self._faults)
        return self._found

    def _table(self, name: str) -> None:
        known = self._known(name)
        left = {key for key, is_left in known.items() if is_left}
        at: dict[str, int] = {}
        there: dict[str, _Row] = {}
        for row in self._rows(name, known):
            key = row.entry.key if isinstance(row.entry, RatingEntry) else row.entry.columns()["id"]
            if key in at:
                mending = f"stands in row {at[key]} already; keep one of them"
                self._faults.append(row.fault("score" if name == "ratings" else "id", key, mending))
            elif not self._has_place(row):
                pass
            elif key in left or getattr(row.entry, "session", None) in self._gone:
                self._found.deleted += 1
            elif key in known:
                there[key] = row
            else:
                self._found.entries[name].append(row.entry)
            at.setdefault(key, row.number)
        self._found.unchanged += len(there)
        self._found.differing += tuple(self._differing(name, there))
        if name == "sessions":
            self._gone = left
            self._sessions = {key for key, is_left in known.items() if not is_left} | at.keys()

    def _known(self, name: str) -> dict[str, bool]:
        """Rows that the log knows, by key, and whether they are left deleted."""
        table, known = TABLES[name], {}
        needed = ("id", "deleted_us", "joined_to", "session", "moment", "area")
        columns = [table.c[column] for column in needed if column in table.c]
        for row in self._connection.execute(select(*columns).where(mine(table))).mappings():
            key = rating_key(row["session"], row["moment"], row["area"]) if name == "ratings" else row["id"]
            if row["deleted_us"] is None:
                known[key] = False
            elif row["deleted_us"] > 0 and (not self._bring_back or row.get("joined_to")):
                known[key] = True
        return known

    def _rows(self, name: str, known: Mapping[str, bool]) -> Iterator[_Row]:
        """Rows of a file that can be; measures without an id get theirs."""
        rows: list[_Row] = []
        own: list[_Row] = []
        for file, number, given in self._read(name):
            needs_id = name == "measures" and isinstance(given, dict) and not given.get("id")
            row = self._row(ENTRIES[name], file, number, {**given, "id": "own"} if needs_id else given)
            if row is None:
                continue
            if needs_id and not (row := self._as_before(row, given)):
                continue
            (own if needs_id and row.entry.id == "own" else rows).append(row)
        named, equal = own_ids.named([row.entry for row in own], known)
        rows += [_Row(row.file, row.number, entry) for row, entry in zip(own, named, strict=True)]
        self._found.equal += len(equal)
        yield from sorted(rows, key=lambda row: row.number) if own else rows

    def _row(self, model: type[Entry], file: str, number: int, given: Any) -> _Row | None:
        score = "score"
        if isinstance(given, dict) and csv_files.AS in given:
            score = given[csv_files.AS]
            given = {name: cell for name, cell in given.items() if name != csv_files.AS}
        try:
            return _Row(file, number, model.model_validate(given), score)
        except ValidationError as invalid:
            row = _Row(file, number, None, score)
            for detail in invalid.errors(include_url=False):
                column = str(detail["loc"][0]) if detail["loc"] else None
                value = given.get(column) if isinstance(given, dict) else given
                self._faults.append(row.fault(column, None if value is None else str(value), mend(detail)))
            return None

    def _as_before(self, row: _Row, given: Mapping[str, Any]) -> _Row:
        """Give a measure without an id the one that it got from a version before this one, if it is there."""
        earlier = own_ids.of_schema_1(given)
        query = select(measures.c.value).where(mine(measures), measures.c.id == earlier)
        if self._connection.execute(query).scalar() != row.entry.value:
            return row
        return _Row(row.file, row.number, row.entry.model_copy(update={"id": earlier}))

    def _has_place(self, row: _Row) -> bool:
        """Whether the session of a row is there, and its label free; if not, it is a fault."""
        entry, session = row.entry, getattr(row.entry, "session", None)
        if session is not None and session not in self._sessions | self._gone:
            if row.score == "score":  # else it was told with its session
                self._faults.append(row.fault("session", session, _NO_SESSION))
            return False
        if isinstance(entry, PhaseEntry):
            begun = self._starts.setdefault(entry.label, entry.start.isoformat())
            if begun != entry.start.isoformat():
                mending = f"names the phase that begins on {begun} already; give it another name"
                self._faults.append(row.fault("label", entry.label, mending))
                return False
        return True

    def _differing(self, name: str, there: Mapping[str, _Row]) -> Iterator[Fault]:
        """Say where rows of a file are not as the log has them."""
        if not there:
            return
        table = TABLES[name]
        options = self._connection.execution_options(yield_per=_AT_ONCE)
        for kept in options.execute(select(table).where(seen(table))).mappings():
            key = kept["id"]
            if name == "ratings":
                key = rating_key(kept["session"], kept["moment"], kept["area"])
            if key in there:
                yield from _compared(kept, there[key])


def _compared(kept: Mapping[Any, Any], row: _Row) -> Iterable[Fault]:
    columns = row.entry.columns()
    differing = [name for name, value in columns.items() if name != "id" and kept[name] != value]
    for name in dict.fromkeys(_FIELDS.get(column, column) for column in differing):
        value = getattr(row.entry, name)
        shown = None if value is None else "|".join(value) if name == "areas" else str(value)
        yield row.fault(name, shown, "is not what the log has")
