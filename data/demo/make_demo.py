"""Make the demonstration log: synthetic, seeded, about six months that end on 31 October 2026.

Nobody lived it. The story: two weeks of ratings only (phase A), then a routine planned for four days a
week (phase B); a gap of nine days in June, a flare-up in July, a holiday in August, an illness in
September; the lunge with the left leg in front is often cut short, and the left hip hurts a little more;
some ratings are missing; the pain ends a little lower, by less than the 2 points that matter.

Run ``python data/demo/make_demo.py`` to write the tables beside this file again, the same to the byte.
"""

import csv
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

SEED = 20261031
ZONE = "Europe/Amsterdam"
FIRST, ROUTINE, LAST = date(2026, 5, 4), date(2026, 5, 18), date(2026, 10, 31)
PLAN = 4
PLANNED_S = 30.0
GAP = (date(2026, 6, 15), date(2026, 6, 23))
FLARE = (date(2026, 7, 20), date(2026, 8, 2))
HOLIDAY = (date(2026, 8, 10), date(2026, 8, 16))
ILLNESS = (date(2026, 9, 14), date(2026, 9, 20))
BACK = [
    ("forward_fold", "both"),
    ("seated_twist", "left"),
    ("seated_twist", "right"),
    ("childs_pose", "both"),
]
HIP = [
    ("happy_baby", "both"),
    ("runners_lunge", "left"),
    ("runners_lunge", "right"),
    ("adductor_opener", "both"),
]
NOTES = {
    FLARE[0]: "Lifted boxes yesterday; back much worse.",
    date(2026, 9, 21): "First day after the flu, short.",
    date(2026, 6, 24): "Took it up again.",
}
Row = dict[str, Any]


def within(day: date, span: tuple[date, date]) -> bool:
    """Whether the day lies in the span, both ends included."""
    return span[0] <= day <= span[1]


def true_pain(day: date) -> tuple[float, float]:
    """Pain of that day in the lower back and the hip, before chance: a slow drift and one flare-up."""
    way = (day - FIRST) / (LAST - FIRST)
    flare = max(0.0, 1 - (day - FLARE[0]).days / 14) * 2.6 if day >= FLARE[0] else 0.0
    return 5.2 - 1.3 * way + flare, 3.1 - 0.5 * way + 0.3 * flare


def rating(chance: random.Random, level: float) -> int:
    """A whole rating from 0 to 10 around a level."""
    return min(10, max(0, round(level + chance.gauss(0, 0.9))))


def held_seconds(chance: random.Random, stretch: str, side: str) -> float:
    """Seconds held of 30: mostly all of them, the left lunge often fewer, now and then none."""
    skipped = {"adductor_opener": 0.05, "happy_baby": 0.03}.get(stretch, 0.01)
    short = {("runners_lunge", "left"): 0.38, ("runners_lunge", "right"): 0.06}.get((stretch, side), 0.04)
    roll = chance.random()
    if roll < skipped:
        return 0.0
    return round(chance.uniform(11, 28), 1) if roll < skipped + short else PLANNED_S


def practises(chance: random.Random, day: date) -> bool:
    """Whether there is a session that day: the plan is four days a week and is not always kept."""
    if day == LAST:
        return True
    if within(day, GAP) or within(day, HOLIDAY) or within(day, ILLNESS):
        return False
    wish = (0.75, 0.45, 0.75, 0.45, 0.6, 0.55, 0.2)[day.weekday()]
    return chance.random() < (wish * 0.6 if within(day, FLARE) else wish)


def make() -> dict[str, list[Row]]:
    """Make the rows of each table, oldest first."""
    chance = random.Random(SEED)
    tables: dict[str, list[Row]] = {"sessions": [], "ratings": [], "holds": []}
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if day < ROUTINE:
            if chance.random() < 0.85:
                add_session(chance, tables, day, [])
        elif practises(chance, day):
            add_session(chance, tables, day, routine(chance, day))
            if chance.random() < 0.08:
                add_session(chance, tables, day, BACK, hour=20)
    days = [span_days(HOLIDAY, "holiday"), span_days(ILLNESS, "illness"), rest_days()]
    tables["measures"] = measures(chance)
    tables["days"] = sorted((row for rows in days for row in rows), key=lambda row: row["day"])
    tables["phases"] = [
        {"label": "A: ratings only", "start": FIRST.isoformat()},
        {"label": "B: routine", "start": ROUTINE.isoformat()},
    ]
    tables["settings"] = [{"name": "plan_days_per_week", "value": PLAN}]
    return tables


def routine(chance: random.Random, day: date) -> list[tuple[str, str]]:
    """The holds of a session: mostly all six stretches, twice from July on at weekends."""
    roll = chance.random()
    if day == date(2026, 9, 21) or roll < 0.15:
        return BACK
    if roll < 0.25:
        return HIP
    return (BACK + HIP) * (2 if day >= date(2026, 7, 1) and day.weekday() >= 5 else 1)


