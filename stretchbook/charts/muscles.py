"""The muscle x stretch map."""

from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from stretchbook.charts.dose import muscle_names
from stretchbook.charts.style import (
    GREEN,
    ORANGE,
    Style,
    axes,
    blue,
    empty,
    fold,
    ink,
    legend_below,
    narrow,
    say,
)
from stretchbook.words import OTHER_SIDE, muscle_sides

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

ROLES: dict[str, Style] = {
    "primary": {"marker": "s", "markersize": 11},
    "secondary": {
        "marker": "o",
        "color": ORANGE,
        "markersize": 9,
        "markerfacecolor": "none",
        "markeredgewidth": 1.6,
    },
    "working": {"marker": "x", "color": GREEN, "markersize": 7, "markeredgewidth": 1.8},
}
BESIDE = 10
"""So many stretches stand side by side; more stand below one another, with the muscles side by side."""
MEANINGS = {
    "primary": "primary: lengthened most",
    "secondary": "secondary: lengthened less",
    "working": "working: contracts, not stretched",
}


def plot_muscle_map(cat: "Catalogue", side: str = "left", *, ax: Axes | None = None) -> Axes:
    """Draw which stretch lengthens which muscle, and on which side.

    Role shows by shape as well as by colour. The letter beside a mark is the side of the body that
    one hold on the given side reaches; no letter: both sides.

    Parameters
    ----------
    cat : Catalogue
        All its stretches become columns, all lengthened or working muscles rows. More than 10
        stretches become the rows, so that a map of many grows downwards.
    side : str, optional
        The side of the hold for sided stretches, "left" or "right".
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    if side not in OTHER_SIDE:
        raise ValueError(f"The side of a hold is 'left' or 'right' here, not {side!r}.")
    table = cat.stretch_muscles[cat.stretch_muscles["role"].isin(list(ROLES))]
    stretches = list(cat.stretches.index)
    muscles = [muscle for muscle in cat.muscles.index if muscle in set(table["muscle"])]
    turned = len(stretches) > BESIDE
    columns, rows = (muscles, stretches) if turned else (stretches, muscles)
    ax = axes(ax, max(7.2, 2.6 + 0.24 * len(columns)), (3.2 if turned else 1.6) + 0.28 * len(rows))
    if table.empty:
        return empty(ax, "No muscles in this catalogue")
    small = narrow(ax)
    close = small or turned
    for role, style in ROLES.items():
        marked = table[table["role"] == role]
        x = [stretches.index(stretch) for stretch in marked["stretch"]]
        y = [muscles.index(muscle) for muscle in marked["muscle"]]
        scaled = {"color": blue(ax), **style, "markersize": style["markersize"] * (0.55 if close else 1.0)}
        across, down = (y, x) if turned else (x, y)
        ax.plot(across, down, linestyle="none", label=MEANINGS[role], **scaled)
        for column, row, stretch, rule in zip(across, down, x, marked["side_rule"], strict=True):
            sides = muscle_sides(str(rule), side if cat.stretches["sided"].iloc[stretch] else "both")
            if len(sides) == 1:
                place: Style = {
                    "xytext": (4 if close else 9, 0),
                    "textcoords": "offset points",
                    "va": "center",
                }
                ax.annotate(sides[0][0].upper(), (column, row), fontsize="small", **place)
    names = [
        f"{name} ({side})" if one else str(name)
        for name, one in zip(cat.stretches["name"], cat.stretches["sided"].astype(bool), strict=True)
    ]
    beside, below = 18 if small else 60 if turned else 9, 26 if small else 60  # letters in a line
    if turned:
        above, left = muscle_names(cat, muscles, beside), [fold(name, below) for name in names]
    else:
        above, left = [fold(name, beside) for name in names], muscle_names(cat, muscles, below)
    size = "x-small" if small else "small"
    ax.set_xticks(range(len(above)), above, rotation=90 if close else 0, fontsize="medium" if small else size)
    ax.set_yticks(range(len(left)), left, fontsize=size)
    ax.set(xlim=(-0.6, len(above) - 0.3), ylim=(len(left) - 0.5, -0.5))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(color=ink(ax, 0.15))
    ax.set_axisbelow(True)
    for spine in ax.spines.values():
        spine.set_visible(False)
    title = f"L, R: side of the body reached by a hold on\nthe {side}; no letter: both sides"
    legend_below(ax, 2, 0.8, title=title, title_fontsize="small")
    return say(ax, _message(cat, turned))


def _message(cat: "Catalogue", turned: bool) -> str:
    primary = cat.stretch_muscles[cat.stretch_muscles["role"] == "primary"]
    places = "muscles (rows) and stretches (columns)"
    if turned:
        places = "stretches (rows) and muscles (columns)"
    parts = []
    for stretch, name in cat.stretches["name"].items():
        reached = primary.loc[primary["stretch"] == stretch, "muscle"].nunique()
        parts.append(f"{name} {reached}")
    return (
        f"Map of {places}. Muscles lengthened most, by stretch: "
        + ", ".join(parts) + ". Ratings are reasoned from joint positions, not measured."
    )  # fmt: skip
