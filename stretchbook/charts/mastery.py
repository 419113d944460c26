"""What was answered rightly, by kind or by muscle."""

import pandas as pd
from matplotlib.axes import Axes

from stretchbook.charts.style import axes, blue, empty, fold, ink, mix, say


def plot_mastery(mastery: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each group how many facts were asked, and how many of them were right at the last time.

    Parameters
    ----------
    mastery : pandas.DataFrame
        From `mastery`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax, 6.4, 1.2 + 0.32 * max(len(mastery), 1))
    if mastery.empty:
        return empty(ax, "No answers to show yet: answer in the quiz, then run this cell again")
    places = range(len(mastery))
    ax.barh(places, mastery["facts"], color=mix(blue(ax), ax, 0.25), label="asked")
    ax.barh(places, mastery["right"], color=blue(ax), label="right at the last time")
    for place, row in enumerate(mastery.itertuples()):
        ax.annotate(
            f"{row.right} of {row.facts}", (row.facts, place), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize="small", color=ink(ax),
        )  # fmt: skip
    ax.set_yticks(places, [fold(str(group), 34) for group in mastery.index])
    ax.invert_yaxis()
    ax.set_xlim(0, 1.15 * float(mastery["facts"].max()))
    ax.set_xlabel("facts")
    ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, -0.18), ncols=2, fontsize="small")
    weakest = (mastery["right"] / mastery["facts"]).idxmin()
    total, right = int(mastery["facts"].sum()), int(mastery["right"].sum())
    ends = "" if right == total else f' Weakest: "{weakest}".'
    return say(ax, f"At the last time {right} of {total} facts were right.{ends}")
