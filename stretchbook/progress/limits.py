"""What a change in a measure must reach: every cut-off as the table ``measures`` has it."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

NPRS = "nprs"  # the measure of every pain rating
USUAL_LEVEL = 95.0  # %, where the table names none


@dataclass(frozen=True)
class Limits:
    """The cut-offs of one measure, each NaN where nothing is known, and who is cited for them.

    Attributes
    ----------
    points, percent : float
        Minimal important change, in units and in % of the baseline.
    printed : float
        Detectable change as its source prints it.
    sem : float
        Standard error of measurement.
    error : float
        The change that must be exceeded not to be mere error: by the usual formula where the SEM is
        known, else as printed.
    by_points, by_percent, by_error : str
        First author and year for each.
    """

    points: float
    percent: float
    printed: float
    sem: float
    error: float
    by_points: str
    by_percent: str
    by_error: str


def limits(cat: "Catalogue | None" = None, measure: str = NPRS) -> Limits:
    """The cut-offs of one measure.

    Parameters
    ----------
    cat : Catalogue, optional
        Whose table ``measures`` counts; the shipped one if left out.
    measure : str, optional
        Id of the measure.
    """
    from stretchbook.catalogue import shipped_catalogue

    cat = cat or shipped_catalogue()
    facts = cat.measures.loc[measure]

    def number(column: str) -> float:
        return float("nan") if pd.isna(facts[column]) else float(facts[column])

    def cited(column: str) -> str:
        return author_year(cat, facts[column] if pd.notna(facts[column]) else facts["source"])

    return Limits(
        points=number("important_change"),
        percent=number("important_percent"),
        printed=number("detectable_change"),
        sem=number("sem"),
        error=float(errors(cat.measures.loc[[measure]]).iloc[0]),
        by_points=cited("source"),
        by_percent=cited("percent_source"),
        by_error=cited("error_source"),
    )


def errors(facts: pd.DataFrame) -> pd.Series:
    """For rows of ``measures``: the change that must be exceeded, by the SEM if known, else as printed."""
    sem, printed, level = (
        pd.to_numeric(facts[column]).astype(float)
        for column in ("sem", "detectable_change", "detectable_level")
    )
    factor = level.fillna(USUAL_LEVEL).map(lambda percent: detectable_change(1.0, percent / 100))
    return (sem * factor).fillna(printed)


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


def author_year(cat: "Catalogue", source: Any) -> str:
    """First author and year of a source: "Childs 2005"."""
    citation = str(cat.sources["citation"].get(source, ""))
    author = citation.split(",")[0].split(" et al")[0].split(" &")[0].strip()
    year = next((word[:4] for word in citation.split() if word[:4].isdigit()), "")
    return f"{author} {year}".strip()


def nprs_detectable(cat: "Catalogue | None" = None) -> str:
    """The detectable change of the NPRS in plain words, with the discrepancy in its source."""
    nprs = limits(cat)
    if math.isnan(nprs.sem):
        return f"{nprs.by_error} gives a detectable change of {nprs.printed:g} points and no error (SEM)."
    text = f"{nprs.by_error} gives an NPRS error (SEM) of {nprs.sem:g} points"
    if not math.isnan(nprs.printed):
        text += f" and a detectable change of {nprs.printed:g} points"
        if abs(1.96 * nprs.sem - nprs.printed) < 0.05:
            text += (
                f". That {nprs.printed:g} is 1.96 x {nprs.sem:g}; the usual formula, 1.96 x √2 x SEM, gives "
            )
            text += f"{nprs.error:.1f} points"
    smaller = nprs.points if nprs.points <= nprs.error else nprs.printed
    return f"{text}. A single change of {smaller:g} points may be error."
