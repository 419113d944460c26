"""The body keeps its shape, is exactly mirrored, and stays inside its ranges."""

import copy
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from stretchbook.body.kinematics import (
    CORE,
    LIMB,
    between,
    body_model,
    full_pose,
    mirror,
    out_of_range,
    place_body,
)
from stretchbook.body.motion import anchor_of, body_at, keyframes_of
from stretchbook.words import Anchor

STRETCHES = [
    "forward_fold", "seated_twist", "childs_pose", "happy_baby", "runners_lunge", "adductor_opener"
]  # fmt: skip
RANGE = body_model()["range"]


def angles(joints):
    """Any angles inside the stated ranges."""
    return st.fixed_dictionaries({joint: st.integers(*RANGE[joint]).map(float) for joint in joints})


POSES = st.fixed_dictionaries({"core": angles(CORE), "left": angles(LIMB), "right": angles(LIMB)})
SEGMENTS = [
    ("thigh", "shank", 0.245), ("shank", "foot", 0.246), ("uarm", "farm", 0.180), ("farm", "hand", 0.146),
]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(POSES)
def test_segments_keep_their_length(pose):
    """Thigh, leg, arm and forearm are as long in any posture as the model states."""
    joints = place_body(pose).joints
    for start, end, length in SEGMENTS:
        for side in "LR":
            apart = np.linalg.norm(joints[start + side] - joints[end + side])
            assert apart == pytest.approx(length, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(POSES)
def test_mirrored_pose_is_the_mirror_image(pose):
    """Mirroring a pose negates y of every joint and swaps left and right, to rounding."""
    body, image = place_body(pose), place_body(mirror(pose))
    for name, place in body.joints.items():
        other = name[:-1] + {"L": "R", "R": "L"}[name[-1]] if name[-1] in "LR" else name
        np.testing.assert_allclose(image.joints[other], place * [1, -1, 1], atol=1e-9)
    assert mirror(mirror(pose)) == full_pose(pose)


@settings(max_examples=20, deadline=None)
@given(POSES)
def test_surface_is_mirrored_too(pose):
    """Every round cone of the surface has its mirror image in the mirrored body."""

    def ends(body, flip):
        return sorted(
            tuple(np.round([*(a * flip), ra], 6) + 0.0)
            for _, start, end, r, q in body.cones
            for a, ra in ((start, r), (end, q))
        )  # fmt: skip

    one, image = ends(place_body(pose), [1, -1, 1]), ends(place_body(mirror(pose)), [1, 1, 1])
    np.testing.assert_allclose(one, image, atol=2e-6)


@settings(max_examples=20, deadline=None)
@given(POSES)
def test_body_rests_on_the_floor(pose):
    """The lowest part that bears weight touches z = 0, and nothing but hair goes below it."""
    assert place_body(pose).lowest() == pytest.approx(0, abs=1e-9)


def test_standing_body_has_human_proportions():
    """Upright, the vertex is one body height up, the hip near 0.53 and the shoulder near 0.82 (Winter)."""
    joints = place_body({}).joints
    assert joints["vertex"][2] == pytest.approx(1.0, abs=0.03)
    assert joints["thighL"][2] == pytest.approx(0.53, abs=0.02)
    assert joints["uarmL"][2] == pytest.approx(0.82, abs=0.03)
    assert joints["toeL"][0] > joints["heelL"][0], "toes point ahead"
    assert joints["thighL"][1] > 0, "left is +y"


@pytest.mark.parametrize(
    ("joint", "deg", "check"),
    [
        ("hip_flex", 90, lambda j: j["shankL"][0] > j["thighL"][0] + 0.2),
        ("knee_flex", 90, lambda j: j["footL"][0] < j["shankL"][0] - 0.2),
        ("hip_abd", 40, lambda j: j["shankL"][1] > j["thighL"][1] + 0.1),
        ("hip_er", 45, lambda j: j["toeL"][1] > j["footL"][1] + 0.05),
        ("sh_flex", 90, lambda j: j["handL"][0] > j["uarmL"][0] + 0.3),
        ("ankle_df", 20, lambda j: j["toeL"][2] > j["heelL"][2]),
    ],
)
def test_angles_turn_the_stated_way(joint, deg, check):
    """Each positive angle moves the limb in the direction its name says."""
    assert check(place_body({"left": {joint: deg}}).joints)


def test_unknown_joints_are_refused():
    """A misspelt joint or group is an error that names it, not a silent zero."""
    with pytest.raises(ValueError, match="knee_flexion"):
        full_pose({"left": {"knee_flexion": 10}})
    with pytest.raises(ValueError, match="trunk"):
        full_pose({"trunk": {}})


def test_poses_given_are_not_changed():
    """Mirroring, mixing and placing leave the mapping that was given as it was."""
    pose = {"core": {"yaw": 10.0}, "left": {"hip_flex": 90.0}, "right": {}}
    before = copy.deepcopy(pose)
    mirror(pose), between(pose, {}, 0.3), place_body(pose)
    assert pose == before


@pytest.mark.parametrize("stretch", STRETCHES)
def test_shipped_angles_stay_in_range(tables, stretch):
    """No joint leaves its stated range, in any keyframe or frame on the way."""
    for step in keyframes_of(tables, stretch):
        for t, pose in step.frames:
            assert out_of_range(pose) == [], f"{stretch} {step.number} at {t}"


def test_out_of_range_names_the_joint():
    """A joint beyond its range is reported with its side."""
    assert out_of_range({"right": {"knee_flex": 170}}) == ["right knee_flex"]


@pytest.mark.parametrize("stretch", STRETCHES)
def test_right_side_is_the_mirror_of_the_left(tables, stretch):
    """The whole way of the right side is the left side's mirror image, anchors and camera too."""
    left, right = keyframes_of(tables, stretch), keyframes_of(tables, stretch, "right")
    for position in np.linspace(0, len(left) - 1, 9):
        one = body_at(left, position, anchor_of(tables, stretch))
        image = body_at(right, position, anchor_of(tables, stretch, "right"))
        np.testing.assert_allclose(image.joints["handR"], one.joints["handL"] * [1, -1, 1], atol=1e-9)
        np.testing.assert_allclose(image.joints["footL"], one.joints["footR"] * [1, -1, 1], atol=1e-9)
    assert [step.azimuth for step in right] == [-step.azimuth for step in left]


def test_anchors_are_parts_of_the_body(tables):
    """Each part that may stay in place is a joint of the model, and the six are the shipped ones."""
    sides = {"pelvis": ("both",)}
    for part in get_args(Anchor):
        for side in sides.get(part, ("left", "right")):
            own = copy.copy(tables)
            own.anchors = pd.DataFrame({"stretch": ["any"], "part": [part], "side": [side]})
            (joint,) = anchor_of(own, "any")
            assert joint in body_model()["segments"]
    assert {stretch: anchor_of(tables, stretch) for stretch in STRETCHES} == {
        "forward_fold": ("footL", "footR"), "seated_twist": ("pelvis",), "childs_pose": ("shankL", "shankR"),
        "happy_baby": ("pelvis",), "runners_lunge": ("shankR",), "adductor_opener": ("footL", "footR"),
    }  # fmt: skip
    assert anchor_of(tables, "runners_lunge", "right") == ("shankL",)
    assert anchor_of(tables, "a_stretch_without_rows") == ("pelvis",)


def test_missing_stretch_is_named(tables):
    """A stretch without keyframes is an error that names it."""
    with pytest.raises(KeyError, match="no_such"):
        keyframes_of(tables, "no_such")
