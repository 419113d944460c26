"""A note on a session, written down while it is typed."""

from collections.abc import Callable
from typing import Any

import anywidget
import ipywidgets as w
import traitlets

from stretchbook.widgets.join import styles, widget


class Note(anywidget.AnyWidget):
    """A field for a note. It keeps nothing itself: whoever listens writes it down, and says so.

    Attributes
    ----------
    text : str
        The note as it is kept; setting it shows it, unless the person is typing.
    said : str
        A sentence shown below.
    after : int
        Moment (ms) of what the player had said before the person answered; 0 if it had said nothing.
    """

    _esm = widget("forms/note.js", "Note")
    _css = styles("shared/controls.css", "forms/rating.css")

    text = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    after = traitlets.Int(0)
    _player = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._noted = w.CallbackDispatcher()
        super().__init__(**traits)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"Note: {self.text!r}"

    def on_note(self, callback: Callable[[str], Any], remove: bool = False) -> None:
        """Call back with the text when the person has typed; or no longer."""
        self._noted.register_callback(callback, remove=remove)

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"after": int(after)}:
                self.after = after
        match message:
            case {"type": "note", "text": str(text)}:
                self.text = text
                self._noted(text)
