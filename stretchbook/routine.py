"""Chosen stretches -> a routine: ordered segments with an exact total time."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import pandas as pd

from stretchbook.catalogue import Catalogue
from stretchbook.words import count

MAX_SETS = 20
MAX_PAUSE_S = 600
LEAD_INS_S = (5, 10, 15, 20, 30, 45, 60)  # to get ready before a hold
FIRST_EXTRA_S = 10  # before the first hold one leaves the desk


@dataclass(frozen=True, eq=False)
class Routine:
    """An order of holds, with the seconds between them.

    Attributes
    ----------
    segments : pandas.DataFrame
        One row for each stretch of time, in order: ``kind`` (ready, hold, switch, rest), ``stretch``
        (id of the stretch that it belongs to or leads to), ``side`` (left, right, both), ``set``
        (1, 2, ...), ``seconds``, ``start_s`` (seconds from the start of the routine), ``cue`` (what
        to say).
    plan : dict
        The arguments of `build_routine` that make this routine again.
    left_out : tuple of str
        Ids of stretches that did not fit into the time.
    """

    segments: pd.DataFrame
    plan: dict[str, Any]
    left_out: tuple[str, ...] = ()

    @property
    def total_s(self) -> float:
        """Seconds that the routine takes when nobody pauses."""
        return float(self.segments["seconds"].sum())

    @property
    def holds(self) -> pd.DataFrame:
        """The segments that are holds."""
        return self.segments[self.segments["kind"] == "hold"]

    @property
    def stretches(self) -> list[str]:
        """Ids of the stretches in order, each once."""
        return list(self.plan["stretches"])

    def __repr__(self) -> str:
        return f"Routine: {self.counted}, {clock(self.total_s)}"

    @property
    def first_extra_s(self) -> float:
        """Seconds to get ready before the first hold beyond those before any other."""
        first_s, ready_s = self.plan["first_s"], self.plan["ready_s"]
        return 0.0 if first_s is None else float(first_s - ready_s)

    @property
    def longer_s(self) -> float:
        """Seconds that it would take with one more set."""
        once = self.segments.loc[self.segments["set"] == 1, "seconds"].sum()
        return float(self.total_s + self.plan["rest_s"] + once - self.first_extra_s)

    @property
    def counted(self) -> str:
        """Stretches, sets and holds in words."""
        stretches, sets, holds = len(self.stretches), self.plan["sets"], len(self.holds)
        return f"{count(stretches, 'stretch', 'stretches')}, {count(sets, 'set')}, {count(holds, 'hold')}"

    def to_json(self) -> str:
        """The plan as text, for a file that `load_routine` reads."""
        return json.dumps({"stretchbook_routine": 1, **self.plan}, indent=1)


def build_routine(
    cat: Catalogue,
    stretches: Sequence[str],
    sets: int = 1,
    *,
    ready_s: float = 5,
    switch_s: float = 5,
    rest_s: float = 10,
    hold_s: float | None = None,
    first_s: float | None = None,
) -> Routine:
    """Lay stretches out in time: every set goes through all of them, left side before right.

    Parameters
    ----------
    cat : Catalogue
        Gives hold time, sides and cues.
    stretches : sequence of str
        Stretch ids in order, each at most once.
    sets : int
        How often the whole order is done, 1 to 20.
    ready_s, switch_s, rest_s : float
        Seconds to get ready before every hold, to change sides (before getting ready for the second
        side) and to rest between stretches; 0 leaves a segment out.
    hold_s : float, optional
        Seconds of every hold, instead of the catalogue's own.
    first_s : float, optional
        Seconds to get ready before the first hold, instead of ``ready_s``.

    Returns
    -------
    Routine

    Raises
    ------
    ValueError
        A sentence that says which argument is wrong and what it may be.
    """
    chosen = [stretches] if isinstance(stretches, str) else list(stretches)
    pauses = {"ready_s": ready_s, "switch_s": switch_s, "rest_s": rest_s}
    _check(cat, chosen, sets, pauses if first_s is None else {**pauses, "first_s": first_s}, hold_s)
    about = cat.stretches.loc[chosen].to_dict("index")
    rows: list[dict[str, Any]] = []
    for number in range(1, sets + 1):
        for stretch in chosen:
            if rows:
                rows.append(_segment("rest", stretch, "both", number, rest_s, "rest"))
            rows += _stretch_segments(stretch, about[stretch], number, ready_s, switch_s, hold_s)
    if first_s is not None:
        rows[0]["seconds"] = float(first_s)  # every routine begins with getting ready
    segments = pd.DataFrame([row for row in rows if row["seconds"] > 0])
    segments.insert(5, "start_s", segments["seconds"].cumsum() - segments["seconds"])
    plan = {
        "stretches": [str(stretch) for stretch in chosen], "sets": int(sets), "ready_s": _plain(ready_s),
        "switch_s": _plain(switch_s), "rest_s": _plain(rest_s),
        "hold_s": None if hold_s is None else _plain(hold_s),
        "first_s": None if first_s is None else _plain(first_s),
    }  # fmt: skip
    return Routine(segments, plan)


def load_routine(cat: Catalogue, text: str) -> Routine:
    """Read the text of `Routine.to_json` back.

    Raises
    ------
    ValueError
        A sentence, if the text is not such a routine or names an unknown stretch.
    """
    try:
        plan = json.loads(text)
        if plan.pop("stretchbook_routine") != 1:
            raise ValueError
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise ValueError(
            "This is not a routine saved by stretchbook; save one again and load that."
        ) from None
    known = {"stretches", "sets", "ready_s", "switch_s", "rest_s", "hold_s", "first_s"}
    if not isinstance(plan.get("stretches"), list) or not plan.keys() <= known:
        raise ValueError(f"A saved routine has the fields {', '.join(sorted(known))}; this one has others.")
    return build_routine(cat, **plan)


def clock(seconds: float) -> str:
    """Seconds as minutes:seconds, such as ``4:05``; part of a second counts as a whole one."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02d}"


