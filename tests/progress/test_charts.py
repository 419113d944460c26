"""What the charts draw: bars, lines, bands, labels and words."""

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection

from stretchbook import charts
from stretchbook.charts.dates import dates_in, day_text
from stretchbook.charts.style import amount, fold
from stretchbook.progress.dose import weekly_dose
from stretchbook.words import count


@pytest.fixture(autouse=True)
def _close():
    """Leave no figure open."""
    yield
    plt.close("all")


def fortnight(make):
    """Six days of practice in two weeks."""
    return make.holds([row for day in (0, 1, 3, 7, 8, 13) for row in make.pass_of_all(day)])


def every_chart(make, cat, holds, sessions, measures):
    """Each chart of the package on the same log."""
    dose = weekly_dose(holds, cat)
    return {
        "calendar": charts.plot_calendar(holds),
        "pain": charts.plot_pain(sessions),
        "pain_sessions": charts.plot_pain_sessions(sessions),
        "dose": charts.plot_dose(dose, cat),
        "dose_weeks": charts.plot_dose_weeks(dose, cat),
        "sides": charts.plot_sides(holds, cat),
        "measures": charts.plot_measures(measures, cat),
    }


def measures_of(make, values=(20.0, 14.0)):
    """Fingertip to floor every four weeks."""
    days = [make.day_one + pd.Timedelta(days=28 * n) for n in range(len(values))]
    return pd.DataFrame({"measure": "fingertip_to_floor", "side": "both", "value": values, "day": days})


def lines_of(ax, label):
    """The drawn lines with a label."""
    return [line for line in ax.lines if line.get_label().startswith(label)]


def test_an_empty_log_says_so(make, cat):
    """No data: a sentence instead of an empty frame, on every chart."""
    drawn = every_chart(make, cat, make.holds([]), make.sessions([]), measures_of(make).head(0))
    for ax in drawn.values():
        assert len(ax.texts) == 1
        assert ax.texts[0].get_text().startswith("No ")
        assert charts.describe(ax) == ax.texts[0].get_text() + "."


@pytest.mark.parametrize("style", ["default", "dark_background"])
def test_one_row_is_drawn_and_global_state_is_left_alone(make, cat, style):
    """One session and one measure are enough for every chart; no setting of Matplotlib is changed."""
    with plt.style.context(style):
        before = dict(plt.rcParams)
        drawn = every_chart(
            make,
            cat,
            make.holds(make.pass_of_all(0)),
            make.sessions([(0, 6, 4, None, None)]),
            measures_of(make, (20.0,)),
        )
        for ax in drawn.values():
            ax.figure.canvas.draw()
            assert charts.describe(ax)
        assert dict(plt.rcParams) == before


def test_ax_in_ax_out(make, cat):
    """A chart draws into the axes it is given and returns the same."""
    fig, ax = plt.subplots()
    assert charts.plot_calendar(fortnight(make), ax=ax) is ax
    assert fig.axes == [ax]


def test_charts_leave_their_frames_alone(make, cat):
    """The frames given are not changed."""
    holds, sessions = fortnight(make), make.sessions([(0, 6, 4, 1, 1)])
    copies = holds.copy(deep=True), sessions.copy(deep=True)
    every_chart(make, cat, holds, sessions, measures_of(make))
    pd.testing.assert_frame_equal(holds, copies[0])
    pd.testing.assert_frame_equal(sessions, copies[1])


def test_calendar_has_a_mark_for_every_day(make):
    """Squares for practised days, a stroke for rest, two for illness, dots for the missed ones."""
    days = pd.DataFrame(
        {
            "day": [make.day_one + pd.Timedelta(days=n) for n in (2, 4, 5)],
            "kind": ["rest", "illness", "holiday"],
        }
    )
    ax = charts.plot_calendar(fortnight(make), days)
    squares = [c for c in ax.collections if isinstance(c, PolyCollection)]
    assert [len(c.get_paths()) for c in squares] == [0, 6, 0]  # each day is one pass: 4 minutes
    strokes = [c for c in ax.collections if isinstance(c, LineCollection)]
    assert [len(c.get_segments()) for c in strokes] == [1, 2]
    rings = [c for c in ax.collections if isinstance(c, EllipseCollection)]
    assert [len(c.get_offsets()) for c in rings] == [1, 14 - 6 - 3]
    assert "6 of 14 days" in charts.describe(ax)
    assert "1 of rest, 1 of illness, 1 of holiday" in charts.describe(ax)


