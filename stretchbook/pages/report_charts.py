"""What the report draws: charts as SVG with real text, each with its message."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pandas as pd
from markupsafe import Markup, escape
from matplotlib import font_manager, rc_context, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stretchbook import charts
from stretchbook.charts.dates import dates_in
from stretchbook.charts.pain import ratings_of
from stretchbook.pages.filling import FONT, font_files
from stretchbook.progress.days import rated_areas, within

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

Span: TypeAlias = tuple[pd.Timestamp | None, pd.Timestamp | None]
COLUMN = 91 / 25.4  # width of one of two columns of an A4 page with margins of 11 mm, in inches
TEXT = {
    "font.size": 7, "svg.fonttype": "none", "font.family": [FONT, "sans-serif"], "axes.linewidth": 0.6,
    "lines.markersize": 4, "hatch.linewidth": 0.6,
}  # fmt: skip


class Chart(NamedTuple):
    """A drawn chart and what it says."""

    svg: Markup
    message: str


@contextmanager
def report_style(dates: str) -> Iterator[None]:
    """Small type, plain colours and dates in the reader's language; nothing of it outlasts the page."""
    _carry_fonts()
    with dates_in(dates), style.context(["default", TEXT]), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "Glyph .* missing from font"
        )  # the reader's browser has other fonts
        yield


@cache
def _carry_fonts() -> None:
    """Let Matplotlib measure words in the type that the page shows them in."""
    for file in font_files().values():
        font_manager.fontManager.addfont(file)


def draw_calendar(holds: pd.DataFrame, days: pd.DataFrame, period: Span) -> Chart:
    """Days of practice, with room for one line of text a month, six to twelve of them."""
    height = 0.8 + 0.108 * _months(period)
    return _drawn(charts.plot_calendar(holds, days, period=period, ax=_ax(height)), "calendar")


def draw_dose(dose: pd.DataFrame, cat: "Catalogue", week: pd.Timestamp) -> Chart:
    """Seconds under stretch of the week, by muscle and side."""
    return _drawn(charts.plot_dose(dose[dose["week"] <= week], cat, week=week, ax=_ax(4.0)), "dose")


def draw_pain(
    sessions: pd.DataFrame, phases: pd.DataFrame, period: Span, calendar: Span, cat: "Catalogue"
) -> tuple[Chart, str]:
    """The chart of the area with most ratings, as high as the calendar leaves room; words of the others."""
    shown = within(sessions, period)
    _, main = ratings_of(shown, None)
    ax = _ax(3.7 - 0.108 * _months(calendar))
    chart = _drawn(charts.plot_pain(sessions, main, phases=phases, period=period, cat=cat, ax=ax), "pain")
    words = [
        charts.describe(charts.plot_pain(sessions, area, phases=phases, period=period, cat=cat, ax=_ax(1)))
        for area in rated_areas(shown)
        if area != main and len(ratings_of(shown, area)[0])
    ]
    return chart, " ".join(words)


def sides_message(holds: pd.DataFrame, cat: "Catalogue") -> str:
    """What the chart of the sides says, where the page has no room for the chart itself."""
    return charts.describe(charts.plot_sides(holds, cat, ax=_ax(1)))


def _months(period: Span) -> int:
    """Lines of the calendar: six to twelve."""
    first, last = period
    if first is None or last is None:
        return 6
    return min(max((last.to_period("M") - first.to_period("M")).n + 1, 6), 12)


def _ax(height: float) -> Axes:
    return Figure(figsize=(COLUMN, height), layout="constrained").subplots()


def _drawn(ax: Axes, key: str) -> Chart:
    """The chart as inline SVG with real text, its ids made unique."""
    message = charts.describe(ax)
    drawn = io.StringIO()
    figure: Any = ax.figure
    with rc_context({"svg.hashsalt": key}):
        figure.savefig(drawn, format="svg", transparent=True)
    svg = drawn.getvalue()
    svg = svg[svg.index("<svg") :]
    # the metadata hold the time of drawing and addresses
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{key}-", svg)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{escape(message)}"', 1)
    return Chart(Markup(svg), message)
