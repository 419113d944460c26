"""What a person keeps beside the practice: measures, marked days, phases and a plan; all can be undone."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Table, select
from typing_extensions import deprecated

from stretchbook.log import journal
from stretchbook.log.db.tables import days, measures, phases, plan, seen
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.reading import Reader
from stretchbook.log.records import PLAN, DayEntry, MeasureEntry, PhaseEntry, SettingEntry
from stretchbook.words import count


class Diary(Reader):
    """A log in which measures, days, phases and a plan can be written."""

    def record_measure(
        self,
        name: str,
        value: float,
        side: str = "both",
        *,
        taken_at: datetime | None = None,
        note: str | None = None,
    ) -> str:
        """Write one value of an outcome measure of the catalogue, in its unit, and give its id.

        Of a licensed questionnaire only the total is kept. `measures` reads what was written.

        Parameters
        ----------
        name : str
            Id of the measure, as in ``cat.measures``.
        value : float
            In the unit of the measure.
        side : str, optional
            "left", "right" or, by default, "both".
        taken_at : datetime, optional
            When, aware; default now.
        note : str, optional
            A few words.

        Returns
        -------
        str
            The id of the row.

        Raises
        ------
        LogError
            If a value is none of the measure, or cannot be written.
        """
        moment = self._now() if taken_at is None else taken_at
        given = {
            "id": str(uuid.uuid4()), "measure": name, "side": side, "value": value, "taken_at": moment,
            "note": note,
        }  # fmt: skip
        entry = checked(MeasureEntry, given)
        self._add(measures, [entry.columns()], f"the value {entry.value:g} of {entry.measure}")
        return entry.id

    @deprecated("log.measure is now log.record_measure; the old name goes with version 1.0.")
    def measure(
        self,
        name: str,
        value: float,
        side: str = "both",
        taken_at: datetime | None = None,
        note: str | None = None,
    ) -> str:
        """Former name of `record_measure`."""
        return self.record_measure(name, value, side, taken_at=taken_at, note=note)

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

    def unmark_days(self, start: date | str, end: date | str | None = None, kind: str | None = None) -> None:
        """Take marks away from the days from ``start`` to ``end`` (both included): of one kind, or every."""
        first, last = (
            checked(DayEntry, {"day": day, "kind": kind or "rest"}).day.isoformat()
            for day in (start, end or start)
        )
        query = select(days.c.id).where(seen(days), days.c.day.between(first, last))
        query = query.where(days.c.kind == kind) if kind else query
        self._take_away(days, query, f"the marks from {first} to {last}")

    def mark_phase(self, label: str, start: date | str) -> None:
        """Name the phase that begins on the day ``start``; each name stands for one phase only."""
        entry = checked(PhaseEntry, {"label": label, "start": start})
        row = entry.columns()
        others = select(phases.c.start).where(
            seen(phases), phases.c.label == entry.label, phases.c.start != row["start"]
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
        query = select(phases.c.id).where(seen(phases), phases.c.label == label)
        self._take_away(phases, query, f"the phase {shown(label)}")

    def set_plan(self, days_per_week: int | None) -> None:
        """Plan so many days of practice a week; None: no plan."""
        what = f"the plan of {days_per_week or 'no'} days a week"
        if days_per_week is None:
            self._take_away(plan, select(plan.c.id).where(seen(plan)), what, taking="")
        else:
            entry = checked(SettingEntry, {"name": PLAN, "value": days_per_week})
            self._add(plan, [entry.columns()], what)

    def _add(self, table: Table, rows: list[dict[str, Any]], what: str) -> None:
        with self._store.write(alone=True) as connection:
            changes = journal.add(connection, self._store, table, rows)
            journal.keep(connection, what, changes)

    def _take_away(self, table: Table, query: Select[Any], what: str, taking: str = "taking away ") -> None:
        with self._store.write(alone=True) as connection:
            ids = list(connection.execute(query).scalars())
            changes = journal.mark(connection, table, ids, deleted=True)
            journal.keep(connection, f"{taking}{what}", changes)
