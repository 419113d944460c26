"""A routine as a file: save the one shown, load one saved before."""

from typing import Any

import anywidget
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.routine import Routine, load_routine
from stretchbook.widgets.join import styles, widget


class RoutineFile(anywidget.AnyWidget):
    """Save a routine to a file on this computer, and load one back.

    Parameters
    ----------
    cat : Catalogue
        Where the stretches of a loaded routine must stand.
    routine : Routine, optional
        The routine to save; loading replaces it.

    Attributes
    ----------
    loaded : Routine or None
        The routine that was loaded last.
    """

    _esm = widget("forms/routine_file.js", "RoutineFile")
    _css = styles("shared/controls.css", "forms/routine_file.css")

    routine = traitlets.Instance(Routine, allow_none=True)
    loaded = traitlets.Instance(Routine, allow_none=True)
    _text = traitlets.Unicode().tag(sync=True)
    _about = traitlets.Unicode().tag(sync=True)

    def __init__(self, cat: Catalogue, routine: Routine | None = None) -> None:
        self._cat = cat
        super().__init__(routine=routine)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"RoutineFile: {self.routine!r}"

    @traitlets.observe("routine")
    def _show(self, _: Any) -> None:
        self._text = self.routine.to_json() if self.routine else ""
        self._about = repr(self.routine) if self.routine else "No routine to save."

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        text = message.get("text") if isinstance(message, dict) else None
        try:
            self.routine = self.loaded = load_routine(self._cat, text if isinstance(text, str) else "")
        except ValueError as error:
            self._about = f"Not loaded: {error}"
