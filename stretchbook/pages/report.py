"""The page to hand over: one A4 page that opens without Jupyter and needs nothing from the network."""

import io
import re
from collections.abc import Hashable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd
from matplotlib import rc_context, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stretchbook import charts
from stretchbook.charts.dates import dates_in, day_text
from stretchbook.charts.measures import error_text, left_out_text, rules_text
from stretchbook.charts.pain import ratings_of
from stretchbook.charts.sides import side_words
from stretchbook.charts.style import amount
from stretchbook.pages.pdf import print_pdf
from stretchbook.pages.private import write_private
from stretchbook.progress.change import measure_change, off_scale
from stretchbook.progress.days import Day, adherence, as_day, day_kinds, rated_areas, streak, within
from stretchbook.progress.dose import weekly_dose
from stretchbook.progress.limits import NPRS
from stretchbook.progress.sides import measure_sides, side_difference
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue
    from stretchbook.log import Log

Span: TypeAlias = tuple[pd.Timestamp | None, pd.Timestamp | None]
MOST_MEASURES = 5  # rows that leave room for the rest of the page
MEASURE_HEADS = (
    "Measure",
    "First",
    "Latest",
    "Change",
    "Better",
    "May be error",
    "More than error",
    "Important",
)
MOST_NAME = 80  # characters, for the same reason
INCH = 25.4
COLUMN = 91 / INCH  # two columns of an A4 page with margins of 11 mm, in inches
TEXT = {
    "font.size": 7, "svg.fonttype": "none", "font.family": "sans-serif", "axes.linewidth": 0.6,
    "lines.markersize": 4, "hatch.linewidth": 0.6,
}  # fmt: skip
STYLE = """
@page { size: A4; margin: 8mm 11mm }
* { box-sizing: border-box }
body { font: 7.8pt/1.25 Arial, Helvetica, "DejaVu Sans", sans-serif; color: #111; background: #fff;
  margin: 0 auto; width: 188mm; max-width: 100% }
h1 { font-size: 13pt; margin: 0 0 1mm } h2 { font-size: 9pt; margin: 1.8mm 0 0.4mm }
p { margin: 0.6mm 0 } header { border-bottom: 0.4mm solid #111; padding-bottom: 1mm }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm }
figure { margin: 0 0 1mm; break-inside: avoid } figcaption, .words { font-size: 7.1pt; color: #333 }
svg { width: 100%; height: auto; display: block }
table { border-collapse: collapse; width: 100%; font-size: 7.6pt }
th, td { text-align: left; padding: 0.3mm 2mm 0.3mm 0; border-bottom: 0.2mm solid #bbb; vertical-align: top }
.flags { border-left: 1.2mm solid #b3261e; padding: 0 0 0 2.5mm; margin: 2mm 0 }
.demo { border: 0.4mm solid #111; padding: 1mm 2mm; font-weight: bold }
.small { font-size: 6.6pt; color: #333; line-height: 1.25 }
@media screen { body { padding: 8mm 0 } }
"""


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
        target = Path(path).expanduser().resolve()
        if target.suffix.lower() not in (".html", ".htm", ".pdf"):
            raise ValueError(f"A report is saved as .html or .pdf, not as {target.name!r}.")
        pdf = target.suffix.lower() == ".pdf"
        content = print_pdf(self.html) if pdf else self.html.encode()
        try:
            write_private(target, content)  # health data: for its owner alone, until the owner hands it over
        except OSError as error:
            raise ValueError(f"{target} cannot be written ({error.strerror}); name another place.") from None
        return target


