"""What a person writes or corrects by hand. Every step is in the journal and can be undone."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from types import EllipsisType
from typing import Any

from sqlalchemy import Connection, Select, Table, select, update

from stretchbook.log import journal
from stretchbook.log.db.tables import about, days, holds, measures, phases, sessions
from stretchbook.log.db.times import fixed, from_us
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.files import exchange
from stretchbook.log.reading import Reader, absent, when
from stretchbook.log.records import (
    DayEntry,
    HoldEntry,
    MeasureEntry,
    PhaseEntry,
    SessionEntry,
    SettingEntry,
    pain_columns,
)  # fmt: skip
from stretchbook.words import count

Ratings = Mapping[str, int | None]
KEEP: EllipsisType = ...
"""Leave this as it is; None would take it away."""


class Editor(Reader):
    """A log that can be corrected, and whose corrections can be undone."""

    def measure(
        self,
        name: str,
        value: float,
        side: str = "both",
        taken_at: datetime | None = None,
        note: str | None = None,
    ) -> str:
        """Write one value of an outcome measure of the catalogue, in its unit, and give its id.

        Of a licensed questionnaire only the total is kept.
        """
        moment = self._now() if taken_at is None else taken_at
        given = {
            "id": str(uuid.uuid4()), "measure": name, "side": side, "value": value, "taken_at": moment,
            "note": note,
        }  # fmt: skip
        entry = checked(MeasureEntry, given)
        self._add(measures, [entry.columns()], f"the value {entry.value:g} of {entry.measure}")
        return entry.id

    def mark_days(
        self, kind: str, start: date | str, end: date | str | None = None, note: str | None = None
    ) -> None:
        """Mark the days from ``start`` to ``end`` (both included) as "rest", "illness" or "holiday"."""
        first = checked(DayEntry, {"day": start, "kind": kind, "note": note})
        last = checked(DayEntry, {"day": start if end is None else end, "kind": kind})
        length = (last.day - first.day).days + 1
        if not 1 <= length <= 3660:
            raise LogError(f"Days are marked from a first to a last one (found {first.day} to {last.day}).")
        marked = [
            first.model_copy(update={"day": first.day + timedelta(days=ahead)}) for ahead in range(length)
        ]
        self._add(days, [entry.columns() for entry in marked], f"{count(length, 'day')} marked as {kind}")

    def unmark_days(self, start: date | str, end: date | str | None = None) -> None:
        """Take every mark away from the days from ``start`` to ``end`` (both included)."""
        first, last = (
            checked(DayEntry, {"day": day, "kind": "rest"}).day.isoformat() for day in (start, end or start)
        )
        query = select(days.c.id).where(days.c.day.between(first, last), days.c.deleted_us.is_(None))
        self._take_away(days, query, f"the marks from {first} to {last}")

    def mark_phase(self, label: str, start: date | str) -> None:
        """Name the phase that begins on the day ``start``; each name stands for one phase only."""
        entry = checked(PhaseEntry, {"label": label, "start": start})
        row = entry.columns()
        others = select(phases.c.start).where(
            phases.c.label == entry.label, phases.c.start != row["start"], phases.c.deleted_us.is_(None)
        )
        with self._store.write(alone=True) as connection:
            for begun in connection.execute(others).scalars():
                raise LogError(
                    f"The phase {shown(label)} begins on {begun} already; take it away first with "
                    f"log.unmark_phase({shown(label)}), or give this one another name."
                )
            changes = journal.add(connection, self._store, phases, [row])
            journal.keep(connection, f"the phase {shown(label)}", changes)

    def unmark_phase(self, label: str) -> None:
        """Take a phase away."""
        query = select(phases.c.id).where(phases.c.label == label, phases.c.deleted_us.is_(None))
        self._take_away(phases, query, f"the phase {shown(label)}")

    def set_plan(self, days_per_week: int | None) -> None:
        """Plan so many days of practice a week; None: no plan."""
        if days_per_week is not None:
            days_per_week = checked(
                SettingEntry, {"name": "plan_days_per_week", "value": days_per_week}
            ).value
        value = None if days_per_week is None else str(days_per_week)
        with self._store.write(alone=True) as connection:
            query = select(about).where(about.c.id == "plan_days_per_week")
            row = dict(connection.execute(query).mappings().one())
            changes = journal.change(connection, about, row, {"value": value})
            journal.keep(connection, f"the plan of {value or 'no'} days a week", changes)

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
        for moment, ratings in (("before", pain_before), ("after", pain_after)):
            if not isinstance(ratings, EllipsisType):
                given |= pain_columns(moment, ratings)
        if started_at is not KEEP:
            given |= {"started_at": started_at, "zone": None}
        with self._store.write(alone=True) as connection:
            row = find(connection, sessions, session_id)
            new = corrected(row, given)
            changes = journal.change(connection, sessions, row, new)
            moved = new["started_us"] - row["started_us"]
            for hold in _holds_of(connection, session_id) if moved else ():
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
            new = checked(HoldEntry, old | given).columns()
            changes = journal.change(connection, holds, row, new)
            journal.keep(connection, f"the change of the hold {row['stretch']}, {row['side']}", changes)

    def delete(self, row_id: str) -> None:
        """Delete a session with its holds, a hold or a measure; `undo` or `restore` brings it back."""
        self._flip(row_id, deleted=True)

    def restore(self, row_id: str) -> None:
        """Bring back what was deleted (see `Log.deleted`)."""
        self._flip(row_id, deleted=False)

    def undo(self) -> str:
        """Undo the last correction, deletion, mark or import, and say what was undone.

        What was recorded by `Log.session`, `Session.hold` and `Log.record` is never undone: delete it.
        Nor is a rating or a note that was written after the step: it is left, and said.
        The journal is in the database, so this works after a restart too.
        """
        what = journal.step_back(self._store)
        return f"Undone: {what}." if what else "Nothing to undo."

    def redo(self) -> str:
        """Do again what `Log.undo` undid last, and say what it is."""
        what = journal.step_forward(self._store)
        return f"Done again: {what}." if what else "Nothing to do again."

    def load(self, path: str | Path, skip_faults: bool = False) -> exchange.Preview:
        """Add what an export holds and this log does not: loading twice changes nothing.

        Parameters
        ----------
        path : str or Path
            A folder of CSV files, one of them, or a ``.json`` file.
        skip_faults : bool
            Leave out rows with faults. Otherwise one fault is enough that nothing is written.

        Returns
        -------
        Preview
            What was added, and which rows differ from the log's, which are left as they were. One
            `Log.undo` takes all of it away again.

        Raises
        ------
        LogError
            Names the file, row, field, value and mend of every fault.
        """
        return exchange.load(self._store, Path(path).expanduser(), skip_faults)

    def _add(self, table: Table, rows: list[dict[str, Any]], what: str) -> None:
        with self._store.write(alone=True) as connection:
            changes = journal.add(connection, self._store, table, rows)
            journal.keep(connection, what, changes)

    def _take_away(self, table: Table, query: Select[Any], what: str) -> None:
        with self._store.write(alone=True) as connection:
            ids = list(connection.execute(query).scalars())
            changes = journal.mark(connection, table, ids, deleted=True)
            journal.keep(connection, f"taking away {what}", changes)

    def _flip(self, row_id: str, deleted: bool) -> None:
        with self._store.write(alone=True) as connection:
            for table in (sessions, holds, measures):
                row = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
                if row is not None:
                    break
            else:
                raise LogError(f"The log has no session, hold or measure with the id {shown(row_id)}.")
            if (row["deleted_us"] is not None) == deleted:
                return
            if table is holds and not deleted:
                find(connection, sessions, row["session"])
            verb = "the deletion of" if deleted else "bringing back"
            what = f"{verb} the {table.name[:-1]} {_called(table, dict(row))}"
            journal.keep(connection, what, journal.mark(connection, table, [row_id], deleted))

    def _add_hold(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write a hold; a new one brings its session back if that was deleted."""
        if self._store.add(connection, holds, row):
            self._store.bring_back(connection, row["session"])

    def _change_session(self, session_id: str, given: Mapping[str, Any]) -> None:
        """Set what was rated or noted, durably; not a correction, so not in the journal."""
        with self._store.write() as connection:
            new = corrected(find(connection, sessions, session_id), given)
            values = {name: new[name] for name in given}
            connection.execute(update(sessions).where(sessions.c.id == session_id).values(**values))


def _called(table: Table, row: Mapping[str, Any]) -> str:
    if table is sessions:
        return f"of {when(row)}"
    return f"{row['stretch']}, {row['side']}" if table is holds else f"{row['measure']} {row['value']:g}"


def find(connection: Connection, table: Table, row_id: str) -> dict[str, Any]:
    """Give a row that is there and not deleted."""
    found = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    if found is None:
        raise absent(table, row_id)
    row = dict(found)
    if row["deleted_us"] is not None:
        raise LogError(
            f"The {table.name[:-1]} {_called(table, row)} was deleted; bring it back first with "
            f"log.restore({shown(row_id)})."
        )
    return row


def _holds_of(connection: Connection, session_id: str) -> list[dict[str, Any]]:
    rows = connection.execute(select(holds).where(holds.c.session == session_id)).mappings()
    return [dict(row) for row in rows]


def corrected(row: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the columns of a session after a correction, checked as a whole."""
    old = {name: row[name] for name in SessionEntry.model_fields if name in row}
    told = from_us(row["started_us"], fixed(row["utc_offset_s"]))
    return checked(SessionEntry, {**old, "started_at": told, **given}).columns()
