"""The database of the log: how it is reached, read and written, on a file or on a server."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ClauseElement,
    Connection,
    Engine,
    Table,
    bindparam,
    create_engine,
    event,
    null,
    select,
    text,
    update,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from stretchbook.log.db.connections import line
from stretchbook.log.db.db_errors import explain
from stretchbook.log.db.one_file import OneFile
from stretchbook.log.db.places import hidden, place
from stretchbook.log.db.tables import ME, metadata, mine, sessions

APPLICATION_ID = 0x53747265
"""Stands in the header of the SQLite file, so that no other program's database is taken for a log."""


class Store:
    """An open database. Any thread may use it; several processes may have it open at once.

    Parameters
    ----------
    target : str or Path
        A file, an SQLAlchemy URL of PostgreSQL, or ``sqlite://`` for a database in memory.
    wait_s : float
        Seconds to wait for another process that is writing, or for a server to answer.
    """

    def __init__(self, target: str | Path, wait_s: float) -> None:
        self.path, self.url = place(target)
        self.where = str(self.path) if self.path else "in memory" if self.is_sqlite else hidden(self.url)
        self._lock = threading.RLock()
        self._driver_errors: tuple[type[Exception], ...] = ()
        self._shared = self.is_sqlite and self.path is None
        with self.trouble():
            self._line = None if self.is_sqlite else line(self.url, wait_s)
            self.engine = self._line.engine if self._line else _engine(self.url, wait_s, self._shared)
        self._file = OneFile(self.path, self.engine, wait_s) if self.path else None
        self._driver_errors = (self.engine.dialect.loaded_dbapi.Error,)
        insert = _INSERT[self.engine.dialect.name]
        self._inserts = {
            name: _ready(self.engine, insert(table).on_conflict_do_nothing().inline(), _given(table))
            for name, table in metadata.tables.items()
        }
        self._bring_back = _ready(self.engine, _BRING_BACK)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file or memory, not a server."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def trouble(self) -> Iterator[None]:
        """Turn what a database says into a sentence with the mend."""
        try:
            yield
        except (SQLAlchemyError, ImportError, OSError, UnicodeDecodeError) as error:
            raise explain(error, self.where, self.path) from None
        except self._driver_errors as error:  # where SQLAlchemy stands aside
            raise explain(error, self.where, self.path) from None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the database: all that is read in the block is of one moment."""
        with (
            self.trouble(),
            self._lock if self._shared else nullcontext(),
            self._connected() as connection,
        ):
            yield connection if self.is_sqlite else connection.execution_options(**_ONE_MOMENT)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        if self._file:
            self._file.check()
        with self._line.connect() if self._line else self.engine.connect() as connection:
            yield connection

    def fetch(self, query: ClauseElement, at_once: int) -> Iterator[Sequence[Any]]:
        """Give the rows of a query as the driver has them, so many at once: quick, and little in memory."""
        sql = str(query.compile(self.engine, compile_kwargs={"literal_binds": True}))
        with self.read() as connection:
            cursor = connection.connection.cursor()
            cursor.execute(sql)
            while rows := cursor.fetchmany(at_once):
                yield rows
            cursor.close()

    @contextmanager
    def write(self, alone: bool = False) -> Iterator[Connection]:
        """One transaction, durable when the block ends, undone if it raises.

        Parameters
        ----------
        alone : bool
            Keep out this person's other writers from the first statement on, also on a server.
        """
        with (
            self.trouble(),
            self._lock if self.is_sqlite else nullcontext(),
            self._transaction() as connection,
        ):
            if alone and not self.is_sqlite:
                connection.execute(_MINE_ALONE)
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._file:
            with self._file.transaction() as connection:
                yield connection
        else:
            with self._connected() as connection, connection.begin():
                yield connection

    @contextmanager
    def build(self) -> Iterator[Connection]:
        """One transaction that makes or changes tables: no other such one at the same time."""
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(_ALL_ALONE)
            yield connection

    def settle(self) -> None:
        """See that the one file holds everything that was written so far."""
        if self._file:
            with self._lock:
                self._file.settle()

    def forget(self) -> None:
        """Leave nothing of deleted rows in the unused parts of the file."""
        if self._file:
            with self.trouble(), self._lock:
                self._file.forget()

    @property
    def person(self) -> str:
        """Whose rows these are: the role on a server, "me" in a file."""
        with self.read() as connection:
            return str(connection.execute(select(ME)).scalar_one())

    def add(self, connection: Connection, table: Table, *rows: Mapping[str, Any]) -> int:
        """Insert rows and say how many; those whose id is already there are left as they are."""
        return _run(connection, self._inserts[table.name], rows)

    def bring_back(self, connection: Connection, session_id: str) -> None:
        """Undo the deletion of a session, if it was deleted or had become part of another one."""
        _run(connection, self._bring_back, [{"session": session_id}])

    def close(self) -> None:
        """Let go of the database. What was written is already safe."""
        if self._file:
            self._file.close()
        elif self._line:
            self._line.leave()
        else:
            self.engine.dispose()


_ONE_MOMENT: dict[str, Any] = {"isolation_level": "REPEATABLE READ"}
_ALL_ALONE = text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")
_MINE_ALONE = text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(current_user))")


def _given(table: Table) -> list[str]:
    """Columns that a row comes with; whose it is, the database says."""
    return [name for name in table.columns.keys() if name != "person"]  # noqa: SIM118


_INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


_BRING_BACK = (
    update(sessions)
    .where(mine(sessions), sessions.c.id == bindparam("session"), sessions.c.deleted_us.is_not(None))
    .values(deleted_us=null(), joined_to=null())
)


@dataclass(frozen=True)
class _Ready:
    """A statement in the database's words, made once: its values by name, or in order if it has one."""

    sql: str
    names: Sequence[str]
    in_order: bool


def _ready(engine: Engine, statement: ClauseElement, columns: list[str] | None = None) -> _Ready:
    compiled = statement.compile(dialect=engine.dialect, column_keys=columns)
    order = compiled.positiontup  # type: ignore[attr-defined]
    return _Ready(str(compiled), order or list(compiled.params), order is not None)


def _run(connection: Connection, statement: _Ready, rows: Sequence[Mapping[str, Any]]) -> int:
    """Run a statement for each row and say how many rows it changed."""
    if not statement.in_order:
        given = [{name: row.get(name) for name in statement.names} for row in rows]
        return int(connection.exec_driver_sql(statement.sql, given).rowcount)
    # SQLite: straight to the driver, because a hold is written while a person waits
    cursor = connection.connection.cursor()
    cursor.executemany(statement.sql, [tuple(map(row.get, statement.names)) for row in rows])
    changed = int(cursor.rowcount)
    cursor.close()
    return changed


def _engine(url: URL, wait_s: float, shared: bool) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True}
    if shared:
        options |= {"poolclass": StaticPool}
    engine = create_engine(url, connect_args={"timeout": wait_s, "check_same_thread": False}, **options)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says so
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    if not driver.in_transaction:  # a `Writer` begins its own
        driver.execute("BEGIN").close()
