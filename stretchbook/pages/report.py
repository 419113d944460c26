"""The page to hand over: one A4 page that opens without Jupyter and needs nothing from the network."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from stretchbook.charts.dates import day_text
from stretchbook.charts.sides import side_words
from stretchbook.pages.filling import fill
from stretchbook.pages.pdf import print_pdf
from stretchbook.pages.private import write_private
from stretchbook.pages.report_charts import draw_calendar, draw_dose, draw_pain, report_style, sides_message
from stretchbook.pages.report_words import (
    MEASURE_HEADS,
    MOST_MEASURES,
    done_words,
    measure_notes,
    measure_row,
    sources_words,
)
from stretchbook.pages.safety import safety_words
from stretchbook.pages.saving import page_path, writing
from stretchbook.progress.change import measure_change, off_scale
from stretchbook.progress.days import Day, as_day, day_kinds, within
from stretchbook.progress.dose import weekly_dose
from stretchbook.progress.limits import NPRS
from stretchbook.progress.sides import measure_sides, side_difference

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue
    from stretchbook.log import Log

MOST_NAME = 80  # characters that leave room for the rest of the page


@dataclass(frozen=True)
class Report:
    """A finished page. `save` writes it; ``html`` is its text."""

    html: str

    def __repr__(self) -> str:
        return f"Report: one page, {len(self.html) // 1024} kB; save('report.html') or save('report.pdf')"

    def save(self, path: str | Path) -> Path:
        """Write the page as ``.html``, or as ``.pdf`` with an installed Chromium, Chrome or Edge.

        Returns
        -------
        pathlib.Path
            The file, with its folder.

        Raises
        ------
        ValueError
            If the name ends neither in .html nor in .pdf, or the file cannot be written.
        PdfError
            If no such browser is found, or it does not print.
        """
        target = page_path(path, "report", ".html", ".pdf")
        content = print_pdf(self.html) if target.suffix.lower() == ".pdf" else self.html.encode()
        with writing(target):
            write_private(target, content)  # health data: for its owner alone, until the owner hands it over
        return target


def log_report(
    log: "Log",
    cat: "Catalogue",
    *,
    name: str | None = None,
    start: Day | None = None,
    end: Day | None = None,
    dates: str = "en",
) -> Report:
    """Put a log on one page: what was done, three charts, what they say, measures, red flags, sources.

    Parameters
    ----------
    log : Log
        The log; nothing in it is changed.
    cat : Catalogue
        Muscles, reference lines, measures, safety wording and sources.
    name : str, optional
        Who it is about, in at most 80 characters; the page names nobody unless this is given.
    start, end : day, optional
        The period, both days included: ISO text (2026-05-01), a date or a Timestamp; default from the
        first to the last entry. Days of it before the log's first hold are not counted.
    dates : str, optional
        How days are written: the code of a language that Babel knows, such as "de" or "pt-BR", or "iso"
        for 2026-05-04.

    Returns
    -------
    Report
        The page.

    Raises
    ------
    ValueError
        If ``start`` or ``end`` is no day, ``end`` comes before ``start``, or the name is too long.
    """
    if name is not None and len(name) > MOST_NAME:
        raise ValueError(f"A name has at most {MOST_NAME} characters on this page, not {len(name)}.")
    start, end = (None if day is None else as_day(n, day) for n, day in (("start", start), ("end", end)))
    if start is not None and end is not None and start > end:
        raise ValueError(f"The period must not end ({end.date()}) before it starts ({start.date()}).")
    with report_style(dates):
        sessions, holds, measures, days = (
            within(frame, (start, end)) for frame in (log.sessions(), log.holds(), log.measures(), log.days())
        )
        entries = pd.concat([sessions["day"], measures["day"]])
        first = entries.min() if start is None else start
        last = entries.max() if end is None else end
        if end is None and len(holds):
            last = max(last, day_kinds(holds, days)["day"].iloc[-1])
        known = not (pd.isna(first) or pd.isna(last))
        begun = log.holds()["day"].min()
        since = begun if start is None or pd.isna(begun) else max(start, begun)
        shown = (since, last) if known and not pd.isna(begun) else (None, None)
        changes = measure_change(measures, cat).to_dict("records")
        pain, elsewhere = draw_pain(log.sessions(), log.phases(), (start, end), shown, cat)
        sides = [] if side_difference(holds, cat).empty else [sides_message(holds, cat)]
        of_pain = measures[measures["measure"] == NPRS]
        sides += [side_words(row) for row in measure_sides(of_pain, cat).to_dict("records")]
        html = fill(
            "report.html",
            title=f"Practice report for {name}" if name else "Practice report",
            period=f"{day_text(first)} to {day_text(last)}" if known else "no entries yet",
            is_demo=log.is_demo,
            done=done_words(holds, days, log.plan, shown, sessions),
            calendar=draw_calendar(holds, days, shown),
            pain=pain,
            elsewhere=elsewhere,
            # a week is shown whole, also where the period cuts it
            dose=draw_dose(weekly_dose(log.holds(), cat), cat, holds["day"].max()),
            sides=" ".join(sides),
            heads=MEASURE_HEADS,
            changes=[measure_row(change, cat) for change in changes[:MOST_MEASURES]],
            notes=measure_notes(changes, int(off_scale(measures, cat).sum())),
            stop=safety_words(cat, "red_flag", "tell_first", "hip_flag"),
            sources=sources_words(cat, changes),
        )
    return Report(html)
