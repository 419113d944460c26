"""Questions about holds: which side is lengthened, and how many seconds a week (kinds D and K)."""

from collections.abc import Iterator
from random import Random

from stretchbook.teach.facts import Facts, cell, mixed, some
from stretchbook.teach.question import Question
from stretchbook.words import OTHER_SIDE, muscle_sides

SESSION_LINE = "acsm_session"


def side_of_hold(facts: Facts, rng: Random) -> Iterator[Question]:
    """D: a stretch held on one side: on which side of the body a muscle is lengthened.

    Asked for both sides. Left out where model or joints say that the other side is lengthened too, or
    that this one is not.
    """
    for row in facts.muscles:
        stretch, muscle = row["stretch"], row["muscle"]
        if not facts.cat.stretches.at[stretch, "sided"] or row["role"] == "working":
            continue
        if len({r["side_rule"] for r in facts.rows(stretch, muscle)}) > 1:
            continue
        lengthened = row["role"] != "not lengthened"
        left = set(muscle_sides(row["side_rule"], "left")) if lengthened else set()
        if any(facts.longer.get((stretch, muscle, side)) is not (side in left) for side in OTHER_SIDE):
            continue
        for held in OTHER_SIDE:
            sides = muscle_sides(row["side_rule"], held) if lengthened else ()
            answer = {0: "neither side", 1: (*sides, "")[0], 2: "both sides"}[len(sides)]
            cue = str(facts.cat.stretches.at[stretch, "side_cue"]).format(side=held)
            yield Question(
                "D", "one",
                f"{facts.stretch[stretch]}, {cue}. Muscle: {facts.muscle[muscle]}. "
                "On which side is it lengthened?",
                ("left", "right", "both sides", "neither side"), (answer,),
                f"{row['why']} Side in the table: {row['side_rule'].replace('_', ' ')}, "
                "seen from the side of the hold.",
                (row["source"],),
                tuple(
                    cell("stretch_muscles", stretch, muscle, row["side_rule"], column=column)
                    for column in ("side_rule", "role")
                ),
                f"D:{stretch}:{muscle}:{held}", (stretch, muscle), facts.unverified([row]),
            )  # fmt: skip


def dose_of_plan(facts: Facts, rng: Random) -> Iterator[Question]:
    """K: a plan in words: seconds a week for a muscle on one side, and whether a session reaches the line.

    Sides are never added, only primary muscles count, and rocking is no still hold.
    """
    table = facts.cat.stretches
    still = [str(stretch) for stretch in table.index if table.at[stretch, "dose_type"] == "still hold"]
    lines = facts.cat.dose_references["seconds_per_session"].dropna()
    for muscle, name in facts.muscle.items():
        rows = [r for r in facts.rows(muscle=muscle) if r["role"] == "primary" and r["stretch"] in still]
        reaching = sorted({row["stretch"] for row in rows})
        if not reaching:
            continue
        silent = [stretch for stretch in still if not facts.rows(stretch, muscle)]
        chosen = [*some(rng, reaching, rng.randint(1, 2)), *some(rng, silent, rng.randint(0, 1))]
        chosen.sort(key=still.index)
        reps, days, side = rng.randint(1, 3), rng.randint(2, 7), rng.choice(list(OTHER_SIDE))
        counted = [stretch for stretch in chosen if stretch in reaching]
        session = round(sum(reps * float(table.at[stretch, "hold_s"]) for stretch in counted))
        names = " and ".join(facts.stretch[stretch] for stretch in chosen)
        sided = [stretch for stretch in counted if table.at[stretch, "sided"]]
        why = (
            f"Primary here: {', '.join(facts.stretch[s] for s in counted)}. Each gives {reps} × the hold on "
            f"this side{', and the two sides are never added' if sided else ''}: {session} s a session"
        )
        cells = [cell("stretches", stretch, column="hold_s") for stretch in counted]
        cells += [
            cell("stretch_muscles", row["stretch"], muscle, row["side_rule"], column="role")
            for row in rows
            if row["stretch"] in counted
        ]
        sources = tuple(dict.fromkeys(row["source"] for row in rows if row["stretch"] in counted))
        each = " and side" if any(table.at[s, "sided"] for s in chosen) else ""
        plan = f"{names}: {reps} × for each hold{each}, as long as the article says, on {days} days a week."
        common = (f"K:{muscle}", (muscle, *counted), facts.unverified(rows))
        weekly = session * days
        slips = _slips(
            weekly, [weekly * 2, session, weekly // reps, weekly + session, weekly * 60, weekly // 2]
        )
        yield Question(
            "K", "one",
            f"{plan} Muscle: {name}. How many seconds a week does it get on the {side} side, as primary?",
            mixed(rng, [f"{seconds} s" for seconds in (weekly, *slips)]), (f"{weekly} s",),
            f"{why}, × {days} days = {weekly} s a week.", sources, tuple(cells), *common,
        )  # fmt: skip
        if SESSION_LINE in lines.index:
            line = float(lines[SESSION_LINE])
            slips = _slips(session, [session * 2, session // 2, session * days])
            right = _verdict(session, line)
            yield Question(
                "K", "one",
                f"{plan} Does one session give {name} on the {side} side the {line:g} s of the line "
                f"“{facts.cat.dose_references.at[SESSION_LINE, 'label']}”?",
                mixed(rng, [right, *(_verdict(slip, line) for slip in slips)]), (right,),
                f"{why}; the line is at {line:g} s.",
                (*sources, str(facts.cat.dose_references.at[SESSION_LINE, "source"])),
                (*cells, cell("dose_references", SESSION_LINE, column="seconds_per_session")),
                f"K:{muscle}:session", *common[1:],
            )  # fmt: skip


def _slips(right: int, wrong: list[int]) -> list[int]:
    """Up to three numbers that a slip gives, none of them right."""
    return [number for number in dict.fromkeys(wrong) if number not in (right, 0)][:3]


def _verdict(seconds: int, line: float) -> str:
    return f"{'yes' if seconds >= line else 'no'}: {seconds} s"
