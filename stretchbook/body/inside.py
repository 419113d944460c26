"""Inside the body: bones and the paths of muscles, carried by the segments of the one body model.

``data/make_inside.py`` bakes them from a published model; ``front/inside/rig.js`` moves them in the page as
this module does. A path that is drawn is a picture of where a muscle runs: its length is not what
`muscle_lengths` tells, and nothing is tinted or counted by it.
"""

import gzip
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from stretchbook import paths
from stretchbook.body.kinematics import Body, Pose, full_pose, place_body

BAKED: Pose = {"left": {"grip": 0.0}, "right": {"grip": 0.0}}  # the pose in which all is stored
ROUNDS, INNER = 60, 8  # of letting a path settle round a bone, and its points there
RISE = 380.0  # degrees that the scapula turns up for a body height by which the shoulder rises
DEEP_KNEE = 120.0
"""Degrees beyond which the patella and the paths round the knee are drawn as at it: the source ends there."""

Placed = dict[
    str, tuple[np.ndarray, np.ndarray]
]  # segment: turn and shift that take a stored place to the world


@dataclass(frozen=True)
class Inside:
    """What ``inside.bin.gz`` holds: its header, and one row for each vertex of the left and central bones."""

    header: dict[str, Any]
    places: np.ndarray
    segments: np.ndarray
    weights: np.ndarray
    faces: np.ndarray


def inside_file() -> bytes:
    """The asset as it stands, gzip: what the page asks for once."""
    return (paths.data_folder() / "inside.bin.gz").read_bytes()


