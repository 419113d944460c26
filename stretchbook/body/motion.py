"""The way through a stretch: keyframes from the catalogue's tables, and every posture between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import pandas as pd

from stretchbook.body.kinematics import CORE, GROUPS, LIMB, Body, Pose, between, full_pose, mirror, place_body

GROUP = {"both": "core", "left": "left", "right": "right"}


class Keyframes(Protocol):
    """What is needed of a catalogue: its tables of the figure."""

    @property
    def keyframes(self) -> pd.DataFrame:
        """Names, holds and cameras."""

    @property
    def keyframe_angles(self) -> pd.DataFrame:
        """Joint angles in long form."""

    @property
    def anchors(self) -> pd.DataFrame:
        """What stays in place: stretch, part, side."""


@dataclass(frozen=True)
class Keyframe:
    """One step of a stretch.

    Attributes
    ----------
    number : int
        0, 1, 2, ...
    name : str
        What is seen.
    hold : bool
        True for the posture that is held.
    azimuth, elevation : float
        The camera, degrees: 0 looks at the body from ahead, 90 from its left; above the floor.
    rock_roll : float
        How far the body rolls to either side in the hold, degrees; 0 for a still hold.
    frames : tuple of (float, dict)
        Poses to pass through on the way from the keyframe before, each with its share of the way,
        in order; the last one, at 1, is the keyframe itself.
    """

    number: int
    name: str
    hold: bool
    azimuth: float
    elevation: float
    rock_roll: float
    frames: tuple[tuple[float, dict[str, dict[str, float]]], ...]

    @property
    def pose(self) -> dict[str, dict[str, float]]:
        """The posture of the keyframe itself."""
        return self.frames[-1][1]

    def mirrored(self) -> "Keyframe":
        """The same step on the other side, seen from the other side."""
        frames = tuple((t, mirror(pose)) for t, pose in self.frames)
        return replace(self, azimuth=-self.azimuth, frames=frames)


def keyframes_of(tables: Keyframes, stretch: str, side: str = "left") -> list[Keyframe]:
    """The keyframes of one stretch.

    Parameters
    ----------
    tables : Catalogue or any object with its tables, which do not change
        ``keyframes`` (stretch, keyframe, name, hold, camera_azimuth, camera_elevation) and
        ``keyframe_angles`` (stretch, keyframe, t, side, joint, deg), as columns or as index levels.
    stretch : str
        Id of the stretch.
    side : str
        "left" or "both" for the angles as they stand, "right" for their mirror image.

    Returns
    -------
    list of Keyframe
        In order.

    Raises
    ------
    KeyError
        If the stretch has no keyframes.
    """
    found = _figures(tables).steps.get(stretch)
    if not found:
        raise KeyError(f"There is no figure for the stretch {stretch!r}: it has no keyframes.")
    return [step.mirrored() if side == "right" else step for step in found]


@dataclass(frozen=True)
class _Figures:
    """The figures of all stretches: their keyframes and what stays in place."""

    steps: dict[str, list[Keyframe]]
    anchors: dict[str, list[tuple[str, str]]]


_known: "WeakKeyDictionary[Keyframes, _Figures]" = WeakKeyDictionary()


def _figures(tables: Keyframes) -> _Figures:
    """Read the tables of a catalogue once: they stay as they are, and every choice shows figures."""
    if tables not in _known:
        poses = _poses(tables.keyframe_angles)
        steps: dict[str, list[Keyframe]] = {}
        heads = tables.keyframes.reset_index()
        for head in heads.sort_values(["stretch", "keyframe"]).to_dict("records"):
            frames = tuple(sorted(poses.get((head["stretch"], head["keyframe"]), {}).items()))
            if frames:
                keyframe = Keyframe(
                    int(head["keyframe"]), str(head["name"]), bool(head["hold"]),
                    float(head["camera_azimuth"]), float(head["camera_elevation"]),
                    _number(head.get("rock_roll")), frames,
                )  # fmt: skip
                steps.setdefault(head["stretch"], []).append(keyframe)
        anchors: dict[str, list[tuple[str, str]]] = {}
        for stretch, part, of in _columns(tables.anchors, "stretch", "part", "side"):
            anchors.setdefault(stretch, []).append((part, of))
        _known[tables] = _Figures(steps, anchors)
    return _known[tables]


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """Rows of some columns as plain values."""
    flat = table.reset_index()
    return zip(*(flat[name].astype(object) for name in names), strict=True)


def _number(value: Any) -> float:
    return 0.0 if value is None or pd.isna(value) else float(value)


def _poses(angles: pd.DataFrame) -> dict[tuple[str, Any], dict[float, dict[str, dict[str, float]]]]:
    """Poses by stretch and keyframe, and share of the way."""
    found: dict[tuple[str, Any], dict[float, dict[str, dict[str, float]]]] = {}
    for stretch, keyframe, t, side, joint, deg in _columns(
        angles, "stretch", "keyframe", "t", "side", "joint", "deg"
    ):
        frames = found.setdefault((stretch, keyframe), {})
        pose = frames.setdefault(float(t), {"core": {}, "left": {}, "right": {}})
        pose[GROUP[side]][joint] = float(deg)
    return {of: {t: full_pose(pose) for t, pose in frames.items()} for of, frames in found.items()}


def pose_on_the_way(start: Pose, keyframe: Keyframe, t: float) -> dict[str, dict[str, float]]:
    """The pose at the share `t` (0 to 1) of the way from `start` to a keyframe, through its frames."""
    before, t0 = full_pose(start), 0.0
    for t1, pose in keyframe.frames:
        if t <= t1:
            return between(before, pose, (t - t0) / (t1 - t0) if t1 > t0 else 1.0)
        before, t0 = pose, t1
    return full_pose(before)


def anchor_of(tables: Keyframes, stretch: str, side: str = "left") -> tuple[str, ...]:
    """The joints of the body model that stay in place during a stretch, on the side that is done.

    The pelvis stays where the table ``anchors`` says nothing.
    """
    letters = {"both": "", "left": "L", "right": "R"}
    if side == "right":
        letters |= {"left": "R", "right": "L"}
    return tuple(part + letters[of] for part, of in _figures(tables).anchors.get(stretch, [])) or ("pelvis",)


def body_at(steps: Sequence[Keyframe], position: float, anchor: tuple[str, ...]) -> Body:
    """The body at a place between two steps.

    Parameters
    ----------
    steps : sequence of Keyframe
        From `keyframes_of`.
    position : float
        2.25 is a quarter of the way from the third step to the fourth.
    anchor : tuple of str
        What stays in place, from `anchor_of` for the same side.

    Returns
    -------
    Body
    """
    last = min(int(position), len(steps) - 1)
    t = position - last
    pose = pose_on_the_way(steps[last].pose, steps[last + 1], t) if t > 0 else steps[last].pose
    return place_body(pose, anchor)


def figure_data(tables: Keyframes, stretch: str, steps: Iterable[Keyframe] | None = None) -> dict[str, Any]:
    """What the live figure needs of one stretch, as plain values: its anchor and keyframes (or steps)."""
    shown = keyframes_of(tables, stretch) if steps is None else steps
    made = [
        {
            "name": step.name,
            "hold": step.hold,
            "camera": [step.azimuth, step.elevation],
            "rock_roll": step.rock_roll,
            "frames": [[t, pose] for t, pose in step.frames],
        }
        for step in shown
    ]
    return {"stretch": stretch, "anchor": list(anchor_of(tables, stretch)), "steps": made}


def packed_figure_data(tables: Keyframes, stretch: str) -> dict[str, Any]:
    """The same with each pose as one text: its angles in the order of ``joints``, those of the limbs twice.

    A fifth of the size, for where many stretches are sent at once.
    """
    data = figure_data(tables, stretch)
    for step in data["steps"]:
        step["frames"] = [
            [t, " ".join(f"{pose[group][joint]:g}" for group, joints in GROUPS.items() for joint in joints)]
            for t, pose in step["frames"]
        ]
    return {**data, "joints": {"core": " ".join(CORE), "limb": " ".join(LIMB)}}


def limb_angles(pose: Pose, side: str) -> Mapping[str, float]:
    """The angles of one pose under the names that `muscle_lengths` takes, for one side."""
    whole = full_pose(pose)
    limb, core = whole[side], whole["core"]
    turn = core["lumbar_rot"] if side == "left" else -core["lumbar_rot"]
    return {
        "hip_flexion": limb["hip_flex"],
        "hip_abduction": limb["hip_abd"],
        "hip_rotation": limb["hip_er"],
        "knee_flexion": limb["knee_flex"],
        "ankle_dorsiflexion": limb["ankle_df"],
        "lumbar_flexion": core["lumbar_flex"],
        "lumbar_rotation": turn,
    }
