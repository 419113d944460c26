"""A case, step by step: write first, then compare; what was written is kept in a file."""

from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as w
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.pages.parts import cited
from stretchbook.teach.answers import CaseAnswers, load_answers
from stretchbook.teach.cases import Step, case_steps
from stretchbook.widgets.question_form import QuestionForm

MARKS = {
    True: "As in the tables.",
    False: "Not as in the tables.",
    None: "Not marked: a matter of judgement. A good answer has:",
}
FORMS = {"pick": "one", "tick": "several", "write": "write", "number": "number"}


class Case(w.VBox):
    """One invented person, told in steps.

    Each step is answered before its key shows, and the next one comes after that. Answers are written to
    a file at each change; the same call takes a half-done case up again.

    Parameters
    ----------
    cat : Catalogue
        Where the case stands.
    case : str
        Its id; `cases` lists them.
    folder : path, optional
        Where the file is kept, named after the case; None keeps nothing.

    Attributes
    ----------
    answers : CaseAnswers
        What was given, and which steps were compared.
    file : pathlib.Path or None
        The file to hand in.
    step : str
        Id of the step that waits for an answer; "" when all are done.
    forms : dict of str to QuestionForm
        Where each step shown so far is answered.
    """

    step = traitlets.Unicode()

    def __init__(self, cat: Catalogue, case: str, folder: str | Path | None = "answers") -> None:
        self._cat, self._steps = cat, case_steps(cat, case)
        self.file = None if folder is None else Path(folder).expanduser() / f"{case}.json"
        self.answers = self._taken_up(case)
        self.forms: dict[str, QuestionForm] = {}
        self._parts: list[w.Widget] = []
        super().__init__()
        self._show()

    def __repr__(self) -> str:
        done = len(self.answers.compared)
        return f"Case {self.answers.case}: {done} of {len(self._steps) - 1} steps compared"

    def _taken_up(self, case: str) -> CaseAnswers:
        if self.file is None or not self.file.exists():
            return CaseAnswers(case)
        answers = load_answers(self.file)
        if answers.case != case:
            raise ValueError(f"{self.file.name} holds answers to the case {answers.case!r}; move it away.")
        return answers

    def save(self, path: str | Path) -> Path:
        """Write the answers to a file of this name, to hand in, and return its path."""
        return self.answers.save(path)

    def answer(self, given: Any) -> None:
        """Give an answer to the step that waits, as a key press or a click would."""
        if not self.step:
            raise ValueError("This case is done; all its steps were compared.")
        step, form = self._step(), self.forms[self.step]
        self._take(given)
        form.asked = {**form.asked, "given": _listed(step, given)}

    def _take(self, given: Any) -> None:
        self.answers.given[self.step] = given
        self._keep()

    def _step(self) -> Step:
        """The step that waits."""
        return next(step for step in self._steps if step.id == self.step)

    def compare(self) -> bool | None:
        """Look at the key of the step that waits; its answer no longer changes.

        Returns
        -------
        bool or None
            Whether the answer has the key; None for a matter of judgement.
        """
        step = self._step()
        if step.form == "tick":
            self.answers.given.setdefault(step.id, [])
        given = self.answers.given.get(step.id)
        if given in (None, "") or (step.form == "number" and _number(given) is None):
            raise ValueError("Answer this step first, then compare.")
        self.answers.compared.append(step.id)
        self._keep()
        self._show()
        return step.is_right(given)

    def _keep(self) -> None:
        if self.file is not None:
            self.answers.save(self.file)

    def _show(self) -> None:
        """Every step up to the one that waits; what stood there before stays as it is."""
        first = self._steps[0]
        parts = self._parts = self._parts or [w.HTML(fill("case_step.html", step=first))]
        self.step = ""
        for place, step in enumerate(self._steps[1:], 1):
            done = step.id in self.answers.compared
            if step.id not in self.forms:
                self.forms[step.id] = self._form(place, step, done)
                parts.append(self.forms[step.id])
            if not done:
                self.step = step.id
                break
            if not self.forms[step.id].reply["mark"]:
                self.forms[step.id].reply = self._reply(step)
        if not self.step:
            where = f" They stand in {self.file}." if self.file else ""
            said = f"Your answers can be handed in.{where}"
            parts.append(w.HTML(fill("said.html", lead="Done.", text=said)))
        self.children = parts

    def _form(self, place: int, step: Step, done: bool) -> QuestionForm:
        form = QuestionForm(
            {
                "kind": f"{place}. {step.id.capitalize()}",
                "told": step.told,
                "stem": step.ask,
                "form": FORMS[step.form],
                "options": list(step.options) if step.form in ("pick", "tick") else [],
                "given": _listed(step, self.answers.given.get(step.id)),
                "done": done,
                "go": "Compare",
                "unknown": False,
                "none": step.form == "tick",
            }
        )
        form.on_word(partial(self._heard, step))
        return form

    def _heard(self, step: Step, word: str, given: Any) -> None:
        """Keep what is given at once; an answer is compared as well."""
        if step.id != self.step or word == "next":
            return
        if step.form == "pick":
            given = given[0] if given else None
        self._take(given)
        if word == "answer":
            try:
                self.compare()
            except ValueError as error:
                self.forms[step.id].said = str(error)

    def _reply(self, step: Step) -> dict[str, Any]:
        """The key of a step that was compared, with reasons and sources."""
        key = step.key
        if isinstance(key, tuple):
            key = ", ".join(key) or "none"
        elif isinstance(key, float):
            key = f"{key:g}"
        return {
            "mark": MARKS[step.is_right(self.answers.given.get(step.id))],
            "key": "" if key is None else f"Key: {key}",
            "why": list(step.why),
            "cited": cited(self._cat, step.sources),
            "onward": False,
        }


def _listed(step: Step, given: Any) -> Any:
    """What was given as the form takes it: a list of options, or a text."""
    if step.form == "pick":
        return [given] if given in step.options else []
    return given


def _number(given: Any) -> float | None:
    try:
        return float(given)
    except (TypeError, ValueError):
        return None
