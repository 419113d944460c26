"""Pain before and after, over time and session by session."""

from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from stretchbook.charts.dates import date_axis, day_text
from stretchbook.charts.style import (
    ORANGE,
    PURPLE,
    Style,
    axes,
    blue,
    empty,
    ink,
    legend_below,
    mix,
    narrow,
    plain,
    say,
)
from stretchbook.progress.change import pain_summary
from stretchbook.progress.days import Period, monday, pain_change, rated_areas, within
from stretchbook.progress.limits import Limits, limits
from stretchbook.words import count, known_words

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

MANY = 100  # above so many ratings the line is the mean of each week
BRIDGE = pd.Timedelta(days=7)


def plot_pain(
    sessions: pd.DataFrame,
    area: str | None = None,
    *,
    phases: pd.DataFrame | None = None,
    period: Period = (None, None),
    cat: "Catalogue | None" = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the pain ratings of one area over time, with both rules of change from baseline.

    A missing rating stays missing, and no line crosses more than 7 days without a rating. With more
    than 100 ratings the line is the mean of each week and the single ratings stand faint behind it.
    The band (as shipped 2 points), the line (30 %) and the error of two single ratings start from the mean
    of the first 7 days; below a baseline of 2 neither rule can say anything and all three are left out.

    Parameters
    ----------
    sessions : pandas.DataFrame
        ``log.sessions()``.
    area : str, optional
        Pain area; default the one with most ratings.
    phases : pandas.DataFrame, optional
        ``log.phases()``: label and first day of each phase.
    period : tuple of day, optional
        First and last day to show. The baseline is that of all ratings, also where it is not shown.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.
    cat : Catalogue, optional
        Whose row ``nprs`` of the measures has both rules and the error; the shipped one if left out.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax, 6.4, 3.8)
    sessions = within(sessions, (None, period[1]))
    pain, area = ratings_of(sessions, area, cat)
    first = pain.dropna(subset=["before"])["day"].min()
    pain = within(pain, period)
    if pain.empty:
        return empty(ax, "No pain ratings to show yet: rate your pain before or after a routine, or alone")
    before, after = pain.dropna(subset=["before"]), pain.dropna(subset=["after"])
    summary, nprs = pain_summary(sessions, cat=cat), limits(cat)
    faint = 0.45 if len(before) > MANY else 1.0
    if area in summary.index:
        _rules(ax, float(summary["baseline"][area]), nprs)
    _line(ax, before)
    rated: Style = {"linestyle": "none", "marker": "o"}
    size = 3 if faint < 1 or narrow(ax) else 4
    ax.plot(after["day"], after["after"].astype(float), **rated, label="after a session", zorder=2.5,
            color=mix(ORANGE, ax, faint), markerfacecolor="none", markersize=size)  # fmt: skip
    ax.plot(before["day"], before["before"].astype(float), **rated, label="before a session",
            color=mix(blue(ax), ax, faint), markersize=size)  # fmt: skip
    _phases(ax, phases, pain)
    ax.set(ylim=(-0.4, 10.4), ylabel=f"pain, {plain(area)}\n(NPRS, 0 to 10)")
    ax.yaxis.set_major_locator(MultipleLocator(2))
    date_axis(ax, pain["day"])
    legend_below(ax, 2)
    return say(ax, _message(area, pain, first, summary, nprs))


