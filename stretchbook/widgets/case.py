"""A case, step by step: write first, then compare; what was written is kept in a file."""

from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.pages.parts import cited
from stretchbook.teach.answers import CaseAnswers, load_answers
from stretchbook.teach.cases import Step, case_steps

MARKS = {
    True: "As in the tables.",
    False: "Not as in the tables.",
    None: "Not marked: a matter of judgement. A good answer has:",
}
STYLE = """<style>
.sb-case { max-width: 62rem } .sb-case .widget-html-content { line-height: 1.45 }
.sb-case .widget-radio-box label, .sb-case .widget-checkbox label { white-space: normal; height: auto }
.sb-case .sb-key { border-left: 4px solid var(--jp-border-color2, #bbb); padding-left: 0.8em }
</style>"""


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
    """

    step = traitlets.Unicode()

    def __init__(self, cat: Catalogue, case: str, folder: str | Path | None = "answers") -> None:
        self._cat, self._steps = cat, case_steps(cat, case)
        self.file = None if folder is None else Path(folder).expanduser() / f"{case}.json"
        self.answers = self._taken_up(case)
        super().__init__()
        self.add_class("sb-case")
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
        self.answers.given[self.step] = given
        self._keep()
        self._show()

    def compare(self) -> bool | None:
        """Look at the key of the step that waits; its answer no longer changes.

        Returns
        -------
        bool or None
            Whether the answer has the key; None for a matter of judgement.
        """
        step = next(step for step in self._steps if step.id == self.step)
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
        """Every step up to the one that waits."""
        parts: list[w.Widget] = [w.HTML(STYLE)]
        self.step = ""
        for place, step in enumerate(self._steps):
            parts.append(w.HTML(fill("case_step.html", step=step, place=place)))
            if step.form == "read":
                continue
            done = step.id in self.answers.compared
            field = self._field(step, done)
            parts.append(field)
            if not done:
                button = w.Button(description="Compare", icon="check", button_style="primary")
                said = w.HTML()
                button.on_click(lambda _, said=said: self._pressed(said))
                parts += [button, said]
                self.step = step.id
                break
            parts.append(w.HTML(self._key(step)))
        if not self.step:
            where = f" They stand in {escape(str(self.file))}." if self.file else ""
            parts.append(w.HTML(f"<p><b>Done.</b> Your answers can be handed in.{where}</p>"))
        self.children = parts

    def _pressed(self, said: w.HTML) -> None:
        try:
            self.compare()
        except ValueError as error:
            said.value = f'<p role="alert">{escape(str(error))}</p>'

    def _field(self, step: Step, done: bool) -> w.Widget:
        """Where the answer is given; what is given is kept at once."""
        given = self.answers.given.get(step.id)

        def keep(change: Any) -> None:
            self.answers.given[step.id] = change["new"]
            self._keep()

        wide = w.Layout(width="100%")
        if step.form == "tick":
            boxes = [
                w.Checkbox(value=name in (given or ()), description=name, indent=False, disabled=done)
                for name in step.options
            ]

            def gather(_: Any) -> None:
                keep({"new": [box.description for box in boxes if box.value]})

            for box in boxes:
                box.observe(gather, "value")
            self.answers.given.setdefault(step.id, [])
            return w.VBox(boxes)
        if step.form == "pick":
            value = given if given in step.options else None
            field = w.RadioButtons(options=step.options, value=value, disabled=done, layout=wide)
        elif step.form == "number":
            field = w.Text(value=str(given or ""), description="Seconds", disabled=done)
        else:
            field = w.Textarea(
                value=str(given or ""), description="Your answer", disabled=done, rows=4, layout=wide
            )
        field.observe(keep, "value")
        return field

    def _key(self, step: Step) -> str:
        """The key of a step that was compared, with reasons and sources."""
        right = step.is_right(self.answers.given.get(step.id))
        key = step.key
        if isinstance(key, tuple):
            key = ", ".join(key) or "none"
        elif isinstance(key, float):
            key = f"{key:g}"
        said = "" if key is None else f"Key: {key}"
        why, sources = step.why, cited(self._cat, step.sources)
        return fill("answer.html", mark=MARKS[right], key=said, why=why, cited=sources)


def _number(given: Any) -> float | None:
    try:
        return float(given)
    except (TypeError, ValueError):
        return None
