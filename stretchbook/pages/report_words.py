"""What the report says: frames of the log, in sentences and in rows of a table."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import pandas as pd

from stretchbook.charts.dates import day_text
from stretchbook.charts.measures import error_text, left_out_text, rules_text
from stretchbook.charts.style import amount
from stretchbook.progress.days import Period, adherence, day_kinds, diary_words, streak
from stretchbook.progress.limits import NPRS
from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

MOST_MEASURES = 5  # rows that leave room for the rest of the page
MEASURE_HEADS = (
    "Measure", "First", "Latest", "Change", "Better", "May be error", "More than error", "Important",
)  # fmt: skip


def done_words(
    holds: pd.DataFrame, days: pd.DataFrame, plan: int | None, period: Period, sessions: pd.DataFrame
) -> str:
    """Days, sessions, time and holds; the plan, if there is one; runs; days of a diary without holds."""
    diary = [f"{words}." for words in diary_words(sessions)]
    if holds.empty:
        return " ".join(["No holds in this period.", *diary])
    kinds = day_kinds(holds, days, start=period[0], end=period[1])
    practised = int((kinds["kind"] == "practised").sum())
    status = holds["status"].value_counts()
    before_skip = bool(((holds["status"] == "skipped") & (holds["held_s"] > 0)).any())
    parts = [
        f"{count(practised, 'day')} of practice out of {len(kinds)} since {day_text(kinds['day'].iloc[0])}; "
        f"{count(holds.loc[holds['held_s'] > 0, 'session'].nunique(), 'session')} with holds, "
        f"{amount(float(holds['held_s'].sum()))} held.",
        f"Holds: {status.get('completed', 0)} completed, {status.get('cut short', 0)} cut short, "
        f"{status.get('skipped', 0)} skipped"
        + (", and what was held before the skip is counted as held." if before_skip else "."),
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
    return " ".join([*parts, *diary])


def measure_row(change: dict[Hashable, Any], cat: "Catalogue") -> tuple[str, ...]:
    """One measure under `MEASURE_HEADS`: from first to latest, and what that means."""
    known = change["measure"] in cat.measures.index
    name, unit = cat.measures.loc[change["measure"], ["name", "unit"]] if known else (change["measure"], "")
    side = "" if change["side"] == "both" else f", {change['side']}"
    return (
        f"{name}{side} ({unit})",
        f"{change['first']:.1f}",
        f"{change['latest']:.1f}",
        "" if pd.isna(change["change"]) else f"{change['change']:+.1f}",
        change["better"] if change["better"] != "neither" else "",
        "not known" if pd.isna(change["error"]) else error_text(change),
        {True: "yes", False: "no"}.get(change["beyond_error"], ""),
        rules_text(change, unit),
    )


def measure_notes(changes: list[dict[Hashable, Any]], off_scale: int) -> list[str]:
    """What the table of measures does not show."""
    more = len(changes) - MOST_MEASURES
    notes = [f"{more} more in the log."] if more > 0 else []
    return [*notes, left_out_text(off_scale)] if off_scale else notes


def sources_words(cat: "Catalogue", changes: list[dict[Hashable, Any]]) -> str:
    """The disclaimer, and where lines, cut-offs, measures and red flags come from."""
    shown = [change["measure"] for change in changes[:MOST_MEASURES]]
    lines = cat.dose_references.dropna(subset=["seconds_per_week"])["source"]
    columns = ["source", "percent_source", "error_source"]  # of pain, and of the measures shown
    used = cat.measures.reindex(list(dict.fromkeys([NPRS, *shown])))[columns].to_numpy().ravel()
    flags = cat.safety.loc[cat.safety["kind"] == "red_flag", "source"]
    keys = dict.fromkeys([*lines, *used, *flags])
    cited = [str(cat.sources["citation"][key]) for key in keys if key in cat.sources.index]
    disclaimer = cat.safety.loc[cat.safety["kind"] == "disclaimer", "text"]
    return " ".join([*disclaimer.astype(str), "Sources: " + "; ".join(cited) + "."])
