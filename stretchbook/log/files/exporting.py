"""A whole log written to files, as it is at one moment."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import days, holds, measures, phases, plan, ratings, seen, sessions
from stretchbook.log.db.times import fixed, from_us
from stretchbook.log.faults import LogError
from stretchbook.log.files import csv_files
from stretchbook.log.records import ENTRIES

TABLES = {
    "sessions": sessions,
    "ratings": ratings,
    "holds": holds,
    "measures": measures,
    "days": days,
    "phases": phases,
    "settings": plan,
}
"""The table of each file, those that others refer to first."""
_AT_ONCE = 10_000


def write(store: Store, path: Path) -> Path:
    """Write a log to a folder of CSV files, or to one ``.json`` file."""
    with store.read() as connection:  # one view: what is recorded meanwhile is in no file, or in all
        try:
            if path.suffix.lower() == ".json":
                csv_files.write_file(path, csv_files.as_json(lambda name: _rows(connection, name)))
            else:
                _write_folder(connection, path)
        except OSError as error:
            raise LogError(f"{path} cannot be written ({error.strerror}); name another place.") from None
    return path


def _write_folder(connection: Connection, path: Path) -> None:
    if path.suffix and not path.is_dir():
        raise LogError(
            f"{path.name} is no name for an export; name a folder, or one file that ends in .json."
        )
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, model in ENTRIES.items():
        csv_files.write_file(path / f"{name}.csv", csv_files.as_csv(model, _rows(connection, name)))
    csv_files.write_file(path / "README.md", csv_files.readme())


def _rows(connection: Connection, name: str) -> Iterator[csv_files.Row]:
    """Rows of one table as the entries have them, oldest first."""
    table, fields = TABLES[name], ENTRIES[name].model_fields
    query = select(table).where(seen(table))
    if table in (holds, ratings):
        query = query.join(sessions).where(seen(sessions)).add_columns(sessions.c.utc_offset_s)
    if table is ratings:
        order = [sessions.c.started_us, sessions.c.id, table.c.moment.desc(), table.c.area]
    else:
        order = [*(column for column in table.c if column.name in ("started_us", "taken_us")), table.c.id]
    found = connection.execution_options(yield_per=_AT_ONCE).execute(query.order_by(*order))
    for row in found.mappings():
        yield {field: _cell(dict(row), field) for field in fields}


def _cell(row: csv_files.Row, field: str) -> Any:
    match field:
        case "started_at" | "taken_at":
            return from_us(row[field.replace("_at", "_us")], fixed(row["utc_offset_s"])).isoformat()
        case "set":
            return row["set_number"]
        case "name":
            return row["id"]
        case _:
            return row[field]
