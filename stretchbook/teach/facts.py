"""What the makers of questions look up, and the guard that asks a second voice before a key is trusted."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from random import Random
from typing import Any, get_args

import pandas as pd

from stretchbook.body.compare import compare_pose
from stretchbook.catalogue import Catalogue
from stretchbook.words import Movement, muscle_sides

NOTICED = 3.0
"""Percent of standing length from which the model is heard: below, two models disagree about the sign."""

BENT = 20.0
"""Degrees of a joint from which a muscle that the model does not have is taken to be lengthened."""

MOVEMENTS: tuple[str, ...] = get_args(Movement)
OPPOSITE = {a: b for pair in zip(MOVEMENTS[::2], MOVEMENTS[1::2], strict=True) for a, b in (pair, pair[::-1])}
_POSITIVE = {
    "hip flexion": ("hip_flex",), "hip abduction": ("hip_abd",), "hip external rotation": ("hip_er",),
    "knee flexion": ("knee_flex",), "ankle dorsiflexion": ("ankle_df",), "foot inversion": ("foot_inv",),
    "toe extension": ("toe_ext",), "trunk flexion": ("lumbar_flex", "thor_flex"),
    "turn to its own side": ("lumbar_rot", "thor_rot"), "side-bend to its own side": ("lumbar_side",),
    "shoulder flexion": ("sh_flex",), "shoulder abduction": ("sh_abd",),
    "shoulder external rotation": ("sh_er",),
}  # fmt: skip
JOINTS = {move: (joints, 1) for move, joints in _POSITIVE.items()}
JOINTS |= {OPPOSITE[move]: (joints, -1) for move, joints in _POSITIVE.items()}


def cell(table: str, *key: object, column: str) -> str:
    """Name of one cell: ``table[key, key].column``."""
    return f"{table}[{', '.join(map(str, key))}].{column}"


def mixed(rng: Random, options: Iterable[str]) -> tuple[str, ...]:
    """The options in an order that only the seed knows."""
    shuffled = list(options)
    rng.shuffle(shuffled)
    return tuple(shuffled)


def some(rng: Random, pool: Iterable[str], most: int) -> list[str]:
    """At most so many of a pool, each once."""
    pool = sorted(set(pool))
    return rng.sample(pool, min(most, len(pool)))


def held_angles(cat: Catalogue, stretch: str) -> dict[tuple[str, str], float]:
    """Joint angles of the held posture, by (side, joint)."""
    frames, angles = cat.keyframes, cat.keyframe_angles
    held = frames.loc[(frames["stretch"] == stretch) & frames["hold"], "keyframe"].iloc[0]
    posed = (angles["stretch"] == stretch) & (angles["keyframe"] == held) & (angles["t"] == 1)
    return {(row.side, row.joint): float(row.deg) for row in angles[posed].itertuples()}


def moved_by(angles: dict[tuple[str, str], float], movement: str, side: str) -> float:
    """Degrees by which one side of the body has moved this way from standing."""
    joints, sign = JOINTS[movement]
    if "own side" in movement or "other side" in movement:  # left is positive
        sign *= 1 if side == "left" else -1
    return sign * sum(angles.get((at, joint), 0.0) for joint in joints for at in ("both", side))


class Facts:
    """A catalogue, as the makers of questions ask it.

    Parameters
    ----------
    cat : Catalogue
        Where everything stands.
    """

    def __init__(self, cat: Catalogue) -> None:
        self.cat = cat
        self.stretch = {str(key): str(name) for key, name in cat.stretches["name"].items()}
        self.muscle = {str(key): str(name) for key, name in cat.muscles["name"].items()}

    @cached_property
    def muscles(self) -> list[dict[str, Any]]:
        """Rows of ``stretch_muscles``."""
        return self.cat.stretch_muscles.to_dict("records")

    def rows(self, stretch: str | None = None, muscle: str | None = None) -> list[dict[str, Any]]:
        """Rows of ``stretch_muscles`` of one stretch, one muscle, or both."""
        return [
            row
            for row in self.muscles
            if stretch in (None, row["stretch"]) and muscle in (None, row["muscle"])
        ]

    @cached_property
    def longer(self) -> dict[tuple[str, str, str], bool]:
        """Whether a muscle is longer than in standing: by stretch (held on the left), muscle and body side.

        The model speaks first: from `NOTICED` percent, or by the direction that it gives where it withholds
        the number. Where it is silent the joints do: any movement opposite to an action, of `BENT` degrees.
        """
        found: dict[tuple[str, str, str], bool] = {}
        for stretch in map(str, self.cat.keyframes["stretch"].unique()):
            angles = held_angles(self.cat, stretch)
            for row in compare_pose(self.cat, stretch).to_dict("records"):
                key = (stretch, row["muscle"], row["body_side"])
                if not pd.isna(row["percent"]):
                    found[key] = row["percent"] >= NOTICED
                elif not pd.isna(row["direction"]):
                    found[key] = row["direction"] == "longer"
                elif row["muscle"] in self.actions:
                    opposite = [OPPOSITE[movement] for movement in self.actions[row["muscle"]]]
                    moved = [moved_by(angles, movement, row["body_side"]) for movement in opposite]
                    found[key] = max(moved) >= BENT
        return found

    @cached_property
    def actions(self) -> dict[str, list[str]]:
        """Movements that each muscle makes."""
        table = self.cat.actions.groupby("muscle", sort=False)["movement"]
        return {str(muscle): list(movements) for muscle, movements in table}

    def maybe_longer(self, stretch: str, muscle: str) -> bool:
        """Whether any voice says that the stretch lengthens, or works, the muscle, or none speaks of it.

        Such an option might be true, and is no wrong answer.
        """
        if any(row["role"] != "not lengthened" for row in self.rows(stretch, muscle)):
            return True
        return any(self.longer.get((stretch, muscle, side), True) for side in ("left", "right"))

    def contested(self, row: dict[str, Any]) -> bool:
        """Whether another voice denies that a row's muscle is lengthened: not for a graded key."""
        sides = muscle_sides(row["side_rule"], "left")
        return not any(self.longer.get((row["stretch"], row["muscle"], side), True) for side in sides)

    def unverified(self, rows: Iterable[dict[str, Any]]) -> bool:
        """Whether a row is marked M."""
        return any(row.get("status") == "M" for row in rows)


@lru_cache(maxsize=4)
def facts(cat: Catalogue) -> Facts:
    """The facts of a catalogue, worked out once."""
    return Facts(cat)
