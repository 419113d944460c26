"""The progress of one person: logbook, board and diary of one log, which follow one another."""

from typing import Any

from ipywidgets import dlink

from stretchbook.catalogue import Catalogue
from stretchbook.log import Log
from stretchbook.widgets.diary import Diary
from stretchbook.widgets.importing import Importing
from stretchbook.widgets.logbook import Logbook
from stretchbook.widgets.progress_board import ProgressBoard


class Progress:
    """One log to read, correct and complete; each part is shown by a cell of its own.

    Parameters
    ----------
    log : Log
        What to look at; a demonstration log is labelled as such.
    cat : Catalogue
        Names, muscles, sides, measures and reference doses.

    Attributes
    ----------
    logbook : Logbook
        Sessions and holds, to correct.
    board : ProgressBoard
        One chart at a time.
    diary : Diary
        Plan, rest and illness days, phases and measures, to enter.
    importing : Importing
        Files of one's own and of other programs, to load.
    """

    def __init__(self, log: Log, cat: Catalogue) -> None:
        self.logbook = Logbook(log, cat)
        self.board = ProgressBoard(log, cat)
        self.diary = Diary(log, cat)
        dlink((self.logbook, "sessions"), (self.board, "sessions"))
        self.importing = Importing(log)
        for part in (self.diary, self.importing):
            part.observe(self._refresh, "said")

    def __repr__(self) -> str:
        return f"Progress: {self.logbook!r}"

    def _refresh(self, _: Any) -> None:
        self.logbook.refresh()
        self.diary.refresh()
