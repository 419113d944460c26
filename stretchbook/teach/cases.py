"""Cases: an invented person, told in steps; the key of each step is computed, or a rubric with sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from stretchbook.catalogue import Catalogue, shipped_catalogue
from stretchbook.catalogue.naming import with_names
from stretchbook.progress.change import measure_change
from stretchbook.teach.care import LEVELS
from stretchbook.words import known_words, muscle_sides

Input = Literal["read", "write", "pick", "tick", "number"]


@dataclass(frozen=True)
class Step:
    """One step of a case.

    Attributes
    ----------
    id : str
        "history", "ask", "flags", "refer", "irritability", "choose", "adapt", "dose", "measure", "change"
        or "explain".
    ask : str
        What the student is asked.
    form : str
        How it is answered: "read" (not at all), "write", "pick" one of ``options``, "tick" several, "number".
    told : str
        What the person says before it is asked.
    options : tuple of str
        What can be picked or ticked.
    key : object
        What is right: an option, a tuple of them, a number; None for a matter of judgement.
    why : tuple of str
        Why, line by line; for a judgement what a good answer has.
    sources : tuple of str
        Keys of the table ``sources``.
    """

    id: str
    ask: str
    form: Input
    told: str = ""
    options: tuple[str, ...] = ()
    key: Any = None
    why: tuple[str, ...] = ()
    sources: tuple[str, ...] = field(default=())

    def is_right(self, given: Any) -> bool | None:
        """Whether an answer has the key; None where that is a matter of judgement."""
        if self.key is None:
            return None
        if self.form == "tick":
            return set(given or ()) == set(self.key)
        if self.form == "number":
            return given is not None and abs(float(given) - float(self.key)) < 0.05
        return bool(given == self.key)


def cases(cat: Catalogue | None = None) -> pd.DataFrame:
    """The invented people, one a row.

    Parameters
    ----------
    cat : Catalogue, optional
        Whose cases; default the shipped ones. A lecturer's own stand in ``cases.csv`` of a folder that
        `load_catalogue` takes, and are checked like every other table.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``id``: ``name``, ``age``, ``about``, ``history``. What the case turns on is not shown.
    """
    cat = shipped_catalogue() if cat is None else cat
    return cat.cases[["name", "age", "about", "history"]].copy()


def case_steps(cat: Catalogue, case: str) -> list[Step]:
    """The steps of one case, in order.

    A red flag ends the case with the step "refer": no stretch is chosen for this person today.

    Parameters
    ----------
    cat : Catalogue
        Where everything stands.
    case : str
        Id of the case.

    Returns
    -------
    list of Step
        With keys worked out from the tables where they can be.

    Raises
    ------
    ValueError
        If there is no such case; the sentence names the nearest.
    """
    known_words("case", case, cat.cases.index)
    row = cat.cases.loc[case].to_dict()
    level = _level(cat, row["signs"])
    steps = [
        Step("history", f"{row['name']}, {row['age']}, {row['about']}.", "read", f"“{row['history']}”"),
        _judged(cat, case, "ask", "What would you ask? Write it down before you read on."),
        _flags(cat, case, row, level),
    ]
    if level != "none":
        return [*steps, _judged(cat, case, "refer", "What do you say, and where do you send this person?")]
    steps += [_irritability(cat, case, row), _choose(cat, row), _adapt(cat, case, row)]
    steps += [step for step in (_dose(cat, row), _measure(cat, row), _change(cat, row)) if step]
    return [*steps, _judged(cat, case, "explain", f"Explain it to {row['name']}, in words without terms.")]


def _points(cat: Catalogue, case: str, step: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rubric of a step: the case's own points, then those of every case; and their sources."""
    table = cat.case_points[cat.case_points["step"] == step]
    rows = pd.concat([table[table["case"] == case], table[table["case"].isna()]])
    marks = rows["status"].map(lambda mark: " [from memory, not verified]" if mark == "M" else "")
    return tuple(with_names(cat, text) for text in rows["text"] + marks), tuple(dict.fromkeys(rows["source"]))