def test_calendar_sums_the_sessions_of_a_day(make):
    """Two passes on one day are one large square, not two small ones."""
    ax = charts.plot_calendar(make.holds(make.pass_of_all(0, "a") + make.pass_of_all(0, "b")))
    squares = [len(c.get_paths()) for c in ax.collections if isinstance(c, PolyCollection)]
    assert squares == [0, 0, 1]


def test_calendar_of_five_years_shows_the_last_twelve_months(make):
    """Twelve rows, the last of them the last month of the log; a year can be chosen."""
    holds = make.holds([(n * 20, f"s{n}", "childs_pose", "both", 30, "completed") for n in range(92)])
    ax = charts.plot_calendar(holds)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    last = holds["day"].max()
    assert len(labels) == 12
    assert labels[-1].startswith(day_text(last).split()[1])
    assert charts.plot_calendar(holds, year=2028).get_yticklabels()[0].get_text() == "Jan 2028"


def test_pain_line_is_not_drawn_over_gaps(make):
    """Ratings more than a week apart are not joined, and a missing one is no point."""
    rows = [
        (0, 5, None, None, None),
        (2, 6, None, None, None),
        (4, None, 3, None, None),
        (20, 4, None, None, None),
    ]
    ax = charts.plot_pain(make.sessions(rows))
    joined = [line for line in ax.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 0]
    assert [len(line.get_xdata()) for line in joined] == [2, 1]
    assert len(lines_of(ax, "before")[0].get_xdata()) == 3
    assert len(lines_of(ax, "after")[0].get_xdata()) == 1


def test_pain_chart_shows_both_rules_from_the_baseline(make):
    """The band runs from 2 points below the baseline up to it; the dashed line stands at 70 %."""
    ax = charts.plot_pain(make.sessions([(d, 6, 5, None, None) for d in range(14)]))
    band = next(patch for patch in ax.patches if patch.get_label().startswith("less than 2 points"))
    assert (band.get_y(), band.get_y() + band.get_height()) == (4, 6)
    assert lines_of(ax, "30 % lower")[0].get_ydata()[0] == pytest.approx(4.2)
    assert lines_of(ax, "2.8 lower")[0].get_ydata()[0] == pytest.approx(6 - 1.96 * 2**0.5 * 1.02, abs=1e-3)
    assert ax.get_ylim()[0] < 0 < 10 < ax.get_ylim()[1]
    low = charts.plot_pain(make.sessions([(d, 2, 2, None, None) for d in range(14)]))
    assert lines_of(low, "30 % lower")
    assert not lines_of(low, "2.8 lower"), "there is no rating so low"
    for message in map(charts.describe, (ax, low)):
        assert "2.8 points from error alone (Childs 2005 prints 2)" in message


def test_pain_chart_without_a_gradable_baseline_shows_no_rule(make):
    """A baseline of 1 leaves no room for 2 points: no band, no line, and words that say so."""
    ax = charts.plot_pain(make.sessions([(d, 1, 1, None, None) for d in range(14)]))
    assert not ax.patches
    assert not lines_of(ax, "30 %")
    assert not lines_of(ax, "2.8")
    assert "neither rule" in charts.describe(ax)


