"""What stands inside: bones in their places, paths beside them that agree with the table."""

import gzip
import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest

import stretchbook as sb
from stretchbook.body.inside import DEEP_KNEE, carried, inside, inside_file, path_of, place_inside
from stretchbook.body.kinematics import place_body
from stretchbook.body.motion import anchor_of, keyframes_of, limb_angles
from stretchbook.body.muscle_paths import NOT_FOR_MEASURING
from stretchbook.body.muscles import muscle_directions, muscle_lengths

STRETCHES = [
    "forward_fold", "seated_twist", "childs_pose", "happy_baby", "runners_lunge", "adductor_opener",
]  # fmt: skip
CM = 170  # centimetres of body height
LEG_BONES = [
    "l_pelvis", "sacrum_geom_1_sacrum", "l_femur", "l_tibia", "l_fibula", "l_patella", "l_talus", "l_foot",
]  # fmt: skip
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


def triangles(placed, name, side):
    """Corners of the triangles of one bone, (n, 3, 3)."""
    asset, first = inside(), 0
    places = carried(placed, asset.places, asset.segments, asset.weights, side)
    for bone in asset.header["bones"]:
        if bone["name"] == name:
            return places[asset.faces[first : first + bone["faces"]]]
        first += bone["faces"]
    raise KeyError(name)


def off_surface(places, corners):
    """Distance of each place from a surface, centimetres: from fifteen places of each triangle."""
    shares = [(i / 4, j / 4, 1 - (i + j) / 4) for i in range(5) for j in range(5 - i)]
    surface = np.concatenate([np.tensordot(corners, share, (1, 0)) for share in shares])
    return np.linalg.norm(surface - places[:, None], axis=2).min(axis=1) * CM


def within(places, corners):
    """Whether each place lies in a bone: the angles that its triangles fill from there make a whole."""
    deep = ((places > corners.min((0, 1))) & (places < corners.max((0, 1)))).all(axis=1)
    if deep.any():
        a, b, c = (corners[:, k] - places[deep, None] for k in range(3))
        la, lb, lc = (np.linalg.norm(one, axis=2) for one in (a, b, c))
        volume = (a * np.cross(b, c)).sum(axis=2)
        rest = la * lb * lc + (a * b).sum(axis=2) * lc + (b * c).sum(axis=2) * la + (c * a).sum(axis=2) * lb
        deep[deep] = np.abs(np.arctan2(volume, rest).sum(axis=1)) > np.pi
    return deep


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
def test_the_scapula_stays_on_the_ribs(cat, stretch):
    """In the held posture medial border and lower angle are as far from the ribs as standing, within 1 cm."""

    def clearance(pose):
        placed, asset = place_inside(place_body(pose), pose), inside()
        ribs = triangles(placed, "torso_geom_13_ribcage_s", "left")
        rows = [[*asset.header["scapula"][name], 0] for name in ("medial", "lower")]
        stored = np.array(rows)[:, :3]
        on = np.full((2, 2), asset.header["segments"].index("scapL"))
        return [
            off_surface(carried(placed, stored, on, np.zeros(2), side), ribs) for side in ("left", "right")
        ]

    held = next(step.pose for step in keyframes_of(cat, stretch) if step.hold)
    off = np.array(clearance(held)) - np.array(clearance({}))
    assert np.abs(off).max() <= 1.0, off


@pytest.mark.parametrize("stretch", STRETCHES)
def test_no_path_of_the_leg_crosses_a_bone(cat, stretch):
    """In the held posture no path of hip and leg runs through bone for more than 1 cm of its way."""
    pose = next(step.pose for step in keyframes_of(cat, stretch) if step.hold)
    placed = place_inside(place_body(pose), pose)
    every = 0.2 / CM
    worst = Counter()
    for side in ("left", "right"):
        bones = {bone: triangles(placed, bone, side) for bone in LEG_BONES}
        for muscle in [*LEGS, "vasti"]:
            for part in inside().header["muscles"][muscle]["parts"]:
                line = path_of(placed, part, side)
                far = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
                at = np.arange(0, far[-1], every)
                places = np.stack([np.interp(at, far, line[:, k]) for k in range(3)], axis=1)
                for bone, corners in bones.items():
                    runs = itertools.groupby(within(places, corners))
                    longest = max((len(list(run)) for deep, run in runs if deep), default=0)
                    worst[part["name"], side, bone] = round(longest * every * CM, 1)
    assert max(worst.values()) <= 1.0, worst.most_common(3)


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
    """Over postures the drawn change of length goes with the table's: r of .95 for each leg muscle.

    Rectus femoris is compared up to 120 degrees of the knee, beyond which its path is drawn as there.
    """
    rng = np.random.default_rng(3)
    poses = [next(s.pose for s in keyframes_of(cat, name, side) if s.hold) for name in STRETCHES
             for side in ("left", "right")]  # fmt: skip
    for hip, out, turn, knee, ankle in rng.uniform([-15, -15, -20, 0, -40], [110, 40, 20, 140, 20], (18, 5)):
        limb = {"hip_flex": hip, "hip_abd": out, "hip_er": turn, "knee_flex": knee, "ankle_df": ankle}
        poses.append({"left": limb})
    shallow = np.array([pose["left"]["knee_flex"] <= DEEP_KNEE for pose in poses])
    assert 0 < (~shallow).sum() < len(poses)
    drawn = pd.DataFrame([lengths(pose) for pose in poses])
    table = pd.DataFrame([muscle_lengths(**limb_angles(pose, "left"))["percent"] for pose in poses])
    for muscle in LEGS:
        if muscle != "gluteus_medius_minimus":  # only its direction is known
            some = shallow if muscle == "rectus_femoris" else slice(None)
            r = np.corrcoef(drawn.loc[some, muscle], table[muscle].to_numpy()[some])[0, 1]
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
