"""What can be undone: every step of a person is kept in the database as the columns it changed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import holds, journal, metadata, mine, ratings, seen, sessions
from stretchbook.log.db.times import now, to_us
from stretchbook.log.faults import LogError, shown

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
    along: bool = False
    """Whether the rows only go along with the rest: if they must stay, that is no part of the step left."""


def keep(
    connection: Connection,
    what: str,
    changes: Sequence[Change],
    at_us: int | None = None,
    joins_within_us: int = 0,
) -> None:
    """Write one step into the journal; what had been undone before can then no longer be done again.

    A step that follows the last one so soon, is called the same and changes the same columns of the same
    rows becomes one step with it.
    """
    if not changes:
        return
    at_us = to_us(now()) if at_us is None else at_us
    connection.execute(delete(journal).where(mine(journal), journal.c.undone == 1))
    query = select(journal).where(mine(journal)).order_by(journal.c.step.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    number = last.step if last else 0
    if last and joins_within_us and last.what == what and 0 <= at_us - last.at_us <= joins_within_us:
        changes = _joined(_read(last), changes)
        connection.execute(delete(journal).where(mine(journal), journal.c.step == number))
        number -= 1
    if any(change.before != change.after for change in changes):
        told = json.dumps([asdict(change) for change in changes])
        step = {"step": number + 1, "at_us": at_us, "what": what, "changes": told, "undone": 0}
        connection.execute(insert(journal), step)


def _read(step: Row[Any]) -> list[Change]:
    """Give the changes of a step as the journal has them."""
    try:
        changes = [Change(**change) for change in json.loads(step.changes)]
        for change in changes:
            if not {*change.before, *change.after} <= set(metadata.tables[change.table].columns.keys()):
                raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise LogError(
            f"The step {shown(step.what)} cannot be undone or done again: what it changed cannot be read, so "
            "this file is damaged. Nothing was changed: put back a backup, or load an export into a new log."
        ) from None
    return changes


def _joined(earlier: Sequence[Change], later: Sequence[Change]) -> Sequence[Change]:
    if len(earlier) == len(later) == 1:
        one, other = earlier[0], later[0]
        if (one.table, one.ids, one.after) == (other.table, other.ids, other.before):
            return [Change(one.table, one.ids, one.before, other.after)]
    return [*earlier, *later]


def step_back(store: Store) -> str | None:
    """Undo the last step that is not undone; None if there is none."""
    return _step(store, undone=0)


def step_forward(store: Store) -> str | None:
    """Do the first undone step again; None if there is none."""
    return _step(store, undone=1)


def _step(store: Store, undone: int) -> str | None:
    order = journal.c.step.asc() if undone else journal.c.step.desc()
    query = select(journal).where(mine(journal), journal.c.undone == undone).order_by(order).limit(1)
    with store.write(alone=True) as connection:
        step = connection.execute(query).one_or_none()
        if step is None:
            return None
        changes = _read(step)
        left: dict[str, None] = {}
        for change in changes if undone else reversed(changes):
            old, new = (change.before, change.after) if undone else (change.after, change.before)
            stays = _exchange(connection, metadata.tables[change.table], change.ids, old, new)
            left |= dict.fromkeys([] if change.along else stays)
        flip = update(journal).where(mine(journal), journal.c.step == step.step).values(undone=1 - undone)
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
    """Set those columns that still hold what is old, and name what is left as it is."""
    same: dict[tuple[str, ...], list[str]] = {}
    left = []
    present = _present(connection, table, ids)
    going_on = _gone_on_with(connection, present) if table is sessions and _takes_back(new) else set()
    for row_id, row in present.items():
        if row_id in going_on:
            left.append("sessions into which something was recorded")
            continue
        same.setdefault(tuple(name for name in new if row[name] == old[name]), []).append(row_id)
        left += [name for name in new if row[name] not in (old[name], new[name])]
    for names, some in same.items():
        if names:
            put(connection, table, some, {name: new[name] for name in names})
    return left


def _takes_back(new: Mapping[str, Any]) -> bool:
    """Whether a row is taken back that was added, not one deleted again."""
    return (new.get("deleted_us") or 0) < 0


def _gone_on_with(connection: Connection, present: Mapping[str, Any]) -> set[str]:
    """Give those sessions that still have a hold or a rating: the step's own were taken back before."""
    found: set[str] = set()
    for some in parts(list(present)):
        for table in (holds, ratings):
            query = select(table.c.session).where(seen(table), table.c.session.in_(some)).distinct()
            found |= set(connection.execute(query).scalars())
    return found


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give ids in parts that a database takes in one statement."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def put(connection: Connection, table: Table, ids: Sequence[str], values: Mapping[str, Any]) -> None:
    """Set columns of the rows with these ids."""
    for some in parts(ids):
        connection.execute(update(table).where(mine(table), table.c.id.in_(some)).values(**values))


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
        written = store.add(connection, table, *fresh)
        if written != len(fresh):
            raise LogError(f"{len(fresh) - written} rows of {table.name} could not be written; try again.")
        ids = [row["id"] for row in fresh]
        changes.append(Change(table.name, ids, {"deleted_us": -to_us(now())}, {"deleted_us": None}))
    for row in rows:
        if row["id"] in present:
            changes += change(connection, table, present[row["id"]], {**row, "deleted_us": None})
    return changes


def _present(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Rows by their ids; in the place of a session that became part of another one, that other one."""
    found: dict[str, Mapping[str, Any]] = {}
    for some in parts(ids):
        query = select(table).where(mine(table), table.c.id.in_(some))
        found |= {row["id"]: row for row in connection.execute(query).mappings()}
    if table is sessions:
        joined = [row["joined_to"] for row in found.values() if row["joined_to"]]
        found = {row_id: row for row_id, row in found.items() if not row["joined_to"]}
        found |= _present(connection, table, joined) if joined else {}
    return found


def begun(session_id: str) -> Change:
    """The session that a word began: it goes when the word is undone, if nothing was recorded into it."""
    return Change(
        sessions.name, [session_id], {"deleted_us": -to_us(now())}, {"deleted_us": None}, along=True
    )


def mark(connection: Connection, table: Table, ids: Sequence[str], deleted: bool) -> list[Change]:
    """Mark rows as deleted, or take the mark away, and say what was changed."""
    changes = []
    for row in _present(connection, table, ids).values():
        changes += change(connection, table, row, {"deleted_us": to_us(now()) if deleted else None})
    return changes
