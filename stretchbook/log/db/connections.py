"""A program's one connection to a server, shared by its logs and given back while nobody uses it.

A server takes so many connections (100, if nobody changed it), and a class has a kernel for each person.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

IDLE_S = 20.0
"""Seconds without use after which the connection is given back."""
_OPEN: dict[tuple[str, float], "Line"] = {}
_FINDING = threading.Lock()


class Line:
    """One connection to a server: threads take turns; who has it and asks again gets another for a moment."""

    def __init__(self, key: tuple[str, float], engine: Engine) -> None:
        self.engine = engine
        self._key = key
        self._logs = 0
        self._turn = threading.RLock()
        self._used = 0.0
        self._watching: threading.Thread | None = None
        self._left = threading.Event()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Take one's turn."""
        with self._turn:
            try:
                with self.engine.connect() as connection:
                    yield connection
            finally:
                self._used = time.monotonic()
                if self._watching is None:
                    self._watching = threading.Thread(
                        target=self._watch, name="stretchbook line", daemon=True
                    )
                    self._watching.start()

    def leave(self) -> None:
        """Say that a log is closed; with the last one the connection ends."""
        with _FINDING:
            self._logs -= 1
            if self._logs:
                return
            _OPEN.pop(self._key, None)
        self._left.set()
        self.engine.dispose()

    def _watch(self) -> None:
        """Wait until nobody has used the connection for a while, give it back, and end."""
        while not self._left.wait(max(0.0, self._used + IDLE_S - time.monotonic())):
            with self._turn:
                if time.monotonic() - self._used >= IDLE_S:
                    self.engine.dispose()
                    self._watching = None
                    return


def line(url: URL, wait_s: float) -> Line:
    """Give this program's line to a server, the same for every log with this address."""
    key = (url.render_as_string(hide_password=False), wait_s)
    with _FINDING:
        found = _OPEN.get(key)
        if found is None:
            waits = {"connect_timeout": max(2, round(wait_s)), "application_name": "stretchbook"}
            engine = create_engine(
                url, pool_pre_ping=True, pool_size=1, connect_args=waits, hide_parameters=True
            )
            event.listen(engine, "connect", partial(_wait_for_locks, wait_s=wait_s))
            found = _OPEN[key] = Line(key, engine)
        found._logs += 1
        return found


def _wait_for_locks(connection: Any, _: Any, wait_s: float) -> None:
    """Let a statement on a server wait so long for a lock, and no longer."""
    connection.execute(f"SET lock_timeout = {max(1, round(wait_s * 1000))}").close()
    connection.commit()
