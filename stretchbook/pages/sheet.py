"""A sheet of questions, and the key that belongs to it."""

from collections.abc import Iterable

from IPython.display import HTML

from stretchbook.pages.filling import fill
from stretchbook.teach.question import Question

HOW = {"one": "Pick one.", "several": "Pick all that are right.", "order": "Number them."}


def sheet(questions: Iterable[Question], *, key: bool = False) -> HTML:
    """Questions as a page to print, or their key.

    Parameters
    ----------
    questions : iterable of Question
        From `questions`: the same seed gives the same sheet.
    key : bool, optional
        The right options, reasons and cells in place of the options.

    Returns
    -------
    IPython.display.HTML
        The page; ``.data`` is its text.
    """
    return HTML(fill("sheet.html", questions=list(questions), key=key, how=HOW))
