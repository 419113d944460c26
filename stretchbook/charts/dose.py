"""One week's dose per muscle and side, against the doses that guidelines and reviews speak of."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from mpl_toolkits.axes_grid1 import make_axes_locatable  # type: ignore[import-untyped]

from stretchbook.charts.dates import day_text
from stretchbook.charts.style import (
    NO_DOSE,
    SIDE_HATCHES,
    Style,
    amount,
    axes,
    background,
    empty,
    fold,
    ink,
    label_size,
    legend_below,
    mix,
    narrow,
    say,
    side_colour,
)
from stretchbook.progress.days import Day, is_over, monday
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

STROKES: tuple[Any, ...] = (":", "-.", "--", "-", (0, (1, 3)), (0, (6, 2, 1, 2, 1, 2)))
BOTH = ("left", "right")
OFFSETS = {"left": -0.2, "right": 0.2}
MARKERS = {"left": "<", "right": ">"}
PLAIN_WORDS = "reference lines, not targets for patients"


def plot_dose(
    dose: pd.DataFrame,
    cat: "Catalogue",
    *,
    week: Day | None = None,
    muscles: list[str] | None = None,
    sides: tuple[str, ...] = BOTH,
    today: Day | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw one week: seconds under stretch for each muscle, left and right apart, and days a week.

    Solid is a still hold as primary muscle, the lighter hatched part is rocking, and the thin open bar
    below is the time as secondary muscle, which is never added. The two sides are never added.

    Parameters
    ----------
    dose : pandas.DataFrame
        Of ``weekly_dose(holds, cat)``.
    cat : Catalogue
        Names of the muscles and reference lines with their sources.
    week : day, optional
        Any day of the week to show; default the last week of the dose.
    muscles : list of str, optional
        Muscle ids; default those with primary seconds in any week.
    sides : tuple of str, optional
        Sides to draw, "left", "right" or both; the other one is left out, not drawn as nothing.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.
    today : day, optional
        A week that is not over on this day is said to be so far; default the day on this machine.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`; days and seconds a day stand in narrow axes beside it.
    """
    shown = chosen_muscles(dose, cat, muscles)
    ax = axes(ax, 7.2, 2.2 + 0.36 * max(len(shown), 2))
    if dose.empty or not shown:
        return empty(ax, NO_DOSE)
    start = dose["week"].max() if week is None else monday(pd.Series([pd.Timestamp(week)])).iloc[0]
    rows = dose[(dose["week"] == start) & dose["side"].isin(sides)].set_index(["muscle", "side"])
    for side in sides:
        offset = OFFSETS[side]
        values = rows.reindex([(muscle, side) for muscle in shown])[["seconds", "rocking_s", "secondary_s"]]
        _bars(ax, np.arange(len(shown)) + offset, values.fillna(0.0).to_numpy(float), side)
    lines = reference_lines(cat)
    for (seconds, _), stroke in zip(lines, STROKES, strict=False):
        ax.axvline(seconds, color=ink(ax, 0.75), linewidth=1.1, linestyle=stroke, zorder=0.5)
    drawn = rows[["seconds", "secondary_s"]].to_numpy(float)
    longest = max([60.0, *drawn.ravel(), *(seconds for seconds, _ in lines)])
    ax.set(xlim=(0, longest * 1.06), ylim=(len(shown) - 0.5, -0.5))
    ax.set_yticks(range(len(shown)), muscle_names(cat, shown, 22 if narrow(ax) else 30))
    ax.tick_params(axis="y", labelsize=label_size(ax))
    ax.tick_params(axis="y", length=0)
    so_far = "" if is_over(start, today) else " so far"
    ax.set_xlabel(f"seconds under stretch,\nweek of {day_text(start)}{so_far}", fontsize=label_size(ax) + 1)
    _days(ax, rows, shown, sides, cat)
    legend_below(ax, 2, 5.0, handles=_handles(ax, sides, lines))
    return say(ax, _message(rows, shown, sides, cat, f"{day_text(start)}{so_far}", lines))


def reference_lines(cat: "Catalogue") -> list[tuple[float, str]]:
    """Seconds a week and label of each reference, fewest seconds first."""
    lines = cat.dose_references.dropna(subset=["seconds_per_week"]).sort_values("seconds_per_week")
    return [(float(line["seconds_per_week"]), str(line["label"])) for line in lines.to_dict("records")]


def line_handles(ax: Axes, lines: list[tuple[float, str]]) -> list[Line2D]:
    """Legend entries of the reference lines."""
    style: Style = {"color": ink(ax, 0.75), "linewidth": 1.1}
    return [
        Line2D([], [], linestyle=stroke, label=f"{seconds:g} s: {label}", **style)
        for (seconds, label), stroke in zip(lines, STROKES, strict=False)
    ]


def chosen_muscles(dose: pd.DataFrame, cat: "Catalogue", muscles: list[str] | None) -> list[str]:
    """The given muscles, all known; by default those with primary seconds, in catalogue order."""
    known = [str(muscle) for muscle in cat.muscles.index]
    if muscles is None:
        wanted = set(dose.loc[dose["seconds"] > 0, "muscle"])
        return [muscle for muscle in known if muscle in wanted]
    for muscle in muscles:
        if muscle not in known:
            raise ValueError(f"There is no muscle {muscle!r}; the known ones are {', '.join(known)}.")
    return list(muscles)


