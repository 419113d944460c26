"""Change of pain and measures against the rules."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from stretchbook import charts
from stretchbook.progress import change, limits
from stretchbook.progress.days import pain_change, rated_areas


def measures(make, *rows):
    """Entries of (day number, measure, side, value)."""
    frame = pd.DataFrame(rows, columns=["n", "measure", "side", "value"])
    return frame.assign(day=make.day_one + pd.to_timedelta(frame.pop("n").astype(int), unit="D"))


def test_missing_ratings_stay_missing(make):
    """No rating is <NA>, never 0; a change needs both ratings."""
    pain = pain_change(make.sessions([(0, 6, None, None, None), (1, 4, 5, 0, 0)]))
    assert list(pain) == ["session", "day", "area", "before", "after", "change"]
    back = pain[pain["area"] == "lower back"]
    assert back["after"].isna().tolist() == [True, False]
    assert back["change"].tolist()[1] == 1
    assert pain.loc[pain["area"] == "hip", "before"].isna().tolist() == [True, False]
    assert str(pain["change"].dtype) == "Int64"


def test_a_session_has_a_row_for_each_of_its_areas_and_each_rated_one(make):
    """An area that was neither practised for nor rated has no row."""
    sessions = make.sessions([(0, 6, 5, None, None), (1, None, None, 3, None)]).assign(areas="lower back")
    assert pain_change(sessions)["area"].tolist() == ["lower back", "lower back", "hip"]


def test_any_area_is_followed(make):
    """An area with columns of its own, or only named, comes after the shipped ones, in every function."""
    sessions = make.sessions([(0, 6, 5, None, None), (1, 5, None, None, None)])
    sessions = sessions.assign(areas=["neck|upper arm", "lower back"], pain_before_neck=[7, 2])
    assert rated_areas(sessions) == ["lower back", "hip", "neck", "upper arm"]
    pain = pain_change(sessions)
    assert pain[pain["session"] == "s00000"]["area"].tolist() == ["lower back", "neck", "upper arm"]
    assert pain[pain["area"] == "neck"]["before"].tolist() == [7, 2]
    assert change.pain_summary(sessions).loc["neck", "baseline"] == 4.5
    assert "Pain in the neck" in charts.describe(charts.plot_pain(sessions, "neck"))
    with pytest.raises(ValueError, match="no pain area 'nekc'; did you mean 'neck'"):
        charts.plot_pain(sessions, "nekc")


def test_no_area_at_all_is_an_empty_frame(make):
    """Sessions without any column of ratings give the columns and no row."""
    bare = make.sessions([(0, 6, 5, None, None)])[["id", "day", "started_at"]].assign(areas="")
    assert list(pain_change(bare)) == ["session", "day", "area", "before", "after", "change"]
    assert pain_change(bare).empty
    assert charts.describe(charts.plot_pain(bare)).startswith("No pain ratings to show yet: ")


def test_an_area_of_the_catalogue_without_ratings_is_empty(make, cat):
    """The catalogue's areas are known though nobody rated them yet."""
    sessions = make.sessions([(0, 6, 5, None, None)])[["id", "day", "areas", "pain_before_lower_back"]]
    sessions["areas"] = "lower back"
    assert charts.describe(charts.plot_pain(sessions, "hip", cat=cat)).startswith(
        "No pain ratings to show yet: "
    )


def test_sessions_come_oldest_first_whatever_their_order(make):
    """The order of the rows given does not matter."""
    sessions = make.sessions([(n, n % 9, None, None, None) for n in range(9)])
    shuffled = sessions.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(pain_change(shuffled), pain_change(sessions))


def test_change_from_baseline_against_both_rules(make):
    """From 6 to 4 reaches 2 points and 30 %; from 8 to 6 only the 2 points; from 3 to 2 only 30 %."""
    for first, last, verdicts in ((6, 4, [True, True]), (8, 6, [True, False]), (3, 2, [False, True])):
        rows = [(day, first if day < 7 else last, None, None, None) for day in range(14)]
        row = change.pain_summary(make.sessions(rows)).loc["lower back"]
        assert (row["baseline"], row["latest"], row["change"]) == (first, last, last - first)
        assert [bool(row["by_points"]), bool(row["by_percent"])] == verdicts


