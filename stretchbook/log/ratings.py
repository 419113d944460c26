"""Ratings of pain as rows: one for each session, area and moment that was rated."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from stretchbook.log import journal
from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import mine, ratings, seen, sessions
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.records import RatingEntry, rating_key

Ratings = Mapping[str, int | None]


def rated(session: str, moment: str, scores: Ratings | None) -> list[RatingEntry]:
    """Give what was rated as checked rows; None is no rating, never 0.

    Raises
    ------
    LogError
        If ``scores`` is not a mapping of areas, or one of them cannot be.
    """
    if scores is not None and not isinstance(scores, Mapping):
        raise LogError(f"Pain is rated by area, such as {{'lower back': 6}} (found {shown(scores)}).")
    return [one(session, moment, area, score) for area, score in (scores or {}).items() if score is not None]


def one(session: str, moment: str, area: str, score: int) -> RatingEntry:
    """Give one rating as a checked row."""
    given = {"session": session, "area": area, "moment": moment, "score": score}
    return checked(RatingEntry, given, f"rating of {shown(area)}")


def put(connection: Connection, store: Store, entries: list[RatingEntry]) -> list[journal.Change]:
    """Write ratings, also over earlier ones and over ones that were taken away, and say what was changed."""
    known = _ids(connection, {entry.session for entry in entries})
    rows = [entry.columns() for entry in entries]
    for entry, row in zip(entries, rows, strict=True):
        row["id"] = known.get(entry.key, row["id"])
    return journal.add(connection, store, ratings, rows)


def take(connection: Connection, session: str, moment: str, but: set[str]) -> list[journal.Change]:
    """Take away the ratings of a moment, but those of some areas, and say what was changed."""
    query = select(ratings.c.id, ratings.c.area).where(
        seen(ratings), ratings.c.session == session, ratings.c.moment == moment
    )
    ids = [row.id for row in connection.execute(query) if row.area not in but]
    return journal.mark(connection, ratings, ids, deleted=True)


def take_one(connection: Connection, entry: RatingEntry) -> list[journal.Change]:
    """Take one rating away, whatever its score, and say what was changed."""
    known = _ids(connection, {entry.session}).get(entry.key)
    return journal.mark(connection, ratings, [known] if known else [], deleted=True)


def replace(
    connection: Connection, store: Store, session: str, moment: str, scores: Ratings | None
) -> list[journal.Change]:
    """Make these the ratings of a moment, all others away, and say what was changed."""
    entries = rated(session, moment, scores)
    taken = take(connection, session, moment, {entry.area for entry in entries})
    return [*taken, *put(connection, store, entries)]


def said(connection: Connection, session: str, at_us: int) -> None:
    """Note when the last word of a session was given."""
    values: dict[str, Any] = {"said_us": at_us}
    connection.execute(update(sessions).where(mine(sessions), sessions.c.id == session).values(**values))


def _ids(connection: Connection, of: set[str]) -> dict[str, str]:
    """Ids of all ratings of some sessions, also of those that were taken away, by what they rate."""
    found: dict[str, str] = {}
    for some in journal.parts(sorted(of)):
        query = select(ratings).where(mine(ratings), ratings.c.session.in_(some))
        for row in connection.execute(query):
            found[rating_key(row.session, row.moment, row.area)] = row.id
    return found