def muscle_names(cat: "Catalogue", muscles: list[str], width: int = 30) -> list[str]:
    """Names of muscles, folded to fit beside a chart."""
    return [fold(str(name), width) for name in cat.muscles["name"].loc[muscles]]


def _bars(ax: Axes, y: np.ndarray, values: np.ndarray, side: str) -> None:
    """Still, rocking and secondary seconds: one collection each, which is faster than a patch a bar."""
    seconds, rocking, secondary = values.T
    colour = side_colour(side, ax)
    light: Style = {"facecolor": mix(colour, ax, 0.35), "edgecolor": colour, "hatch": SIDE_HATCHES[side]}
    open_bar: Style = {"facecolor": background(ax), "edgecolor": colour, "hatch": "||||||", "linewidth": 0.7}
    still = seconds - rocking
    for start, length, top, height, look in (
        (np.zeros_like(still), still, y - 0.15, 0.2, {"facecolor": colour, "label": side}),
        (still, rocking, y - 0.15, 0.2, light | {"linewidth": 0, "label": f"{side}, rocking"}),
        (np.zeros_like(still), secondary, y + 0.06, 0.09, open_bar | {"label": f"{side}, secondary"}),
    ):
        here = length > 0
        left, right, upper = start[here], (start + length)[here], top[here]
        corners = [[left, upper], [right, upper], [right, upper + height], [left, upper + height]]
        ax.add_collection(PolyCollection(list(np.array(corners).transpose(2, 0, 1)), **look))


def _days(ax: Axes, rows: pd.DataFrame, shown: list[str], sides: tuple[str, ...], cat: "Catalogue") -> None:
    """Two narrow panels on the right: days of the week, and seconds on each of these days."""
    small = narrow(ax)
    index = pd.MultiIndex.from_product([shown, ["left", "right"]], names=["muscle", "side"])
    days = rows["days"].reindex(index).fillna(0)
    each = (rows["seconds"].reindex(index) / days.where(days > 0)).fillna(0.0)
    marks = [
        sorted(set(cat.dose_references[name].dropna())) for name in ("days_per_week", "seconds_per_session")
    ]
    panels = (("days", days, marks[0], 7.0), ("s a day", each, marks[1], max(60.0, float(each.max()))))
    divider = make_axes_locatable(ax)
    for label, values, lines, top in panels:
        panel = divider.append_axes("right", size="25%" if small else "21%", pad=0.1)
        for line in lines:
            panel.axvline(float(line), color=ink(ax, 0.55), linewidth=0.9, linestyle=":")
        for side in sides:
            y = np.arange(len(shown)) + OFFSETS[side]
            panel.plot(values.xs(side, level="side"), y, linestyle="none", marker=MARKERS[side],
                       markersize=3.5 if small else 6, color=side_colour(side, ax))  # fmt: skip
        panel.set(xlim=(-0.08 * top, 1.08 * top), ylim=ax.get_ylim(), yticks=[])
        panel.set_xlabel(label, fontsize=label_size(ax))
        panel.set_xticks([0, *map(float, lines)] if not small else [float(line) for line in lines[-1:]])
        panel.tick_params(axis="x", labelsize="small")
        for spine in ("top", "right"):
            panel.spines[spine].set_visible(False)


def _handles(ax: Axes, sides: tuple[str, ...], lines: list[tuple[float, str]]) -> list[Patch | Line2D]:
    edge = ink(ax, 0.8)
    rocking: Style = {"facecolor": ink(ax, 0.25), "edgecolor": edge, "hatch": "////", "linewidth": 0}
    secondary: Style = {"facecolor": background(ax), "edgecolor": edge, "hatch": "||||||", "linewidth": 0.7}
    return [
        *(Patch(color=side_colour(side, ax), label=side) for side in sides),
        Patch(label="of it rocking (not a still hold)", **rocking),
        Patch(label="as secondary muscle, never added", **secondary),
        *line_handles(ax, lines),
    ]


def _message(
    rows: pd.DataFrame,
    shown: list[str],
    sides: tuple[str, ...],
    cat: "Catalogue",
    week: str,
    lines: list[tuple[float, str]],
) -> str:
    apart, where = ("each side by itself", "both sides") if len(sides) == 2 else (f"the {sides[0]} side",) * 2
    text = f"Dose in the week of {week}, for {apart}: "
    seconds = rows["seconds"].unstack("side").reindex(index=shown, columns=list(sides)).fillna(0.0)
    most, least = seconds.max(axis="columns"), seconds.min(axis="columns")
    if not most.max() > 0:
        return text + "nothing was held."
    name = muscle_names(cat, [str(most.idxmax())], 99)[0]
    text += f"most for {name} ({amount(most.max())})"
    if lines:
        reached = ", ".join(f"{line:g} s: {int((least >= line).sum())}" for line, _ in lines)
        text += f"; of {count(len(shown), 'muscle')}, this many reach each line on {where}: {reached}"
    return text + f". These are {PLAIN_WORDS}."
