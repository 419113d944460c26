"""What a person says of a session: ratings and a note, one at a time, each a step that can be undone."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from stretchbook.log import journal, ratings
from stretchbook.log.beginning import home
from stretchbook.log.db.tables import holds, mine, sessions
from stretchbook.log.db.times import fixed, from_us, to_us
from stretchbook.log.diary import Diary
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.ratings import Ratings
from stretchbook.log.reading import absent, when
from stretchbook.log.records import SessionEntry

_ONE_NOTE_US = 60_000_000
"""What is typed into a note within a minute is one step."""


class Saying(Diary):
    """A log in which sessions can be rated and noted."""

    def rate(
        self, session_id: str, moment: str, area: str, score: int | None, *, began: bool = False
    ) -> None:
        """Write one rating of pain, durably: NPRS 0-10 of an area "before" or "after"; None takes it away.

        Parameters
        ----------
        session_id : str
            A session of the log; see `Log.begin`.
        moment : str
            "before" or "after" the session.
        area : str
            Any area; the log knows no catalogue.
        score : int or None
            0 no pain, 10 worst imaginable.
        began : bool
            Whether this word began the session: undoing it then takes the session away as well, unless
            something else was recorded into it.
        """
        entry = ratings.one(session_id, moment, area, 0 if score is None else score)
        with self._store.write(alone=True) as connection:
            session = self._for_words(connection, session_id)
            what = f"the rating of {entry.area} {entry.moment} the session of {when(session)}"
            entry = entry.model_copy(update={"session": session["id"]})
            if score is None:
                changes = ratings.take_one(connection, entry)
                what = f"taking away {what}"
            else:
                changes = ratings.put(connection, self._store, [entry])
                what = f"{what}: {score}"
            ratings.said(connection, session["id"], to_us(self._now()))
            journal.keep(connection, what, [journal.begun(session["id"]), *changes] if began else changes)

    def write_note(self, session_id: str, text: str | None, *, began: bool = False) -> None:
        """Write the note of a session, durably; None takes it away.

        What is written into the same note within a minute is one step for `Log.undo`. For ``began`` see
        `Log.rate`.
        """
        with self._store.write(alone=True) as connection:
            session = self._for_words(connection, session_id)
            new = {"note": corrected(session, {"note": text})["note"]}
            changes = journal.change(connection, sessions, session, new)
            now_us = to_us(self._now())
            ratings.said(connection, session["id"], now_us)
            what = f"the note of the session of {when(session)}"
            changes = [journal.begun(session["id"]), *changes] if began else changes
            journal.keep(connection, what, changes, now_us, _ONE_NOTE_US)

    def _rate_all(self, session_id: str, moment: str, scores: Ratings | None) -> None:
        """Replace all ratings of a moment."""
        with self._store.write(alone=True) as connection:
            session = self._for_words(connection, session_id)
            changes = ratings.replace(connection, self._store, session["id"], moment, scores)
            ratings.said(connection, session["id"], to_us(self._now()))
            journal.keep(connection, f"the ratings {moment} the session of {when(session)}", changes)

    def _for_words(self, connection: Connection, session_id: str) -> dict[str, Any]:
        """Give the session that words for this one belong to, if it may take any."""
        return find(connection, sessions, home(connection, session_id))


def called(table: Table, row: Mapping[str, Any]) -> str:
    """Say which row it is, for people."""
    if table is sessions:
        return f"of {when(row)}"
    return f"{row['stretch']}, {row['side']}" if table is holds else f"{row['measure']} {row['value']:g}"


def find(connection: Connection, table: Table, row_id: str) -> dict[str, Any]:
    """Give a row that is there and not deleted."""
    found = (
        connection.execute(select(table).where(mine(table), table.c.id == row_id)).mappings().one_or_none()
    )
    if found is None:
        raise absent(table, row_id)
    row = dict(found)
    if row.get("joined_to"):
        raise LogError(f"The session {shown(row_id)} became part of the session {shown(row['joined_to'])}.")
    if row["deleted_us"] is not None:
        raise LogError(
            f"The {table.name[:-1]} {called(table, row)} was deleted; bring it back first with "
            f"log.restore({shown(row_id)})."
        )
    return row


def corrected(row: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the columns of a session after a correction, checked as a whole."""
    old = {name: row[name] for name in SessionEntry.model_fields if name in row}
    told = from_us(row["started_us"], fixed(row["utc_offset_s"]))
    return checked(SessionEntry, {**old, "started_at": told, **given}).columns()
