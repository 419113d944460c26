"""Bake the bones and the paths of the muscles that the figure shows inside: ``inside.bin.gz``.

Run ``python data/make_inside.py`` in an environment with the extra ``muscles`` (myo-sim, MuJoCo 3). Bones and
paths come from the model ``myofullbody`` of myo-sim; ``README.md`` says where each part comes from. What is
done, and why:

- The model's own skeleton has other proportions than our body, and would not meet the floor. So each vertex
  and each point of a path is put into *our* standing body, long bones from joint to joint, and attached to
  one or two of our segments; whatever moves the skin then moves what is inside.
- Three segments exist only here: ``scapL`` (the scapula, which slides on the ribs), ``patL`` (the patella)
  and ``twstL`` (the turn of the forearm). `stretchbook.body.inside` places them, as does
  ``front/inside/rig.js``.
- The spine of our body is straight where it stands, so lordosis and the curve of the neck are bent in here.
- On the sternum of the package's rib cage sits an emblem, a part of its own: it is cut out.
- Each bone is thinned by itself, and only the left side is kept: the right one is its mirror image.

The file is gzip: the length of a JSON header (4 bytes), the header, then positions (int16), segments and
weight (uint8) of each vertex, and the triangles (uint16).
"""

import gzip
import json
import struct
import warnings
from pathlib import Path
from typing import Any, ClassVar

import fast_simplification
import mujoco
import myo_sim
import numpy as np

from stretchbook.body.kinematics import place_body

FILE = Path(__file__).with_name("inside.bin.gz")
UNIT = 0.56 / 32767  # body heights of one step of a stored position
AXES = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1.0]])  # the model's world to ours
SEGMENTS = [
    "pelvis", "l5", "l2", "t11", "t6", "c7", "c1", "thighL", "shankL", "footL", "toesL",
    "scapL", "uarmL", "farmL", "handL", "fingL", "tipL", "patL", "twstL",
]  # fmt: skip
SPINE = SEGMENTS[:7]
BAKED = {"left": {"grip": 0.0}, "right": {"grip": 0.0}}  # the pose in which all is stored

TRIANGLES = {
    "hat_skull": 1500, "hat_jaw": 380, "hat_cervical": 800, "torso_geom_13_ribcage_s": 2900,
    "sacrum_geom_1_sacrum": 300, "l_pelvis": 420, "l_femur": 400, "l_tibia": 240, "l_fibula": 120,
    "l_patella": 60, "l_talus": 90, "l_foot": 480, "l_bofoot": 400, "clavicle_l": 110, "scapula_l": 380,
    "humerus_l": 260, "ulna_l": 160, "radius_l": 150,
}  # fmt: skip

TRUNK = ("erector_spinae", "multifidi", "quadratus_lumborum", "external_oblique", "internal_oblique",
         "rectus_abdominis", "latissimus_dorsi")  # fmt: skip
MUSCLES: dict[str, tuple[float, float, list[str]]] = {  # radius, thickness of a sheet (0: spindles), tendons
    "erector_spinae": (0.0062, 0, ["IL_R6", "IL_R8", "IL_R10", "IL_R12", "LTpT_T4", "LTpT_T8", "LTpT_T12",
                                   "LTpL_L1", "LTpL_L3"]),
    "multifidi": (0.0045, 0, ["MF_m1s", "MF_m2s", "MF_m3s", "MF_m4s", "MF_m5s"]),
    "quadratus_lumborum": (0.005, 0, ["QL_post_I.2-L2", "QL_post_I.1-L3", "QL_post_I.3-L1", "QL_mid_L3-12.1",
                                      "QL_ant_I.2-12.1"]),
    "external_oblique": (0.006, 0.0025, ["EO1", "EO2", "EO3", "EO4", "EO5", "EO6"]),
    "internal_oblique": (0.005, 0.0025, ["IO1", "IO2", "IO3", "IO4", "IO5", "IO6"]),
    "rectus_abdominis": (0.010, 0, ["rect_abd"]),
    "latissimus_dorsi": (0.007, 0.003, ["LAT1", "LAT2", "LAT3"]),
    "gluteus_maximus": (0.014, 0.009, ["glmax1", "glmax2", "glmax3"]),
    "gluteus_medius_minimus": (0.010, 0.007, ["glmed1", "glmed2", "glmed3"]),
    "piriformis": (0.006, 0, ["piri"]),
    "hamstrings": (0.0105, 0, ["semiten", "semimem", "bflh"]),
    "adductor_magnus": (0.0095, 0.006, ["addmagProx", "addmagMid", "addmagDist", "addmagIsch"]),
    "adductor_longus_brevis": (0.008, 0, ["addlong", "addbrev"]),
    "gracilis": (0.006, 0, ["grac"]),
    "iliopsoas": (0.0075, 0, ["Ps_L1_VB", "Ps_L2_TP", "Ps_L3_L4_IVD", "Ps_L5_VB", "iliacus"]),
    "rectus_femoris": (0.0115, 0, ["recfem"]),
    "tensor_fasciae_latae": (0.0062, 0, ["tfl"]),
    "sartorius": (0.0062, 0, ["sart"]),
    "vasti": (0.0135, 0, ["vasint", "vaslat", "vasmed"]),
    "tibialis_anterior": (0.008, 0, ["tibant"]),
    "long_toe_extensors": (0.0055, 0, ["edl", "ehl"]),
    "rhomboids_posterior_deltoid": (0.008, 0, ["DELT3"]),
}  # fmt: skip


