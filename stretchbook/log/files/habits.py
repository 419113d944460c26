"""Ticks of habit trackers as sessions: a day with a tick is a session without holds, a skipped day is rest.

Loop Habit Tracker writes ``Checkmarks.csv``: a column for each habit, or, in the folder of one habit, its
days alone. HabitBull writes one row for each habit and day.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from stretchbook.log.files.readings import Numbered

LOOP, HABITBULL = "Loop Habit Tracker", "HabitBull"
_BULL = ("HabitName", "CalendarDate", "Value")
_DONE, _REST = {"1", "2", "yes_manual", "yes_auto"}, {"3", "skip"}
_NOT = {"", "0", "-1", "no", "unknown"}
_OURS = re.compile("stretch|dehn|mobil|yoga", re.IGNORECASE)
Tick = tuple[int, str, str, str, str]
"""Number of the row, habit, day, value, note."""


def program(path: Path, heading: Sequence[str]) -> str | None:
    """Say which program wrote a CSV file, by its name and heading."""
    if set(_BULL) <= set(heading):
        return HABITBULL
    is_day = bool(heading) and (heading[0] == "Date" or re.fullmatch(r"\d{4}-\d\d-\d\d", heading[0]))
    return LOOP if path.name.lower() == "checkmarks.csv" and is_day else None


def ticks(path: Path, lines: Sequence[Sequence[str]]) -> list[Tick]:
    """Give the days of every habit of a file, as they stand there."""
    heading = list(lines[0])
    if set(_BULL) <= set(heading):
        name, day, value = map(heading.index, _BULL)
        note = heading.index("CommentText") if "CommentText" in heading else None
        return [
            (number, row[name], row[day], row[value], row[note] if note is not None else "")
            for number, row in enumerate(lines[1:], 2)
            if len(row) == len(heading)
        ]
    alone = re.sub(r"^\d+ ", "", path.absolute().parent.name) or "habit"
    if heading[0] != "Date":  # one habit, without a heading
        return [(number, alone, row[0], row[1], "") for number, row in enumerate(lines, 1) if len(row) > 1]
    if heading[1:] in (["Value"], ["Value", "Notes"]):
        return [
            (number, alone, row[0], row[1], row[2] if len(row) > 2 else "")
            for number, row in enumerate(lines[1:], 2)
            if len(row) > 1
        ]
    return [
        (number, habit, row[0], value, "")
        for number, row in enumerate(lines[1:], 2)
        for habit, value in list(zip(heading, row, strict=False))[1:]
        if habit
    ]


def proposed(found: Sequence[Tick]) -> tuple[tuple[str, ...], bool]:
    """Which habits to take: those whose name speaks of stretching, else all; and whether that is certain."""
    names = tuple(dict.fromkeys(tick[1] for tick in found))
    ours = tuple(name for name in names if _OURS.search(name))
    return ours or names, len(ours) == 1 or len(names) == 1


def rows(
    file: str, writer: str, found: Sequence[Tick], taken: Sequence[str], table: str
) -> Iterator[Numbered]:
    """Give the rows of a table that ticks of some habits make: sessions, and days of rest."""
    rested: set[str] = set()
    for number, habit, day, value, note in found:
        word = value.strip().casefold()
        if habit not in taken or word in _NOT:
            continue
        if table == "days" and word in _REST and day not in rested:
            rested.add(day)
            yield file, number, {"day": day, "kind": "rest", "note": f"{habit} ({writer})"}
        if table == "sessions" and word not in _REST:
            amount = "" if word in _DONE or not word.isdecimal() else f" {_amount(word, writer)}"
            key = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{writer}|{habit}|{day}"))
            said = f"{habit}{amount} ({writer})" + (f": {note}" if note else "")
            yield file, number, {"id": key, "started_at": day, "note": said}


def _amount(word: str, writer: str) -> str:
    """A number that was counted; Loop writes thousandths."""
    return f"{Decimal(word) / 1000:g}" if writer == LOOP else word
