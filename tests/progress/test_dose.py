"""Dose: the worked table of the domain brief, sides, rocking, and what never changes it."""

import warnings
from dataclasses import replace

import pandas as pd
import pytest

from stretchbook.progress.dose import session_dose, weekly_dose

SCHEDULES = [(1, 3), (1, 5), (1, 7), (2, 5), (2, 7)]  # sets a session, sessions a week
WORKED = {  # seconds a week and side; the seated twist is counted for the lumbar extensors
    "gluteus_maximus": (450, 750, 1050, 1500, 2100),
    "adductor_magnus": (360, 600, 840, 1200, 1680),
    "adductor_longus_brevis": (180, 300, 420, 600, 840),
    "erector_spinae": (270, 450, 630, 900, 1260),
    "multifidi": (270, 450, 630, 900, 1260),
    "hamstrings": (90, 150, 210, 300, 420),
    "iliopsoas": (90, 150, 210, 300, 420),
    "rectus_femoris": (90, 150, 210, 300, 420),
    "piriformis": (90, 150, 210, 300, 420),
    "gluteus_medius_minimus": (90, 150, 210, 300, 420),
    "external_oblique": (90, 150, 210, 300, 420),
    "internal_oblique": (90, 150, 210, 300, 420),
    "latissimus_dorsi": (90, 150, 210, 300, 420),
    "pectineus": (90, 150, 210, 300, 420),
}


def dose_of(make, cat, rows):
    """Weekly dose of a list of hold rows, indexed by muscle and side."""
    return weekly_dose(make.holds(rows), cat).set_index(["muscle", "side"])


@pytest.mark.parametrize("muscle", WORKED)
@pytest.mark.parametrize("side", ["left", "right"])
def test_the_worked_table_row_by_row(make, cat, muscle, side):
    """Each muscle has the seconds of the worked table on each side, for all five schedules."""
    seconds = []
    for sets, sessions in SCHEDULES:
        rows = [row for day in range(sessions) for row in make.pass_of_all(day, sets=sets)]
        seconds.append(dose_of(make, cat, rows).loc[(muscle, side), "seconds"])
    assert tuple(seconds) == WORKED[muscle]


def test_no_other_muscle_is_primary(make, cat):
    """The worked table names every muscle that has primary seconds."""
    dose = dose_of(make, cat, make.pass_of_all(0))
    assert set(dose.index[dose["seconds"] > 0].get_level_values("muscle")) == set(WORKED)


def test_columns_and_dtypes(make, cat):
    """The frame has the agreed columns, a naive Monday for a week, and whole days."""
    dose = weekly_dose(make.holds(make.pass_of_all(6)), cat)
    assert list(dose) == ["week", "muscle", "side", "seconds", "rocking_s", "secondary_s", "days"]
    assert set(dose["week"]) == {make.day_one}
    assert dose["week"].dt.tz is None
    assert dose["days"].dtype == int
    assert not dose.duplicated(["week", "muscle", "side"]).any()


@pytest.mark.parametrize(
    ("muscle", "lengthened"),
    [("gluteus_maximus", "left"), ("external_oblique", "left"), ("internal_oblique", "right"),
     ("erector_spinae", "right"), ("multifidi", "left"), ("piriformis", "left")],
)  # fmt: skip
def test_a_twist_to_the_left_reaches_the_right_sides(make, cat, muscle, lengthened):
    """A turn to the left lengthens each muscle on the one side that anatomy says."""
    dose = dose_of(make, cat, [(0, "a", "seated_twist", "left", 30, "completed")])
    other = {"left": "right", "right": "left"}[lengthened]
    assert dose.loc[(muscle, lengthened), "seconds"] == 30
    assert (muscle, other) not in dose.index


def test_the_lunge_reaches_front_and_back_leg(make, cat):
    """With the left leg in front, gluteus maximus counts left and iliopsoas right."""
    dose = dose_of(make, cat, [(0, "a", "runners_lunge", "left", 30, "completed")])
    assert set(dose.index[dose["seconds"] > 0]) >= {("gluteus_maximus", "left"), ("iliopsoas", "right")}
    assert ("iliopsoas", "left") not in dose.index