# By hand, so that no path of the leg runs through bone in a held pose. Points of a tendon moved out of it:
# number of the point, then ahead, outwards and up, body heights.
MOVED: dict[str, dict[int, tuple[float, float, float]]] = {
    "recfem": {1: (0.010, 0, 0.004), 2: (0.011, 0, 0), 3: (0.009, 0, 0)},
    "vasint": {0: (0.004, 0, 0), 1: (0.006, 0, 0), 2: (0.010, 0, 0.004), 3: (0.009, 0, 0)},
    "vaslat": {0: (0, 0.006, 0), 1: (0.002, 0.004, 0), 2: (0.010, 0.002, 0.004), 3: (0.009, 0, 0)},
    "vasmed": {0: (0.004, -0.006, 0), 1: (0.004, -0.004, 0), 2: (0.010, -0.002, 0.004), 3: (0.009, 0, 0)},
    "tfl": {0: (0.002, 0.004, 0), 2: (0, 0.010, 0), 3: (0, 0.006, 0)},
    "addbrev": {0: (0.003, 0.002, -0.004)},
    "semimem": {0: (-0.009, 0.006, -0.007)},
    "semiten": {0: (-0.009, 0.007, -0.007)},
    "bflh": {0: (-0.008, 0.005, -0.006)},
    "addmagIsch": {0: (-0.003, -0.004, -0.004)},
    "glmed1": {1: (0, 0.005, 0.002)}, "glmed2": {0: (-0.004, 0.008, 0)}, "glmed3": {0: (-0.006, 0.004, 0)},
}  # fmt: skip
# Points in between: the span, the share of it standing, the segment that carries it, how far from the line.
BETWEEN: dict[str, list[tuple[int, float, str, tuple[float, float, float]]]] = {
    "semimem": [(0, 0.17, "thighL", (-0.012, -0.004, 0))],
    "semiten": [(0, 0.14, "thighL", (-0.016, 0.002, -0.004))],
    "bflh": [(0, 0.17, "thighL", (-0.008, 0.004, 0)), (0, 0.93, "shankL", (-0.006, 0.006, 0))],
    "recfem": [(0, 0.80, "thighL", (-0.001, 0, 0))],
    "vasint": [(1, 0.65, "thighL", (0.004, 0, 0))],
    "vaslat": [(1, 0.65, "thighL", (0.005, 0.003, 0))],
    "vasmed": [(1, 0.65, "thighL", (0.005, -0.003, 0))],
    "addmagIsch": [(0, 0.25, "thighL", (-0.010, -0.012, 0))],
    "addmagDist": [(0, 0.40, "thighL", (-0.010, -0.008, 0))],
    "addmagMid": [(0, 0.55, "thighL", (-0.010, -0.006, 0))],
    "addmagProx": [(0, 0.75, "thighL", (-0.010, -0.004, -0.004))],
    "glmax1": [(1, 0.30, "pelvis", (-0.012, 0.010, 0)), (1, 0.70, "thighL", (-0.018, 0.014, 0.008))],
    "glmax2": [(1, 0.30, "pelvis", (-0.008, 0.006, 0)), (1, 0.65, "thighL", (-0.020, 0.014, 0.008))],
    "glmax3": [(0, 0.60, "pelvis", (-0.016, 0.002, -0.006)), (1, 0.60, "thighL", (-0.014, 0.004, -0.004))],
    "glmed1": [(0, 0.72, "thighL", (0.003, 0.010, 0.008))],
    "tfl": [(0, 0.12, "pelvis", (0.004, 0.006, 0))],
    "glmed2": [(0, 0.35, "pelvis", (-0.004, 0.014, 0)), (0, 0.80, "thighL", (-0.004, 0.008, 0.008))],
    "glmed3": [(0, 0.35, "pelvis", (-0.010, 0.010, 0)), (0, 0.80, "thighL", (-0.008, 0.006, 0.008))],
}


