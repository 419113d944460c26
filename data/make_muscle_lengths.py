"""Make ``muscle_lengths.npz``: muscle-tendon lengths over joint angles, from published models.

Run ``python data/make_muscle_lengths.py`` in an environment with myo-sim and MuJoCo 3 (extra ``muscles``).
The models are MyoLegs and MyoTorso of the package myo-sim (Apache-2.0): one generic adult each. Only the
lengths are taken from them, no force. What is done, and why:

- Lengths are those of ``ten_length``, in percent of the length of the same tendon standing (all angles 0).
  A muscle of the catalogue is the plain mean of its parts. Signs are turned to the catalogue's: abduction
  and external rotation are positive (the model has adduction and internal rotation positive).
- Hip: a grid over flexion, abduction and rotation; muscles that cross the knee have the knee as a fourth
  axis. The knee's sliding joints follow the polynomials of the model, which its solver would otherwise
  only approach.
- Trunk: MyoTorso's ``flex_extension`` is the joint between L5 and the sacrum, and moved alone by command
  the whole lumbar spine turns 1.875 times as far. So all five joints are set directly, by the shares .125,
  .185, .204, .231 and .255 of the wanted angle (checked: 40 degrees in, 40 degrees out). Rotation is
  shared evenly. The thorax is one rigid body, so thoracic rotation lengthens nothing here.
- Not taken: gluteus minimus, vasti and single obliques, on which models disagree; of gluteus medius only
  the posterior part, as a direction. Pectineus, latissimus and the shoulder are in neither model used.

The script then compares the table with the live model in random postures inside the box and stores, for
each muscle, the 99th percentile and the greatest error in percentage points, and its length standing (the
mean of its parts, centimetres), from which a moment arm is reckoned.
"""

import warnings
from itertools import product
from pathlib import Path

import mujoco
import myo_sim
import numpy as np

FILE = Path(__file__).with_name("muscle_lengths.npz")
HIP_MUSCLES = {
    "gluteus_maximus": ["glmax1", "glmax2", "glmax3"],
    "gluteus_medius_minimus": ["glmed3"],
    "piriformis": ["piri"],
    "adductor_magnus": ["addmagDist", "addmagIsch", "addmagMid", "addmagProx"],
    "adductor_longus_brevis": ["addlong", "addbrev"],
    "iliopsoas": ["psoas", "iliacus"],
}
KNEE_MUSCLES = {
    "hamstrings": ["semiten", "semimem", "bflh"],
    "gracilis": ["grac"],
    "rectus_femoris": ["recfem"],
    "tensor_fasciae_latae": ["tfl"],
    "sartorius": ["sart"],
}
ANKLE_MUSCLES = {"tibialis_anterior": ["tibant"], "long_toe_extensors": ["edl", "ehl"]}
TRUNK_MUSCLES = {
    "erector_spinae": ("IL_", "LTpT_", "LTpL_"),
    "multifidi": ("MF_",),
    "quadratus_lumborum": ("QL_",),
    "rectus_abdominis": ("rect_abd",),
}
AXES = {
    "hip_flexion": np.arange(-20.0, 121.0, 10.0),
    "hip_abduction": np.arange(-30.0, 46.0, 7.5),
    "hip_rotation": np.arange(-40.0, 41.0, 10.0),
    "knee_flexion": np.arange(0.0, 141.0, 10.0),
    "ankle_dorsiflexion": np.arange(-40.0, 31.0, 5.0),
    "lumbar_flexion": np.arange(-20.0, 61.0, 5.0),
    "lumbar_rotation": np.arange(-13.0, 13.1, 6.5),
}
TABLES = {
    "hip": (HIP_MUSCLES, ["hip_flexion", "hip_abduction", "hip_rotation"]),
    "knee": (KNEE_MUSCLES, ["hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion"]),
    "ankle": (ANKLE_MUSCLES, ["ankle_dorsiflexion"]),
    "trunk": (TRUNK_MUSCLES, ["lumbar_flexion", "lumbar_rotation"]),
}
SHARES = {"flex_extension": 0.125, "L4_L5_FE": 0.185, "L3_L4_FE": 0.204, "L2_L3_FE": 0.231, "L1_L2_FE": 0.255}
ROTATIONS = ["axial_rotation", "L4_L5_AR", "L3_L4_AR", "L2_L3_AR", "L1_L2_AR"]
ABDOMEN = 0.6429 * 0.125  # the belly's own body follows the lowest joint
LEG = {
    "hip_flexion": ("hip_flexion_r", 1),
    "hip_abduction": ("hip_adduction_r", -1),
    "hip_rotation": ("hip_rotation_r", -1),
    "knee_flexion": ("knee_angle_r", 1),
    "ankle_dorsiflexion": ("ankle_angle_r", 1),
}


