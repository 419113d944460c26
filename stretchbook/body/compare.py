"""A held posture three ways: what the article claims, the textbook table says and the model measures."""

from collections.abc import Collection
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from stretchbook.body.kinematics import Pose
from stretchbook.body.motion import keyframes_of, limb_angles
from stretchbook.body.muscles import STILL, WITHHELD, muscle_directions, pose_lengths
from stretchbook.catalogue import Catalogue
from stretchbook.words import OTHER_SIDE, mirror, muscle_sides

LONGER = 5.0
"""Percent of standing length from which a muscle is called lengthened: ten times what `STILL` calls none."""

NEAR_END = 90.0
"""Place in its own range from which a muscle is called lengthened however few percent that is: a muscle
with a short range, as iliopsoas has, can be nearly as long as it gets at four percent."""

Verdict = Literal[
    "agree: lengthened", "agree: not lengthened", "model: hardly longer", "model: shorter",
    "model: longer while working", "model only", "numbers withheld",
]  # fmt: skip
Mark = Literal["right", "missed", "sources differ", "not lengthened", ""]

VERDICTS: tuple[str, ...] = get_args(Verdict)
MARKS: tuple[str, ...] = get_args(Mark)
LENGTHENED = ("primary", "secondary")  # roles of the textbook table


def held_pose(cat: Catalogue, stretch: str, side: str = "left") -> Pose:
    """The posture in which a stretch is held, as joint angles; `side` as for `compare_pose`."""
    if side not in ("left", "right") and not (side == "both" and not cat.stretches.at[stretch, "sided"]):
        raise ValueError(f"{side!r} is no side that {stretch!r} is held on; give 'left' or 'right'.")
    return next(step.pose for step in keyframes_of(cat, stretch, side) if step.hold)


def compare_pose(cat: Catalogue, stretch: str, side: str = "left") -> pd.DataFrame:
    """The textbook table beside the model, for the held posture of one stretch.

    Parameters
    ----------
    cat : Catalogue
        With the textbook table ``stretch_muscles`` and the keyframes.
    stretch : str
        Id of the stretch.
    side : str
        Side of the hold, "left" or "right"; for a stretch without sides "both" will do as well.

    Returns
    -------
    pandas.DataFrame
        A row for each muscle of the catalogue and each side of the body, in the order of the muscle table.

        - ``muscle``, ``name``: id and name.
        - ``body_side``: "left" or "right" side of the body (not of the hold).
        - ``role``: what the textbook table says: "primary", "secondary", "working", "not lengthened";
          missing where it does not name the muscle on this side.
        - ``text_claim``: whether the article names it.
        - ``percent``: change of muscle-tendon length from standing, percent; missing where withheld.
        - ``range_position``: place in the muscle's own length range, 0 to 100; missing where withheld.
        - ``direction``: "longer", "shorter" or "unchanged" in the model; missing where that is withheld too.
        - ``verdict``: one of ``VERDICTS``, see Notes.
        - ``why``: the textbook table's reason, for the side of the hold; missing without a role.
        - ``withheld``: why no numbers are shown; missing where they are.

    Raises
    ------
    KeyError
        If there is no such stretch, or it has no keyframes.
    ValueError
        If it is not held on this side.

    Notes
    -----
    Lengthened in the model means at least ``LONGER`` percent longer than standing, or longer at all and
    above ``NEAR_END`` percent of the muscle's own range; shorter means by more than half a percent; what
    lies between is hardly longer. Both limits are conventions of this workbook, taken from no study.
    Sources: the table ``stretch_muscles`` (its sources stand in it), and `muscle_lengths`.
    """
    pose = held_pose(cat, stretch, side)
    keys = pd.MultiIndex.from_product([cat.muscles.index, ["left", "right"]], names=["muscle", "body_side"])
    frame = pd.DataFrame(index=keys).join(_textbook(cat, stretch, side)).join(_model(pose)).reset_index()
    frame["text_claim"] = frame["text_claim"].eq(True)
    frame["name"] = frame["muscle"].map(cat.muscles["name"])
    frame["withheld"] = frame["muscle"].map(WITHHELD).where(frame["percent"].isna())
    frame["verdict"] = _verdicts(frame)
    order = ["muscle", "name", "body_side", "role", "text_claim", "percent", "range_position"]
    return frame[[*order, "direction", "verdict", "why", "withheld"]]


