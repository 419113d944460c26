"""Left against right."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from stretchbook.charts.style import axes, empty, ink, narrow, plain, say, side_colour
from stretchbook.progress.sides import side_difference
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

STATUSES = {"cut short": "cut_short", "skipped": "skipped"}


def plot_sides(holds: pd.DataFrame, cat: "Catalogue", *, ax: Axes | None = None) -> Axes:
    """Draw, for each sided stretch, how much longer one side was held in the same session.

    A point is the mean difference, its line the 95 % interval; with fewer than 6 sessions neither is
    drawn. Cut short and skipped holds are counted in words.

    Parameters
    ----------
    holds : pandas.DataFrame
        ``log.holds()``.
    cat : Catalogue
        Which stretches are sided, and what the side means.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    table = side_difference(holds, cat)
    ax = axes(ax, 6.4, 1.6 + 0.9 * max(len(table), 1))
    if table.empty:
        return empty(ax, "No sided holds to show yet: a stretch that is done for each side is compared here")
    rows = np.arange(len(table), dtype=float)
    known = table["low"].notna().to_numpy()
    difference, low, high = (table[column].to_numpy(float) for column in ("difference", "low", "high"))
    ax.axvline(0, color=ink(ax, 0.6), linewidth=1)
    ax.hlines(rows[known], low[known], high[known], color=ink(ax, 0.8), linewidth=2.5)
    for where, side, marker in ((difference >= 0, "left", "<"), (difference < 0, "right", ">")):
        here = known & where
        ax.plot(
            difference[here],
            rows[here],
            linestyle="none",
            marker=marker,
            markersize=10,
            color=side_colour(side, ax),
        )
    for row, (stretch, facts) in zip(rows, table.to_dict("index").items(), strict=True):
        ax.text(0.0, row - 0.14, _words(str(stretch), facts, cat), transform=ax.get_yaxis_transform(),
                va="bottom", fontsize="small", linespacing=1.4)  # fmt: skip
    reach = max(5.0, float(np.nanmax(np.abs([low, high]))) * 1.15 if known.any() else 0.0)
    ax.set(xlim=(reach, -reach), ylim=(len(table) - 0.5, -0.9))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    left, right, seconds = (
        ("left", "right", "s") if narrow(ax) else ("on the left", "on the right", "seconds")
    )
    ax.set_xlabel(f"longer {left}  \u2190  {seconds} a session  \u2192  longer {right}")
    return say(ax, _message(table, cat))


def _name(stretch: str, cat: "Catalogue") -> str:
    return str(cat.stretches["name"][stretch])


def _words(stretch: str, facts: dict[Hashable, Any], cat: "Catalogue") -> str:
    text = f"{_name(stretch, cat)}: {facts['verdict']} ({count(facts['sessions'], 'session')})"
    counts = [
        f"{status} L {facts[f'left_{column}']}, R {facts[f'right_{column}']}"
        for status, column in STATUSES.items()
    ]
    return plain(f"{text}\n{'; '.join(counts)}")


def _message(table: pd.DataFrame, cat: "Catalogue") -> str:
    parts = []
    for stretch, facts in table.to_dict("index").items():
        text = f"{_name(str(stretch), cat)}: {facts['verdict']} ({count(facts['sessions'], 'session')}"
        if not np.isnan(facts["low"]):
            text += f", 95 % interval {_interval(facts['low'], facts['high'])}"
        counts = [
            f"{status} {facts[f'left_{column}']} left, {facts[f'right_{column}']} right"
            for status, column in STATUSES.items()
        ]
        parts.append(f"{text}); {'; '.join(counts)}.")
    return " ".join(parts)


def _interval(low: float, high: float, more: str = "longer", unit: str = "s") -> str:
    """Both ends in words: a sign would leave the reader to guess the side."""
    if low * high > 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{near:.1f} to {far:.1f} {unit}"
    ends = [f"{abs(end):.1f} {unit}" for end in (low, high)]
    sides = [f" {more} on the {'left' if end > 0 else 'right'}" if end else "" for end in (low, high)]
    return " to ".join(map("".join, zip(ends, sides, strict=True)))


def side_words(row: dict[Hashable, Any]) -> str:
    """One row of `measure_sides` as a sentence."""
    text = f"{row['name']}: {row['verdict']} ({count(row['days'], 'day')}"
    if not np.isnan(row["low"]):
        text += f", 95 % interval {_interval(row['low'], row['high'], 'higher', row['unit'])}"
    return f"{text})."
