"""How much pain a room rates before and after: counts of a show of hands and of files, never one person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

MOMENTS = ("before", "after")
FEWEST = 5
LEVELS = range(11)
MOST = 1000


def level_counts(numbers: Iterable[Any]) -> list[int]:
    """How many people named each of the levels 0 to 10, checked.

    Parameters
    ----------
    numbers : iterable
        Eleven whole numbers, people at level 0, 1, ... 10.

    Raises
    ------
    ValueError
        A sentence that names the level and what may stand there.
    """
    counts = list(numbers)
    if len(counts) != len(LEVELS):
        raise ValueError(f"There must be eleven counts, for 0 to 10; there are {len(counts)}.")
    for level, count in zip(LEVELS, counts, strict=True):
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST:
            raise ValueError(
                f"People at level {level} must be a whole number from 0 to {MOST}, not {count!r}."
            )
    return counts


def counted_scores(scores: Iterable[int]) -> list[int]:
    """How many of some scores stand at each of the levels 0 to 10."""
    given = list(scores)
    return [given.count(level) for level in LEVELS]


def room_ratings(*sources: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """Add up what a room rated before and after, without what could show one person.

    Parameters
    ----------
    *sources : mapping of str to sequence of int
        Eleven counts for each moment, "before" and "after", such as those of a show of hands and those of
        files. What fewer than five people of one source rated is left out: beside a source that is known,
        it would be the difference.

    Returns
    -------
    pandas.DataFrame
        moment ("before", "after"), score (0 to 10), people (int); eleven rows for each moment that is shown.
    """
    rows = []
    for moment in MOMENTS:
        shown = [counts for source in sources if sum(counts := source.get(moment, ())) >= FEWEST]
        if shown:
            people = [sum(at) for at in zip(*shown, strict=True)]
            rows += [(moment, score, count) for score, count in zip(LEVELS, people, strict=True)]
    return pd.DataFrame(rows, columns=["moment", "score", "people"])


def in_groups(shown: Sequence[int], waiting: Sequence[int]) -> tuple[list[int], list[int]]:
    """Scores that are shown and those that still wait: they join the others as five or more at once.

    A chart that grew by one file would show that person as the difference to the chart before.
    """
    if len(waiting) < FEWEST:
        return list(shown), list(waiting)
    return [*shown, *waiting], []
