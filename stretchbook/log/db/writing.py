"""Writing into the file of an SQLite log: one connection that is kept, and one transaction at a time.

A hold is written while a person waits, so nothing is taken from a pool, and SQLite is told how to wait once.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine


class Writer:
    """The connection that writes into a file. One thread at a time may use it.

    Parameters
    ----------
    engine : Engine
        What opens the file.
    wait_s : float
        Seconds to wait for another program that is writing.
    """

    def __init__(self, engine: Engine, wait_s: float) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._connection: Connection | None = None
        self._busy = False

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, durable when the block ends, undone if it raises."""
        self._busy = True
        connection = self._connection or self._connect()
        driver: Any = connection.connection.driver_connection
        try:
            begin_now(driver, self._wait_s)
            yield connection
            connection.commit() if connection.in_transaction() else driver.commit()
        except BaseException:
            self._connection = None
            raise
        finally:
            self._busy = False
            if self._connection is not connection:  # it failed, or was left meanwhile
                _discard(connection)

    def _connect(self) -> Connection:
        connection = self._engine.connect()
        driver: Any = connection.connection.driver_connection
        # SQLite's own waiting looks ten times a second, and may never see the lock free beside a busy writer
        driver.execute("PRAGMA busy_timeout = 0").close()
        self._connection = connection
        return connection

    def leave(self) -> None:
        """Let go of the connection: at once, or at the end of the transaction that it is in."""
        connection, self._connection = self._connection, None
        if connection is not None and not self._busy:
            _discard(connection)


def _discard(connection: Connection) -> None:
    """Close for good; what was not committed is undone."""
    connection.invalidate()
    connection.close()


def begin_now(driver: sqlite3.Connection, wait_s: float) -> None:
    """Begin a transaction that keeps other writers out, waiting for the one that is there."""
    until = time.monotonic() + wait_s
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
        time.sleep(random.uniform(0.0002, 0.004))
