"""When not to stretch, and what is changed for whom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from IPython.display import HTML

from stretchbook.catalogue import Catalogue
from stretchbook.catalogue.naming import source_name, with_names
from stretchbook.pages.filling import fill

STOP = ("red_flag", "tell_first", "hip_flag", "intensity")
DEPENDS = ("if ", "with ")
NOT_ASSESSED = "Left out"
CARE_MEANING = (
    "Contraindication: left out until a clinician agrees. Precaution: left out only if what is said in "
    "brackets holds; else change it. Modification: done with this change."
)


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
        kind = care_words(str(row.grade), row.qualifier).capitalize()
        changes.append((kind, f"{names[row.stretch]}: {row.wording} [{condition}]"))
    for key, rows in cat.not_assessed(avoid).groupby("condition", sort=False):
        words = f"Not assessed for {cat.conditions.at[key, 'name']}: {', '.join(names[rows['stretch']])}"
        changes.append((NOT_ASSESSED, words))
    general = [f"{cat.conditions.at[key, 'wording']} Why: {reason(cat, key)}" for key in avoid]
    return Cautions(general, changes)


def reason(cat: Catalogue, condition: str) -> str:
    """What the grades of a condition rest on, with its source; that nothing is given, if nothing is."""
    row = cat.conditions.loc[condition]
    basis = str(row["basis"]) if pd.notna(row["basis"]) else "no reason is given."
    rests = f" [{source_name(cat, row['source'])}, {row['status']}]" if pd.notna(row["source"]) else ""
    return with_names(cat, basis) + rests


def care_words(grade: str, qualifier: object = None) -> str:
    """Contraindication, precaution or modification, with what it hangs on.

    What is avoided only under a condition ("if it pinches") is a precaution; whatever else is avoided is a
    contraindication until a clinician agrees.
    """
    limit = "" if pd.isna(qualifier) else str(qualifier)
    kind = "modification"
    if grade == "avoid":
        kind = "precaution" if limit.startswith(DEPENDS) else "contraindication"
    return f"{kind} ({limit})" if limit else kind
