"""A real server with passwords, an owner who is no superuser, and classes on it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from log.server import Server as PostgreSQL, find_programs

from stretchbook import load_catalogue
from stretchbook.log.shared import people, setting_up
from stretchbook.log.shared.server import Server
from stretchbook.progress.dose import muscle_reach

RULES = """host all tester 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""
_numbers = count()


def missing(what: str) -> NoReturn:
    """Skip a test for want of a program, or fail it where every program must be there."""
    pytest.fail(what) if os.environ.get("CI") == "true" else pytest.skip(what)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A server that asks everybody but its superuser for a password."""
    programs = find_programs()
    if programs is None:
        missing("PostgreSQL is not installed: apt-get install postgresql runs these tests.")
    yield from serving(programs)


def serving(programs: Path) -> Iterator[PostgreSQL]:
    """Run such a server with these programs, and remove it in the end."""
    server = PostgreSQL(programs)
    try:
        (server.folder / "data" / "pg_hba.conf").write_text(RULES)
        superuser(server, "CREATE ROLE owner LOGIN CREATEROLE PASSWORD 'owner'")
        superuser(server, "SELECT pg_reload_conf()")
        yield server
    finally:
        server.remove()


def superuser(server: PostgreSQL, statement: str, database: str = "postgres") -> list[Any]:
    """Run a statement as the superuser, whom nothing is kept from; give its rows."""
    where = f"postgresql://tester@127.0.0.1:{server.port}/{database}"
    with psycopg.connect(where, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def owned(server: PostgreSQL, name: str) -> str:
    """Make a database for a class, and give its owner's address."""
    superuser(server, f"CREATE DATABASE {name} OWNER owner")
    return server.url(name).replace("tester@", "owner:owner@")


def reach() -> list[tuple[str, str, str, str]]:
    """What the shipped stretches lengthen, as the command stores it."""
    rows = muscle_reach(load_catalogue()).query("role == 'primary'")
    return list(rows[["stretch", "hold_side", "muscle", "side"]].itertuples(index=False, name=None))


@dataclass
class Room:
    """A class on the server, with the addresses of all."""

    server: Server
    lecturer: str
    addresses: dict[str, str]
    raw: PostgreSQL

    def sql(self, name: str, statement: str) -> list[Any]:
        """Run a statement as a person would who knows SQL."""
        with psycopg.connect(self.addresses[name].replace("+psycopg", ""), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def all_rows(self, statement: str) -> list[Any]:
        """Run a statement as the superuser, in this class's database."""
        return superuser(self.raw, statement, self.server.database)


def make_room(postgresql: PostgreSQL, *names: str) -> Room:
    """Make a class of so many people; names get the class's number, since roles are the whole server's."""
    number = next(_numbers)
    server = Server(owned(postgresql, f"class{number}"))
    lecturer = setting_up.set_up(server, reach())
    added = people.add(server, [f"{name}{number}" for name in names])
    addresses = dict(zip(names, added.values(), strict=True))
    return Room(server, str(lecturer), addresses, postgresql)


@pytest.fixture(scope="module")
def room(postgresql: PostgreSQL) -> Room:
    """A class of two, for all tests of a file."""
    return make_room(postgresql, "ana", "ben")
