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
MEANINGS = {
    "primary": "primary: lengthened most",
    "secondary": "secondary: lengthened less",
    "working": "working: contracts, not stretched",
}


def plot_muscle_map(cat: "Catalogue", side: str = "left", ax: Axes | None = None) -> Axes:
    """Draw which stretch lengthens which muscle, and on which side.

    Role shows by shape as well as by colour. The letter beside a mark is the side of the body that
    one hold on the given side reaches; no letter: both sides.

    Parameters
    ----------
    cat : Catalogue
        All its stretches become columns, all lengthened or working muscles rows.
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
    ax = axes(ax, 7.2, 1.6 + 0.28 * len(muscles))
    if table.empty:
        return empty(ax, "No muscles in this catalogue")
    small = narrow(ax)
    for role, style in ROLES.items():
        rows = table[table["role"] == role]
        x = [stretches.index(stretch) for stretch in rows["stretch"]]
        y = [muscles.index(muscle) for muscle in rows["muscle"]]
        scaled = {"color": blue(ax), **style, "markersize": style["markersize"] * (0.55 if small else 1.0)}
        ax.plot(x, y, linestyle="none", label=MEANINGS[role], **scaled)
        for column, row, rule in zip(x, y, rows["side_rule"], strict=True):
            sides = muscle_sides(str(rule), side if cat.stretches["sided"].iloc[column] else "both")
            if len(sides) == 1:
                place: Style = {
                    "xytext": (4 if small else 9, 0),
                    "textcoords": "offset points",
                    "va": "center",
                }
                ax.annotate(sides[0][0].upper(), (column, row), fontsize="small", **place)
    sided = cat.stretches["sided"].astype(bool)
    names = [
        fold(f"{name} ({side})" if one else str(name), 18 if small else 9)
        for name, one in zip(cat.stretches["name"], sided, strict=True)
    ]
    slant = {"rotation": 90} if small else {"fontsize": "small"}
    ax.set_xticks(range(len(stretches)), names, **slant)
    ax.set_yticks(
        range(len(muscles)),
        muscle_names(cat, muscles, 26 if small else 60),
        fontsize="x-small" if small else "small",
    )
    ax.set(xlim=(-0.6, len(stretches) - 0.3), ylim=(len(muscles) - 0.5, -0.5))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(color=ink(ax, 0.15))
    ax.set_axisbelow(True)
    for spine in ax.spines.values():
        spine.set_visible(False)
    title = f"L, R: side of the body reached by a hold on\nthe {side}; no letter: both sides"
    legend_below(ax, 2, 0.8, title=title, title_fontsize="small")
    return say(ax, _message(cat))


def _message(cat: "Catalogue") -> str:
    primary = cat.stretch_muscles[cat.stretch_muscles["role"] == "primary"]
    parts = []
    for stretch, name in cat.stretches["name"].items():
        reached = primary.loc[primary["stretch"] == stretch, "muscle"].nunique()
        parts.append(f"{name} {reached}")
    return (
        "Map of muscles (rows) and stretches (columns). Muscles lengthened most, by stretch: "
        + ", ".join(parts) + ". Ratings are reasoned from joint positions, not measured."
    )  # fmt: skip