def test_thirty_seconds_each_side_are_never_sixty(make, cat):
    """A sided stretch done on both sides gives 30 s for each side, and no row holds a sum."""
    rows = [(0, "a", "runners_lunge", side, 30, "completed") for side in ("left", "right")]
    dose = dose_of(make, cat, rows)
    assert dose["seconds"].max() == 30
    assert set(dose.index.get_level_values("side")) == {"left", "right"}


def test_rocking_is_a_part_and_secondary_stays_apart(make, cat):
    """Happy baby gives rocking seconds inside the primary ones; secondary seconds are not in them."""
    rows = [(0, "a", s, "both", 30, "completed") for s in ("happy_baby", "adductor_opener", "childs_pose")]
    row = dose_of(make, cat, rows).loc[("adductor_magnus", "left")]
    assert (row["seconds"], row["rocking_s"], row["secondary_s"]) == (60, 30, 30)


def test_what_was_held_counts(make, cat):
    """A cut short hold counts with its part, a skipped one with nothing and without a day."""
    rows = [
        (0, "a", "forward_fold", "both", 12.5, "cut short"),
        (1, "b", "forward_fold", "both", 0, "skipped"),
        (2, "c", "forward_fold", "both", 30, "completed"),
    ]
    row = dose_of(make, cat, rows).loc[("hamstrings", "right")]
    assert (row["seconds"], row["days"]) == (42.5, 2)


def test_two_sessions_of_one_day_are_one_day(make, cat):
    """Both sessions' seconds count, the day once."""
    rows = make.pass_of_all(0, "morning") + make.pass_of_all(0, "evening")
    row = dose_of(make, cat, rows).loc[("hamstrings", "left")]
    assert (row["seconds"], row["days"]) == (60, 1)


def test_a_week_starts_on_monday(make, cat):
    """Sunday and the Monday after it fall into two weeks."""
    rows = [(day, f"s{day}", "forward_fold", "both", 30, "completed") for day in (6, 7)]
    assert len(set(weekly_dose(make.holds(rows), cat)["week"])) == 2


def test_dose_by_session_adds_up_to_the_week(make, cat):
    """The sessions of a week sum to its weekly dose, muscle by muscle and side by side."""
    holds = make.holds([row for day in range(4) for row in make.pass_of_all(day)])
    summed = session_dose(holds, cat).groupby(["muscle", "side"])["seconds"].sum()
    weekly = weekly_dose(holds, cat).set_index(["muscle", "side"])["seconds"]
    pd.testing.assert_series_equal(summed, weekly)


def test_an_empty_log_gives_an_empty_frame(make, cat):
    """No holds: the columns are there, the rows are not."""
    dose = weekly_dose(make.holds([]), cat)
    assert dose.empty
    assert "secondary_s" in dose


def test_unknown_stretches_are_not_lost_silently(make, cat):
    """A hold of a stretch whose muscles nobody knows is named in a warning."""
    with pytest.warns(UserWarning, match="No muscles known for my_own"):
        weekly_dose(make.holds([(0, "a", "my_own", "both", 30, "completed")]), cat)


def test_known_stretches_give_no_warning_and_frames_stay_as_they_were(make, cat):
    """The shipped stretches are all known, and the frame given is not changed."""
    holds = make.holds(make.pass_of_all(0))
    before = holds.copy(deep=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        weekly_dose(holds, cat)
    pd.testing.assert_frame_equal(holds, before)


def test_a_muscle_is_counted_once_for_one_second(make, cat):
    """A lunge logged for both sides: a muscle primary in front and secondary behind is primary, once."""
    lunge = cat.stretch_muscles["stretch"] == "runners_lunge"
    row = cat.stretch_muscles[lunge & (cat.stretch_muscles["muscle"] == "adductor_magnus")]
    behind = row.assign(side_rule="back_leg", role="secondary")
    both = replace(cat, stretch_muscles=pd.concat([behind, cat.stretch_muscles], ignore_index=True))
    dose = dose_of(make, both, [(0, "a", "runners_lunge", "both", 30, "completed")])
    for side in ("left", "right"):
        assert dose.loc[("adductor_magnus", side), ["seconds", "secondary_s"]].tolist() == [30, 0]