def _judged(cat: Catalogue, case: str, step: str, ask: str) -> Step:
    points, sources = _points(cat, case, step)
    return Step(step, ask, "write", why=points, sources=sources)


def _level(cat: Catalogue, signs: tuple[str, ...]) -> str:
    """The most urgent level of what a person says."""
    found = set(cat.signs.loc[list(signs), "level"])
    return next((level for level in LEVELS if level in found), "none")


def _flags(cat: Catalogue, case: str, row: Mapping[str, Any], level: str) -> Step:
    points, sources = _points(cat, case, "flags")
    rows = cat.signs.loc[list(row["signs"])]
    said = tuple(f"“{sign['said']}”: {sign['sign']}." for sign in rows.to_dict("records"))
    options = tuple(LEVELS.values())
    told = " ".join([row["told"], *(f"“{line}”" for line in rows["said"])])
    sources = tuple(dict.fromkeys([*rows["source"], *sources]))
    return Step(
        "flags", "Is there a red flag?", "pick", told, options, LEVELS[level], (*said, *points), sources
    )


def _irritability(cat: Catalogue, case: str, row: Mapping[str, Any]) -> Step:
    points, sources = _points(cat, case, "irritability")
    options = ("low", "moderate", "high")
    key = None if pd.isna(row["irritability"]) else f"Suggested here: {row['irritability']}."
    return Step(
        "irritability", "How irritable is it, and why?", "write", options=options,
        why=tuple(filter(None, [key, *points])), sources=sources,
    )  # fmt: skip


def _choose(cat: Catalogue, row: Mapping[str, Any]) -> Step:
    """Which stretches the table leaves out for this person's conditions."""
    left = set(cat.stretches.index) - set(cat.choose(avoid=list(row["conditions"])).index)
    names = cat.stretches["name"]
    lines = _lines(cat, row, "avoid")
    lines += [
        with_names(cat, str(cat.conditions.at[key, "basis"]))
        for key in row["conditions"]
        if pd.notna(cat.conditions.at[key, "basis"])
    ]
    key = tuple(str(names[stretch]) for stretch in names.index if stretch in left)
    why = tuple(lines) or ("Nothing has to be left out for what this person told you.",)
    sources = _sources_of(cat, row["conditions"])
    return Step(
        "choose", "Which of these do you leave out? Tick them; none is an answer too.", "tick",
        options=tuple(map(str, names)), key=key, why=why, sources=sources,
    )  # fmt: skip


def _adapt(cat: Catalogue, case: str, row: Mapping[str, Any]) -> Step:
    """How the rest is changed, in the table's words."""
    points, sources = _points(cat, case, "adapt")
    lines = tuple(_lines(cat, row, "modify"))
    none = ("The table asks for no change; start easy all the same.",)
    return Step(
        "adapt", "Choose one or two for this person. How do you change each?", "write",
        why=(*(lines or none), *points), sources=(*_sources_of(cat, row["conditions"]), *sources),
    )  # fmt: skip


def _dose(cat: Catalogue, row: Mapping[str, Any]) -> Step | None:
    """Seconds a week, of one side, of the muscle that the first fitting stretch lengthens most."""
    fitting = cat.choose(areas=list(row["areas"]), avoid=list(row["conditions"]))
    fitting = cat.choose(avoid=list(row["conditions"])) if fitting.empty else fitting
    still = fitting[fitting["dose_type"] == "still hold"]
    if still.empty or pd.isna(row["repetitions"]) or pd.isna(row["days"]):
        return None
    stretch = str(still.index[0])
    primary = cat.stretch_muscles.query("stretch == @stretch and role == 'primary'")
    if primary.empty:
        return None
    muscle = primary.iloc[0]
    side = row["side"] if isinstance(row["side"], str) else "left"
    held = ("left", "right") if still.at[stretch, "sided"] else ("both",)
    holds = sum(side in muscle_sides(str(muscle["side_rule"]), hold) for hold in held)
    seconds = float(still.at[stretch, "hold_s"]) * float(row["repetitions"]) * float(row["days"]) * holds
    name, plan = cat.muscles.at[muscle["muscle"], "name"], f"{row['repetitions']:g} × on {row['days']:g} days"
    return Step(
        "dose",
        f"Plan: {still.at[stretch, 'name']}, {plan} a week, held as long as the article says"
        f"{', each side' if len(held) > 1 else ''}. How many seconds a week does it lengthen {name} on the "
        f"{side}?",
        "number", key=seconds,
        why=(
            f"{still.at[stretch, 'hold_s']:g} s × {row['repetitions']:g} × {row['days']:g} days = "
            f"{seconds:g} s on this side. The two sides are never added.",
            *(
                f"{line['label']}: {line['seconds_per_week']:g} s a week."
                for line in cat.dose_references.dropna(subset="seconds_per_week").to_dict("records")
            ),
            "Lines to compare with, not targets for a patient.",
        ),
        sources=tuple(cat.dose_references.dropna(subset="seconds_per_week")["source"].drop_duplicates()),
    )  # fmt: skip


