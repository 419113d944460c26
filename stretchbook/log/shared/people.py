"""Who takes part in a class: added, given a new password, renamed, removed, deleted; and how the class is."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stretchbook.log.faults import LogError, shown
from stretchbook.log.shared.server import Server, checked_name
from stretchbook.log.shared.setting_up import has_role, personal

if TYPE_CHECKING:
    from psycopg import Connection

EACH_AT_MOST = 10
"""Connections of one person at a time: five notebooks open twice."""


@dataclass(frozen=True)
class Status:
    """How a class is.

    Attributes
    ----------
    people : dict of str to bool
        Names, and whether they can log in.
    open_tables : tuple of str
        Tables of persons in which the rows are not kept apart: there must be none.
    connections, limit : int
        Connections that are open now, to all databases of the server, and how many it takes.
    """

    people: dict[str, bool]
    open_tables: tuple[str, ...]
    connections: int
    limit: int


def status(server: Server) -> Status:
    """Say how a class is."""
    with server.connect() as connection:
        _see_that_it_is_a_class(connection, server)
        apart = "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = %s::regclass"
        tables = [name for (name,) in personal(connection)]
        one = connection.execute(
            "SELECT sum(numbackends)::int, current_setting('max_connections')::int FROM pg_stat_database"
        ).fetchone()
        return Status(
            dict(members(connection, server)),
            tuple(name for name in tables if not (connection.execute(apart, [name]).fetchone() or [0])[0]),
            *(one or (0, 0)),
        )


def members(connection: "Connection[Any]", server: Server) -> list[tuple[str, bool]]:
    """Give the names of those who take part, in order, and whether they can log in."""
    return connection.execute(
        """SELECT m.rolname, m.rolcanlogin FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid
           JOIN pg_roles m ON m.oid = a.member WHERE g.rolname = %s AND NOT a.admin_option ORDER BY 1""",
        [server.people],
    ).fetchall()


def add(server: Server, names: Sequence[str]) -> dict[str, str]:
    """Make a role for each name that does not take part yet, and tell their addresses, this once.

    Someone who was removed comes back with a new password. Those who take part already are left as they are.
    """
    for name in names:
        checked_name(name)
    addresses = {}
    with server.connect() as connection:
        _see_that_it_is_a_class(connection, server)
        present = dict(members(connection, server))
        for name in dict.fromkeys(names):
            if present.get(name):
                continue
            if name not in present:
                if has_role(connection, name):
                    raise LogError(
                        f"The server has a role {shown(name)} already that is not of this class, so nobody "
                        "was added; give another name."
                    )
                connection.execute(f"CREATE ROLE {name} NOSUPERUSER CONNECTION LIMIT {EACH_AT_MOST}")
                connection.execute(f"GRANT {server.people} TO {name}")
                connection.execute(f"GRANT {name} TO CURRENT_USER")
            addresses[name] = server.address(name, server.set_password(connection, name))
    return addresses


def renew(server: Server, names: Sequence[str]) -> dict[str, str]:
    """Give new passwords to people who take part, and tell their addresses; the old ones end, open or not."""
    with server.connect() as connection:
        _see_that_they_take_part(connection, server, names)
        able = dict(members(connection, server))
        for name in names:
            if not able[name]:
                raise LogError(f"{name} was removed; to let them in again: stretchbook class add URL {name}.")
        addresses = {
            name: server.address(name, server.set_password(connection, name)) for name in dict.fromkeys(names)
        }
    with server.connect() as connection:
        _end_connections(connection, names)
    return addresses


def renew_lecturer(server: Server) -> str:
    """Give the lecturer a new password, and tell their address."""
    with server.connect() as connection:
        _see_that_it_is_a_class(connection, server)
        return server.address(server.lecturer, server.set_password(connection, server.lecturer))


def remove(server: Server, names: Sequence[str]) -> None:
    """Let people log in no longer; what is open ends. Their rows stay, and count as of the class."""
    with server.connect() as connection:
        _see_that_they_take_part(connection, server, names)
        for name in names:
            connection.execute(f"ALTER ROLE {name} NOLOGIN")
    with server.connect() as connection:
        _end_connections(connection, names)


def rename(server: Server, old: str, new: str) -> None:
    """Give a person another name; their rows go along, their password stays."""
    checked_name(new)
    with server.connect() as connection:
        _see_that_they_take_part(connection, server, [old])
        if has_role(connection, new):
            raise LogError(f"The server has a role {shown(new)} already; give another name.")
        with _all_rows(connection) as tables:
            connection.execute(f"ALTER ROLE {old} RENAME TO {new}")
            for table in reversed(tables):  # sessions take their holds and ratings along
                connection.execute(f"UPDATE {table} SET person = %s WHERE person = %s", [new, old])
    with server.connect() as connection:
        _end_connections(connection, [old, new])


def export(server: Server, name: str, to: Path) -> Path:
    """Write one person's log, as they would write it themselves."""
    from stretchbook.log.recording import open_log

    with server.connect() as connection:
        _see_that_they_take_part(connection, server, [name])
    with open_log(server.as_role(name)) as log:
        return log.export(to)


