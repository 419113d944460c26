"""One session that is being recorded, hold by hold."""

import uuid
from datetime import datetime
from types import TracebackType
from typing import Self

from stretchbook.log.beginning import add_hold
from stretchbook.log.db.tables import sessions
from stretchbook.log.editing import Editor
from stretchbook.log.faults import checked
from stretchbook.log.ratings import Ratings
from stretchbook.log.reading import when
from stretchbook.log.records import HoldEntry


class Session:
    """One session that is being recorded: what is done between two ratings of pain.

    Every hold, rating and note is durable when it was set. Leaving the ``with`` block writes nothing more,
    and an error inside it loses nothing.
    """

    def __init__(self, log: Editor, session_id: str) -> None:
        self._log = log
        self.id = session_id

    def __repr__(self) -> str:
        return f"Session of {when(self._log._row(sessions, self.id))}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the session; everything is written already, and now the log's one file holds all of it."""
        self._log._store.settle()

    def hold(
        self,
        stretch: str,
        side: str,
        planned_s: float,
        held_s: float,
        started_at: datetime | None = None,
        set: int = 1,
        status: str | None = None,
        id: str | None = None,
    ) -> str:
        """Write one hold durably and give its id.

        A hold is never lost: if the session was deleted meanwhile, a new hold brings it back.

        Parameters
        ----------
        stretch, side : str
            Id of the stretch; "left", "right" or "both".
        planned_s, held_s : float
            Seconds planned, and truly held.
        started_at : aware datetime, optional
            Default: ``held_s`` before now.
        set : int
            1, 2, ...
        status : str, optional
            "completed", "cut short" or "skipped"; default: what the seconds say.
        id : str, optional
            An id that is in the log already writes nothing: the same hold may be sent twice.

        Raises
        ------
        LogError
            If a value cannot be; LogUnavailable if it could not be written now.
        """
        given = {
            "id": id or str(uuid.uuid4()), "session": self.id, "stretch": stretch, "side": side, "set": set,
            "planned_s": planned_s, "held_s": held_s, "status": status,
            "started_at": self._log._now() if started_at is None else started_at,
        }  # fmt: skip
        entry = checked(HoldEntry, given)
        row = entry.columns()
        if started_at is None:
            row["started_us"] -= round(entry.held_s * 1_000_000)
        with self._log._store.write() as connection:
            add_hold(connection, self._log._store, row)
        return entry.id

    def _pain(self, moment: str) -> dict[str, int]:
        return {row.area: row.score for row in self._log._rated(self.id) if row.moment == moment}

    @property
    def pain_before(self) -> dict[str, int]:
        """Pain 0-10 (NPRS) before, by area: only what was rated. Setting it replaces all of it."""
        return self._pain("before")

    @pain_before.setter
    def pain_before(self, ratings: Ratings | None) -> None:
        self._log._rate_all(self.id, "before", ratings)

    @property
    def pain_after(self) -> dict[str, int]:
        """Pain 0-10 (NPRS) after, by area: only what was rated. Setting it replaces all of it."""
        return self._pain("after")

    @pain_after.setter
    def pain_after(self, ratings: Ratings | None) -> None:
        self._log._rate_all(self.id, "after", ratings)

    @property
    def note(self) -> str | None:
        """The person's own words."""
        note = self._log._row(sessions, self.id)["note"]
        return None if note is None else str(note)

    @note.setter
    def note(self, note: str | None) -> None:
        self._log.write_note(self.id, note)
