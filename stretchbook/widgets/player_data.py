"""A routine as one JSON value: all that a hold player shows, in a notebook or in a page of its own."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from stretchbook.body.compare import held_pose
from stretchbook.body.motion import packed_figure_data
from stretchbook.body.muscles import pose_lengths, tints
from stretchbook.catalogue import Catalogue
from stretchbook.pages import hold_note, picture
from stretchbook.routine import Routine
from stretchbook.words import OTHER_SIDE, mirror


def player_data(cat: Catalogue, routine: Routine, *, sources: bool = True) -> dict[str, Any]:
    """What the hold player shows of a routine.

    Parameters
    ----------
    cat : Catalogue
        Gives names, steps, keyframes and pictures.
    routine : Routine
        What is to be done; all its stretches must be in the catalogue.
    sources : bool
        Whether the pictures come along, or their ``alt`` only.

    Returns
    -------
    dict
        Plain values that can be written as JSON. ``segments``: the routine's segments in order, each with
        ``name``, ``side_words``, ``rocking`` and ``sets`` of its stretch. ``about``: for each stretch its
        ``steps`` by side, a ``note`` on its time, what the ``figure`` draws (None without keyframes; its
        postures are texts of angles, degrees, in the order of ``joints``) and the keys of its ``pictures`` by
        side. ``pictures``: for each key ``src``, a data address, and ``alt``; each picture stands once.
    """
    stretches = cat.stretches
    about: dict[str, Any] = {}
    pictures: dict[str, Any] = {}
    steps = _steps(cat)
    for stretch in routine.stretches:
        row = stretches.loc[stretch]
        sides = ("left", "right") if row["sided"] else ("both",)
        shown = {side: picture(cat, stretch, side=side, source=sources) for side in sides}
        keys = {side: f"{stretch} {side}" for side in sides if shown[side]}
        pictures |= {key: shown[side] for side, key in keys.items()}
        about[stretch] = {
            "steps": _by_side(steps.get(stretch, []), str(row["steps_side"]), sides),
            "note": hold_note(row, routine.plan["hold_s"]),
            "figure": _figure(cat, stretch),
            "pictures": keys,
        }
    return {"segments": _segments(cat, routine), "about": about, "pictures": pictures}


def held_places(cat: Catalogue, stretches: Iterable[str]) -> dict[str, dict[str, float]]:
    """Where in its range each muscle is that a held posture lengthens, 0 to 1, by stretch and "muscle side".

    It is of the left side of a sided stretch; a stretch without keyframes is left out.
    """
    known = set(cat.keyframes["stretch"])
    return {
        stretch: {key: place / 100 for key, place in tints(pose_lengths(held_pose(cat, stretch))).items()}
        for stretch in stretches
        if stretch in known
    }


def _segments(cat: Catalogue, routine: Routine) -> list[dict[str, Any]]:
    segments, about = routine.segments, cat.stretches
    told = {of: dict(zip(about.index, about[of], strict=True)) for of in ("name", "side_cue", "dose_type")}
    shown = []
    for values in zip(*(segments[column].tolist() for column in segments), strict=True):
        segment = dict(zip(segments, values, strict=True))
        stretch = segment["stretch"]
        cue = told["side_cue"][stretch] if pd.notna(told["side_cue"][stretch]) else "{side} side"
        segment["name"] = told["name"][stretch]
        segment["rocking"] = told["dose_type"][stretch] == "rocking"
        segment["side_words"] = cue.replace("{side}", segment["side"])
        segment["sets"] = routine.plan["sets"]
        shown.append(segment)
    return shown


def _figure(cat: Catalogue, stretch: str) -> dict[str, Any] | None:
    try:
        return packed_figure_data(cat, stretch)
    except KeyError:  # a stretch of one's own without keyframes
        return None


def _steps(cat: Catalogue) -> dict[str, list[dict[str, Any]]]:
    """Steps of every stretch as they are written; ``held`` marks the hold."""
    frames = cat.keyframes
    holds = set(zip(frames["stretch"], frames["keyframe"].where(frames["hold"]), strict=True))
    found: dict[str, list[dict[str, Any]]] = {}
    columns = (cat.steps[name] for name in ("stretch", "text_step", "keyframe"))
    for stretch, text, keyframe in zip(*columns, strict=True):
        held = pd.notna(keyframe) and (stretch, keyframe) in holds
        found.setdefault(stretch, []).append({"text": text, "held": bool(held)})
    return found


def _by_side(
    steps: list[dict[str, Any]], written_for: str, sides: tuple[str, ...]
) -> dict[str, list[dict[str, Any]]]:
    """Steps for each side: as written for one, mirrored for the other."""
    mirrored = [{**row, "text": mirror(row["text"])} for row in steps]
    return {side: mirrored if side == OTHER_SIDE[written_for] else steps for side in sides}
