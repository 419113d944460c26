"""Questions about postures: joint angles in words; which stretch is held like this? (kind J)."""

from collections.abc import Iterator
from random import Random

from stretchbook.teach.facts import Facts, cell, held_angles, mixed, some
from stretchbook.teach.question import Question

SHOWN = {
    ("both", "pelvis_tilt"): "pelvis tipped forward", ("both", "lumbar_flex"): "lower back bent",
    ("left", "hip_flex"): "left hip flexed", ("right", "hip_flex"): "right hip flexed",
    ("left", "hip_abd"): "left hip abducted", ("left", "knee_flex"): "left knee bent",
    ("right", "knee_flex"): "right knee bent",
}  # fmt: skip
APART, JOINTS = 30.0, 2
"""Two postures are told apart if so many of the shown joints differ by more than so many degrees."""


def stretch_of_angles(facts: Facts, rng: Random) -> Iterator[Question]:
    """J: the angles of a held posture; which stretch? Only postures that are far from it stand beside it."""
    held = _held(facts)
    for stretch, angles in held.items():
        wrong = [
            other
            for other, theirs in held.items()
            if sum(abs(angles[joint] - theirs[joint]) > APART for joint in SHOWN) >= JOINTS
        ]
        if len(wrong) < 2:
            continue
        words = ", ".join(f"{name} {angles[joint]:.0f}°" for joint, name in SHOWN.items()).replace("-", "−")
        right = facts.stretch[stretch]
        frame = facts.cat.keyframes
        row = frame[(frame["stretch"] == stretch) & frame["hold"]].iloc[0]
        yield Question(
            "J", "one", f"Which stretch is held like this (sides as for a hold on the left)? {words}.",
            mixed(rng, [right, *(facts.stretch[s] for s in some(rng, wrong, 3))]), (right,),
            f"These are the angles of the figure: {row['name']}. Approximate, ±15 degrees.", (row["source"],),
            tuple(
                cell("keyframe_angles", stretch, row["keyframe"], 1, *joint, column="deg") for joint in SHOWN
            ),
            f"J:{stretch}", (stretch,), row["status"] == "M",
        )  # fmt: skip


def _held(facts: Facts) -> dict[str, dict[tuple[str, str], float]]:
    """Angles of each held posture; a stretch without one of the shown joints is left out."""
    stretches = map(str, facts.cat.keyframes["stretch"].unique())
    held = {stretch: held_angles(facts.cat, stretch) for stretch in stretches}
    return {stretch: angles for stretch, angles in held.items() if SHOWN.keys() <= angles.keys()}
