"""Questions about what is said: the order of steps, who says it, which name means what (kinds H, I and L)."""

import re
from collections.abc import Iterator
from random import Random

import pandas as pd

from stretchbook.catalogue.naming import source_name, with_names
from stretchbook.teach.care import NONE
from stretchbook.teach.facts import Facts, cell, mixed, some
from stretchbook.teach.question import Question

WHO = {
    "article": "the article",
    "kinematics": "worked out here from joint positions",
    "other": "a study, a guideline or another page",
}
FIELDS = {
    "text_start": "the starting position", "text_hold": "how long it lasts",
    "text_breathing": "how to breathe", "text_targets": "which parts of the body it is for",
}  # fmt: skip
TELLTALE = re.compile(r"article|figure|source heads|here,|textbook|yoga", re.IGNORECASE)


def order_of_steps(facts: Facts, rng: Random) -> Iterator[Question]:
    """H: the steps of a stretch, shuffled; put them in the article's order."""
    for stretch, name in facts.stretch.items():
        rows = facts.cat.steps[facts.cat.steps["stretch"] == stretch].sort_values("step")
        steps = tuple(str(text) for text in rows["text_step"])
        if len(steps) < 4 or len(set(steps)) < len(steps):
            continue
        options = mixed(rng, steps)
        while options == steps:
            options = mixed(rng, steps)
        yield Question(
            "H", "order", f"{name}: put the steps in the order of the article.", options, steps,
            "This is the order of the article. Two steps of one posture may well change places in life; the "
            "score counts pairs.",
            ("article",) if "article" in facts.cat.sources.index else (),
            tuple(cell("steps", stretch, step, column="text_step") for step in rows["step"]),
            f"H:{stretch}", (stretch,),
        )  # fmt: skip


def who_says_it(facts: Facts, rng: Random) -> Iterator[Question]:
    """I: who says a line of the tables, and what the article leaves unsaid."""
    cat = facts.cat
    for table, stretch, text, source, where, unverified in _lines(facts):
        if TELLTALE.search(text) or with_names(cat, text) != text:
            continue
        answer = WHO.get(source, WHO["other"])
        of = f" of the {facts.stretch[stretch].lower()}" if stretch else ""
        yield Question(
            "I", "one", f"Where in this workbook does this line{of} come from? “{text}”", tuple(WHO.values()),
            (answer,),
            f"It stands in the table {table.replace('_', ' ')}; its source: {source_name(cat, source)}.",
            (source,), (where,),
            f"I:{where}", (stretch,) if stretch else (), unverified,
        )  # fmt: skip
    for stretch, row in facts.cat.stretches.iterrows():
        if pd.isna(row["name_in_source"]):
            continue
        unsaid = tuple(words for column, words in FIELDS.items() if pd.isna(row[column]))
        yield Question(
            "I", "several", f"{row['name']}: which of these does the article leave unsaid?",
            (*mixed(rng, FIELDS.values()), NONE), unsaid or (NONE,),
            "What the article says stands in cells of its own; an empty one was not filled from elsewhere.",
            ("article",), tuple(cell("stretches", stretch, column=column) for column in FIELDS),
            f"I:{stretch}:unsaid", (str(stretch),),
        )  # fmt: skip


def _lines(facts: Facts) -> Iterator[tuple[str, str, str, str, str, bool]]:
    """(table, stretch, text, source, cell, unverified) of every line that may be asked about."""
    cat = facts.cat
    named = set(cat.stretches.index[cat.stretches["name_in_source"].notna()])
    for step in cat.steps.to_dict("records"):
        if step["stretch"] in named:
            where = cell("steps", step["stretch"], step["step"], column="text_step")
            yield "steps", step["stretch"], step["text_step"], "article", where, False
    for row in cat.added.to_dict("records"):
        where = cell("added", row["stretch"], row["topic"], column="added_text")
        yield "added", row["stretch"], row["added_text"], row["source"], where, row["status"] == "M"
    for key, row in cat.dose_references.iterrows():
        where = cell("dose_references", key, column="finding")
        yield "dose_references", "", row["finding"], row["source"], where, row["status"] == "M"


def meaning_of_name(facts: Facts, rng: Random) -> Iterator[Question]:
    """L: another name, in English or Sanskrit, and the stretch that is listed under it."""
    aliases = facts.cat.aliases
    for row in aliases[aliases["kind"].isin(["english", "sanskrit"])].to_dict("records"):
        stretch, alias = row["stretch"], row["alias"]
        wearing = set(aliases.loc[aliases["alias"].str.casefold() == alias.casefold(), "stretch"])
        if _tells(alias, facts.stretch[stretch]) or len(wearing) > 1 or "dead bug" in alias.lower():
            continue
        wrong = some(rng, (s for s in facts.stretch if s != stretch), 3)
        right = facts.stretch[stretch]
        note = "" if pd.isna(row["note"]) else f" {row['note']}"
        yield Question(
            "L", "one", f"Which stretch is listed here under the name “{alias}”?",
            mixed(rng, [right, *(facts.stretch[s] for s in wrong)]), (right,), f"{alias}: {right}.{note}",
            (row["source"],) if pd.notna(row["source"]) else (),
            (cell("aliases", alias, stretch, column="stretch"),),
            f"L:{alias}", (stretch,), row["status"] == "M",
        )  # fmt: skip
    yield from _dead_bug(facts, rng)


def _dead_bug(facts: Facts, rng: Random) -> Iterator[Question]:
    """The name that means two things: both are right, and the note says why."""
    rows = facts.cat.aliases[facts.cat.aliases["alias"] == "Dead bug"].to_dict("records")
    for row in rows[:1]:
        exercise = "an exercise for core control: arm and leg are lowered while the low back stays still"
        right = f"{facts.stretch[row['stretch']]}, a stretch"
        wrong = [
            f"{facts.stretch[s]}, a stretch" for s in some(rng, set(facts.stretch) - {row["stretch"]}, 2)
        ]
        sources = [key for key in (row["source"], "emami2015") if key in facts.cat.sources.index]
        yield Question(
            "L", "one", "What can “dead bug” mean? Pick one meaning.", mixed(rng, [right, exercise, *wrong]),
            (right, exercise), row["note"], tuple(sources),
            (cell("aliases", "Dead bug", row["stretch"], column="note"),), "L:Dead bug", (row["stretch"],),
        )  # fmt: skip


def _tells(alias: str, name: str) -> bool:
    """Whether a name gives its stretch away: they share a word of more than three letters."""

    def words(text: str) -> set[str]:
        return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3}

    return bool(words(alias) & words(name))
