"""The same numbers by another route: plain SQL over the demonstration log and over made-up logs."""

import csv
import importlib.util
import sqlite3
from collections import defaultdict

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from stretchbook import paths
from stretchbook.log import demo_log
from stretchbook.progress.days import daily, day_kinds, pain_change
from stretchbook.progress.dose import session_dose, weekly_dose

from .conftest import STRETCHES, make_holds, make_sessions

WEEKLY = """
WITH reach(stretch, muscle, role, hold_side, side) AS (
  SELECT sm.stretch, sm.muscle, sm.role, h.s, m.s
  FROM stretch_muscles sm, (SELECT 'left' s UNION SELECT 'right' UNION SELECT 'both') h,
       (SELECT 'left' s UNION SELECT 'right') m
  WHERE sm.role IN ('primary', 'secondary') AND (
    h.s = 'both' OR sm.side_rule = 'both'
    OR (sm.side_rule IN ('back_leg', 'away_from_turn') AND m.s <> h.s)
    OR (sm.side_rule IN ('top_leg', 'front_leg', 'toward_turn') AND m.s = h.s)))
SELECT date(holds.day, 'weekday 0', '-6 days') AS week, muscle, reach.side,
  SUM(CASE role WHEN 'primary' THEN held_s ELSE 0 END),
  SUM(CASE WHEN role = 'primary' AND dose_type = 'rocking' THEN held_s ELSE 0 END),
  SUM(CASE role WHEN 'secondary' THEN held_s ELSE 0 END),
  COUNT(DISTINCT CASE role WHEN 'primary' THEN holds.day END)
FROM holds JOIN reach ON reach.stretch = holds.stretch AND reach.hold_side = holds.side
  JOIN stretches ON stretches.id = holds.stretch
WHERE held_s > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def database(holds):
    """Holds and the tables of ``data/`` in an SQL database of their own."""
    db = sqlite3.connect(":memory:")
    for table, columns in (
        ("stretches", ("id", "dose_type")),
        ("stretch_muscles", ("stretch", "muscle", "side_rule", "role")),
    ):
        with (paths.data_folder() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = [[row[column] for column in columns] for row in csv.DictReader(file)]
        db.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    db.execute("CREATE TABLE holds (session, stretch, side, held_s REAL, status, day)")
    days = pd.to_datetime(holds["day"]).dt.strftime("%Y-%m-%d")
    columns = (holds[name] for name in ("session", "stretch", "side", "held_s", "status"))
    db.executemany("INSERT INTO holds VALUES (?, ?, ?, ?, ?, ?)", list(zip(*columns, days, strict=True)))
    return db


def same_weeks(holds, cat):
    """Compare `weekly_dose` with the SQL, to the second and row by row."""
    dose = weekly_dose(holds, cat)
    wanted = database(holds).execute(WEEKLY).fetchall()
    found = [(week.strftime("%Y-%m-%d"), *row) for week, *row in dose.itertuples(index=False)]
    assert [row[:3] for row in found] == [row[:3] for row in wanted]
    for got, want in zip(found, wanted, strict=True):
        assert got[3:] == pytest.approx(want[3:], abs=1e-6)


@st.composite
def hold_rows(draw):
    """Rows of up to 40 holds on 30 days: cut short, skipped, both sides and single ones."""
    rows = []
    for _ in range(draw(st.integers(0, 40))):
        stretch = draw(st.sampled_from(list(STRETCHES)))
        side = draw(st.sampled_from(["left", "right"])) if STRETCHES[stretch] else "both"
        held = draw(st.sampled_from([0.0, 30.0]) | st.floats(0.1, 90).map(lambda s: round(s, 1)))
        status = "skipped" if held == 0 else "completed" if held >= 30 else "cut short"
        day = draw(st.integers(0, 29))
        rows.append((day, f"d{day}s{draw(st.integers(0, 1))}", stretch, side, held, status))
    return rows


@pytest.fixture(scope="module")
def demo():
    """The demonstration log."""
    return demo_log()


def test_weekly_dose_of_the_demonstration_log_is_what_sql_says(demo, cat):
    """Every week, muscle and side agree with a query that shares no code with the package."""
    same_weeks(demo.holds(), cat)


@settings(max_examples=40, deadline=None)
@given(rows=hold_rows())
def test_weekly_dose_of_any_log_is_what_sql_says(rows, cat):
    """The same on made-up logs."""
    same_weeks(make_holds(rows), cat)


def test_days_of_the_demonstration_log_are_what_sql_says(demo):
    """Sessions, holds, seconds, skipped and cut short of each day agree with a query."""
    query = """SELECT day, COUNT(DISTINCT session), SUM(status <> 'skipped'), SUM(held_s),
               SUM(status = 'skipped'), SUM(status = 'cut short') FROM holds GROUP BY day ORDER BY day"""
    days = daily(demo.holds())
    assert len(days) == (days["day"].max() - days["day"].min()).days + 1
    found = [
        (day.strftime("%Y-%m-%d"), *row) for day, *row in days[days["sessions"] > 0].itertuples(index=False)
    ]
    for got, want in zip(found, database(demo.holds()).execute(query), strict=True):
        assert got[0] == want[0]
        assert got[1:] == pytest.approx(want[1:])


@settings(max_examples=40, deadline=None)
@given(rows=hold_rows())
def test_days_of_any_log_are_a_hand_count(rows):
    """Seconds, counts and sessions of each day, counted with dictionaries."""
    seconds, counts, sessions = defaultdict(float), defaultdict(int), defaultdict(set)
    for day, session, _, _, held, status in rows:
        seconds[day] += held
        counts[day, status] += 1
        sessions[day].add(session)
    days = daily(make_holds(rows))
    first = min((row[0] for row in rows), default=0)
    assert len(days) == (max(sessions) - first + 1 if rows else 0)
    for n, row in enumerate(days.itertuples(), start=first):
        assert row.held_s == pytest.approx(seconds[n])
        assert row.sessions == len(sessions[n])
        assert row.holds == counts[n, "completed"] + counts[n, "cut short"]
        assert (row.skipped, row.cut_short) == (counts[n, "skipped"], counts[n, "cut short"])


@settings(max_examples=30, deadline=None)
@given(rows=hold_rows(), seed=st.integers(0, 9))
def test_the_order_of_rows_never_matters(rows, seed, cat):
    """Shuffled holds give the same days, doses and kinds."""
    holds = make_holds(rows)
    shuffled = holds.sample(frac=1, random_state=seed)
    for count in (daily, day_kinds, lambda h: weekly_dose(h, cat), lambda h: session_dose(h, cat)):
        pd.testing.assert_frame_equal(count(shuffled), count(holds))


@settings(max_examples=30, deadline=None)
@given(rows=hold_rows(), day=st.integers(0, 29))
def test_adding_a_session_never_changes_another_day(rows, day, cat):
    """Days and session doses of all other days stay as they were."""
    new = [
        (day, "new", "childs_pose", "both", 30, "completed"),
        (day, "new", "seated_twist", "left", 9, "cut short"),
    ]
    holds, more = make_holds(rows), make_holds([*rows, *new])
    there = more["day"].iloc[-1]
    before, after = (table[table["sessions"] > 0] for table in (daily(holds), daily(more)))
    kept = [table[table["day"] != there].reset_index(drop=True) for table in (before, after)]
    pd.testing.assert_frame_equal(*kept)
    old, now = session_dose(holds, cat), session_dose(more, cat)
    now = now[now["session"] != "new"].reset_index(drop=True)
    pd.testing.assert_frame_equal(now, old, check_dtype=bool(rows))


@settings(max_examples=40, deadline=None)
@given(rows=hold_rows())
def test_left_plus_right_never_appears(rows, cat):
    """No side of a muscle has more seconds in a week than were held that week in all."""
    holds = make_holds(rows)
    dose = weekly_dose(holds, cat)
    assert set(dose["side"]) <= {"left", "right"}
    held = daily(holds).assign(
        week=lambda days: days["day"] - pd.to_timedelta(days["day"].dt.day_of_week, unit="D")
    )
    limit = dose["week"].map(held.groupby("week")["held_s"].sum())
    assert (dose["seconds"] + dose["secondary_s"] <= limit + 1e-6).all()
    assert (dose["rocking_s"] <= dose["seconds"] + 1e-6).all()


rating = st.none() | st.integers(0, 10)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), rating, rating, rating, rating), max_size=20))
def test_pain_change_is_a_hand_count(rows):
    """Each rated session keeps both ratings and their difference; nothing missing becomes a number."""
    pain = pain_change(make_sessions(rows))
    assert len(pain) == 2 * len(rows)
    for row in pain.itertuples():
        given = rows[int(row.session[1:])]
        before, after = given[1:3] if row.area == "lower back" else given[3:5]
        assert (None if pd.isna(row.before) else row.before) == before
        assert (None if pd.isna(row.after) else row.after) == after
        assert pd.isna(row.change) if before is None or after is None else row.change == after - before


def test_the_demonstration_log_is_made_by_its_script(tmp_path):
    """The shipped tables are what the seeded script writes, byte for byte."""
    folder = paths.data_folder() / "demo"
    spec = importlib.util.spec_from_file_location("make_demo", folder / "make_demo.py")
    make_demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_demo)
    make_demo.write(tmp_path)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(path.name for path in folder.glob("*.csv"))
    for name in written:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_the_demonstration_log_tells_its_story(demo):
    """Gaps, an illness week, a weaker side, missing ratings, a flare-up, and no miracle."""
    holds, pain = demo.holds(), pain_change(demo.sessions())
    kinds = day_kinds(holds, demo.days())["kind"].value_counts()
    assert kinds["illness"] == 7
    assert (daily(holds)["sessions"] > 0).astype(int).diff().ne(0).cumsum().value_counts().max() >= 9
    lunge = holds[(holds["stretch"] == "runners_lunge") & (holds["status"] == "cut short")][
        "side"
    ].value_counts()
    assert lunge["left"] > 3 * lunge["right"]
    back = pain[pain["area"] == "lower back"].astype({"before": "float"})
    assert back["before"].isna().any()
    july = back[(back["day"] >= "2026-07-20") & (back["day"] < "2026-07-27")]
    assert july["before"].mean() > back["before"].mean() + 1
    assert 0 < back["before"].head(14).mean() - back["before"].tail(14).mean() < 2
