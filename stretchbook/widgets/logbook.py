"""The logbook: sessions as a table with edit, delete and undo."""

from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.log import Log
from stretchbook.widgets import front
from stretchbook.words import AREAS


class Logbook(anywidget.AnyWidget):
    """Show the sessions of a log, newest first; change, delete and bring back.

    Parameters
    ----------
    log : Log
        What to show. A demonstration log can be looked at and is plainly labelled.

    Attributes
    ----------
    sessions : pandas.DataFrame
        `Log.sessions` as last shown; observe it to draw anew after a change.
    """

    _esm = front("dom.js", "logbook.js")
    _css = front("controls.css", "logbook.css")

    sessions = traitlets.Instance(pd.DataFrame)
    _rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    _areas = traitlets.List(list(AREAS)).tag(sync=True)
    _said = traitlets.Unicode().tag(sync=True)
    _demo = traitlets.Bool().tag(sync=True)

    def __init__(self, log: Log) -> None:
        self._book = log
        super().__init__(_demo=log.is_demo)
        self.on_msg(self._receive)
        self.refresh()

    def __repr__(self) -> str:
        return f"Logbook: {len(self.sessions)} sessions" + (", synthetic" if self._demo else "")

    def refresh(self) -> None:
        """Read the log again."""
        sessions = self._book.sessions()
        numbered = enumerate(sessions.iloc[::-1].to_dict("records"), 1)
        self._rows = [{"number": number, **_row(record)} for number, record in numbered]
        self.sessions = sessions

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        try:
            self._said = self._do(message)
        except Exception as error:  # shown in the logbook: a callback has nobody else to tell
            self._said = f"Nothing was changed: {error}"
        self.refresh()

    def _do(self, message: dict[str, Any]) -> str:
        match message:
            case {"type": "undo"}:
                return str(self._book.undo())
            case {"type": "delete", "id": str(key)}:
                self._book.delete(key)
                return "Deleted. Undo brings it back."
            case {"type": "edit", "id": str(key), "note": note, "pain_before": before, "pain_after": after}:
                self._book.edit(key, note=note or None, pain_before=before, pain_after=after)
                return "Changed. Undo takes it back."
        raise ValueError("the logbook sent something it should not; run its cell again.")


def _row(record: dict[str, Any]) -> dict[str, Any]:
    """One session in the words of the table; a missing rating stays missing."""

    def rating(moment: str, area: str) -> int | None:
        score = record[f"pain_{moment}_{area.replace(' ', '_')}"]
        return None if pd.isna(score) else int(score)

    return {
        "id": record["id"],
        "day": f"{record['day']:%Y-%m-%d}",
        "areas": record["areas"].replace("|", ", ") if isinstance(record["areas"], str) else "",
        "holds": int(record["holds"]),
        "held_s": float(record["held_s"]),
        "note": record["note"] if isinstance(record["note"], str) else "",
        **{f"pain_{m}": {area: rating(m, area) for area in AREAS} for m in ("before", "after")},
    }
