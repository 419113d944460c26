"""One person, marked phases: how far they overlap, and whether the moment of change stands out."""

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from stretchbook.progress.days import pain_change

FEWEST = 5  # ratings in each phase; with fewer the comparison is not made
LIMITS = (
    "Pain that starts high tends to come down by itself (regression to the mean), and there is no person "
    "without the routine to compare with.",
    "Where neighbouring ratings resemble each other (autocorrelation), the interval is too narrow.",
    "The randomisation test is valid only if the first day of the new phase was drawn by lot beforehand; "
    "otherwise its p is a description. One person's change does not show that the stretches caused it.",
)


class Overlap(NamedTuple):
    """Non-overlap of all pairs: the estimate and both ends of its interval, all from 0 to 1."""

    estimate: float
    low: float
    high: float


class Randomisation(NamedTuple):
    """Mean of the later phase minus the earlier, the p-value, and the number of possible start points."""

    difference: float
    p: float
    starts: int


def nap(a: Sequence[float], b: Sequence[float], better: str = "lower", confidence: float = 0.95) -> Overlap:
    """Non-overlap of all pairs of the phases a and b.

    The share of all pairs of one value from each phase in which the value of b is the better one; ties
    count half. 0.5 is what no change would give.

    Parameters
    ----------
    a, b : sequence of float
        Values of the earlier and the later phase; missing ones are left out.
    better : str, optional
        "lower" or "higher".
    confidence : float, optional
        Of the interval, which is Newcombe's method 5: it takes the values as independent.

    Returns
    -------
    Overlap
        estimate, low, high.

    References
    ----------
    Parker & Vannest 2009, Behav Ther 40:357-67; Newcombe 2006, Stat Med 25:559-73.
    """
    if better not in ("lower", "higher"):
        raise ValueError(f"Better is 'lower' or 'higher', not {better!r}.")
    early, late = (np.asarray([value for value in values if pd.notna(value)], float) for values in (a, b))
    m, n = len(early), len(late)
    if not m or not n:
        raise ValueError("Each phase needs at least one value.")
    gain = np.sign(late[None, :] - early[:, None]) * (1 if better == "higher" else -1)
    estimate = float((gain + 1).mean() / 2)
    z2 = NormalDist().inv_cdf(0.5 + confidence / 2) ** 2

    def excess(theta: float) -> float:
        """Squared distance from the estimate beyond z squared variances of Newcombe's method 5."""
        half = (m + n) / 2 - 1
        shape = 1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return (theta - estimate) ** 2 - z2 * theta * (1 - theta) * shape / (m * n)

    low, high = (_cross(excess, end, estimate) for end in (0.0, 1.0))
    return Overlap(estimate, low, high)


def _cross(excess: Callable[[float], float], outside: float, inside: float) -> float:
    """Where the excess turns positive on the way from the estimate to the end of the scale."""
    if outside == inside:
        return outside
    for _ in range(60):
        middle = (outside + inside) / 2
        if excess(middle) > 0:
            outside = middle
        else:
            inside = middle
    return (outside + inside) / 2


def randomisation_test(
    values: Sequence[float], start: int, better: str = "lower", shortest: int = FEWEST
) -> Randomisation:
    """How often another first day of the new phase would show as large an improvement.

    For every start that leaves each phase at least ``shortest`` values, the mean of the later phase is
    compared with that of the earlier one; p is the share of starts with at least the improvement
    observed, the real start among them.

    Parameters
    ----------
    values : sequence of float
        All values in order of time, without missing ones.
    start : int
        Number of values in the earlier phase.
    better : str, optional
        "lower" or "higher".
    shortest : int, optional
        Fewest values of a phase.

    Returns
    -------
    Randomisation
        difference, p, starts. The smallest p there can be is 1 / starts.

    References
    ----------
    Edgington 1975, J Psychol 90:57-68; Bulte & Onghena 2008, Behav Res Methods 40:467-78.
    """
    series = np.asarray(values, float)
    if np.isnan(series).any():
        raise ValueError("Leave missing values out before the test.")
    starts = np.arange(shortest, len(series) - shortest + 1)
    if start not in starts:
        raise ValueError(
            f"Each phase needs at least {shortest} values ({start} and {len(series) - start} found)."
        )
    totals = np.cumsum(series)
    early = totals[starts - 1] / starts
    late = (totals[-1] - totals[starts - 1]) / (len(series) - starts)
    difference = late - early
    gain = difference if better == "higher" else -difference
    observed = start - shortest
    return Randomisation(
        float(difference[observed]), float((gain >= gain[observed] - 1e-9).mean()), len(starts)
    )


