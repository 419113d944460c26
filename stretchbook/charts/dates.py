"""Days in words, in the language that the reader chose."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.ticker import Formatter

MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez.",
    "es": "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
}
DAY_FORMS = {"de": "{day}. {month}"}
LANGUAGES = (*MONTHS, "iso")
_language: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def dates_in(language: str) -> Iterator[None]:
    """Write days in another language inside the ``with`` block: one of `LANGUAGES`; "iso" is 2026-05-04."""
    if language not in LANGUAGES:
        raise ValueError(f"Dates can be written in {', '.join(LANGUAGES)}, not in {language!r}.")
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def month_text(month: int) -> str:
    """The short name of a month, 1 to 12."""
    language = _language.get()
    return f"{month:02d}" if language == "iso" else MONTHS[language].split()[month - 1]


def day_text(day: date) -> str:
    """A day in words: 4 May 2026."""
    if _language.get() == "iso":
        return f"{day.year}-{day.month:02d}-{day.day:02d}"
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """A day without its year: 4 May."""
    language = _language.get()
    if language == "iso":
        return f"{day.month:02d}-{day.day:02d}"
    form = DAY_FORMS.get(language, "{day} {month}")
    return form.format(day=day.day, month=month_text(day.month))


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
