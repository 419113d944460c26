"""A class's server as its owner reaches it: connections, addresses, names of roles, plain errors."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL

from stretchbook.log.db.db_errors import explain
from stretchbook.log.db.store import hidden, place
from stretchbook.log.faults import LogError, shown

if TYPE_CHECKING:
    from psycopg import Connection

ANOTHER_NAME = "give a name of small letters, digits and _, at most 40, such as ana or p07"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Server:
    """A database for a class, reached with its owner's address.

    Attributes
    ----------
    url : URL
        The owner's address.
    where : str
        The same for people: no password in it.
    database, people, counter, lecturer : str
        Name of the database, and of its three roles: all who take part; the one that counts, as which nobody
        logs in; the lecturer. Roles belong to the whole server, so the database's name is part of theirs.
    """

    def __init__(self, target: str) -> None:
        path, self.url = place(target)
        self.where = hidden(self.url)
        if path or self.url.get_backend_name() != "postgresql" or not self.url.database:
            raise LogError(
                "A class needs a database of PostgreSQL; give its owner's address, such as "
                "postgresql+psycopg://owner:password@server/class."
            )
        self.database = self.url.database
        self.people, self.counter, self.lecturer = (
            f"{self.database}_{part}" for part in ("people", "counter", "lecturer")
        )

    @contextmanager
    def connect(self) -> Iterator["Connection[Any]"]:
        """One transaction of the owner."""
        try:
            import psycopg

            with psycopg.connect(_plain(self.url), connect_timeout=10) as connection:
                connection.execute("SET lock_timeout = '30s'")  # somebody may keep a lock for ever
                yield connection
        except LogError:
            raise
        except Exception as error:
            if isinstance(error, ImportError) or type(error).__module__.startswith("psycopg"):
                raise explain(error, self.where, None) from None
            raise

    def run(self, connection: "Connection[Any]", name: str) -> None:
        """Run one of the files of SQL beside this module, with the names of this class in it."""
        sql = resources.files(__package__).joinpath(name).read_text("utf-8")
        for word in ("people", "counter", "lecturer", "database"):
            sql = sql.replace(f"@{word}@", f"{getattr(self, word)}")
        connection.execute(sql.encode())

    def address(self, role: str, password: str) -> str:
        """Give the address with which a role logs in."""
        return self.url.set(username=role, password=password).render_as_string(hide_password=False)

    def as_role(self, role: str) -> str:
        """Give the owner's address, with which the rights of another role are taken at once."""
        options = " ".join(filter(None, [str(self.url.query.get("options", "")), f"-c role={role}"]))
        return self.url.update_query_dict({"options": options}).render_as_string(hide_password=False)

    def set_password(self, connection: "Connection[Any]", role: str) -> str:
        """Give a role a new password that nobody can guess, and tell it; the server gets only its proof."""
        from psycopg import sql

        password = secrets.token_urlsafe(18)
        proof = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        change = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        connection.execute(change.format(sql.Identifier(role), sql.Literal(proof.decode())))
        return password


def checked_name(name: str) -> str:
    """Give a person's name if it can be a role's.

    Raises
    ------
    LogError
        If it cannot, with the mend.
    """
    if not _NAME.fullmatch(name) or name.startswith("pg_"):
        raise LogError(f"{shown(name)} cannot be a name in a class; {ANOTHER_NAME}.")
    return name


def _plain(url: URL) -> str:
    """Give a URL as PostgreSQL's own library takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