@cache
def inside() -> Inside:
    """Bones and paths, read once."""
    raw = gzip.decompress(inside_file())
    (length,) = struct.unpack_from("<I", raw)
    header = json.loads(raw[4 : 4 + length])
    count, at = header["vertices"], 4 + length
    places = np.frombuffer(raw, np.int16, count * 3, at).reshape(-1, 3) * header["unit"]
    at += -(-count * 6 // 4) * 4
    on = np.frombuffer(raw, np.uint8, count * 3, at).reshape(-1, 3)
    at += -(-count * 3 // 4) * 4
    faces = np.frombuffer(raw, np.uint16, header["faces"] * 3, at).reshape(-1, 3)
    return Inside(header, places, on[:, :2].astype(int), on[:, 2] / 255, faces)


@cache
def _baked() -> Body:
    body = place_body(BAKED)
    return body.moved(-body.joints["pelvis"])


def _about(axis: np.ndarray, deg: float) -> np.ndarray:
    """Turn about any axis of length 1."""
    x, y, z = axis
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turn = np.radians(deg)
    return np.eye(3) + np.sin(turn) * skew + (1 - np.cos(turn)) * skew @ skew


def _from_baked(body: Body, frame: str, joint: str, turn: np.ndarray | None = None) -> tuple[Any, Any]:
    """Turn and shift of what lies still in one frame, about one joint; `turn` comes first, in that frame."""
    rest = _baked()
    own = np.eye(3) if turn is None else turn
    whole = body.frames[frame] @ own @ rest.frames[frame].T
    return whole, body.joints[joint] - whole @ rest.joints[joint]


def place_inside(body: Body, pose: Pose) -> Placed:
    """Where every segment of the inside is, for a body placed in a pose.

    Parameters
    ----------
    body : Body
        From `place_body`.
    pose : mapping
        The pose that it was placed in: the knee moves the patella, the forearm's turn the radius.

    Returns
    -------
    dict
        Segment to (turn, shift): a stored place p is at turn @ p + shift.
    """
    angles = full_pose(pose)
    placed = {name: _from_baked(body, name, name) for name in body.frames}
    for side, limb in (("L", angles["left"]), ("R", angles["right"])):
        placed[f"scap{side}"] = _scapula(body, placed, side)
        placed[f"twst{side}"] = _forearm(body, side, limb["forearm_pro"])
        placed[f"pat{side}"] = _patella(placed[f"thigh{side}"], side, limb["knee_flex"])
    return placed


def _forearm(body: Body, side: str, pronation: float) -> tuple[Any, Any]:
    """The far end of radius and ulna turns with the forearm, but does not bend with the wrist."""
    sign = 1 if side == "L" else -1
    up = np.array([0.0, 0.0, 1.0])
    turn = _about(up, -pronation * sign) @ _about(up, 90.0 * sign)
    return _from_baked(body, f"farm{side}", f"hand{side}", turn)


def _patella(thigh: tuple[Any, Any], side: str, knee: float) -> tuple[Any, Any]:
    """The patella turns and slides on the femur as the source's knee has it."""
    rig = inside().header["patella"]
    table = np.array(rig["table"])
    deg, ahead, up = (np.interp(knee, table[:, 0], table[:, k]) for k in (1, 2, 3))
    pivot = np.array(rig["pivot"]) * ([1, 1, 1] if side == "L" else [1, -1, 1])
    turn = _about(np.array([0.0, 1.0, 0.0]), deg)
    shift = np.add(pivot, (ahead, 0, up)) - turn @ pivot
    return thigh[0] @ turn, thigh[0] @ shift + thigh[1]


def _scapula(body: Body, placed: Placed, side: str) -> tuple[Any, Any]:
    """The scapula hangs on the shoulder joint, turns up with the arm and lies on the ribs.

    Of its three turns the first follows the arm and the rise of the shoulder, the second brings
    its medial border and the third its lower angle to the height over the ribs that they had standing. How
    far the ribs reach out from the axis of the chest is a sum of waves round it, times powers of the height;
    the lower ones turn with the segment below, so a place is looked up where it would be standing.
    """
    rig, rest = inside().header["scapula"], _baked()
    sign = np.array([1, 1 if side == "L" else -1, 1])
    (chest, chest_at), (below, below_at) = placed["t6"], placed["t11"]
    shoulder = f"uarm{side}"
    arm = np.clip(body.frames[shoulder][:, 2] @ body.frames["t6"][:, 2], -1, 1)
    hinge, start = chest.T @ (body.joints[shoulder] - chest_at), rest.joints[shoulder]
    upward = 0.1 * np.degrees(np.arccos(arm)) + RISE * (hinge[2] - start[2])
    up = _about(np.array([1.0, 0.0, 0.0]), upward * sign[1])
    wave, (low, high) = np.array(rig["ribs"]), rig["heights"]

    def out_of_ribs(place: np.ndarray) -> float:
        x, y, z = place - rest.joints["t6"]
        around, height = np.arctan2(abs(y), -x), np.clip(z, low, high) / high
        ribs = np.cos(around * np.arange(len(wave))) @ wave @ height ** np.arange(wave.shape[1])
        return float(np.hypot(x, y) - ribs)

    def over(place: np.ndarray) -> float:
        under = below.T @ (chest @ place + chest_at - below_at)
        return out_of_ribs(under + (place - under) * np.interp(place[2], rig["seam"], [0, 1]))

    def arm_of(name: str) -> tuple[np.ndarray, float]:
        place = np.array(rig[name]) * sign
        return up @ (place - start), out_of_ribs(place)

    (medial, medial_over), (lower, lower_over) = arm_of("medial"), arm_of("lower")
    axis = np.array([0.0, 0.0, 1.0])
    with_hinge = np.degrees(np.arctan2(start[0] * hinge[1] - start[1] * hinge[0], start[:2] @ hinge[:2]))
    first = _settle(lambda deg: over(hinge + _about(axis, deg) @ medial) - medial_over, with_hinge)
    turned = _about(axis, first)
    axis = turned @ medial / np.linalg.norm(medial)
    second = _settle(lambda deg: over(hinge + _about(axis, deg) @ turned @ lower) - lower_over)
    whole = chest @ _about(axis, second) @ turned @ up
    return whole, body.joints[shoulder] - whole @ start


def _settle(off: Any, deg: float = 0.0) -> float:
    """The angle at which `off` is 0, by eight small steps of Newton's; degrees."""
    for _ in range(8):
        here = off(deg)
        slope = (off(deg + 0.5) - here) / 0.5
        step = -here / slope if abs(slope) > 1e-4 else 0.0
        deg = float(np.clip(deg + np.clip(step, -12, 12), -55, 55))
    return deg


def carried(
    placed: Placed, places: np.ndarray, segments: np.ndarray, weights: np.ndarray, side: str
) -> np.ndarray:
    """Stored places in the world: each is carried by two segments.

    Parameters
    ----------
    placed : dict
        From `place_inside`.
    places : ndarray
        (n, 3), of the left side.
    segments : ndarray
        (n, 2), numbers of the header's ``segments``.
    weights : ndarray
        (n,), of the second segment.
    side : str
        "left", or "right" for the mirror image.

    Returns
    -------
    ndarray
        (n, 3), body heights.
    """
    names = inside().header["segments"]
    if side == "right":
        names = [name[:-1] + "R" if name.endswith("L") else name for name in names]
        places = places * [1, -1, 1]
    turns, shifts = (np.array([placed[name][k] for name in names]) for k in (0, 1))
    one, other = (np.einsum("nij,nj->ni", turns[numbers], places) + shifts[numbers] for numbers in segments.T)
    return one + (other - one) * weights[:, None]


def path_of(placed: Placed, part: Mapping[str, Any], side: str) -> np.ndarray:
    """The line of pull of one part of a muscle, from origin to insertion.

    Between two points it runs straight, but for the cylinder or sphere of bone that it goes round there: some
    inner points are drawn together and pushed out of it, over and over, and so come to lie on it.

    Parameters
    ----------
    placed : dict
        From `place_inside`.
    part : mapping
        One of the header's parts: ``points`` and what the span after each goes ``round``.
    side : str
        "left" or "right".

    Returns
    -------
    ndarray
        (n, 3), body heights; n is the same in every pose.
    """
    stored = np.array(part["points"])
    places = carried(placed, stored[:, :3], stored[:, 3:5].astype(int), stored[:, 5], side)
    line = [places[0]]
    for start, end, obstacle in zip(places[:-1], places[1:], part["round"][:-1], strict=True):
        if obstacle:
            line.extend(_round(placed, obstacle, start, end, side))
        line.append(end)
    return np.array(line)


def _round(placed: Placed, obstacle: Mapping[str, Any], start: Any, end: Any, side: str) -> np.ndarray:
    """The inner points of a span that goes round a cylinder or a sphere."""
    name = inside().header["segments"][obstacle["segment"]]
    sign = np.array([1.0, 1.0, 1.0])
    if side == "right":
        name, sign = (name[:-1] + "R" if name.endswith("L") else name), np.array([1.0, -1.0, 1.0])
    turn, shift = placed[name]
    centre, radius = turn @ (np.array(obstacle["centre"]) * sign) + shift, obstacle["radius"]
    axis = turn @ (np.array(obstacle["axis"]) * sign) if obstacle["axis"] else np.zeros(3)

    def across(place: np.ndarray) -> np.ndarray:
        off = place - centre
        return off - np.multiply.outer(off @ axis, axis)

    share = np.linspace(0, 1, INNER + 2)[:, None]
    line = start + share * (end - start)
    near = across(start + np.linspace(0, 1, 25)[:, None] * (end - start))
    away = np.linalg.norm(near, axis=1)
    closest = near[away.argmin()]
    beside = None
    if obstacle["side"]:
        beside = across(turn @ (np.array(obstacle["side"]) * sign) + shift)
        beside = beside / np.linalg.norm(beside)
    if away.min() >= radius and (beside is None or closest @ beside >= 0):
        return line[1:-1]
    if beside is not None:
        line += np.sin(np.pi * share) * max(0.0, radius - closest @ beside) * 1.05 * beside
    for _ in range(ROUNDS):
        line[1:-1] = (line[:-2] + line[2:] + 2 * line[1:-1]) / 4
        off = across(line[1:-1])
        deep = np.linalg.norm(off, axis=1)
        push = np.where(deep < radius, radius / np.maximum(deep, 1e-6) - 1, 0)
        line[1:-1] += off * push[:, None]
    return line[1:-1]
