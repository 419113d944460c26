"""Opening a log: the file made private, the tables made or brought up to date after a backup."""

import errno
import glob
import os
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from stretchbook import paths
from stretchbook.log.db.db_errors import DAMAGED, explain
from stretchbook.log.db.migrations import give_persons
from stretchbook.log.db.one_file import companions, forget_lost
from stretchbook.log.db.store import APPLICATION_ID, Store
from stretchbook.log.db.tables import about, metadata
from stretchbook.log.faults import LogError

MIGRATIONS: dict[int, Callable[[Connection], None]] = {1: give_persons}
"""What turns a database of schema 1, 2, ... into one of the next schema."""


def schema_version() -> int:
    """Schema that this version of stretchbook writes."""
    return 1 + len(MIGRATIONS)


def open_store(target: str | Path, wait_s: float) -> Store:
    """Open a database, made ready and up to date.

    Raises
    ------
    LogError
        One sentence with the mend; what was there is left as it was.
    """
    store = Store(target, wait_s)
    try:
        if store.path:
            forget_lost(store.path)
            _make_ready(store.path, wait_s)
            with store.trouble():
                _keep_private(store.path)  # before SQLite makes files beside it, which get its rights
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def _make_ready(path: Path, wait_s: float) -> None:
    """See that the file is a log that may be written; an absent one is made, empty and private.

    An existing file is looked at through SQLite only: to open and close it beside SQLite would drop
    the locks of every log that this process has open on it.
    """
    if path.is_dir():
        raise LogError(f"{path} is a folder; name a file in it, such as {path / 'log.db'}.")
    try:
        _make_folder(path.parent)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
            raise PermissionError(errno.EACCES, "read-only")
        # what was cut short in its making waits in a journal: SQLite takes it back, if it may write
        is_cut_short = _has_content(path.with_name(f"{path.name}-journal"))
        mode = "rw" if is_cut_short or not _has_content(path) else "ro"
        with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=wait_s)) as connection:
            if mode == "rw" and not connection.execute("PRAGMA page_count").fetchone()[0]:
                # sign it before anything else is written
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            page = connection.execute("PRAGMA page_size").fetchone()[0]
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise explain(error, str(path), path) from None
    waiting = path.with_name(f"{path.name}-wal")
    if path.stat().st_size % page and not _has_content(waiting):
        raise LogError(DAMAGED.format(where=f"The log {path}"))
    if mark != APPLICATION_ID:
        raise LogError(
            f"{path} is a database of another program; it was left as it was. Name another file for the log."
        )


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise LogError(f"{folder} is a file, not a folder; name another place for the log.")
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _keep_private(path: Path) -> None:
    """Take the rights of other people away: from the file, and from the folder if it is the log's own."""
    if os.name != "posix":
        return
    own = [path, *companions(path)]
    own += [path.parent] if path == paths.default_log_path() else []
    for place in own:
        with suppress(FileNotFoundError):  # what SQLite keeps beside the file comes and goes
            status = place.stat()
            if status.st_uid == os.geteuid() and status.st_mode & 0o077:
                place.chmod(status.st_mode & 0o700)


def _bring_up_to_date(store: Store) -> None:
    found = _version(store)
    if found is None:
        _make_tables(store)
        found = _version(store)
    newest = schema_version()
    if found is None or found > newest:
        raise LogError(
            f"The log {store.where} was written by a newer stretchbook (schema {found}, this one knows "
            f"{newest}); it was left as it was. Update: pip install --upgrade stretchbook."
        )
    if found < newest:
        backup = _back_up(store, found)
        with store.build() as connection:
            present = _version_in(connection)
            for version in range(present, newest):
                try:
                    MIGRATIONS[version](connection)
                except Exception as error:
                    raise LogError(
                        f"The log {store.where} could not be brought from schema {version} to {version + 1} "
                        f"({error}); it was left as it was, and {backup} is a copy of it."
                    ) from error
            connection.execute(update(about).where(about.c.id == "schema").values(value=str(newest)))


def _version_in(connection: Connection) -> int:
    return int(connection.execute(select(about.c.value).where(about.c.id == "schema")).scalar_one())


def _version(store: Store) -> int | None:
    """Schema of the database; None if it has no tables yet."""
    with store.read() as connection:
        if not inspect(connection).has_table(about.name):
            return None
        return _version_in(connection)


def _make_tables(store: Store) -> None:
    with store.build() as connection:
        inspector = inspect(connection)
        if inspector.has_table(about.name):
            return  # another process was faster
        taken = set(inspector.get_table_names()) & set(metadata.tables)
        if taken:
            raise LogError(
                f"The database {store.where} has tables of another program ({', '.join(sorted(taken))}); "
                "name another database for the log."
            )
        metadata.create_all(connection)
        first = {"schema": str(schema_version()), "log": str(uuid.uuid4())}
        connection.execute(insert(about), [{"id": key, "value": value} for key, value in first.items()])


def backups(path: Path) -> list[Path]:
    """Copies that were taken of a file before migrations, with what SQLite may have left beside them."""
    return sorted(path.parent.glob(f"{glob.escape(path.stem)}.backup-v*.db*"))


def _back_up(store: Store, version: int) -> str:
    """Copy the whole log aside and say where the copy is."""
    stamp = f"v{version}-{datetime.now():%Y%m%d-%H%M%S}"
    if store.path is None:
        name = f"stretchbook_{stamp.replace('-', '_')}"
        with store.build() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
            for table in inspect(connection).get_table_names():
                if table in metadata.tables:
                    connection.execute(text(f"CREATE TABLE {name}.{table} AS TABLE {table}"))
        return f"the schema {name}"
    copy = store.path.with_name(f"{store.path.stem}.backup-{stamp}.db")  # see `backups`
    part = copy.with_name(f"{copy.name}.part")  # it gets its name when it is whole
    try:
        os.close(os.open(part, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        target = sqlite3.connect(part)
        raw = store.engine.raw_connection()
        try:
            target.execute("PRAGMA journal_mode = OFF").close()
            raw.driver_connection.backup(target)  # type: ignore[union-attr]
        finally:
            raw.close()
            target.close()
        part.replace(copy)
    except (OSError, sqlite3.Error, DBAPIError) as error:
        with suppress(OSError):
            part.unlink()
        raise explain(error, f"{copy} (a backup)", copy) from None
    return str(copy)
