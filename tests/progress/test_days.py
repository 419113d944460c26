"""Days, adherence and streaks."""

import pandas as pd
import pytest

from stretchbook.progress.days import adherence, daily, day_kinds, streak


def one(day, session=None, held_s=30.0, status="completed"):
    """One hold."""
    return (day, session or f"s{day}", "forward_fold", "both", held_s, status)


def marks(make, **kinds):
    """Marked days: rest=[3], illness=[5]."""
    rows = [(make.day_one + pd.Timedelta(days=n), kind, pd.NA) for kind, ns in kinds.items() for n in ns]
    return pd.DataFrame(rows, columns=["day", "kind", "note"])


def test_missing_days_are_rows_of_zeros(make):
    """Between the first and the last day every day has a row."""
    days = daily(make.holds([one(0), one(4)]))
    assert list(days) == ["day", "sessions", "holds", "held_s", "skipped", "cut_short"]
    assert list(days["held_s"]) == [30, 0, 0, 0, 30]
    assert days["day"].diff().dropna().eq(pd.Timedelta(days=1)).all()


def test_sessions_of_one_day_are_summed(make):
    """A second session of a day adds to it and replaces nothing."""
    row = daily(make.holds([one(0, "a"), one(0, "b", 10, "cut short"), one(0, "b", 0, "skipped")])).iloc[0]
    assert (row["sessions"], row["holds"], row["held_s"], row["skipped"], row["cut_short"]) == (
        2,
        2,
        40,
        1,
        1,
    )


def test_start_and_end_can_be_given(make):
    """A gap at the end shows when the last day is given, and nothing outside the period is counted."""
    days = daily(make.holds([one(0), one(2)]), start=make.day_one + pd.Timedelta(days=1), end="2026-03-08")
    assert list(days["sessions"]) == [0, 1, 0, 0, 0, 0]


def test_an_empty_log_has_no_days(make):
    """No holds: no rows, and all that builds on it stays empty."""
    empty = make.holds([])
    assert daily(empty).empty
    assert adherence(day_kinds(empty), 4).empty
    assert streak(day_kinds(empty)["kind"]) == (0, 0)


def test_kinds_of_days(make):
    """Practice beats a mark, a mark beats missed, and a day of only skipped holds is not practised."""
    rows = [one(0), one(2), one(4, held_s=0, status="skipped")]
    kinds = day_kinds(make.holds(rows), marks(make, rest=[1, 2], illness=[3]))
    assert list(kinds["kind"]) == ["practised", "rest", "practised", "illness", "missed"]


@pytest.mark.parametrize("excuse", ["rest", "illness", "holiday"])
def test_excused_days_neither_break_nor_extend_a_streak(excuse):
    """Two practised days around excused ones are a run of two."""
    assert streak(["practised", excuse, excuse, "practised"]) == (2, 2)
    assert streak([excuse, excuse]) == (0, 0)


def test_a_missed_day_breaks_a_streak():
    """The current run starts after the last missed day; the longest is kept."""
    assert streak(["practised"] * 3 + ["missed"] + ["practised"]) == (1, 3)
    assert streak(["practised", "missed"]) == (0, 1)


def test_adherence_against_the_plan(make):
    """Four of seven days meet a plan of four; the next week's single day does not."""
    holds = make.holds([one(day) for day in (0, 1, 2, 3, 7)])
    weeks = adherence(day_kinds(holds, end="2026-03-15"), 4)
    assert list(weeks["practised"]) == [4, 1]
    assert list(weeks["met"]) == [True, False]
    assert list(weeks["missed"]) == [3, 6]


def test_a_part_of_a_week_is_open_while_the_plan_can_be_met(make):
    """A first Sunday is neither a kept nor a broken plan; two days left of five are too few."""
    sundays = adherence(day_kinds(make.holds([one(6), one(13)])), 4)
    assert list(sundays["target"]) == [4, 4]
    assert pd.isna(sundays["met"].iloc[0])
    assert not sundays["met"].iloc[1]
    begun = [adherence(day_kinds(make.holds([one(0), one(days)])), 5)["met"].iloc[0] for days in (3, 4)]
    assert pd.isna(begun[0])
    assert not begun[1]


def test_days_marked_right_after_the_last_hold_are_there(make):
    """Illness until now is seen, and the run goes on; a planned holiday adds no missed day."""
    kinds = day_kinds(make.holds([one(0), one(1)]), marks(make, illness=[2, 3], holiday=[9]))
    assert list(kinds["kind"]) == ["practised"] * 2 + ["illness"] * 2
    assert streak(kinds["kind"]) == (2, 2)


def test_illness_lowers_the_target(make):
    """A plan of five with four days of illness asks for three; a week of illness asks for nothing."""
    holds = make.holds([one(0), one(1), one(2), one(14)])
    weeks = adherence(day_kinds(holds, marks(make, illness=[3, 4, 5, 6, *range(7, 14)])), 5)
    assert list(weeks["target"])[:2] == [3, 0]
    assert weeks["met"].iloc[0]
    assert pd.isna(weeks["met"].iloc[1])


def test_without_a_plan_nothing_is_judged(make):
    """No plan: target and met are missing, not false."""
    weeks = adherence(day_kinds(make.holds([one(0)])), None)
    assert weeks["target"].isna().all()
    assert weeks["met"].isna().all()


def test_a_plan_of_eight_days_is_refused(make):
    """The message says what a plan may be."""
    with pytest.raises(ValueError, match="1 to 7 days a week, not 8"):
        adherence(day_kinds(make.holds([one(0)])), 8)
