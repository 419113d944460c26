"""Joint angles to muscle-tendon lengths: a table made from published models, read with NumPy alone.

``data/make_muscle_lengths.py`` makes the table from MyoLegs and MyoTorso (package myo-sim, Apache-2.0) and
says how. One generic adult: percentages of a length, not of a felt stretch, a force or a benefit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from stretchbook import paths
from stretchbook.body.kinematics import Pose
from stretchbook.body.motion import limb_angles

WITHHELD = {
    "gluteus_medius_minimus": "the models disagree on minimus; of medius only the direction is shown",
    "vasti": "the models disagree",
    "external_oblique": "the models disagree on single obliques",
    "internal_oblique": "the models disagree on single obliques",
    "pectineus": "not in the model",
    "latissimus_dorsi": "the model's shoulder does not move",
    "rhomboids_posterior_deltoid": "the model's shoulder does not move",
}
"""Muscles of the catalogue whose numbers are not shown, and why."""

DIRECTION_ONLY = ("gluteus_medius_minimus",)
STILL = 0.5  # percent: less is no change
COLUMNS = pd.Index(["percent", "range_position"])


@dataclass(frozen=True)
class _Table:
    """One lookup table: muscles, axes and their grid points, percent on the grid, centimetres standing."""

    muscles: list[str]
    axes: dict[str, np.ndarray]
    percent: np.ndarray
    errors: np.ndarray
    standing: np.ndarray

    def read(self, angles: Mapping[str, float]) -> np.ndarray:
        values = self.percent
        for name, axis in self.axes.items():
            place = (min(max(angles[name], axis[0]), axis[-1]) - axis[0]) / (axis[1] - axis[0])
            i = min(int(place), len(axis) - 2)
            values = values[i] * (1 - (place - i)) + values[i + 1] * (place - i)
        return values


@cache
def _tables() -> tuple[_Table, ...]:
    with np.load(paths.data_folder() / "muscle_lengths.npz") as stored:
        return tuple(
            _Table(
                [str(name) for name in stored[f"{name}_muscles"]],
                {str(axis): stored[f"axis_{axis}"] for axis in stored[f"{name}_axes"]},
                stored[name].astype(np.float64) / 100,
                np.stack([stored[f"{name}_error_p99"], stored[f"{name}_error_max"]], axis=1),
                stored[f"{name}_standing"],
            )
            for name in ("knee", "hip", "trunk", "ankle")
        )


@cache
def _shape() -> tuple[pd.Index, np.ndarray, np.ndarray, np.ndarray]:
    """Muscle ids in order, lowest and greatest percent of each, and which are shown as direction only."""
    names = pd.Index([name for table in _tables() for name in table.muscles], name="muscle")
    ends = [(table.percent.reshape(-1, len(table.muscles))) for table in _tables()]
    low = np.concatenate([values.min(axis=0) for values in ends])
    high = np.concatenate([values.max(axis=0) for values in ends])
    return names, low, high, np.asarray(names.isin(DIRECTION_ONLY))


def muscle_lengths(
    *,
    hip_flexion: float = 0.0,
    hip_abduction: float = 0.0,
    hip_rotation: float = 0.0,
    knee_flexion: float = 0.0,
    ankle_dorsiflexion: float = 0.0,
    lumbar_flexion: float = 0.0,
    lumbar_rotation: float = 0.0,
) -> pd.DataFrame:
    """How far the muscles of one leg, and of the trunk on its side, are lengthened.

    Parameters
    ----------
    hip_flexion, hip_abduction, hip_rotation : float
        Femur relative to pelvis, degrees: flexion, abduction and external rotation positive.
    knee_flexion, ankle_dorsiflexion : float
        Degrees.
    lumbar_flexion, lumbar_rotation : float
        Degrees; rotation towards this side is positive.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``muscle`` (ids of the muscle table). ``percent``: change of muscle-tendon length from
        standing, percent. ``range_position``: where that is between the shortest (0) and the longest (100)
        length the muscle has in the table. Both are missing for a muscle shown as a direction only
        (``muscle_directions``).

    Notes
    -----
    Angles beyond the table's box are read at its edge, see ``clamped``. Source: the models MyoLegs and
    MyoTorso of myo-sim; muscles left out are named, with the reason, in ``WITHHELD``.
    """
    names, low, high, withheld = _shape()
    percent = _percent(
        hip_flexion=hip_flexion,
        hip_abduction=hip_abduction,
        hip_rotation=hip_rotation,
        knee_flexion=knee_flexion,
        ankle_dorsiflexion=ankle_dorsiflexion,
        lumbar_flexion=lumbar_flexion,
        lumbar_rotation=lumbar_rotation,
    )
    both = np.column_stack([percent, 100 * (percent - low) / (high - low)])
    both[withheld] = np.nan
    return pd.DataFrame(both, index=names, columns=COLUMNS)


def _percent(**angles: float) -> np.ndarray:
    if not all(np.isfinite(deg) for deg in angles.values()):
        raise ValueError("Every joint angle must be a finite number of degrees.")
    return np.concatenate([table.read(angles) for table in _tables()])


def muscle_directions(**angles: float) -> "pd.Series[Any]":
    """Only the direction: "longer", "shorter" or "unchanged" (within half a percent) for each muscle.

    Parameters
    ----------
    **angles : float
        As for `muscle_lengths`.

    Returns
    -------
    pandas.Series
        Indexed by ``muscle``; gluteus medius (posterior part) stands in for medius and minimus.
    """
    known = {axis: 0.0 for table in _tables() for axis in table.axes}
    if unknown := sorted(set(angles) - set(known)):
        raise TypeError(f"There is no angle {unknown[0]!r}; there are {', '.join(known)}.")
    percent = _percent(**(known | angles))
    words = np.select([percent > STILL, percent < -STILL], ["longer", "shorter"], "unchanged")
    return pd.Series(words, index=_shape()[0], name="direction")


def joint_ranges() -> dict[str, tuple[float, float]]:
    """The angles that the table knows, degrees: lowest and highest."""
    return {
        name: (float(axis[0]), float(axis[-1])) for table in _tables() for name, axis in table.axes.items()
    }


def lengths_over(muscle: str, joint: str, degrees: np.ndarray, pose: Mapping[str, float]) -> np.ndarray:
    """Percent and place in its range of one muscle at many angles of one joint, the others as in `pose`."""
    table = next(table for table in _tables() if muscle in table.muscles)
    column = table.muscles.index(muscle)
    angles = {name: 0.0 for name in table.axes} | dict(pose)
    percent = np.array([table.read({**angles, joint: deg})[column] for deg in degrees])
    low, high = table.percent[..., column].min(), table.percent[..., column].max()
    return np.column_stack([percent, 100 * (percent - low) / (high - low)])


def standing_length(muscle: str) -> float:
    """Length of a muscle with its tendons, standing, in centimetres: the mean of its parts in the model."""
    table = next(table for table in _tables() if muscle in table.muscles)
    return float(table.standing[table.muscles.index(muscle)])


def clamped(**angles: float) -> dict[str, float]:
    """Angles beyond the table's box, with the value that is read in their place."""
    box = joint_ranges()
    return {
        name: float(np.clip(deg, *box[name]))
        for name, deg in angles.items()
        if not box[name][0] <= deg <= box[name][1]
    }