def test_a_period_keeps_the_baseline_and_its_phases(make):
    """The last two weeks are shown, the change is that since the first week; the old phase has no line."""
    fall = make.sessions([(d, 6 if d < 10 else 4, None, None, None) for d in range(40)])
    phases = pd.DataFrame({"label": ["A", "B"], "start": [make.day_one, make.day_one + pd.Timedelta(days=8)]})
    start = make.day_one + pd.Timedelta(days=26)
    ax = charts.plot_pain(fall, phases=phases, period=(start, None))
    assert "14 rated sessions from 28 Mar 2026" in charts.describe(ax)
    assert "baseline 6.0 (7 ratings from 2 Mar 2026), latest week 4.0 (7 ratings): 2 points lower" in (
        charts.describe(ax)
    )
    assert [text.get_text() for text in ax.texts] == ["B"]
    assert not [line for line in ax.lines if len(set(line.get_xdata())) == 1 and line.get_linewidth() == 1]


def test_pain_that_rose_is_no_improvement(make):
    """Worse pain is called higher and no improvement, also from a low baseline."""
    for low, high in ((3, 7), (1, 8)):
        rise = make.sessions([(d, low if d < 10 else high, None, None, None) for d in range(20)])
        said = charts.describe(charts.plot_pain(rise))
        assert f"{high - low} points higher" in said
        assert "reach" not in said


