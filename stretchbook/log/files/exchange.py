"""Export and import of a log: CSV files or JSON, exact inverses of each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError
from sqlalchemy import Table, select

from stretchbook.log import frames, journal
from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import about, days, holds, measures, phases, sessions
from stretchbook.log.db.times import fixed, from_us
from stretchbook.log.faults import LogError, mend
from stretchbook.log.files import csv_files
from stretchbook.log.records import ENTRIES, Entry, HoldEntry, PhaseEntry
from stretchbook.rows import Fault

_PLAN = "plan_days_per_week"
_TABLES: dict[str, Table] = {
    "sessions": sessions,
    "holds": holds,
    "measures": measures,
    "days": days,
    "phases": phases,
}
_FIELDS = {
    "started_us": "started_at",
    "taken_us": "taken_at",
    "utc_offset_s": "zone",
    "set_number": "set",
}
_AT_ONCE = 10_000


def write(store: Store, path: Path) -> Path:
    """Write a log to a folder of CSV files, or to one ``.json`` file."""
    try:
        if path.suffix.lower() == ".json":
            csv_files.write_file(path, csv_files.as_json(lambda name: _rows(store, name)))
        else:
            if path.suffix and not path.is_dir():
                raise LogError(
                    f"{path.name} is no name for an export; name a folder, or one file that ends in .json."
                )
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name, model in ENTRIES.items():
                csv_files.write_file(path / f"{name}.csv", csv_files.as_csv(model, _rows(store, name)))
            csv_files.write_file(path / "README.md", csv_files.readme())
    except OSError as error:
        raise LogError(f"{path} cannot be written ({error.strerror}); name another place.") from None
    return path


def _rows(store: Store, name: str) -> Iterator[csv_files.Row]:
    """Rows of one table as the entries have them, oldest first."""
    if name == "settings":
        yield from [{"name": key, "value": int(value)} for key, value in _plan(store).items()]
        return
    table, fields = _TABLES[name], ENTRIES[name].model_fields
    times = [column for column in table.c if column.name in ("started_us", "taken_us")]
    query = select(table).where(table.c.deleted_us.is_(None)).order_by(*times, table.c.id)
    if table is holds:
        offset = sessions.c.utc_offset_s
        query = query.join(sessions).where(sessions.c.deleted_us.is_(None)).add_columns(offset)
    with store.read() as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(query).mappings():
            yield {name: _cell(dict(row), name) for name in fields}


def _cell(row: csv_files.Row, name: str) -> Any:
    if name in ("started_at", "taken_at"):
        return from_us(row[name.replace("_at", "_us")], fixed(row["utc_offset_s"])).isoformat()
    return row["set_number"] if name == "set" else row[name]


@dataclass
class Preview:
    """What an import adds, or would add.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault: file, row, field, value, mend.
    unchanged : int
        Rows that the log has already; they are left as they are.
    differing : tuple of Fault
        Where such a row is not the same in the log: file, row, field, the file's value.
    rows : dict of str to DataFrame
        Rows to add, by table, with the columns of the file.
    """

    faults: tuple[Fault, ...] = ()
    unchanged: int = 0
    differing: tuple[Fault, ...] = ()
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    done: bool = False

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
        counts = [f"{len(rows):,} {name}" for name, rows in self.entries.items() if rows]
        verb = "Added" if self.done else "To add"
        said = [f"{verb}: {', '.join(counts) or 'nothing'}. Already there: {self.unchanged:,}."]
        rows = len({(fault.file, fault.row) for fault in self.differing})
        left = "was left as it was" if self.done else "is left as it is"
        differ = f"{rows} row differs from the log and {left}"
        if rows > 1:
            left = "were left as they were" if self.done else "are left as they are"
            differ = f"{rows:,} rows differ from the log and {left}"
        return "\n".join([*said, *_listed(differ, self.differing), *_told(self.faults)])


def _told(faults: Sequence[Fault]) -> list[str]:
    return _listed(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", faults)


def _listed(title: str, faults: Sequence[Fault], most: int = 20) -> list[str]:
    more = [f"  ... and {len(faults) - most} more"] if len(faults) > most else []
    return [f"{title}:", *(f"  {fault}" for fault in faults[:most]), *more] if faults else []


def preview(store: Store, path: Path) -> Preview:
    """Say what `load` would add, and every fault; nothing is written."""
    try:
        return _preview(store, path)
    except OSError as error:
        raise LogError(f"{path} cannot be read ({error.strerror}); see that the name is right.") from None


def _preview(store: Store, path: Path) -> Preview:
    faults: list[Fault] = []
    read = csv_files.source(path, faults)
    found = Preview(entries={name: [] for name in ENTRIES})
    known: set[str] = set()
    begun = frames.read_phases(store)
    starts = dict(zip(begun["label"], begun["start"].dt.date, strict=True))
    for name, model in ENTRIES.items():
        present = _present(store, name)
        rows: dict[str, int] = {}
        there: dict[str, tuple[str, int, Entry]] = {}
        for file, number, given in read(name):
            entry = _entry(model, file, number, given, faults)
            if entry is None:
                continue
            key = str(entry.columns().get("id", _PLAN))
            if key in rows:
                mending = f"stands in row {rows[key]} already; keep one of them"
                faults.append(Fault(file, number, "id", key, mending))
            elif isinstance(entry, HoldEntry) and entry.session not in known:
                mending = (
                    "is no session of this file or of the log, or a deleted one; add it or bring it back"
                )
                faults.append(Fault(file, number, "session", entry.session, mending))
            elif isinstance(entry, PhaseEntry) and starts.setdefault(entry.label, entry.start) != entry.start:
                mending = (
                    f"names the phase that begins on {starts[entry.label]} already; give it another name"
                )
                faults.append(Fault(file, number, "label", entry.label, mending))
            elif present.get(key, True) is None:
                there[key] = file, number, entry
            else:
                found.entries[name].append(entry)
            rows.setdefault(key, number)
        found.unchanged += len(there)
        found.differing += tuple(_differing(store, name, there))
        if name == "sessions":
            known = {key for key, deleted_us in present.items() if deleted_us is None} | rows.keys()
    found.faults = tuple(faults)
    return found


def load(store: Store, path: Path, skip_faults: bool = False, journaled: bool = True) -> Preview:
    """Add what the log does not have; with faults, nothing is written unless they are to be skipped."""
    found = preview(store, path)
    if found.faults and not skip_faults:
        raise LogError("\n".join(["Nothing was loaded.", *_told(found.faults)]))
    with store.write(alone=True) as connection:
        changes: list[journal.Change] = []
        for name, table in _TABLES.items():
            rows = [entry.columns() for entry in found.entries[name]]
            changes += journal.add(connection, store, table, rows)
        for row in found.rows["settings"].to_dict("records"):
            old = dict(connection.execute(select(about).where(about.c.id == _PLAN)).mappings().one())
            changes += journal.change(connection, about, old, {"value": str(row["value"])})
        if journaled:
            journal.keep(connection, f"the import of {path.name}", changes)
    found.done = True
    return found


def _plan(store: Store) -> dict[str, str]:
    query = select(about.c.id, about.c.value).where(about.c.id == _PLAN, about.c.value.is_not(None))
    with store.read() as connection:
        return {row.id: row.value for row in connection.execute(query)}


def _present(store: Store, name: str) -> dict[str, int | None]:
    """Ids that the log knows, and when each was deleted; the plan counts if there is one."""
    if name == "settings":
        return dict.fromkeys(_plan(store))
    table = _TABLES[name]
    with store.read() as connection:
        rows = connection.execute(select(table.c.id, table.c.deleted_us))
        return {row.id: row.deleted_us for row in rows}


def _differing(store: Store, name: str, there: Mapping[str, tuple[str, int, Entry]]) -> Iterator[Fault]:
    """Say where rows of a file are not as the log has them."""
    if not there:
        return
    if name == "settings":
        kept: Iterable[Mapping[Any, Any]] = [
            {"id": key, "name": key, "value": int(value)} for key, value in _plan(store).items()
        ]
        yield from _compared(kept, there)
        return
    with store.read() as connection:
        query = connection.execution_options(yield_per=_AT_ONCE).execute(select(_TABLES[name]))
        yield from _compared(query.mappings(), there)


def _compared(
    kept: Iterable[Mapping[Any, Any]], there: Mapping[str, tuple[str, int, Entry]]
) -> Iterator[Fault]:
    for row in kept:
        if row["id"] in there:
            file, number, entry = there[row["id"]]
            differing = [name for name, value in entry.columns().items() if row[name] != value]
            for name in dict.fromkeys(_FIELDS.get(column, column) for column in differing):
                value = getattr(entry, name)
                told = None if value is None else "|".join(value) if name == "areas" else str(value)
                yield Fault(file, number, name, told, "is not what the log has")


def _entry(model: type[Entry], file: str, number: int, given: Any, faults: list[Fault]) -> Entry | None:
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        for detail in invalid.errors(include_url=False):
            column = str(detail["loc"][0]) if detail["loc"] else None
            value = given.get(column) if isinstance(given, dict) else given
            shown = None if value is None else str(value)
            faults.append(Fault(file, number, column, shown, mend(detail)))
        return None
