"""What is not over yet is said to be so far; what was skipped, run and shown has one answer everywhere."""

from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.dates import num2date

from stretchbook import charts
from stretchbook.pages.report_words import done_words
from stretchbook.progress.dose import weekly_dose

SESSIONS = pd.DataFrame({"day": pd.to_datetime([]), "holds": [], "id": [], "areas": []})


def day(make, number):
    """A day of the log by its number."""
    return make.day_one + pd.Timedelta(days=number)


@pytest.mark.parametrize(("today", "weeks"), [(14, [30, 60]), (20, [30, 60]), (21, [30, 60, 30])])
def test_a_week_that_is_not_over_is_left_out_of_the_weeks(make, cat, today, weeks):
    """On its Monday and on its Sunday the third week is left out, and said; later it is there."""
    holds = make.holds(make.pass_of_all(0) + make.pass_of_all(7, sets=2) + make.pass_of_all(14))
    ax = charts.plot_dose_weeks(weekly_dose(holds, cat), cat, muscles=["hamstrings"], today=day(make, today))
    left = ax.child_axes[0].lines[0]
    assert list(left.get_ydata()[:-1]) == weeks
    left_out = "The week that is not over is left out." in charts.describe(ax)
    assert left_out == (len(weeks) == 2)


def test_the_first_week_of_a_log_is_so_far(make, cat):
    """The only week there is is drawn, and said not to be over, in both charts of the dose."""
    dose = weekly_dose(make.holds(make.pass_of_all(0)), cat)
    assert "This week is so far" in charts.describe(charts.plot_dose_weeks(dose, cat, today=day(make, 0)))
    ax = charts.plot_dose(dose, cat, today=day(make, 6))
    assert "Dose in the week of 2 Mar 2026 so far, for" in charts.describe(ax)
    assert ax.get_xlabel().endswith("2 Mar 2026 so far")
    assert "so far" not in charts.describe(charts.plot_dose(dose, cat, today=day(make, 7)))


def test_the_last_mean_is_of_four_weeks(make, cat):
    """Of 83 equal weeks the last bin is as high and as wide as all others."""
    holds = make.holds([row for week in range(83) for row in make.pass_of_all(7 * week)])
    ax = charts.plot_dose_weeks(weekly_dose(holds, cat), cat, muscles=["hamstrings"], today=day(make, 700))
    line = ax.child_axes[0].lines[0]
    assert set(line.get_ydata()) == {30}
    edges = [num2date(x) for x in line.get_xdata()]
    assert {(b - a).days for a, b in pairwise(edges[1:])} == {28}
    assert (edges[1] - edges[0]).days == 21


def test_the_calendar_of_one_day_ends_with_its_month(make):
    """Six lines, the last of them the month of the day: none is yet to come."""
    ax = charts.plot_calendar(make.holds(make.pass_of_all(0)))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar"]
    assert "1 of 1 day from 2 Mar 2026 to 2 Mar 2026" in charts.describe(ax)


def test_calendar_and_report_have_one_longest_run(make):
    """Five years of daily practice: twelve months are drawn, the run is that of all days, and says so."""
    holds = make.holds([(n, f"s{n}", "childs_pose", "both", 30, "completed") for n in range(1826)])
    said = charts.describe(charts.plot_calendar(holds))
    assert "The longest run since 2 Mar 2026 was 1,826 days." in said
    assert "Longest run 1,826 days" in done_words(
        holds, pd.DataFrame({"day": [], "kind": []}), None, (None, None), SESSIONS
    )


def test_what_was_held_before_a_skip_counts_and_is_said(make, cat):
    """9.88 of 10 s, then skipped: it is skipped, its seconds are in the time held and in the dose."""
    holds = make.holds([(0, "a", "childs_pose", "both", 9.88, "skipped")])
    nothing = pd.DataFrame({"day": [], "kind": []})
    said = done_words(holds, nothing, None, (None, None), SESSIONS)
    assert "1 skipped, and what was held before the skip is counted as held." in said
    assert weekly_dose(holds, cat)["seconds"].max() == 9.88
    assert "before the skip" not in done_words(
        holds.assign(held_s=0.0), nothing, None, (None, None), SESSIONS
    )
