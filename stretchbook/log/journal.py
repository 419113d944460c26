"""What can be undone: every step is kept in the database as the columns it changed, before and after."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import journal, metadata
from stretchbook.log.db.times import now, to_us

_AT_ONCE = 500


@dataclass(frozen=True)
class Change:
    """The same columns of some rows of one table, before and after.

    A row that was added is one that was deleted before: rows are marked as deleted, never taken out,
    so every step is a change of columns and every step can be undone.
    """

    table: str
    ids: Sequence[str]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def keep(connection: Connection, what: str, changes: Sequence[Change]) -> None:
    """Write one step into the journal; what had been undone before can then no longer be done again."""
    if changes:
        connection.execute(delete(journal).where(journal.c.undone == 1))
        told = json.dumps([asdict(change) for change in changes])
        step = {"at_us": to_us(now()), "what": what, "changes": told, "undone": 0}
        connection.execute(insert(journal), step)


def step_back(store: Store) -> str | None:
    """Undo the last step that is not undone; None if there is none."""
    return _step(store, undone=0)


def step_forward(store: Store) -> str | None:
    """Do the first undone step again; None if there is none."""
    return _step(store, undone=1)


def _step(store: Store, undone: int) -> str | None:
    order = journal.c.step.asc() if undone else journal.c.step.desc()
    query = select(journal).where(journal.c.undone == undone).order_by(order).limit(1)
    with store.write(alone=True) as connection:
        step = connection.execute(query).one_or_none()
        if step is None:
            return None
        changes = [Change(**change) for change in json.loads(step.changes)]
        left: dict[str, None] = {}
        for change in changes:
            old, new = (change.before, change.after) if undone else (change.after, change.before)
            left |= dict.fromkeys(_exchange(connection, metadata.tables[change.table], change.ids, old, new))
        flip = update(journal).where(journal.c.step == step.step).values(undone=1 - undone)
        connection.execute(flip)
        names = ", ".join(name.replace("_", " ") for name in left)
        return f"{step.what}, except what was written later and is left: {names}" if left else str(step.what)


def _exchange(
    connection: Connection,
    table: Table,
    ids: Sequence[str],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> list[str]:
    """Set those columns that still hold what is old, and name the columns that hold something else."""
    same: dict[tuple[str, ...], list[str]] = {}
    left = []
    for row_id, row in _present(connection, table, ids).items():
        same.setdefault(tuple(name for name in new if row[name] == old[name]), []).append(row_id)
        left += [name for name in new if row[name] not in (old[name], new[name])]
    for names, some in same.items():
        if names:
            put(connection, table, some, {name: new[name] for name in names})
    return left


def put(connection: Connection, table: Table, ids: Sequence[str], values: Mapping[str, Any]) -> None:
    """Set columns of the rows with these ids."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        connection.execute(update(table).where(table.c.id.in_(some)).values(**values))


def change(
    connection: Connection, table: Table, row: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    """Set those columns of a row that differ, and say what was changed."""
    differing = {name: value for name, value in new.items() if row[name] != value}
    if not differing:
        return []
    put(connection, table, [row["id"]], differing)
    return [Change(table.name, [row["id"]], {name: row[name] for name in differing}, differing)]


def add(connection: Connection, store: Store, table: Table, rows: Sequence[dict[str, Any]]) -> list[Change]:
    """Insert rows, give those that are there already these values, and say what was changed."""
    present = _present(connection, table, [row["id"] for row in rows])
    fresh = [row for row in rows if row["id"] not in present]
    changes = []
    if fresh:
        store.add(connection, table, *fresh)
        ids = [row["id"] for row in fresh]
        changes.append(Change(table.name, ids, {"deleted_us": to_us(now())}, {"deleted_us": None}))
    for row in rows:
        if row["id"] in present:
            changes += change(connection, table, present[row["id"]], {**row, "deleted_us": None})
    return changes


def _present(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = select(table).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
        found |= {row["id"]: row for row in connection.execute(query).mappings()}
    return found


def mark(connection: Connection, table: Table, ids: Sequence[str], deleted: bool) -> list[Change]:
    """Mark rows as deleted, or take the mark away, and say what was changed."""
    changes = []
    for row in _present(connection, table, ids).values():
        changes += change(connection, table, row, {"deleted_us": to_us(now()) if deleted else None})
    return changes
