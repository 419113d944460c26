"""Muscle lengths go the way anatomy says, are accurate, quick, and keep quiet where models disagree."""

import inspect

import numpy as np
import pandas as pd
import pytest

from stretchbook.body.motion import keyframes_of, limb_angles
from stretchbook.body.muscles import (
    WITHHELD,
    clamped,
    interpolation_errors,
    muscle_directions,
    muscle_lengths,
    pose_lengths,
    tints,
)


def percent(muscle, **angles):
    """Percent of one muscle at some angles."""
    return muscle_lengths(**angles).loc[muscle, "percent"]


def held(tables, stretch):
    """The held posture of a stretch, left side."""
    return next(step.pose for step in keyframes_of(tables, stretch) if step.hold)


def test_standing_is_zero():
    """Standing, no muscle is longer or shorter than standing."""
    frame = muscle_lengths()
    assert list(frame.columns) == ["percent", "range_position"]
    assert frame.index.name == "muscle"
    np.testing.assert_allclose(frame["percent"].dropna(), 0, atol=0.01)


def test_range_position_is_a_share_of_the_range():
    """Over random postures the place in the range stays within 0 and 100 and comes near both ends."""
    rng = np.random.default_rng(1)
    angles = list(inspect.signature(muscle_lengths).parameters)
    low, high = [-20, -30, -40, 0, -40, -20, -13], [120, 45, 40, 140, 30, 60, 13]
    seen = [muscle_lengths(**dict(zip(angles, rng.uniform(low, high), strict=True))) for _ in range(400)]
    values = pd.concat(seen)["range_position"].dropna()
    assert values.between(0, 100).all()
    assert values.min() < 10
    assert values.max() > 90


@pytest.mark.parametrize(
    ("muscle", "own", "lengthened"),
    [
        ("hamstrings", {"knee_flexion": 60}, {"hip_flexion": 60}),
        ("gluteus_maximus", {"hip_flexion": -15}, {"hip_flexion": 90}),
        ("iliopsoas", {"hip_flexion": 60}, {"hip_flexion": -15}),
        ("rectus_femoris", {"hip_flexion": 60}, {"knee_flexion": 90}),
        ("adductor_longus_brevis", {"hip_abduction": -20}, {"hip_abduction": 30}),
        ("adductor_magnus", {"hip_abduction": -20}, {"hip_abduction": 30}),
        ("gracilis", {"hip_abduction": -20}, {"hip_abduction": 30}),
        ("gracilis", {"knee_flexion": 90}, {"hip_abduction": 40}),
        ("erector_spinae", {"lumbar_flexion": -15}, {"lumbar_flexion": 40}),
        ("multifidi", {"lumbar_flexion": -15}, {"lumbar_flexion": 40}),
        ("rectus_abdominis", {"lumbar_flexion": 40}, {"lumbar_flexion": -15}),
        ("tibialis_anterior", {"ankle_dorsiflexion": 20}, {"ankle_dorsiflexion": -30}),
        ("long_toe_extensors", {"ankle_dorsiflexion": 20}, {"ankle_dorsiflexion": -30}),
        ("piriformis", {"hip_rotation": 30}, {"hip_rotation": -30}),
        ("tensor_fasciae_latae", {"hip_flexion": 60}, {"hip_flexion": -15}),
        ("sartorius", {"knee_flexion": 60}, {"hip_flexion": -15}),
    ],
)
def test_no_muscle_is_lengthened_by_its_own_action(muscle, own, lengthened):
    """A muscle shortens in its own action and lengthens in the opposite."""
    assert percent(muscle, **own) < -0.5
    assert percent(muscle, **lengthened) > 0.5


def test_fold_stretches_the_hamstrings_more_with_straight_knees():
    """In the fold hamstrings lengthen as knees straighten and as hips flex."""
    by_knee = [percent("hamstrings", hip_flexion=100, knee_flexion=knee) for knee in (60, 30, 0)]
    by_hip = [percent("hamstrings", hip_flexion=hip, knee_flexion=30) for hip in (30, 70, 110)]
    assert by_knee == sorted(by_knee)
    assert by_hip == sorted(by_hip)