def plot_pain_sessions(
    sessions: pd.DataFrame, area: str | None = None, *, last: int = 20, ax: Axes | None = None
) -> Axes:
    """Draw pain before and after as a dumbbell for each of the last rated sessions.

    Parameters
    ----------
    sessions : pandas.DataFrame
        ``log.sessions()``.
    area : str, optional
        Pain area; default the one with most ratings.
    last : int, optional
        How many sessions to show, newest at the bottom. A session with one rating shows one end.
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    ax = axes(ax, 6.4, 4.6)
    pain, area = ratings_of(sessions, area)
    if pain.empty:
        return empty(ax, "No pain ratings to show yet: rate your pain before or after a routine, or alone")
    shown = pain.tail(last).reset_index(drop=True)
    before, after = (
        shown[when].astype("Float64").to_numpy(float, na_value=np.nan) for when in ("before", "after")
    )
    rows = np.arange(len(shown), dtype=float)
    both = np.isfinite(before) & np.isfinite(after)
    ax.hlines(rows[both], before[both], after[both], color=ink(ax, 0.45), linewidth=2, zorder=1)
    dot: Style = {"linestyle": "none", "marker": "o", "zorder": 3}
    ax.plot(before, rows, **dot, color=blue(ax), markersize=5, label="before")
    ax.plot(
        after,
        rows,
        **dot,
        color=ORANGE,
        markersize=10,
        markerfacecolor="none",
        markeredgewidth=1.8,
        label="after",
    )
    step = max(1, len(shown) // 10)
    ax.set_yticks(rows[::step], [day_text(day) for day in shown["day"].iloc[::step]])
    ax.set(xlim=(-0.4, 10.4), ylim=(len(shown) - 0.4, -0.6), xlabel=f"pain, {plain(area)} (NPRS, 0 to 10)")
    ax.xaxis.set_major_locator(MultipleLocator(2))
    ax.grid(axis="x", color=ink(ax, 0.15))
    ax.set_axisbelow(True)
    legend_below(ax, 2)
    change = shown["change"].dropna()
    which = f"last {len(shown)} rated sessions" if len(shown) > 1 else "only rated session"
    text = f"Pain in the {area} before and after the {which}: "
    if change.empty:
        return say(ax, text + "none of them has both ratings.")
    lower, same, higher = (int(n) for n in ((change < 0).sum(), (change == 0).sum(), (change > 0).sum()))
    once = f", rated only once in {len(shown) - len(change)}" if len(shown) > len(change) else ""
    return say(ax, text + f"lower afterwards in {lower}, the same in {same}, higher in {higher}{once}. "
               "A change of 1 point within a session is smaller than the error of the scale.")  # fmt: skip


def ratings_of(
    sessions: pd.DataFrame, area: str | None, cat: "Catalogue | None" = None
) -> tuple[pd.DataFrame, str]:
    """Rows of `pain_change` with any rating in one area, and the area (default: most ratings).

    Known are the areas of the sessions, and those of a catalogue.
    """
    areas = rated_areas(sessions)
    if area is not None:
        known_words("pain area", area, dict.fromkeys([*areas, *([] if cat is None else cat.areas.index)]))
    pain = pain_change(sessions)
    rated = pain[pain["before"].notna() | pain["after"].notna()]
    if area is None:
        counts = rated["area"].value_counts().reindex(areas, fill_value=0)
        area = str(counts.idxmax()) if areas else ""
    return rated[rated["area"] == area].reset_index(drop=True), area


def _rules(ax: Axes, baseline: float, nprs: Limits) -> None:
    ax.axhline(
        baseline,
        color=ink(ax, 0.5),
        linewidth=1,
        linestyle=":",
        label=f"baseline {baseline:.1f} (first 7 days)",
    )
    if baseline < nprs.points:
        ax.plot([], [], " ", label=f"baseline below {nprs.points:g}: no rule of change applies")
        return
    if pd.notna(nprs.points):
        label = f"less than {nprs.points:g} points lower ({nprs.by_points})"
        band: Style = {"color": ink(ax, 0.10), "linewidth": 0, "zorder": 0}
        ax.axhspan(baseline - nprs.points, baseline, label=label, **band)
    if pd.notna(nprs.percent):
        share = baseline * (1 - nprs.percent / 100)
        label = f"{nprs.percent:g} % lower: {share:.1f} ({nprs.by_percent})"
        ax.axhline(share, color=PURPLE, linewidth=1.4, linestyle="--", label=label)
    if baseline > nprs.error:
        label = f"{nprs.error:.1f} lower: error of two single ratings ({_printed(nprs)})"
        ax.axhline(baseline - nprs.error, color=ink(ax, 0.5), linewidth=1, linestyle="-.", label=label)


def _printed(nprs: Limits) -> str:
    """Who is cited for the error, and what is printed there if that is another number."""
    other = pd.notna(nprs.printed) and abs(nprs.printed - nprs.error) >= 0.05
    return f"{nprs.by_error} prints {nprs.printed:g}" if other else nprs.by_error


def _line(ax: Axes, before: pd.DataFrame) -> None:
    """Join neighbouring ratings, or weekly means if there are many; break at every longer gap."""
    values, days = before["before"].astype(float), before["day"]
    label = None
    if len(before) > MANY:
        weekly = values.groupby(monday(days)).mean()
        days, values = weekly.index.to_series() + pd.Timedelta(days=3), weekly
        label = "mean of the week, before"
    dot = "." if label and len(values) < 150 else None
    starts = (days.diff() > BRIDGE).cumsum().to_numpy()
    for index, (_, run) in enumerate(pd.Series(values.to_numpy(), days.to_numpy()).groupby(starts)):
        ax.plot(run.index, run.to_numpy(), color=blue(ax), linewidth=1.6 if label else 1.0, zorder=3,
                marker=dot, label=label if index == 0 else None)  # fmt: skip


def _phases(ax: Axes, phases: pd.DataFrame | None, pain: pd.DataFrame) -> None:
    """A line at the first day of each phase in sight; the one that began before it is named without."""
    if phases is None or phases.empty:
        return
    starts = pd.to_datetime(phases["start"])
    first, last = pain["day"].min(), pain["day"].max()
    begun = starts[starts <= first].max()  # of the phase that the first day shown is in
    shown = phases[~(starts < begun) & (starts <= last)]
    for number, phase in enumerate(shown.itertuples()):
        start = pd.Timestamp(str(phase.start))
        if start >= first:
            ax.axvline(start, color=ink(ax, 0.6), linewidth=1)
        ax.annotate(
            plain(shorten(str(phase.label), 28, placeholder="\u2026")),
            (max(start, first), 10.4),
            xytext=(3, 2 + 10 * (number % 3)),
            textcoords="offset points",
            fontsize="small",
        )


def _message(area: str, pain: pd.DataFrame, first: pd.Timestamp, summary: pd.DataFrame, nprs: Limits) -> str:
    """The ratings shown, and the change since the ``first`` rating of all, which need not be shown."""
    text = f"Pain in the {area}, {count(len(pain), 'rated session')} from {day_text(pain['day'].iloc[0])}"
    unrated = [f"{n} not rated {when}" for when in ("before", "after") if (n := int(pain[when].isna().sum()))]
    text += f" to {day_text(pain['day'].iloc[-1])}" + (f" ({', '.join(unrated)})" if unrated else "") + ": "
    if area not in summary.index:
        return text + "no rating before a session, so there is no baseline."
    row = summary.to_dict("index")[area]
    text += f"baseline {row['baseline']:.1f} ({count(row['baseline_n'], 'rating')} from {day_text(first)})"
    if pd.isna(row["latest"]):
        return text + ", too early to speak of change."
    change = row["change"]
    size = f"{count(round(abs(change), 2), 'point')} {'lower' if change < 0 else 'higher'}"
    size = size if abs(change) > 0.005 else "no change"
    text += f", latest week {row['latest']:.1f} ({count(row['latest_n'], 'rating')}): {size}"
    if not row["gradable"]:
        return (
            text + f". The baseline is below {nprs.points:g} points, so neither rule can show an improvement."
        )
    rules = {
        f"{nprs.points:g} points ({nprs.by_points})": row["by_points"],
        f"{nprs.percent:g} % ({nprs.by_percent})": row["by_percent"],
    }
    known = {rule: met for rule, met in rules.items() if pd.notna(met)}
    verdicts = [f"{'reaches' if met else 'does not reach'} {rule}" for rule, met in known.items()]
    verdict = "is no improvement" if change > 0.005 else " and ".join(verdicts)
    text += f", which {verdict}." if verdict else "."
    if pd.isna(nprs.error):
        return f"{text} One line shows no cause."
    error = f"{nprs.error:.1f} points from error alone ({_printed(nprs)})"
    return f"{text} Two single ratings may differ by {error}; one line shows no cause."