def femoral_head(radius: float, ahead: float) -> dict[str, Any]:
    """A sphere at the hip that a path goes round, on its front or its back."""
    centre = [0.0, 0.05, 0.0]
    return {"segment": 0, "centre": centre, "axis": None, "radius": radius, "side": [ahead, 0.05, 0.0]}


class Source:
    """The model standing: meshes and points in our axes, metres, between the hip centres."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.model = myo_sim.load_model("myofullbody")
        self.data = mujoco.MjData(self.model)
        self.stand({})
        hips = [self.data.xpos[self.model.body(f"femur_{side}").id] for side in "lr"]
        self.origin = np.mean(hips, axis=0)

    def stand(self, joints: dict[str, float]) -> None:
        """Stand with some joints set, radians; what follows a joint by a polynomial follows."""
        model, data = self.model, self.data
        mujoco.mj_resetData(model, data)
        data.qpos[:3] = [0, 0, 1]
        for kind, one, other, poly in zip(
            model.eq_type, model.eq_obj1id, model.eq_obj2id, model.eq_data, strict=True
        ):
            if kind == mujoco.mjtEq.mjEQ_JOINT and other >= 0:
                lead = joints.get(model.joint(other).name, 0.0)
                data.qpos[model.joint(one).qposadr[0]] = np.polyval(poly[4::-1], lead)
        for name, value in joints.items():
            data.qpos[model.joint(name).qposadr[0]] = value
        mujoco.mj_kinematics(model, data)

    def ours(self, place: np.ndarray) -> np.ndarray:
        """Places of the model's world, in our axes."""
        return (place - self.origin) @ AXES.T

    def at(self, body: str) -> np.ndarray:
        """Where a body begins."""
        return self.ours(self.data.xpos[self.model.body(body).id])

    def meshes(self) -> dict[str, tuple[str, np.ndarray, np.ndarray]]:
        """Body, vertices and triangles of each central or left bone."""
        found = {}
        for geom in range(self.model.ngeom):
            if self.model.geom_type[geom] != mujoco.mjtGeom.mjGEOM_MESH:
                continue
            mesh = self.model.mesh(self.model.geom_dataid[geom])
            if mesh.name.endswith("_r") or mesh.name.startswith("r_"):
                continue
            begin, count = mesh.vertadr[0], mesh.vertnum[0]
            turn, shift = self.data.geom_xmat[geom].reshape(3, 3), self.data.geom_xpos[geom]
            places = self.ours(self.model.mesh_vert[begin : begin + count] @ turn.T + shift)
            first, faces = mesh.faceadr[0], mesh.facenum[0]
            body = self.model.body(self.model.geom_bodyid[geom]).name
            found[mesh.name] = (body, places, self.model.mesh_face[first : first + faces].copy())
        return found

    def patella(self) -> list[list[float]]:
        """Knee flexion, turn and slide of the patella on the femur, every ten degrees, held from 120 on."""
        rows = []
        body = self.model.body("patella_l").id
        self.stand({})
        rest, start = self.data.xmat[body].reshape(3, 3).copy(), self.data.xpos[body].copy()
        for deg in range(0, 161, 10):
            self.stand({"knee_angle_l": np.radians(min(deg, 120))})
            turn = AXES @ self.data.xmat[body].reshape(3, 3) @ rest.T @ AXES.T
            slide = AXES @ (self.data.xpos[body] - start) * [0.55, 0, 0.606]
            rows.append([deg, np.degrees(np.arctan2(turn[0, 2], turn[0, 0])), slide[0], slide[2]])
        self.stand({})
        return np.round(rows, 4).tolist()