def test_lunge_stretches_the_back_leg_in_front(tables):
    """Iliopsoas and rectus femoris are long on the back leg only, gluteus maximus on the front leg only."""
    both = pose_lengths(held(tables, "runners_lunge"))["percent"]
    for muscle in ("iliopsoas", "rectus_femoris"):
        assert both["right", muscle] > 2 > 0 > both["left", muscle]
    assert both["left", "gluteus_maximus"] > 20 > 0 > both["right", "gluteus_maximus"]


def test_lunge_iliopsoas_is_near_the_end_of_its_range(tables):
    """The back leg's iliopsoas is only a few percent longer, yet above 90 % of its range."""
    row = pose_lengths(held(tables, "runners_lunge")).loc["right", "iliopsoas"]
    assert row["percent"] < 6
    assert row["range_position"] > 90


def test_bending_the_back_knee_lengthens_rectus_femoris():
    """With the hip extended, rectus femoris lengthens as the knee bends."""
    by_knee = [percent("rectus_femoris", hip_flexion=-15, knee_flexion=knee) for knee in (20, 60, 100)]
    assert by_knee == sorted(by_knee)


def test_opener_lengthens_the_adductors_with_abduction():
    """In the squat long and short adductor lengthen with abduction, gracilis with straighter knees."""
    wide = [percent("adductor_longus_brevis", hip_flexion=80, hip_abduction=a) for a in (15, 30, 45)]
    straight = [percent("gracilis", hip_flexion=80, hip_abduction=40, knee_flexion=k) for k in (90, 50, 10)]
    assert wide == sorted(wide)
    assert straight == sorted(straight)


def test_twist_lengthens_the_top_legs_piriformis(tables):
    """Piriformis is longer on the top (left) leg than on the other, and lengthens with adduction."""
    both = pose_lengths(held(tables, "seated_twist"))["percent"]
    assert both["left", "piriformis"] > both["right", "piriformis"] + 5
    crossed = [percent("piriformis", hip_flexion=100, hip_abduction=a) for a in (10, -10, -25)]
    assert crossed == sorted(crossed)


def test_turning_lengthens_the_far_erector_and_the_near_multifidi():
    """A turn away lengthens erector spinae, a turn towards lengthens multifidi (contralateral rotators)."""
    away, towards = muscle_lengths(lumbar_rotation=-10), muscle_lengths(lumbar_rotation=10)
    assert away.loc["erector_spinae", "percent"] > towards.loc["erector_spinae", "percent"]
    assert towards.loc["multifidi", "percent"] > away.loc["multifidi", "percent"]


def test_childs_pose_lengthens_buttock_and_back_but_hardly_the_adductors(tables):
    """Gluteus maximus and back extensors lengthen; the long adductors hardly do."""
    both = pose_lengths(held(tables, "childs_pose"))["percent"].loc["left"]
    assert both["gluteus_maximus"] > 20
    assert both["erector_spinae"] > 8
    assert both["multifidi"] > 8
    assert abs(both["adductor_longus_brevis"]) < 6


def test_lunge_does_not_lengthen_the_abdomen(tables):
    """The lunge's "abs" are shorter than standing: the spine is flexed."""
    assert pose_lengths(held(tables, "runners_lunge"))["percent"]["left", "rectus_abdominis"] < -5


def test_numbers_are_withheld_where_models_disagree():
    """Gluteus medius and minimus give a direction only; vasti and obliques are not there at all."""
    frame = muscle_lengths(hip_flexion=90, hip_abduction=-20)
    assert frame.loc["gluteus_medius_minimus"].isna().all()
    assert not set(frame.index) & {"vasti", "external_oblique", "internal_oblique"}
    assert set(WITHHELD) >= {"gluteus_medius_minimus", "vasti", "external_oblique", "internal_oblique"}
    words = muscle_directions(hip_flexion=90.0, hip_abduction=-20.0)
    assert words["gluteus_medius_minimus"] == "longer"
    assert muscle_directions(hip_abduction=30.0)["gluteus_medius_minimus"] == "shorter"


