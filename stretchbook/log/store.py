"""The database of the log: its tables, how it is opened, and plain sentences for what can go wrong."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ClauseElement,
    Column,
    Connection,
    Double,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    create_engine,
    event,
    text,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from stretchbook.log.records import LogError, pain_column
from stretchbook.log.trouble import explain
from stretchbook.words import AREAS, SIDES, STATUSES

APPLICATION_ID = 0x53747265
"""Stands in the header of the SQLite file, so that no other program's database is taken for a log."""

metadata = MetaData()


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})")


def _pain(when: str, area: str) -> Column[Any]:
    name = pain_column(when, area)
    return Column(name, SmallInteger, CheckConstraint(f"{name} BETWEEN 0 AND 10"))


about = Table("stretchbook", metadata, Column("id", String(40), primary_key=True), Column("value", Text))
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started_us", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("utc_offset_s", Integer, nullable=False),
    Column("areas", String(200), nullable=False),
    *(_pain(when, area) for area in AREAS for when in ("before", "after")),
    Column("note", Text),
    Column("deleted_us", BigInteger),
)
holds = Table(
    "holds",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("session", String(64), ForeignKey("sessions.id"), nullable=False, index=True),
    Column("stretch", String(60), nullable=False),
    Column("side", String(5), _one_of("side", SIDES), nullable=False),
    Column("set_number", SmallInteger, nullable=False),
    Column("planned_s", Double, CheckConstraint("planned_s > 0"), nullable=False),
    Column("held_s", Double, CheckConstraint("held_s >= 0"), nullable=False),
    Column("status", String(10), _one_of("status", STATUSES), nullable=False),
    Column("started_us", BigInteger, nullable=False),
    Column("deleted_us", BigInteger),
)
measures = Table(
    "measures",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("measure", String(60), nullable=False),
    Column("side", String(5), _one_of("side", SIDES), nullable=False),
    Column("value", Double, nullable=False),
    Column("taken_us", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("utc_offset_s", Integer, nullable=False),
    Column("note", Text),
    Column("deleted_us", BigInteger),
)
days = Table(
    "days",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("note", Text),
    Column("deleted_us", BigInteger),
)
phases = Table(
    "phases",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("label", String(100), nullable=False),
    Column("start", String(10), nullable=False),
    Column("deleted_us", BigInteger),
)
journal = Table(
    "journal",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=True),
    Column("at_us", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("undone", SmallInteger, nullable=False),
    sqlite_autoincrement=True,
)


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
            self.engine = _engine(self.url, wait_s, self._shared)
        self._driver_errors = (self.engine.dialect.loaded_dbapi.Error,)
        self._inserts = {name: _insert(self.engine, table) for name, table in metadata.tables.items()}

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file or memory, not a server."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def trouble(self) -> Iterator[None]:
        """Turn what a database says into a sentence with the mend."""
        try:
            yield
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise explain(error, self.where, self.path) from None
        except self._driver_errors as error:  # where SQLAlchemy stands aside
            raise explain(error, self.where, self.path) from None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the database."""
        with (
            self.trouble(),
            self._lock if self._shared else nullcontext(),
            self.engine.connect() as connection,
        ):
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
            Keep out other writers from the first statement on, also on a server.
        """
        with self.trouble(), self._lock if self.is_sqlite else nullcontext(), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                if alone and not self.is_sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"))
                yield connection

    def add(self, connection: Connection, table: Table, *rows: Mapping[str, Any]) -> int:
        """Insert rows and say how many; those whose id is already there are left as they are."""
        sql, order = self._inserts[table.name]
        if order is None:
            names = [column.name for column in table.columns]
            given = [{name: row.get(name) for name in names} for row in rows]
            return int(connection.exec_driver_sql(sql, given).rowcount)
        # SQLite: straight to the driver, because a hold is written while a person waits
        cursor = connection.connection.cursor()
        cursor.executemany(sql, [tuple(map(row.get, order)) for row in rows])
        added = int(cursor.rowcount)
        cursor.close()
        return added

    def close(self) -> None:
        """Let go of the database. What was written is already safe."""
        self.engine.dispose()


_INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


def _insert(engine: Engine, table: Table) -> tuple[str, Sequence[str] | None]:
    """Give the insert in the database's words, made once, and the order of its values if they have one."""
    statement = _INSERT[engine.dialect.name](table).on_conflict_do_nothing()
    compiled = statement.compile(
        dialect=engine.dialect, column_keys=[column.name for column in table.columns]
    )
    return str(compiled), compiled.positiontup


def place(target: str | Path) -> tuple[Path | None, URL]:
    """Say where a target is: its file, if it is one, and its URL."""
    if isinstance(target, str) and "://" in target:
        try:
            url = make_url(target)
            url.get_dialect()
        except (ArgumentError, NoSuchModuleError, ValueError):
            raise LogError(_WHAT_A_LOG_MAY_BE) from None
        except ImportError as error:
            raise explain(error, hidden(url), None) from None
        if url.get_backend_name() not in _INSERT:
            raise LogError(_WHAT_A_LOG_MAY_BE)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "postgresql" or url.database in (None, "", ":memory:"):
            return None, url
        target = str(url.database)
    path = Path(target).expanduser().absolute()
    return path, URL.create("sqlite", database=str(path))


_WHAT_A_LOG_MAY_BE = (
    "The name of the log is not one that can be opened; give a file name, such as log.db, or a URL, "
    "such as postgresql+psycopg://name@server/database."
)


def hidden(url: URL) -> str:
    """Give a URL for people: no password in it."""
    secret = {key: "***" for key in url.query if "pass" in key.lower()}
    return url.update_query_dict(secret).render_as_string(hide_password=True)


def _engine(url: URL, wait_s: float, shared: bool) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() == "postgresql":
        waits = {"connect_timeout": max(2, round(wait_s)), "application_name": "stretchbook"}
        return create_engine(url, pool_pre_ping=True, connect_args=waits, **options)
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
    writes = connection.get_execution_options().get("writes", False)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    connection.connection.driver_connection.execute(begin).close()  # type: ignore[union-attr]
