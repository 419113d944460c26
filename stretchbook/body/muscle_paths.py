"""The paths of the muscles in a posture, as a table to measure in."""

import pandas as pd

from stretchbook.body.inside import inside, path_of, place_inside
from stretchbook.body.kinematics import place_body
from stretchbook.body.motion import anchor_of, keyframes_of
from stretchbook.catalogue import Catalogue

NOT_FOR_MEASURING = "not for measuring"


def muscle_paths(
    cat: Catalogue, stretch: str, keyframe: int | None = None, side: str = "left"
) -> pd.DataFrame:
    """Where the muscles run in one keyframe of a stretch, as lines of pull through our body.

    Parameters
    ----------
    cat : Catalogue
        With the keyframes.
    stretch : str
        Id of the stretch.
    keyframe : int, optional
        0, 1, 2, ...; without it, the held posture.
    side : str
        Side of the hold: "left", "right", or "both" for a stretch without sides.

    Returns
    -------
    pandas.DataFrame
        A row for each point of each path, from origin to insertion.

        - ``muscle``: id of the muscle table; a muscle without a path in the model is not there.
        - ``part``: the model's name of this part of it.
        - ``side``: "left" or "right" side of the body (not of the hold).
        - ``order``: 0, 1, 2, ... along the path.
        - ``x``, ``y``, ``z``: ahead, to the body's left and up, body heights; the floor is at z = 0.
        - ``use``: "" where the path may be measured; ``NOT_FOR_MEASURING`` for the trunk, where the drawn
          length and the one of `muscle_lengths` disagree.

    Raises
    ------
    KeyError
        If there is no such stretch, or it has no keyframes.
    ValueError
        If it has no such keyframe.

    Notes
    -----
    The length along a path is a picture's, not a measured one: percent and place in the range come from
    `muscle_lengths` alone. Source: paths of the model myofullbody of myo-sim, put into our body.
    """
    steps = keyframes_of(cat, stretch, side)
    if keyframe is None:
        keyframe = next(step.number for step in steps if step.hold)
    if not 0 <= keyframe < len(steps):
        raise ValueError(f"keyframe must be 0 to {len(steps) - 1} in {stretch!r}, not {keyframe}.")
    pose = steps[keyframe].pose
    placed = place_inside(place_body(pose, anchor_of(cat, stretch, side)), pose)
    frames = []
    for muscle, entry in inside().header["muscles"].items():
        for part in entry["parts"]:
            for body_side in ("left", "right"):
                line = pd.DataFrame(path_of(placed, part, body_side), columns=["x", "y", "z"])
                use = NOT_FOR_MEASURING if entry["trunk"] else ""
                frames.append(
                    line.assign(
                        muscle=muscle, part=part["name"], side=body_side, order=range(len(line)), use=use
                    )
                )
    return pd.concat(frames, ignore_index=True)[["muscle", "part", "side", "order", "x", "y", "z", "use"]]
