"""The forms of the diary: each asks for one kind of entry, writes it, and lists what is there."""

import math
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

import ipywidgets as w
import pandas as pd

from stretchbook.catalogue import Catalogue
from stretchbook.log import Log
from stretchbook.words import SIDES, count

_LISTED = 10
Entry = tuple[str, Callable[[], Any]]
"""An entry in words, and what takes it away."""
_WIDE = w.Layout(width="auto", max_width="34rem")
Tell = Callable[[Callable[[], str]], None]
"""Does something with the log, says what it gave back, and shows what is there now."""


class Form(w.VBox):
    """One kind of entry: fields with a button, and the latest entries, each with a button to take it away.

    Parameters
    ----------
    log : Log
        Where entries are written.
    tell : callable
        See `Tell`.
    """

    title = ""
    nothing = ""
    """What to do while there is no entry."""

    def __init__(self, log: Log, tell: Tell) -> None:
        self.book, self._tell = log, tell
        self._list = w.VBox()
        button = w.Button(description=self.button, layout=w.Layout(width="auto"))
        button.on_click(lambda _: tell(self.write))
        row = w.HBox([*self.fields(), button], layout=w.Layout(flex_flow="row wrap", align_items="flex-end"))
        super().__init__([row, *self.more(), self._list])
        self.refresh()

    button = "Write down"

    def fields(self) -> list[w.Widget]:
        """Controls of one entry, in order."""
        raise NotImplementedError

    def more(self) -> list[w.Widget]:
        """What stands between the fields and the list."""
        return []

    def write(self) -> str:
        """Write what the fields say, and say what was written."""
        raise NotImplementedError

    def entries(self) -> list[Entry]:
        """Entries in words, latest first, each with what takes it away."""
        raise NotImplementedError

    def refresh(self) -> None:
        """List what the log has now."""
        entries = self.entries()
        rows = [self._row(words, take) for words, take in entries[:_LISTED]]
        if len(entries) > _LISTED:
            rows.append(w.Label(f"and {len(entries) - _LISTED} more, earlier"))
        self._list.children = rows or [w.Label(self.nothing)]

    def _row(self, words: str, take: Callable[[], Any]) -> w.HBox:
        gone = w.Button(description="Take away", tooltip=f"Take away: {words}", layout=w.Layout(width="auto"))
        gone.on_click(lambda _: self._tell(lambda: take() or f"Taken away: {words}."))
        return w.HBox([w.Label(words, layout=w.Layout(flex="0 1 auto")), gone])


class PlanForm(Form):
    """How many days a week one means to practise."""

    title = "My plan"
    nothing = "No plan yet: say on how many days a week you mean to practise."

    def fields(self) -> list[w.Widget]:
        """Days a week; none is no plan."""
        options = [("no plan", None), *((count(days, "day") + " a week", days) for days in range(1, 8))]
        self.days = w.Dropdown(description="practise on", options=options)
        return [self.days]

    def write(self) -> str:
        """Write the plan."""
        self.book.set_plan(self.days.value)
        return "The plan is written." if self.days.value else "There is no plan now."

    def entries(self) -> list[Entry]:
        """Give the plan, if there is one."""
        plan = self.book.plan
        self.days.value = plan
        return [(f"Planned: {count(plan, 'day')} a week", partial(self.book.set_plan, None))] if plan else []


class DaysForm(Form):
    """Days on which no practice was to be expected."""

    title = "Rest, illness and holidays"
    nothing = "None yet: mark a day of rest, illness or holiday, and it no longer counts as missed."

    def fields(self) -> list[w.Widget]:
        """Kind, first and last day, note."""
        self.kind = w.Dropdown(description="kind", options=["rest", "illness", "holiday"])
        self.start = w.DatePicker(description="from", value=date.today())
        self.end = w.DatePicker(description="until")
        self.note = w.Text(description="note", placeholder="may stay empty")
        return [self.kind, self.start, self.end, self.note]

    def write(self) -> str:
        """Mark the days."""
        start = _given(self.start, "first day")
        self.book.mark_days(self.kind.value, start, self.end.value, self.note.value or None)
        self.note.value, self.end.value = "", None
        return f"Marked as {self.kind.value}."

    def entries(self) -> list[Entry]:
        """Give marked days, those that follow one another as one."""
        spans: list[list[Any]] = []
        for row in self.book.days().itertuples():
            last = spans[-1] if spans else None
            note = row.note if isinstance(row.note, str) else ""
            if last and last[2:] == [row.kind, note] and row.day - last[1] == pd.Timedelta(days=1):
                last[1] = row.day
            else:
                spans.append([row.day, row.day, row.kind, note])
        return [
            (_span(first, last, kind, note), partial(self.book.unmark_days, first, last, kind))
            for first, last, kind, note in reversed(spans)
        ]


