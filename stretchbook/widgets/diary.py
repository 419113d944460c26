"""The diary: plan, rest and illness, phases and measures by form; and all one's data, saved or deleted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import ipywidgets as w
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.log import Log
from stretchbook.widgets.diary_forms import DaysForm, MeasuresForm, PhasesForm, PlanForm
from stretchbook.widgets.keeper import Keeper
from stretchbook.words import count

STANDS_IN = (
    "Your own log is empty, so a demonstration is shown. What you write down here goes into your own log, "
    "which is shown from the next time on."
)
DEMO = "This is the demonstration log, nobody's data: what you enter here is forgotten."


class Diary(w.VBox):
    """Enter what charts and reports need besides the sessions; every entry can be undone.

    Parameters
    ----------
    log : Log
        Where entries are written.
    cat : Catalogue
        Measures with their units and the change that can be detected.

    Attributes
    ----------
    said : str
        What was done last; it changes with every entry.
    plan, days, phases, measures : Form
        The forms.
    """

    said = traitlets.Unicode("")

    def __init__(self, log: Log, cat: Catalogue) -> None:
        self._own = log.own
        self._book = book = Log.in_memory() if log.own else log  # one's own is opened for the first entry
        self.plan, self.days = PlanForm(book, self._do), DaysForm(book, self._do)
        self.phases, self.measures = PhasesForm(book, self._do), MeasuresForm(book, self._do, cat)
        self.forms = (self.plan, self.days, self.phases, self.measures)
        self.everything = _Everything(self._book, self._do)
        parts: list[Any] = [*self.forms, self.everything]
        self._fold = w.Accordion(parts, titles=[part.title for part in parts])
        self._line = w.Label()
        undo = w.Button(
            description="Undo", layout=w.Layout(width="auto"), tooltip="Undo the last change of the log"
        )
        undo.on_click(lambda _: self._do(lambda: self._book.undo()))
        said = [w.Label(STANDS_IN if log.own else DEMO)] if log.is_demo else []
        super().__init__([*said, self._fold, w.HBox([undo, self._line]), Keeper()])
        self.add_class("sb-diary")

    def __repr__(self) -> str:
        plan = f"{count(self._book.plan, 'day')} a week planned" if self._book.plan else "no plan"
        return f"Diary: {plan}, {count(len(self._book.measures()), 'measure')}"

    def refresh(self) -> None:
        """Read the log again."""
        for form in self.forms:
            form.refresh()

    def _do(self, act: Callable[[], str]) -> None:
        """Do something with the log, say what it gave back, and show what is there now."""
        try:
            if self._own:
                self._open(self._own())
            said = act()
        except Exception as error:  # shown in the diary: a callback has nobody else to tell
            self._line.value = f"Not written: {error}"
            return
        self._line.value = said
        self.refresh()
        self.said = f"{said} {datetime.now().isoformat()}"

    def _open(self, log: Log) -> None:
        """Go on with the person's own log."""
        self._own, self._book = None, log
        for part in (*self.forms, self.everything):
            part.book = log


class _Everything(w.VBox):
    """All data of the person: saved as a file, or deleted after asking twice."""

    title = "All my data"

    def __init__(self, log: Log, do: Callable[[Callable[[], str]], None]) -> None:
        self.book, self._do = log, do
        save = w.Button(description="Save a copy", layout=w.Layout(width="auto"))
        save.on_click(lambda _: do(self._save))
        self._ask = w.HBox()
        super().__init__([save, self._ask], layout=w.Layout(align_items="flex-start"))
        self._first()

    def _button(self, words: str, act: Callable[[], Any], style: str = "") -> w.Button:
        button = w.Button(description=words, button_style=style, layout=w.Layout(width="auto"))
        button.on_click(lambda _: act())
        return button

    def _save(self) -> str:
        place = self.book.export(f"my-log-{datetime.now():%Y%m%d-%H%M%S}.json")
        return f"Saved: {place.absolute()}, readable by you only."

    def _first(self) -> None:
        self._ask.children = [self._button("Delete all my data …", self._second)]

    def _second(self) -> None:
        sessions = count(len(self.book.sessions()), "session")
        measures = count(len(self.book.measures()), "measure")
        words = (
            f"{sessions}, {measures}, plan, days, phases and all that could be undone will be gone for good."
        )
        keep = self._button("Keep my data", self._first)
        self._ask.children = [w.Label(words), keep, self._button("Go on", self._third, "warning")]

    def _third(self) -> None:
        keep = self._button("Keep my data", self._first)
        words = w.Label("Really? There is no undo, and no backup is left.")
        self._ask.children = [words, keep, self._button("Delete everything now", self._delete, "danger")]

    def _delete(self) -> None:
        def gone() -> str:
            self.book.delete_everything()
            return "Everything is deleted. Saved notebooks keep what they show: clear their outputs too."

        self._do(gone)
        self._first()