def test_every_muscle_is_one_of_the_catalogue():
    """Muscle ids are those of the muscle table, so that frames can be joined."""
    from stretchbook import paths

    known = set(pd.read_csv(paths.data_folder() / "muscles.csv")["id"])
    assert set(muscle_lengths().index) <= known
    assert known == set(muscle_lengths().index) | set(WITHHELD)


def test_angles_are_clamped_and_said_to_be():
    """Beyond hip flexion 120 and knee flexion 140 the edge is read, and `clamped` names it."""
    pd.testing.assert_frame_equal(muscle_lengths(hip_flexion=150), muscle_lengths(hip_flexion=120))
    assert clamped(hip_flexion=150, knee_flexion=155, hip_rotation=0) == {
        "hip_flexion": 120,
        "knee_flexion": 140,
    }


def test_nonsense_is_refused():
    """A missing angle or an unknown name is an error, not a number."""
    with pytest.raises(ValueError, match="finite"):
        muscle_lengths(hip_flexion=float("nan"))
    with pytest.raises(TypeError, match="shoulder"):
        muscle_directions(shoulder=3.0)


def test_table_is_true_to_the_live_model():
    """The stored error against the live model is under 1 percentage point at the 99th percentile."""
    errors = interpolation_errors()
    assert (errors["p99"] < 1).all(), errors
    assert (errors["p99"] > 0).all()
    assert list(errors.index) == list(muscle_lengths().index)


LEG = ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion")
LIVE = [  # what MyoLegs and MyoTorso give themselves, between the points of the table
    (LEG, (93, 19, -13, 27), {"hamstrings": 16.63, "gracilis": 9.54, "rectus_femoris": -11.33}),
    (LEG, (93, 19, -13, 27), {"gluteus_maximus": 32.15, "piriformis": 2.10, "iliopsoas": -21.70}),
    (LEG, (-14, 4, 6, 63), {"rectus_femoris": 9.99, "adductor_longus_brevis": 7.42, "iliopsoas": 3.09}),
    (LEG, (57, -21, 33, 116), {"gracilis": -21.70, "piriformis": 12.62, "adductor_longus_brevis": -30.23}),
    (("lumbar_flexion", "lumbar_rotation"), (33, 4), {"erector_spinae": 9.51, "multifidi": 15.75}),
    (("lumbar_flexion", "lumbar_rotation"), (-8, -11), {"rectus_abdominis": 2.39, "multifidi": -5.05}),
]


@pytest.mark.parametrize(("names", "angles", "live"), LIVE)
def test_reading_between_the_points_agrees_with_the_live_model(names, angles, live):
    """Between the points of the table the numbers are within half a point of the model's own."""
    read = muscle_lengths(**dict(zip(names, angles, strict=True)))["percent"]
    assert read[list(live)].to_dict() == pytest.approx(live, abs=0.5)


def test_sides_are_mirror_images():
    """The right side of a mirrored pose has the lengths of the left side of the pose."""
    pose = {"core": {"lumbar_rot": 9.0}, "left": {"hip_flex": 100.0, "hip_abd": -10.0}, "right": {}}
    image = {"core": {"lumbar_rot": -9.0}, "left": {}, "right": pose["left"]}
    one, other = pose_lengths(pose), pose_lengths(image)
    pd.testing.assert_frame_equal(one.loc["left"], other.loc["right"])
    assert limb_angles(pose, "right")["lumbar_rotation"] == -9


def test_tints_are_the_longer_muscles():
    """Only muscles longer than standing are tinted, by their place in the range."""
    lengths = pose_lengths({"left": {"hip_flex": 90.0}})
    shown = tints(lengths, above=1)
    assert shown["hamstrings left"] == pytest.approx(lengths.loc[("left", "hamstrings"), "range_position"])
    assert "iliopsoas left" not in shown
    assert "hamstrings right" not in shown
