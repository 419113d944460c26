"""What stands inside: bones under the skin, paths that agree with the table, motion without a jump."""

import gzip
import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest

import stretchbook as sb
from stretchbook.body.inside import DEEP_KNEE, carried, inside, inside_file, path_of, place_inside
from stretchbook.body.kinematics import place_body
from stretchbook.body.motion import anchor_of, keyframes_of, limb_angles, pose_on_the_way
from stretchbook.body.muscle_paths import NOT_FOR_MEASURING
from stretchbook.body.muscles import muscle_directions, muscle_lengths

STRETCHES = [
    "forward_fold", "seated_twist", "childs_pose", "happy_baby", "runners_lunge", "adductor_opener",
]  # fmt: skip
CM = 170  # centimetres of body height
LEGS = [
    "gluteus_maximus", "gluteus_medius_minimus", "piriformis", "hamstrings", "adductor_magnus",
    "adductor_longus_brevis", "gracilis", "iliopsoas", "rectus_femoris", "tensor_fasciae_latae",
    "sartorius", "tibialis_anterior", "long_toe_extensors",
]  # fmt: skip


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


def vertices(pose, anchor=("pelvis",)):
    """The body in a pose, and places of all vertices of both sides by bone."""
    body = place_body(pose, anchor)
    placed, asset = place_inside(body, pose), inside()
    found = {}
    for side in ("left", "right"):
        places = carried(placed, asset.places, asset.segments, asset.weights, side)
        for bone in asset.header["bones"]:
            if not (bone["central"] and side == "right"):
                found[bone["name"], side] = places[bone["first"] : bone["first"] + bone["count"]]
    return body, found


def beyond_skin(body, places):
    """How far each place lies outside the surface of the body, centimetres; below 0 it is inside."""
    nearest = np.full(len(places), 9.0)
    for _, a, b, ra, rb in body.cones:
        along = b - a
        share = np.clip((places - a) @ along / max(along @ along, 1e-9), 0, 1)
        away = np.linalg.norm(places - a - share[:, None] * along, axis=1)
        nearest = np.minimum(nearest, away - ra - (rb - ra) * share)
    return nearest * CM


def lengths(pose):
    """Mean drawn length of the parts of each leg muscle, left side, in percent of standing."""
    header = inside().header["muscles"]

    def drawn(placed, muscle):
        lines = [path_of(placed, part, "left") for part in header[muscle]["parts"]]
        return np.array([np.linalg.norm(np.diff(line, axis=0), axis=1).sum() for line in lines])

    now, rest = place_inside(place_body(pose), pose), place_inside(place_body({}), {})
    return {m: 100 * float(np.mean(drawn(now, m) / drawn(rest, m) - 1)) for m in LEGS}


def test_the_asset_is_small_and_whole():
    """Bones and paths take less than 120 kB, with every muscle but those without a path, and no emblem."""
    assert len(inside_file()) < 120_000
    assert gzip.decompress(inside_file())
    asset = inside()
    assert len(asset.header["muscles"]) == 22
    assert "pectineus" not in asset.header["muscles"]
    ribs = next(bone for bone in asset.header["bones"] if "ribcage" in bone["name"])
    assert ribs["faces"] < 3000
    triangles = sum(bone["faces"] * (1 if bone["central"] else 2) for bone in asset.header["bones"])
    assert 12_000 < triangles < 20_000
    assert asset.faces.max() < asset.header["vertices"]


@pytest.mark.parametrize("stretch", STRETCHES)
def test_bones_stay_under_the_skin(cat, stretch):
    """No bone but the scapula comes more than 0.8 cm out, in any keyframe or half way to it."""
    steps = keyframes_of(cat, stretch)
    out = Counter()
    for position in np.arange(0, len(steps) - 0.75, 0.5):
        last = min(int(position), len(steps) - 1)
        pose = steps[last].pose
        if position > last:
            pose = pose_on_the_way(pose, steps[last + 1], position - last)
        body, found = vertices(pose, anchor_of(cat, stretch))
        for (bone, _), places in found.items():
            out[bone] = max(out[bone], round(float(beyond_skin(body, places).max()), 2))
    blade = out.pop("scapula_l")
    assert max(out.values()) <= 0.8, out.most_common(3)
    assert blade <= 2.0


