"""Making a database ready for a class, and again after every update; repeating it changes nothing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from stretchbook.log.db.opening import open_store
from stretchbook.log.faults import LogError
from stretchbook.log.shared.server import Server, checked_name

if TYPE_CHECKING:
    from psycopg import Connection

Reach = Iterable[tuple[str, str, str, str]]
"""Stretch, side of the hold, muscle and its side: what `weekly_dose` counts as primary."""


def set_up(server: Server, reach: Reach, wait_s: float = 10) -> str | None:
    """Make the tables and roles, keep each person's rows apart, and keep what the lecturer may see.

    Parameters
    ----------
    server : Server
        Reached as the owner of the database, who may make roles.
    reach : iterable of tuple
        Which stretch lengthens which muscle: the log itself knows no catalogue.
    wait_s : float
        Seconds to wait for the server.

    Returns
    -------
    str or None
        The lecturer's address, told once, when their role was made; None if it is there already.
    """
    checked_name(server.database)
    with server.connect() as connection:
        _let_the_owner_see(connection)
    open_store(server.url.render_as_string(hide_password=False), wait_s).close()
    with server.connect() as connection:
        is_new = _make_roles(connection, server)
        connection.execute("DROP SCHEMA IF EXISTS cohort CASCADE")
        server.run(connection, "apart.sql")
        connection.execute(f"CREATE SCHEMA cohort AUTHORIZATION {server.counter}")
        connection.execute(f"SET LOCAL ROLE {server.counter}")
        connection.execute("SET LOCAL search_path = cohort, public")
        server.run(connection, "cohort.sql")
        rows = sorted(set(reach))
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO reach VALUES (%s, %s, %s, %s)", rows)
        connection.execute("RESET ROLE; RESET search_path")
        server.run(connection, "late.sql")
        password = server.set_password(connection, server.lecturer) if is_new else None
    return server.address(server.lecturer, password) if password else None


def _let_the_owner_see(connection: "Connection[Any]") -> None:
    """Lift what keeps even the owner from the rows, so that a migration meets all of them."""
    for (table,) in personal(connection):
        connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")


def personal(connection: "Connection[Any]", everywhere: bool = False) -> list[tuple[str]]:
    """Give the tables that hold rows of persons, those first that refer to others; also copies elsewhere."""
    where = "n.nspname !~ '^pg_'" if everywhere else "n.nspname = 'public'"
    return connection.execute(
        f"""SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'person'
            WHERE c.relkind = 'r' AND {where}
            ORDER BY NOT EXISTS (
              SELECT FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f'), 1"""
    ).fetchall()


def _make_roles(connection: "Connection[Any]", server: Server) -> bool:
    """Make the three roles if they are not there; say whether the lecturer's is new."""
    may = connection.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
    if not (may.fetchone() or [False])[0]:
        raise LogError(
            f"The role of {server.where} may not make other roles; give the address of one that may "
            "(CREATEROLE) and that owns the database."
        )
    new = []
    for role, kind in ((server.people, "NOLOGIN"), (server.counter, "NOLOGIN"), (server.lecturer, "LOGIN")):
        if not has_role(connection, role):
            connection.execute(f"CREATE ROLE {role} {kind} CONNECTION LIMIT 10")
            new.append(role)
    connection.execute(f"GRANT {server.counter}, {server.lecturer} TO CURRENT_USER")
    return server.lecturer in new


def has_role(connection: "Connection[Any]", role: str) -> bool:
    """Whether the server has a role of this name."""
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return found.fetchone() is not None
