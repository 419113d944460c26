"""Charts of few and of many stretches, with names in any script: what is drawn can be read."""

import warnings
from functools import cache
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import font_manager
from matplotlib.text import Text

from stretchbook import charts, load_catalogue
from stretchbook.charts import letters
from stretchbook.charts.letters import drawable
from stretchbook.charts.show import show
from stretchbook.progress.dose import weekly_dose

SCRIPTS = ["治療ストレッチ하나", "قبل العلاج", "🧘🏽\u200d♀️", "Zwölf «σ» $x_1$"]


@pytest.fixture(autouse=True)
def _close():
    """Leave no figure open."""
    yield
    plt.close("all")


@pytest.fixture
def only_carried(monkeypatch):
    """A computer with no font but those that Matplotlib brings, and nothing found before."""
    carried = [font for font in font_manager.fontManager.ttflist if "mpl-data" in font.fname]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", carried)
    monkeypatch.setattr(letters, "_FAMILY_OF", {})
    for name in ("_family_with", "_is_usual"):
        monkeypatch.setattr(letters, name, cache(getattr(letters, name).__wrapped__))


def own(folder, number, name="Own stretch number {0}", muscle="hamstrings"):
    """The shipped catalogue with so many stretches in all, each own one for four muscles."""
    muscles = list(load_catalogue().muscles.index)
    heads = "id,name,section,position,hold_s,sided,text_areas"
    stretches, effects = [], []
    for n in range(number - 6):
        sided = n % 2 == 0
        stretches.append(f"own_{n},{name.format(n)},hip,sitting,30,{str(sided).lower()},hip")
        reached = dict.fromkeys([muscle, *(muscles[(5 * n + 7 * k) % len(muscles)] for k in range(3))])
        for one, role in zip(reached, ("primary", "primary", "secondary", "working"), strict=False):
            effects.append(f"own_{n},{one},{'hold_side' if sided else 'both'},{role},true,kinematics,D")
    folder.mkdir(exist_ok=True)
    (folder / "stretches.csv").write_text("\n".join([heads, *stretches]) + "\n", encoding="utf-8")
    heads = "stretch,muscle,side_rule,role,analysis_supports,source,status"
    (folder / "stretch_muscles.csv").write_text("\n".join([heads, *effects]) + "\n")
    return folder


def extents(labels):
    """Where labels lie, in pixels."""
    return [label.get_window_extent() for label in labels if label.get_text()]


@pytest.mark.parametrize("number", [6, 14, 40, 128])
def test_the_muscle_map_grows(tmp_path, number):
    """No name lies over another, no mark over its neighbour, and no map is wider than a page can show."""
    cat = load_catalogue(own(tmp_path / "own", number)) if number > 6 else load_catalogue()
    ax = charts.plot_muscle_map(cat)
    ax.figure.canvas.draw()
    across, down = extents(ax.get_xticklabels()), extents(ax.get_yticklabels())
    assert number in (len(across), len(down))
    assert all(one.x1 <= other.x0 + 1 for one, other in pairwise(across))
    assert all(min(one.y1, other.y1) - max(one.y0, other.y0) <= 1 for one, other in pairwise(down))
    pitch = np.abs(np.diff(ax.transData.transform([(0, 0), (1, 1)]), axis=0))[0] * 72 / ax.figure.dpi
    assert all(line.get_markersize() < pitch.min() for line in ax.lines)
    assert ax.figure.get_figwidth() < 10
    drawn = {line.get_label().split(":")[0]: len(line.get_xdata()) for line in ax.lines}
    assert drawn == cat.stretch_muscles["role"].value_counts().reindex(list(drawn)).to_dict()


