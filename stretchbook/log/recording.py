"""The log as people use it: opened, and written to by the person or by the page."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stretchbook import paths
from stretchbook.log import erasing, owning
from stretchbook.log.answering import Answering
from stretchbook.log.beginning import add_hold, begin, home, words_before
from stretchbook.log.db.opening import open_store
from stretchbook.log.db.places import place
from stretchbook.log.db.tables import sessions
from stretchbook.log.db.times import find_zone, now, to_us, zone_name
from stretchbook.log.editing import Editor
from stretchbook.log.faults import LogError, checked, shown
from stretchbook.log.files import loading
from stretchbook.log.ratings import Ratings, put, rated
from stretchbook.log.reading import Clock
from stretchbook.log.records import Entry, HoldEntry, SessionEntry
from stretchbook.log.saying import find
from stretchbook.log.session import Session

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue
    from stretchbook.pages.report import Report
    from stretchbook.progress.days import Day

SHARED = (
    "Others can reach this page too, so nobody's own log is opened here: what you do is kept in memory only, "
    "and is gone when you close the page."
)


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
        the data folder of this user. A new file can be read by its owner only. On a page that others may
        reach (Voila, unless the ``stretchbook`` command started it; an app of marimo) the default is a log
        in memory, and it says so.
    day_starts : float
        Hour at which a day starts, 0 to below 24: with 4, a session at 00:20 belongs to the day before.
    clock : callable
        Gives the time as an aware datetime.
    wait_s : float
        Seconds to wait for another program that is writing, or for a server.
    demo_if_empty : bool
        Give the demonstration log if there is nothing yet; no file is made just to look.
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
    if target is None and paths.is_shared_page():
        paths.say_on_page(SHARED)
        return (
            demo_log(day_starts=day_starts)
            if demo_if_empty
            else Log.in_memory(day_starts=day_starts, clock=clock)
        )
    chosen = paths.log_target() if target is None else target
    file, _ = place(chosen, "STRETCHBOOK_LOG" if target is None else None)
    own = partial(open_log, target, day_starts=day_starts, clock=clock, wait_s=wait_s)
    if demo_if_empty and file and not file.exists():
        return demo_log(day_starts=day_starts, own=own)
    if must_exist and file and not file.exists():
        raise LogError(f"There is no log at {file} yet; record a session first, or name another file.")
    log = Log(open_store(chosen, wait_s), day_starts=day_starts, clock=clock)
    if demo_if_empty and log.is_empty:
        log.close()
        return demo_log(day_starts=day_starts, own=own)
    return log


def demo_log(*, day_starts: float = 0, own: "Callable[[], Log] | None" = None) -> "Log":
    """Open the demonstration log: synthetic, nobody's data, in memory, so that nothing in it is kept.

    Parameters
    ----------
    day_starts : float
        As in `open_log`.
    own : callable, optional
        Opens the person's own log, where this one stands in its place.
    """
    log = Log(open_store("sqlite://", 1), day_starts=day_starts, is_demo=True)
    loading.load(log._store, paths.data_folder() / "demo", journaled=False)
    log.own = own
    return log


class Log(Editor, Answering):
    """A log: open it with `open_log`. Any thread may use it, and several programs at once.

    Attributes
    ----------
    id : str
        Key of this log, kept in its database.
    is_demo : bool
        Whether this is the demonstration log: synthetic, nobody's data.
    day_starts : float
        Hour at which a day starts.
    own : callable or None
        Opens the person's own, empty log, where a demonstration log stands in its place.
    """

    own: "Callable[[], Log] | None" = None
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
        given = {"id": str(uuid.uuid4()), "started_at": moment, "areas": areas, "note": note}
        entry = checked(SessionEntry, given)
        ratings = rated(entry.id, "before", pain_before)
        said = {"said_us": to_us(self._now())} if ratings or entry.note else {}
        with self._store.write() as connection:
            self._store.add(connection, sessions, entry.columns() | said)
            put(connection, self._store, ratings)
        return Session(self, entry.id)

    def begin(self, session: Mapping[str, Any]) -> str:
        """See that a session is in the log, as the page begins it; one that is there stays as it is.

        Ratings and a note that were given alone, in a session without holds, become part of the new one if
        the last of them was given within 60 minutes before it starts: the session then began with them.

        Parameters
        ----------
        session : mapping
            id, started_at (ISO, UTC), zone (IANA name), areas.

        Returns
        -------
        str
            The id of the session, only after it is durable.
        """
        entry = _session(session)
        with self._store.write(alone=True) as connection:
            begin(connection, self._store, entry.columns())
        return entry.id

    def waiting_session(self) -> str | None:
        """Id of the session of words alone that a session beginning now would take in, if there is one."""
        with self._store.read() as connection:
            found = words_before(connection, to_us(self._now()))
        return None if found is None else str(found["id"])

    def resume(self, session_id: str) -> Session:
        """Go on with a session that is in the log and not deleted."""
        with self._store.read() as connection:
            found = find(connection, sessions, home(connection, session_id))
        return Session(self, found["id"])

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
        is_first = entry.session != self._recording
        new = [_session(session).columns()] if is_first else []
        self._recording = None  # until it is sure that the session is written
        with self._store.write(alone=is_first) as connection:
            for row in new:
                begin(connection, self._store, row)
            add_hold(connection, self._store, entry.columns())
        self._recording = entry.session
        return entry.id

    def assign(self, to: str | None = None) -> dict[str, int]:
        """Give the rows that belong to nobody (see `Log.unassigned`) to a person, for good.

        Parameters
        ----------
        to : str, optional
            Name of a role of the server; default: one's own. Rows that this person has already, under the
            same id, stay nobody's.

        Returns
        -------
        dict of str to int
            How many rows of each table were assigned.
        """
        return owning.assign(self._store, to)

    def delete_everything(self) -> None:
        """Delete all data of this person for good: the log is empty, nothing can be undone, and it goes on.

        Also goes what was deleted before, the journal, quiz answers, and the backups that migrations
        left beside a file. Exports stay where they were written; a server's backups are its owner's.
        """
        self._recording = None
        erasing.erase(self._store)

    def report(
        self,
        cat: "Catalogue | None" = None,
        *,
        name: str | None = None,
        start: "Day | None" = None,
        end: "Day | None" = None,
        dates: str = "en",
    ) -> "Report":
        """One A4 page about this log: see `stretchbook.log_report`.

        Parameters
        ----------
        cat : Catalogue, optional
            Default: the shipped one. Give yours where you practise stretches of your own: only those that a
            catalogue knows have a dose.
        name, start, end, dates : optional
            As in `stretchbook.log_report`.
        """
        import stretchbook as sb  # the one look upwards: a convenience for the person who holds a log

        cat = sb.load_catalogue() if cat is None else cat
        return sb.log_report(self, cat, name=name, start=start, end=end, dates=dates)


def _session(given: Mapping[str, Any]) -> SessionEntry:
    """Give the row of a session as the page tells it."""
    return checked(SessionEntry, {**_known(SessionEntry, given), "zone": _page_zone(given)})


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