@pytest.mark.parametrize("stretch", STRETCHES)
def test_the_lower_scapula_stays_on_the_ribs(cat, stretch):
    """In the held posture the lower angle is within 2 cm of its distance from the ribs standing."""

    def clearance(pose):
        _, found = vertices(pose)
        rest = inside()
        blade = next(bone for bone in rest.header["bones"] if bone["name"] == "scapula_l")
        stored = rest.places[blade["first"] : blade["first"] + blade["count"]]
        lower = np.linalg.norm(stored - rest.header["scapula"]["lower"], axis=1).argmin()
        ribs = found["torso_geom_13_ribcage_s", "left"]
        return [
            np.linalg.norm(ribs - found["scapula_l", side][lower], axis=1).min() * CM
            for side in ("left", "right")
        ]

    held = next(step.pose for step in keyframes_of(cat, stretch) if step.hold)
    off = np.array(clearance(held)) - np.array(clearance({}))
    assert off.max() <= 2.0, off


def test_the_spine_is_curved_standing():
    """Standing, the lumbar vertebrae and those of the neck lie ahead of the line between their ends."""
    _, found = vertices({})
    middle = {name: places.mean(axis=0) for (name, _), places in found.items()}
    lumbar = [next(m for n, m in middle.items() if n.startswith(f"lumbar{i}_")) for i in (5, 3, 1)]
    share = (lumbar[1][2] - lumbar[0][2]) / (lumbar[2][2] - lumbar[0][2])
    chord = lumbar[0][0] + share * (lumbar[2][0] - lumbar[0][0])
    assert (lumbar[1][0] - chord) * CM > 0.3
    neck = found["hat_cervical", "left"]
    height = neck[:, 2]
    low, mid, high = (
        neck[(height > a) & (height <= b)][:, 0].mean()
        for a, b in zip(
            np.quantile(height, [0, 1 / 3, 2 / 3]), np.quantile(height, [1 / 3, 2 / 3, 1]), strict=True
        )
    )
    assert mid > (low + high) / 2


def test_psoas_runs_from_the_spine_over_the_brim(cat):
    """Its parts begin at lumbar vertebrae, pass ahead of the hip and end at the femur behind it."""
    frame = sb.muscle_paths(cat, "forward_fold", keyframe=0).query(
        "side == 'left' and part.str.startswith('Ps_')"
    )
    hip = place_body(keyframes_of(cat, "forward_fold")[0].pose, anchor_of(cat, "forward_fold")).joints[
        "thighL"
    ]
    for _, line in frame.groupby("part"):
        assert line["z"].iloc[0] > hip[2] + 0.07
        assert line["x"].max() > hip[0] + 0.01
        assert line["z"].iloc[-1] < hip[2]


def test_drawn_and_table_length_agree_for_legs_and_hips(cat):
    """Over postures the drawn change of length goes with the table's: r of .95 for each leg muscle."""
    rng = np.random.default_rng(3)
    poses = [next(s.pose for s in keyframes_of(cat, name, side) if s.hold) for name in STRETCHES
             for side in ("left", "right")]  # fmt: skip
    for hip, out, turn, knee, ankle in rng.uniform([-15, -15, -20, 0, -40], [110, 40, 20, 115, 20], (14, 5)):
        limb = {"hip_flex": hip, "hip_abd": out, "hip_er": turn, "knee_flex": knee, "ankle_df": ankle}
        poses.append({"left": limb})
    poses = [pose for pose in poses if pose["left"]["knee_flex"] <= DEEP_KNEE]  # beyond it the drawing stops
    drawn = pd.DataFrame([lengths(pose) for pose in poses])
    table = pd.DataFrame([muscle_lengths(**limb_angles(pose, "left"))["percent"] for pose in poses])
    for muscle in LEGS:
        if muscle != "gluteus_medius_minimus":  # only its direction is known
            r = np.corrcoef(drawn[muscle], table[muscle])[0, 1]
            assert r >= 0.95, (muscle, round(r, 3))


