"""Left against right: seconds held, pain and other measures of each side."""

import numpy as np
import pandas as pd
import pytest

from stretchbook import charts
from stretchbook.progress import sides


def lunges(make, left, right):
    """One session a day, with the given seconds for each side of the lunge."""
    rows = []
    for day, (l_s, r_s) in enumerate(zip(left, right, strict=True)):
        for side, held_s in (("left", l_s), ("right", r_s)):
            status = "completed" if held_s == 30 else "cut short" if held_s else "skipped"
            rows.append((day, f"s{day}", "runners_lunge", side, held_s, status))
    return make.holds(rows)


def test_a_weaker_side_is_found_with_its_interval(make, cat):
    """Shorter holds on the left give a negative difference; the interval is the textbook one."""
    left = [20, 22, 19, 30, 25, 24, 18, 30, 22]
    row = sides.side_difference(lunges(make, left, [30] * 9), cat).loc["runners_lunge"]
    differences = np.array(left) - 30
    half = 2.306 * differences.std(ddof=1) / 3  # t for 8 degrees of freedom, from a printed table
    assert row["difference"] == pytest.approx(differences.mean())
    assert row["high"] - row["low"] == pytest.approx(2 * half, rel=1e-3)
    assert row["verdict"] == "longer on the right"
    assert (row["left_cut_short"], row["right_cut_short"]) == (7, 0)


def test_few_sessions_say_nothing(make, cat):
    """Five sessions have no interval and say so; the sixth gives one."""
    five = sides.side_difference(lunges(make, [10] * 5, [30] * 5), cat).iloc[0]
    assert five["verdict"] == "too few sessions to say"
    assert pd.isna(five["low"])
    six = sides.side_difference(lunges(make, [10] * 6, [30] * 6), cat).iloc[0]
    assert six["verdict"] == "longer on the right"


def test_a_skipped_side_is_zero_seconds_and_a_missing_side_is_no_pair(make, cat):
    """Skipping the left is a difference of 30; a session with one side only is left out."""
    holds = lunges(make, [0] * 6, [30] * 6)
    alone = make.holds([(9, "alone", "runners_lunge", "left", 30, "completed")])
    row = sides.side_difference(pd.concat([holds, alone]), cat).iloc[0]
    assert (row["sessions"], row["difference"], row["left_skipped"]) == (6, -30, 6)


def test_one_sided_practice_is_said(make, cat):
    """Twelve holds of the left alone are too few to compare, and none of them is lost from the words."""
    rows = [(day, f"s{day}", "runners_lunge", "left", 10 * (day % 2), "skipped") for day in range(12)]
    row = sides.side_difference(make.holds(rows), cat).loc["runners_lunge"]
    assert (row["sessions"], row["left_skipped"], row["verdict"]) == (0, 12, "too few sessions to say")
    said = charts.describe(charts.plot_sides(make.holds(rows), cat))
    assert "too few sessions to say (0 sessions)" in said
    assert "skipped 12 left, 0 right" in said


def test_two_skipped_sides_are_nothing_to_compare(make, cat):
    """Nothing held on either side is no pair of equal sides."""
    row = sides.side_difference(lunges(make, [0] * 6, [0] * 6), cat).iloc[0]
    assert (row["sessions"], row["left_skipped"], row["right_skipped"]) == (0, 6, 6)


@pytest.mark.parametrize(("df", "printed"), [(5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)])
def test_students_t_agrees_with_printed_tables(df, printed):
    """Two-sided 95 % values of any statistics textbook."""
    assert sides.student_t(df) == pytest.approx(printed, abs=0.0015)


def side_values(days, left, right, measure="nprs"):
    """Values of a measure, left and right, one pair a day."""
    rows = [
        (measure, side, value, day)
        for day, pair in zip(days, zip(left, right, strict=True), strict=True)
        for side, value in zip(("left", "right"), pair, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["measure", "side", "value", "n"])
    return frame.assign(day=pd.Timestamp("2026-05-04") + pd.to_timedelta(frame.pop("n"), unit="D"))


def test_pain_of_one_side_is_found_with_its_interval(cat):
    """Four points against two over seven days; the interval is the textbook one."""
    left, right = [4, 5, 4, 3, 5, 4, 4], [2, 2, 3, 2, 2, 1, 3]
    row = sides.measure_sides(side_values(range(7), left, right), cat).loc["nprs"]
    differences = np.subtract(left, right)
    half = 2.447 * differences.std(ddof=1) / np.sqrt(7)  # t for 6 degrees of freedom, from a printed table
    assert (row["days"], row["unit"]) == (7, "points")
    assert row["difference"] == pytest.approx(differences.mean())
    assert row["high"] - row["low"] == pytest.approx(2 * half, rel=2e-3)
    assert row["verdict"] == "higher on the left"


def test_few_days_say_nothing_of_pain_by_side(cat):
    """Five days have no interval and say so, whatever their order."""
    values = side_values(range(5), [9] * 5, [1] * 5).sample(frac=1, random_state=1)
    row = sides.measure_sides(values, cat).iloc[0]
    assert row["verdict"] == "too few days to say"
    assert pd.isna(row["low"])


def test_repeats_are_averaged_and_a_lone_side_or_an_impossible_value_is_no_pair(cat):
    """Three repeats of one side are one value; a day with one side is left out, and so is a pain of 12."""
    values = side_values([0, 0, 0, 1], [3, 4, 5, 12], [2, 2, 2, 2])
    lone = side_values([3], [5], [5]).query("side == 'left'")
    row = sides.measure_sides(pd.concat([values, lone]), cat).iloc[0]
    assert (row["days"], row["left"], row["right"], row["difference"]) == (1, 4, 2, 2)


def test_no_measures_give_an_empty_table(cat):
    """Without any measure of both sides there is no row, and the columns are there."""
    table = sides.measure_sides(side_values([], [], []), cat)
    assert len(table) == 0
    assert list(table) == ["name", "unit", "days", "left", "right", "difference", "low", "high", "verdict"]


def test_an_interval_that_ends_at_nothing_names_no_side(make, cat):
    """Equal seconds are longer on neither side."""
    said = charts.describe(charts.plot_sides(lunges(make, [30] * 7, [30] * 7), cat))
    assert "95 % interval 0.0 s to 0.0 s" in said
    assert "longer on" not in said
