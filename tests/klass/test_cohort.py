"""The class in frames and charts: what is hidden, the demonstration class, what the charts draw and say."""

import importlib.util
from types import ModuleType

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import stretchbook as sb
from stretchbook import paths
from stretchbook.progress import cohort

CHARTS = {
    "days": (sb.plot_class_days, "days"),
    "adherence": (sb.plot_class_adherence, "adherence"),
    "change": (sb.plot_class_change, "pain_change"),
    "pain": (sb.plot_class_pain, "pain_weeks"),
}


@pytest.fixture(autouse=True)
def _close():
    """Leave no figure open."""
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that makes the demonstration class."""
    file = paths.data_folder() / "demo" / "make_class.py"
    spec = importlib.util.spec_from_file_location("make_class", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("people", "everybody", "shown"),
    [
        (4, 4, False),
        (5, 5, True),
        (5, 9, False),
        (5, 10, True),
        (36, 40, False),
        (35, 40, True),
        (40, 40, True),
    ],
)
def test_small_groups_and_small_remainders_are_hidden(people, everybody, shown):
    """Five are the fewest, and a group that leaves out one to four would tell of them by subtraction."""
    assert cohort.is_shown(pd.Series([people]), everybody).tolist() == [shown]


def test_by_hand():
    """Six people of eleven in one week, worked out by hand: days, seconds with zeros, and the interval."""
    day = pd.Timestamp("2026-08-03")
    rows = [
        {
            "person": f"p{n}",
            "day": day + pd.Timedelta(days=d),
            "stretch": "childs_pose",
            "side": "both",
            "held_s": 30.0,
        }
        for n in range(6)
        for d in range(n + 1)
    ]
    rows.append({**rows[0], "person": "p9", "held_s": 0.0})  # nothing held: not practised
    held = pd.DataFrame(rows)
    (week,) = cohort.days_practised(held, 11).to_dict("records")
    assert week == {"week": day, "people": 6, "missing": 5, "q1": 2.25, "median": 3.5, "q3": 4.75}
    assert cohort.days_practised(held, 10).empty
    dose = cohort.class_dose(held, sb.load_catalogue(), 11)
    assert set(dose["median"]) == {105.0}
    assert set(dose["side"]) == {"left", "right"}
    ratings = pd.DataFrame([
        {"person": f"p{n}", "session": "s", "day": day, "area": "hip", "moment": moment, "score": score}
        for n, after in enumerate((3, 3, 4, 4, 5, 5))
        for moment, score in (("before", 5), ("after", after))
    ])  # fmt: skip
    (change,) = cohort.class_pain_change(ratings, 6).to_dict("records")
    assert (change["people"], change["missing"], change["mean"]) == (6, 0, -1.0)
    assert change["high"] + 1 == pytest.approx(2.571 * 0.894427 / 6**0.5, abs=0.005)  # t of 5, from a table


def test_a_part_is_shown_with_the_other_part_only():
    """Where one of the two starts is small both are hidden, or the whole would give it away."""
    day = pd.Timestamp("2026-08-03")

    def weeks(low: int, high: int) -> pd.DataFrame:
        scores = [2] * low + [6] * high
        return cohort.class_pain_weeks(
            pd.DataFrame([
                {"person": f"p{n}", "session": f"s{w}", "day": day + pd.Timedelta(days=7 * w), "area": "hip",
                 "moment": "before", "score": score}
                for n, score in enumerate(scores)
                for w in (0, 1)
            ]), low + high)  # fmt: skip

    assert set(weeks(5, 5)["start"]) == {"all", "under 4", "4 and over"}
    assert set(weeks(4, 8)["start"]) == {"all"}


def test_the_demonstration_class_is_made_by_its_script(maker):
    """The shipped tables are what the seeded script writes, to the byte, and hold no person's row."""
    folder = paths.data_folder() / "demo" / "class"
    made = maker.frames()
    assert {file.stem for file in folder.iterdir()} == set(made)
    for name, frame in made.items():
        text = frame.to_csv(index=False, lineterminator="\n", float_format="%.3f")
        assert (folder / f"{name}.csv").read_text("utf-8") == text
        assert "person" not in frame


