"""What a log says: its name, its frames, and what was deleted. Nothing here writes."""

import weakref
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd
from sqlalchemy import Row, Table, func, select

from stretchbook.log import frames, owning
from stretchbook.log.db.places import file_named
from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import (
    about,
    days,
    holds,
    measures,
    mine,
    phases,
    plan,
    ratings,
    seen,
    sessions,
)
from stretchbook.log.db.times import fixed, from_us, now, zone_name
from stretchbook.log.faults import LogError, shown
from stretchbook.log.files import exporting, preview
from stretchbook.log.files.readings import Reading
from stretchbook.words import count

Clock = Callable[[], datetime]


class Reader:
    """An open database of sessions, holds and measures, as frames."""

    def __init__(
        self, store: Store, *, day_starts: float = 0, clock: Clock = now, is_demo: bool = False
    ) -> None:
        self._store = store
        self._now = clock
        self.day_starts = day_starts
        self.is_demo = is_demo
        self._closing = weakref.finalize(self, store.close)
        self.id = owning.key(store, str(self._about("log")))

    @property
    def where(self) -> str:
        """Where the log is kept, for people: no password in it."""
        return "Demonstration log: synthetic, nobody's data" if self.is_demo else self._store.where

    def __repr__(self) -> str:
        counts = f"{count(self._count(sessions), 'session')}, {count(self._count(holds), 'hold')}"
        if self.is_demo:
            return f"{self.where} ({counts})"
        return " ".join([f"Log: {counts}", *owning.told(self.unassigned())])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. What was written is already safe."""
        self._closing()

    def sessions(self) -> pd.DataFrame:
        """Give all sessions, oldest first.

        Returns
        -------
        pandas.DataFrame
            id, started_at (UTC), zone (IANA name, or an offset such as "+02:00"), day (naive midnight: the
            local day it belongs to), areas ("lower back|hip"), pain_before_lower_back,
            pain_after_lower_back, pain_before_hip, pain_after_hip (NPRS 0-10; <NA>: not rated), then the
            same two columns for any other area that was rated (by name, "_" for a space), holds
            (number of holds, completed or cut short), held_s (seconds truly held, also of skipped holds),
            note (<NA>: none).
        """
        return frames.read_sessions(self._store, self.day_starts)

    def ratings(self, session_id: str | None = None) -> pd.DataFrame:
        """Give all ratings of pain, or those of one session: sessions oldest first, before and after.

        Returns
        -------
        pandas.DataFrame
            session, area, moment ("before", "after"), score (NPRS 0-10). What was not rated has no row.
        """
        return frames.read_ratings(self._store, session_id)

    def holds(self, session_id: str | None = None) -> pd.DataFrame:
        """Give all holds, or those of one session, oldest first.

        Returns
        -------
        pandas.DataFrame
            id, session, stretch, side ("left", "right", "both"), set (1, 2, ...), planned_s and held_s
            (seconds), status ("completed", "cut short", "skipped"), started_at (UTC), zone and day (naive
            midnight), both of its session.
        """
        return frames.read_holds(self._store, self.day_starts, session_id)

    def daily_totals(self) -> pd.DataFrame:
        """Give sums of holds by day, made by the database: they stay small however many holds there are.

        Returns
        -------
        pandas.DataFrame
            day (naive midnight), stretch, side, status, holds (number), held_s (seconds); oldest first.
            `weekly_dose` takes it in place of ``holds()``.
        """
        return frames.read_totals(self._store, self.day_starts)

    def measures(self) -> pd.DataFrame:
        """Give all values of outcome measures, oldest first.

        Returns
        -------
        pandas.DataFrame
            id, measure (id in the catalogue), side ("left", "right", "both"), value (in the measure's unit),
            taken_at (UTC), zone, day (naive midnight), note (<NA>: none).
        """
        return frames.read_measures(self._store, self.day_starts)

    def days(self) -> pd.DataFrame:
        """Give the marked days, oldest first: day (naive midnight), kind (rest, illness, holiday), note."""
        return frames.read_days(self._store)

    def phases(self) -> pd.DataFrame:
        """Give the phases, oldest first: label, start (naive midnight)."""
        return frames.read_phases(self._store)

    @property
    def plan(self) -> int | None:
        """Planned days of practice a week, if any."""
        with self._store.read() as connection:
            value = connection.execute(select(plan.c.value).where(seen(plan))).scalar()
        return None if value is None else int(value)

    @property
    def is_empty(self) -> bool:
        """Whether the person has said nothing yet: no session, measure, day or phase, and no plan."""
        return self.plan is None and not any(map(self._count, (sessions, measures, days, phases)))

    def unassigned(self) -> dict[str, int]:
        """Count rows, by table, that a schema 1 left on a server and that belong to nobody yet.

        Who owns the database assigns them: see `Log.assign`. In a file there are none.
        """
        return owning.unassigned(self._store)

    def deleted(self) -> pd.DataFrame:
        """Give what was deleted and can come back with ``restore(id)``, latest first.

        Returns
        -------
        pandas.DataFrame
            id, kind ("session", "hold" or "measure"), deleted_at (UTC), started_at (UTC).
        """
        return frames.read_deleted(self._store)

    def export(self, path: str | Path) -> Path:
        """Write the whole log to a folder of CSV files, or to one file whose name ends in ``.json``.

        The folder holds one tidy file for each table and a README of their columns. Only the owner can
        read the files. What was deleted is left out. Text that a spreadsheet would take for a formula
        begins with an apostrophe, which `Log.load` takes away again.

        Raises
        ------
        LogError
            If the name ends in anything but ``.json`` and is no folder yet, or cannot be written.
        """
        return exporting.write(self._store, file_named(path))

    def preview(
        self, path: str | Path, *, bring_back: bool = False, reading: Reading | None = None
    ) -> preview.Preview:
        """Say what `Log.load` would add, and every fault, before anything is written.

        A file that cannot be read as it stands, such as a diary with dates only or with decimal commas, is
        read as the whole of it can be: ``asks`` says what that takes for granted, ``reading`` is that way,
        and ``reading.but(...)`` another one.
        """
        return preview.look(self._store, file_named(path), bring_back, reading, zone_name(self._now()))

    def _about(self, name: str) -> str | None:
        with self._store.read() as connection:
            value = connection.execute(select(about.c.value).where(about.c.id == name)).scalar_one()
        return None if value is None else str(value)

    def _count(self, table: Table) -> int:
        query = select(func.count()).select_from(table).where(seen(table))
        if table is holds:
            query = query.join(sessions).where(seen(sessions))
        with self._store.read() as connection:
            return int(connection.execute(query).scalar_one())

    def _row(self, table: Table, row_id: str) -> Mapping[str, Any]:
        with self._store.read() as connection:
            query = select(table).where(mine(table), table.c.id == row_id)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise absent(table, row_id)
        return dict(row)

    def _rated(self, session_id: str) -> Sequence[Row[Any]]:
        """Rows of the ratings of a session, whether it was deleted or not."""
        with self._store.read() as connection:
            query = select(ratings).where(seen(ratings), ratings.c.session == session_id)
            return connection.execute(query.order_by(ratings.c.area)).all()


def absent(table: Table, row_id: str) -> LogError:
    """Give the error for an id that is not there."""
    name = table.name
    return LogError(f"The log has no {name[:-1]} with the id {shown(row_id)}; see log.{name}().")


def when(session: Mapping[str, Any]) -> str:
    """Give the local time of a row of the table sessions: "2026-11-22 18:05"."""
    return f"{from_us(session['started_us'], fixed(session['utc_offset_s'])):%Y-%m-%d %H:%M}"
