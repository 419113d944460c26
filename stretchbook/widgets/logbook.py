"""The logbook: sessions and their holds as a table with edit, delete, undo and redo."""

from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.catalogue import Catalogue, load_catalogue
from stretchbook.log import Log
from stretchbook.log.db.times import find_zone
from stretchbook.progress.days import rated_areas
from stretchbook.widgets.join import styles, widget
from stretchbook.words import SIDES, area_column, count

_MOST_DELETED = 20


class Logbook(anywidget.AnyWidget):
    """Show the sessions of a log, newest first, with their holds; change, delete and bring back.

    Parameters
    ----------
    log : Log
        What to show. A demonstration log can be looked at and is plainly labelled.
    cat : Catalogue, optional
        Gives the names of the stretches; the shipped one if left out.

    Attributes
    ----------
    sessions : pandas.DataFrame
        `Log.sessions` as last shown; observe it to draw anew after a change.
    """

    _esm = widget("logbook/logbook.js", "Logbook")
    _css = styles("shared/controls.css", "logbook/logbook.css")

    sessions = traitlets.Instance(pd.DataFrame)
    _rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    _open = traitlets.Dict().tag(sync=True)
    _deleted = traitlets.List(traitlets.Dict()).tag(sync=True)
    _areas = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _sides = traitlets.List(list(SIDES)).tag(sync=True)
    _said = traitlets.Unicode().tag(sync=True)
    _demo = traitlets.Bool().tag(sync=True)

    def __init__(self, log: Log, cat: Catalogue | None = None) -> None:
        self._book = log
        self._opened: str | None = None
        self._cat = cat = cat or load_catalogue()
        self._names, self._known = cat.stretches["name"].to_dict(), list(cat.areas.index)
        super().__init__(_demo=log.is_demo)
        self.on_msg(self._receive)
        self.refresh()

    def __repr__(self) -> str:
        return f"Logbook: {count(len(self.sessions), 'session')}" + (", synthetic" if self._demo else "")

    def refresh(self) -> None:
        """Read the log again."""
        sessions = self._book.sessions()
        numbered = enumerate(sessions.iloc[::-1].to_dict("records"), 1)
        deleted = self._book.deleted().head(_MOST_DELETED).to_dict("records")
        areas = list(dict.fromkeys([*self._known, *rated_areas(sessions)]))
        with self.hold_sync():
            self._areas = areas
            self._rows = [{"number": number, **_row(record, areas)} for number, record in numbered]
            self._open = self._holds_of(self._opened)
            self._deleted = [
                {
                    "id": row["id"],
                    "name": f"{row['kind']} of {row['started_at'].astimezone(None):%Y-%m-%d %H:%M}",
                }
                for row in deleted
            ]
        self.sessions = sessions

    def _holds_of(self, session: str | None) -> dict[str, Any]:
        if session is None:
            return {}
        holds = self._book.holds(session).to_dict("records")
        shown = ("id", "side", "set", "planned_s", "held_s", "status")
        rows = [
            {"name": self._names.get(hold["stretch"], hold["stretch"]), **{k: hold[k] for k in shown}}
            for hold in holds
        ]
        return {"session": session, "holds": rows}

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        try:
            self._said = self._do(message)
            self.refresh()
        except Exception as error:  # shown in the logbook: a callback has nobody else to tell
            self._said = f"Nothing was changed: {error}"

    def _do(self, message: dict[str, Any]) -> str:
        log = self._book
        match message:
            case {"type": "open", "id": str() | None as session}:
                self._opened = session
                return ""
            case {"type": "undo"}:
                return log.undo()
            case {"type": "redo"}:
                return log.redo()
            case {"type": "delete", "id": str(key)}:
                log.delete(key)
                return "Deleted. Undo brings it back."
            case {"type": "restore", "id": str(key)}:
                log.restore(key)
                return "Brought back. Undo takes it away again."
            case {"type": "edit", "id": str(key), "given": dict(given)}:
                log.edit(key, **self._changes(key, given))
            case {"type": "edit hold", "id": str(key), "given": dict(given)}:
                self._check_side(key, given.get("side"))
                log.edit_hold(key, **{name: given[name] for name in ("side", "held_s") if name in given})
            case _:
                raise ValueError("the logbook sent something it should not; run its cell again.")
        self.send({"type": "changed", "id": key})  # its form can be closed: what was typed is in the log
        return "Changed. Undo takes it back."

    def _check_side(self, hold_id: str, side: Any) -> None:
        """Refuse a side that the stretch of a hold does not have; the log knows no catalogue."""
        holds = self._book.holds(self._opened)
        stretch = next(iter(holds.loc[holds["id"] == hold_id, "stretch"]), None)
        if side is None or stretch not in self._cat.stretches.index:
            return
        if self._cat.stretches.loc[stretch, "sided"] == (side == "both"):
            sides = "both sides at once" if side != "both" else "one side at a time"
            mend = "left or right" if side == "both" else "both"
            raise ValueError(f"{self._names[stretch]} is done with {sides}; choose {mend}.")

    def _changes(self, session_id: str, given: dict[str, Any]) -> dict[str, Any]:
        """What was changed of a session, with the ratings as they are now where they were not."""
        session = self._book.resume(session_id)
        now = {"pain_before": session.pain_before, "pain_after": session.pain_after}
        changes: dict[str, Any] = {name: now[name] | given[name] for name in now if name in given}
        return changes | ({"note": given["note"] or None} if "note" in given else {})


def _row(record: dict[str, Any], areas: list[str]) -> dict[str, Any]:
    """One session in the words of the table; a missing rating stays missing."""

    def rating(moment: str, area: str) -> int | None:
        score = record.get(area_column(moment, area))
        return None if score is None or pd.isna(score) else int(score)

    return {
        "id": record["id"],
        "day": f"{record['day']:%Y-%m-%d}",
        "time": f"{record['started_at'].astimezone(find_zone(record['zone'])):%H:%M}",
        "areas": record["areas"].replace("|", ", ") if isinstance(record["areas"], str) else "",
        "holds": int(record["holds"]),
        "held_s": float(record["held_s"]),
        "note": record["note"] if isinstance(record["note"], str) else "",
        **{f"pain_{m}": {area: rating(m, area) for area in areas} for m in ("before", "after")},
    }
