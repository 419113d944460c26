"""What all charts share: colours that colour-blind readers can tell apart, ink, legends and messages."""

import textwrap
from typing import Any, TypeAlias

import matplotlib.pyplot as plt
from matplotlib import colors, rcParams
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory, offset_copy

from stretchbook.charts.letters import drawable, lend_fonts

# Okabe & Ito's palette, without black and yellow: these six stand out from white and from black.
BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
PURPLE, ORANGE, SKY = "#CC79A7", "#E69F00", "#56B4E9"
SIDE_HATCHES = {"left": "////", "right": "\\\\\\\\"}
Style: TypeAlias = dict[str, Any]  # keyword arguments of an artist


def axes(ax: Axes | None, width: float = 6.4, height: float = 3.6) -> Axes:
    """The given axes, or those of a new figure of ``width`` x ``height`` inches."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def blue(ax: Axes) -> str:
    """The leading colour: blue, or sky blue on a dark background."""
    return SKY if sum(colors.to_rgb(background(ax))) < 1.5 else BLUE


def side_colour(side: str, ax: Axes) -> str:
    """The colour of a side: left blue, right vermilion."""
    return VERMILION if side == "right" else blue(ax)


def mix(colour: str, ax: Axes, strength: float) -> tuple[float, float, float]:
    """The colour laid over the background of the axes: opaque, so light and dark styles both work."""
    over, under = colors.to_rgb(colour), colors.to_rgb(background(ax))
    red, green, blue = (strength * a + (1 - strength) * b for a, b in zip(over, under, strict=True))
    return (red, green, blue)


def ink(ax: Axes, strength: float = 1.0) -> tuple[float, float, float]:
    """The text colour of the current style, fainter with less strength."""
    return mix(rcParams["text.color"], ax, strength)


def background(ax: Axes) -> Any:
    """The colour behind the axes, also where the axes themselves are transparent."""
    face: Any = ax.get_facecolor()
    return ax.figure.get_facecolor() if face[3] == 0 else face


def label_size(ax: Axes) -> float:
    """Points of a label that has little room where the axes are narrow."""
    usual = float(rcParams["font.size"])
    return min(6.5, 0.83 * usual) if narrow(ax) else usual


def legend_below(ax: Axes, columns: int = 2, drop: float = 3.6, **options: Any) -> None:
    """A frameless legend ``drop`` lines under the axes, where it hides nothing; long labels are folded."""
    handles, labels = ax.get_legend_handles_labels()
    handles = options.pop("handles", handles)
    small = narrow(ax)
    labels = [fold(str(handle.get_label()), 26 if small else 30) for handle in handles] if handles else labels
    figure: Any = ax.figure.figure  # the whole figure, also from a part of it
    below = offset_copy(ax.transAxes, figure, y=-drop * rcParams["font.size"], units="points")
    place = blended_transform_factory(figure.transFigure, below)
    cell = ax.get_position(original=True)
    anchor = {"loc": "upper center", "bbox_to_anchor": (cell.x0 + cell.width / 2, 0), "bbox_transform": place}
    style = {"frameon": False, "fontsize": "small", "columnspacing": 1.2, "borderaxespad": 0, **anchor}
    ax.legend(handles, labels, ncols=1 if lines_wide(ax) < 22 else columns, **{**style, **options})


def lines_wide(ax: Axes) -> float:
    """Width of the place of the axes, in heights of a line of text."""
    figure: Any = ax.figure.figure  # the whole figure, also from a part of it
    width = ax.get_position(original=True).width * figure.get_figwidth()
    return float(width * 72 / rcParams["font.size"])


def narrow(ax: Axes) -> bool:
    """Whether the axes must do with the width of a column of text."""
    return lines_wide(ax) < 32


def fold(text: str, width: int = 30) -> str:
    """The text in lines of at most ``width`` characters, drawn to the letter."""
    return plain(textwrap.fill(drawable(text), width, break_long_words=False, break_on_hyphens=False))


def plain(text: str) -> str:
    """The text with letters that can be drawn, its dollar signs kept from starting a formula.

    Catalogues and logs may hold any.
    """
    return drawable(text).replace("$", r"\$")


NO_DOSE = "No holds to show yet: run a routine, and its seconds are counted here"


def empty(ax: Axes, words: str) -> Axes:
    """Axes that say that there is nothing to show, instead of an empty frame."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", fontsize="large")
    return say(ax, f"{words}.")


def say(ax: Axes, message: str) -> Axes:
    """Lay the chart's message beside it, for `describe`: the last thing that a chart does."""
    lend_fonts(ax)
    ax.stretchbook_message = message  # type: ignore[attr-defined]
    return ax


def describe(ax: Axes) -> str:
    """The message of a chart in one or two plain sentences.

    It is made with the chart, from the same numbers: use it as the picture's alternative text and
    print it below.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        What a ``plot_*`` function returned.

    Returns
    -------
    str
        Plain text.
    """
    message = getattr(ax, "stretchbook_message", None)
    if message is None:
        raise ValueError("These axes hold no chart of stretchbook; draw one with a plot_* function first.")
    return str(message)


def amount(seconds: float) -> str:
    """Seconds in words that fit their size: 45 s, 12 min, 3 h 20 min."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02d} min"
