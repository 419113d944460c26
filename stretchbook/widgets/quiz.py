"""The quiz: one question at a time, answered by keyboard or mouse, kept in the log, asked again when due."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import ipywidgets as w
import pandas as pd
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.log import Log
from stretchbook.pages.filling import fill
from stretchbook.pages.parts import cited
from stretchbook.teach.bank import KINDS, questions
from stretchbook.teach.question import Question
from stretchbook.teach.review import forecast, next_review
from stretchbook.widgets.question_form import QuestionForm
from stretchbook.words import count


def _now() -> datetime:
    return datetime.now().astimezone()


class Quiz(w.VBox):
    """Questions made from the tables, what is due first, then what was never asked.

    Only what the tables can check is asked; rows that nobody verified are left out. Each answer is written
    to the log before its reason shows.

    Parameters
    ----------
    cat : Catalogue
        What is asked about.
    log : Log, optional
        Where answers and due dates are kept; None keeps nothing and says so.
    kinds : str, optional
        Letters of the kinds to ask, such as "ADE"; default all twelve.
    seed : int, optional
        Which wrong options stand beside the key, and in which order new facts come.
    clock : callable, optional
        Gives the time, aware.

    Attributes
    ----------
    question : Question or None
        The one that is shown; None when nothing is due and nothing is new.
    right, asked : int
        Count of this sitting.
    form : QuestionForm
        Where it is asked and answered.
    """

    question = traitlets.Instance(Question, allow_none=True)
    right = traitlets.Int(0)
    asked = traitlets.Int(0)

    def __init__(
        self,
        cat: Catalogue,
        log: Log | None = None,
        kinds: str | None = None,
        *,
        seed: int = 1,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._cat, self._log, self._seed, self._clock = cat, log, seed, clock
        made = [question for kind in (kinds or KINDS) for question in questions(cat, kind, seed=seed)]
        Random(seed).shuffle(made)  # kinds mixed
        self._facts = {question.fact: question.kind for question in made}
        self._cards: dict[str, tuple[datetime, dict[str, Any]]] = {}
        self.form = QuestionForm({"stem": "", "form": "one", "options": []})
        self.form.on_word(self._heard)
        super().__init__()
        self.next()

    def __repr__(self) -> str:
        return f"Quiz: {self.right} of {self.asked} right in this sitting"

    def next(self) -> None:
        """Show the next question: the longest due first, then one that was never asked."""
        known, now = self._known(), self._clock()
        due = [fact for fact in self._facts if fact in known and known[fact][0] <= now]
        fresh = [fact for fact in self._facts if fact not in known]
        due.sort(key=lambda fact: known[fact][0])
        self.question = next((self._made(fact) for fact in [*due, *fresh]), None)
        self._ask()

    def _made(self, fact: str) -> Question:
        """The question about a fact, with other wrong options each time."""
        made = questions(self._cat, self._facts[fact], seed=self._seed + self.asked)
        return next(question for question in made if question.fact == fact)

    def answer(self, given: list[str]) -> bool:
        """Give an answer, as pressing the button does; an empty list is "I don't know"."""
        if self.question is None:
            raise ValueError("Nothing is asked at the moment.")
        question = self.question
        is_right = question.is_right(given)
        now = self._clock()
        kept = self._known().get(question.fact)
        state, due = next_review(kept[1] if kept else None, is_right, now)
        if self._log is not None:
            self._log.record_answer(
                question.fact, question.kind, given, question.answer, is_right, question.about, due, state
            )
        self._cards[question.fact] = (due, state)
        self.asked += 1
        self.right += is_right
        self._reply(question, given, is_right, due)
        return is_right

    def save(self, path: str | Path) -> Path:
        """Write all answers of the log as CSV, to hand in, and return the file's path."""
        if self._log is None:
            raise ValueError("This quiz keeps nothing; give it a log.")
        target = Path(path).expanduser()
        frame = self._log.answers()
        lists = {column: frame[column].map(" | ".join) for column in ("given", "answer", "about")}
        frame.assign(**lists).to_csv(target, index=False)
        return target

    def _known(self) -> dict[str, tuple[datetime, dict[str, Any]]]:
        """Due date and state of each fact that was asked."""
        if self._log is None:
            return self._cards
        rows = self._log.reviews().to_dict("records")
        return {row["fact"]: (row["due"].to_pydatetime(), row["state"]) for row in rows}

    def _ask(self) -> None:
        question = self.question
        if question is None:
            self.children = [w.HTML(fill("said.html", lead="Nothing is due.", text=self._ahead()))]
            return
        self.form.ask(
            {
                "kind": f"{KINDS[question.kind][0]} · {self._ahead()}",
                "told": "",
                "stem": question.stem,
                "form": question.form,
                "options": list(question.options),
                "given": None,
                "done": False,
                "go": "Answer",
                "unknown": True,
                "none": False,
            }
        )
        if self.children != (self.form,):
            self.children = [self.form]

    def _heard(self, word: str, given: Any) -> None:
        """What the page says: an answer to the question that is asked, or on to the next one."""
        asked = not self.form.reply["mark"]
        if word == "answer" and asked and isinstance(given, list):
            self.answer(given)
        elif word == "next" and not asked:
            self.next()

    def _reply(self, question: Question, given: list[str], is_right: bool, due: datetime) -> None:
        """Feedback: right or not, the key, why, where it stands, and when it is asked again."""
        mark = "Right." if is_right else "Not known, so here it is." if not given else "Not right."
        if question.form == "order" and given and not is_right:
            mark = f"Not quite: {question.score(given):.0%} of the pairs stand the right way round."
        key = "" if is_right and question.form != "one" else f"Key: {' · '.join(question.answer)}"
        days = max(1, (due - self._clock()).days)
        again = f"Asked again in {count(days, 'day')}."
        self.form.reply = {
            "mark": mark,
            "key": key,
            "why": [question.why, again, f"From the table {question.where}."],
            "cited": cited(self._cat, question.sources),
            "onward": True,
        }

    def _ahead(self) -> str:
        """What is due, in a sentence; and that nothing is kept, if nothing is."""
        cards = [{"fact": fact, "due": pd.Timestamp(due)} for fact, (due, _) in self._known().items()]
        said = "Nothing is kept: this quiz has no log. " if self._log is None else ""
        if not cards:
            return f"{said}Nothing was asked before."
        frame = pd.DataFrame(cards)
        frame["due"] = pd.to_datetime(frame["due"], utc=True)
        days = forecast(frame, at=self._clock())["due"]
        return f"{said}Due today: {days.iloc[0]}, tomorrow: {days.iloc[1]}, within a week: {days.sum()}."
