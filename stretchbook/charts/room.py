"""What a room rated before and after, as one picture of everybody."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from stretchbook.charts.style import axes, blue, empty, ink, legend_below, say
from stretchbook.progress.room import LEVELS, MOMENTS

_FEW = "fewer than five people rated, so nothing is shown"


def plot_room(ratings: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many people of a room rated each level of pain, before and after.

    Parameters
    ----------
    ratings : pandas.DataFrame
        From `room_ratings`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax, 6.4, 2.8)
    counts = {moment: ratings.loc[ratings["moment"] == moment, "people"].to_numpy(int) for moment in MOMENTS}
    if ratings.empty:
        return empty(ax, _FEW[0].upper() + _FEW[1:])
    looks = {"before": (-0.2, ink(ax, 0.4)), "after": (0.2, blue(ax))}
    for moment, people in counts.items():
        if len(people):
            shift, colour = looks[moment]
            label = f"{moment} ({people.sum()} people)"
            ax.bar(np.array(LEVELS) + shift, people, width=0.38, color=colour, label=label)
    ax.set_xticks(LEVELS)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(xlabel="pain (NPRS 0-10)", ylabel="people")
    legend_below(ax)
    told = "; ".join(f"{moment}: {_told(people)}" for moment, people in counts.items())
    return say(
        ax,
        f"{told[0].upper()}{told[1:]}. No group was left without the routine, so it does not tell a cause.",
    )


def _told(people: np.ndarray) -> str:
    if not len(people):
        return _FEW
    scores = np.repeat(LEVELS, people)
    return f"{len(scores)} people, median {np.median(scores):g}, {scores.min()} to {scores.max()}"
