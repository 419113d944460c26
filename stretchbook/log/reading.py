"""What a log says: its name, its frames, and what was deleted. Nothing here writes."""

import weakref
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd
from sqlalchemy import Table, func, select

from stretchbook.log import frames
from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import about, holds, sessions
from stretchbook.log.db.times import fixed, from_us, now
from stretchbook.log.faults import LogError, shown
from stretchbook.log.files import exchange
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
        self.id = str(self._about("log"))

    @property
    def where(self) -> str:
        """Where the log is kept, for people: no password in it."""
        return "Demonstration log: synthetic, nobody's data" if self.is_demo else self._store.where

    def __repr__(self) -> str:
        counts = f"{count(self._count(sessions), 'session')}, {count(self._count(holds), 'hold')}"
        return f"{self.where} ({counts})" if self.is_demo else f"Log: {counts}"

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
            pain_after_lower_back, pain_before_hip, pain_after_hip (NPRS 0-10; <NA>: not rated), holds
            (number of holds, completed or cut short), held_s (seconds truly held, also of skipped holds),
            note (<NA>: none).
        """
        return frames.read_sessions(self._store, self.day_starts)

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
        value = self._about("plan_days_per_week")
        return None if value is None else int(value)

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
        return exchange.write(self._store, Path(path).expanduser())

    def preview(self, path: str | Path) -> exchange.Preview:
        """Say what `Log.load` would add, and every fault, before anything is written."""
        return exchange.preview(self._store, Path(path).expanduser())

    def _about(self, name: str) -> str | None:
        with self._store.read() as connection:
            value = connection.execute(select(about.c.value).where(about.c.id == name)).scalar_one()
        return None if value is None else str(value)

    def _count(self, table: Table) -> int:
        query = select(func.count()).select_from(table).where(table.c.deleted_us.is_(None))
        if table is holds:
            query = query.join(sessions).where(sessions.c.deleted_us.is_(None))
        with self._store.read() as connection:
            return int(connection.execute(query).scalar_one())

    def _row(self, table: Table, row_id: str) -> Mapping[str, Any]:
        with self._store.read() as connection:
            row = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
        if row is None:
            raise absent(table, row_id)
        return dict(row)


def absent(table: Table, row_id: str) -> LogError:
    """Give the error for an id that is not there."""
    name = table.name
    return LogError(f"The log has no {name[:-1]} with the id {shown(row_id)}; see log.{name}().")


def when(session: Mapping[str, Any]) -> str:
    """Give the local time of a row of the table sessions: "2026-11-22 18:05"."""
    return f"{from_us(session['started_us'], fixed(session['utc_offset_s'])):%Y-%m-%d %H:%M}"
