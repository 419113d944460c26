"""The tables of the log's database."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)  # fmt: skip

from stretchbook.log.records import pain_column
from stretchbook.words import AREAS, SIDES, STATUSES

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