@pytest.mark.parametrize(
    ("muscle", "pose", "word"),
    [
        ("hamstrings", {"hip_flex": 80}, "longer"),
        ("hamstrings", {"knee_flex": 90}, "shorter"),
        ("iliopsoas", {"hip_flex": -15}, "longer"),
        ("rectus_femoris", {"knee_flex": 90}, "longer"),
        ("gluteus_maximus", {"hip_flex": 90}, "longer"),
        ("adductor_magnus", {"hip_abd": 40}, "longer"),
        ("gracilis", {"hip_abd": 40}, "longer"),
        ("piriformis", {"hip_flex": 90, "hip_er": 40}, "longer"),
        ("tibialis_anterior", {"ankle_df": -40}, "longer"),
    ],
)
def test_drawn_directions_are_those_of_the_table(muscle, pose, word):
    """A path gets longer or shorter as the table says that its muscle does."""
    table = muscle_directions(**limb_angles({"left": pose}, "left"))[muscle]
    assert table == word
    assert (lengths({"left": pose})[muscle] > 0) == (word == "longer")


@pytest.mark.parametrize("stretch", STRETCHES)
def test_nothing_inside_jumps(cat, stretch):
    """Seen from the pelvis, in 60 steps of a keyframe, no point jumps 0.5 cm more than the joints do."""
    steps, anchor = keyframes_of(cat, stretch), anchor_of(cat, stretch)
    parts = [part for entry in inside().header["muscles"].values() for part in entry["parts"]]
    asset = inside()
    some = slice(None, None, 23)
    shares = np.linspace(0, 1, 61)
    for before, step in itertools.pairwise(steps):
        tracks, joints = [], []
        for t in shares:
            pose = pose_on_the_way(before.pose, step, float(t))
            body = place_body(pose, anchor)
            placed = place_inside(body, pose)
            bones = carried(placed, asset.places[some], asset.segments[some], asset.weights[some], "left")
            lines = [path_of(placed, part, "right") for part in parts]
            pelvis = body.joints["pelvis"]
            tracks.append((np.concatenate([bones, *lines]) - pelvis) @ body.frames["pelvis"])
            joints.append((np.array([*body.joints.values()]) - pelvis) @ body.frames["pelvis"])
        jumps, own = (
            np.linalg.norm(np.diff(np.array(places) * CM, n=2, axis=0), axis=2).max(axis=1)
            for places in (tracks, joints)
        )
        assert (jumps - own).max() < 0.5


def test_paths_are_given_as_a_table(cat):
    """Ordered points of both sides; what must not be measured says so; the held posture is the default."""
    frame = sb.muscle_paths(cat, "runners_lunge")
    assert list(frame.columns) == ["muscle", "part", "side", "order", "x", "y", "z", "use"]
    pd.testing.assert_frame_equal(frame, sb.muscle_paths(cat, "runners_lunge", keyframe=3))
    assert set(frame.loc[frame["use"] == NOT_FOR_MEASURING, "muscle"]) >= {
        "erector_spinae",
        "internal_oblique",
    }
    assert not frame.loc[frame["muscle"].isin(LEGS), "use"].any()
    assert (frame.groupby(["part", "side"])["order"].diff().dropna() == 1).all()
    assert frame["z"].min() > -0.01
    right = sb.muscle_paths(cat, "runners_lunge", side="right")
    one = frame.query("part == 'recfem' and side == 'left'")[["x", "y", "z"]].to_numpy()
    image = right.query("part == 'recfem' and side == 'right'")[["x", "y", "z"]].to_numpy()
    np.testing.assert_allclose(image, one * [1, -1, 1], atol=1e-6)
    with pytest.raises(ValueError, match="0 to 3"):
        sb.muscle_paths(cat, "runners_lunge", keyframe=9)


def test_a_curve_goes_over_the_whole_range_of_a_joint():
    """One row a degree, the values of the table, and the moment arm as minus the slope."""
    curve = sb.muscle_curve("hamstrings", "hip_flexion", knee_flexion=30, moment_arm=True)
    assert (curve["angle"].iloc[0], curve["angle"].iloc[-1]) == (-20, 120)
    assert curve["angle"].is_monotonic_increasing
    at = curve.set_index("angle").loc[70]
    expected = muscle_lengths(hip_flexion=70, knee_flexion=30).loc["hamstrings"]
    assert at["percent"] == pytest.approx(expected["percent"])
    assert at["range_position"] == pytest.approx(expected["range_position"])
    assert curve["moment_arm"].between(-9, -1).all(), "they extend the hip, by some centimetres"
    assert (sb.muscle_curve("iliopsoas", moment_arm=True)["moment_arm"].iloc[20:100] > 0).all()
    with pytest.raises(ValueError, match="disagree"):
        sb.muscle_curve("vasti")
    with pytest.raises(ValueError, match="no joint 'hip'"):
        sb.muscle_curve("hamstrings", "hip")
