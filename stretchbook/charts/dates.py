"""Days in words, in the language that the reader chose."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.ticker import Formatter

if TYPE_CHECKING:
    from babel import Locale

_language: ContextVar[str] = ContextVar("language", default="en")
_FORMS = {"day": "yMMMd", "short": "MMMd"}
_ENGLISH = {"day": "d MMM y", "short": "d MMM"}  # the day first and "Sep", as everywhere in this package


@contextmanager
def dates_in(language: str) -> Iterator[None]:
    """Write days in another language inside the ``with`` block.

    Parameters
    ----------
    language : str
        The code of a language that Babel knows, such as "de" or "pt-BR", or "iso" for 2026-05-04.

    Raises
    ------
    ValueError
        If it is neither.
    """
    if language != "iso":
        _locale(language)
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def month_text(month: int) -> str:
    """The short name of a month, 1 to 12."""
    from babel.dates import format_date

    language = _language.get()
    if language == "iso":
        return f"{month:02d}"
    return str(format_date(date(2000, month, 1), "LLL", locale=_locale(language)))


def day_text(day: date) -> str:
    """A day in words: 4 May 2026."""
    return f"{day:%Y-%m-%d}" if _language.get() == "iso" else _written(day, "day")


def short_day(day: date) -> str:
    """A day without its year: 4 May."""
    return f"{day:%m-%d}" if _language.get() == "iso" else _written(day, "short")


def _written(day: date, form: str) -> str:
    from babel.dates import format_date, format_skeleton  # loaded with the first chart that has days

    locale = _locale(_language.get())
    if str(locale) == "en":
        return str(format_date(day, _ENGLISH[form], locale=locale))
    return str(format_skeleton(_FORMS[form], day, locale=locale))


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise ValueError(
            f"Dates can be written as iso, or in a language by its code, such as de, fr or pt-BR, "
            f"not in {language!r}."
        ) from None


def date_axis(ax: Axes, days: "pd.Series | pd.Index[pd.Timestamp]") -> None:
    """Few, short dates below; at least two weeks are shown, so that one day does not look like years."""
    ax.set_xlim(*_span(days))
    ax.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=6))
    ax.xaxis.set_major_formatter(_ShortDates(_language.get()))


def shared_dates(panels: Sequence[Axes], days: "pd.Index[pd.Timestamp]") -> None:
    """Give panels that show the same days the same fixed ticks: found once, which is faster."""
    low, high = _span(days)
    locator = AutoDateLocator(minticks=3, maxticks=6)
    ticks = [tick for tick in locator.tick_values(num2date(low), num2date(high)) if low <= tick <= high]
    labels = _ShortDates(_language.get()).format_ticks(ticks)
    for panel in panels:
        panel.set_xlim(low, high)
        panel.set_xticks(ticks, labels)


def _span(days: "pd.Series | pd.Index[pd.Timestamp]") -> tuple[float, float]:
    middle, span = days.min() + (days.max() - days.min()) / 2, days.max() - days.min()
    half = max(span * 0.52, pd.Timedelta(days=7))
    return float(date2num(middle - half)), float(date2num(middle + half))


class _ShortDates(Formatter):
    """Ticks as years, months or days, as far apart as they stand; the year once under the first of it."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, value: float, pos: int | None = None) -> str:
        with dates_in(self.language):
            return day_text(num2date(value))

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        days = [num2date(value) for value in values]
        gap = min((b - a for a, b in pairwise(values)), default=0)
        labels, year = [], None
        with dates_in(self.language):
            for day in days:
                label = str(day.year) if gap > 300 else month_text(day.month) if gap > 26 else short_day(day)
                labels.append(label if day.year == year or gap > 300 else f"{label}\n{day.year}")
                year = day.year
        return labels
