"""Feet, hands, knees and head meet the floor or the body where the text puts them."""

import numpy as np
import pytest

from stretchbook.body.motion import anchor_of, body_at, keyframes_of

NEAR = 0.025  # of body height

FLOOR = {
    ("forward_fold", 0): ["footL", "footR"],
    ("forward_fold", 2): ["footL", "footR", "handL", "handR"],
    ("seated_twist", 0): ["pelvis", "footL", "footR"],
    ("seated_twist", 1): ["pelvis", "footL", "footR", "shankR"],
    ("seated_twist", 2): ["pelvis", "footL", "footR", "shankR"],
    ("seated_twist", 3): ["pelvis", "footL", "footR", "shankR", "handL", "handR"],
    ("seated_twist", 4): ["pelvis", "footL", "footR", "shankR", "handL"],
    ("childs_pose", 0): ["shankL", "shankR", "footL", "footR", "handL", "handR"],
    ("childs_pose", 1): ["shankL", "shankR", "footL", "footR", "handL", "handR"],
    ("childs_pose", 2): ["shankL", "shankR", "footL", "footR", "handL", "handR"],
    ("childs_pose", 3): ["shankL", "shankR", "footL", "footR", "handL", "handR", "head"],
    ("happy_baby", 0): ["head", "torso", "pelvis", "footL", "footR", "handL", "handR"],
    ("happy_baby", 1): ["head", "torso", "pelvis"],
    ("happy_baby", 2): ["head", "torso", "pelvis"],
    ("happy_baby", 3): ["head", "torso", "pelvis"],
    ("runners_lunge", 0): ["shankL", "shankR", "footL", "footR", "handL", "handR"],
    ("runners_lunge", 1): ["footL", "shankR", "footR", "handL", "handR"],
    ("runners_lunge", 2): ["footL", "shankR", "footR", "handL", "handR"],
    ("runners_lunge", 3): ["footL", "shankR", "footR", "handL", "handR"],
    ("adductor_opener", 0): ["footL", "footR"],
    ("adductor_opener", 3): ["footL", "footR"],
}

TOUCH = {
    ("seated_twist", 0): [("handL", "shankL"), ("handR", "shankR")],
    ("seated_twist", 1): [("handL", "shankL"), ("handR", "thighR")],
    ("seated_twist", 2): [("handL", "shankL"), ("handR", "shankL")],
    ("seated_twist", 4): [("farmR", "shankL"), ("handR", "thighL")],
    ("childs_pose", 3): [("pelvis", "footL"), ("pelvis", "footR"), ("footL", "footR")],
    ("happy_baby", 1): [("handL", "shankL"), ("handR", "shankR")],
    ("happy_baby", 3): [("handL", "shankL"), ("handR", "shankR")],
    ("adductor_opener", 1): [("handL", "thighL"), ("handR", "thighR")],
    ("adductor_opener", 2): [("handL", "thighL"), ("handR", "thighR")],
    ("adductor_opener", 3): [("handL", "thighL"), ("handR", "thighR")],
}

STAYS = {  # what bears the weight all the way, from the keyframe given
    "forward_fold": (0, ["footL", "footR"]),
    "seated_twist": (0, ["pelvis"]),
    "childs_pose": (0, ["shankL", "shankR", "footL", "footR"]),
    "happy_baby": (1, ["pelvis", "torso", "head"]),
    "runners_lunge": (0, ["shankR", "footR"]),
    "adductor_opener": (0, ["footL", "footR"]),
}


def at(tables, stretch, position):
    """The body at a place on the way through a stretch."""
    return body_at(keyframes_of(tables, stretch), position, anchor_of(tables, stretch))


@pytest.mark.parametrize(("stretch", "number"), FLOOR)
def test_parts_rest_on_the_floor(tables, stretch, number):
    """In each step the parts that the text puts on the floor are within 0.025 of it."""
    body = at(tables, stretch, number)
    heights = {part: round(body.lowest(part), 4) for part in FLOOR[stretch, number]}
    assert all(height <= NEAR for height in heights.values()), heights


@pytest.mark.parametrize(("stretch", "number"), TOUCH)
def test_parts_touch_each_other(tables, stretch, number):
    """Hands and seat meet the part of the body that the text names: no gap, no deep overlap."""
    body = at(tables, stretch, number)
    gaps = {pair: round(body.gap(*pair), 4) for pair in TOUCH[stretch, number]}
    assert all(-NEAR <= gap <= NEAR for gap in gaps.values()), gaps


@pytest.mark.parametrize("stretch", STAYS)
def test_weight_stays_on_the_floor_along_the_way(tables, stretch):
    """What bears the weight stays within 0.025 of the floor at every moment between the steps."""
    steps, anchor = keyframes_of(tables, stretch), anchor_of(tables, stretch)
    first, parts = STAYS[stretch]
    for position in np.linspace(first, len(steps) - 1, 12 * (len(steps) - 1 - first) + 1):
        body = body_at(steps, position, anchor)
        heights = {part: round(body.lowest(part), 4) for part in parts}
        assert all(height <= NEAR for height in heights.values()), (position, heights)


