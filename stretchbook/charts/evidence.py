"""Effects with their intervals, against the difference that counts as important."""

import pandas as pd
from matplotlib.axes import Axes

from stretchbook.charts.style import Style, axes, background, blue, empty, fold, ink, plain, say

HOLLOW = ("low", "very low")


def plot_evidence(evidence: pd.DataFrame, question: str = "back pain", *, ax: Axes | None = None) -> Axes:
    """Draw what is known for one question: effect, interval, importance threshold, certainty.

    An effect whose source names an important difference is drawn as a share of it: 1 just reaches it, 0
    is no difference. If no source names one, the axis has the unit of the effects. What has no place on
    the axis stands in words in its own row. A hollow mark is evidence of low certainty.

    Parameters
    ----------
    evidence : pandas.DataFrame
        From `evidence`.
    question : str, optional
        Whose rows: "back pain", "hip pain" or "range of motion".
    ax : matplotlib.axes.Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the chart, and its message for `describe`.
    """
    rows = evidence[(evidence["question"] == question) & (evidence["outcome"] != "advice")]
    ax = axes(ax, 8.2, 1.4 + 0.55 * len(rows))
    if rows.empty:
        return empty(ax, "No evidence in this table")
    shares = rows["reach"].notna().any()
    ax.axvline(0, color=ink(ax, 0.5), linewidth=0.8)
    if shares:
        ax.axvline(1, color=ink(ax, 0.7), linewidth=1.2, linestyle="--")
    behind = {"facecolor": background(ax), "edgecolor": "none", "pad": 1.0}
    small: Style = {"va": "center", "fontsize": "x-small", "color": ink(ax, 0.8), "bbox": behind}
    for place, row in enumerate(rows.to_dict("records")):
        ends = _place(row, bool(shares))
        if ends is None:
            said = fold(_words(row), 58)
            ax.annotate(said, (0, place), xytext=(6, 0), textcoords="offset points", **small)
            continue
        low, middle, high = ends
        colour = blue(ax)
        if low is not None and high is not None:
            ax.plot([low, high], [place, place], color=colour, linewidth=2)
        hollow = row["certainty"] in HOLLOW
        ax.plot(middle, place, "D", color=colour, markersize=7, markerfacecolor="none" if hollow else colour)
        note = "" if low is not None else "interval not seen"
        said = ", ".join(filter(None, [_certainty(row), note]))
        after = middle if high is None else high
        ax.annotate(said, (after, place), xytext=(8, 0), textcoords="offset points", **small)
    labels = [fold(f"{row['comparison']}: {row['outcome']}", 44) for row in rows.to_dict("records")]
    ax.set_yticks(range(len(rows)), labels, fontsize="x-small")
    ax.set_ylim(len(rows) - 0.5, -0.5)
    left, right = ax.get_xlim()
    ax.set_xlim(min(left, -0.15), max(right, 1.9))
    scale = str(rows["scale"].dropna().iloc[0]) if rows["scale"].notna().any() else ""
    ax.set_xlabel("improvement, as a share of what counts as important (1)" if shares else plain(scale))
    return say(ax, _message(rows, question))


def _place(row: dict[str, object], shares: bool) -> tuple[float | None, float, float | None] | None:
    """Ends and middle on the axis, improvement to the right; None if the row has no place there."""
    effect, important = row["effect"], row["important"]
    if pd.isna(effect) or (shares and pd.isna(important)):
        return None
    by = (-1.0 if row["better"] == "lower" else 1.0) / (float(str(important)) if shares else 1.0)
    if pd.isna(row["low"]):
        return None, float(str(effect)) * by, None
    ends = sorted(float(str(row[end])) * by for end in ("low", "high"))
    return ends[0], float(str(effect)) * by, ends[1]


def _words(row: dict[str, object]) -> str:
    """A row that has no place on the axis."""
    if pd.isna(row["effect"]):
        return str(row["finding"])
    interval = "" if pd.isna(row["low"]) else f" ({row['low']:g} to {row['high']:g})"
    said = f"{row['effect']:g}{interval} {row['scale']}; no important difference is named"
    return f"{said}{', ' if _certainty(row) else ''}{_certainty(row)}".replace("-", "−")


def _certainty(row: dict[str, object]) -> str:
    return "" if pd.isna(row["certainty"]) else f"certainty {row['certainty']}"


def _message(rows: pd.DataFrame, question: str) -> str:
    named = rows[rows["reach"].notna()]
    reached = named[named["reach"] >= 1]
    parts = []
    if len(named):
        listed = "; ".join(f"{row['comparison']}, {row['outcome']}" for row in reached.to_dict("records"))
        parts.append(
            f"For {question}, {len(reached)} of {len(named)} effects with a named threshold "
            f"{'reaches' if len(reached) == 1 else 'reach'} what counts as important"
            f"{f' ({listed})' if listed else ''}."
        )
    else:
        parts.append(f"For {question}, no source here names a difference that counts as important.")
    silent = rows[rows["effect"].isna() & (rows["outcome"] == "pain")]
    return " ".join([*parts, *silent["finding"]])
