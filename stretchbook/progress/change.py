"""Is it changing, and can it be believed? Rules for pain and other measures."""

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stretchbook.progress.days import pain_change

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

IMPORTANT_POINTS = 2.0  # NPRS; Farrar 2001, Pain 94:149-58; Ostelo 2008, Spine 33:90-4
IMPORTANT_PERCENT = 30.0  # of baseline; the same two sources
NPRS_SEM = 1.02  # Childs 2005, Spine 30:1331-4
ERROR_SOURCES = {"nprs": "childs2005"}  # where the detectable change is not from the measure's own source
WINDOW_DAYS = 7


def pain_summary(sessions: pd.DataFrame, window_days: int = WINDOW_DAYS) -> pd.DataFrame:
    """Change of pain from baseline, by area, against both rules.

    Baseline is the mean of the ratings *before* a session in the first ``window_days`` days from the
    first rating; latest is the same for the last ``window_days`` days up to the last rating. While
    the two windows overlap there is no latest value.

    Parameters
    ----------
    sessions : pandas.DataFrame
        ``log.sessions()``.
    window_days : int, optional
        Length of both windows.

    Returns
    -------
    pandas.DataFrame
        Indexed by area, one row for each area with a rating: baseline, baseline_n (ratings), latest,
        latest_n, change (points; negative is less pain), percent (of baseline), gradable (bool:
        the baseline is at least 2 points, below that neither rule can say anything), two_points and
        thirty_percent (boolean: the pain fell by at least that; missing if not gradable or too early),
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
    table["gradable"] = table["baseline"] >= IMPORTANT_POINTS
    sayable = table["gradable"] & table["change"].notna()
    small = 1e-9
    table["two_points"] = (table["change"] <= -IMPORTANT_POINTS + small).astype("boolean").where(sayable)
    thirty = table["percent"] <= -IMPORTANT_PERCENT + small
    table["thirty_percent"] = thirty.astype("boolean").where(sayable)
    return table.assign(detectable=detectable_change(NPRS_SEM))


def detectable_change(sem: float, confidence: float = 0.95) -> float:
    """Smallest change between two measurements that is larger than their error.

    ``z * sqrt(2) * SEM``: both measurements carry the error, hence the square root of 2.

    Parameters
    ----------
    sem : float
        Standard error of measurement, in units of the measure.
    confidence : float, optional
        0.95 gives MDC95 (z = 1.96), 0.90 gives MDC90 (z = 1.645).
    """
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence lies between 0 and 1, not at {confidence}.")
    return NormalDist().inv_cdf(0.5 + confidence / 2) * math.sqrt(2) * sem


def nprs_detectable() -> str:
    """The detectable change of the NPRS in plain words, with the discrepancy in its source."""
    return (
        f"Childs 2005 gives an NPRS error (SEM) of {NPRS_SEM} points and a detectable change of 2 points. "
        f"That 2 is 1.96 x {NPRS_SEM}; the usual formula, 1.96 x \u221a2 x SEM, gives "
        f"{detectable_change(NPRS_SEM):.1f} points. A single change of 2 points may be error."
    )


def repeat_error(measures: pd.DataFrame, cat: "Catalogue | None" = None) -> pd.DataFrame:
    """Measurement error from a person's own repeats: entries of one measure and side on one day.

    Parameters
    ----------
    measures : pandas.DataFrame
        ``log.measures()``; the columns measure, side, day and value are read.
    cat : Catalogue, optional
        Knows the scales: values outside the scale of their measure are left out (see `off_scale`).

    Returns
    -------
    pandas.DataFrame
        measure, days (with repeats), entries (on these days), sem (root of the mean variance within
        days, in units of the measure), mdc95 (`detectable_change` of it). Measures without repeats
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
    return table[["measure", "days", "entries", "sem", "mdc95"]]


def off_scale(measures: pd.DataFrame, cat: "Catalogue") -> pd.Series:
    """Which values cannot be, because they lie outside the scale of their measure (bool, as the rows)."""
    facts = cat.measures[["lowest", "highest"]].apply(pd.to_numeric).reindex(measures["measure"])
    value = measures["value"].astype(float).to_numpy()
    return pd.Series(
        (value < facts["lowest"].to_numpy()) | (value > facts["highest"].to_numpy()), measures.index
    )


def measure_change(measures: pd.DataFrame, cat: "Catalogue") -> pd.DataFrame:
    """First and latest day of each measure and side, the change and whether it exceeds the error.

    Values outside the scale of their measure are left out; `off_scale` says which these are.

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
        better; missing for "neither"), detectable (units, missing if unknown), beyond_error
        (boolean; missing where the source gives no value or there is only one day), points, percent (the
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
    known = table["change"].notna() & table["detectable"].notna()
    error = table["detectable"].mask(table["measure"] == "nprs", detectable_change(NPRS_SEM))
    table["beyond_error"] = (table["change"].abs() > error).astype("boolean").where(known)
    points, percent = (pd.to_numeric(facts[f"important_{kind}"]) for kind in ("change", "percent"))
    share = 100 * table["improvement"] / table["first"].abs().where(table["first"] != 0)
    room = table["improvement"].notna() & ~(table["better"].eq("lower") & (table["first"] < points))
    small = 1e-9
    for rule, limit, reached in (("points", points, table["improvement"]), ("percent", percent, share)):
        table[rule] = limit
        table[f"by_{rule}"] = (reached >= limit - small).astype("boolean").where(limit.notna() & room)
    return table
