"""Log -> days, dose per muscle and side, adherence and change in pain. Frames in, new frames out."""

import re
import warnings
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from stretchbook.words import AREAS, SIDES, muscle_sides

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

Day: TypeAlias = str | date | pd.Timestamp
"""A day: ISO text (2026-05-01), a date or a Timestamp."""
Period: TypeAlias = tuple[Day | None, Day | None]
"""First and last day, both included; None leaves that end open."""


def weekly_dose(holds: pd.DataFrame, cat: "Catalogue") -> pd.DataFrame:
    """Seconds that each muscle was held under stretch, by side and week.

    Every hold counts with the seconds truly held, whatever its status: a hold that was cut short or
    skipped with what was held of it. A stretch of both sides counts fully for each side. The two sides
    are never added, and secondary muscles are never added to primary ones. The seated twist counts for
    the lumbar erector spinae, one side a hold, because the catalogue has it as primary there.

    Parameters
    ----------
    holds : pandas.DataFrame
        ``log.holds()`` or ``log.daily_totals()``; the columns day, stretch, side and held_s are read.
    cat : Catalogue
        Says which muscles a stretch lengthens, on which side, and which stretches are rocked.

    Returns
    -------
    pandas.DataFrame
        One row for each week, muscle and side with any seconds, in that order:
        week (Monday, naive), muscle (id), side ("left" or "right"), seconds (as primary muscle),
        rocking_s (the part of ``seconds`` that is rocking), secondary_s (as secondary muscle, apart),
        days (distinct days with primary seconds).
    """
    dose = _dose(holds, cat, ["day"])
    dose["week"] = monday(dose["day"])
    dose["days"] = dose["seconds"] > 0
    sums = ["seconds", "rocking_s", "secondary_s", "days"]
    weekly = dose.groupby(["week", "muscle", "side"], as_index=False, observed=True)[sums].sum()
    return weekly.astype({"days": int})


def session_dose(holds: pd.DataFrame, cat: "Catalogue") -> pd.DataFrame:
    """Seconds under stretch by session, muscle and side; counted like `weekly_dose`.

    Returns
    -------
    pandas.DataFrame
        session, day, muscle, side, seconds, rocking_s, secondary_s; oldest day first.
    """
    return _dose(holds, cat, ["day", "session"])[
        ["session", "day", "muscle", "side", "seconds", "rocking_s", "secondary_s"]
    ]


def _dose(holds: pd.DataFrame, cat: "Catalogue", by: list[str]) -> pd.DataFrame:
    held = _with_days(holds)
    by_stretch = held[held["held_s"] > 0].groupby([*by, "stretch", "side"], as_index=False, observed=True)
    reach = muscle_reach(cat).rename(columns={"side": "muscle_side", "hold_side": "side"})
    reached = by_stretch[["held_s"]].sum().merge(reach, on=["stretch", "side"], how="left")
    unknown = sorted(reached.loc[reached["muscle"].isna(), "stretch"].unique())
    if unknown:
        named = ", ".join(unknown)
        warnings.warn(f"No muscles known for {named}: these holds are not in the dose.", stacklevel=3)
    reached = reached.dropna(subset=["muscle"])
    primary = reached["role"] == "primary"
    reached["seconds"] = reached["held_s"].where(primary, 0.0)
    reached["rocking_s"] = reached["seconds"].where(reached["rocking"].eq(True), 0.0)
    reached["secondary_s"] = reached["held_s"].where(~primary, 0.0)
    keys = [*by, "muscle", "muscle_side"]
    sums = reached.groupby(keys, as_index=False, observed=True)[["seconds", "rocking_s", "secondary_s"]].sum()
    return sums.rename(columns={"muscle_side": "side"})


def muscle_reach(cat: "Catalogue") -> pd.DataFrame:
    """Which muscles one hold lengthens, with the sides written out.

    Returns
    -------
    pandas.DataFrame
        stretch, hold_side ("left", "right", "both"), muscle, side ("left" or "right"), role ("primary"
        or "secondary"), rocking (bool). A muscle that has both roles on one side counts as primary.
    """
    lengthened = cat.stretch_muscles[cat.stretch_muscles["role"].isin(["primary", "secondary"])]
    rows = [
        (row.stretch, hold_side, row.muscle, side, row.role)
        for row in lengthened.itertuples()
        for hold_side in SIDES
        for side in muscle_sides(str(row.side_rule), hold_side)
    ]
    reach = pd.DataFrame(rows, columns=["stretch", "hold_side", "muscle", "side", "role"]).astype(str)
    reach["rocking"] = reach["stretch"].map(cat.stretches["dose_type"] == "rocking").eq(True)
    reach = reach.sort_values("role", kind="stable")
    return reach.drop_duplicates(["stretch", "hold_side", "muscle", "side"]).sort_index(ignore_index=True)


