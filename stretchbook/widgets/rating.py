"""Pain from 0 to 10 for each area, pressed with one button: the numeric pain rating scale (NPRS)."""

from collections.abc import Callable
from typing import Any

import anywidget
import ipywidgets as w
import traitlets

from stretchbook.widgets.join import styles, widget


class Rating(anywidget.AnyWidget):
    """Ask for pain, 0 none to 10 the worst imaginable; every area may be left out.

    It keeps nothing itself: what is lit is ``scores``, which whoever listens sets once a rating is kept.

    Attributes
    ----------
    areas : list of str
        Areas asked for, in order.
    moment : str
        "before" or "after".
    scores : dict of str to int
        Ratings shown, by area; an area that was not rated is absent.
    said : str
        A sentence shown below.
    can_undo : bool
        Whether the Undo button shows.
    after : int
        Moment (ms) of what the player had said before the person answered; 0 if it had said nothing.
    """

    _esm = widget("forms/rating.js", "Rating")
    _css = styles("shared/controls.css", "forms/rating.css")

    areas = traitlets.List(traitlets.Unicode()).tag(sync=True)
    moment = traitlets.Enum(["before", "after"], "before").tag(sync=True)
    scores = traitlets.Dict(value_trait=traitlets.Int(min=0, max=10)).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    can_undo = traitlets.Bool(False).tag(sync=True)

    after = traitlets.Int(0)
    _player = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._rated, self._undone = w.CallbackDispatcher(), w.CallbackDispatcher()
        super().__init__(**traits)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        given = ", ".join(f"{area} {self.scores.get(area, 'not rated')}" for area in self.areas)
        return f"Rating {self.moment}: {given}"

    def on_rate(self, callback: Callable[[str, int | None], Any], remove: bool = False) -> None:
        """Call back with area and score (None: not rated) when a rating is pressed; or no longer."""
        self._rated.register_callback(callback, remove=remove)

    def on_undo(self, callback: Callable[[], Any], remove: bool = False) -> None:
        """Call back when Undo is pressed; or no longer."""
        self._undone.register_callback(callback, remove=remove)

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"after": int(after)}:
                self.after = after
        match message:
            case {"type": "rate", "area": str(area), "score": int() | None as score} if (
                area in self.areas and not isinstance(score, bool) and (score is None or 0 <= score <= 10)
            ):
                self._rated(area, score)
            case {"type": "undo"}:
                self._undone()