@pytest.mark.parametrize("stretch", ["forward_fold", "adductor_opener"])
def test_feet_stand_still(tables, stretch):
    """Standing feet do not slide: each ankle stays within 0.03 of where it first stood."""
    steps, anchor = keyframes_of(tables, stretch), anchor_of(tables, stretch)
    first = body_at(steps, 0, anchor).joints
    for position in np.linspace(0, len(steps) - 1, 21):
        now = body_at(steps, position, anchor).joints
        for ankle in ("footL", "footR"):
            assert np.linalg.norm((now[ankle] - first[ankle])[:2]) < 0.03, position


def test_fold_and_opener_point_the_feet_as_told(tables):
    """Toes point ahead in the fold and 45 degrees out (within 5) in the opener."""

    def toe_out(body):
        x, y = (body.joints["toeL"] - body.joints["heelL"])[:2]
        return np.degrees(np.arctan2(y, x))

    assert abs(toe_out(at(tables, "forward_fold", 2))) < 5
    assert abs(toe_out(at(tables, "adductor_opener", 3)) - 45) < 5


def test_lunge_is_on_the_side_it_names(tables):
    """Left lunge: left foot ahead and outside the left hand, ankle ahead of the knee, right knee down."""
    joints = at(tables, "runners_lunge", 3).joints
    assert joints["footL"][0] > joints["shankL"][0]
    assert joints["footL"][1] > joints["handL"][1]
    assert joints["footL"][0] > joints["shankR"][0] + 0.2
    assert joints["shankR"][2] < 0.06


def test_twist_turns_left_over_the_right_leg(tables):
    """Left twist: left foot beyond the right knee, chest and head turned to the left."""
    body = at(tables, "seated_twist", 4)
    assert body.joints["footL"][1] < body.joints["shankR"][1]
    assert body.frames["t6"][1, 0] > 0.5
    assert body.frames["c1"][1, 0] > 0.7


def test_childs_pose_has_toes_together_and_knees_apart(tables):
    """Big toes touch (under 0.03), knees are about 0.3 apart, arms are ahead of the head."""
    joints = at(tables, "childs_pose", 3).joints
    assert np.linalg.norm(joints["toeL"] - joints["toeR"]) < 0.06
    assert 0.2 < joints["shankL"][1] - joints["shankR"][1] < 0.4
    assert joints["handL"][0] > joints["vertex"][0]


def test_childs_pose_lies_down(tables):
    """Trunk falling forward from the heels, neck and shoulders low, forehead and not crown on the floor."""
    body = at(tables, "childs_pose", 3)
    assert body.joints["c7"][2] < 0.11
    assert body.joints["uarmL"][2] < 0.14
    assert body.joints["t6"][2] < body.joints["pelvis"][2]
    assert body.joints["forehead"][2] < 0.02
    assert body.frames["c1"][2, 0] < -0.9, "the face looks at the floor"


def test_fold_has_bent_knees_and_the_chest_near_the_thighs(tables):
    """Both knees are bent by more than 45 degrees, and the chest is within 0.05 of the thighs."""
    held = keyframes_of(tables, "forward_fold")[2].pose
    assert min(held[side]["knee_flex"] for side in ("left", "right")) > 45
    body = at(tables, "forward_fold", 2)
    chest = body.joints["t6"] + body.frames["t6"] @ [0.06, 0.05, 0.0]
    thigh = np.linspace(body.joints["thighL"], body.joints["shankL"], 25)
    assert np.linalg.norm(thigh - chest, axis=1).min() - 0.04 < 0.05


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_lunge_has_a_long_back(tables, number):
    """The lumbar spine bends by 30 degrees at most, in every step and on the way to it."""
    step = keyframes_of(tables, "runners_lunge")[number]
    assert max(pose["core"]["lumbar_flex"] for _, pose in step.frames) <= 34
    assert step.pose["core"]["lumbar_flex"] <= 30


def test_twist_takes_the_hands_behind_the_hips_at_step_four(tables):
    """Both hands are ahead of the hips while the leg goes across, and behind them from then on."""
    for position in (0, 0.5, 0.77, 1, 1.5, 1.8, 2):
        joints = at(tables, "seated_twist", position).joints
        assert min(joints["handL"][0], joints["handR"][0]) > joints["pelvis"][0] + 0.04, position
    joints = at(tables, "seated_twist", 3).joints
    assert max(joints["handL"][0], joints["handR"][0]) < joints["pelvis"][0]


def test_happy_baby_has_upright_shins(tables):
    """Shins are within 10 degrees of vertical and the ankles above the knees."""
    joints = at(tables, "happy_baby", 3).joints
    shin = joints["footL"] - joints["shankL"]
    assert np.degrees(np.arccos(shin[2] / np.linalg.norm(shin))) < 10