def test_measures_are_not_joined_over_a_long_gap(make, cat):
    """Two days and two more a year later are two lines."""
    measures = pd.DataFrame({"n": [0, 9, 300, 310], "value": [12.0, 11.0, 9.0, 8.0], "side": "both"})
    day = make.day_one + pd.to_timedelta(measures["n"], unit="D")
    ax = charts.plot_measures(measures.assign(day=day, measure="fingertip_to_floor"), cat)
    joined = [len(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-"]
    assert joined == [2, 2]


def test_pain_phases_are_marked(make):
    """Each phase has a line and its label, drawn to the letter even with signs of a formula in it."""
    phases = pd.DataFrame(
        {"label": ["A", r"$\bad{ & $"], "start": [make.day_one, make.day_one + pd.Timedelta(days=7)]}
    )
    ax = charts.plot_pain(make.sessions([(d, 6, 5, None, None) for d in range(14)]), phases=phases)
    ax.figure.canvas.draw()
    assert ax.texts[0].get_text() == "A"


def test_dumbbells_keep_single_ratings(make):
    """A session with one rating has one end; the message counts only the pairs."""
    ax = charts.plot_pain_sessions(make.sessions([(0, 6, 4, None, None), (1, 5, None, None, None)]))
    before, after = (lines_of(ax, when)[0].get_xdata() for when in ("before", "after"))
    assert np.isfinite(before).sum() == 2
    assert np.isfinite(after).sum() == 1
    assert "lower afterwards in 1, the same in 0, higher in 0" in charts.describe(ax)


def bars_of(ax):
    """Length in seconds of every bar, by what it shows."""
    boxes = {c.get_label(): [path.get_extents() for path in c.get_paths()] for c in ax.collections}
    return {label: [box.width for box in found] for label, found in boxes.items()}


def test_dose_bars_are_the_seconds_of_each_side(make, cat):
    """Still and rocking parts lie end to end, secondary time apart, and each side has bars of its own."""
    dose = weekly_dose(make.holds(make.pass_of_all(0)), cat)
    ax = charts.plot_dose(dose, cat, muscles=["gluteus_maximus", "pectineus"])
    one_side = {"": [120, 30], ", rocking": [30], ", secondary": [120]}  # pectineus: four stretches
    assert bars_of(ax) == {
        f"{s}{kind}": seconds for s in ("left", "right") for kind, seconds in one_side.items()
    }
    rocking = next(c for c in ax.collections if c.get_label() == "left, rocking")
    assert rocking.get_paths()[0].get_extents().x0 == 120
    assert rocking.get_hatch()
    assert ax.get_xlim()[0] == 0


def test_dose_lines_are_the_cited_ones(make, cat):
    """The lines stand at the seconds of the references, and the legend names their sources."""
    ax = charts.plot_dose(weekly_dose(make.holds(make.pass_of_all(0)), cat), cat)
    assert [line.get_xdata()[0] for line in ax.lines] == [120, 180, 300, 600]
    legend = " ".join(text.get_text().replace("\n", " ") for text in ax.get_legend().get_texts())
    for name in ("ACSM", "Thomas 2018", "Ingram 2025", "never added", "rocking"):
        assert name in legend
    assert "not targets for patients" in charts.describe(ax)


def test_dose_of_a_chosen_week(make, cat):
    """Any day of the week names it; a week without practice is told in words."""
    dose = weekly_dose(fortnight(make), cat)
    first = charts.plot_dose(dose, cat, week=date(2026, 3, 4), muscles=["hamstrings"])
    assert bars_of(first)["left"] == [90]
    assert "nothing was held" in charts.describe(charts.plot_dose(dose, cat, week="2026-04-01"))


def test_a_side_that_is_not_asked_for_is_not_drawn_as_nothing(make, cat):
    """Bars, points, lines, legend and words speak of the left alone."""
    dose = weekly_dose(make.holds(make.pass_of_all(0)), cat)
    ax = charts.plot_dose(dose, cat, muscles=["hamstrings"], sides=("left",))
    assert {label.partition(",")[0] for label in bars_of(ax)} == {"left"}
    markers = [line.get_marker() for panel in ax.figure.axes[1:] for line in panel.lines]
    assert "<" in markers
    assert ">" not in markers
    weeks = charts.plot_dose_weeks(dose, cat, muscles=["hamstrings"], sides=("left",))
    assert [line.get_label() for line in weeks.child_axes[0].lines] == ["left"]
    for chart in (ax, weeks):
        assert "right" not in [text.get_text() for text in chart.get_legend().get_texts()]
        assert "the left side" in charts.describe(chart)
        assert "both sides" not in charts.describe(chart)
        assert "left and right" not in charts.describe(chart)


def test_dose_weeks_without_practice_are_zero(make, cat):
    """A week between two weeks of practice is drawn at 0, and every panel starts at 0."""
    holds = make.holds(make.pass_of_all(0) + make.pass_of_all(15))
    ax = charts.plot_dose_weeks(weekly_dose(holds, cat), cat, muscles=["hamstrings"])
    (panel,) = ax.child_axes
    left, right = (list(line.get_ydata()[:-1]) for line in panel.lines)
    assert left == right == [30, 0, 30]
    assert [line.get_drawstyle() for line in panel.lines] == ["steps-post"] * 2
    assert [segment[0][1] for segment in panel.collections[0].get_segments()] == [120, 180, 300, 600]
    assert panel.get_ylim()[0] == 0


def test_a_gap_at_either_end_of_a_period_is_drawn(make, cat):
    """Days and weeks without practice are in the message where the period holds them."""
    holds = make.holds(make.pass_of_all(28))
    period = (make.day_one, "2026-04-12")
    assert "on 1 of 42 days from 2 Mar 2026 to 12 Apr" in charts.describe(
        charts.plot_calendar(holds, period=period)
    )
    dose = weekly_dose(holds, cat)
    assert "1 of 6 weeks with" in charts.describe(charts.plot_dose_weeks(dose, cat, period=period))
    past = (None, "2026-03-08")
    for ax in (charts.plot_calendar(holds, period=past), charts.plot_dose_weeks(dose, cat, period=past)):
        assert charts.describe(ax) == "No holds in this period."


def test_sides_interval_is_drawn_only_with_enough_sessions(make, cat):
    """Five sessions: words only. Seven: a point with its interval on the side that was held longer."""

    def lunges(days):
        rows = [
            (d, f"s{d}", "runners_lunge", s, t, "completed")
            for d in range(days)
            for s, t in (("left", 20 + d % 2), ("right", 30))
        ]
        return make.holds(rows)

    few, many = charts.plot_sides(lunges(5), cat), charts.plot_sides(lunges(7), cat)
    assert len(few.collections[0].get_segments()) == 0
    assert "too few sessions to say" in charts.describe(few)
    ((start, end),) = many.collections[0].get_segments()
    assert start[0] < end[0] < 0
    assert many.get_xlim()[0] > many.get_xlim()[1]  # the left stands on the left
    assert "longer on the right" in charts.describe(many)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((20.0, -5.0, 14.0), " 1 value lies outside its scale and is left out."),
        (
            (-5.0, -6.0),
            " to show yet: write one into the diary. 2 values lie outside their scale and are left out.",
        ),
    ],
)
def test_values_outside_the_scale_are_not_drawn(make, cat, values, said):
    """The chart leaves them out and says how many."""
    ax = charts.plot_measures(measures_of(make, values), cat)
    assert charts.describe(ax).endswith(said)
    assert all(min(line.get_ydata()) > 0 for line in ax.lines)


