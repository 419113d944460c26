"""Holds -> seconds under stretch, for each muscle and side: by week and by session."""

import warnings
from typing import TYPE_CHECKING

import pandas as pd

from stretchbook.progress.days import monday, saying, with_days
from stretchbook.words import SIDES, muscle_sides

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue


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
    table = weekly.astype({"days": int})
    return saying(table, "No holds yet: run a routine, and its seconds are counted here.")


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
    held = with_days(holds)
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
