"""What brings a log of an earlier version up to date; a backup is taken before.

Each runs in one transaction, after which the log is either whole and new, or as it was. When a schema 3
comes, the tables that `give_persons` makes must be frozen here: today they are those of `tables`.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, insert, text

from stretchbook.log.db.tables import NOBODYS, PERSONAL, metadata
from stretchbook.log.db.times import now, to_us

_TABLES_1 = ("holds", "sessions", "measures", "days", "phases", "journal")
_PAIN_1 = {
    f"pain_{moment}_{column}": (moment, area)
    for column, area in (("lower_back", "lower back"), ("hip", "hip"))
    for moment in ("before", "after")
}
_PLAN_1 = "plan_days_per_week"
Change = dict[str, Any]


def give_persons(connection: Connection) -> None:
    """Schema 1 -> 2: every row gets a person, ratings become rows, the plan a table of its own.

    In a file the one person is known; on a server nobody is. Every step of the journal stays undoable:
    where it changed a rating or the plan, it is told in the words of the new tables.
    """
    person = "me" if connection.dialect.name == "sqlite" else NOBODYS
    for name in _TABLES_1:
        connection.execute(text(f"CREATE TEMP TABLE v1_{name} AS SELECT * FROM {name}"))
        connection.execute(text(f"DROP TABLE {name}"))
    metadata.create_all(connection)
    for table in PERSONAL:
        if table.name in _TABLES_1 and table.name != "journal":
            names = ", ".join(set(table.c.keys()) - {"person", "said_us", "joined_to"})
            copy = f"INSERT INTO {table.name} (person, {names}) SELECT :person, {names} FROM v1_{table.name}"
            connection.execute(text(copy), {"person": person})
    words = _Words(connection)
    steps = [
        {**step, "changes": json.dumps(list(words.of_a_step(json.loads(step["changes"]))))}
        for step in map(dict, connection.execute(text("SELECT * FROM v1_journal")).mappings())
    ]
    made = {"ratings": words.ratings.values(), "plan": words.plan, "journal": steps}
    for name, rows in made.items():
        if rows:
            connection.execute(insert(metadata.tables[name]), [{**row, "person": person} for row in rows])
    connection.execute(text("DELETE FROM stretchbook WHERE id = :id"), {"id": _PLAN_1})
    for name in _TABLES_1:
        connection.execute(text(f"DROP TABLE v1_{name}"))


class _Words:
    """Ratings and plan of a schema 1 as rows of their own, also those that only the journal remembers."""

    def __init__(self, connection: Connection) -> None:
        self._now = to_us(now())
        self.ratings: dict[tuple[str, str], dict[str, Any]] = {}
        self.plan: list[dict[str, Any]] = []
        for session in connection.execute(text("SELECT * FROM v1_sessions")).mappings():
            for column in _PAIN_1:
                if session[column] is not None:
                    self._rating(session["id"], column).update(self._state("score", session[column]))
        about = text("SELECT value FROM stretchbook WHERE id = :id")
        value = connection.execute(about, {"id": _PLAN_1}).scalar()
        self.plan.append({"id": _PLAN_1, **self._state("value", value)})

    def _state(self, name: str, value: Any) -> dict[str, Any]:
        """Tell a value, or that there is none, in the columns of a row."""
        none = value is None
        return {name: 0 if none else int(value), "deleted_us": self._now if none else None}

    def _rating(self, session: str, column: str) -> dict[str, Any]:
        """Give the row of a rating; a new one says that there is none."""
        moment, area = _PAIN_1[column]
        row = {"id": str(uuid.uuid4()), "session": session, "area": area, "moment": moment}
        return self.ratings.setdefault((session, column), row | self._state("score", None))

    def of_a_step(self, changes: list[Change]) -> Iterator[Change]:
        """Tell the changes of one step of the journal in the new tables."""
        for change in changes:
            before, after = change["before"], change["after"]
            if change["table"] == "stretchbook":
                yield self._moved("plan", [_PLAN_1], "value", before["value"], after["value"])
                continue
            for column in _PAIN_1.keys() & after.keys():
                for session in change["ids"]:
                    rating = self._rating(session, column)["id"]
                    yield self._moved("ratings", [rating], "score", before[column], after[column])
            if rest := after.keys() - _PAIN_1.keys():
                yield change | {"before": _only(before, rest), "after": _only(after, rest)}

    def _moved(self, table: str, ids: list[str], name: str, before: Any, after: Any) -> Change:
        return {
            "table": table,
            "ids": ids,
            "before": self._state(name, before),
            "after": self._state(name, after),
        }


def _only(values: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}