def daily(holds: pd.DataFrame, start: Day | None = None, end: Day | None = None) -> pd.DataFrame:
    """Practice day by day. Sessions of one day are summed, and days without practice are rows too.

    Parameters
    ----------
    holds : pandas.DataFrame
        ``log.holds()``, or ``log.daily_totals()``, which knows no sessions; the columns day, session,
        held_s, status and, of totals, holds are read.
    start, end : day, optional
        First and last day to show; default the first and last day of the holds.

    Returns
    -------
    pandas.DataFrame
        One row a day: day (naive), sessions (Int64; missing where totals were given), holds (int,
        completed or cut short), held_s (seconds truly held, also of skipped holds), skipped (int),
        cut_short (int).
    """
    holds = _with_days(holds)
    number = holds.get("holds", 1)
    skipped, cut_short = holds["status"] == "skipped", holds["status"] == "cut short"
    flags = holds.assign(holds=~skipped * number, skipped=skipped * number, cut_short=cut_short * number)
    by_day = flags.groupby("day")
    days = by_day[["holds", "held_s", "skipped", "cut_short"]].sum()
    days.insert(0, "sessions", by_day["session"].nunique() if "session" in holds else pd.NA)
    whole = _calendar_days(holds["day"], start, end)
    days = days.reindex(whole, fill_value=0).rename_axis("day").reset_index()
    counts = dict.fromkeys(["holds", "skipped", "cut_short"], int)
    return days.astype({"sessions": "Int64", **counts, "held_s": float})


