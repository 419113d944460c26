"""Joint angles to joint positions, by forward kinematics on the one body model.

A *pose* is a mapping ``{"core": {...}, "left": {...}, "right": {...}}`` of joint angles in degrees; a joint
that is left out is at rest. 0 is the anatomical position (standing, arms at the sides, palms ahead).
Lengths are fractions of body height. World: x ahead, y to the body's left, z up, the floor at z = 0.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

Pose = Mapping[str, Mapping[str, float]]

MODEL_FILE = Path(__file__).with_name("model.json")
CORE = (
    "pelvis_tilt", "yaw", "roll", "lumbar_flex", "lumbar_rot", "lumbar_side", "thor_flex", "thor_rot",
    "neck_flex", "neck_rot",
)  # fmt: skip
LIMB = (
    "hip_flex", "hip_abd", "hip_er", "knee_flex", "ankle_df", "foot_inv", "toe_ext",
    "sh_flex", "sh_abd", "sh_er", "scap_elev", "scap_pro", "elbow_flex", "forearm_pro", "wrist_ext", "grip",
)  # fmt: skip
GROUPS = {"core": CORE, "left": LIMB, "right": LIMB}
TURNED = ("yaw", "roll", "lumbar_rot", "lumbar_side", "thor_rot", "neck_rot")


@cache
def body_model() -> dict[str, Any]:
    """The body model as it stands in ``model.json``, right side added."""
    model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    for table in ("segments", "points", "parts"):
        model[table] = {
            name: row for key, entry in model[table].items() for name, row in _sides(key, entry).items()
        }
    model["cones"] = [row for cone in model["cones"] for row in _both(cone)]
    for table in ("patches", "areas"):
        model[table] = [
            {"name": name, "side": side, "on": on.split(), "cones": cones if side == "left" else _flip(cones)}
            for name, (on, *cones) in model[table].items()
            for side in ("left", "right")
        ]
    return model


def _flip(entry: Any) -> Any:
    """Mirror names and places of one entry of the model."""
    if isinstance(entry, dict):
        return {key: _flip(value) for key, value in entry.items()}
    if isinstance(entry, list):
        if len(entry) == 3 and all(isinstance(value, int | float) for value in entry):
            return [entry[0], -entry[1], entry[2]]
        if len(entry) == 3 and entry[0] in ("x", "y", "z"):
            return [entry[0], entry[1], entry[2] * (1 if entry[0] == "y" else -1)]
        return [_flip(value) for value in entry]
    if isinstance(entry, str) and entry.endswith("L"):
        return entry[:-1] + "R"
    return entry


def _sides(key: str, entry: Any) -> dict[str, Any]:
    return {key: entry, key[:-1] + "R": _flip(entry)} if key.endswith("L") else {key: entry}


def _both(cone: list[Any]) -> list[list[Any]]:
    other = _flip(cone)
    central = cone[2] == other[2] and cone[5] == other[5] and cone[1:5:3] == other[1:5:3]
    across = (cone[1], cone[2]) == (other[4], other[5])  # from side to side: its own mirror image
    return [cone] if central or across else [cone, other]


def full_pose(pose: Pose) -> dict[str, dict[str, float]]:
    """The pose with every joint filled in.

    Parameters
    ----------
    pose : mapping
        Groups "core", "left" and "right" of joint angles, degrees.

    Returns
    -------
    dict
        The same groups with all joints of `CORE` and `LIMB`; joints left out are at rest.

    Raises
    ------
    ValueError
        If a group or a joint is unknown.
    """
    rest = body_model()["rest"]
    for group, angles in pose.items():
        if group not in GROUPS:
            raise ValueError(f"A pose has the groups core, left and right, not {group!r}.")
        if unknown := sorted(set(angles) - set(GROUPS[group])):
            known = ", ".join(GROUPS[group])
            raise ValueError(f"The {group} group has no joint {unknown[0]!r}; it has {known}.")
    return {
        group: {joint: float(pose.get(group, {}).get(joint, rest.get(joint, 0.0))) for joint in joints}
        for group, joints in GROUPS.items()
    }


def mirror(pose: Pose) -> dict[str, dict[str, float]]:
    """The mirror image: left and right swapped, turns and side bends of the trunk negated."""
    whole = full_pose(pose)
    core = {joint: -deg if joint in TURNED else deg for joint, deg in whole["core"].items()}
    return {"core": core, "left": whole["right"], "right": whole["left"]}


def between(start: Pose, end: Pose, t: float) -> dict[str, dict[str, float]]:
    """The pose at the share `t` (0 to 1) of the way from one pose to another, joint by joint."""
    a, b = full_pose(start), full_pose(end)
    return {
        group: {joint: a[group][joint] * (1 - t) + b[group][joint] * t for joint in joints}
        for group, joints in GROUPS.items()
    }


def out_of_range(pose: Pose) -> list[str]:
    """Joints outside the range stated in the model, as "side joint" strings; an empty list if none."""
    limits = body_model()["range"]
    return [
        f"{group} {joint}"
        for group, joints in full_pose(pose).items()
        for joint, deg in joints.items()
        if not limits[joint][0] <= deg <= limits[joint][1]
    ]


@dataclass(frozen=True)
class Body:
    """A body in one pose.

    Attributes
    ----------
    joints : dict of str to ndarray
        Joint and landmark positions (x, y, z), fractions of body height. Segments are named after the
        joint where they begin: "thighL" is the left hip, "shankL" the knee, "footL" the ankle.
    frames : dict of str to ndarray
        Orientation of each segment, a 3 x 3 rotation matrix whose columns are its axes.
    cones : list of tuple
        The surface: (part, start, end, radius at start, radius at end).
    """

    joints: dict[str, np.ndarray]
    frames: dict[str, np.ndarray]
    cones: list[tuple[str, np.ndarray, np.ndarray, float, float]]

    def moved(self, by: np.ndarray) -> "Body":
        """The same body elsewhere."""
        joints = {name: place + by for name, place in self.joints.items()}
        cones = [(part, a + by, b + by, ra, rb) for part, a, b, ra, rb in self.cones]
        return Body(joints, self.frames, cones)

    def lowest(self, *parts: str) -> float:
        """Height of the lowest point of the surface, of the named parts or of all that bear weight."""
        soft = body_model()["soft"]
        return min(
            min(a[2] - ra, b[2] - rb)
            for part, a, b, ra, rb in self.cones
            if (part in parts if parts else part not in soft)
        )

    def gap(self, part: str, other: str) -> float:
        """Distance between the surfaces of two parts; below 0 they overlap."""
        (p, rp), (q, rq) = self._spheres(part), self._spheres(other)
        apart = np.linalg.norm(p[:, None] - q[None], axis=2) - rp[:, None] - rq[None]
        return float(apart.min())

    def _spheres(self, part: str, n: int = 9) -> tuple[np.ndarray, np.ndarray]:
        t = np.linspace(0, 1, n)
        mine = [cone for cone in self.cones if cone[0] == part]
        centres = np.concatenate([a + np.outer(t, b - a) for _, a, b, _, _ in mine])
        return centres, np.concatenate([ra + (rb - ra) * t for *_, ra, rb in mine])


def _turn(axis: str, deg: float) -> np.ndarray:
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    if axis == "x":
        return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    if axis == "y":
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def place_body(pose: Pose, anchor: tuple[str, ...] = ("pelvis",)) -> Body:
    """Place the body in a pose so that it rests on the floor.

    Parameters
    ----------
    pose : mapping
        Joint angles in degrees, see `full_pose`.
    anchor : tuple of str
        Joints whose middle is put at x = y = 0: those that do not move during the stretch.

    Returns
    -------
    Body
        Its lowest point touches z = 0; hair gives way to the floor.
    """
    angles = full_pose(pose)
    flat = {False: {**angles["core"], **angles["left"]}, True: {**angles["core"], **angles["right"]}}
    model = body_model()
    joints: dict[str, np.ndarray] = {}
    frames: dict[str, np.ndarray] = {}
    for name, segment in model["segments"].items():
        parent = segment["parent"]
        turned = frames[parent] if parent else np.eye(3)
        start = segment.get("from", parent)
        origin = joints[start] + frames[start] @ segment["at"] if start else np.zeros(3)
        for axis, joint, factor in segment["turns"]:
            turned = turned @ _turn(axis, factor * flat[name.endswith("R")][joint])
        joints[name], frames[name] = origin, turned

    def at(segment: str, place: list[float]) -> np.ndarray:
        return joints[segment] + frames[segment] @ place

    cones = [(part, at(s, a), at(e, b), ra, rb) for part, s, a, ra, e, b, rb in model["cones"]]
    joints |= {name: at(segment, place) for name, (segment, place) in model["points"].items()}
    body = Body(joints, frames, cones)
    middle = np.mean([joints[name] for name in anchor], axis=0)
    return body.moved(np.array([-middle[0], -middle[1], -body.lowest()]))