def log_report(
    log: "Log",
    cat: "Catalogue",
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
        How days are written: "en", "de", "es", "fr", "it", "nl", or "iso" for 2026-05-04.

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
    with dates_in(dates), style.context(["default", TEXT]):
        sessions, holds, measures, days = (
            within(frame, (start, end)) for frame in (log.sessions(), log.holds(), log.measures(), log.days())
        )
        entries = pd.concat([sessions["day"], measures["day"]])
        first = entries.min() if start is None else start
        last = entries.max() if end is None else end
        if end is None and len(holds):
            last = max(last, day_kinds(holds, days)["day"].iloc[-1])
        known = not (pd.isna(first) or pd.isna(last))
        period = f"{day_text(first)} to {day_text(last)}" if known else "no entries yet"
        begun = log.holds()["day"].min()
        since = begun if start is None or pd.isna(begun) else max(start, begun)
        shown = (since, last) if known and not pd.isna(begun) else (None, None)
        # a week is shown whole, also where the period cuts it
        dose, week = weekly_dose(log.holds(), cat), holds["day"].max()
        changes = measure_change(measures, cat).to_dict("records")
        pain, elsewhere = _pain(log.sessions(), log.phases(), (start, end), cat)
        figures = [
            _figure(
                charts.plot_calendar(holds, days, period=shown, ax=_ax(_calendar_height(shown))),
                "calendar",
            ),
            pain,
            _figure(charts.plot_dose(dose[dose["week"] <= week], cat, week=week, ax=_ax(4.0)), "dose"),
        ]
        parts = {
            "title": f"Practice report{f' for {escape(name)}' if name else ''}",
            "period": f"Period: {period}",
            "demo": '<p class="demo">Demonstration: synthetic data, nobody\u2019s.</p>'
            if log.is_demo
            else "",
            "done": _done(holds, days, log.plan, shown),
            "figures": figures,
            "elsewhere": elsewhere,
            "sides": _sides(holds, measures, cat),
            "measures": _measures(changes, cat, int(off_scale(measures, cat).sum())),
            "flags": _flags(cat),
            "sources": _sources(cat, [str(change["measure"]) for change in changes[:MOST_MEASURES]]),
        }
    return Report(_page(parts))


def _ax(height: float) -> Axes:
    return Figure(figsize=(COLUMN, height), layout="constrained").subplots()


def _calendar_height(period: Span) -> float:
    """Room for one line of text a month, six to twelve of them."""
    first, last = period
    rows = 6 if first is None or last is None else (last.to_period("M") - first.to_period("M")).n + 1
    return 0.8 + 0.108 * min(max(rows, 6), 12)


def _figure(ax: Axes, key: str) -> str:
    """The chart as inline SVG with real text, its ids made unique, and its message below."""
    message = escape(charts.describe(ax))
    drawn = io.StringIO()
    figure: Any = ax.figure
    with rc_context({"svg.hashsalt": key}):
        figure.savefig(drawn, format="svg", transparent=True)
    svg = drawn.getvalue()
    svg = svg[svg.index("<svg") :]
    # the metadata hold the time of drawing and addresses
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{key}-", svg)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{message}"', 1)
    return f"<figure>{svg}<figcaption>{message}</figcaption></figure>"


def _done(holds: pd.DataFrame, days: pd.DataFrame, plan: int | None, period: Span) -> str:
    if holds.empty:
        return "<p>No holds in this period.</p>"
    kinds = day_kinds(holds, days, *period)
    practised = int((kinds["kind"] == "practised").sum())
    status = holds["status"].value_counts()
    parts = [
        f"{count(practised, 'day')} of practice out of {len(kinds)} since {day_text(kinds['day'].iloc[0])}; "
        f"{count(holds.loc[holds['held_s'] > 0, 'session'].nunique(), 'session')} with holds, "
        f"{amount(float(holds['held_s'].sum()))} held.",
        f"Holds: {status.get('completed', 0)} completed, {status.get('cut short', 0)} cut short, "
        f"{status.get('skipped', 0)} skipped.",
    ]
    if plan is not None:
        weeks = adherence(kinds, plan)
        asked = weeks["met"].notna().sum()
        parts.append(
            f"Plan of {count(plan, 'day')} a week: met in {int(weeks['met'].fillna(False).sum())} of "
            f"{count(int(asked), 'week')}; days of rest, illness and holiday were not asked for."
        )
    current, longest = streak(kinds["kind"])
    parts.append(f"Longest run {count(longest, 'day')}, current run {count(current, 'day')}.")
    return f"<p>{' '.join(parts)}</p>"


def _pain(sessions: pd.DataFrame, phases: pd.DataFrame, period: Span, cat: "Catalogue") -> tuple[str, str]:
    """The chart of the area with most ratings, and the words of the others that were rated."""
    shown = within(sessions, period)
    _, main = ratings_of(shown, None)
    chart = _figure(charts.plot_pain(sessions, main, phases, period, _ax(2.4), cat), "pain")
    words = [
        charts.describe(charts.plot_pain(sessions, area, phases, period, _ax(1), cat))
        for area in rated_areas(shown)
        if area != main and len(ratings_of(shown, area)[0])
    ]
    title = '<h2>Is it changing elsewhere?</h2><p class="words">'
    return chart, f"{title}{escape(' '.join(words))}</p>" if words else ""


def _sides(holds: pd.DataFrame, measures: pd.DataFrame, cat: "Catalogue") -> str:
    """Seconds held, skipped and cut short, and pain, by side."""
    ax = charts.plot_sides(holds, cat, ax=_ax(1))
    words = [] if side_difference(holds, cat).empty else [charts.describe(ax)]
    pain = measures[measures["measure"] == NPRS]
    words += [side_words(row) for row in measure_sides(pain, cat).to_dict("records")]
    return f'<h2>Left and right</h2><p class="words">{escape(" ".join(words))}</p>' if words else ""


def _measures(changes: list[dict[Hashable, Any]], cat: "Catalogue", wrong: int) -> str:
    if not (changes or wrong):
        return ""
    rows = []
    for change in changes[:MOST_MEASURES]:
        facts = cat.measures.loc[change["measure"]] if change["measure"] in cat.measures.index else None
        name, unit = (facts["name"], facts["unit"]) if facts is not None else (change["measure"], "")
        side = "" if change["side"] == "both" else f", {change['side']}"
        moved = "" if pd.isna(change["change"]) else f"{change['change']:+.1f}"
        error = "not known" if pd.isna(change["error"]) else error_text(change)
        verdict = {True: "yes", False: "no"}.get(change["beyond_error"], "")
        direction = change["better"] if change["better"] != "neither" else ""
        ends = (f"{change['first']:.1f}", f"{change['latest']:.1f}")
        cells = (f"{name}{side} ({unit})", *ends, moved, direction, error, verdict, rules_text(change, unit))
        rows.append("".join(f"<td>{escape(str(cell))}</td>" for cell in cells))
    head = "".join(f'<th scope="col">{title}</th>' for title in MEASURE_HEADS)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    more = f"<p>{len(changes) - MOST_MEASURES} more in the log.</p>" if len(changes) > MOST_MEASURES else ""
    more += f"<p>{left_out_text(wrong)}</p>" if wrong else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if rows else ""
    return f"<h2>Measures</h2>{table}{more}"


def _flags(cat: "Catalogue") -> str:
    kinds = cat.safety["kind"]
    flags = cat.safety.loc[kinds.isin(["red_flag", "tell_first", "hip_flag"]), "text"]
    return f'<div class="flags">{"".join(f"<p>{escape(str(text))}</p>" for text in flags)}</div>'


def _sources(cat: "Catalogue", measures: list[str]) -> str:
    lines = cat.dose_references.dropna(subset=["seconds_per_week"])["source"]
    cited = ["source", "percent_source", "error_source"]  # of pain, and of the measures shown
    used = cat.measures.reindex(list(dict.fromkeys([NPRS, *measures])))[cited].to_numpy().ravel()
    flags = cat.safety.loc[cat.safety["kind"] == "red_flag", "source"]
    keys = dict.fromkeys([*lines, *used, *flags])
    cited = [str(cat.sources["citation"][key]) for key in keys if key in cat.sources.index]
    disclaimer = cat.safety.loc[cat.safety["kind"] == "disclaimer", "text"]
    text = " ".join([*disclaimer.astype(str), "Sources: " + "; ".join(cited) + "."])
    return f'<p class="small">{escape(text)}</p>'


def _page(parts: dict[str, Any]) -> str:
    calendar, pain, dose = parts["figures"]
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{parts["title"]}</title><style>{STYLE}</style></head>
<body>
<header><h1>{parts["title"]}</h1><p>{parts["period"]}</p></header>
{parts["demo"]}
<h2>What was done</h2>{parts["done"]}
<div class="columns"><div><h2>Am I doing it?</h2>{calendar}<h2>Is it changing?</h2>{pain}</div>
<div><h2>Am I doing enough?</h2>{dose}{parts["elsewhere"]}{parts["sides"]}</div></div>
{parts["measures"]}
<h2>When to stop and get help</h2>{parts["flags"]}
{parts["sources"]}
</body></html>
"""