class PhasesForm(Form):
    """Phases of one's own naming, to compare."""

    title = "Phases"
    nothing = "None yet: name what begins on a day, such as “with the routine”, to compare before and after."

    def fields(self) -> list[w.Widget]:
        """Name and first day."""
        self.label = w.Text(description="name", placeholder="with the routine")
        self.start = w.DatePicker(description="begins on", value=date.today())
        return [self.label, self.start]

    def write(self) -> str:
        """Name the phase."""
        self.book.mark_phase(self.label.value, _given(self.start, "first day"))
        self.label.value = ""
        return "The phase is written."

    def entries(self) -> list[Entry]:
        """Give phases, latest first."""
        return [
            (f"{row.start:%Y-%m-%d}: {row.label}", partial(self.book.unmark_phase, str(row.label)))
            for row in self.book.phases().iloc[::-1].itertuples()
        ]


class MeasuresForm(Form):
    """Outcome measures, each in its unit and with the change that can be believed."""

    title = "Measures"
    nothing = "None yet: choose a measure, and write down its value today."

    def __init__(self, log: Log, tell: Tell, cat: Catalogue) -> None:
        self.cat = cat
        super().__init__(log, tell)

    def fields(self) -> list[w.Widget]:
        """Measure, side, value, when."""
        names = [(name, key) for key, name in self.cat.measures["name"].items()]
        self.measure = w.Dropdown(description="measure", options=names, layout=_WIDE)
        self.side = w.Dropdown(description="side", options=[*reversed(SIDES)])
        self.value = w.Text(description="value", placeholder="such as 12.5")
        self.at = w.NaiveDatetimePicker(
            description="taken at", value=datetime.now().replace(second=0, microsecond=0)
        )
        return [self.measure, self.side, self.value, self.at]

    def more(self) -> list[w.Widget]:
        """Say the unit and what can be believed."""
        self.about = w.Label()
        self.measure.observe(lambda _: self._tell_about(), "value")
        self._tell_about()
        return [self.about]

    def _tell_about(self) -> None:
        self.about.value = measure_words(self.cat.measures.loc[self.measure.value])

    def write(self) -> str:
        """Write the value."""
        row = self.cat.measures.loc[self.measure.value]
        value = on_scale(row, self.value.value)
        taken = _given(self.at, "time").astimezone()
        self.book.record_measure(self.measure.value, value, self.side.value, taken_at=taken)
        self.value.value = ""
        return f"Written: {row['name']}, {value:g} {row['unit']}."

    def entries(self) -> list[Entry]:
        """Give values, latest first."""
        about = self.cat.measures
        rows: list[Entry] = []
        for row in self.book.measures().iloc[::-1].itertuples():
            name, unit = (
                about.loc[row.measure, ["name", "unit"]] if row.measure in about.index else (row.measure, "")
            )
            side = "" if row.side == "both" else f", {row.side}"
            words = f"{row.day:%Y-%m-%d}: {name}{side}: {row.value:g} {unit}"
            rows.append((words, partial(self.book.delete, str(row.id))))
        return rows


def on_scale(row: pd.Series, text: str) -> float:
    """Give a value as it was typed, with a point or a comma, if the scale of the measure has it.

    Raises
    ------
    ValueError
        One sentence with the mend.
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        value = float("nan")
    if not math.isfinite(value):
        raise ValueError(f"Write the value as a number, such as 12.5 (found {text!r}).")
    if value < row["lowest"] or value > row["highest"]:
        ends = [
            f"{word} {row[end]:g}"
            for word, end in (("from", "lowest"), ("to", "highest"))
            if pd.notna(row[end])
        ]
        raise ValueError(f"{row['name']} runs {' '.join(ends)} (found {value:g}).")
    return value


def measure_words(row: pd.Series) -> str:
    """Unit, direction and believable change of a measure of the catalogue, in words."""
    better = {"lower": "lower is better", "higher": "higher is better", "neither": "neither end is better"}
    words = [f"in {row['unit']}", better[row["better"]]]
    if pd.notna(row["detectable_change"]):
        words.append(f"a change below {row['detectable_change']:g} may be the error of the measure")
    else:
        words.append("no detectable change is known")
    if pd.notna(row["important_change"]):
        words.append(f"an important change is {row['important_change']:g} or more")
    return "; ".join(words) + "."


def _given(field: w.Widget, name: str) -> Any:
    if field.value is None:
        raise ValueError(f"Give the {name} first.")
    return field.value


def _span(first: pd.Timestamp, last: pd.Timestamp, kind: str, note: str) -> str:
    days = f"{first:%Y-%m-%d}" + ("" if first == last else f" to {last:%Y-%m-%d}")
    return f"{days}: {kind}" + (f" ({note})" if note else "")
