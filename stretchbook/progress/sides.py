"""Left against right: seconds held, and measures such as pain, each with an interval or "too few to say"."""

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stretchbook.progress.change import off_scale
from stretchbook.progress.days import saying

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

FEWEST_PAIRS = 6  # fewer sessions or days than this say nothing about sides


def side_difference(holds: pd.DataFrame, cat: "Catalogue") -> pd.DataFrame:
    """Left against right for each sided stretch, session by session.

    The difference is that of the seconds held in the same session, left minus right, with a 95 %
    interval for its mean (Student's t). Neighbouring sessions resemble each other, so the true
    uncertainty is larger rather than smaller.

    Parameters
    ----------
    holds : pandas.DataFrame
        ``log.holds()``.
    cat : Catalogue
        Says which stretches are sided and what a side means.

    Returns
    -------
    pandas.DataFrame
        Indexed by stretch: sessions (with both sides, and a second held), left_s, right_s (mean seconds),
        difference (left minus right), low, high (missing below 6 sessions), left_cut_short, right_cut_short,
        left_skipped, right_skipped (holds), verdict ("longer on the left", "longer on the right",
        "no clear difference" or "too few sessions to say").
    """
    sided = cat.stretches.index[cat.stretches["sided"].astype(bool)]
    holds = holds[holds["stretch"].isin(sided) & holds["side"].isin(["left", "right"])]
    seconds = holds.assign(held_s=holds["held_s"].astype(float)).pivot_table(
        index=["stretch", "session"], columns="side", values="held_s", aggfunc="sum"
    )
    seconds.loc[seconds.max(axis="columns").to_numpy() == 0] = np.nan  # both skipped: nothing to compare
    names = {"pairs": "sessions", "left": "left_s", "right": "right_s"}
    table = _mean_difference(seconds, "stretch").rename(columns=names)
    for status in ("cut short", "skipped"):
        counted = holds[holds["status"] == status].groupby(["stretch", "side"]).size()
        for side in ("left", "right"):
            per_stretch = counted[counted.index.get_level_values("side") == side].droplevel("side")
            column = f"{side}_{status.replace(' ', '_')}"
            table[column] = per_stretch.reindex(table.index, fill_value=0).astype(int)
    return table.assign(verdict=_verdict(table, "sessions", "longer on the left", "longer on the right"))


def measure_sides(measures: pd.DataFrame, cat: "Catalogue") -> pd.DataFrame:
    """Left against right for each measure that was taken of both sides, day by day: pain by side too.

    Pain of one side is the measure "nprs" of that side: ``log.record_measure("nprs", 4, side="left")``.
    Repeats of one day and side are averaged first, and values outside the scale of their measure are left
    out. The interval is that of `side_difference`, and as narrow as there: neighbouring days resemble
    each other.

    Parameters
    ----------
    measures : pandas.DataFrame
        ``log.measures()``; the columns measure, side, day and value are read.
    cat : Catalogue
        Names, units and scales.

    Returns
    -------
    pandas.DataFrame
        Indexed by measure: name, unit, days (with both sides), left, right (means of these days), difference
        (left minus right), low, high (missing below 6 days), verdict ("higher on the left", "higher on the
        right", "no clear difference" or "too few days to say").
    """
    sided = measures[measures["side"].isin(["left", "right"]) & ~off_scale(measures, cat)]
    values = sided.assign(value=sided["value"].astype(float)).pivot_table(
        index=["measure", "day"], columns="side", values="value", aggfunc="mean"
    )
    table = _mean_difference(values, "measure").rename(columns={"pairs": "days"})
    facts = cat.measures[["name", "unit"]].reindex(table.index)
    verdict = _verdict(table, "days", "higher on the left", "higher on the right")
    nothing = "No measure of both sides yet: write one of each side into the diary, taken on one day."
    return saying(facts.join(table).assign(verdict=verdict), nothing)


def _mean_difference(values: pd.DataFrame, level: str) -> pd.DataFrame:
    """Mean of left minus right over the rows that have both, with its interval, for each ``level``."""
    values = values.reindex(columns=["left", "right"])
    pairs = values.dropna().assign(difference=lambda both: both["left"] - both["right"])
    groups = pairs.groupby(level=level)
    every = values.index.get_level_values(level).unique().sort_values()
    table = groups.size().reindex(every, fill_value=0).rename("pairs").to_frame()
    table[["left", "right", "difference"]] = groups[["left", "right", "difference"]].mean()
    error = groups["difference"].std() / np.sqrt(table["pairs"])
    margin = error * table["pairs"].map(lambda n: student_t(n - 1) if n >= FEWEST_PAIRS else np.nan)
    return table.assign(low=table["difference"] - margin, high=table["difference"] + margin)


def _verdict(table: pd.DataFrame, pairs: str, left: str, right: str) -> pd.Series:
    rules = [table[pairs] < FEWEST_PAIRS, table["low"] > 0, table["high"] < 0]
    words = np.select(rules, [f"too few {pairs} to say", left, right], "no clear difference")
    return pd.Series(words, table.index, dtype=object)


def student_t(df: int, confidence: float = 0.95) -> float:
    """Two-sided critical value of Student's t.

    Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5); right to 0.01 from 4 degrees of freedom on.
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, start=1))
