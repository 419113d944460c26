"""The calendar of practice: a year at a glance."""

from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection
from matplotlib.lines import Line2D

from stretchbook.charts.dates import day_text, month_text
from stretchbook.charts.style import (
    GREEN,
    PURPLE,
    amount,
    axes,
    blue,
    empty,
    ink,
    legend_below,
    mix,
    say,
)
from stretchbook.progress.days import Period, day_kinds, diary_words, streak
from stretchbook.words import count

MINUTES = (4, 8)  # one pass of the six stretches is 4 minutes of holds, two are 8
SIZES, STRENGTHS = (0.22, 0.32, 0.43), (0.65, 0.85, 1.0)
SQUARE = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
DASH = np.array([[(-0.3, 0), (0.3, 0)]])
CROSS = np.array([[(-0.26, -0.26), (0.26, 0.26)], [(-0.26, 0.26), (0.26, -0.26)]])
Frame: TypeAlias = pd.DataFrame


def plot_calendar(
    holds: Frame,
    days: Frame | None = None,
    *,
    year: int | None = None,
    period: Period = (None, None),
    sessions: Frame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw every day of a year: a row a month, a column a day of the month.

    All sessions of a day are summed. A larger and stronger square is more time; rest, illness and
    holiday have marks of their own, a missed day is a dot, and days outside the log stay blank.

    Parameters
    ----------
    holds : pandas.DataFrame
        ``log.holds()`` or ``log.daily_totals()``.
    days : pandas.DataFrame, optional
        ``log.days()``: days marked as rest, illness or holiday.
    year : int, optional
        The calendar year; default the log, or its last twelve months: six at least, the last one below.
    period : tuple of day, optional
        First and last day to show, so that a gap at either end is seen; None at either place is the day
        of the first or of the last hold.
    sessions : pandas.DataFrame, optional
        ``log.sessions()``: those without holds are a diary, of which the message tells.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    kinds = day_kinds(holds, days, start=period[0], end=period[1])
    if year is not None:
        kinds = kinds[kinds["day"].dt.year == year]
    if kinds.empty:
        when = f"in {year}" if year is not None else "yet" if period == (None, None) else "in this period"
        words = f"No holds {when}" + (": run a routine, and its day is marked here" if when == "yet" else "")
        return empty(axes(ax), ". ".join([words, *diary_words(sessions)]))
    last = kinds["day"].max().to_period("M")
    first = max(last - 11, min(last - 5, kinds["day"].min().to_period("M")))  # no month is yet to come
    months = pd.period_range(f"{year}-01" if year else first, f"{year}-12" if year else last, freq="M")
    whole, kinds = kinds, kinds[kinds["day"] >= months[0].start_time]
    ax = axes(ax, 7.2, 1.3 + 0.22 * len(months))
    x = kinds["day"].dt.day.to_numpy(float)
    y = (kinds["day"].dt.year * 12 + kinds["day"].dt.month).to_numpy() - (
        months[0].year * 12 + months[0].month
    )
    _draw_days(ax, x, y.astype(float), kinds)
    labels = [
        month_text(month.month) + (f" {month.year}" if row == 0 or month.month == 1 else "")
        for row, month in enumerate(months)
    ]
    ax.set(xlim=(0.3, 31.7), ylim=(len(months) - 0.4, -0.6), xlabel="day of the month")
    ax.set_xticks([1, 5, 10, 15, 20, 25, 31])
    ax.set_yticks(range(len(months)), labels)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return say(ax, " ".join([_message(kinds, whole), *(f"{words}." for words in diary_words(sessions))]))


def _draw_days(ax: Axes, x: np.ndarray, y: np.ndarray, kinds: Frame) -> None:
    kind = kinds["kind"].to_numpy()
    step = np.digitize(kinds["held_s"].to_numpy() / 60, MINUTES)
    few, many = MINUTES
    words = (f"up to {few} min", f"{few} to {many} min", f"{many} min or more")
    handles = []
    for level, (size, strength) in enumerate(zip(SIZES, STRENGTHS, strict=True)):
        shade = mix(blue(ax), ax, strength)
        corners = _at(x, y, (kind == "practised") & (step == level))[:, None, :] + size * SQUARE
        ax.add_collection(PolyCollection(list(corners), facecolor=shade))
        handles.append(_key("s", words[level], color=shade, markersize=4 + 2 * level))
    for name, colour, segments, marker in (("rest", GREEN, DASH, "_"), ("illness", PURPLE, CROSS, "x")):
        lines = _at(x, y, kind == name)[:, None, None, :] + segments
        ax.add_collection(LineCollection(list(lines.reshape(-1, 2, 2)), colors=colour, linewidths=1.6))
        handles.append(_key(marker, name, color=colour, markeredgewidth=1.6))
    grey = ink(ax, 0.45)
    rings_of: list[tuple[str, float, Any, Any]] = [
        ("holiday", 0.6, GREEN, "none"),
        ("missed", 0.16, grey, grey),
    ]
    for name, size, edge, face in rings_of:
        rings = EllipseCollection(
            size, size, 0, units="xy", offsets=_at(x, y, kind == name), offset_transform=ax.transData,
            edgecolor=edge, facecolor=face, linewidths=1.4,
        )  # fmt: skip
        ax.add_collection(rings)
        word, points = ("holiday", 6) if name == "holiday" else ("no practice", 2.5)
        handles.append(_key("o", word, color=edge, markerfacecolor=face, markersize=points))
    legend_below(ax, 4, handles=handles, handletextpad=0.3)


def _at(x: np.ndarray, y: np.ndarray, where: np.ndarray) -> np.ndarray:
    return np.column_stack([x[where], y[where]])


def _key(marker: str, label: str, **style: Any) -> Line2D:
    return Line2D([], [], linestyle="none", marker=marker, label=label, **style)


def _message(kinds: Frame, whole: Frame) -> str:
    """What the days drawn show; the longest run is that of all days, as in the report."""
    practised = kinds[kinds["kind"] == "practised"]
    first, last = kinds["day"].iloc[0], kinds["day"].iloc[-1]
    text = (
        f"Practised on {len(practised)} of {count(len(kinds), 'day')} from {day_text(first)} to "
        f"{day_text(last)}, {amount(practised['held_s'].sum())} of holds in all."
    )
    others = [(name, int((kinds["kind"] == name).sum())) for name in ("rest", "illness", "holiday")]
    marked = ", ".join(f"{number} of {name}" for name, number in others if number)
    longest = count(streak(whole["kind"])[1], "day")
    since = f" since {day_text(whole['day'].iloc[0])}" if len(whole) > len(kinds) else ""
    return (
        text + (f" Marked days: {marked}; the" if marked else " The") + f" longest run{since} was {longest}."
    )