def day_kinds(
    holds: pd.DataFrame,
    days: pd.DataFrame | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> pd.DataFrame:
    """What every day was: practised, rest, illness, holiday or missed.

    A day on which something was held is *practised*, whatever it was marked as.

    Parameters
    ----------
    holds : pandas.DataFrame
        ``log.holds()`` or ``log.daily_totals()``.
    days : pandas.DataFrame, optional
        ``log.days()``: day, kind.
    start, end : day, optional
        First and last day; default the first hold, and the last one with the marked days that follow it
        at once. For a streak up to now, let ``end`` be the last finished day.

    Returns
    -------
    pandas.DataFrame
        day, kind, sessions (Int64, as in `daily`), held_s (seconds); one row a day without gaps.
    """
    marks = pd.DataFrame() if days is None else days.assign(day=pd.to_datetime(days["day"]))
    if end is None and len(marks) and len(holds):
        end, marked = pd.to_datetime(holds["day"]).max(), set(marks["day"])
        while end + pd.Timedelta(days=1) in marked:
            end += pd.Timedelta(days=1)
    table = daily(holds, start, end)[["day", "sessions", "held_s"]]
    table.insert(1, "kind", "missed")
    if len(marks):
        marks = marks.drop_duplicates("day", keep="last")
        marked = table["day"].map(marks.set_index("day")["kind"])
        table["kind"] = marked.fillna("missed").astype(str)
    table["kind"] = table["kind"].where(table["held_s"] <= 0, "practised")
    return table


def adherence(kinds: pd.DataFrame, plan: int | None) -> pd.DataFrame:
    """Days practised against the plan, week by week.

    Days of rest, illness and holiday are no days on which practice was possible. The target of a week
    is the plan, or the possible days if these are fewer: a plan of 5 with 4 days of illness asks for 3.
    Days of a week that are not in ``kinds`` are unknown: while they could meet the target, it is open.

    Parameters
    ----------
    kinds : pandas.DataFrame
        Of `day_kinds`.
    plan : int or None
        Days a week that the person planned (``log.plan``); None: no plan was made.

    Returns
    -------
    pandas.DataFrame
        week (Monday), practised, excused (rest, illness, holiday), missed (int, days), target (Int64,
        days; missing without a plan), met (boolean; missing without a plan, in a week in which nothing
        could be asked, and in a part of a week after which the target could still be reached).
    """
    if plan is not None and not 1 <= plan <= 7:
        raise ValueError(f"A plan is 1 to 7 days a week, not {plan}.")
    flags = pd.DataFrame({"week": monday(kinds["day"])})
    for kind in ("practised", "missed"):
        flags[kind] = kinds["kind"] == kind
    flags["excused"] = ~(flags["practised"] | flags["missed"])
    weeks = flags.groupby("week", as_index=False)[["practised", "excused", "missed"]].sum()
    weeks = weeks.astype(dict.fromkeys(["practised", "excused", "missed"], int))
    at_most = 7 - weeks["excused"] - weeks["missed"]
    target = (7 - weeks["excused"]).clip(upper=plan).astype("Int64")
    if plan is None:
        target = target.mask(pd.Series(True, weeks.index))
    met = (weeks["practised"].astype("Int64") >= target).astype("boolean")
    unsayable = target.eq(0).fillna(False) | (~met.fillna(False) & (at_most >= target).fillna(False))
    return weeks.assign(target=target, met=met.mask(unsayable))


def streak(kinds: Iterable[str] | pd.Series) -> tuple[int, int]:
    """Current and longest run of practised days.

    Rest, illness and holiday neither break a run nor make it longer; a missed day ends it.

    Parameters
    ----------
    kinds : sequence of str
        The column ``kind`` of `day_kinds`, oldest first.

    Returns
    -------
    tuple of int
        Days in the run that reaches the last day (0 if that was missed), and in the longest run.
    """
    series = pd.Series(list(kinds), dtype=object)
    run = series.eq("practised").groupby(series.eq("missed").cumsum()).sum()
    return (int(run.iloc[-1]), int(run.max())) if len(run) else (0, 0)


def pain_change(sessions: pd.DataFrame) -> pd.DataFrame:
    """Pain before and after each session, one row for each session and area.

    Parameters
    ----------
    sessions : pandas.DataFrame
        ``log.sessions()``; the columns id, day, started_at, areas and pain_* are read.

    Returns
    -------
    pandas.DataFrame
        session, day, area, before, after, change (all Int64, NPRS 0-10, <NA> where not rated; negative
        is less pain). A session has a row for each of its areas and for any other area that was rated.
    """
    order = [column for column in ("started_at", "id") if column in sessions]
    sessions = sessions.sort_values(order, kind="stable", ignore_index=True)
    parts = []
    for rank, area in enumerate(AREAS):
        suffix = area.replace(" ", "_")
        part = pd.DataFrame({"session": sessions["id"], "day": pd.to_datetime(sessions["day"]), "area": area})
        for when in ("before", "after"):
            part[when] = _ratings(sessions, f"pain_{when}_{suffix}")
        part["change"] = part["after"] - part["before"]
        named = sessions["areas"].fillna("").astype(str).str.split("|").map(lambda given, a=area: a in given)
        part = part[named.astype(bool) | part["before"].notna() | part["after"].notna()]
        parts.append(part.assign(order=part.index, rank=rank))
    long = pd.concat(parts).sort_values(["order", "rank"], kind="stable", ignore_index=True)
    return long.drop(columns=["order", "rank"])


def monday(days: pd.Series) -> pd.Series:
    """Monday of the week of each day (naive datetimes)."""
    return days - pd.to_timedelta(days.dt.day_of_week, unit="D")


def as_day(name: str, given: Day) -> pd.Timestamp:
    """A day as naive midnight; a time is told by the day it has in its own zone.

    Raises
    ------
    ValueError
        One sentence that names the argument, if it is neither ISO text, a date nor a Timestamp.
    """
    day: object = given
    if isinstance(given, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        with suppress(ValueError):
            day = date.fromisoformat(given)
    if not isinstance(day, date) or pd.isna(day):
        raise ValueError(f"{name} must be a day written as YYYY-MM-DD, such as 2026-05-01, not {given!r}.")
    return pd.Timestamp(day).tz_localize(None).normalize()


def within(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Rows of a frame with a column ``day`` whose day lies in a period, both ends included."""
    days = pd.to_datetime(frame["day"])
    keep = pd.Series(True, frame.index)
    start, end = period
    if start is not None:
        keep &= days >= as_day("start", start)
    if end is not None:
        keep &= days <= as_day("end", end)
    return frame[keep].assign(day=days[keep])


def _ratings(sessions: pd.DataFrame, column: str) -> pd.Series:
    if column not in sessions:
        return pd.Series(pd.NA, index=sessions.index, dtype="Int64")
    return sessions[column].astype("Int64")


def _with_days(holds: pd.DataFrame) -> pd.DataFrame:
    return holds.assign(
        day=pd.to_datetime(holds["day"]).dt.normalize(), held_s=holds["held_s"].astype(float).to_numpy()
    )


def _calendar_days(days: pd.Series, start: Day | None, end: Day | None) -> pd.DatetimeIndex:
    first = days.min() if start is None else as_day("start", start)
    last = days.max() if end is None else as_day("end", end)
    if pd.isna(first) or pd.isna(last) or last < first:
        return pd.DatetimeIndex(np.array([], dtype="datetime64[us]"))
    return pd.date_range(first, last, freq="D").as_unit("us")
