"""Questions about muscles: which stretch, which muscle, which movement, which nerve (kinds A, B, C and E)."""

import re
from collections.abc import Iterator
from random import Random

from stretchbook.teach.facts import OPPOSITE, Facts, cell, mixed, some
from stretchbook.teach.question import Question

ELSEWHERE = {"hip": ("knee flexion", "knee extension")}  # movements of a joint that the muscle does not cross
NERVES = (
    "femoral", "obturator", "tibial", "sciatic", "superior gluteal", "inferior gluteal", "piriformis",
    "deep fibular", "axillary", "dorsal scapular", "thoracodorsal", "posterior rami", "anterior rami",
    "thoracoabdominal", "subcostal",
)  # fmt: skip


def stretch_of_muscle(facts: Facts, rng: Random) -> Iterator[Question]:
    """A: a muscle that is primary in one stretch only; the stretch is asked."""
    for muscle, name in facts.muscle.items():
        primary = [row for row in facts.rows(muscle=muscle) if row["role"] == "primary"]
        if len({row["stretch"] for row in primary}) != 1:
            continue
        row = primary[0]
        wrong = [s for s in facts.stretch if s != row["stretch"] and not facts.maybe_longer(s, muscle)]
        if len(wrong) < 2 or facts.contested(row):
            continue
        right = facts.stretch[row["stretch"]]
        options = mixed(rng, [right, *(facts.stretch[s] for s in some(rng, wrong, 3))])
        yield Question(
            "A", "one", f"Which of these stretches lengthens {name} most?", options, (right,), row["why"],
            (row["source"],),
            (cell("stretch_muscles", row["stretch"], muscle, row["side_rule"], column="role"),),
            f"A:{muscle}", (muscle, row["stretch"]), facts.unverified(primary),
        )  # fmt: skip


def muscle_of_stretch(facts: Facts, rng: Random) -> Iterator[Question]:
    """B: a stretch, and one of the muscles that it lengthens most among others that it does not."""
    for stretch, name in facts.stretch.items():
        keys = [row for row in facts.rows(stretch) if row["role"] == "primary" and not facts.contested(row)]
        wrong = [muscle for muscle in facts.muscle if not facts.maybe_longer(stretch, muscle)]
        for row in keys if len(wrong) > 1 else ():
            right = facts.muscle[row["muscle"]]
            options = mixed(rng, [right, *(facts.muscle[m] for m in some(rng, wrong, 3))])
            yield Question(
                "B", "one",
                f"Which of these muscles does the {_in_words(name)} lengthen?", options, (right,),
                row["why"], (row["source"],),
                (cell("stretch_muscles", stretch, row["muscle"], row["side_rule"], column="role"),),
                f"B:{stretch}:{row['muscle']}", (stretch, row["muscle"]), facts.unverified([row]),
            )  # fmt: skip


def movement_of_muscle(facts: Facts, rng: Random) -> Iterator[Question]:
    """C: a muscle, from one posture; which movement lengthens it? The opposite of each of its actions."""
    table = facts.cat.actions
    for (muscle, posture), rows in table.groupby(["muscle", "posture"], sort=False):
        actions = [row["movement"] for row in rows.to_dict("records")]
        if len(actions) > 1:
            a, b = sorted(rng.sample(actions, 2), key=actions.index)
            answer = _both(OPPOSITE[a], OPPOSITE[b])
            wrong = [_both(a, OPPOSITE[b]), _both(OPPOSITE[a], b), _both(a, b)]
            used = [a, b]
        else:
            (used,) = ([action] for action in actions)
            answer = OPPOSITE[used[0]]
            wrong = [used[0], *_elsewhere(used[0])]
        source = str(rows["source"].iloc[0])
        does = " and ".join(used)
        yield Question(
            "C", "one",
            f"Starting from this posture: {posture}. What lengthens {facts.muscle[str(muscle)]} most?",
            mixed(rng, [answer, *wrong]), (answer,),
            f"A muscle is lengthened by the opposite of its action. Here it makes {does}, so {answer} "
            "lengthens it.",
            (source,),
            tuple(cell("actions", muscle, action, posture, column="movement") for action in used),
            f"C:{muscle}:{posture}", (str(muscle),), bool((rows["status"] == "M").any()),
        )  # fmt: skip


def nerve_of_muscle(facts: Facts, rng: Random) -> Iterator[Question]:
    """E: a muscle; which nerve supplies it? Other nerves of the same limb, none that it shares."""
    table = facts.cat.muscles
    joints = {
        str(muscle): {_limb(movement) for movement in rows["movement"]}
        for muscle, rows in facts.cat.actions.groupby("muscle")
    }
    for muscle, row in table.iterrows():
        own = _nerves(row["nerve"])
        wrong = {
            _supply(other["nerve"])
            for key, other in table.iterrows()
            if joints.get(str(key), set()) & joints.get(str(muscle), set())
            and not own & _nerves(other["nerve"])
        }
        picked: list[str] = []
        for nerve in some(rng, wrong, len(wrong)):
            if len(picked) < 3 and not any(_nerves(nerve) & _nerves(other) for other in picked):
                picked.append(nerve)
        if not own or len(picked) < 2:
            continue
        right = _supply(row["nerve"])
        yield Question(
            "E", "one", f"Which nerve supplies {row['name']}?", mixed(rng, [right, *picked]), (right,),
            f"{row['name'][0].upper()}{row['name'][1:]}: {row['nerve']}. Roots: {row['roots']}.",
            (row["source"],),
            (cell("muscles", muscle, column="nerve"),),
            f"E:{muscle}", (str(muscle),), row["status"] == "M",
        )  # fmt: skip


def _both(a: str, b: str) -> str:
    return f"{a} with {b}"


def _elsewhere(movement: str) -> tuple[str, str]:
    return ELSEWHERE.get(movement.split()[0], ("hip flexion", "hip extension"))


def _limb(movement: str) -> str:
    joint = movement.split()[0]
    return {"knee": "leg", "hip": "leg", "ankle": "leg", "foot": "leg", "toe": "leg", "shoulder": "arm"}.get(
        joint, "trunk"
    )


def _supply(nerve: str) -> str:
    """The nerves of a cell without the names of the parts of the muscle: they would give it away."""
    return " and ".join(part.split(": ")[-1] for part in nerve.split("; "))


def _nerves(text: str) -> set[str]:
    """The nerves that a cell names; "sciatic" is not read out of "tibial part of the sciatic" twice."""
    return {nerve for nerve in NERVES if re.search(rf"\b{nerve}\b", text)}


def _in_words(name: str) -> str:
    return name[0].lower() + name[1:]
