"""The session form: pain before and after (NPRS) and a note, written to the session as they are given."""

from html import escape
from typing import Any

import ipywidgets as w
import traitlets

from stretchbook.catalogue import known_words
from stretchbook.log import Log
from stretchbook.widgets.keeper import Keeper
from stretchbook.words import AREAS

_SCORES = [("not rated", None), *((str(score), score) for score in range(11))]
_MOMENTS = {"pain_before": "before", "pain_after": "after"}


class SessionForm(w.VBox):
    """Rate pain 0 to 10 before and after a session, and add a note; every part may be skipped.

    The numeric pain rating scale (NPRS) runs from 0, no pain, to 10, the worst pain imaginable.
    Answers wait until `session_id` names a session, then are written at once. Link `session_id` and `state`
    to a player's: a rating before, given when its routine has ended, is kept for the next session.

    Parameters
    ----------
    log : Log
        Where the answers are written.
    areas : sequence of str
        Pain areas to ask for; all if empty.

    Attributes
    ----------
    session_id : str
        The session that the answers belong to; "" while none has begun.
    state : str
        State of the player: idle, running, paused or done; "" if no player is linked.
    areas : tuple of str
        Pain areas asked for.
    pain_before, pain_after : dict of str to int
        Ratings given, by area; an area that was not rated is absent.
    note : str
        The note.
    before, after : ipywidgets.VBox
        The two halves, to be shown before and after the player.
    """

    session_id = traitlets.Unicode("")
    state = traitlets.Unicode("")
    areas = traitlets.Tuple()
    pain_before = traitlets.Dict()
    pain_after = traitlets.Dict()
    note = traitlets.Unicode("")

    def __init__(self, log: Log, areas: str | tuple[str, ...] | list[str] = ()) -> None:
        self._book = log
        self._ahead = False  # the rating before is for a session that has not begun
        self._said = w.HTML()
        self._scales = {moment: {area: self._scale(moment, area) for area in AREAS} for moment in _MOMENTS}
        note = w.Textarea(description="Note", rows=2, layout=w.Layout(width="auto"))
        self.before, self.after = w.VBox(), w.VBox()
        super().__init__(children=[self.before, self.after, Keeper()])
        w.link((self, "note"), (note, "value"))
        self._tail = [note, self._said]
        self.areas = known_words("area", areas, AREAS)
        self._ask()
        self.add_class("sb-form")

    def __repr__(self) -> str:
        state = "in a session" if self.session_id else "no session yet"
        return f"SessionForm: {', '.join(self.areas or AREAS)}, {state}"

    def _scale(self, moment: str, area: str) -> w.ToggleButtons:
        scale = w.ToggleButtons(options=_SCORES, value=None, style={"button_width": "auto"})
        scale.tooltip = f"{area}, {_MOMENTS[moment]}, 0 no pain to 10 worst imaginable"

        def give(change: Any) -> None:
            given = {key: score for key, score in getattr(self, moment).items() if key != area}
            setattr(self, moment, given if change["new"] is None else {**given, area: change["new"]})

        scale.observe(give, "value")
        return scale

    @traitlets.validate("areas")
    def _check_areas(self, proposal: Any) -> tuple[str, ...]:
        return tuple(known_words("area", proposal["value"], AREAS))

    @traitlets.observe("areas")
    def _ask(self, _: Any = None) -> None:
        for moment, box in (("pain_before", self.before), ("pain_after", self.after)):
            title = w.HTML(f"<b>Pain {_MOMENTS[moment]}</b> (0 no pain, 10 worst imaginable; may be skipped)")
            asked = [area for area in AREAS if area in (self.areas or AREAS)]
            rows = [w.VBox([w.Label(area), self._scales[moment][area]]) for area in asked]
            box.children = [title, *rows, *(self._tail if moment == "pain_after" else [])]

    @traitlets.observe("session_id")
    def _begin(self, change: Any) -> None:
        if change["old"]:  # another session: only what was rated for it stays
            if not self._ahead:
                self.pain_before = {}
            self.pain_after, self.note = {}, ""
        self._ahead = False
        self._write()

    @traitlets.observe("pain_before", "pain_after", "note")
    def _write(self, change: Any = None) -> None:
        if change is not None and change["name"] in _MOMENTS:
            for area, scale in self._scales[change["name"]].items():
                scale.value = change["new"].get(area)
        if not self.session_id:
            return
        if change is not None and change["name"] == "pain_before" and self.state in ("idle", "done"):
            self._ahead = True
            self._said.value = "The rating before is kept for the next session."
            return
        try:
            session = self._book.resume(self.session_id)
            if not self._ahead:
                session.pain_before = self.pain_before
            session.pain_after = self.pain_after
            session.note = self.note or None
            self._said.value = "Saved."
        except Exception as error:  # shown where the person looks; the answers stay in the form
            self._said.value = escape(f"Not saved: {error}")