def _changed(cat: Catalogue, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the rules of change say of the first and the later value."""
    if pd.isna(row["measure"]) or pd.isna(row["baseline"]) or pd.isna(row["later"]):
        return None
    days = [pd.Timestamp(2026, 1, 5), pd.Timestamp(2026, 2, 16)]
    values = [float(row["baseline"]), float(row["later"])]
    frame = pd.DataFrame({"day": days, "measure": row["measure"], "value": values, "side": "both"})
    found: dict[str, Any] = measure_change(frame, cat).iloc[0].to_dict()
    return found


def _measure(cat: Catalogue, row: Mapping[str, Any]) -> Step | None:
    if pd.isna(row["measure"]):
        return None
    measure = cat.measures.loc[row["measure"]]
    why = [with_names(cat, str(measure["note"]))] if pd.notna(measure["note"]) else []
    return Step(
        "measure",
        f"You measure this before you begin: {measure['name']}, {row['baseline']:g} ({measure['unit']}). "
        "What does it tell, what not, and when do you measure again?",
        "write", why=tuple(why), sources=(str(measure["source"]),),
    )  # fmt: skip


BEYOND = {
    True: "yes: more than the error of measurement",
    False: "no: it may still be error of measurement",
    None: "not known: no error is given for this measure",
}


def _change(cat: Catalogue, row: Mapping[str, Any]) -> Step | None:
    changed = _changed(cat, row)
    if changed is None:
        return None
    measure = cat.measures.loc[row["measure"]]
    beyond = None if pd.isna(changed["beyond_error"]) else bool(changed["beyond_error"])
    lines = [f"Change: {abs(changed['change']):g} {measure['unit']}, {changed['better']}."]
    if pd.notna(changed["detectable"]):
        lines.append(f"Error of measurement: {changed['detectable']:.1f} {measure['unit']}.")
    if pd.notna(measure["important_change"]):
        lines.append(f"Called important from {measure['important_change']:g} {measure['unit']}.")
    lines.append("One person without a comparison: this never shows that the stretch caused it.")
    sources = (measure["error_source"], measure["source"])
    return Step(
        "change",
        f"Six weeks later: {row['later']:g} {measure['unit']}, from {row['baseline']:g}. "
        "Is that more than error?",
        "pick", options=tuple(BEYOND.values()), key=BEYOND[beyond], why=tuple(lines),
        sources=tuple(dict.fromkeys(str(source) for source in sources if pd.notna(source))),
    )  # fmt: skip


def _lines(cat: Catalogue, row: Mapping[str, Any], grade: str) -> list[str]:
    """What the table says for one grade: stretch, words, and what the grade hangs on."""
    cautions = cat.cautions(list(row["conditions"]))
    return [
        f"{cat.stretches.at[r['stretch'], 'name']}: {r['wording']}"
        + (f" ({r['qualifier']})" if pd.notna(r["qualifier"]) else "")
        for r in cautions[cautions["grade"] == grade].to_dict("records")
    ]


def _sources_of(cat: Catalogue, conditions: tuple[str, ...]) -> tuple[str, ...]:
    found = cat.conditions.loc[list(conditions), "source"].dropna()
    return tuple(dict.fromkeys(str(source) for source in found))