def test_a_map_of_many_has_each_mark_in_its_place(tmp_path):
    """Turned, a stretch is a row and a muscle a column, also for the letter of the side."""
    cat = load_catalogue(own(tmp_path / "own", 14))
    ax = charts.plot_muscle_map(cat)
    columns, rows = (
        [label.get_text() for label in labels] for labels in (ax.get_xticklabels(), ax.get_yticklabels())
    )
    letters = {text.xy: text.get_text() for text in ax.texts}
    iliopsoas = columns.index(cat.muscles.loc["iliopsoas", "name"])
    assert letters[iliopsoas, rows.index("Runner's lunge (left)")] == "R"
    primary = next(line for line in ax.lines if line.get_label().startswith("primary"))
    places = set(zip(primary.get_xdata(), primary.get_ydata(), strict=True))
    hamstrings = columns.index(cat.muscles.loc["hamstrings", "name"])
    assert (hamstrings, rows.index("Own stretch number 7")) in places
    assert "stretches (rows) and muscles (columns)" in charts.describe(ax)


def scripted(folder, name, make):
    """Every chart that shows words of a catalogue or a log, all of them in one script."""
    own(folder, 8, f"{name} {{0}}", "own_muscle")
    region = load_catalogue().muscles["region"].iloc[0]
    area = "a" + "".join(filter(str.isalpha, name))
    tables = {
        "muscles": "id,name,latin,region,action,nerve,source,status\n"
        f"own_muscle,{name},m,{region},a,n,kinematics,D\n",
        "measures": f"id,name,unit,better,source,status\nown_measure,{name},{name},lower,kinematics,D\n",
        "areas": f"id,meaning\n{area},so\n",
    }
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    cat = load_catalogue(folder)
    days = [make.day_one + pd.Timedelta(days=day) for day in range(9)]
    holds = make.holds(
        [(n, f"s{n}", "own_0", side, 30, "completed") for n in range(9) for side in ("left", "right")]
    )
    sessions = make.sessions([(n, 6 - n % 3, 4, None, None) for n in range(9)])
    sessions = sessions.rename(columns=lambda one: one.replace("lower_back", area))
    phases = pd.DataFrame({"label": [name], "start": days[3:4]})
    measures = pd.DataFrame({"measure": "own_measure", "side": "both", "value": range(9), "day": days})
    dose = weekly_dose(holds, cat)
    yield charts.plot_muscle_map(cat)
    yield charts.plot_sides(holds, cat)
    yield charts.plot_dose(dose, cat)
    yield charts.plot_dose_weeks(dose, cat, today="2026-06-01")
    yield charts.plot_pain(sessions, area, phases=phases, cat=cat)
    yield charts.plot_pain_sessions(sessions, area)
    yield charts.plot_measures(measures, cat, "own_measure")


@pytest.mark.usefixtures("only_carried")
@pytest.mark.parametrize("name", SCRIPTS)
def test_names_in_any_script_are_drawn_or_told(tmp_path, make, name):
    """No chart has a box for a letter, and none warns, where there are no fonts but Matplotlib's."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for ax in scripted(tmp_path / "own", name, make):
            texts = [text.get_text() for text in ax.figure.findobj(Text)]
            assert [drawable(text) for text in texts] == texts
            show(ax)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("治療前", "[3 CJK letters]"),
        ("Yoga 🧘🏽\u200d♀️!", "Yoga [person in lotus position]\u200d♀️!"),
        ("ストレッチ2", "[5 Katakana letters]2"),
        ("قبل é ½ ł", "قبل é ½ ł"),
        ("🦵🦵", "[leg] [leg]"),
        ("\ud800", ""),
    ],
)
@pytest.mark.usefixtures("only_carried")
def test_words_for_what_no_font_has(text, told):
    """Letters are counted by their script, a sign has its name; what a font has stays as it is."""
    assert drawable(text) == told


@pytest.mark.usefixtures("only_carried")
def test_another_font_of_the_computer_is_used(monkeypatch, tmp_path):
    """Where another font has the letters they are drawn in it, also at the ticks, and stay letters."""
    usual = {"font.family": ["cmr10"], "axes.formatter.use_mathtext": True}  # it has no Greek
    for key, value in usual.items():
        monkeypatch.setitem(plt.rcParams, key, value)
    cat = load_catalogue(own(tmp_path / "own", 7, "σώμα {0}"))
    ax = charts.plot_muscle_map(cat)
    label = next(one for one in ax.get_xticklabels() if "σώμα" in one.get_text())
    assert label.get_fontfamily()[0] == "cmr10"
    assert "DejaVu Sans" in label.get_fontfamily()[1:]