def test_a_low_baseline_is_not_graded(make):
    """Below a baseline of 2 points neither rule has an answer."""
    row = change.pain_summary(make.sessions([(d, 1, None, None, None) for d in range(20)])).loc["lower back"]
    assert not row["gradable"]
    assert pd.isna(row["by_points"])
    assert pd.isna(row["by_percent"])


def test_no_change_is_told_while_the_windows_overlap(make):
    """Thirteen days are too early for two windows of seven; fourteen are enough."""
    for days, early in ((13, True), (14, False)):
        row = change.pain_summary(make.sessions([(d, 5, None, None, None) for d in range(days)])).iloc[0]
        assert bool(pd.isna(row["latest"])) is early


def test_detectable_change_and_the_discrepancy_of_its_source(make):
    """MDC95 of an SEM of 1.02 is 2.8 by the usual formula, and 2.0 without the square root of 2."""
    nprs = limits.limits()
    assert nprs.sem == 1.02
    assert nprs.error == pytest.approx(1.959964 * math.sqrt(2) * 1.02)
    assert round(nprs.error, 1) == 2.8
    assert round(1.96 * nprs.sem, 1) == nprs.printed == 2.0
    assert limits.detectable_change(1, 0.90) == pytest.approx(1.645 * math.sqrt(2), rel=1e-3)
    assert limits.nprs_detectable() == (
        "Childs 2005 gives an NPRS error (SEM) of 1.02 points and a detectable change of 2 points. That 2 is "
        "1.96 x 1.02; the usual formula, 1.96 x √2 x SEM, gives 2.8 points. A single change of 2 points may "
        "be error."
    )
    table = change.pain_summary(make.sessions([(0, 5, None, None, None)]))
    assert table["detectable"].tolist() == [pytest.approx(1.96 * math.sqrt(2) * 1.02, abs=1e-3)]


def test_measures_are_judged_by_both_rules(make, cat):
    """ODI 20 to 13 meets 30 % and not 10 points; NPRS 1 to 0 leaves no room for 2 points."""
    rows = [(0, "odi", "both", 20), (9, "odi", "both", 13), (0, "nprs", "left", 1), (9, "nprs", "left", 0)]
    rows += [(0, "nprs", "right", 7), (9, "nprs", "right", 4.5)]
    table = change.measure_change(measures(make, *rows), cat).set_index(["measure", "side"])
    odi, low, right = (table.loc[key] for key in (("odi", "both"), ("nprs", "left"), ("nprs", "right")))
    assert (bool(odi["by_points"]), bool(odi["by_percent"])) == (False, True)
    assert pd.isna(low["by_points"])
    assert pd.isna(low["by_percent"])
    assert (bool(right["by_points"]), bool(right["by_percent"])) == (True, True)
    assert not right["beyond_error"], "2.5 is more than the printed 2, but not more than 2.8"


def own_measures(cat, **nprs):
    """A catalogue whose NPRS has other cut-offs."""
    table = cat.measures.copy()
    for column, value in nprs.items():
        table.loc["nprs", column] = value
    return replace(cat, measures=table)


def test_another_table_is_followed_everywhere(make, cat):
    """With 3 points, 50 % and an error of 0.5 of its own in the table, no function keeps the shipped ones."""
    own = own_measures(cat, important_change=3, important_percent=50, sem=0.5, detectable_level=90)
    fall = make.sessions([(day, 6 if day < 7 else 4, None, None, None) for day in range(14)])
    shipped, other = (change.pain_summary(fall, cat=each).loc["lower back"] for each in (cat, own))
    assert [bool(shipped[rule]) for rule in ("by_points", "by_percent")] == [True, True]
    assert [bool(other[rule]) for rule in ("by_points", "by_percent")] == [False, False]
    assert other["detectable"] == pytest.approx(1.645 * math.sqrt(2) * 0.5, rel=1e-3)
    assert "SEM) of 0.5 points" in limits.nprs_detectable(own)
    rows = measures(make, (0, "nprs", "both", 6.0), (9, "nprs", "both", 4.0))
    row = change.measure_change(rows, own).iloc[0]
    assert (row["points"], row["percent"], bool(row["by_points"]), bool(row["beyond_error"])) == (
        3, 50, False, True,
    )  # fmt: skip
    said = charts.describe(charts.plot_pain(fall, cat=own))
    assert "does not reach 3 points (Farrar 2001) and does not reach 50 % (Ostelo 2008)" in said
    assert "differ by 1.2 points from error alone (Childs 2005 prints 2)" in said
    low = make.sessions([(day, 2, None, None, None) for day in range(14)])
    assert "below 3 points" in charts.describe(charts.plot_pain(low, cat=own))
    drawn = charts.plot_measures(rows, own, "nprs")
    assert "the 2 to 1.2 that may be error (important improvement: 3 points no, 50 % no)" in (
        charts.describe(drawn)
    )