def delete(server: Server, name: str) -> dict[str, int]:
    """Delete everything of one person, and the person; say how many rows of which table are gone.

    Every table with persons is looked into afterwards, also copies that migrations left; if any row were
    left, nothing would be changed.
    """
    remove(server, [name])
    gone = {}
    with server.connect() as connection:
        with _all_rows(connection) as tables:
            for table in tables:
                rows = connection.execute(f"DELETE FROM {table} WHERE person = %s", [name]).rowcount
                if rows:
                    gone[table] = rows
            for table in tables:
                left = connection.execute(f"SELECT 1 FROM {table} WHERE person = %s", [name]).fetchone()
                if left:
                    raise LogError(f"The table {table} still has rows of {name}; nothing was changed.")
        connection.execute(f"DROP OWNED BY {name}")  # large objects, which anybody can make
        connection.execute(f"DROP ROLE {name}")
    return gone


def back_up(server: Server, file: Path) -> Path:
    """Write a copy of the whole database into a new file that only you can read, with pg_dump."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=lambda path: int(path.parts[4]))
    program = found[-1] if found else shutil.which("pg_dump")
    if program is None:
        raise LogError("A backup needs the program pg_dump; install PostgreSQL's client (postgresql-client).")
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise LogError(f"{file} cannot be made ({error.strerror}); name a new file.") from None
    url = server.url
    secret = {"PGPASSWORD": url.password} if url.password else {}
    run = subprocess.run(
        [program, "--format=custom", f"--file={file}", "--dbname",
         url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)],
        env={**os.environ, **secret}, capture_output=True, text=True,
    )  # fmt: skip
    if run.returncode:
        file.unlink()
        said = run.stderr.strip().partition("\n")[0]
        raise LogError(f"The backup was not made ({said}); it takes the address of a superuser.")
    return file


@contextmanager
def _all_rows(connection: "Connection[Any]") -> Iterator[list[str]]:
    """Let the owner see the rows of all inside the block; all of it happens or nothing, unseen."""
    tables = [name for (name,) in personal(connection, everywhere=True)]
    forced = [name for (name,) in personal(connection)]
    for table in forced:
        connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield tables
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in forced:
        connection.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _end_connections(connection: "Connection[Any]", names: Sequence[str]) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY (%s)", [list(names)]
    )


def _see_that_it_is_a_class(connection: "Connection[Any]", server: Server) -> None:
    made = connection.execute("SELECT to_regclass('cohort.reach') IS NOT NULL").fetchone()
    if not (made and made[0] and has_role(connection, server.people)):
        raise LogError(f"{server.where} is no class yet; run: stretchbook class init URL.")


def _see_that_they_take_part(connection: "Connection[Any]", server: Server, names: Sequence[str]) -> None:
    _see_that_it_is_a_class(connection, server)
    known = dict(members(connection, server))
    for name in names:
        if name not in known:
            raise LogError(f"Nobody of the name {shown(name)} takes part; see: stretchbook class status URL.")
