"""Make the demonstration class: 40 people in twelve weeks, synthetic, seeded; nobody lived it.

The story, which the numbers alone cannot tell: nobody's usual pain changes. People join while it is worse
than usual, so it eases by itself (regression to the mean); who usually hurts more is more likely to leave, so
that the mean of those who still rate falls further (drop-out). A session eases pain by half a point for the
moment. Thirty people have a plan; hips are rated by those only who have pain there.

Run ``python data/demo/make_class.py`` to write the tables in ``class/`` again, the same to the byte. They
hold what a lecturer sees, and in ``truth.csv`` what only a simulation can know.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from stretchbook.catalogue import load_catalogue
from stretchbook.progress import cohort

SEED, MEMBERS, WEEKS = 47, 40, 12
FIRST = date(2026, 8, 3)  # a Monday
HOLDS = [
    ("forward_fold", "both"),
    ("seated_twist", "left"),
    ("seated_twist", "right"),
    ("childs_pose", "both"),
    ("happy_baby", "both"),
    ("runners_lunge", "left"),
    ("runners_lunge", "right"),
    ("adductor_opener", "both"),
]
LEAVES = {True: 0.11, False: 0.03}  # chance a week, by whether the usual pain is above the middle
Row = dict[str, Any]


def whole(value: float) -> int:
    """The nearest rating from 0 to 10."""
    return min(10, max(0, round(value)))


def make() -> dict[str, list[Row]]:
    """Make the rows of everybody: what was held, rated, planned and marked, and the truth week by week."""
    chance = random.Random(SEED)
    tables: dict[str, list[Row]] = {"held": [], "ratings": [], "plans": [], "marks": [], "truth": []}
    for number in range(MEMBERS):
        person = f"p{number + 1:02d}"
        usual = chance.uniform(1.0, 6.0)
        worse = chance.uniform(-0.6, 3.2)  # at the start, for nobody joins on a good day
        keen = chance.uniform(0.35, 0.75)
        hip = number % 5 < 2
        if number % 4:
            tables["plans"].append({"person": person, "plan": chance.choice((3, 3, 4))})
        here = True
        for week in range(WEEKS):
            pain = usual + worse * 0.5**week + chance.gauss(0, 0.4)
            here = here and (week < 2 or chance.random() > LEAVES[usual > 3.75])
            truth = {"person": person, "week": week, "usual": usual, "pain": pain, "here": here}
            tables["truth"].append(truth)
            if here:
                add_week(chance, tables, person, week, pain, keen, hip)
    return tables


def add_week(
    chance: random.Random,
    tables: dict[str, list[Row]],
    person: str,
    week: int,
    pain: float,
    keen: float,
    hip: bool,
) -> None:
    """Add one week of one person: sessions with their holds and ratings, seldom an illness."""
    monday = FIRST + timedelta(days=7 * week)
    days = [day for day in range(7) if chance.random() < keen]
    if week < 2 and not days:
        days = [0]
    if week > 2 and chance.random() < 0.04:
        days = []
        tables["marks"] += [
            {"person": person, "day": monday + timedelta(days=day), "kind": "illness"} for day in range(7)
        ]
    for day in days:
        at, session = monday + timedelta(days=day), f"{person}-{week}-{day}"
        for area, level in (("lower back", pain), ("hip", pain - 1.0))[: 2 if hip else 1]:
            before = whole(level + chance.gauss(0, 0.8))
            after = whole(before - 0.5 + chance.gauss(0, 0.7))
            for moment, score in (("before", before), ("after", after)):
                if moment == "before" or chance.random() < 0.85:
                    row = {"person": person, "session": session, "day": at, "area": area}
                    tables["ratings"].append({**row, "moment": moment, "score": score})
        for stretch, side in HOLDS if chance.random() < 0.7 else HOLDS[: chance.choice((4, 6))]:
            short = chance.random() < (0.35 if (stretch, side) == ("runners_lunge", "left") else 0.06)
            held_s = round(chance.uniform(10, 28), 1) if short else 30.0
            row = {"person": person, "day": at, "stretch": stretch, "side": side, "held_s": held_s}
            tables["held"].append(row)


def frames() -> dict[str, pd.DataFrame]:
    """Give each table as it is shipped: what a lecturer sees of these rows, and the truth."""
    rows = {name: pd.DataFrame(some) for name, some in make().items()}
    held, ratings, marks = (
        rows[name].assign(day=pd.to_datetime(rows[name]["day"])) for name in ("held", "ratings", "marks")
    )
    plans = rows["plans"].set_index("person")["plan"]
    last = pd.Timestamp(FIRST + timedelta(days=7 * (WEEKS - 1)))
    truth, before = (
        rows["truth"],
        ratings[(ratings["moment"] == "before") & (ratings["area"] == "lower back")],
    )
    week = (before["day"] - pd.Timestamp(FIRST)).dt.days // 7
    rated = before.assign(week=week).groupby(["week", "person"])["score"].mean().groupby("week").mean()
    known = (
        truth.groupby("week", as_index=False)[["usual", "pain"]].mean().rename(columns={"pain": "everybody"})
    )
    stayed = truth[truth["here"]].groupby("week")["usual"].mean()
    return {
        "days_practised": cohort.days_practised(held, MEMBERS),
        "weekly_dose": cohort.class_dose(held, load_catalogue(), MEMBERS),
        "adherence": cohort.class_adherence(held, plans, marks, MEMBERS, last),
        "pain_change": cohort.class_pain_change(ratings, MEMBERS),
        "pain_weeks": cohort.class_pain_weeks(ratings, MEMBERS),
        "truth": known.assign(usual_of_those_here=known["week"].map(stayed), rated=known["week"].map(rated)),
    }


def write(folder: Path) -> None:
    """Write one CSV file a table."""
    folder.mkdir(exist_ok=True)
    for name, frame in frames().items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", float_format="%.3f")


if __name__ == "__main__":
    write(Path(__file__).parent / "class")