def test_measures_band_is_the_detectable_change(make, cat):
    """The band lies 4.5 cm around the first day; the words say whether the change exceeds it."""
    ax = charts.plot_measures(measures_of(make), cat)
    band = next(p for p in ax.patches)
    assert (band.get_y(), band.get_height()) == (15.5, 9)
    assert "6.0 for the better, more than the 4.5" in charts.describe(ax)


def test_muscle_map_draws_every_role_and_side(cat):
    """Each lengthened or working muscle has one mark; a twist to the left has its letters."""
    ax = charts.plot_muscle_map(cat)
    drawn = {line.get_label().split(":")[0]: len(line.get_xdata()) for line in ax.lines}
    assert drawn == cat.stretch_muscles["role"].value_counts().reindex(list(drawn)).to_dict()
    assert set(drawn) == {"primary", "secondary", "working"}
    letters = {(text.xy[0], text.xy[1]): text.get_text() for text in ax.texts}
    columns, rows = list(cat.stretches.index), [label.get_text() for label in ax.get_yticklabels()]
    oblique = rows.index(cat.muscles.loc["external_oblique", "name"])
    assert letters[columns.index("seated_twist"), oblique] == "L"
    lunge = columns.index("runners_lunge"), rows.index(cat.muscles.loc["iliopsoas", "name"])
    assert letters[lunge] == "R"
    markers = {line.get_marker() for line in ax.lines}
    assert len(markers) == 3


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda cat, m: charts.plot_pain(m.sessions([]), area="knee"), "no pain area 'knee'"),
        (lambda cat, m: charts.plot_dose(pd.DataFrame(), cat, muscles=["soleus"]), "no muscle 'soleus'"),
        (lambda cat, m: charts.plot_measures(measures_of(m), cat, "height"), "no measure 'height'"),
        (lambda cat, m: charts.plot_muscle_map(cat, side="both"), "'left' or 'right'"),
        (lambda cat, m: charts.describe(plt.subplots()[1]), "no chart of stretchbook"),
    ],
)  # fmt: skip
def test_unknown_words_are_refused_clearly(make, cat, call, words):
    """The message names what was found."""
    with pytest.raises(ValueError, match=words):
        call(cat, make)


def test_five_years_are_drawn(make, cat):
    """Five years of almost daily practice fit every chart."""
    days = [day for day in range(5 * 365) if day % 7 < 5]
    holds = make.holds([row for day in days for row in make.pass_of_all(day)])
    sessions = make.sessions([(day, 3 + day % 4, 2 + day % 3, 1, None) for day in days])
    for ax in every_chart(
        make, cat, holds, sessions, measures_of(make, tuple(20.0 - 0.1 * n for n in range(60)))
    ).values():
        ax.figure.canvas.draw()
        assert charts.describe(ax)


def test_small_words():
    """Times, days and long labels read as a person would write them."""
    assert [amount(s) for s in (45, 240, 3720, 12000)] == ["45 s", "4 min", "62 min", "3 h 20 min"]
    assert day_text(date(2026, 5, 4)) == "4 May 2026"
    assert [count(n, "day") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    with dates_in("de"):
        assert day_text(date(2026, 5, 4)) == "4. Mai 2026"
    assert fold("one two three", 7) == "one two\nthree"