def test_a_measure_without_cut_offs_claims_nothing(make, cat):
    """Where the table knows neither rule nor error, neither is drawn nor spoken of."""
    nothing = dict.fromkeys(("important_change", "important_percent", "sem", "detectable_change"))
    fall = make.sessions([(day, 6 if day < 7 else 4, None, None, None) for day in range(14)])
    ax = charts.plot_pain(fall, cat=own_measures(cat, **nothing))
    assert not ax.patches
    assert charts.describe(ax).endswith(
        "latest week 4.0 (7 ratings): 2 points lower. One line shows no cause."
    )
    assert "reach" not in charts.describe(ax)
    assert "error" not in charts.describe(ax)


def test_own_repeats_give_sem_and_mdc(make):
    """Two entries a day that differ by 2 have a variance of 2, so the SEM is the root of 2."""
    rows = [(day, "fingertip_to_floor", "both", value) for day in (0, 28) for value in (10.0, 12.0)]
    table = change.repeat_error(measures(make, *rows, (50, "fingertip_to_floor", "both", 3.0)))
    row = table.iloc[0]
    assert (row["days"], row["entries"]) == (2, 4)
    assert row["sem"] == pytest.approx(math.sqrt(2))
    assert row["mdc95"] == pytest.approx(1.959964 * 2)


def test_left_and_right_of_one_day_are_no_repeats(make):
    """One entry for each side says nothing of the error."""
    rows = [(0, "straight_leg_raise", side, value) for side, value in (("left", 60.0), ("right", 80.0))]
    assert change.repeat_error(measures(make, *rows)).empty


def test_values_outside_the_scale_are_left_out(make, cat):
    """An NPRS of 99 or -1 is no value; an unknown measure and one without limits keep theirs."""
    rows = [
        ("nprs", 6.0),
        ("nprs", 99.0),
        ("nprs", -1.0),
        ("nprs", 10.0),
        ("own", -1.0),
        ("sit_and_reach", -9.0),
    ]
    given = measures(make, *((n, name, "both", value) for n, (name, value) in enumerate(rows)))
    assert change.off_scale(given, cat).tolist() == [False, True, True, False, False, False]
    table = change.measure_change(given, cat).set_index("measure")
    assert table.loc["nprs", ["days", "first", "latest"]].tolist() == [2, 6.0, 10.0]


def test_measures_have_a_direction(make, cat):
    """Fewer centimetres from the floor are better, more degrees of leg raise too."""
    table = change.measure_change(
        measures(
            make,
            (0, "fingertip_to_floor", "both", 20.0), (30, "fingertip_to_floor", "both", 14.0),
            (0, "straight_leg_raise", "left", 60.0), (30, "straight_leg_raise", "left", 57.0),
        ),
        cat,
    ).set_index("measure")  # fmt: skip
    assert table["improvement"].to_dict() == {"fingertip_to_floor": 6.0, "straight_leg_raise": -3.0}
    assert table["beyond_error"].to_dict() == {"fingertip_to_floor": True, "straight_leg_raise": False}


def test_one_day_has_no_change(make, cat):
    """A single day of a measure leaves change, improvement and verdict missing."""
    row = change.measure_change(measures(make, (0, "fingertip_to_floor", "both", 20.0)), cat).iloc[0]
    assert pd.isna(row["change"])
    assert pd.isna(row["beyond_error"])
