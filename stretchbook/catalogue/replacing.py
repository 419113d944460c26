"""What a folder of one's own replaces of the shipped stretches, and what to look at in it."""

from typing import Any

from stretchbook.catalogue.cells import EVERY
from stretchbook.catalogue.entries import Rows, by_stretch
from stretchbook.catalogue.merging import Merged
from stretchbook.words import count, first_side

PARTS = {
    "stretches": "name and texts", "steps": "steps", "stretch_muscles": "muscles",
    "precautions": "precautions", "keyframes": "keyframes", "keyframe_angles": "joint angles",
    "aliases": "other names", "added": "additions", "forms": "easier and harder forms",
    "form_angles": "joint angles of the forms",
}  # fmt: skip


def replaced(merged: Merged) -> list[str]:
    """One sentence for each shipped stretch of which there are other rows now: what is new, what stays."""
    said = []
    before, after = _by_stretch(merged.before), _by_stretch(merged.tables)
    for (stretch,) in merged.before["stretches"]:
        new, kept = [], []
        for table, words in PARTS.items():
            old, now = (rows.get((str(stretch), table), {}) for rows in (before, after))
            if now != old:
                new.append(words)
            elif old:
                kept.append(words)
        if new:
            rest = f"; its {_listed(kept)} stay" if kept else ""
            pictures = "" if stretch in merged.pictured else ", and its shipped pictures are not shown"
            said.append(f"Your tables replace {_listed(new)} of the shipped {stretch}{rest}{pictures}.")
    return said


def to_look_at(merged: dict[str, Rows]) -> list[str]:
    """What is no fault in the rows of one's own and may still be wrong: one sentence each."""
    rows = {str(key): entry.row.model_dump() for (key,), entry in merged["stretches"].items()}
    return [*_both_sides(merged, rows), *_steps_of_the_other_side(merged, rows), *_unassessed(merged, rows)]


def _both_sides(merged: dict[str, Rows], stretches: dict[str, dict[str, Any]]) -> list[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for (stretch, muscle, rule), entry in merged["stretch_muscles"].items():
        if entry.folder and rule == "both" and stretches.get(stretch, {}).get("sided"):
            found.setdefault((entry.file, stretch), []).append(muscle)
    return [
        f"{file}: {stretch} is done once for each side and says side_rule both for {_listed(muscles)}: each "
        "hold then counts for both sides of the body; leave side_rule empty to count the side of the hold."
        for (file, stretch), muscles in found.items()
    ]


def _steps_of_the_other_side(merged: dict[str, Rows], stretches: dict[str, dict[str, Any]]) -> list[str]:
    said = []
    for stretch, steps in by_stretch(entry for _, entry in sorted(merged["steps"].items())).items():
        row = stretches.get(stretch, {})
        first = first_side(" ".join(step.row.model_dump()["text_step"] for step in steps))
        if steps[0].folder and row.get("sided") and first not in (None, row["steps_side"]):
            said.append(
                f"{steps[0].file}: the steps of {stretch} speak of the {first} first and are "
                f"read as written for the {row['steps_side']}; if they are for the {first}, write {first} "
                "as its steps_side."
            )
    return said


def _unassessed(merged: dict[str, Rows], stretches: dict[str, dict[str, Any]]) -> list[str]:
    conditions = {key for (key,) in merged["conditions"]}
    known = {stretch: set(row["assessed"]) for stretch, row in stretches.items()}
    for condition, stretch in merged["precautions"]:
        known.get(stretch, set()).add(condition)
    bare = {stretch: len(conditions - given) for stretch, given in known.items() if EVERY not in given}
    named = [f"{stretch} ({number})" for stretch, number in bare.items() if number]
    if not named:
        return []
    return [
        f"{count(len(named), 'stretch', 'stretches')} not assessed for every one of the {len(conditions)} "
        f"conditions, and left out where such a one is ticked: {_listed(named)}; see the column assessed."
    ]


def _by_stretch(merged: dict[str, Rows]) -> dict[tuple[str, str], dict[Any, Any]]:
    """Rows by stretch and table."""
    found: dict[tuple[str, str], dict[Any, Any]] = {}
    for table in PARTS:
        for key, entry in merged[table].items():
            stretch = str(key[0]) if table == "stretches" else entry.stretch
            found.setdefault((stretch, table), {})[key] = entry.row
    return found


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
