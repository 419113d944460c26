"""A question before its answer: predict first, then open."""

import re
from typing import Any

import pandas as pd

from stretchbook.pages.filling import fill
from stretchbook.pages.parts import in_words

_ID = re.compile(r"[a-z]+(_[a-z0-9]+)+")


def _without_lines(cell: Any) -> Any:
    """An id of a row of any table as words."""
    return cell.replace("_", " ") if isinstance(cell, str) and _ID.fullmatch(cell) else cell


class Question:
    """A question, and its answers folded under it; see `ask`."""

    def __init__(self, question: str, *answers: Any) -> None:
        self.question, self.answers = question, answers

    def __repr__(self) -> str:
        return "\n\n".join([self.question, *map(_words, self.answers)])

    def _repr_html_(self) -> str:
        return fill("question.html", question=self.question, answers=[*map(_shown, self.answers)])


def _words(answer: Any) -> str:
    """An answer where there is no HTML; a frame without rows says what to do."""
    nothing = answer.attrs.get("nothing") if isinstance(answer, pd.DataFrame) and answer.empty else None
    return str(nothing or (answer if isinstance(answer, str) else repr(answer)))


def _shown(answer: Any) -> Any:
    """A frame with what its index says; anything else as its HTML, or as it is."""
    from markupsafe import Markup

    if isinstance(answer, pd.DataFrame):
        shown = in_words(answer if answer.index.name is None else answer.reset_index())
        return shown.map(_without_lines)
    draw = getattr(answer, "_repr_html_", None)
    return Markup(draw()) if draw else answer


def ask(question: str, *answers: Any) -> Question:
    """Ask for a prediction first: the answer stays folded under the question until the reader opens it.

    Parameters
    ----------
    question : str
        Shown as text.
    *answers : object
        What a notebook can show, one under the other: a chart of `show`, a text, a frame (an index
        with a name is its first column).

    Returns
    -------
    Question
        Displays itself in a notebook; anywhere else it is the question and the answers in words.
    """
    return Question(question, *answers)
