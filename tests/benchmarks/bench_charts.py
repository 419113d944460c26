"""Drawing a chart against bare Matplotlib drawing the same artists.

Run ``pytest -s tests/benchmarks/bench_charts.py``. Each chart is drawn once from a year of data and its
artists are written down as plain Matplotlib calls with finished numbers. Both are timed from nothing to
pixels, in turn, as CPU time, best of several rounds.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.lines import Line2D

from stretchbook import charts
from stretchbook.catalogue import load_catalogue
from stretchbook.log import Log, demo_log
from stretchbook.progress.dose import weekly_dose
from stretchbook.widgets.progress_board import CHARTS, ProgressBoard

GOAL = 1.5
REDRAW_S = 0.2
ROUNDS = 7
NAMES = ("calendar", "pain", "pain sessions", "dose", "dose weeks", "sides", "measures", "muscle map")
LOOK = ("color", "linestyle", "marker", "markersize", "markerfacecolor", "linewidth", "label", "drawstyle")
Step = Callable[[Any], Any]


def a_year() -> dict[str, pd.DataFrame]:
    """Two copies of the demonstration log, one after the other."""
    log, back = demo_log(), pd.Timedelta(days=182)
    frames = {
        "sessions": log.sessions(),
        "holds": log.holds(),
        "measures": log.measures(),
        "days": log.days(),
    }
    for name, frame in frames.items():
        earlier = frame.assign(day=pd.to_datetime(frame["day"]) - back)
        for key in {"id", "session"} & set(frame):
            earlier[key] = "y" + frame[key]
        for at in {"started_at", "taken_at"} & set(frame):
            earlier[at] = frame[at] - back
        frames[name] = pd.concat([earlier, frame], ignore_index=True)
    return frames


def drawing(name: str) -> Callable[[], Any]:
    """The call that draws one chart from a year of data."""
    year, cat = a_year(), load_catalogue()
    dose = weekly_dose(year["holds"], cat)
    calls: dict[str, Callable[[], Any]] = {
        "calendar": lambda: charts.plot_calendar(year["holds"], year["days"]),
        "pain": lambda: charts.plot_pain(year["sessions"]),
        "pain sessions": lambda: charts.plot_pain_sessions(year["sessions"]),
        "dose": lambda: charts.plot_dose(dose, cat),
        "dose weeks": lambda: charts.plot_dose_weeks(dose, cat),
        "sides": lambda: charts.plot_sides(year["holds"], cat),
        "measures": lambda: charts.plot_measures(year["measures"], cat),
        "muscle map": lambda: charts.plot_muscle_map(cat),
    }
    return calls[name]


def line_step(line: Line2D, ax: Any) -> Step:
    """One line, in data or upright across the axes."""
    x, y = line.get_data()
    look = {key: getattr(line, f"get_{key}")() for key in LOOK}
    if line.get_transform() == ax.transData:
        return lambda to: to.plot(x, y, **look)
    return lambda to: to.add_line(Line2D(x, y, transform=to.get_xaxis_transform(), **look))


def collection_step(found: Any) -> Step:
    """One collection, from its finished corners, segments or places."""
    look = {
        "facecolor": found.get_facecolor(),
        "edgecolor": found.get_edgecolor(),
        "hatch": found.get_hatch(),
    }
    if isinstance(found, LineCollection):
        segments = found.get_segments()
        return lambda to: to.add_collection(LineCollection(segments))
    if isinstance(found, EllipseCollection):
        spots = found.get_offsets()
        return lambda to: to.add_collection(
            EllipseCollection(0.3, 0.3, 0, units="xy", offsets=spots, offset_transform=to.transData, **look)
        )
    corners = [path.vertices for path in found.get_paths() if len(path.vertices)]
    return lambda to: to.add_collection(PolyCollection(corners, **look))


def band_step(patch: Any) -> Step:
    """One band across the axes."""
    ends, face = (patch.get_y(), patch.get_y() + patch.get_height()), patch.get_facecolor()
    return lambda to: to.axhspan(*ends, color=face)


def text_step(text: str) -> Step:
    """One piece of text."""
    return lambda to: to.text(0.5, 0.5, text, fontsize="small", transform=to.transAxes)


def frame_step(ax: Any) -> Step:
    """Limits, ticks, labels and legend."""
    limits, labels = (
        {"xlim": ax.get_xlim(), "ylim": ax.get_ylim()},
        {"xlabel": ax.get_xlabel(), "ylabel": ax.get_ylabel()},
    )
    dates = isinstance(ax.xaxis.get_major_locator(), AutoDateLocator)
    x, y = (
        (axis.get_ticklocs(), [t.get_text() for t in axis.get_ticklabels()]) for axis in (ax.xaxis, ax.yaxis)
    )
    legend = ax.get_legend()
    names = [text.get_text() for text in legend.get_texts()] if legend else []

    def frame(to: Any) -> None:
        to.set_yticks(*y)
        if dates:
            locator = AutoDateLocator(minticks=3, maxticks=6)
            to.xaxis.set_major_locator(locator)
            to.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        else:
            to.set_xticks(*x)
        to.set(**limits, **labels)
        if names:
            handles = [Line2D([], [], marker="o") for _ in names]
            to.legend(handles, names, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.15))

    return frame


def steps_of(ax: Any) -> list[Step]:
    """Plain calls that put the artists of one Axes onto another."""
    drawn = [line_step(line, ax) for line in ax.lines] + [collection_step(found) for found in ax.collections]
    drawn += [band_step(patch) for patch in ax.patches] + [text_step(text.get_text()) for text in ax.texts]
    return [*drawn, frame_step(ax)]


def bare(draw: Callable[[], Any]) -> Callable[[], Any]:
    """The same artists with plain Matplotlib calls and finished numbers."""
    ax = draw()
    ax.figure.canvas.draw()
    size, hidden, own = ax.figure.get_size_inches(), not ax.axison, steps_of(ax)
    panels = [other for other in ax.figure.axes if other is not ax] + ax.child_axes
    placed = [(panel.get_position().bounds, steps_of(panel)) for panel in panels]
    plt.close("all")

    def redraw() -> Any:
        _, to = plt.subplots(figsize=size, layout="constrained")
        for step in own:
            step(to)
        for place, steps in placed:
            panel = to.inset_axes(place)
            for step in steps:
                step(panel)
        if hidden:
            to.set_axis_off()
        return to

    return redraw


def cpu_seconds(draw: Callable[[], Any]) -> float:
    """CPU time from the call to the pixels."""
    start = time.process_time()
    draw().figure.canvas.draw()
    spent = time.process_time() - start
    plt.close("all")
    return spent


@pytest.mark.parametrize("name", NAMES)
def test_drawing_against_bare_matplotlib(name: str) -> None:
    """A chart takes at most 1.5 times the bare drawing, and a year redraws within 200 ms of CPU time."""
    plt.switch_backend("Agg")
    draw = drawing(name)
    plain = bare(draw)
    rounds = [(cpu_seconds(draw), cpu_seconds(plain)) for _ in range(ROUNDS)]
    ours, theirs = (min(spent) for spent in zip(*rounds, strict=True))
    print(f"\n{name:14s} {1000 * ours:6.0f} ms, bare {1000 * theirs:6.0f} ms: {ours / theirs:.2f} x")
    assert ours / theirs <= GOAL
    assert ours <= REDRAW_S


def a_year_log() -> Log:
    """The sessions and holds of `a_year` in a log."""
    year, log = a_year(), Log.in_memory()
    for row in year["sessions"].to_dict("records"):
        before = row["pain_before_lower_back"]
        rated = {} if pd.isna(before) else {"lower back": int(before)}
        with log.session(["lower back"], rated, row["started_at"].to_pydatetime()) as session:
            for hold in year["holds"][year["holds"]["session"] == row["id"]].to_dict("records"):
                at = hold["started_at"].to_pydatetime()
                session.hold(hold["stretch"], hold["side"], hold["planned_s"], hold["held_s"], at)
    return log


def test_board_redraw() -> None:
    """From a pick of a period or a side to the picture, a year of data: within 200 ms each time."""
    with a_year_log() as log:
        board = ProgressBoard(log, load_catalogue())
        for chart in CHARTS:
            board.chart = chart
            spent = []
            for trait, value in [("period", "last year"), ("side", "left"), ("period", "everything")] * 5:
                setattr(board, trait, {"period": "last 3 months", "side": "both"}[trait])
                start = time.perf_counter()
                setattr(board, trait, value)
                spent.append(time.perf_counter() - start)
            print(f"\n{chart:22s} median {1000 * median(spent):4.0f} ms, worst {1000 * max(spent):4.0f} ms")
            assert median(spent) <= REDRAW_S
