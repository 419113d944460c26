"""Answers to questions and the schedule of their review, kept beside the practice."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import select, update

from stretchbook.log.db.tables import answers, mine, reviews, seen
from stretchbook.log.db.times import to_us
from stretchbook.log.reading import Reader


class Answering(Reader):
    """A log in which answers can be written, each with the next review of what was asked."""

    def record_answer(
        self,
        fact: str,
        kind: str,
        given: Sequence[str],
        answer: Sequence[str],
        is_right: bool,
        about: Sequence[str] = (),
        due: datetime | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> str:
        """Write one answer and, with it, when its fact is due again; durable when it returns.

        Parameters
        ----------
        fact : str
            What was asked about: the card of the schedule.
        kind : str
            Kind of the question.
        given, answer : sequence of str
            What was said (nothing: "I don't know") and what is right.
        is_right : bool
            Whether it was wholly right.
        about : sequence of str
            Ids of what was asked about.
        due : datetime, optional
            When to ask again; None keeps the schedule as it is.
        state : mapping, optional
            What the schedule has to remember, as JSON.

        Returns
        -------
        str
            Id of the answer.
        """
        row: dict[str, Any] = {
            "id": str(uuid.uuid4()), "question": fact, "kind": kind, "given": json.dumps(list(given)),
            "answer": json.dumps(list(answer)), "is_right": int(is_right), "answered_us": to_us(self._now()),
            "extra": json.dumps({"about": list(about)}),
        }  # fmt: skip
        with self._store.write(alone=True) as connection:
            self._store.add(connection, answers, row)
            if due is not None:
                card = {"due_us": to_us(due), "state": json.dumps(dict(state or {})), "deleted_us": None}
                written = self._store.add(connection, reviews, {"id": fact, **card})
                if not written:
                    ours = mine(reviews) & (reviews.c.id == fact)
                    connection.execute(update(reviews).where(ours).values(**card))
        return str(row["id"])

    def answers(self) -> pd.DataFrame:
        """Give all answers, oldest first.

        Returns
        -------
        pandas.DataFrame
            answered_at (UTC), fact, kind, given and answer (tuples of options; nothing given: "I don't
            know"), is_right (bool), about (tuple of ids).
        """
        columns = ["answered_us", "question", "kind", "given", "answer", "is_right", "extra"]
        query = select(*(answers.c[name] for name in columns)).where(seen(answers))
        with self._store.read() as connection:
            rows = connection.execute(query.order_by(answers.c.answered_us)).all()
        found = [
            {
                "answered_at": us, "fact": fact, "kind": kind, "given": tuple(json.loads(given or "[]")),
                "answer": tuple(json.loads(answer)), "is_right": bool(right),
                "about": tuple(json.loads(extra or "{}").get("about", ())),
            }
            for us, fact, kind, given, answer, right, extra in rows
        ]  # fmt: skip
        names = ["answered_at", "fact", "kind", "given", "answer", "is_right", "about"]
        frame = pd.DataFrame(found, columns=names)
        frame["is_right"] = frame["is_right"].astype(bool)
        return frame.assign(answered_at=pd.to_datetime(frame["answered_at"], unit="us", utc=True))

    def reviews(self) -> pd.DataFrame:
        """Give the schedule, what is due first at the top: fact, due (UTC), state (dict)."""
        query = select(reviews.c.id, reviews.c.due_us, reviews.c.state).where(seen(reviews))
        with self._store.read() as connection:
            rows = connection.execute(query.order_by(reviews.c.due_us)).all()
        found = [{"fact": fact, "due": us, "state": json.loads(state)} for fact, us, state in rows]
        frame = pd.DataFrame(found, columns=["fact", "due", "state"])
        return frame.assign(due=pd.to_datetime(frame["due"], unit="us", utc=True))
