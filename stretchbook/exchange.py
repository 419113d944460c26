"""Export and import of a log: CSV files or JSON, exact inverses of each other."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError
from sqlalchemy import Table, select

from stretchbook import journal
from stretchbook.moments import fixed, from_us
from stretchbook.records import ENTRIES, Entry, LogError, mend
from stretchbook.store import Store, about, days, holds, measures, metadata, phases, sessions
from stretchbook.tables import Fault

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMAT = "stretchbook log"
_PLAN = "plan_days_per_week"
_ORDER: dict[str, tuple[str, ...]] = {
    "sessions": ("started_us", "id"),
    "holds": ("started_us", "id"),
    "measures": ("taken_us", "id"),
    "days": ("id",),
    "phases": ("id",),
}

Row = dict[str, Any]


# ---- out ------------------------------------------------------------------------------------------


def write(store: Store, path: Path) -> Path:
    """Write a log to a folder of CSV files, or to one ``.json`` file."""
    try:
        if path.suffix.lower() == ".json":
            _write_file(path, _as_json(store))
        else:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name, model in ENTRIES.items():
                _write_file(path / f"{name}.csv", _as_csv(model, _rows(store, name)))
            _write_file(path / "README.md", _readme())
    except OSError as error:
        raise LogError(f"{path} cannot be written ({error.strerror}); name another place.") from None
    return path


def _rows(store: Store, name: str) -> Iterator[Row]:
    """Rows of one table as the entries have them, oldest first."""
    table, model = metadata.tables.get(name, about), ENTRIES[name]
    if name == "settings":
        with store.read() as connection:
            value = connection.execute(select(about.c.value).where(about.c.id == _PLAN)).scalar_one()
        yield from [] if value is None else [{"name": _PLAN, "value": int(value)}]
        return
    query = select(table).where(table.c.deleted_us.is_(None)).order_by(*(table.c[c] for c in _ORDER[name]))
    if table is holds:
        query = (
            query.join(sessions).where(sessions.c.deleted_us.is_(None)).add_columns(sessions.c.utc_offset_s)
        )
    with store.read() as connection:
        for row in connection.execution_options(yield_per=10_000).execute(query).mappings():
            yield {field: _cell(dict(row), field) for field in model.model_fields}


def _cell(row: Mapping[str, Any], field: str) -> Any:
    if field in ("started_at", "taken_at"):
        return from_us(row[field.replace("_at", "_us")], fixed(row["utc_offset_s"])).isoformat()
    return row["set_number"] if field == "set" else row[field]


def _as_csv(model: type[Entry], rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(model.model_fields)
    for row in rows:
        writer.writerow([_inert(value) for value in row.values()])
    return out.getvalue()


def _inert(value: Any) -> Any:
    """Give text that no spreadsheet takes for a formula: an apostrophe goes before it."""
    risky = isinstance(value, str) and (value.startswith(_FORMULA) or _is_escaped(value))
    return f"'{value}" if risky else value


def _is_escaped(text: str) -> bool:
    return text.startswith("'") and text[1:].startswith((*_FORMULA, "'"))


def _as_json(store: Store) -> str:
    told: Row = {"format": _FORMAT, "version": 1}
    return json.dumps(
        told | {name: list(_rows(store, name)) for name in ENTRIES}, ensure_ascii=False, indent=1
    )


def _write_file(path: Path, text: str) -> None:
    """Write a whole file or nothing, for its owner only."""
    part = path.with_name(f"{path.name}.part")
    with open(
        os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(text)
    part.replace(path)


def _readme() -> str:
    lines = [
        "# A log of stretchbook",
        "",
        "Text in UTF-8, cells separated by commas, one row each. An empty cell is a missing value, never 0.",
        "Text that a spreadsheet would take for a formula begins with an apostrophe; loading takes it away.",
        "`log.load(folder)` adds what a log does not have yet; loading twice changes nothing.",
    ]
    for name, model in ENTRIES.items():
        lines += ["", f"## {name}.csv", "", (model.__doc__ or "").partition("\n")[0], ""]
        lines += ["| column | meaning |", "|---|---|"]
        columns = model.model_fields.items()
        lines += [
            f"| {column} | {(info.description or '').replace('|', '&#124;')} |" for column, info in columns
        ]
    return "\n".join(lines) + "\n"


# ---- in -------------------------------------------------------------------------------------------


@dataclass
class Preview:
    """What an import adds, or would add.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault: file, row, field, value, mend.
    unchanged : int
        Rows that the log has already; they are left as they are.
    rows : dict of str to DataFrame
        Rows to add, by table, with the columns of the file.
    """

    faults: tuple[Fault, ...] = ()
    unchanged: int = 0
    entries: dict[str, list[Entry]] = field(default_factory=dict, repr=False)
    done: bool = False

    @property
    def rows(self) -> dict[str, pd.DataFrame]:
        """Rows to add, by table."""
        columns = {name: list(ENTRIES[name].model_fields) for name in ENTRIES}
        return {
            name: pd.DataFrame(
                [entry.model_dump() for entry in self.entries.get(name, [])], columns=columns[name]
            )
            for name in ENTRIES
        }

    def __repr__(self) -> str:
        counts = [f"{len(rows):,} {name}" for name, rows in self.entries.items() if rows]
        verb = "Added" if self.done else "To add"
        said = [f"{verb}: {', '.join(counts) or 'nothing'}. Already there: {self.unchanged:,}."]
        return "\n".join([*said, *_told(self.faults)])


def _told(faults: Sequence[Fault], most: int = 20) -> list[str]:
    more = [f"  ... and {len(faults) - most} more"] if len(faults) > most else []
    noun = "fault" if len(faults) == 1 else "faults"
    return [f"{len(faults)} {noun}:", *(f"  {fault}" for fault in faults[:most]), *more] if faults else []


def preview(store: Store, path: Path) -> Preview:
    """Say what `load` would add, and every fault; nothing is written."""
    found = Preview()
    faults: list[Fault] = []
    keys: dict[str, set[str]] = {}
    for name, model in ENTRIES.items():
        present = _present(store, name)
        keys[name] = set(present)
        seen: dict[str, int] = {}
        found.entries[name] = []
        for file, number, given in _given(path, name, faults):
            entry = _entry(model, file, number, given, faults)
            if entry is None:
                continue
            key = str(entry.columns().get("id", _PLAN))
            if key in seen:
                faults.append(
                    Fault(file, number, "id", key, f"stands in row {seen[key]} already; keep one of them")
                )
            elif name == "holds" and entry.session not in keys["sessions"]:  # type: ignore[attr-defined]
                session = entry.session  # type: ignore[attr-defined]
                faults.append(
                    Fault(file, number, "session", session, "is no session of this file or of the log")
                )
            elif present.get(key, True) is None:
                found.unchanged += 1
            else:
                found.entries[name].append(entry)
            seen[key] = number
            keys[name].add(key)
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


_TABLES: dict[str, Table] = {
    "sessions": sessions, "holds": holds, "measures": measures, "days": days, "phases": phases,
}  # fmt: skip


def _present(store: Store, name: str) -> dict[str, int | None]:
    """Ids that the log knows, and when each was deleted; the plan counts if there is one."""
    with store.read() as connection:
        if name == "settings":
            query = select(about.c.id, about.c.value).where(about.c.id == _PLAN, about.c.value.is_not(None))
            return {row.id: None for row in connection.execute(query)}
        table = _TABLES[name]
        rows = connection.execute(select(table.c.id, table.c.deleted_us))
        return {row.id: row.deleted_us for row in rows}


def _entry(model: type[Entry], file: str, number: int, given: Any, faults: list[Fault]) -> Entry | None:
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        for detail in invalid.errors(include_url=False):
            column = str(detail["loc"][0]) if detail["loc"] else None
            value = given.get(column) if isinstance(given, dict) else given
            faults.append(Fault(file, number, column, None if value is None else str(value), mend(detail)))
        return None


def _given(path: Path, name: str, faults: list[Fault]) -> Iterator[tuple[str, int, Any]]:
    """Raw rows of one table, numbered as in the file (the heading of a CSV file is row 1)."""
    try:
        if path.is_dir():
            file = path / f"{name}.csv"
            if file.exists():
                yield from _csv_rows(file, faults)
            elif name == "sessions" and not any((path / f"{known}.csv").exists() for known in ENTRIES):
                raise LogError(
                    f"{path} holds no file of a log, such as sessions.csv; name the folder of an export."
                )
        elif path.suffix.lower() == ".json":
            rows = _json(path).get(name, [])
            yield from ((path.name, number, row) for number, row in enumerate(rows, 1))
        elif path.suffix.lower() == ".csv" and path.stem in ENTRIES:
            if path.stem == name:
                yield from _csv_rows(path, faults)
        else:
            raise LogError(
                f"{path} cannot be loaded; name a folder of CSV files, or a file whose name ends in .json."
            )
    except OSError as error:
        raise LogError(f"{path} cannot be read ({error.strerror}); see that the name is right.") from None
    except UnicodeDecodeError:
        raise LogError(f"{path} is not text in UTF-8; save it again as 'CSV UTF-8'.") from None


def _json(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise LogError(f"{path} is not JSON ({error}); name a file that log.export wrote.") from None
    if not isinstance(told, dict) or told.get("format") != _FORMAT or told.get("version") != 1:
        raise LogError(
            f"{path} is not a log of stretchbook, or of a newer one; name a file that log.export wrote."
        )
    return told


def _csv_rows(path: Path, faults: list[Fault]) -> Iterator[tuple[str, int, Row]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=max(",;\t", key=first.count), strict=True)
        try:
            heading = next(reader, [])
            for number, cells in enumerate(reader, 2):
                if len(cells) != len(heading):
                    counts = f"{len(cells)} cells where the heading has {len(heading)}"
                    mending = f"the row has {counts}; check its separators"
                    faults.append(Fault(path.name, number, None, None, mending))
                else:
                    pairs = zip(heading, cells, strict=True)
                    yield path.name, number, {column: _plain(cell) for column, cell in pairs if cell != ""}
        except csv.Error as error:
            faults.append(Fault(path.name, None, None, None, f"is not a CSV file ({error})"))


def _plain(cell: str) -> str:
    return cell[1:] if _is_escaped(cell) else cell
