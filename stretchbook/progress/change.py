"""Is it changing, and can it be believed? Rules for pain and other measures."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stretchbook.progress.days import pain_change, saying
from stretchbook.progress.limits import detectable_change, errors, limits

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

WINDOW_DAYS = 7


def pain_summary(
    sessions: pd.DataFrame, cat: "Catalogue | None" = None, *, window_days: int = WINDOW_DAYS
) -> pd.DataFrame:
    """Change of pain from baseline, by area, against both rules.

    Baseline is the mean of the ratings *before* a session in the first ``window_days`` days from the
    first rating; latest is the same for the last ``window_days`` days up to the last rating. While
    the two windows overlap there is no latest value.

    Parameters
    ----------
    sessions : pandas.DataFrame
        ``log.sessions()``.
    cat : Catalogue, optional
        Whose row ``nprs`` of the measures has the two rules and the error; the shipped one if left out.
    window_days : int, optional
        Length of both windows.

    Returns
    -------
    pandas.DataFrame
        Indexed by area, one row for each area with a rating: baseline, baseline_n (ratings), latest,
        latest_n, change (points; negative is less pain), percent (of baseline), gradable (bool:
        the baseline leaves room for the rule in points, 2 as shipped; below that neither rule can say
        anything), by_points and by_percent (boolean: the pain fell by at least the points, and the percent
        of the baseline, of an important change; missing if not gradable or too early),
        detectable (points: the smallest change between two single ratings that is larger than their
        error, by the usual formula; see `nprs_detectable`).
    """
    pain = pain_change(sessions).dropna(subset=["before"])
    span = pd.Timedelta(days=window_days)
    rows = {}
    for area, ratings in pain.groupby("area", sort=False):
        first, last = ratings["day"].min(), ratings["day"].max()
        early = ratings.loc[ratings["day"] < first + span, "before"].astype(float)
        late = ratings.loc[ratings["day"] > last - span, "before"].astype(float)
        apart = last - span + pd.Timedelta(days=1) >= first + span
        rows[area] = (early.mean(), len(early), late.mean() if apart else np.nan, len(late) if apart else 0)
    columns = ["baseline", "baseline_n", "latest", "latest_n"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("area")
    table = table.astype({"baseline": float, "latest": float, "baseline_n": int, "latest_n": int})
    table["change"] = table["latest"] - table["baseline"]
    table["percent"] = 100 * table["change"] / table["baseline"].where(table["baseline"] > 0)
    nprs = limits(cat)
    table["gradable"] = ~(table["baseline"] < nprs.points)
    sayable = table["gradable"] & table["change"].notna()
    small = 1e-9
    for rule, fall, limit in (("points", "change", nprs.points), ("percent", "percent", nprs.percent)):
        reached = (table[fall] <= -limit + small).astype("boolean")
        table[f"by_{rule}"] = reached.where(sayable & pd.notna(limit))
    return table.assign(detectable=nprs.error)


def repeat_error(measures: pd.DataFrame, cat: "Catalogue | None" = None) -> pd.DataFrame:
    """Measurement error from a person's own repeats: entries of one measure and side on one day.

    Parameters
    ----------
    measures : pandas.DataFrame
        ``log.measures()``; the columns measure, side, day and value are read.
    cat : Catalogue, optional
        Knows the scales: values outside the scale of their measure are left out (see ``off_scale``).

    Returns
    -------
    pandas.DataFrame
        measure, days (with repeats), entries (on these days), sem (root of the mean variance within
        days, in units of the measure), mdc95 (``detectable_change`` of it). Measures without repeats
        have no row. The sides of one day are never compared with each other.
    """
    if cat is not None:
        measures = measures[~off_scale(measures, cat)]
    groups = measures.groupby(["measure", "side", "day"])["value"]
    repeats = groups.agg(entries="size", squares=lambda v: ((v - v.mean()) ** 2).sum()).reset_index()
    repeats = repeats[repeats["entries"] > 1]
    table = repeats.groupby("measure", as_index=False).agg(
        days=("day", "nunique"),
        entries=("entries", "sum"),
        squares=("squares", "sum"),
        groups=("day", "size"),
    )
    freedom = table["entries"] - table["groups"]
    table["sem"] = np.sqrt(table["squares"].astype(float) / freedom)
    table["mdc95"] = table["sem"] * detectable_change(1.0)
    nothing = "Nothing was measured twice on one day yet: do so, and write each value into the diary."
    return saying(table[["measure", "days", "entries", "sem", "mdc95"]], nothing)


def off_scale(measures: pd.DataFrame, cat: "Catalogue") -> pd.Series:
    """Which values cannot be, because they lie outside the scale of their measure (bool, as the rows)."""
    facts = cat.measures[["lowest", "highest"]].apply(pd.to_numeric).reindex(measures["measure"])
    value = measures["value"].astype(float).to_numpy()
    return pd.Series(
        (value < facts["lowest"].to_numpy()) | (value > facts["highest"].to_numpy()), measures.index
    )


def measure_change(measures: pd.DataFrame, cat: "Catalogue") -> pd.DataFrame:
    """First and latest day of each measure and side, the change and whether it exceeds the error.

    Values outside the scale of their measure are left out; ``off_scale`` says which these are.

    Parameters
    ----------
    measures : pandas.DataFrame
        ``log.measures()``.
    cat : Catalogue
        Its ``measures`` give the direction, the detectable and the important change.

    Returns
    -------
    pandas.DataFrame
        measure, side, days (measured), first, latest (mean of that day's entries), change, better
        ("lower", "higher" or "neither"), improvement (change in the better direction, positive is
        better; missing for "neither"), detectable (units, as the source prints it, missing if unknown),
        error (units, the change that must be exceeded: from the SEM where that is known, else as printed),
        beyond_error (boolean; missing without an error or with one day only), points, percent (the
        rules of an important change, in units and in % of the first value, missing if unknown), by_points,
        by_percent (boolean: improved by at least that; missing as before, and where a first value under
        ``points`` leaves no room for them).
    """
    measures = measures[~off_scale(measures, cat)]
    dated = measures.assign(day=pd.to_datetime(measures["day"]))
    by_day = dated.groupby(["measure", "side", "day"], as_index=False)[["value"]].mean()
    table = by_day.groupby(["measure", "side"], as_index=False).agg(
        days=("day", "size"), first=("value", "first"), latest=("value", "last")
    )
    table["change"] = (table["latest"] - table["first"]).where(table["days"] > 1)
    facts = cat.measures.reindex(table["measure"]).reset_index(drop=True)
    table["better"] = facts["better"].fillna("neither").astype(str)
    sign = table["better"].map({"lower": -1.0, "higher": 1.0})
    table["improvement"] = table["change"] * sign
    table["detectable"] = pd.to_numeric(facts["detectable_change"])
    table["error"] = errors(facts)
    known = table["change"].notna() & table["error"].notna()
    table["beyond_error"] = (table["change"].abs() > table["error"]).astype("boolean").where(known)
    points, percent = (pd.to_numeric(facts[f"important_{kind}"]) for kind in ("change", "percent"))
    share = 100 * table["improvement"] / table["first"].abs().where(table["first"] != 0)
    room = table["improvement"].notna() & ~(table["better"].eq("lower") & (table["first"] < points))
    small = 1e-9
    for rule, limit, reached in (("points", points, table["improvement"]), ("percent", percent, share)):
        table[rule] = limit
        table[f"by_{rule}"] = (reached >= limit - small).astype("boolean").where(limit.notna() & room)
    return table
