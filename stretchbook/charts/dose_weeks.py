"""The weekly dose over time, a small panel a muscle."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D

from stretchbook.charts.dates import day_text, shared_dates
from stretchbook.charts.dose import (
    BOTH,
    PLAIN_WORDS,
    STROKES,
    chosen_muscles,
    line_handles,
    muscle_names,
    reference_lines,
)  # fmt: skip
from stretchbook.charts.style import NO_DOSE, Style, axes, empty, ink, legend_below, narrow, say, side_colour
from stretchbook.progress.days import Day, Period, as_day, monday
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

MANY = 80  # above so many weeks the mean of every 4 weeks is drawn
SIDE_STROKES: dict[str, Any] = {"left": "-", "right": "--"}


def plot_dose_weeks(
    dose: pd.DataFrame,
    cat: "Catalogue",
    *,
    muscles: list[str] | None = None,
    period: Period = (None, None),
    sides: tuple[str, ...] = BOTH,
    today: Day | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the weekly dose over time, one small panel a muscle, all on one scale that starts at zero.

    A week without practice is a week of 0 seconds; above 80 weeks, means of 4 weeks are drawn. A week that
    is not over is left out, because the lines are of whole weeks. Left and right are two lines, never a sum.

    Parameters
    ----------
    dose : pandas.DataFrame
        Of ``weekly_dose(holds, cat)``.
    cat : Catalogue
        Names of the muscles and reference lines with their sources.
    muscles : list of str, optional
        Muscle ids; default the six with most primary seconds.
    period : tuple of day, optional
        First and last day; their weeks are shown whole, so that a gap at either end is seen. None at
        either place is the first or the last week with a hold.
    sides : tuple of str, optional
        Sides to draw, "left", "right" or both; the other one is left out, not drawn as nothing.
    ax : matplotlib.axes.Axes, optional
        Its place is divided into the panels; default a new figure.
    today : day, optional
        Says which week is not over; default the day on this machine.

    Returns
    -------
    matplotlib.axes.Axes
        The panels are its ``child_axes``; with the message for `describe`.
    """
    ax = axes(ax, 7.2, 5.0)
    first, last = (
        end if day is None else monday(pd.Series([as_day("period", day)])).iloc[0]
        for day, end in zip(period, (dose["week"].min(), dose["week"].max()), strict=True)
    )
    this = monday(pd.Series([as_day("today", date.today() if today is None else today)])).iloc[0]
    so_far = bool(last >= this)
    only = so_far and not ((dose["week"] >= first) & (dose["week"] < this)).any()
    if so_far:
        last = this if only else this - pd.Timedelta(days=7)
    dose = dose[dose["week"].between(first, last) & dose["side"].isin(sides)]
    if dose.empty:
        return empty(ax, NO_DOSE if period == (None, None) else "No holds in this period")
    most = dose.groupby("muscle")["seconds"].sum().sort_values(ascending=False, kind="stable")
    shown = chosen_muscles(dose, cat, [str(m) for m in most.head(6).index] if muscles is None else muscles)
    weeks = pd.date_range(first, last, freq="7D")
    seconds = dose.pivot(index="week", columns=["muscle", "side"], values="seconds").reindex(weeks).fillna(0)
    step = 4 if len(weeks) > MANY else 1
    bins = (np.arange(len(weeks)) + -len(weeks) % step) // step  # the last one is whole
    seconds = seconds.groupby(bins).mean()
    starts = weeks[np.r_[True, np.diff(bins) > 0]]
    edges = starts.append(pd.DatetimeIndex([weeks[-1] + pd.Timedelta(days=7)]))
    lines = reference_lines(cat)
    top = 1.08 * max([float(seconds.max().max()), *(line for line, _ in lines)])
    ax.set_axis_off()
    panels, numbers = _panels(ax, len(shown)), date2num(edges)
    for panel, muscle in zip(panels, shown, strict=True):
        panel.hlines([line for line, _ in lines], numbers[0], numbers[-1], linestyles=STROKES[: len(lines)],
                     color=ink(ax, 0.5), linewidth=0.9)  # fmt: skip
        for side in sides:
            values = seconds[muscle, side].to_numpy() if (muscle, side) in seconds else np.zeros(len(seconds))
            look: Style = {
                "color": side_colour(side, ax),
                "linewidth": 1.4,
                "linestyle": SIDE_STROKES[side],
                "label": side,
            }
            panel.plot(numbers, [*values, values[-1]], drawstyle="steps-post", **look)
        name = muscle_names(cat, [muscle], 22)[0]
        panel.text(0, 1.04, name, transform=panel.transAxes, va="bottom", fontsize="small")
        panel.set_ylim(0, top)
    shared_dates(panels, edges)
    words = "seconds a week" if step == 1 else "seconds a week,\nmean of 4 weeks"
    ax.child_axes[0].set_ylabel(words, fontsize="small")
    handles = [
        Line2D([], [], color=side_colour(side, ax), linestyle=SIDE_STROKES[side], label=side)
        for side in sides
    ]
    legend_below(ax, 2, 1, handles=[*handles, *line_handles(ax, lines)])
    practised = dose.loc[dose["seconds"] > 0, "week"].nunique()
    apart = "left and right apart" if len(sides) == 2 else f"the {sides[0]} side"
    span = f"{day_text(weeks[0])} to {day_text(edges[-1] - pd.Timedelta(days=1))}"
    return say(
        ax,
        f"Seconds a week under stretch for {count(len(shown), 'muscle')}, {span}, {apart}: "
        f"{practised} of {count(len(weeks), 'week')} with practice. The lines are {PLAIN_WORDS}."
        + (" This week is so far: it is not over." if only else "")
        + (" The week that is not over is left out." if so_far and not only else ""),
    )


def _panels(ax: Axes, number: int) -> list[Axes]:
    """Divide the place of the axes into panels, with room for titles above and dates below them."""
    columns = min(2 if narrow(ax) else 3, number)
    rows = -(-number // columns)
    panels = []
    for index in range(number):
        row, column = divmod(index, columns)
        place = (column / columns, 1 - (row + 0.78) / rows, 0.86 / columns, 0.58 / rows)
        panel = ax.inset_axes(place)
        panel.tick_params(labelsize="x-small", labelleft=column == 0, labelbottom=index + columns >= number)
        for spine in ("top", "right"):
            panel.spines[spine].set_visible(False)
        panel.set_in_layout(index == 0)  # the others fit inside; measuring them would cost time
        panels.append(panel)
    return panels
