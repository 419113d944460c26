"""Which session a person's words belong to: the one that runs, the one just done, or the next."""

from collections.abc import Mapping
from typing import Any

from stretchbook.log.faults import LogError
from stretchbook.log.recording import Log


class Sitting:
    """Ratings and a note, each written to its session the moment it is given, one field at a time.

    A rating "before" belongs to the session that runs, else to the next one; a rating "after" and the note
    belong to the session that runs, else to the one just done, else to the next one. The first word for the
    next session begins it: a rating alone is a session, and the log joins it to a routine that is begun
    within 60 minutes (see `Log.begin`).

    Parameters
    ----------
    log : Log
        Where the words are written.

    Attributes
    ----------
    areas : tuple of str
        Pain areas noted with a session that begins with a word.
    """

    def __init__(self, log: Log) -> None:
        self.log = log
        self.areas: tuple[str, ...] = ()
        self._session: Mapping[str, Any] = {}
        self._runs = False

    def follow(self, session: Mapping[str, Any], runs: bool) -> None:
        """Take notice of the session that a player began last, {} if none, and of whether it still runs."""
        another = session.get("id") != self._session.get("id")
        self._session, self._runs = dict(session), runs
        if another and "started_at" in session and self.log.waiting_session():
            self.log.begin(session)  # what was said for it is joined to it

    def session_of(self, field: str) -> str:
        """Id of the session to which "before", "after" or "note" belongs now; "" if none has begun."""
        session = str(self._session.get("id", ""))
        if session and (self._runs or field != "before"):
            return session
        waiting = self.log.waiting_session() or ""  # words of long ago wait for nothing any more
        return waiting if waiting != session else ""

    def told(self, field: str) -> str:
        """Where a field was written, for people."""
        session = str(self._session.get("id", ""))
        if self.session_of(field) != session:
            return "Saved for the next session."
        return "Saved for the session that runs." if self._runs else "Saved for the session just done."

    def rate(self, moment: str, area: str, score: int | None) -> None:
        """Write one rating, NPRS 0-10; None takes it away."""
        session, began = self._begun(moment)
        self.log.rate(session, moment, area, score, began=began)

    def write_note(self, text: str) -> None:
        """Write the note; an empty one takes it away."""
        session, began = self._begun("note")
        self.log.write_note(session, text or None, began=began)

    def scores(self, moment: str) -> dict[str, int]:
        """Ratings that the log has, by area, for the session to which this moment belongs."""
        session = self.session_of(moment)
        if not session:
            return {}
        rows = self.log.ratings(session)
        rows = rows[rows["moment"] == moment]
        return {str(area): int(score) for area, score in zip(rows["area"], rows["score"], strict=True)}

    def note(self) -> str:
        """Give the note that the log has, "" if none."""
        session = self.session_of("note")
        try:
            return (self.log.resume(session).note or "") if session else ""
        except LogError:  # it has not begun in the log, or was deleted
            return ""

    def _begun(self, field: str) -> tuple[str, bool]:
        """Id of the session for a word that is said now, and whether this word begins it in the log."""
        session = self.session_of(field)
        if not session:
            return self.log.session(self.areas).id, True
        if session == self._session.get("id") and "started_at" in self._session:
            self.log.begin(self._session)
        return session, False