def _segment(kind: str, stretch: str, side: str, number: int, seconds: float, cue: str) -> dict[str, Any]:
    return {
        "kind": kind, "stretch": stretch, "side": side, "set": number, "seconds": float(seconds), "cue": cue,
    }  # fmt: skip


def _stretch_segments(
    stretch: str, row: dict[str, Any], number: int, ready_s: float, switch_s: float, hold_s: float | None
) -> Iterator[dict[str, Any]]:
    seconds = hold_s or row["hold_s"]
    hold_cue = row["hold_cue"] if pd.notna(row["hold_cue"]) else "hold"
    for side in ("left", "right") if row["sided"] else ("both",):
        side_cue = _side_cue(row, side)
        if side == "right":
            yield _segment("switch", stretch, side, number, switch_s, f"switch sides: {side_cue}")
        lead = f"{row['name']}, {side_cue}" if side_cue else str(row["name"])
        yield _segment("ready", stretch, side, number, ready_s, f"get ready: {lead}")
        yield _segment("hold", stretch, side, number, seconds, hold_cue)


def _side_cue(row: dict[str, Any], side: str) -> str:
    if side == "both":
        return ""
    return str(row["side_cue"]).replace("{side}", side) if pd.notna(row["side_cue"]) else f"{side} side"


def _check(
    cat: Catalogue, stretches: list[str], sets: int, pauses: dict[str, float], hold_s: float | None
) -> None:
    if not stretches:
        raise ValueError("A routine needs at least one stretch.")
    for stretch in stretches:
        if not isinstance(stretch, str) or stretch not in cat.stretches.index:
            known = ", ".join(cat.stretches.index)
            raise ValueError(f"There is no stretch {stretch!r}; the known ones are {known}.")
        if stretches.count(stretch) > 1:
            raise ValueError(f"{stretch!r} is named twice; name it once and use sets to repeat it.")
    if isinstance(sets, bool) or not isinstance(sets, Integral) or not 1 <= sets <= MAX_SETS:
        raise ValueError(f"sets must be a whole number from 1 to {MAX_SETS}, not {sets!r}.")
    for name, seconds in pauses.items():
        if not is_number(seconds) or not 0 <= seconds <= MAX_PAUSE_S:
            raise ValueError(f"{name} must be 0 to {MAX_PAUSE_S} seconds, not {seconds!r}.")
    if hold_s is not None and (not is_number(hold_s) or not 0 < hold_s <= MAX_PAUSE_S):
        raise ValueError(f"hold_s must be above 0 and at most {MAX_PAUSE_S} seconds, not {hold_s!r}.")


def _plain(number: float) -> float:
    """A number as Python's own, whole if it is: JSON knows no others."""
    return int(number) if isinstance(number, Integral) else float(number)


def is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
