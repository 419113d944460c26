"""Muscles as bars, each in its own length range, and what must be said beside them."""

from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.body.kinematics import Pose
from stretchbook.body.motion import limb_angles
from stretchbook.body.muscles import (
    DIRECTION_ONLY,
    WITHHELD,
    clamped,
    muscle_directions,
    muscle_lengths,
    pose_lengths,
)
from stretchbook.catalogue import Catalogue
from stretchbook.widgets.join import styles, widget

GENERIC = "One generic adult model (MyoLegs and MyoTorso): a length is not a felt stretch, nor a benefit."


class Bars(anywidget.AnyWidget):
    """Muscles as rows: where each stands between its shortest and its longest length.

    Attributes
    ----------
    rows : list of dict
        ``name``; ``percent`` of standing length; ``place``, ``standing`` and ``before``: positions in the
        range, 0 to 100, now, standing and before the change; ``place`` None: no numbers are shown, and
        ``direction`` says what is known.
    """

    _esm = widget("forms/bars.js", "Bars")
    _css = styles("forms/bars.css")
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)


def bar_rows(cat: Catalogue, pose: Pose, side: str, before: Pose | None = None) -> list[dict[str, Any]]:
    """Rows for `Bars`: every muscle that the model has, on one side of a posture.

    Parameters
    ----------
    cat : Catalogue
        Gives the names.
    pose, before : mapping
        Joint angles, see `stretchbook.body.kinematics`; without ``before`` the change is from standing.
    side : str
        "left" or "right".
    """
    now, standing = pose_lengths(pose).loc[side], muscle_lengths()["range_position"]
    then = standing if before is None else pose_lengths(before).loc[side, "range_position"]
    directions = muscle_directions(**limb_angles(pose, side))
    whole = pd.DataFrame({"percent": now["percent"], "place": now["range_position"], "standing": standing})
    whole = whole.assign(before=then).round().astype("Int64")
    return [
        {
            "name": str(cat.muscles["name"].get(muscle, muscle)),
            "direction": str(directions[muscle]),
            **{key: None if pd.isna(value) else int(value) for key, value in row.items()},
        }
        for muscle, row in zip(whole.index, whole.to_dict("records"), strict=True)
    ]


def model_words(cat: Catalogue, pose: Pose, side: str) -> list[str]:
    """What is clamped and what is withheld in a posture, and what a length is not, line by line."""
    names = cat.muscles["name"]
    said = [
        f"{angle.replace('_', ' ').capitalize()} is read at {deg:g}°, where the model ends.".replace("-", "−")
        for angle, deg in clamped(**limb_angles(pose, side)).items()
    ]
    only = ", ".join(str(names.get(key, key)) for key in DIRECTION_ONLY)
    none = ", ".join(str(names.get(key, key)) for key in WITHHELD if key not in DIRECTION_ONLY)
    said.append("On the figure: muscles that are more than 1 % longer than in standing.")
    return [*said, f"Only the direction, from its back part: {only}.", f"No numbers for: {none}.", GENERIC]
