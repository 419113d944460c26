"""Log -> days: practice, adherence, runs, and pain before and after. Frames in, new frames out."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import TypeAlias

import numpy as np
import pandas as pd

from stretchbook.words import area_column, count

Day: TypeAlias = str | date | pd.Timestamp
"""A day: ISO text (2026-05-01), a date or a Timestamp."""
Period: TypeAlias = tuple[Day | None, Day | None]
"""First and last day, both included; None leaves that end open."""


def daily(holds: pd.DataFrame, *, start: Day | None = None, end: Day | None = None) -> pd.DataFrame:
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
    holds = with_days(holds)
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
    *,
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
    table = daily(holds, start=start, end=end)[["day", "sessions", "held_s"]]
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
    table = weeks.assign(target=target, met=met.mask(unsayable))
    return saying(table, "No week of practice yet: run a routine, and plan your days in the diary.")


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
    given = sessions["areas"].fillna("").astype(str).str.split("|")
    parts = []
    for rank, area in enumerate(rated_areas(sessions)):
        part = pd.DataFrame({"session": sessions["id"], "day": pd.to_datetime(sessions["day"]), "area": area})
        for when in ("before", "after"):
            part[when] = _ratings(sessions, area_column(when, area))
        part["change"] = part["after"] - part["before"]
        named = given.map(lambda words, a=area: a in words).astype(bool)
        part = part[named | part["before"].notna() | part["after"].notna()]
        parts.append(part.assign(order=part.index, rank=rank))
    columns = ["session", "day", "area", "before", "after", "change", "order", "rank"]
    long = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    long = long.sort_values(["order", "rank"], kind="stable", ignore_index=True)
    return long.drop(columns=["order", "rank"])


def rated_areas(sessions: pd.DataFrame) -> list[str]:
    """The pain areas of some sessions: those with a column of ratings, then those that are only named."""
    columns = [str(column) for column in sessions.columns]
    rated = [column.split("_", 2)[2] for column in columns if re.match("pain_(before|after)_.", column)]
    areas = [suffix.replace("_", " ") for suffix in rated]
    named = sessions["areas"].dropna().astype(str).unique() if "areas" in sessions else []
    return list(dict.fromkeys([*areas, *(area for words in named for area in words.split("|") if area)]))


def diary_words(sessions: pd.DataFrame | None) -> list[str]:
    """Say on how many days there are sessions without holds, a diary of pain or notes; nothing if on none."""
    if sessions is None or (alone := sessions[sessions["holds"] == 0]).empty:
        return []
    return [f"A diary without holds on {count(alone['day'].nunique(), 'day')}"]


def saying(frame: pd.DataFrame, nothing: str) -> pd.DataFrame:
    """The frame, which says what to do for it to have a row, for whoever shows it without any."""
    frame.attrs["nothing"] = nothing
    return frame


def monday(days: pd.Series) -> pd.Series:
    """Monday of the week of each day (naive datetimes)."""
    return days - pd.to_timedelta(days.dt.day_of_week, unit="D")


def is_over(week: pd.Timestamp, today: Day | None = None) -> bool:
    """Whether the week of a Monday has ended; a week that has not is "so far".

    Parameters
    ----------
    week : Timestamp
        Its Monday.
    today : day, optional
        Default: the day on the clock of this machine.
    """
    return as_day("today", date.today() if today is None else today) >= week + pd.Timedelta(days=7)


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


def with_days(holds: pd.DataFrame) -> pd.DataFrame:
    """Holds with ``day`` as naive midnight and ``held_s`` as plain numbers."""
    return holds.assign(
        day=pd.to_datetime(holds["day"]).dt.normalize(), held_s=holds["held_s"].astype(float).to_numpy()
    )


def _calendar_days(days: pd.Series, start: Day | None, end: Day | None) -> pd.DatetimeIndex:
    first = days.min() if start is None else as_day("start", start)
    last = days.max() if end is None else as_day("end", end)
    if pd.isna(first) or pd.isna(last) or last < first:
        return pd.DatetimeIndex(np.array([], dtype="datetime64[us]"))
    return pd.date_range(first, last, freq="D").as_unit("us")
