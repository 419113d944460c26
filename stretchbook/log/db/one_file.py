"""The file of an SQLite log: that it is still the one that was opened, and that it holds everything.

SQLite writes into ``log.db-wal`` first and moves it into ``log.db`` later. Somebody who copies ``log.db``
must find everything in it, so what waits is moved as soon as nothing was written for a moment: that costs
no hold any time, and a process that is killed before loses nothing, because SQLite reads the rest from the
``-wal`` at the next opening.
"""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import SQLAlchemyError

from stretchbook.log.db.db_errors import GONE
from stretchbook.log.db.writing import Writer
from stretchbook.log.faults import LogUnavailable

QUIET_S = 0.5
"""After so many seconds without a write, what waits is moved into the file."""


Identity = tuple[int, int] | None
"""Device and number of a file; None: there is none."""
_OPEN: "weakref.WeakSet[OneFile]" = weakref.WeakSet()


class OneFile:
    """Watch over the file of an engine, and keep it whole.

    Parameters
    ----------
    path : Path
        The file; it need not be there yet.
    engine : Engine
        What opens it.
    wait_s : float
        Seconds to wait for another program that is writing.
    """

    def __init__(self, path: Path, engine: Engine, wait_s: float) -> None:
        self.path = path
        self._engine = engine
        self._writer = Writer(engine, wait_s)
        self._opened: Identity = None
        self._driver: sqlite3.Connection | None = None
        self._companions: dict[Path, Identity] = {}
        self._closed = threading.Event()
        self._settling = threading.Lock()
        self._starting = threading.Lock()
        self._mover: threading.Thread | None = None
        self._last = 0.0
        event.listen(engine, "connect", self._connected)
        _OPEN.add(self)

    def _connected(self, driver: sqlite3.Connection, _: object) -> None:
        self._driver = driver
        self._opened = self._opened or _identity(self.path)
        self.check()
        self._companions = {file: _identity(file) for file in companions(self.path)}

    @property
    def is_lost(self) -> bool:
        """Whether the path leads to another file than the one that was opened, or to none."""
        return self._opened is not None and _identity(self.path) != self._opened

    def check(self) -> None:
        """Refuse if the file is lost.

        Raises
        ------
        LogUnavailable
            What was just written went to a file that nobody finds again: it counts as not saved.
        """
        if self.is_lost:
            self.leave()
            raise LogUnavailable(GONE.format(where=self.path))
        if None in self._companions.values():  # SQLite makes them when it first needs them
            self._companions = {file: _identity(file) for file in self._companions}

    def leave(self) -> None:
        """Let go of a lost file, wherever it is by now.

        What waits beside its old place is moved into it first, and then taken away: it must not be taken
        for a part of a new file.
        """
        known, self._companions = self._companions, {}
        try:
            is_whole = self._driver is not None and _checkpoint(self._driver)
        except sqlite3.Error:
            is_whole = False
        for file, identity in known.items():
            if is_whole and identity and _identity(file) == identity:
                with suppress(OSError):
                    file.unlink()
        self._let_go()

    def _let_go(self) -> None:
        self._writer.leave()
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction of the connection that writes, refused if it went where nobody finds it."""
        self.check()
        with self._writer.transaction() as connection:
            yield connection
        self.check()
        self._soon_move()

    def _soon_move(self) -> None:
        """Have what was written moved into the file when nothing follows for a moment."""
        self._last = time.monotonic()
        if self._mover is None:
            with self._starting:
                if self._mover is None and not self._closed.is_set():
                    self._mover = threading.Thread(target=self._move, name="stretchbook log", daemon=True)
                    self._mover.start()

    def _move(self) -> None:
        """Wait until nothing was written for a moment, move everything, and end."""
        at = self._last
        while not self._closed.wait(max(0.0, at + QUIET_S - time.monotonic())):
            if self._last > at:
                at = self._last
            elif not self.settle():
                at = time.monotonic()
            else:
                with self._starting:
                    if self._last <= at:
                        self._mover = None
                        return

    def settle(self) -> bool:
        """Move what waits into the file; False if another program was in the way."""
        with self._settling:
            if self._closed.is_set() or self._opened is None or self.is_lost:
                return True
            try:
                connection = self._engine.raw_connection()
                try:
                    return _checkpoint(connection.driver_connection)  # type: ignore[arg-type]
                finally:
                    connection.close()
            except (sqlite3.Error, SQLAlchemyError, LogUnavailable):
                return True  # nothing is lost: it waits for the next write or opening

    def forget(self) -> None:
        """Write the file anew, without what was deleted, and empty the rest beside it."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM").close()
        finally:
            connection.close()
        self.settle()

    def close(self) -> None:
        """Stop moving and let go of the file; with that, SQLite moves the rest."""
        self._closed.set()
        with self._settling:
            _OPEN.discard(self)
        self._let_go()


def companions(path: Path) -> list[Path]:
    """Files that SQLite keeps beside an open one."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]


def forget_lost(path: Path) -> None:
    """Let go of every log of this process whose file was at this place and is lost.

    Where there is no file, what is left beside it is of no use to a new one and is taken away.
    """
    for log in list(_OPEN):
        if log.path == path and log.is_lost:
            log.leave()
    left = [(file, _identity(file)) for file in companions(path)]
    if not path.exists():
        for file, known in left:
            if known and _identity(file) == known:  # another program may be making a new log just now
                file.unlink(missing_ok=True)


def _identity(path: Path) -> Identity:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _checkpoint(driver: sqlite3.Connection) -> bool:
    (wait,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout = 0").close()  # never keep a hold waiting behind a reader
    try:
        return not driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        driver.execute(f"PRAGMA busy_timeout = {wait}").close()
