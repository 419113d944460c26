"""Questions about care: who should leave out what, and which words are a red flag (kinds F and G)."""

from collections.abc import Iterator
from random import Random

import pandas as pd

from stretchbook.catalogue.naming import with_names
from stretchbook.teach.facts import Facts, cell, mixed
from stretchbook.teach.question import Question

NONE = "none of these"
LEVELS = {
    "emergency": "Stop: emergency department or ambulance, now.",
    "urgent": "Stop: an urgent medical appointment before any exercise.",
    "none": "No red flag in these words: go on with history and examination, then choose and adapt.",
}
DEPENDS = ("if ", "with ")


def left_out_for(facts: Facts, rng: Random) -> Iterator[Question]:
    """F: a condition; which stretches are graded avoid? Grades that hang on an "if" are not asked."""
    table = facts.cat.precautions
    for condition, row in facts.cat.conditions.iterrows():
        rows = table[table["condition"] == condition]
        avoid = rows[rows["grade"] == "avoid"]
        if len(rows) == 0 or avoid["qualifier"].dropna().str.startswith(DEPENDS).any():
            continue
        known = [
            stretch
            for stretch in facts.stretch
            if stretch in set(rows["stretch"]) or _assessed(facts, stretch, str(condition))
        ]
        others = [stretch for stretch in known if stretch not in set(avoid["stretch"])]
        shown = [*avoid["stretch"], *rng.sample(others, min(len(others), max(2, 6 - len(avoid))))]
        answer = tuple(facts.stretch[s] for s in facts.stretch if s in set(avoid["stretch"])) or (NONE,)
        said = "; ".join(f"{facts.stretch[r['stretch']]}: {r['wording']}" for r in avoid.to_dict("records"))
        why = " ".join(part for part in (said, with_names(facts.cat, _text(row["basis"]))) if part)
        yield Question(
            "F", "several",
            f"Careful because of {row['name']}: which of these does the table leave out (avoid)?",
            (*mixed(rng, (facts.stretch[stretch] for stretch in shown)), NONE), answer, why,
            tuple(key for key in (row["source"],) if pd.notna(key)),
            tuple(cell("precautions", condition, stretch, column="grade") for stretch in rows["stretch"]),
            f"F:{condition}", (str(condition),), row["status"] == "M",
        )  # fmt: skip


def level_of_signs(facts: Facts, rng: Random) -> Iterator[Question]:
    """G: two or three things that a person says; stop and refer, or go on? No diagnosis is asked."""
    table = facts.cat.signs
    harmless = [str(key) for key in table.index[table["level"] == "none"]]
    if len(harmless) < 3:
        return
    for key, row in table.iterrows():
        others = rng.sample([h for h in harmless if h != key], 2)
        said = mixed(rng, [str(table.at[sign, "said"]) for sign in (key, *others)])
        flag = row["level"] != "none"
        why = (
            f"“{row['said']}”: {row['sign']}. One sign says little by itself and is enough to stop and ask."
            if flag
            else "Each of these changes with load, posture or time. No list clears anyone: keep asking."
        )
        rows = [table.loc[sign] for sign in (key, *others)]
        yield Question(
            "G", "one", "A person with back or hip pain says: " + " ".join(f"“{line}”" for line in said)
            + " What do you do?",
            tuple(LEVELS.values()), (LEVELS[row["level"]],), why,
            tuple(dict.fromkeys(r["source"] for r in rows)) if not flag else (row["source"],),
            tuple(cell("signs", sign, column="level") for sign in (key, *others)), f"G:{key}", (str(key),),
            row["status"] == "M",
        )  # fmt: skip


def _assessed(facts: Facts, stretch: str, condition: str) -> bool:
    """Whether no row means no issue: an unassessed stretch is not a safe one."""
    return not {"all", condition}.isdisjoint(facts.cat.stretches.at[stretch, "assessed"])


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