def phase_ratings(sessions: pd.DataFrame, phases: pd.DataFrame, area: str) -> pd.DataFrame:
    """First rating before a session of each day, with the phase the day belongs to.

    Returns
    -------
    pandas.DataFrame
        day, pain (float), phase (label); days before the first phase and without a rating are left out.
    """
    pain = pain_change(sessions)
    rated = pain[(pain["area"] == area) & pain["before"].notna()].drop_duplicates("day")
    rated = rated[["day"]].assign(pain=rated["before"].astype(float)).sort_values("day")
    starts = pd.DataFrame({"day": pd.to_datetime(phases["start"]), "phase": phases["label"].astype(str)})
    rated["day"], starts["day"] = (frame["day"].astype("datetime64[us]") for frame in (rated, starts))
    joined = pd.merge_asof(rated, starts.sort_values("day"), on="day")
    return joined.dropna(subset=["phase"]).reset_index(drop=True)


def compare_phases(sessions: pd.DataFrame, phases: pd.DataFrame, area: str) -> pd.DataFrame:
    """Each marked phase against the one before it.

    Parameters
    ----------
    sessions, phases : pandas.DataFrame
        ``log.sessions()`` and ``log.phases()``.
    area : str
        Pain area.

    Returns
    -------
    pandas.DataFrame
        before, after (labels), n_before, n_after (days rated), mean_before, mean_after (NPRS), less,
        same (shares of all pairs of days in which the later had less or the same pain), nap, low, high (0 to
        1; above 0.5 is less pain later), p, starts (of ``randomisation_test``), autocorrelation (of
        neighbouring ratings within the phases). The last eight are missing with fewer than 5 ratings in
        either phase.
    """
    rated = phase_ratings(sessions, phases, area)
    order = [str(label) for label in phases.sort_values("start")["label"]]
    values = {label: rated.loc[rated["phase"] == label, "pain"].to_numpy() for label in order}
    rows = []
    for before, after in pairwise(order):
        a, b = values[before], values[after]
        row: dict[str, object] = {"before": before, "after": after, "n_before": len(a), "n_after": len(b)}
        row |= {"mean_before": a.mean() if len(a) else np.nan, "mean_after": b.mean() if len(b) else np.nan}
        if min(len(a), len(b)) >= FEWEST:
            overlap, lot = nap(list(a), list(b)), randomisation_test([*a, *b], len(a))
            row |= {"less": (b[:, None] < a).mean(), "same": (b[:, None] == a).mean()}
            row |= {"nap": overlap.estimate, "low": overlap.low, "high": overlap.high}
            row |= {"p": lot.p, "starts": lot.starts, "autocorrelation": _lag_one(a, b)}
        rows.append(row)
    columns = ["before", "after", "n_before", "n_after", "mean_before", "mean_after"]
    columns += ["less", "same", "nap", "low", "high", "p", "starts", "autocorrelation"]
    return pd.DataFrame(rows, columns=columns)


def describe_phases(comparison: pd.DataFrame) -> str:
    """The comparison in plain words, and what it cannot show."""
    if comparison.empty:
        return "No two phases are marked, so there is nothing to compare."
    parts = []
    for row in comparison.to_dict("records"):
        names = f"{row['before']} ({row['n_before']} days rated) and {row['after']} ({row['n_after']})"
        if pd.isna(row["nap"]):
            parts.append(f"{names}: too few ratings to compare.")
            continue
        parts.append(
            f"{names}: mean pain {row['mean_before']:.1f} and {row['mean_after']:.1f}. "
            f"In {row['less']:.0%} of all pairs of days the later one had less pain, "
            f"in {row['same']:.0%} the same; non-overlap, which counts these as half, is {row['nap']:.0%} "
            f"(95 % interval {row['low']:.0%} to {row['high']:.0%}; 50 % would be no change). {_by_lot(row)} "
            f"Neighbouring ratings correlate at r = {row['autocorrelation']:.2f}."
        )
    return " ".join([*parts, *LIMITS])


def _by_lot(row: dict[Hashable, Any]) -> str:
    if not row["mean_after"] < row["mean_before"]:
        return "Pain did not fall, so there is no fall to test."
    as_large = f"{row['p'] * row['starts']:.0f} would have shown as large a fall (p = {row['p']:.2g})"
    return f"Of {row['starts']:.0f} possible first days of the new phase, {as_large}."


def _lag_one(*phases: np.ndarray) -> float:
    """Correlation of neighbouring values, each around the mean of its phase."""
    centred = [values - values.mean() for values in phases]
    spread = sum(float((values**2).sum()) for values in centred)
    return sum(float((values[1:] * values[:-1]).sum()) for values in centred) / spread if spread else np.nan
