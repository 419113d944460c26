"""Outcome measures over time, with the change that is larger than their error."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from stretchbook.charts.dates import date_axis, day_text
from stretchbook.charts.style import (
    Style,
    axes,
    describe,
    empty,
    fold,
    ink,
    legend_below,
    plain,
    say,
    side_colour,
)
from stretchbook.progress.change import measure_change, off_scale
from stretchbook.progress.limits import limits
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

Facts: TypeAlias = dict[Hashable, Any]
MARKERS = {"left": "<", "right": ">", "both": "o"}
BRIDGE = pd.Timedelta(days=60)  # a longer gap between two days is not joined
DIRECTIONS = {"lower": "lower is better", "higher": "higher is better", "neither": ""}


def plot_measures(
    measures: pd.DataFrame, cat: "Catalogue", measure: str | None = None, *, ax: Axes | None = None
) -> Axes:
    """Draw one measure over time; the band is the first day's mean and the detectable change around it.

    Entries inside the band do not differ from the start by more than the error of the measure. Repeats of
    one day are all drawn; the line joins the means of days at most 60 days apart. Values outside the scale
    of the measure are left out, and the message says how many.

    Parameters
    ----------
    measures : pandas.DataFrame
        ``log.measures()``.
    cat : Catalogue
        Name, unit, direction and detectable change of the measure, with its source.
    measure : str, optional
        Id of the measure; default the one with most entries.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax, 6.4, 3.4)
    if measures.empty:
        return empty(ax, "No measures to show yet: write one into the diary")
    if measure is None:
        entries = measures["measure"].value_counts().reindex(cat.measures.index, fill_value=0)
        measure = str(entries.idxmax())  # of as many, the first of the catalogue
    if measure not in cat.measures.index:
        raise ValueError(
            f"There is no measure {measure!r}; the known ones are {', '.join(cat.measures.index)}."
        )
    rows = measures[measures["measure"] == measure].assign(day=lambda frame: pd.to_datetime(frame["day"]))
    wrong = off_scale(rows, cat)
    rows, left_out = rows[~wrong], left_out_text(int(wrong.sum()))
    if rows.empty:
        ax = empty(ax, f"No entries of {cat.measures['name'][measure]} to show yet: write one into the diary")
        return say(ax, f"{describe(ax)} {left_out}".rstrip())
    facts, changes = cat.measures.to_dict("index")[measure], measure_change(rows, cat).to_dict("records")
    source = limits(cat, measure).by_error
    bands: list[Patch] = []
    for change in changes:
        here = rows[rows["side"] == change["side"]]
        colour = side_colour(change["side"], ax)
        label = "entries" if change["side"] == "both" else change["side"]
        ax.plot(here["day"], here["value"], linestyle="none", marker=MARKERS[change["side"]], color=colour,
                markersize=5, label=label)  # fmt: skip
        means = here.groupby("day")["value"].mean()
        for _, run in means.groupby((means.index.to_series().diff() > BRIDGE).cumsum()):
            ax.plot(run.index, run, color=colour, linewidth=1)
        printed = change["error"] if np.isnan(change["detectable"]) else change["detectable"]
        if not np.isnan(printed):
            words = f"within {printed:.3g} {facts['unit']} of the start: may be error ({source})"
            band: Style = {"color": colour if len(changes) > 1 else ink(ax), "alpha": 0.1, "linewidth": 0}
            ax.axhspan(change["first"] - printed, change["first"] + printed, zorder=0, **band)
            bands = [Patch(color=ink(ax), alpha=0.15, linewidth=0, label=words)]  # one key for both sides
    direction = DIRECTIONS[facts["better"]]
    ax.set_ylabel(
        f"{fold(facts['name'], 26)}\n({plain(facts['unit'])}{'; ' + direction if direction else ''})"
    )
    date_axis(ax, rows["day"])
    legend_below(ax, 1, handles=[*ax.get_legend_handles_labels()[0], *bands])
    last = day_text(rows["day"].max())
    sentences = [_sentence(change, facts, last) for change in changes]
    return say(ax, " ".join([*sentences, left_out]).rstrip())


def left_out_text(number: int) -> str:
    """A sentence for values that lie outside their scale; empty if there are none."""
    verb = "lies outside its scale and is" if number == 1 else "lie outside their scale and are"
    return f"{count(number, 'value')} {verb} left out." if number else ""


def _sentence(change: Facts, facts: Facts, last: str) -> str:
    side = "" if change["side"] == "both" else f", {change['side']}"
    text = f"{facts['name']}{side}: {change['first']:.1f} {facts['unit']} at first"
    if change["days"] < 2:
        return text + ", one day only, so there is no change to speak of."
    size, improved = abs(change["change"]), change["improvement"]
    word = " for the better" if improved > 0 else " for the worse" if improved < 0 else ""
    text += (
        f", {change['latest']:.1f} on {last} ({count(change['days'], 'day')}); a change of {size:.1f}{word}"
    )
    if np.isnan(change["error"]):
        return text + ", and no detectable change is known for it."
    than = "more" if change["beyond_error"] else "not more"
    text += f", {than} than the {error_text(change)} that may be error"
    rules = rules_text(change, facts["unit"])
    return text + (f" (important improvement: {rules})." if rules else ".")


def rules_text(change: Facts, unit: str) -> str:
    """Which rules of an important improvement are met; empty where there is none, or no room for it."""
    rules = {"by_points": f"{change['points']:g} {unit}", "by_percent": f"{change['percent']:g} %"}
    met = {rule: change[key] for key, rule in rules.items() if pd.notna(change[key])}
    return ", ".join(f"{rule} {'yes' if reached else 'no'}" for rule, reached in met.items())


def error_text(change: Facts) -> str:
    """The change that may be error; where the source prints another than the usual formula gives, both."""
    printed, error = change["detectable"], change["error"]
    if np.isnan(printed):
        return f"{error:.1f}"
    return f"{printed:g}" if abs(printed - error) < 0.05 else f"{printed:g} to {error:.1f}"
