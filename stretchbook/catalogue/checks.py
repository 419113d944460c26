"""What no row can know of itself: links, words that are alike, gaps in steps, figures that are not whole."""

from collections.abc import Iterable, Iterator
from typing import Any

from stretchbook.catalogue.cells import EVERY
from stretchbook.catalogue.entries import Entry, Refused, Rows, by_stretch
from stretchbook.catalogue.schema import TABLES
from stretchbook.rows import Fault
from stretchbook.words import near_word

WORDS = ("areas", "positions", "regions")


def broken_links(merged: dict[str, Rows], faulty: set[str]) -> list[Fault]:
    """Links that lead nowhere, unless rows of the target were refused.

    Where a later folder took a stretch's keyframes away from earlier steps and joint angles, one fault asks
    for those tables.
    """
    faults = []
    asked: dict[str, set[str]] = {}
    keyframes = by_stretch(merged["keyframes"].values())
    for name, table in TABLES.items():
        for columns, target in table.links.items():
            if f"{target}.csv" in faulty:
                continue
            for entry, value in _linked(merged[name].values(), columns):
                if value in merged[target]:
                    continue
                newer = keyframes.get(entry.stretch, []) if target == "keyframes" else []
                if newer and newer[0].folder > entry.folder:
                    asked.setdefault(entry.stretch, set()).add(name)
                    continue
                mend = _missing(merged, target, value)
                faults.append(entry.fault(columns.replace("+", " + "), " + ".join(map(str, value)), mend))
    for stretch, names in asked.items():
        tables = " and ".join(sorted(names, reverse=True))
        mend = f"give {tables} of {stretch} too; the earlier ones need keyframes that this file leaves out"
        faults.append(keyframes[stretch][0].fault("stretch", stretch, mend))
    return faults


def _missing(merged: dict[str, Rows], target: str, value: tuple[Any, ...]) -> str:
    """What to do about a link that leads nowhere."""
    near = near_word(value[0], (key[0] for key in merged[target])) if len(value) == 1 else None
    meant = f"did you mean {near!r}?" if near else "add it there or change it here"
    return f"nothing with this key in {target}.csv; {meant}"


def unknown_words(merged: dict[str, Rows], refused: list[Refused], known: list[Fault]) -> list[Fault]:
    """Unknown words in rows that were refused for something else, so that all faults are said at once."""
    faults = []
    told = {(fault.file, fault.row, fault.field) for fault in known}
    for table, file, number, cells in refused:
        for column, target in TABLES[table].links.items():
            if target in WORDS and (file, number, column) not in told:
                for word in (part.strip() for part in cells.get(column, "").split("|")):
                    if word and (word,) not in merged[target]:
                        faults.append(Fault(file, number, column, word, _missing(merged, target, (word,))))
    return faults


def _linked(entries: Iterable[Entry], columns: str) -> Iterator[tuple[Entry, tuple[Any, ...]]]:
    """Each key that rows name in a link: none for an empty cell, one for each word of a list."""
    for entry in entries:
        value = tuple(getattr(entry.row, column) for column in columns.split("+"))
        if isinstance(value[0], tuple):
            yield from ((entry, (word,)) for word in value[0] if word != EVERY)
        elif None not in value:
            yield entry, value


def words_alike(merged: dict[str, Rows]) -> list[Fault]:
    """Words of one table that differ by their capital letters only: as columns they would be one."""
    faults = []
    for name in WORDS:
        known: dict[str, Entry] = {}
        for (word,), entry in merged[name].items():
            first = known.setdefault(str(word).casefold(), entry)
            if first is not entry:
                mend = f"the same word as {first.row.model_dump()['id']!r} of {first.file}; write it alike"
                faults.append(entry.fault("id", word, mend))
    return faults


def step_gaps(merged: dict[str, Rows]) -> list[Fault]:
    faults = []
    for stretch, steps in by_stretch(merged["steps"].values()).items():
        for entry in steps:
            number = getattr(entry.row, "step", 0)
            if number > len(steps):
                mend = f"number the {len(steps)} steps of {stretch} 1, 2, 3 without gaps"
                faults.append(entry.fault("step", number, mend))
    return faults


def faulty_figures(merged: dict[str, Rows], known: set[str | None]) -> list[Fault]:
    """Stretches whose keyframes make no figure; those with a fault already (in `known`) are passed over."""
    faults = []
    angles = by_stretch(merged["keyframe_angles"].values())
    for stretch, heads in by_stretch(merged["keyframes"].values()).items():
        if stretch in known:
            continue
        rows = {head: head.row.model_dump() for head in heads}
        for head in heads:
            if rows[head]["keyframe"] >= len(heads):
                mend = f"number the {len(heads)} keyframes of {stretch} 0, 1, 2 without gaps"
                faults.append(head.fault("keyframe", rows[head]["keyframe"], mend))
        held = [head for head in heads if rows[head]["hold"]]
        if len(held) != 1:
            mend = f"write true for one keyframe of {stretch}, the held posture; {len(held)} have it"
            faults.append((held or heads)[-1].fault("hold", None, mend))
        posed = {key[1] for key in merged["keyframe_angles"] if key[0] == stretch and key[2] == 1}
        bare = [head for head in heads if rows[head]["keyframe"] not in posed]
        if bare:
            numbers = ", ".join(str(rows[head]["keyframe"]) for head in bare)
            mend = f"keyframe_angles.csv needs joint angles with t = 1 for keyframe {numbers} of {stretch}"
            latest = max([*bare, *angles.get(stretch, [])], key=lambda entry: entry.folder)
            faults.append(latest.fault("keyframe", None, mend))
    return faults
