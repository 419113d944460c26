"""Easier and harder forms of a stretch: the held posture with some joints changed, and what that changes."""

from dataclasses import replace
from typing import get_args

import pandas as pd

from stretchbook.body.kinematics import Pose, full_pose
from stretchbook.body.motion import GROUP, Keyframe, keyframes_of
from stretchbook.body.muscles import pose_lengths
from stretchbook.catalogue import Catalogue
from stretchbook.words import FormOf

EASIER, HARDER = get_args(FormOf)
HELD = "held"


def forms_of(cat: Catalogue, stretch: str, side: str = "left") -> dict[str, Keyframe]:
    """The easier form, the hold itself and the harder form of a stretch, as steps of a figure.

    Parameters
    ----------
    cat : Catalogue
        With the keyframes and the forms.
    stretch : str
        Id of the stretch.
    side : str
        Side of the hold.

    Returns
    -------
    dict of str to Keyframe
        By "easier", "held" and "harder"; a form of which no joint angle is known is not there.

    Raises
    ------
    KeyError
        If the stretch has no keyframes.
    """
    held = next(step for step in keyframes_of(cat, stretch) if step.hold)
    rows = cat.form_angles[cat.form_angles["stretch"] == stretch]
    names = cat.forms[cat.forms["stretch"] == stretch].set_index("form")["name"]
    found = {HELD: replace(held, name=f"as the hold is: {held.name}", frames=((1.0, held.pose),))}
    for form, angles in rows.groupby("form"):
        pose = full_pose(held.pose)
        for side_of, joint, deg in zip(angles["side"], angles["joint"], angles["deg"], strict=True):
            pose[GROUP[side_of]][joint] = float(deg)
        found[str(form)] = replace(held, name=f"{form}: {names[form]}", rock_roll=0.0, frames=((1.0, pose),))
    ordered = [form for form in (EASIER, HELD, HARDER) if form in found]
    steps = {form: replace(found[form], number=number) for number, form in enumerate(ordered)}
    return {form: step.mirrored() for form, step in steps.items()} if side == "right" else steps


def form_lengths(cat: Catalogue, stretch: str, side: str = "left") -> pd.DataFrame:
    """How long the muscles are in the easier form, the hold and the harder form of a stretch.

    Parameters
    ----------
    cat : Catalogue
        With the keyframes and the forms.
    stretch : str
        Id of the stretch.
    side : str
        Side of the hold.

    Returns
    -------
    pandas.DataFrame
        A row for each muscle and side of the body: ``muscle``, ``body_side``, and the change from standing
        in percent as ``easier``, ``held`` and ``harder``; a column is not there where the form is not.
        Muscles without numbers are left out.

    Notes
    -----
    Source: `muscle_lengths`; the angles of a form are approximate, as all of the figure are. Side-bending
    and the turn of the thorax lengthen nothing in that model.
    """
    forms = forms_of(cat, stretch, side)
    lengths = pd.DataFrame({form: pose_lengths(step.pose)["percent"] for form, step in forms.items()})
    frame = lengths.dropna().rename_axis(["body_side", "muscle"]).reset_index()
    order = {muscle: place for place, muscle in enumerate(cat.muscles.index)}
    frame = frame.sort_values(["muscle", "body_side"], key=lambda column: column.map(order).fillna(0))
    return frame[["muscle", "body_side", *forms]].reset_index(drop=True)


def changed_angles(cat: Catalogue, stretch: str, form: str) -> list[tuple[str, str, float, float]]:
    """Joints in which a form differs from the hold: (side, joint, degrees held, degrees in the form)."""
    forms = forms_of(cat, stretch)
    held, pose = full_pose(forms[HELD].pose), _pose(forms, form)
    sides = {group: side for side, group in GROUP.items()}
    return [
        (sides[group], joint, held[group][joint], deg)
        for group, angles in pose.items()
        for joint, deg in angles.items()
        if deg != held[group][joint]
    ]


def _pose(forms: dict[str, Keyframe], form: str) -> Pose:
    return full_pose(forms[form].pose) if form in forms else full_pose(forms[HELD].pose)
