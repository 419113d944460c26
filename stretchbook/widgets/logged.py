"""What was logged last, hold by hold, and the days of practice; read again whenever something is logged."""

import ipywidgets as w
import pandas as pd

from stretchbook.catalogue import Catalogue
from stretchbook.log import Log
from stretchbook.log.db.times import find_zone
from stretchbook.pages.filling import fill
from stretchbook.routine import clock
from stretchbook.widgets.keeper import Keeper
from stretchbook.words import count

NOTHING = "Nothing is logged yet. Press Start, or rate your pain: it stands here at once."


class Logged(w.VBox):
    """The last session of a log, hold by hold, and the calendar.

    Parameters
    ----------
    log : Log
        What to show; the person's own, never another in its place.
    cat : Catalogue
        Names of the stretches.
    """

    def __init__(self, log: Log, cat: Catalogue) -> None:
        self._book = log
        self._names = cat.stretches["name"].to_dict()
        self._last, self._calendar = w.HTML(), w.HTML()
        super().__init__([self._last, self._calendar, Keeper()])
        self.add_class("sb-logged")
        self.refresh()

    def __repr__(self) -> str:
        return f"Logged: {count(len(self._book.sessions()), 'session')}"

    def refresh(self, whole: bool = True) -> None:
        """Read the log again; the calendar only if the ``whole`` is wanted, because it is slow to draw."""
        sessions = self._book.sessions()
        if sessions.empty:
            self._last.value, self._calendar.value = fill("said.html", text=NOTHING), ""
            return
        last = sessions.iloc[-1]
        holds = self._book.holds(str(last["id"]))
        shown = {"frame": self._table(holds)} if len(holds) else {}
        said = f"{self._told(last, holds)}."
        self._last.value = fill("said.html", lead="Your last session.", text=said, **shown)
        if whole or not self._calendar.value:
            # so many megabytes that who has not practised yet need not have them: a hub pays for each kernel
            from stretchbook.charts import plot_calendar, show

            days = self._book.daily_totals()
            self._calendar.value = show(plot_calendar(days, self._book.days())).html if len(days) else ""

    def _told(self, session: pd.Series, holds: pd.DataFrame) -> str:
        """The last session in words."""
        began = session["started_at"].astimezone(find_zone(session["zone"]))
        done = count(int((holds["status"] != "skipped").sum()), "hold")
        words = [
            f"{began:%Y-%m-%d %H:%M}",
            f"{done}, {clock(float(holds['held_s'].sum()))} min held" if len(holds) else "no holds",
        ]
        ratings = self._book.ratings(str(session["id"]))
        for moment in ("before", "after"):
            rows = ratings[ratings["moment"] == moment]
            told = ", ".join(
                f"{area} {score}" for area, score in zip(rows["area"], rows["score"], strict=True)
            )
            words += [f"pain {moment}: {told}"] if told else []
        note = session["note"]
        words += [f"note: {note}"] if isinstance(note, str) else []
        return "; ".join(words)

    def _table(self, holds: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "stretch": holds["stretch"].map(lambda key: self._names.get(key, key)),
                "side": holds["side"],
                "set": holds["set"],
                "planned": [f"{seconds:g} s" for seconds in holds["planned_s"]],
                "held": [f"{seconds:.1f} s" for seconds in holds["held_s"]],
                "what": holds["status"],
            }
        )