class Model:
    """A compiled model whose joints are set directly, and the tendon lengths that follow."""

    def __init__(self, name: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.model = myo_sim.load_model(name)
        self.data = mujoco.MjData(self.model)
        self.tendons = [self.model.tendon(i).name.removesuffix("_tendon") for i in range(self.model.ntendon)]
        self.follow = [
            (self.model.joint(one).name, self.model.joint(other).name, data[:5])
            for kind, one, other, data in zip(
                self.model.eq_type,
                self.model.eq_obj1id,
                self.model.eq_obj2id,
                self.model.eq_data,
                strict=True,
            )
            if kind == mujoco.mjtEq.mjEQ_JOINT and other >= 0
        ]

    def lengths(self, joints: dict[str, float], follow: bool = True) -> np.ndarray:
        """Lengths of all tendons, metres, with joints set to radians (the rest at 0)."""
        mujoco.mj_resetData(self.model, self.data)
        if follow:
            for one, other, poly in self.follow:
                joints.setdefault(one, float(np.polyval(poly[::-1], joints.get(other, 0.0))))
        for name, value in joints.items():
            self.data.qpos[self.model.joint(name).qposadr[0]] = value
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_tendon(self.model, self.data)
        return self.data.ten_length.copy()

    def rows(self, *starts: str, side: str = "r") -> list[int]:
        """Numbers of the tendons of one side whose name begins so."""
        found = [
            i for i, name in enumerate(self.tendons) if name.startswith(starts) and name.endswith(f"_{side}")
        ]
        assert found, starts
        return found


class Leg(Model):
    """Percent of standing length of the muscles of the right leg."""

    def centimetres(self, muscles: dict[str, list[str]]) -> np.ndarray:
        """Standing length of each muscle."""
        parts = [[self.tendons.index(f"{part}_r") for part in m] for m in muscles.values()]
        return np.array([100 * self.standing[rows].mean() for rows in parts])

    def __init__(self) -> None:
        super().__init__("myolegs")
        self.standing = self.lengths({})

    def percent(self, muscles: dict[str, list[str]], **angles: float) -> np.ndarray:
        """One number for each muscle; angles in degrees, as in the catalogue."""
        now = self.lengths({LEG[name][0]: np.radians(deg) * LEG[name][1] for name, deg in angles.items()})
        change = (now / self.standing - 1) * 100
        return np.array(
            [np.mean([change[self.tendons.index(f"{part}_r")] for part in m]) for m in muscles.values()]
        )


class Trunk(Model):
    """Percent of standing length of the muscles of the right side; rotation to the right is positive."""

    def __init__(self) -> None:
        super().__init__("myotorso")
        self.standing = self.lengths({}, follow=False)
        upright = self.chest()
        self.percent(TRUNK_MUSCLES, lumbar_flexion=40.0, lumbar_rotation=0.0)
        turned = np.degrees(np.arccos((np.trace(upright.T @ self.chest()) - 1) / 2))
        assert abs(turned - 40) < 0.1, f"40 degrees in, {turned:.1f} out"
        self.percent(TRUNK_MUSCLES, lumbar_flexion=0.0, lumbar_rotation=10.0)
        turn = self.chest() @ upright.T
        assert abs(np.degrees(np.arctan2(turn[1, 0], turn[0, 0])) + 10) < 0.1, "not to the right"

    def centimetres(self, muscles: dict[str, tuple[str, ...]]) -> np.ndarray:
        """Standing length of each muscle."""
        return np.array([100 * self.standing[self.rows(*starts)].mean() for starts in muscles.values()])

    def chest(self) -> np.ndarray:
        """Orientation of the thorax."""
        return self.data.xmat[self.model.body("torso").id].reshape(3, 3).copy()

    def percent(self, muscles: dict[str, tuple[str, ...]], **angles: float) -> np.ndarray:
        """One number for each muscle; angles in degrees."""
        flexion, rotation = (-np.radians(angles[n]) for n in ("lumbar_flexion", "lumbar_rotation"))
        joints = {name: share * flexion for name, share in SHARES.items()}
        joints |= {name: rotation / 5 for name in ROTATIONS} | {"Abs_r3": ABDOMEN * flexion}
        change = (self.lengths(joints, follow=False) / self.standing - 1) * 100
        return np.array([np.mean(change[self.rows(*starts)]) for starts in muscles.values()])


def interpolate(table: np.ndarray, axes: list[np.ndarray], point: list[float]) -> np.ndarray:
    """Multilinear interpolation, as at run time."""
    for axis, value in zip(axes, point, strict=True):
        i = int(np.clip(np.searchsorted(axis, value) - 1, 0, len(axis) - 2))
        f = (value - axis[i]) / (axis[i + 1] - axis[i])
        table = table[i] * (1 - f) + table[i + 1] * f
    return table


def main(postures: int = 4000) -> None:
    """Make the table, measure its error and write both."""
    leg, trunk = Leg(), Trunk()
    rng = np.random.default_rng(5)
    stored: dict[str, np.ndarray] = {f"axis_{name}": axis for name, axis in AXES.items()}
    for table, (muscles, names) in TABLES.items():
        source = trunk if table == "trunk" else leg
        axes = [AXES[name] for name in names]
        grid = np.array([source.percent(muscles, **dict(zip(names, p, strict=True))) for p in product(*axes)])
        hundredths = np.round(grid.reshape(*map(len, axes), -1) * 100).astype(np.int16)
        draws = np.column_stack([rng.uniform(axis[0], axis[-1], postures) for axis in axes])
        live = np.array([source.percent(muscles, **dict(zip(names, p, strict=True))) for p in draws])
        read = np.array([interpolate(hundredths / 100, axes, list(p)) for p in draws])
        errors = np.abs(live - read)
        stored |= {
            table: hundredths,
            f"{table}_muscles": np.array(list(muscles)),
            f"{table}_axes": np.array(names),
            f"{table}_standing": source.centimetres(muscles).round(2),
            f"{table}_error_p99": np.percentile(errors, 99, axis=0).round(3),
            f"{table}_error_max": errors.max(axis=0).round(3),
        }
        for i, name in enumerate(muscles):
            low, high = hundredths[..., i].min() / 100, hundredths[..., i].max() / 100
            p99, most = stored[f"{table}_error_p99"][i], stored[f"{table}_error_max"][i]
            print(f"{name:24s} {low:7.1f} to {high:6.1f} %   error p99 {p99:.2f}, max {most:.2f} points")
    np.savez_compressed(FILE, **stored)
    print(f"{FILE.stat().st_size / 1000:.0f} kB, myo-sim {myo_sim.__version__}, MuJoCo {mujoco.__version__}")


if __name__ == "__main__":
    main()