def interpolation_errors() -> pd.DataFrame:
    """Error of the table against the live model over random postures, in percentage points.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``muscle``: ``p99`` (99th percentile) and ``max``.
    """
    errors = np.concatenate([table.errors for table in _tables()])
    return pd.DataFrame(errors, index=_shape()[0], columns=["p99", "max"])


def pose_lengths(pose: Pose) -> pd.DataFrame:
    """Muscle lengths of both sides of a whole posture.

    Parameters
    ----------
    pose : mapping
        Groups "core", "left" and "right" of joint angles, degrees.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``side`` and ``muscle``; ``percent`` and ``range_position`` as in `muscle_lengths`.
    """
    sides = {side: muscle_lengths(**limb_angles(pose, side)) for side in ("left", "right")}
    return pd.concat(sides, names=["side"])


def tints(lengths: pd.DataFrame, above: float = 0.0) -> dict[str, float]:
    """What `Figure.tint` takes: the place in its range of every muscle longer than standing.

    Parameters
    ----------
    lengths : pandas.DataFrame
        From `pose_lengths`.
    above : float
        Percent that a muscle must be lengthened by to be tinted.

    Returns
    -------
    dict of str to float
        "muscle side" to range position, 0 to 100.
    """
    longer = lengths[lengths["percent"] > above]
    sides, muscles = (longer.index.get_level_values(level) for level in ("side", "muscle"))
    return {
        f"{muscle} {side}": float(place)
        for side, muscle, place in zip(sides, muscles, longer["range_position"], strict=True)
    }