Affine = tuple[np.ndarray, np.ndarray]


def along(start: np.ndarray, end: np.ndarray, to: np.ndarray, to_end: np.ndarray, across: float) -> Affine:
    """The map that takes one bone's ends to two joints of ours, with a scale of its own across."""
    a, b = (end - start) / np.linalg.norm(end - start), (to_end - to) / np.linalg.norm(to_end - to)
    cross, cosine = np.cross(a, b), a @ b
    skew = np.array([[0, -cross[2], cross[1]], [cross[2], 0, -cross[0]], [-cross[1], cross[0], 0]])
    turn = np.eye(3) + skew + skew @ skew / (1 + cosine)
    length = np.linalg.norm(to_end - to) / np.linalg.norm(end - start)
    whole = (across * np.eye(3) + (length - across) * np.outer(b, b)) @ turn
    return whole, to - whole @ start


class Fit:
    """Where the model's points lie in our body, and on which segments."""

    LEVELS = np.array([[-.1, -.05], [0, 0], [.145, .072], [.25, .130], [.332, .185], [.458, .245],
                       [.585, .308], [.685, .381], [.9, .5]])  # fmt: skip
    JOINTS = np.array([0.07, 0.13, 0.185, 0.245, 0.308, 0.353])  # heights of our spine's joints
    FINGERS: ClassVar = {2: (0.0165, -0.0234, -0.025), 3: (0.0055, -0.026, -0.0275),
                         4: (-0.0055, -0.0252, -0.026), 5: (-0.0165, -0.0218, -0.0195)}  # fmt: skip

    def __init__(self, source: Source, meshes: dict[str, Any]) -> None:
        body = place_body(BAKED)
        self.joints = {name: place - body.joints["pelvis"] for name, place in body.joints.items()}
        self.frames, self.source = body.frames, source
        joint, at = self.joints, source.at
        shoulder, elbow, wrist = (
            at("humerus_l"),
            np.array([-0.037, 0.168, 0.258]),
            np.array([-0.019, 0.203, 0.006]),
        )
        hip, knee, ankle = at("femur_l"), at("tibia_l"), at("talus_l")
        self.maps = {
            "pelvis": (np.diag([0.5, 0.05 / hip[1], 0.5]), np.zeros(3)),
            "femur": along(hip, knee, joint["thighL"], joint["shankL"], 0.55),
            "tibia": along(knee, ankle, joint["shankL"], joint["footL"], 0.55),
            "humerus": along(shoulder, elbow, joint["uarmL"], joint["farmL"], 0.56),
            "forearm": along(elbow, wrist, joint["farmL"], joint["handL"], 0.56),
        }
        turn = np.radians(-6.6)
        turned = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        foot = np.diag([0.590, 0.52, 0.62]) @ turned
        self.maps["foot"] = (foot, joint["footL"] - foot @ ankle)
        knuckles = (at("3proxph_l") + at("4proxph_l")) / 2
        self.maps["hand"] = along(wrist, knuckles, joint["handL"], joint["fingL"], 0.66)
        self._fingers(meshes)
        deeper = (0.003, 0, 0)  # our back is flatter than the model's: its spine would come out of the skin
        self.shift = joint["uarmL"] - self.spine(shoulder)[0] + deeper

    def _fingers(self, meshes: dict[str, Any]) -> None:
        at, joint, frames = self.source.at, self.joints, self.frames

        def inside(segment: str, *place: float) -> np.ndarray:
            return joint[segment] + frames[segment] @ np.array(place)

        def end(mesh: str) -> np.ndarray:
            places = meshes[mesh][1]
            return places[places[:, 2].argmin()]

        for i, (column, middle, tip) in self.FINGERS.items():
            near, mid = at(f"{i}proxph_l"), at(f"midph{i}_l")
            knuckle = (self.move("hand", near) + inside("handL", 0, column, -0.05)) / 2
            bend = inside("fingL", 0, column, middle)
            self.maps[f"{i}proxph"] = along(near, mid, knuckle, bend, 0.6)
            self.maps[f"midph{i}"] = along(
                mid, end(f"{i}distph_l"), bend, inside("tipL", 0, column, tip + 0.004), 0.6
            )
            self.maps[f"distph{i}"] = self.maps[f"midph{i}"]
        root, joint_, tip_ = (0.005, 0.013, -0.012), (0.0105, 0.0275, -0.031), (0.0148, 0.035, -0.061)
        first, thumb = at("firstmc_l"), at("proximal_thumb_l")
        self.maps["firstmc"] = along(first, thumb, inside("handL", *root), inside("handL", *joint_), 0.6)
        far = along(thumb, end("thumbdist_l"), inside("handL", *joint_), inside("handL", *tip_), 0.6)
        self.maps |= {"proximal_thumb": far, "distal_thumb": far}

    def move(self, name: str, places: np.ndarray) -> np.ndarray:
        """Places through one of the affine maps."""
        whole, shift = self.maps[name]
        return places @ whole.T + shift

    def spine(self, places: np.ndarray) -> np.ndarray:
        """Spine and ribs: height piece by piece, depth and width by scale; lordosis and the neck bent in."""
        places = np.atleast_2d(places)
        high = np.interp(places[:, 2], self.LEVELS[:, 0], self.LEVELS[:, 1])
        chest = np.clip((places[:, 2] - 0.25) / 0.09, 0, 1)
        bent = 0.010 * np.exp(-(((high - 0.102) / 0.036) ** 2)) + 0.008 * np.exp(
            -(((high - 0.337) / 0.022) ** 2)
        )
        wide = np.interp(places[:, 2], [0.0, 0.15, 0.25], [0.651, 0.6, 0.62])
        deep = places[:, 0] * (0.46 - 0.05 * chest) + 0.02 * chest + bent
        return np.column_stack([deep, places[:, 1] * wide, high])

    def on_spine(self, heights: np.ndarray, half: float = 0.025) -> tuple[list[str], list[str], np.ndarray]:
        """Two segments of the spine for each height, and the weight of the upper one."""
        near = np.abs(heights[:, None] - self.JOINTS).argmin(axis=1)
        weight = np.clip((heights - self.JOINTS[near] + half) / (2 * half), 0, 1)
        return [SPINE[i] for i in near], [SPINE[i + 1] for i in near], weight

    def put(self, body: str, places: np.ndarray, middle: float | None = None) -> tuple[np.ndarray, ...]:
        """Places of a body of the model in ours, two segments for each, and the weight of the second.

        A vertebra is rigid: `middle` is the height that its segments are taken from.
        """
        places = np.atleast_2d(places)
        name, n = body.removesuffix("_l"), len(places)

        def on(segment: str, moved: np.ndarray) -> tuple[Any, ...]:
            return moved, [segment] * n, [segment] * n, np.zeros(n)

        if name.startswith("lumbar") or name in SPINAL:
            moved = self.spine(places)
            heights = np.full(n, 0.1) if name == "Abdomen" else moved[:, 2]
            return moved, *self.on_spine(heights if middle is None else np.full(n, middle))
        if name in ("scapula", "clavphant", "scapphant"):
            return on("scapL", self.spine(places) + self.shift)
        if name == "clavicle":
            weight = np.clip((places[:, 1] - 0.026) / 0.135, 0, 1)
            return self.spine(places) + weight[:, None] * self.shift, ["t6"] * n, ["scapL"] * n, weight
        if name in ("ulna", "radius"):
            moved = self.move("forearm", places)
            weight = np.clip((self.joints["farmL"][2] - moved[:, 2]) / 0.146, 0, 1)
            if name == "ulna":
                weight = weight * weight * (3 - 2 * weight)
            return moved, ["farmL"] * n, ["twstL"] * n, weight
        if name == "head":
            return on("c1", np.column_stack([
                (places[:, 0] + 0.05) * 0.575, places[:, 1] * 0.575, 0.353 + (places[:, 2] - 0.637) * 0.575,
            ]))  # fmt: skip
        if name == "sacrum":
            return on("pelvis", places * [0.5, 0.651, 0.5])
        if name == "patella":
            return on("patL", np.add(self.move("femur", places), (-0.001, 0, 0)))
        if name == "toes":
            moved = self.move("foot", places)
            moved[:, 0] = np.where(moved[:, 0] > 0.078, 0.078 + (moved[:, 0] - 0.078) * 0.85, moved[:, 0])
            return on("toesL", moved)
        segment, key = RIGID.get(name, ("handL", "hand"))
        if name[0] in "2345" or name[-1] in "2345":
            segment, key = ("fingL" if "prox" in name else "tipL"), name
        return on(segment, self.move(key, places))


