"""How a session comes to be in the log, and how words that were said before it become part of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import holds, mine, ratings, seen, sessions
from stretchbook.log.db.times import MICROSECOND, now, to_us

JOINS_WITHIN = timedelta(minutes=60)
"""Words without holds become part of a session that starts so soon after them."""
_LATE = timedelta(minutes=1)
"""A word that was on its way when the session started is still one before it."""


def begin(connection: Connection, store: Store, row: Mapping[str, Any]) -> None:
    """See that a session is in the log; words alone that were said shortly before become part of it."""
    is_known = select(sessions.c.id).where(mine(sessions), sessions.c.id == row["id"])
    if connection.execute(is_known).first():
        return
    alone = words_before(connection, row["started_us"])
    store.add(connection, sessions, {**row, **_together(connection, alone, row)} if alone else row)
    if alone:
        moved = update(ratings).where(mine(ratings), ratings.c.session == alone["id"])
        connection.execute(moved.values(session=row["id"]))
        gone = {"note": None, "joined_to": row["id"], "deleted_us": to_us(now())}
        was = update(sessions).where(mine(sessions), sessions.c.id == alone["id"])
        connection.execute(was.values(**gone))


def words_before(connection: Connection, started_us: int) -> dict[str, Any] | None:
    """Give the latest session without holds whose last word was given within `JOINS_WITHIN` of a moment."""
    last = func.coalesce(sessions.c.said_us, sessions.c.started_us)
    held = select(holds.c.id).where(mine(holds), holds.c.session == sessions.c.id).exists()
    query = (
        select(sessions)
        .where(
            seen(sessions),
            sessions.c.started_us <= started_us,
            last.between(started_us - JOINS_WITHIN // MICROSECOND, started_us + _LATE // MICROSECOND),
            ~held,
        )
        .order_by(sessions.c.started_us.desc())
        .limit(1)
    )
    found = connection.execute(query).mappings().one_or_none()
    return None if found is None else dict(found)


def _together(connection: Connection, alone: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a session with the words that were said before it: it began with the first of them."""
    areas = dict.fromkeys([*alone["areas"].split("|"), *row["areas"].split("|")])
    notes = dict.fromkeys(note for note in (alone["note"], row.get("note")) if note)
    is_rated = select(ratings.c.id).where(seen(ratings), ratings.c.session == alone["id"])
    earlier = {"started_us", "zone", "utc_offset_s"} if notes or connection.execute(is_rated).first() else ()
    return {name: alone[name] for name in earlier} | {
        "areas": "|".join(filter(None, areas)),
        "note": "\n".join(notes) or None,
        "said_us": alone["said_us"],
    }


def home(connection: Connection, session: str) -> str:
    """Give the session in which words for a session belong: itself, or the one that it became part of."""
    query = select(sessions.c.joined_to).where(mine(sessions), sessions.c.id == session)
    joined = connection.execute(query).scalar()
    return session if joined is None else home(connection, joined)


def add_hold(connection: Connection, store: Store, row: Mapping[str, Any]) -> None:
    """Write a hold; a new one brings its session back if that was deleted or had joined another."""
    if store.add(connection, holds, row):
        store.bring_back(connection, row["session"])
