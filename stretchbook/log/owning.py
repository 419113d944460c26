"""Whose rows they are: rows of a server's schema 1 belong to nobody until they are assigned."""

import uuid
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, Update, func, literal, select, text, update

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import ME, NOBODYS, PERSONAL, holds, journal, ratings
from stretchbook.log.faults import LogError, shown
from stretchbook.words import count


def key(store: Store, log: str) -> str:
    """Give the key of a person's log: a file's own; on a server one for each person."""
    return log if store.is_sqlite else str(uuid.uuid5(uuid.UUID(log), store.person))


def unassigned(store: Store) -> dict[str, int]:
    """Give `Log.unassigned`."""
    if store.is_sqlite:
        return {}
    with store.read() as connection:
        counts = {
            table.name: connection.execute(
                select(func.count()).select_from(table).where(table.c.person == NOBODYS)
            ).scalar_one()
            for table in PERSONAL
        }
    return {name: number for name, number in counts.items() if number}


def told(rows: Mapping[str, int]) -> list[str]:
    """Say in a sentence that there are rows of nobody, if there are."""
    if not rows:
        return []
    number = count(rows.get("sessions", 0), "session")
    return [f"({number} of an older version belong to nobody yet: see log.unassigned() and log.assign())"]


def assign(store: Store, to: str | None) -> dict[str, int]:
    """Give `Log.assign`."""
    before = unassigned(store)
    if not before:
        return {}
    with store.write(alone=True) as connection:
        role = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
        if to is not None and not connection.execute(role, {"role": to}).first():
            raise LogError(f"The server has no role {shown(to)}; name one, or leave it out for your own.")
        for table in PERSONAL:
            if table not in (holds, ratings):  # these go with their sessions
                connection.execute(_given(table, ME if to is None else literal(to)))
    after = unassigned(store)
    given = {name: number - after.get(name, 0) for name, number in before.items()}
    return {name: number for name, number in given.items() if number}


def _given(table: Table, to: ColumnElement[str]) -> Update:
    """Give nobody's rows of a table to a person; those that the person has under the same id stay."""
    rows = update(table).where(table.c.person == NOBODYS)
    if table is journal:  # before the person's own steps
        return rows.values(person=to, step=journal.c.step - 1_000_000_000)
    theirs = table.alias()
    return rows.where(
        ~select(theirs.c.id).where(theirs.c.person == to, theirs.c.id == table.c.id).exists()
    ).values(person=to)
