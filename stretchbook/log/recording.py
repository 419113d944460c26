"""The log as people use it: opened, and written to by the person or by the page."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from stretchbook import paths
from stretchbook.log.db.opening import open_store
from stretchbook.log.db.store import place
from stretchbook.log.db.tables import sessions
from stretchbook.log.db.times import find_zone, now, zone_name
from stretchbook.log.editing import Editor, Ratings, find
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.files import exchange
from stretchbook.log.reading import Clock
from stretchbook.log.records import (
    Entry,
    HoldEntry,
    SessionEntry,
    pain_columns,
)  # fmt: skip
from stretchbook.log.session import Session


def open_log(
    target: str | Path | None = None,
    *,
    day_starts: float = 0,
    clock: Clock = now,
    wait_s: float = 10,
    demo_if_empty: bool = False,
    must_exist: bool = False,
) -> "Log":
    """Open the personal log, or another one.

    Parameters
    ----------
    target : str or Path, optional
        A file name, an SQLAlchemy URL of PostgreSQL (``postgresql+psycopg://...``), or ``sqlite://`` for a
        log in memory. Default: what the environment variable ``STRETCHBOOK_LOG`` names, else ``log.db`` in
        the data folder of this user. A new file can be read by its owner only.
    day_starts : float
        Hour at which a day starts, 0 to below 24: with 4, a session at 00:20 belongs to the day before.
    clock : callable
        Gives the time as an aware datetime.
    wait_s : float
        Seconds to wait for another program that is writing, or for a server.
    demo_if_empty : bool
        Give the demonstration log if there is no session yet; no file is made just to look.
    must_exist : bool
        Refuse to make a new file: for those who only look.

    Returns
    -------
    Log

    Raises
    ------
    LogError
        One sentence with the mend; what was there is left as it was.
    """
    if not 0 <= day_starts < 24:
        raise LogError(f"A day starts at an hour from 0 to below 24 (found {shown(day_starts)}).")
    chosen = paths.log_target() if target is None else target
    file, _ = place(chosen)
    if demo_if_empty and file and not file.exists():
        return demo_log(day_starts=day_starts)
    if must_exist and file and not file.exists():
        raise LogError(f"There is no log at {file} yet; record a session first, or name another file.")
    log = Log(open_store(chosen, wait_s), day_starts=day_starts, clock=clock)
    if demo_if_empty and not log._count(sessions):
        log.close()
        return demo_log(day_starts=day_starts)
    return log


def demo_log(*, day_starts: float = 0) -> "Log":
    """Open the demonstration log: synthetic, nobody's data, in memory, so that nothing in it is kept."""
    log = Log(open_store("sqlite://", 1), day_starts=day_starts, is_demo=True)
    exchange.load(log._store, paths.data_folder() / "demo", journaled=False)
    return log


class Log(Editor):
    """A log: open it with `open_log`. Any thread may use it, and several programs at once.

    Attributes
    ----------
    id : str
        Key of this log, kept in its database.
    is_demo : bool
        Whether this is the demonstration log: synthetic, nobody's data.
    day_starts : float
        Hour at which a day starts.
    """

    _recording: str | None = None
    """The session of the last `record`: it is in the log, and need not be written with the next hold."""

    @classmethod
    def in_memory(cls, **options: Any) -> "Log":
        """Give a new, empty log that is kept nowhere; takes the options of `open_log`."""
        return open_log("sqlite://", **options)

    def session(
        self,
        areas: Iterable[str] = (),
        pain_before: Ratings | None = None,
        started_at: datetime | None = None,
        note: str | None = None,
    ) -> Session:
        """Begin a session; its row is written at once.

        Parameters
        ----------
        areas : iterable of str
            Pain areas that it is for; none is allowed.
        pain_before : dict of str to int, optional
            NPRS 0-10 by area, such as ``{"lower back": 6}``; what is not rated is left out.
        started_at : aware datetime, optional
            Default: now. Its zone is kept with it.
        note : str, optional
            The person's own words.
        """
        moment = self._now() if started_at is None else started_at
        ratings = pain_columns("before", pain_before)
        given = {"id": str(uuid.uuid4()), "started_at": moment, "areas": areas, "note": note, **ratings}
        entry = checked(SessionEntry, given)
        with self._store.write() as connection:
            self._store.add(connection, sessions, entry.columns())
        return Session(self, entry.id)

    def resume(self, session_id: str) -> Session:
        """Go on with a session that is in the log and not deleted."""
        with self._store.read() as connection:
            find(connection, sessions, session_id)
        return Session(self, session_id)

    def record(self, session: Mapping[str, Any], hold: Mapping[str, Any]) -> str:
        """Write one hold as the page sends it, with its session if that is not there yet.

        Sending the same hold again writes nothing. A hold is never lost: if the session was deleted
        meanwhile, a new hold brings it back.

        Parameters
        ----------
        session : mapping
            id, started_at (ISO, UTC), zone (IANA name), areas.
        hold : mapping
            id, stretch, side, set, planned_s, held_s, status, started_at (ISO, UTC).

        Returns
        -------
        str
            The id of the hold, only after it is durable.
        """
        entry = checked(HoldEntry, {**_known(HoldEntry, hold), "session": session.get("id")})
        first = entry.session != self._recording
        given = {**_known(SessionEntry, session), "zone": _page_zone(session)} if first else {}
        rows = [checked(SessionEntry, given).columns()] if first else []
        self._recording = None  # until it is sure that the session is written
        with self._store.write() as connection:
            for row in rows:
                self._store.add(connection, sessions, row)
            self._add_hold(connection, entry.columns())
        self._recording = entry.session
        return entry.id

    def report(
        self,
        name: str | None = None,
        start: str | None = None,
        end: str | None = None,
        dates: str = "en",
    ) -> Any:
        """One A4 page about this log, with the shipped catalogue: see `stretchbook.log_report`."""
        import stretchbook as sb  # the one look upwards: a convenience for the person who holds a log

        return sb.log_report(self, sb.load_catalogue(), name, start, end, dates)


def _known(model: type[Entry], given: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the page sends besides the row."""
    return {name: value for name, value in given.items() if name in model.model_fields}


def _page_zone(session: Mapping[str, Any]) -> Any:
    """Give the zone that the page names; one that this machine does not know must not cost a hold."""
    zone = session.get("zone")
    try:
        return zone and find_zone(zone) and zone
    except (ValueError, TypeError):
        return zone_name(now())