def _textbook(cat: Catalogue, stretch: str, side: str) -> pd.DataFrame:
    """Role, claim and reason of each muscle and body side in the textbook table; the first row counts."""
    rows = cat.stretch_muscles[cat.stretch_muscles["stretch"] == stretch]
    if side == "right":
        rows = rows.assign(why=rows["why"].map(mirror, na_action="ignore"))
    sides = rows["side_rule"].map(lambda rule: muscle_sides(rule, side))
    named = rows.assign(body_side=sides).explode("body_side").set_index(["muscle", "body_side"])
    return named.loc[~named.index.duplicated(), ["role", "text_claim", "why"]]


def _model(pose: Pose) -> pd.DataFrame:
    """Percent, place and direction of each muscle and body side that the model has."""
    words = {side: muscle_directions(**limb_angles(pose, side)) for side in OTHER_SIDE}
    lengths = pose_lengths(pose).assign(direction=pd.concat(words, names=["side"]))
    return lengths.rename_axis(["body_side", "muscle"]).swaplevel()


def _verdicts(frame: pd.DataFrame) -> np.ndarray:
    percent, role = frame["percent"], frame["role"]
    long = (percent >= LONGER) | ((percent > STILL) & (frame["range_position"] >= NEAR_END))
    claimed = role.isin(LENGTHENED) | frame["text_claim"]
    rules: list[tuple[Any, Verdict]] = [
        (percent.isna(), "numbers withheld"),
        (long & role.isin(LENGTHENED), "agree: lengthened"),
        (long & (role == "working"), "model: longer while working"),
        (long, "model only"),
        (claimed & (percent < -STILL), "model: shorter"),
        (claimed, "model: hardly longer"),
    ]
    return np.select([rule for rule, _ in rules], [word for _, word in rules], "agree: not lengthened")


def mark_prediction(compared: pd.DataFrame, picked: Collection[str], body_side: str) -> pd.DataFrame:
    """What was right, missed and wrong in a prediction of what a posture lengthens.

    Parameters
    ----------
    compared : pandas.DataFrame
        From `compare_pose`.
    picked : collection of str
        Ids of the muscles that are said to be lengthened.
    body_side : str
        The side of the body that is meant.

    Returns
    -------
    pandas.DataFrame
        The rows of `compared` for this side with ``picked`` (bool) and ``mark``, one of `MARKS`: "right"
        and "missed" where the textbook table says lengthened and the model agrees or is withheld; "sources
        differ" where the two disagree, or the table is silent and the numbers are withheld; "not
        lengthened" for the rest, and "" for what was rightly left out, or left out where they differ
        and the table is silent.
    """
    rows = compared[compared["body_side"] == body_side]
    chosen, named = rows["muscle"].isin(list(picked)), rows["role"].isin(LENGTHENED)
    withheld = rows["verdict"] == "numbers withheld"
    sure = (rows["verdict"] == "agree: lengthened") | (withheld & named)
    alone = rows["verdict"].isin(["model only", "model: longer while working"])
    differ = named | alone | (withheld & rows["role"].isna())
    rules: list[tuple[Any, Mark]] = [
        (sure & chosen, "right"),
        (sure, "missed"),
        (differ & (chosen | ~withheld), "sources differ"),
        (chosen, "not lengthened"),
    ]
    marks = np.select([rule for rule, _ in rules], [word for _, word in rules], "")
    return rows.assign(picked=chosen, mark=marks)
