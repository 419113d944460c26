"""The pain of a class as a whole: within a session and over weeks, with intervals and how many people."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from stretchbook.charts.cohort import NOTHING, every_week, of, people_above
from stretchbook.charts.style import ORANGE, Style, axes, blue, empty, fold, ink, legend_below, plain, say

STARTS = {
    "all": ("everybody", 0.0),
    "under 4": ("began under 4", -0.12),
    "4 and over": ("began at 4 and over", 0.12),
}
"""How people began: in words, and how far beside the others it is drawn."""


def plot_class_change(change: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the change of pain from before to after a session, by area, with its interval.

    Parameters
    ----------
    change : pandas.DataFrame
        ``open_class(url).pain_change()``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax, 6.4, 1.6 + 0.5 * max(len(change), 1))
    if change.empty:
        return empty(ax, NOTHING)
    y = np.arange(len(change))
    look: Style = {"fmt": "o", "color": blue(ax), "capsize": 4, "label": "mean, 95 % interval"}
    ax.errorbar(change["mean"], y, xerr=_ends(change, "mean"), **look)
    ax.axvline(0, color=ink(ax, 0.6), linewidth=0.9)
    ax.set_yticks(y, [f"{fold(str(row.area))}\n({row.people} people)" for row in change.itertuples()])
    far = max(1.0, float(change[["low", "high"]].abs().max().max()) * 1.15)
    ax.set(xlim=(-far, far), ylim=(len(change) - 0.5, -0.5))
    ax.set_xlabel("change of pain within a session (NPRS points)\nless pain after | more pain after")
    told = "; ".join(
        f"{row.area} {row.mean:+.1f} points ({row.low:+.1f} to {row.high:+.1f}, {of(row._asdict())})"
        for row in change.itertuples()
    )
    return say(ax, f"From before to after a session, the mean of each person's own mean: {told}.")


def plot_class_pain(weeks: pd.DataFrame, area: str | None = None, *, ax: Axes | None = None) -> Axes:
    """Draw the change of pain from each person's own first week, with intervals, also by how they began.

    Parameters
    ----------
    weeks : pandas.DataFrame
        ``open_class(url).pain_weeks()``.
    area : str, optional
        Pain area; default the one with most people.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax)
    whole = weeks[weeks["start"] == "all"].sort_values("people", kind="stable")
    area = area or (str(whole["area"].iloc[-1]) if len(whole) else None)
    rows = weeks[weeks["area"] == area]
    if rows.empty:
        return empty(ax, NOTHING)
    ax.axhline(0, color=ink(ax, 0.6), linewidth=0.9)
    for start, (label, shift) in STARTS.items():
        part = rows[rows["start"] == start]
        if len(part):
            every = every_week(part, 1)
            colour = {"all": ink(ax), "under 4": blue(ax)}.get(start, ORANGE)
            look: Style = {"color": colour, "marker": "o", "markersize": 4, "linewidth": 1.3, "label": label}
            ends = _ends(every, "change")
            ax.errorbar(every["week"] + shift, every["change"], yerr=ends, capsize=2, elinewidth=0.8, **look)
    everybody = rows[rows["start"] == "all"].sort_values("week")
    ax.set(
        ylabel=f"change of pain, {plain(str(area))}\n(NPRS points)",
        xlabel="weeks since a person's own first rating",
    )
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(everybody):
        people_above(ax, everybody["week"], everybody["people"])
    legend_below(ax, 3, 4.6)
    return say(ax, _pain_message(str(area), everybody, rows))


def _pain_message(area: str, everybody: pd.DataFrame, rows: pd.DataFrame) -> str:
    last = (everybody if len(everybody) else rows).iloc[-1]
    text = (
        f"Pain of the {area}, each person against their own first week: {last['change']:+.1f} points in week "
        f"{last['week']} (95 % interval {last['low']:+.1f} to {last['high']:+.1f}), of {last['people']} "
        f"people; {last['missing']} who began did not rate in it."
    )
    parts = rows[rows["start"] != "all"]
    if len(parts):
        week = parts["week"].max()
        each = parts[parts["week"] == week].set_index("start")["change"]
        told = " and ".join(
            f"{change:+.1f} of those who {STARTS[str(start)][0]}" for start, change in each.items()
        )
        text += f" In week {week} it was {told}."
    return f"{text} No group was left without the routine, so the line does not tell what caused it."


def _ends(frame: pd.DataFrame, middle: str) -> np.ndarray:
    """How far an interval reaches below and above its middle."""
    return np.abs(frame[["low", "high"]].to_numpy(float).T - frame[middle].to_numpy(float))