def add_session(
    chance: random.Random,
    tables: dict[str, list[Row]],
    day: date,
    holds: list[tuple[str, str]],
    hour: int = 7,
) -> None:
    """Add one session with its ratings and holds."""
    key = f"demo-{len(tables['sessions']) + 1:03d}"
    start = datetime(day.year, day.month, day.day, hour, chance.randrange(60), tzinfo=ZoneInfo(ZONE))
    areas = [area for area, part in (("lower back", BACK), ("hip", HIP)) if not holds or part[0] in holds]
    row = {"id": key, "started_at": start.isoformat(), "zone": ZONE, "areas": "|".join(areas)}
    for area, level in zip(("lower back", "hip"), true_pain(day), strict=True):
        before = rating(chance, level) if chance.random() < 0.92 else None
        eased = level - (0.6 if holds else 0.0)
        after = rating(chance, eased) if holds and chance.random() < 0.85 else None
        near = after if before is None or after is None else min(max(after, before - 2), before + 1)
        for moment, score in (("before", before), ("after", near)):
            if area in areas and score is not None:
                tables["ratings"].append({"session": key, "area": area, "moment": moment, "score": score})
    tables["sessions"].append(row | {"note": NOTES.get(day) if hour == 7 else None})
    add_holds(chance, tables["holds"], key, start, holds)


def add_holds(
    chance: random.Random, rows: list[Row], session: str, start: datetime, holds: list[tuple[str, str]]
) -> None:
    """Add the holds of one session, one after the other with a pause between them."""
    done: dict[tuple[str, str], int] = {}
    for number, (stretch, side) in enumerate(holds, start=1):
        done[stretch, side] = done.get((stretch, side), 0) + 1
        held_s = held_seconds(chance, stretch, side)
        status = "completed" if held_s == PLANNED_S else "cut short" if held_s else "skipped"
        rows.append({
            "id": f"{session}-{number:02d}", "session": session, "stretch": stretch, "side": side,
            "set": done[stretch, side], "planned_s": PLANNED_S, "held_s": held_s, "status": status,
            "started_at": start.isoformat(),
        })  # fmt: skip
        start += timedelta(seconds=round(held_s) + 10)


def measures(chance: random.Random) -> list[Row]:
    """Fingertip to floor about every four weeks, three times each day; straight leg raise by side."""
    rows = []
    for visit, day in enumerate(FIRST + timedelta(days=28 * n) for n in range(7)):
        for repeat in range(3):
            at = datetime(day.year, day.month, day.day, 18, 5 * repeat, tzinfo=ZoneInfo(ZONE))
            entries = [("fingertip_to_floor", "both", 18.0 - 0.55 * visit + chance.gauss(0, 1.1))]
            if repeat == 0:
                for side, level in (("left", 61.0), ("right", 66.0)):
                    entries.append(("straight_leg_raise", side, level + 0.6 * visit + chance.gauss(0, 2)))
            for measure, side, value in entries:
                rows.append({
                    "id": f"demo-m{len(rows) + 1:02d}", "measure": measure, "side": side,
                    "value": round(value * 2) / 2, "taken_at": at.isoformat(), "zone": ZONE, "note": None,
                })  # fmt: skip
    return rows + side_pain(chance)


def side_pain(chance: random.Random) -> list[Row]:
    """Pain of each hip, rated apart every two weeks: the left one hurts a little more."""
    rows: list[Row] = []
    for day in (ROUTINE + timedelta(days=14 * n) for n in range(12)):
        hip = true_pain(day)[1]
        for side, more in (("left", 0.7), ("right", -0.7)):
            at = datetime(day.year, day.month, day.day, 18, 30, tzinfo=ZoneInfo(ZONE))
            rows.append({
                "id": f"demo-p{len(rows) + 1:02d}", "measure": "nprs", "side": side,
                "value": float(rating(chance, hip + more)), "taken_at": at.isoformat(), "zone": ZONE,
                "note": "hip" if side == "left" and day == ROUTINE else None,
            })  # fmt: skip
    return rows


def span_days(span: tuple[date, date], kind: str) -> list[Row]:
    """Mark every day of a span."""
    days = (span[1] - span[0]).days + 1
    return [
        {"day": (span[0] + timedelta(days=n)).isoformat(), "kind": kind, "note": None} for n in range(days)
    ]


def rest_days() -> list[Row]:
    """Mark every second Sunday of the routine as a planned day of rest."""
    rows = []
    day = date(2026, 5, 24)
    while day <= LAST:
        if not within(day, HOLIDAY) and not within(day, ILLNESS):
            rows.append({"day": day.isoformat(), "kind": "rest", "note": None})
        day += timedelta(days=14)
    return rows


def write(folder: Path) -> None:
    """Write one CSV file a table."""
    for name, rows in make().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    write(Path(__file__).parent)
