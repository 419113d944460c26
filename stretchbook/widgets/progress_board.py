"""The progress board: one chart at a time, redrawn for a period, an area, a muscle and a side."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as w
import pandas as pd
import traitlets
from matplotlib.axes import Axes

from stretchbook import charts
from stretchbook.catalogue import Catalogue
from stretchbook.charts.show import Picture
from stretchbook.log import Log
from stretchbook.progress.days import rated_areas
from stretchbook.progress.dose import weekly_dose
from stretchbook.widgets.keeper import Keeper
from stretchbook.words import OTHER_SIDE, known_words

PERIODS = {"everything": None, "last 4 weeks": 28, "last 3 months": 91, "last year": 365}
CHARTS = {
    "practice": ("period",),
    "pain over time": ("period", "area"),
    "pain before and after": ("period", "area"),
    "dose a week": ("muscle", "side"),
    "dose over weeks": ("period", "muscle", "side"),
    "left and right": ("period",),
}
"""Each chart, and what can be chosen for it."""


class ProgressBoard(w.VBox):
    """Look at a log through one chart at a time, with its message in words below.

    Parameters
    ----------
    log : Log
        What to look at.
    cat : Catalogue
        Muscles, sides and reference doses.

    Attributes
    ----------
    chart : str
        One of ``CHARTS``; what cannot be chosen for it is greyed.
    period : str
        One of ``PERIODS``, counted back from the last session.
    area, side : str
        A pain area; "both", "left" or "right".
    muscle : str
        A muscle id, or "" for all.
    sessions : pandas.DataFrame
        The sessions shown; assigning it reads the log again (``dlink`` it from a logbook's).
    message : str
        The chart in words.
    """

    chart = traitlets.Enum(list(CHARTS), "practice")
    period = traitlets.Enum(list(PERIODS), "everything")
    area = traitlets.Unicode()
    side = traitlets.Enum(["both", *OTHER_SIDE], "both")
    muscle = traitlets.Unicode("")
    sessions = traitlets.Instance(pd.DataFrame)
    message = traitlets.Unicode("")

    def __init__(self, log: Log, cat: Catalogue) -> None:
        self._book, self._cat = log, cat
        self._picture = w.HTML()
        sessions = log.sessions()
        areas = self._areas(sessions)
        muscles = [("all", ""), *((name, key) for key, name in cat.muscles["name"].items())]
        self._controls = controls = {
            "chart": w.ToggleButtons(options=list(CHARTS), style={"button_width": "auto"}),
            "period": w.Dropdown(options=list(PERIODS), description="period"),
            "area": w.Dropdown(options=areas, description="pain area"),
            "muscle": w.Dropdown(options=muscles, description="muscle"),
            "side": w.Dropdown(options=["both", *OTHER_SIDE], description="side"),
        }
        super().__init__(sessions=sessions, area=areas[0])
        for name, control in controls.items():
            w.link((self, name), (control, "value"))
        chart, *others = controls.values()
        self.children = [
            chart,
            w.HBox([*others, Keeper()], layout=w.Layout(flex_flow="row wrap")),
            self._picture,
        ]
        self.observe(self._read, "sessions")
        self.observe(self._draw, list(controls))
        self._read()

    def __repr__(self) -> str:
        return f"ProgressBoard: {self.chart}, {self.period}"

    def _areas(self, sessions: pd.DataFrame) -> list[str]:
        return list(dict.fromkeys([*self._cat.areas.index, *rated_areas(sessions)]))

    @traitlets.validate("area")
    def _check_area(self, proposal: Any) -> str:
        (area,) = known_words("area", proposal["value"], self._areas(self.sessions))
        return area

    def _read(self, _: Any = None) -> None:
        areas, kept = self._areas(self.sessions), self.area
        if self._controls["area"].options != tuple(areas):  # another area was rated, or is no more
            self._controls["area"].options = areas
            self.area = kept if kept in areas else areas[0]
        self._totals, self._days, self._phases = (
            self._book.daily_totals(), self._book.days(), self._book.phases()
        )  # fmt: skip
        self._dose = weekly_dose(self._totals, self._cat)
        self._draw()

    def _draw(self, _: Any = None) -> None:
        for name, control in self._controls.items():
            control.disabled = name not in ("chart", *CHARTS[self.chart])
        with _uncollected():
            picture = Picture(self._chosen())
            self.message = picture.text
            self._picture.value = picture.html

    def _chosen(self) -> Axes:
        period = self._span()
        since = period[0]

        def recent(frame: pd.DataFrame) -> pd.DataFrame:
            return frame if since is None else frame[frame["day"] >= since]

        sessions = recent(self.sessions)
        match self.chart:
            case "practice":
                return charts.plot_calendar(
                    recent(self._totals), recent(self._days), period=period, sessions=sessions
                )
            case "pain over time":
                return charts.plot_pain(
                    self.sessions, self.area, phases=self._phases, period=period, cat=self._cat
                )
            case "pain before and after":
                return charts.plot_pain_sessions(sessions, self.area)
            case "left and right":
                return charts.plot_sides(recent(self._book.holds()), self._cat)
        sides = OTHER_SIDE if self.side == "both" else (self.side,)
        chosen: dict[str, Any] = {"muscles": [self.muscle] if self.muscle else None, "sides": tuple(sides)}
        if self.chart == "dose a week":
            return charts.plot_dose(self._dose, self._cat, **chosen)
        return charts.plot_dose_weeks(self._dose, self._cat, period=period, **chosen)

    def _span(self) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """First and last day of the period; days before the first hold were not missed."""
        days = PERIODS[self.period]
        if days is None or self._totals.empty or self.sessions.empty:
            return None, None
        last = self.sessions["day"].max()
        return max(last - pd.Timedelta(days=days - 1), self._totals["day"].min()), last


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put garbage collection off until the picture is there: a full one may take longer than the drawing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
