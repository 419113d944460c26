"""A question before its answer: predict first, then open."""

from html import escape
from typing import Any

import pandas as pd

from stretchbook.pages.parts import table_html

STYLE = """<style>
.sb-ask > summary { cursor: pointer; padding: 0.5em 0; line-height: 1.45 }
.sb-ask > summary:focus-visible { outline: 2px solid var(--jp-brand-color1, #1976d2) }
.sb-ask > summary small { white-space: nowrap; opacity: 0.8 }
.sb-ask > div { overflow-x: auto }
.sb-ask > p { max-width: 62rem; line-height: 1.45; margin: 0 0 0.8em }
</style>"""


class Question:
    """A question, and its answers folded under it; see `ask`."""

    def __init__(self, question: str, *answers: Any) -> None:
        self.question, self.answers = question, answers

    def __repr__(self) -> str:
        return "\n\n".join(
            [self.question, *(each if isinstance(each, str) else repr(each) for each in self.answers)]
        )

    def _repr_html_(self) -> str:
        first = f"<strong>Predict first:</strong> {escape(self.question)} <small>Then open.</small>"
        answers = "".join(map(_drawn, self.answers))
        return f'{STYLE}<details class="sb-ask"><summary>{first}</summary>{answers}</details>'


def _drawn(answer: Any) -> str:
    if isinstance(answer, pd.DataFrame):
        frame = answer if answer.index.name is None else answer.reset_index()
        return f'<div tabindex="0">{table_html(frame)}</div>'
    draw = getattr(answer, "_repr_html_", None)
    return draw() if draw else f"<p>{escape(str(answer))}</p>"


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
