"""One question as a form: it asks and shows what comes back, and knows no rule of its own."""

from collections.abc import Callable
from typing import Any

import anywidget
import ipywidgets as w
import traitlets

from stretchbook.widgets.join import styles, widget

NO_REPLY: dict[str, Any] = {"mark": "", "key": "", "why": [], "cited": [], "onward": False}


class QuestionForm(anywidget.AnyWidget):
    """A question with its fields, for the keyboard and a screen reader as for the mouse.

    A number key picks an option, Enter answers; after the reply the focus is on Next, or on the reply.

    Attributes
    ----------
    asked : dict
        ``kind``, ``told``, ``stem``, ``form`` ("one", "several", "order", "write" or "number"), ``options``,
        ``given``, ``done`` (nothing changes any more), ``go`` (what the button says), ``unknown`` (whether
        "I don't know" shows) and ``none`` (whether ticking nothing is an answer).
    reply : dict
        ``mark``, ``key``, ``why`` and ``cited`` (lists of lines), ``onward`` (whether Next shows); an empty
        mark means no reply yet.
    said : str
        A sentence beside the buttons.
    """

    _esm = widget("forms/question.js", "Question")
    _css = styles("forms/question.css")

    asked = traitlets.Dict().tag(sync=True)
    reply = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, asked: dict[str, Any], reply: dict[str, Any] | None = None) -> None:
        self._heard = w.CallbackDispatcher()
        super().__init__(asked=asked, reply=reply or NO_REPLY)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"Question: {self.asked['stem']}"

    def on_word(self, callback: Callable[[str, Any], Any]) -> None:
        """Call back with "answer", "draft" or "next", and what was given with it."""
        self._heard.register_callback(callback)

    def ask(self, asked: dict[str, Any]) -> None:
        """Ask something else; the reply to what was asked before goes."""
        with self.hold_sync():
            self.asked, self.reply, self.said = asked, NO_REPLY, ""

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        options = self.asked.get("options", [])
        match message:
            case {"type": "answer" | "draft" as word, "given": list(given)} if all(
                one in options for one in given
            ):
                self._heard(word, given)
            case {"type": "answer" | "draft" as word, "given": str(given)}:
                self._heard(word, given)
            case {"type": "next"}:
                self._heard("next", None)
