"""The numbers of the progress notebook by another route: the demonstration tables, read and counted by hand.

The dose and the days are recomputed in SQL, see ``test_proof``.
"""

import csv
import math
import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import mean, stdev

import pytest

import stretchbook as sb
from stretchbook import paths
from stretchbook.charts import describe

AREAS = {"lower back": "lower_back", "hip": "hip"}
T_975 = {11: 2.201, 6: 2.447, 62: 1.999, 65: 1.997}  # two-sided 95 %, from a printed table of Student's t


def rows(name):
    """Rows of one table of the demonstration log, as text."""
    with (paths.data_folder() / "demo" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rated_sessions():
    """Rows of the sessions, each with its ratings as columns; empty where it was not rated."""
    scores = {(row["session"], row["moment"], row["area"]): row["score"] for row in rows("ratings")}
    return [
        row
        | {
            f"pain_{moment}_{column}": scores.get((row["id"], moment, area), "")
            for moment in ("before", "after")
            for area, column in AREAS.items()
        }
        for row in rows("sessions")
    ]


def day_of(text):
    """The local day of a moment."""
    return datetime.fromisoformat(text).date()


@pytest.fixture(scope="module")
def log():
    """The demonstration log."""
    with sb.demo_log() as opened:
        yield opened


@pytest.fixture(scope="module")
def practised():
    """Seconds held on each day."""
    started = {row["id"]: day_of(row["started_at"]) for row in rows("sessions")}
    held = defaultdict(float)
    for hold in rows("holds"):
        held[started[hold["session"]]] += float(hold["held_s"])
    return {day: seconds for day, seconds in held.items() if seconds}


def every_day(first, last):
    """All days from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_the_calendar_and_its_longest_run(log, practised):
    """Days, hours and the longest run of days, over which marked days neither break nor count."""
    marked = {date.fromisoformat(row["day"]) for row in rows("days")}
    run = longest = 0
    days = every_day(min(practised), max(practised))
    for day in days:
        run = run + 1 if day in practised else run if day in marked else 0
        longest = max(longest, run)
    said = describe(sb.plot_calendar(log.holds(), log.days()))
    hours, minutes = divmod(round(sum(practised.values()) / 60), 60)
    assert f"Practised on {len(practised)} of {len(days)} days" in said
    assert f"{hours} h {minutes} min of holds" in said
    assert f"the longest run was {longest} days" in said
    assert (
        f"Longest run {longest} days, current run {run} day" in sb.log_report(log, sb.load_catalogue()).html
    )


def test_weeks_against_the_plan(log, practised):
    """Practised, excused and missed days of every week, and whether what was possible was done."""
    plan = int(rows("settings")[0]["value"])
    marked = {date.fromisoformat(row["day"]) for row in rows("days")}
    weeks = defaultdict(lambda: [0, 0, 0])
    for day in every_day(min(practised), max(practised)):
        monday = day - timedelta(days=day.weekday())
        weeks[monday][0 if day in practised else 1 if day in marked else 2] += 1
    found = sb.adherence(sb.day_kinds(log.holds(), log.days()), log.plan)
    assert len(found) == len(weeks)
    for row in found.itertuples():
        done, excused, missed = weeks[row.week.date()]
        target = min(plan, done + missed)
        assert (row.practised, row.excused, row.missed, row.target) == (done, excused, missed, target)
        assert str(row.met) == (str(done >= target) if target else "<NA>")


def ratings(area):
    """Day and rating before each session in which the area was rated."""
    column = f"pain_before_{AREAS[area]}"
    return [(day_of(row["started_at"]), int(row[column])) for row in rated_sessions() if row[column]]


@pytest.mark.parametrize("area", AREAS)
def test_pain_against_both_rules(log, area):
    """Mean of the first and of the last seven days, the change, and both rules."""
    rated = ratings(area)
    first, last = rated[0][0], rated[-1][0]
    early = [pain for day, pain in rated if day < first + timedelta(days=7)]
    late = [pain for day, pain in rated if day > last - timedelta(days=7)]
    row = sb.pain_summary(log.sessions()).loc[area]
    assert (row["baseline"], row["latest"]) == pytest.approx((mean(early), mean(late)))
    assert (row["baseline_n"], row["latest_n"]) == (len(early), len(late))
    fall = mean(early) - mean(late)
    assert row["change"] == pytest.approx(-fall)
    assert bool(row["by_points"]) == (fall >= 2)
    assert bool(row["by_percent"]) == (fall >= 0.3 * mean(early))
    assert row["percent"] == pytest.approx(-100 * fall / mean(early))
    said = describe(sb.plot_pain(log.sessions(), area))
    columns = [f"pain_{when}_{AREAS[area]}" for when in ("before", "after")]
    pairs = [(row[columns[0]], row[columns[1]]) for row in rated_sessions() if any(row[c] for c in columns)]
    unrated = [sum(not pair[end] for pair in pairs) for end in (0, 1)]
    assert f"{len(pairs)} rated sessions" in said
    assert f"({unrated[0]} not rated before, {unrated[1]} not rated after)" in said
    assert f"baseline {mean(early):.1f} ({len(early)} ratings from {first.day} {first:%b %Y})" in said
    assert f"latest week {mean(late):.1f} ({len(late)} ratings): {round(fall, 2):g} points lower" in said


def test_before_and_after_of_the_last_twenty(log):
    """How many of the last twenty rated sessions ended lower, the same and higher, or were rated once."""
    ends = []
    for row in rated_sessions():
        before, after = row["pain_before_lower_back"], row["pain_after_lower_back"]
        if before or after:
            ends.append((int(after) > int(before)) - (int(after) < int(before)) if before and after else None)
    last = ends[-20:]
    said = describe(sb.plot_pain_sessions(log.sessions()))
    counts = f"in {last.count(-1)}, the same in {last.count(0)}, higher in {last.count(1)}"
    assert last.count(None)
    assert f"lower afterwards {counts}, rated only once in {last.count(None)}." in said


def test_own_error_of_measurement(log, cat):
    """SEM as the root of the mean variance within days; MDC95 from it."""
    days = defaultdict(list)
    for row in rows("measures"):
        days[row["measure"], row["side"], day_of(row["taken_at"])].append(float(row["value"]))
    repeats = {key: values for key, values in days.items() if len(values) > 1}
    assert {key[0] for key in repeats} == {"fingertip_to_floor"}
    squares = sum((value - mean(values)) ** 2 for values in repeats.values() for value in values)
    sem = math.sqrt(squares / sum(len(values) - 1 for values in repeats.values()))
    row = sb.repeat_error(log.measures(), cat).set_index("measure").loc["fingertip_to_floor"]
    assert row["sem"] == pytest.approx(sem)
    assert row["mdc95"] == pytest.approx(1.959964 * math.sqrt(2) * sem, rel=1e-6)


def test_the_fingertip_to_floor_distance(log, cat):
    """Means of the first and of the last day, and the change in words."""
    days = defaultdict(list)
    for row in rows("measures"):
        if row["measure"] == "fingertip_to_floor":
            days[day_of(row["taken_at"])].append(float(row["value"]))
    first, latest = mean(days[min(days)]), mean(days[max(days)])
    said = describe(sb.plot_measures(log.measures(), cat, "fingertip_to_floor"))
    assert f"{first:.1f} cm at first, {latest:.1f} on" in said
    assert f"({len(days)} days); a change of {first - latest:.1f} for the better" in said


def interval(left, right):
    """Mean of left minus right over the pairs, with its 95 % interval."""
    differences = [one - other for one, other in zip(left, right, strict=True)]
    half = T_975[len(differences) - 1] * stdev(differences) / math.sqrt(len(differences))
    return mean(differences), mean(differences) - half, mean(differences) + half


@pytest.mark.parametrize("stretch", ["runners_lunge", "seated_twist"])
def test_seconds_left_and_right(log, cat, stretch):
    """Sums of each side in each session that has both, their mean difference, and what was cut short."""
    held = defaultdict(lambda: defaultdict(float))
    cut = defaultdict(int)
    for hold in rows("holds"):
        if hold["stretch"] == stretch:
            held[hold["session"]][hold["side"]] += float(hold["held_s"])
            cut[hold["side"], hold["status"]] += 1
    pairs = [(sides["left"], sides["right"]) for sides in held.values() if len(sides) == 2]
    row = sb.side_difference(log.holds(), cat).loc[stretch]
    assert row["sessions"] == len(pairs)
    assert tuple(row[["difference", "low", "high"]]) == pytest.approx(
        interval(*zip(*pairs, strict=True)), abs=0.01
    )
    for side in ("left", "right"):
        assert row[f"{side}_cut_short"] == cut[side, "cut short"]
        assert row[f"{side}_skipped"] == cut[side, "skipped"]


@pytest.mark.parametrize("measure", ["nprs", "straight_leg_raise"])
def test_measures_left_and_right(log, cat, measure):
    """Values of the days on which both sides were taken, and their mean difference."""
    values = defaultdict(dict)
    for row in rows("measures"):
        if row["measure"] == measure:
            values[day_of(row["taken_at"])][row["side"]] = float(row["value"])
    pairs = [(sides["left"], sides["right"]) for sides in values.values()]
    row = sb.measure_sides(log.measures(), cat).loc[measure]
    assert row["days"] == len(pairs)
    assert tuple(row[["difference", "low", "high"]]) == pytest.approx(
        interval(*zip(*pairs, strict=True)), abs=0.01
    )


def test_the_change_of_phase(log):
    """Pairs of days, start points and autocorrelation, counted one by one."""
    daily = {}
    for day, pain in ratings("lower back"):
        daily.setdefault(day, pain)  # the first rating of a day
    start = date.fromisoformat(rows("phases")[1]["start"])
    a = [pain for day, pain in sorted(daily.items()) if day < start]
    b = [pain for day, pain in sorted(daily.items()) if day >= start]
    row = sb.compare_phases(log.sessions(), log.phases(), "lower back").iloc[0]
    pairs = [1 if late < early else 0.5 if late == early else 0 for early in a for late in b]
    assert row["nap"] == pytest.approx(mean(pairs))
    shares = pairs.count(1) / len(pairs), pairs.count(0.5) / len(pairs)
    assert (row["less"], row["same"]) == pytest.approx(shares)
    said = sb.describe_phases(sb.compare_phases(log.sessions(), log.phases(), "lower back"))
    assert f"In {shares[0]:.0%} of all pairs of days the later one had less pain, in {shares[1]:.0%}" in said
    assert f"is {mean(pairs):.0%} (95 % interval" in said
    assert (row["n_before"], row["n_after"]) == (len(a), len(b))
    assert (row["mean_before"], row["mean_after"]) == pytest.approx((mean(a), mean(b)))
    values = a + b
    falls = {n: mean(values[:n]) - mean(values[n:]) for n in range(5, len(values) - 4)}
    as_large = sum(fall >= falls[len(a)] - 1e-9 for fall in falls.values())
    assert (row["starts"], row["p"]) == (len(falls), pytest.approx(as_large / len(falls)))
    apart = [[value - mean(phase) for value in phase] for phase in (a, b)]
    neighbours = sum(one * other for phase in apart for one, other in pairwise(phase))
    squares = sum(value**2 for phase in apart for value in phase)
    assert row["autocorrelation"] == pytest.approx(neighbours / squares)


def test_the_dose_in_words(log, cat):
    """The last week's largest dose, in the words under the chart, is that of the table."""
    dose = sb.weekly_dose(log.holds(), cat)
    said = describe(sb.plot_dose(dose, cat))
    last = dose[dose["week"] == dose["week"].max()]
    most = last.loc[last["seconds"].idxmax()]
    name, minutes = re.search(r"most for (.+) \((\d+) min\)", said).groups()
    assert name == cat.muscles["name"][most["muscle"]]
    assert int(minutes) == round(most["seconds"] / 60)
    both = last[last["seconds"] > 0].groupby("muscle")["seconds"].agg(["min", "size"])
    least = both["min"].where(both["size"] == 2, 0)
    reached = ", ".join(f"{line} s: {(least >= line).sum()}" for line in (120, 180, 300, 600))
    assert f"of {len(both)} muscles, this many reach each line on both sides: {reached}." in said


def test_the_narrow_panels_of_the_dose(log, cat):
    """Days and seconds a day of the last week, muscle by muscle, counted from the rows of the log."""
    ax = sb.plot_dose(sb.weekly_dose(log.holds(), cat), cat, muscles=["hamstrings"])
    begin = max(day_of(row["started_at"]) for row in rows("sessions"))
    begin -= timedelta(days=begin.weekday())
    stretches = {"forward_fold"}  # the one stretch of which the hamstrings are a primary muscle
    primary = cat.stretch_muscles.query("muscle == 'hamstrings' and role == 'primary'")["stretch"]
    assert set(primary) == stretches
    days = {row["id"]: day_of(row["started_at"]) for row in rows("sessions")}
    held = defaultdict(float)
    for row in rows("holds"):
        if row["stretch"] in stretches and days[row["session"]] >= begin:
            held[days[row["session"]]] += float(row["held_s"])
    found = [
        [float(line.get_xdata()[0]) for line in panel.lines if line.get_marker() in "<>"]
        for panel in ax.figure.axes[1:]
    ]
    assert found[0] == [len(held)] * 2
    assert found[1] == pytest.approx([sum(held.values()) / len(held)] * 2)
