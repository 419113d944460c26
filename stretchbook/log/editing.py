"""Correcting by hand, undo and redo, and loading an export."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import EllipsisType
from typing import Any

from sqlalchemy import Connection, select

from stretchbook.log import journal, ratings
from stretchbook.log.db.places import file_named
from stretchbook.log.db.tables import holds, measures, mine, sessions
from stretchbook.log.db.times import from_us, zone_name
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.files import loading
from stretchbook.log.files.preview import Preview
from stretchbook.log.files.readings import Reading
from stretchbook.log.ratings import Ratings
from stretchbook.log.reading import when
from stretchbook.log.records import HoldEntry
from stretchbook.log.saying import Saying, called, corrected, find

MANY_TIMES = 10
"""So many times the plan is a slip of the point."""
KEEP: EllipsisType = ...
"""Leave this as it is; None would take it away."""


class Editor(Saying):
    """A log that can be corrected, and whose corrections can be undone."""

    def edit(
        self,
        session_id: str,
        *,
        note: str | EllipsisType | None = KEEP,
        areas: Iterable[str] | EllipsisType = KEEP,
        pain_before: Ratings | EllipsisType | None = KEEP,
        pain_after: Ratings | EllipsisType | None = KEEP,
        started_at: datetime | EllipsisType = KEEP,
    ) -> None:
        """Correct a session; what is not given stays as it is.

        Ratings that are given replace all ratings of that moment; None takes them or the note away. With
        another ``started_at`` the holds of the session move by the same time.
        """
        given: dict[str, Any] = {}
        if note is not KEEP:
            given["note"] = note
        if areas is not KEEP:
            given["areas"] = areas
        if started_at is not KEEP:
            given |= {"started_at": started_at, "zone": None}
        with self._store.write(alone=True) as connection:
            row = self._for_words(connection, session_id)
            new = corrected(row, given)
            changes = journal.change(connection, sessions, row, new)
            for moment, scores in (("before", pain_before), ("after", pain_after)):
                if not isinstance(scores, EllipsisType):
                    changes += ratings.replace(connection, self._store, row["id"], moment, scores)
            moved = new["started_us"] - row["started_us"]
            for hold in _holds_of(connection, row["id"]) if moved else ():
                at = hold["started_us"] + moved
                changes += journal.change(connection, holds, hold, {"started_us": at})
            journal.keep(connection, f"the change of the session of {when(row)}", changes)

    def edit_hold(
        self,
        hold_id: str,
        *,
        stretch: str | EllipsisType = KEEP,
        side: str | EllipsisType = KEEP,
        set: int | EllipsisType = KEEP,
        planned_s: float | EllipsisType = KEEP,
        held_s: float | EllipsisType = KEEP,
        status: str | EllipsisType = KEEP,
        started_at: datetime | EllipsisType = KEEP,
    ) -> None:
        """Correct a hold; what is not given stays as it is.

        Where the seconds change and no status is given, the status is what the seconds say.

        Raises
        ------
        LogError
            One sentence, also for what can only be a slip: ten times the seconds planned, or a hold completed
            in no time.
        """
        asked = {
            "stretch": stretch, "side": side, "set": set, "planned_s": planned_s, "held_s": held_s,
            "status": status, "started_at": started_at,
        }  # fmt: skip
        given: dict[str, Any] = {name: value for name, value in asked.items() if value is not KEEP}
        if {"planned_s", "held_s"} & given.keys():
            given.setdefault("status", None)
        with self._store.write(alone=True) as connection:
            row = find(connection, holds, hold_id)
            find(connection, sessions, row["session"])
            old = {name: row[name] for name in HoldEntry.model_fields if name in row}
            old |= {"set": row["set_number"], "started_at": from_us(row["started_us"])}
            entry = checked(HoldEntry, old | given)
            _sensible(entry, given)
            new = entry.columns()
            changes = journal.change(connection, holds, row, new)
            journal.keep(connection, f"the change of the hold {row['stretch']}, {row['side']}", changes)

    def delete(self, row_id: str) -> None:
        """Delete a session with its holds, a hold or a measure; `undo` or `restore` brings it back."""
        self._flip(row_id, deleted=True)

    def restore(self, row_id: str) -> None:
        """Bring back what was deleted (see `Log.deleted`)."""
        self._flip(row_id, deleted=False)

    def undo(self) -> str:
        """Undo the last rating, note, correction, deletion, mark or import, and say what was undone.

        A session that was begun and a hold that was recorded are never undone: delete them. Nor is
        anything that was written after the step: it is left, and said.
        The journal is in the database, so this works after a restart too.
        """
        what = journal.step_back(self._store)
        return f"Undone: {what}." if what else "Nothing to undo."

    def redo(self) -> str:
        """Do again what `Log.undo` undid last, and say what it is."""
        what = journal.step_forward(self._store)
        return f"Done again: {what}." if what else "Nothing to do again."

    def load(
        self,
        path: str | Path,
        *,
        skip_faults: bool = False,
        bring_back: bool = False,
        reading: Reading | None = None,
    ) -> Preview:
        """Add what an export holds and this log does not: loading twice changes nothing.

        Parameters
        ----------
        path : str or Path
            A folder of CSV files, one of them, a ``.json`` file, or what Loop Habit Tracker
            (``Checkmarks.csv``) or HabitBull exports.
        skip_faults : bool
            Leave out rows with faults. Otherwise one fault is enough that nothing is written.
        bring_back : bool
            Also add what was deleted in this log; otherwise it stays deleted.
        reading : Reading, optional
            How the whole file is read: ``log.preview(path).reading``, once its ``asks`` are right. A file
            that can be read in one way only needs none.

        Returns
        -------
        Preview
            What was added, and which rows differ from the log's, which are left as they were. One
            `Log.undo` takes all of it away again, but no session into which something was recorded since.

        Raises
        ------
        LogError
            Names the file, row, field, value and mend of every fault, or asks how the file is to be read.
        """
        zone = zone_name(self._now())
        return loading.load(
            self._store, file_named(path), skip_faults, bring_back, reading=reading, zone=zone
        )

    def _flip(self, row_id: str, deleted: bool) -> None:
        with self._store.write(alone=True) as connection:
            for table in (sessions, holds, measures):
                row = (
                    connection.execute(select(table).where(mine(table), table.c.id == row_id))
                    .mappings()
                    .one_or_none()
                )
                if row is not None:
                    break
            else:
                raise LogError(f"The log has no session, hold or measure with the id {shown(row_id)}.")
            if (row["deleted_us"] is not None) == deleted:
                return
            if table is holds and not deleted:
                find(connection, sessions, row["session"])
            verb = "the deletion of" if deleted else "bringing back"
            what = f"{verb} the {table.name[:-1]} {called(table, dict(row))}"
            journal.keep(connection, what, journal.mark(connection, table, [row_id], deleted))

    def _add_hold(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write a hold; a new one brings its session back if that was deleted."""
        if self._store.add(connection, holds, row):
            self._store.bring_back(connection, row["session"])


def _sensible(hold: HoldEntry, given: Mapping[str, Any]) -> None:
    """Refuse a correction that can only be a slip; what the page recorded is never refused."""
    if "held_s" in given and "planned_s" not in given and hold.held_s >= MANY_TIMES * hold.planned_s:
        raise LogError(
            f"The hold is not written: held_s is {MANY_TIMES} times the {hold.planned_s:g} s planned or more "
            f"(found {hold.held_s:g}); check its point, or give planned_s as well."
        )
    if given.get("status") == "completed" and not hold.held_s:
        raise LogError(
            "The hold is not written: status cannot be completed where nothing was held; give held_s as "
            "well, or write skipped."
        )


def _holds_of(connection: Connection, session_id: str) -> list[dict[str, Any]]:
    rows = connection.execute(select(holds).where(mine(holds), holds.c.session == session_id)).mappings()
    return [dict(row) for row in rows]