SPINAL = ("torso", "neck", "Abdomen", "chest_r", "Arm_attachment", "cervical_spine", "head_attach")
RIGID = {
    "pelvis": ("pelvis", "pelvis"), "femur": ("thighL", "femur"), "tibia": ("shankL", "tibia"),
    "talus": ("footL", "foot"), "calcn": ("footL", "foot"), "humerus": ("uarmL", "humerus"),
    "humphant": ("uarmL", "humerus"), "humphant1": ("uarmL", "humerus"), "firstmc": ("handL", "firstmc"),
    "proximal_thumb": ("handL", "proximal_thumb"), "distal_thumb": ("handL", "distal_thumb"),
}  # fmt: skip


def weld(places: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same surface with each place once."""
    unique, index = np.unique(np.round(places, 6), axis=0, return_inverse=True)
    faces = index.reshape(-1)[faces]
    return unique, faces[
        (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    ]


def components(count: int, faces: np.ndarray) -> np.ndarray:
    """Number of the connected part that each vertex belongs to."""
    part = np.arange(count)
    while True:
        low = part[faces].min(axis=1)
        before = part.copy()
        for corner in range(3):
            np.minimum.at(part, faces[:, corner], low)
        part = part[part]
        if (part == before).all():
            return part


def bones(fit: Fit, meshes: dict[str, Any]) -> list[tuple[str, bool, Any]]:
    """Name, whether it is central, and places, segments, weights and triangles of each bone."""
    found = []
    for name, (body, places, faces) in meshes.items():
        places, faces = weld(places, faces)
        if "ribcage" in name:
            part = components(len(places), faces)[faces[:, 0]]
            numbers, counts = np.unique(part, return_counts=True)
            emblem = numbers[counts.argmax()]
            spot = places[faces[part == emblem]].reshape(-1, 3)
            assert counts.max() > 10_000, "there is no emblem"
            assert np.ptp(spot, axis=0).max() < 0.15, "the emblem is another one"
            places, faces = weld(places, faces[part != emblem])
            rest = components(len(places), faces)[faces[:, 0]]
            assert np.unique(rest, return_counts=True)[1].max() < 3000, "the emblem is still there"
        if (want := thinned(name)) < len(faces):
            small = fast_simplification.simplify(
                places.astype(np.float32), faces.astype(np.int32), target_count=max(want, 8), agg=5
            )
            places, faces = np.asarray(small[0], float), np.asarray(small[1])
        rigid = "thoracic" in name or "lumbar" in name
        middle = float(fit.spine(places.mean(axis=0))[0, 2]) if rigid else None
        central = not (name.endswith("_l") or name.startswith("l_"))
        found.append((name, central, (*fit.put(body, places, middle), faces)))
    return sorted(found, key=lambda bone: not bone[1])


def thinned(name: str) -> int:
    """How many triangles a bone may have."""
    if name in TRIANGLES:
        return TRIANGLES[name]
    if "thoracic" in name or "lumbar" in name:
        return 130
    if name[1:3] == "mc":
        return 48
    return 36 if "prox" in name else 26 if "mid" in name or "dist" in name else 16


def tendon_path(source: Source, fit: Fit, tendon: str) -> tuple[list[Any], list[Any]]:
    """Points of a tendon, [x, y, z, segment, segment, weight], and what the span after each goes round."""
    model, data = source.model, source.data
    number = model.tendon(tendon).id
    points: list[Any] = []
    round_: list[Any] = []
    for k in range(model.tendon_adr[number], model.tendon_adr[number] + model.tendon_num[number]):
        kind, item = int(model.wrap_type[k]), int(model.wrap_objid[k])
        if kind == mujoco.mjtWrap.mjWRAP_SITE:
            body = model.body(model.site_bodyid[item]).name
            place, one, other, weight = fit.put(body, source.ours(data.site_xpos[item]))
            segments = [SEGMENTS.index(one[0]), SEGMENTS.index(other[0])]
            points.append([*np.round(place[0], 4).tolist(), *segments, round(float(weight[0]), 2)])
            round_.append(None)
        elif points:
            round_[-1] = wrap(source, fit, item, kind, int(model.wrap_prm[k]))
    return points, round_


def wrap(source: Source, fit: Fit, geom: int, kind: int, side: int) -> dict[str, Any] | None:
    """The cylinder or sphere that a span goes round; the few that hold a path from inside are left out."""
    model, data = source.model, source.data
    body = model.body(model.geom_bodyid[geom]).name
    centre, axis = source.ours(data.geom_xpos[geom]), AXES @ data.geom_xmat[geom].reshape(3, 3)[:, 2]
    radius, cylinder = float(model.geom_size[geom][0]), kind == mujoco.mjtWrap.mjWRAP_CYLINDER
    middle, one, *_ = fit.put(body, centre)
    along_, *_ = fit.put(body, centre + 0.01 * axis)
    beside = None
    if side >= 0:
        place = source.ours(data.site_xpos[side])
        off = place - centre
        if np.linalg.norm(off - (off @ axis) * axis * cylinder) < radius * 0.999:
            return None
        beside = np.round(fit.put(body, place)[0][0], 4).tolist()
    direction = along_[0] - middle[0]
    return {
        "segment": SEGMENTS.index(one[0]),
        "centre": np.round(middle[0], 4).tolist(),
        "axis": np.round(direction / np.linalg.norm(direction), 3).tolist() if cylinder else None,
        "radius": round(radius * (0.46 if body == "torso" else 0.56), 4),
        "side": beside,
    }


def by_hand(tendon: str, points: list[Any], round_: list[Any]) -> None:
    """Move and add the points of `MOVED` and `BETWEEN`."""
    for number, by in MOVED.get(tendon, {}).items():
        points[number] = [*np.round(np.add(points[number][:3], by), 4).tolist(), *points[number][3:]]
    for span, share, segment, by in reversed(BETWEEN.get(tendon, [])):
        place = np.add(
            points[span][:3], np.multiply(share, np.subtract(points[span + 1][:3], points[span][:3]))
        )
        on = SEGMENTS.index(segment)
        points.insert(span + 1, [*np.round(place + by, 4).tolist(), on, on, 0.0])
        round_.insert(span, None)  # what the span goes round lies at its far end


def muscles(source: Source, fit: Fit) -> dict[str, Any]:
    """Radius, sheet, whether of the trunk, and the parts of each muscle, left side."""
    names = {source.model.tendon(i).name for i in range(source.model.ntendon)}
    brim = tendon_path(source, fit, "psoas_l_tendon")
    found = {}
    for muscle, (radius, sheet, tendons) in MUSCLES.items():
        parts = []
        for tendon in tendons:
            (name,) = {f"{tendon}_l_tendon", f"{tendon}l_tendon", f"{tendon}_tendon_l"} & names
            points, round_ = tendon_path(source, fit, name)
            if tendon.startswith(
                "Ps_"
            ):  # from the vertebra over the brim of the pelvis to the lesser trochanter
                points, round_ = [points[0], *brim[0][1:]], [None, femoral_head(0.018, 0.04), None, None]
            if tendon == "piri":
                round_[1] = femoral_head(0.016, -0.04)
            by_hand(tendon, points, round_)
            parts.append({"name": tendon, "points": points, "round": round_})
        found[muscle] = {"radius": radius, "sheet": sheet, "trunk": muscle in TRUNK, "parts": parts}
    return found


def scapula(fit: Fit, found: list[tuple[str, bool, Any]]) -> dict[str, Any]:
    """What the scapula slides on: how far the ribs reach from the axis of the chest, in the frame of t6.

    A sum of waves round the axis times powers of the height, fitted to the outermost places of the ribs.
    """
    at, frame = fit.joints["t6"], fit.frames["t6"]
    ribs = np.concatenate([bone[0] for name, _, bone in found if "ribcage" in name])
    ribs = (ribs - at) @ frame
    low, high = -0.1, 0.085
    ribs = ribs[(ribs[:, 2] > low) & (ribs[:, 2] < high)]
    around, out = np.arctan2(np.abs(ribs[:, 1]), -ribs[:, 0]), np.hypot(ribs[:, 0], ribs[:, 1])
    cells: dict[tuple[int, int], int] = {}
    for i in np.argsort(out):  # the last in a cell is the outermost
        if around[i] < np.radians(120):
            cells[int(around[i] // np.radians(10)), int(ribs[i, 2] // 0.02)] = int(i)
    edge = np.array(list(cells.values()))
    waves = np.cos(np.multiply.outer(around[edge], np.arange(5)))
    powers = (ribs[edge, 2] / high)[:, None] ** np.arange(4)
    terms = np.einsum("nk,nj->nkj", waves, powers).reshape(len(edge), -1)
    fitted = np.linalg.solve(terms.T @ terms + 1e-3 * np.eye(20), terms.T @ out[edge])
    assert np.sqrt(np.mean((terms @ fitted - out[edge]) ** 2)) < 0.003, "the ribs are not where they were"
    blade = next(bone[0] for name, _, bone in found if name == "scapula_l")
    medial = blade[(np.abs(blade[:, 2] - np.percentile(blade[:, 2], 75)) < 0.006)]
    return {
        "heights": [low, high],
        "seam": [0.22, 0.27],  # the heights over which the ribs go from t11 to t6, as in `Fit.on_spine`
        "ribs": np.round(fitted, 5).reshape(5, 4).tolist(),
        "medial": np.round(medial[medial[:, 1].argmin()], 4).tolist(),
        "lower": np.round(blade[blade[:, 2].argmin()], 4).tolist(),
    }


def pack(found: list[tuple[str, bool, Any]], header: dict[str, Any]) -> bytes:
    """The whole file before it is compressed."""
    places, segments, faces, table, first = [], [], [], [], 0
    for name, central, (place, one, other, weight, triangles) in found:
        table.append(
            {"name": name, "central": central, "first": first, "count": len(place), "faces": len(triangles)}
        )
        places.append(np.round(place / UNIT).astype(np.int16))
        numbers = [[SEGMENTS.index(a), SEGMENTS.index(b)] for a, b in zip(one, other, strict=True)]
        segments.append(np.column_stack([numbers, np.round(weight * 255)]).astype(np.uint8))
        faces.append(triangles + first)
        first += len(place)
    assert first < 65536
    header |= {"unit": UNIT, "vertices": first, "faces": sum(map(len, faces)), "bones": table}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    raw = np.concatenate(segments).tobytes()
    body = [
        np.concatenate(places).tobytes(),
        raw + b"\0" * (-len(raw) % 4),
        np.concatenate(faces).astype(np.uint16).tobytes(),
    ]
    body[0] += b"\0" * (-len(body[0]) % 4)
    return struct.pack("<I", len(text)) + text + b"".join(body)


def main() -> None:
    """Bake, check and write."""
    source = Source()
    meshes = source.meshes()
    fit = Fit(source, meshes)
    found = bones(fit, meshes)
    pivot = np.add(fit.move("femur", source.at("patella_l")), (-0.001, 0, 0))
    header = {
        "source": f"myo-sim {myo_sim.__version__}, model myofullbody, Apache-2.0",
        "segments": SEGMENTS,
        "patella": {"pivot": np.round(pivot, 4).tolist(), "table": source.patella()},
        "scapula": scapula(fit, found),
        "muscles": muscles(source, fit),
    }
    packed = pack(found, header)
    FILE.write_bytes(gzip.compress(packed, 9, mtime=0))
    triangles = sum(len(bone[4]) * (1 if central else 2) for _, central, bone in found)
    parts = sum(len(muscle["parts"]) for muscle in header["muscles"].values())
    size = FILE.stat().st_size
    print(f"{len(found)} meshes, {triangles} triangles, {parts} paths a side, {size / 1000:.0f} kB")
    assert len(found) == len(meshes)
    assert len(header["muscles"]) == 22
    assert 12_000 < triangles < 20_000
    assert size < 120_000


if __name__ == "__main__":
    main()
