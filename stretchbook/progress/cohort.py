"""A class as a whole: fixed groups of at least five people, medians, intervals. Frames in, new frames out.

In a class the database reckons this (``log/shared/cohort.sql``) and shows only the result; here it is
reckoned from frames of everybody, for a class that nobody lived (`demo_class`) and to prove the database
right.

The frames of everybody have a column ``person``; only weeks that are over are to be given.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stretchbook.progress.days import monday
from stretchbook.progress.dose import muscle_reach
from stretchbook.progress.sides import student_t

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

FEWEST = 5
"""A smaller group is never shown, nor one that leaves out fewer, unless it leaves out nobody."""
EXCUSES = ("rest", "illness", "holiday")
MODERATE = 4
"""NPRS from which a pain counts as more than mild; it splits a class by how people began."""


def is_shown(people: pd.Series, all_people: pd.Series | int) -> pd.Series:
    """Whether groups may be shown: at least five people, and nobody or at least five left out."""
    left_out = all_people - people
    return (people >= FEWEST) & ((left_out == 0) | (left_out >= FEWEST))


def days_practised(held: pd.DataFrame, members: int) -> pd.DataFrame:
    """Days a week on which people practised, of those who practised in that week.

    Parameters
    ----------
    held : pandas.DataFrame
        person, day, stretch, side, held_s of everybody.
    members : int
        People who take part.

    Returns
    -------
    pandas.DataFrame
        week (Monday), people (who practised), missing (who did not), q1, median, q3 (days).
    """
    held = _weekly(held)
    own = held.groupby(["week", "person"], as_index=False)["day"].nunique()
    weeks = _quartiles(own, ["week"], "day")
    return _shown(weeks, members)[["week", "people", "missing", "q1", "median", "q3"]]


def class_dose(held: pd.DataFrame, cat: "Catalogue", members: int) -> pd.DataFrame:
    """Seconds a week under stretch for each muscle and side, of those who practised in that week.

    Who did not reach a muscle counts with 0 seconds, so that all rows of a week are of the same people; a
    muscle that hardly a quarter of them reached has no row. Primary muscles only; the two sides are never
    added. For the parameters see `days_practised`.

    Returns
    -------
    pandas.DataFrame
        week, muscle, side, people, missing, q1, median, q3 (seconds).
    """
    held = _weekly(held)
    reach = muscle_reach(cat).query("role == 'primary'").rename(columns={"side": "of"})
    reached = held.merge(reach, left_on=["stretch", "side"], right_on=["stretch", "hold_side"])
    seconds = reached.groupby(["week", "person", "muscle", "of"])["held_s"].sum()
    everyone = held[["week", "person"]].drop_duplicates()
    every = everyone.merge(reach[["muscle", "of"]].drop_duplicates(), how="cross")
    own = every.merge(seconds.rename("seconds").reset_index(), how="left").fillna({"seconds": 0.0})
    own = own.rename(columns={"of": "side"})
    doses = _shown(_quartiles(own, ["week", "muscle", "side"], "seconds"), members).query("q3 > 0")
    doses = doses.reset_index(drop=True)
    return doses[["week", "muscle", "side", "people", "missing", "q1", "median", "q3"]]


def class_adherence(
    held: pd.DataFrame, plans: pd.Series, marks: pd.DataFrame, members: int, last_week: pd.Timestamp
) -> pd.DataFrame:
    """How many people met their own plan, week by week, from each person's first week to the last one.

    Parameters
    ----------
    held : pandas.DataFrame
        As for `days_practised`.
    plans : pandas.Series
        Planned days a week by person.
    marks : pandas.DataFrame
        person, day, kind of the days that were marked.
    members : int
        People who take part.
    last_week : Timestamp
        Monday of the last week that is over.

    Returns
    -------
    pandas.DataFrame
        week, people (with a plan), missing, met (people whose days reached the plan, or the days that rest,
        illness and holidays left them).
    """
    held = _weekly(held)
    practised = held[["person", "day", "week"]].drop_duplicates()
    first = practised.groupby("person")["week"].min()
    rows = [
        (person, week, plan)
        for person, plan in plans.items()
        if person in first.index
        for week in pd.date_range(first[person], last_week, freq="7D")
    ]
    judged = pd.DataFrame(rows, columns=["person", "week", "plan"])
    excused = marks[marks["kind"].isin(EXCUSES)][["person", "day"]].drop_duplicates()
    excused = excused.merge(practised[["person", "day"]], how="left", indicator=True)
    excused = excused[excused["_merge"] == "left_only"].assign(week=lambda rows: monday(rows["day"]))
    for name, days in (("days", practised), ("excused", excused)):
        number = days.groupby(["person", "week"]).size().rename(name).reset_index()
        judged = judged.merge(number, how="left", on=["person", "week"])
    judged = judged.fillna({"days": 0, "excused": 0})
    judged["target"] = np.minimum(judged["plan"], 7 - judged["excused"])
    judged = judged[judged["target"] > 0].assign(met=lambda rows: rows["days"] >= rows["target"])
    weeks = judged.groupby("week", as_index=False).agg(people=("person", "size"), met=("met", "sum"))
    weeks = _shown(weeks, members)
    whole = weeks["met"].isin([0]) | (weeks["met"] == weeks["people"])
    weeks = weeks[whole | is_shown(weeks["met"], weeks["people"])]
    return weeks[["week", "people", "missing", "met"]].reset_index(drop=True)


def class_pain_change(ratings: pd.DataFrame, members: int) -> pd.DataFrame:
    """Change of pain from before to after a session: the mean of each person's own mean.

    Parameters
    ----------
    ratings : pandas.DataFrame
        person, session, day, area, moment ("before", "after"), score of everybody.
    members : int
        People who take part.

    Returns
    -------
    pandas.DataFrame
        area, people (who rated both), missing, mean (points; negative is less pain after), low, high (95 %
        interval of the mean).
    """
    both = ratings.pivot_table(index=["person", "session", "area"], columns="moment", values="score")
    both = both.reindex(columns=["before", "after"]).dropna()
    change = (both["after"] - both["before"]).groupby(["person", "area"]).mean()
    areas = change.groupby("area").agg(people="size", mean="mean", sd="std").reset_index()
    return interval(_shown(areas, members), "mean")[["area", "people", "missing", "mean", "low", "high"]]


def class_pain_weeks(ratings: pd.DataFrame, members: int) -> pd.DataFrame:
    """Change of pain before a session from each person's own first seven days, week by week of their own.

    Parameters
    ----------
    ratings, members
        As for `class_pain_change`.

    Returns
    -------
    pandas.DataFrame
        area, start ("all"; or how people began: "under 4", "4 and over"), week (0 is a person's first),
        people (who rated in it), missing (who began but did not), start_mean (NPRS, of all who began), change
        (points, mean of those who rated), low, high (95 % interval of it).
    """
    before = ratings[ratings["moment"] == "before"]
    first = before.groupby(["person", "area"])["day"].transform("min")
    own = before.assign(week=(before["day"] - first).dt.days // 7)
    own = own.groupby(["person", "area", "week"], as_index=False)["score"].mean()
    began = own[own["week"] == 0].drop(columns="week").rename(columns={"score": "began"})
    began["start"] = np.where(began["began"] < MODERATE, "under 4", "4 and over")
    own = own.merge(began, on=["person", "area"])
    own["change"] = own["score"] - own["began"]
    twice = [pd.concat([frame, frame.assign(start="all")]) for frame in (began, own)]
    starters = (
        twice[0].groupby(["area", "start"])["began"].agg(number="size", start_mean="mean").reset_index()
    )
    weeks = twice[1].groupby(["area", "start", "week"])["change"]
    table = weeks.agg(people="size", change="mean", sd="std").reset_index().merge(starters)
    table["shown"] = is_shown(table["number"], members) & is_shown(table["people"], table["number"])
    parts = table[table["shown"] & (table["start"] != "all")].groupby(["area", "week"])["start"].size()
    parts = parts.reindex(pd.MultiIndex.from_frame(table[["area", "week"]]), fill_value=0).to_numpy()
    table = table[table["shown"] & ((table["start"] == "all") | (parts == 2))]
    table["missing"] = table["number"] - table["people"]
    names = ["area", "start", "week", "people", "missing", "start_mean", "change", "low", "high"]
    return interval(table.sort_values(["area", "start", "week"]), "change")[names]


def interval(table: pd.DataFrame, mean: str) -> pd.DataFrame:
    """Give a table of means with their 95 % interval by Student's t: low and high, in place of sd."""
    half = table["people"].map(lambda number: student_t(number - 1)) / np.sqrt(table["people"]) * table["sd"]
    ends = table.assign(low=table[mean] - half, high=table[mean] + half)
    return ends.drop(columns="sd").reset_index(drop=True)


def _weekly(held: pd.DataFrame) -> pd.DataFrame:
    held = held[held["held_s"] > 0]
    return held.assign(week=monday(held["day"]))


def _quartiles(own: pd.DataFrame, by: list[str], value: str) -> pd.DataFrame:
    groups = own.groupby(by)[value]
    ends = groups.quantile([0.25, 0.5, 0.75]).unstack()
    return ends.set_axis(["q1", "median", "q3"], axis=1).assign(people=groups.size()).reset_index()


def _shown(groups: pd.DataFrame, members: int) -> pd.DataFrame:
    groups = groups.assign(missing=members - groups["people"])
    return groups[is_shown(groups["people"], members)].reset_index(drop=True)