def test_the_story_of_the_demonstration_class(maker):
    """Nobody's usual pain changes, and yet the mean of those who rate falls: the lesson's two reasons."""
    truth = sb.demo_class().truth()
    first, last = truth.iloc[0], truth.iloc[-1]
    assert truth["usual"].nunique() == 1
    assert first["rated"] - last["rated"] > first["everybody"] - last["everybody"] > 1
    assert last["usual_of_those_here"] < last["usual"] - 0.3
    weeks = sb.demo_class().pain_weeks().query("area == 'lower back' and week == 1").set_index("start")
    assert weeks["change"]["4 and over"] < weeks["change"]["under 4"] - 0.5
    assert len({row["person"] for row in maker.make()["held"]}) == 40


def test_frames_have_their_types_full_and_empty():
    """Weeks are days, counts are whole, and what is made from a table is a plain frame."""
    klass = sb.demo_class()
    for name in ("people", "days", "weekly_dose", "adherence", "pain_change", "pain_weeks"):
        frame = getattr(klass, name)()
        assert frame["people"].dtype == frame["missing"].dtype == "int64"
        if name not in ("pain_change", "pain_weeks"):
            assert frame["week"].dtype.kind == "M"
        assert "at least five" in frame._repr_html_()
        assert type(frame[frame["people"] > 99]) is pd.DataFrame


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_says_its_numbers(name):
    """Each chart's sentence has how many people it is of; an empty frame gives a chart that says so."""
    plot, method = CHARTS[name]
    frame = getattr(sb.demo_class(), method)()
    ax = plot(frame)
    said = sb.describe(ax)
    whole = frame[frame["start"] == "all"].query("area == 'lower back'") if name == "pain" else frame
    assert f"{whole['people'].iloc[-1]} people" in said or f"of {whole['people'].iloc[-1]} in" in said
    assert "No group of five" in sb.describe(plot(frame.head(0)))
    drawn = len(ax.lines) + len(ax.patches) + len(ax.collections)
    assert drawn >= 2


def test_the_dose_of_a_class_is_drawn_by_side(cat):
    """Two sides apart: the marks are the medians of the week that is asked for."""
    dose = sb.demo_class().weekly_dose()
    week = dose["week"].min()
    ax = sb.plot_class_dose(dose, cat, week=week, muscles=3)
    assert len(ax.get_yticks()) == 3
    marks = {
        line.get_label(): line.get_xdata().tolist() for line in ax.lines if "median" in str(line.get_label())
    }
    rows = dose[dose["week"] == week]
    most = rows.groupby("muscle")["median"].max().sort_values(ascending=False, kind="stable").head(3).index
    for side in ("left", "right"):
        expected = rows[rows["side"] == side].set_index("muscle")["median"].reindex(most).tolist()
        assert marks[f"{side}, median"] == expected
    assert "40 people, 0 missing" in sb.describe(ax)
    assert "No group of five" in sb.describe(sb.plot_class_dose(dose.head(0), cat))


def test_no_line_crosses_a_hidden_week():
    """The week that is not shown leaves a gap, there and nowhere else."""
    days = sb.demo_class().days()
    ax = sb.plot_class_days(days)
    (line,) = [one for one in ax.lines if one.get_label() == "median"]
    drawn = pd.Series(line.get_ydata(), index=line.get_xdata())
    hidden = pd.date_range(days["week"].min(), days["week"].max(), freq="7D").difference(days["week"])
    assert len(hidden) >= 1
    assert drawn[drawn.isna()].index.tolist() == hidden.tolist()
    assert drawn.dropna().tolist() == days["median"].tolist()
