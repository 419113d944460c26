"""When not to stretch, and what is changed for whom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from IPython.display import HTML

from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill

STOP = ("red_flag", "tell_first", "hip_flag", "intensity")
GRADE_WORDS = {"avoid": "Left out", "modify": "Change"}


class Cautions(NamedTuple):
    """What holds for a condition at large, and what is done with single stretches."""

    general: list[str]
    changes: list[tuple[str, str]]


def red_flags(cat: Catalogue) -> str:
    """When not to stretch, in full, and how a stretch should feel."""
    return fill("safety.html", stop=safety_words(cat, *STOP), disclaimer=[])


def safety(cat: Catalogue) -> HTML:
    """When not to stretch, how it should feel, and the disclaimer: to read out before anyone starts."""
    disclaimer = safety_words(cat, "disclaimer")
    return HTML(fill("safety.html", stop=safety_words(cat, *STOP), disclaimer=disclaimer))


def safety_words(cat: Catalogue, *kinds: str) -> list[str]:
    """Sentences of the safety table, in the order of the kinds named."""
    return [text for kind in kinds for text in cat.safety.loc[cat.safety["kind"] == kind, "text"]]


def cautions(cat: Catalogue, avoid: Sequence[str], among: Iterable[str] | None = None) -> Cautions | None:
    """What is left out for the given conditions, and how the rest is changed; None without conditions."""
    if not avoid:
        return None
    kept = None if among is None else set(among)
    names = cat.stretches["name"]
    changes = []
    for row in cat.cautions(avoid).itertuples():
        if row.grade == "modify" and kept is not None and row.stretch not in kept:
            continue
        condition = cat.conditions.at[row.condition, "name"]
        limit = f" ({row.qualifier})" if pd.notna(row.qualifier) else ""
        words = f"{names[row.stretch]}: {row.wording}{limit} [{condition}]"
        changes.append((GRADE_WORDS[str(row.grade)], words))
    for key, rows in cat.not_assessed(avoid).groupby("condition", sort=False):
        words = f"Not assessed for {cat.conditions.at[key, 'name']}: {', '.join(names[rows['stretch']])}"
        changes.append((GRADE_WORDS["avoid"], words))
    return Cautions([cat.conditions.at[key, "wording"] for key in avoid], changes)
