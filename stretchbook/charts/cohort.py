"""A class as a whole: days, dose and plans, always with how many people a number is of."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from stretchbook.charts.dates import date_axis, day_text
from stretchbook.charts.dose import (
    BOTH,
    OFFSETS,
    PLAIN_WORDS,
    STROKES,
    line_handles,
    muscle_names,
    reference_lines,
)
from stretchbook.charts.style import (
    Style,
    amount,
    axes,
    blue,
    empty,
    ink,
    label_size,
    legend_below,
    mix,
    narrow,
    say,
    side_colour,
)
from stretchbook.progress.days import Day, monday
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

NOTHING = "No group of five or more to show"


def plot_class_days(days: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the days a week on which people practised: the median, the middle half, and how many people.

    A week that is not shown leaves a gap; no line crosses it.

    Parameters
    ----------
    days : pandas.DataFrame
        ``open_class(url).days()``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax)
    if days.empty:
        return empty(ax, NOTHING)
    every = every_week(days, pd.Timedelta(days=7))
    look: Style = {"facecolor": mix(blue(ax), ax, 0.25), "edgecolor": blue(ax), "linewidth": 0.6}
    ax.fill_between(every["week"], every["q1"], every["q3"], label="middle half of the people", **look)
    ax.plot(every["week"], every["median"], color=blue(ax), marker="o", markersize=4, label="median")
    ax.set(ylim=(0, 7.4), ylabel="days a week,\nof those who practised")
    people_above(ax, days["week"], days["people"])
    date_axis(ax, days["week"])
    legend_below(ax, 3, 3.6)
    first, last = days.iloc[0], days.iloc[-1]
    return say(
        ax,
        f"Those who practised did so on a median of {first['median']:g} days in the week of "
        f"{day_text(first['week'])} ({of(first)}) and of {last['median']:g} in that of "
        f"{day_text(last['week'])} ({of(last)}). Who did not practise is not in the median.",
    )


def plot_class_dose(
    dose: pd.DataFrame,
    cat: "Catalogue",
    *,
    week: Day | None = None,
    muscles: int = 8,
    ax: Axes | None = None,
) -> Axes:
    """Draw one week's dose of a class: median and middle half for each muscle, left and right apart.

    Parameters
    ----------
    dose : pandas.DataFrame
        ``open_class(url).weekly_dose()``.
    cat : Catalogue
        Names of the muscles and reference lines with their sources.
    week : day, optional
        Any day of the week to show; default the last week of the dose.
    muscles : int, optional
        How many muscles to show: those with the largest medians.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    start = dose["week"].max() if week is None else monday(pd.Series([pd.Timestamp(week)])).iloc[0]
    rows = dose[(dose["week"] == start) & dose["muscle"].isin(cat.muscles.index)]
    most = rows.groupby("muscle")["median"].max().sort_values(ascending=False, kind="stable")
    shown = [str(muscle) for muscle in most.head(muscles).index]
    ax = axes(ax, 7.2, 2.0 + 0.36 * max(len(shown), 2))
    if rows.empty:
        return empty(ax, NOTHING)
    table = rows.set_index(["muscle", "side"])
    for side in BOTH:
        values = table.reindex([(muscle, side) for muscle in shown])
        y = np.arange(len(shown)) + OFFSETS[side]
        look: Style = {"color": side_colour(side, ax), "marker": "<" if side == "left" else ">"}
        ax.hlines(y, values["q1"], values["q3"], color=mix(look["color"], ax, 0.45), linewidth=5)
        ax.plot(values["median"], y, linestyle="none", markersize=6, label=f"{side}, median", **look)
    lines = reference_lines(cat)
    for (seconds, _), stroke in zip(lines, STROKES, strict=False):
        ax.axvline(seconds, color=ink(ax, 0.75), linewidth=1.1, linestyle=stroke, zorder=0.5)
    longest = max([60.0, float(rows["q3"].max()), *(seconds for seconds, _ in lines)])
    ax.set(xlim=(0, longest * 1.06), ylim=(len(shown) - 0.5, -0.5))
    ax.set_yticks(range(len(shown)), muscle_names(cat, shown, 22 if narrow(ax) else 30))
    ax.tick_params(axis="y", length=0, labelsize=label_size(ax))
    ax.set_xlabel(f"seconds under stretch, week of {day_text(start)}")
    legend_below(ax, 2, 4.0, handles=[*ax.get_legend_handles_labels()[0], *line_handles(ax, lines)])
    one = rows.iloc[0]
    name = muscle_names(cat, shown[:1], 99)[0]
    return say(
        ax,
        f"Dose in the week of {day_text(start)}, median and middle half of {of(one)}: most for {name} "
        f"({amount(float(most.iloc[0]))}), each side by itself. The lines are {PLAIN_WORDS}.",
    )


def plot_class_adherence(adherence: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many people met their own plan, week by week, of those who have one.

    Parameters
    ----------
    adherence : pandas.DataFrame
        ``open_class(url).adherence()``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax)
    if adherence.empty:
        return empty(ax, NOTHING)
    weeks, width = adherence["week"], np.timedelta64(5, "D")
    look: Style = {"width": width, "edgecolor": ink(ax, 0.6), "linewidth": 0.6}
    ax.bar(weeks, adherence["people"], color=mix(blue(ax), ax, 0.12), label="with a plan", **look)
    ax.bar(weeks, adherence["met"], color=blue(ax), label="met it", **look)
    ax.set(ylim=(0, 1.15 * float(adherence["people"].max())), ylabel="people")
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    date_axis(ax, weeks)
    ax.set_xlim(ax.get_xlim()[0] - 3, ax.get_xlim()[1] + 3)
    legend_below(ax, 3, 3.6)
    first, last = adherence.iloc[0], adherence.iloc[-1]
    return say(
        ax,
        f"Of {first['people']} people with a plan {first['met']} met it in the week of "
        f"{day_text(first['week'])}, and {last['met']} of {last['people']} in that of "
        f"{day_text(last['week'])}. Those who no longer come count as not having met it; illness, rest and "
        "holidays make a week's target smaller.",
    )


def of(row: pd.Series | dict) -> str:
    """How many people a number is of, and how many are not in it."""
    return f"{count(int(row['people']), 'person', 'people')}, {int(row['missing'])} missing"


def every_week(frame: pd.DataFrame, step: Any) -> pd.DataFrame:
    """A row for each week from the first to the last: one that is not shown leaves a gap in the line."""
    first, last = frame["week"].min(), frame["week"].max()
    weeks = [first + step * number for number in range((last - first) // step + 1)]
    return frame.set_index("week").reindex(weeks).rename_axis("week").reset_index()


def people_above(ax: Axes, at: pd.Series, people: pd.Series) -> None:
    """How many people each point is of, along the upper edge; every second where there are many."""
    step = -(-len(people) // (8 if narrow(ax) else 16))
    style: Style = {"ha": "center", "va": "bottom", "fontsize": "x-small", "color": ink(ax, 0.8)}
    for place, number in list(zip(at, people, strict=True))[::step]:
        ax.text(place, 1.0, f"{number}", transform=ax.get_xaxis_transform(), **style)
    ax.text(0, 1.06, "people:", transform=ax.transAxes, fontsize="x-small", color=ink(ax, 0.8))
