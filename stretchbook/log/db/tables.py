"""The tables of the log's database, schema 2: every row belongs to a person.

A file has one person. On a server the person is the role of the connection: new rows get it by themselves
(`ME` is the default of the column), and every query asks for it. Its type there is ``name``, the type of
``current_user``, so that the keys' indexes serve it. Rows that a schema 1 left on a server are `NOBODYS`.

``deleted_us`` says when a row was deleted; rows are marked, never taken out. A time below zero marks a row
whose addition was undone: to the log it is as if it had never been.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType

from stretchbook.words import SIDES, STATUSES

metadata = MetaData()
MOMENTS = ("before", "after")
NOBODYS = ""
"""Person of the rows of a server's log of schema 1, until they are assigned."""


class _RoleName(UserDefinedType[str]):
    """The type ``name`` of PostgreSQL."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "NAME"


class _Me(ColumnElement[str]):
    """The person of the connection, as the database names them."""

    inherit_cache = True
    type = String()


@compiles(_Me, "sqlite")
def _the_one(*_: Any, **__: Any) -> str:
    return "'me'"


@compiles(_Me, "postgresql")
def _the_role(*_: Any, **__: Any) -> str:
    return "current_user"


ME = _Me()


def _person() -> Column[str]:
    kind = String(63).with_variant(_RoleName(), "postgresql")
    return Column("person", kind, primary_key=True, server_default=ME)


def _key(length: int = 64) -> Column[str]:
    return Column("id", String(length), primary_key=True)


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})")


def _of_a_session() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["person", "session"], ["sessions.person", "sessions.id"], onupdate="CASCADE"
    )  # another name of a person takes all of theirs along


about = Table("stretchbook", metadata, _key(40), Column("value", Text))
sessions = Table(
    "sessions",
    metadata,
    _person(),
    _key(),
    Column("started_us", BigInteger, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("utc_offset_s", Integer, nullable=False),
    Column("areas", Text, nullable=False),
    Column("note", Text),
    Column("said_us", BigInteger),  # when the last rating or note was given; not told: with the start
    Column("joined_to", String(64)),  # the session that this one became part of; it is then deleted
    Column("deleted_us", BigInteger),
)
holds = Table(
    "holds",
    metadata,
    _person(),
    _key(),
    Column("session", String(64), nullable=False),
    Column("stretch", String(60), nullable=False),
    Column("side", String(5), _one_of("side", SIDES), nullable=False),
    Column("set_number", SmallInteger, nullable=False),
    Column("planned_s", Double, CheckConstraint("planned_s > 0"), nullable=False),
    Column("held_s", Double, CheckConstraint("held_s >= 0"), nullable=False),
    Column("status", String(10), _one_of("status", STATUSES), nullable=False),
    Column("started_us", BigInteger, nullable=False),
    Column("deleted_us", BigInteger),
    _of_a_session(),
    Index("ix_holds_session", "person", "session"),
)
ratings = Table(
    "ratings",
    metadata,
    _person(),
    _key(),
    Column("session", String(64), nullable=False),
    Column("area", String(60), nullable=False),
    Column("moment", String(6), _one_of("moment", MOMENTS), nullable=False),
    Column("score", SmallInteger, CheckConstraint("score BETWEEN 0 AND 10"), nullable=False),
    Column("deleted_us", BigInteger),
    _of_a_session(),
    UniqueConstraint("person", "session", "area", "moment"),
)
measures = Table(
    "measures",
    metadata,
    _person(),
    _key(),
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
    _person(),
    _key(40),
    Column("day", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("note", Text),
    Column("deleted_us", BigInteger),
)
phases = Table(
    "phases",
    metadata,
    _person(),
    _key(120),
    Column("label", String(100), nullable=False),
    Column("start", String(10), nullable=False),
    Column("deleted_us", BigInteger),
)
plan = Table(
    "plan",
    metadata,
    _person(),
    _key(40),
    Column("value", SmallInteger, nullable=False),
    Column("deleted_us", BigInteger),
)
answers = Table(  # of a quiz: what was asked, given and right
    "answers",
    metadata,
    _person(),
    _key(),
    Column("question", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("seed", BigInteger),
    Column("item", Text),
    Column("given", Text),
    Column("answer", Text, nullable=False),
    Column("is_right", SmallInteger, CheckConstraint("is_right IN (0, 1)")),
    Column("answered_us", BigInteger, nullable=False),
    Column("seconds", Double, CheckConstraint("seconds >= 0")),
    Column("extra", Text),  # JSON
    Column("deleted_us", BigInteger),
)
reviews = Table(  # of spaced review: when a card is due, and what its schedule knows
    "reviews",
    metadata,
    _person(),
    _key(200),
    Column("due_us", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # JSON
    Column("deleted_us", BigInteger),
    Index("ix_reviews_due", "person", "due_us"),
)
journal = Table(
    "journal",
    metadata,
    _person(),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at_us", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("undone", SmallInteger, nullable=False),
)
PERSONAL = [table for table in metadata.sorted_tables if "person" in table.c]
"""Every table of a person's rows, those that others refer to first."""


def mine(table: Table) -> ColumnElement[bool]:
    """Whether a row belongs to the person of the connection."""
    return table.c.person == ME


def seen(table: Table) -> ColumnElement[bool]:
    """Whether a row is theirs and not deleted."""
    return mine(table) & table.c.deleted_us.is_(None)
