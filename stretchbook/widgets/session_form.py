"""The session form: pain before and after (NPRS) and a note, each written the moment it is given."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import RLock
from typing import Any

import ipywidgets as w
import traitlets
from ipywidgets import dlink

from stretchbook.catalogue import Catalogue, known_words, load_catalogue
from stretchbook.log import Log, LogError
from stretchbook.log.sitting import Sitting
from stretchbook.widgets.note import Note
from stretchbook.widgets.player import HoldPlayer
from stretchbook.widgets.rating import Rating

_RUNS = ("running", "paused")


class SessionForm(w.VBox):
    """Rate pain 0 to 10 before and after a session, and add a note; every part may be skipped.

    The numeric pain rating scale (NPRS) runs from 0, no pain, to 10, the worst pain imaginable. What is
    shown is what the log has. To which session a word belongs, ``Sitting`` says.

    Parameters
    ----------
    log : Log
        Where the answers are written.
    cat : Catalogue, optional
        Knows the areas; the shipped one if left out.
    areas : sequence of str
        Pain areas to ask for; all if empty.

    Attributes
    ----------
    session : dict
        The session that a player began last: ``id`` at least; {} while none has begun.
    session_id : str
        Its id.
    state : str
        State of the player: idle, running, paused or done; "" if no player is linked.
    areas : tuple of str
        Pain areas asked for.
    pain_before, pain_after : dict of str to int
        Ratings by area; an area that was not rated is absent. Assigning writes what differs.
    note : str
        The note.
    said : int
        Grows with every word that was written, so that others can look at the log again.
    before, after : ipywidgets.VBox
        The two halves, to be shown before and after the player.
    """

    session = traitlets.Dict()
    session_id = traitlets.Unicode("")
    state = traitlets.Unicode("")
    areas = traitlets.Tuple()
    pain_before = traitlets.Dict()
    pain_after = traitlets.Dict()
    note = traitlets.Unicode("")
    said = traitlets.Int(0)

    def __init__(self, log: Log, cat: Catalogue | None = None, *, areas: Sequence[str] = ()) -> None:
        self._book, self._sitting = log, Sitting(log)
        self._player: HoldPlayer | None = None
        self._turn = RLock()
        self._early: list[tuple[int, Callable[[], None]]] = []
        self._known = list((cat or load_catalogue()).areas.index)
        self._reads = False
        self._scales = {moment: Rating(moment=moment) for moment in ("before", "after")}
        self._note = Note()
        for moment, scale in self._scales.items():
            scale.on_rate(partial(self._rated, moment))
            scale.on_undo(partial(self._pressed, scale, partial(self._undo, scale)))
        self._note.on_note(lambda text: self._pressed(self._note, partial(self._tell, "note", "", text)))
        self.before = w.VBox([self._scales["before"]])
        self.after = w.VBox([self._scales["after"], self._note])
        super().__init__(children=[self.before, self.after])
        self.add_class("sb-form")
        self.areas = tuple(known_words("area", areas, self._known))
        self._ask()
        self._read()

    def listen_to(self, player: HoldPlayer) -> None:
        """Follow a player: the session that it began last, and its state.

        Messages reach the kernel in no sure order: a rating or a note waits for what the player said
        before it.
        """
        self._player, self._turn = player, player.turn
        player.observe(self._catch_up, "heard")
        dlink((player, "state"), (self, "state"))
        dlink((player, "session"), (self, "session"))
        parts: list[Rating | Note] = [*self._scales.values(), self._note]
        for part in parts:
            part._player = player._key

    def __repr__(self) -> str:
        state = "in a session" if self.session_id else "no session yet"
        return f"SessionForm: {', '.join(self.areas or self._known)}, {state}"

    @traitlets.validate("areas")
    def _check_areas(self, proposal: Any) -> tuple[str, ...]:
        return tuple(known_words("area", proposal["value"], self._known))

    @traitlets.observe("areas")
    def _ask(self, _: Any = None) -> None:
        self._sitting.areas = self.areas
        for scale in self._scales.values():
            scale.areas = list(self.areas or self._known)

    @traitlets.observe("session", "session_id", "state")
    def _follow(self, change: Any) -> None:
        with self._turn:
            self._follow_now(change["name"])

    def _follow_now(self, name: str) -> None:
        if name == "session":
            self.session_id = str(self.session.get("id", ""))
        elif name == "session_id" and self.session_id != self.session.get("id", ""):
            self.session = {"id": self.session_id} if self.session_id else {}
        try:
            self._sitting.follow(self.session, self.state in _RUNS)
        except LogError as error:  # the words are in the log; it joins them with the first hold
            self._scales["before"].said = f"Not joined yet: {error}"
        self._note.said = ""
        for scale in self._scales.values():
            scale.said, scale.can_undo = "", False
        self._read()
        if self.state == "done" and self.pain_before == {}:
            self._scales["before"].said = "From here on for the next session."

    @traitlets.observe("pain_before", "pain_after", "note")
    def _assigned(self, change: Any) -> None:
        """Write what differs, if it was assigned by code."""
        if self._reads:
            return
        field, old, new = change["name"].removeprefix("pain_"), change["old"], change["new"]
        if field == "note":
            return self._tell("note", "", new)
        for area in {**old, **new}:
            if old.get(area) != new.get(area):
                self._tell(field, area, new.get(area))

    def _tell(self, field: str, area: str, value: Any) -> None:
        """Write one word to the log, and show what the log has then."""
        with self._turn:
            if field == "note":
                self._write(self._note, partial(self._sitting.write_note, value), field)
            else:
                self._write(self._scales[field], partial(self._sitting.rate, field, area, value), field)

    def _pressed(self, part: Rating | Note, act: Callable[[], None]) -> None:
        """Do what a person pressed, in its turn."""
        with self._turn:
            if self._player and part.after > self._player.heard:
                self._early.append((part.after, act))
            else:
                act()

    def _catch_up(self, change: Any) -> None:
        early, self._early = self._early, []
        for after, act in early:
            if after <= change["new"]:
                act()
            else:
                self._early.append((after, act))

    def _rated(self, moment: str, area: str, score: int | None) -> None:
        self._pressed(self._scales[moment], partial(self._tell, moment, area, score))

    def _undo(self, scale: Rating) -> None:
        self._write(scale, self._book.undo, "")

    def _write(self, part: Rating | Note, act: Callable[[], str | None], field: str) -> None:
        try:
            undone = act()
        except Exception as error:  # shown where the person looks: a callback has nobody else to tell
            part.said = f"Not saved: {error}"
            return
        part.said = undone or self._sitting.told(field)
        for moment, scale in self._scales.items():  # the note has the Undo of its half
            scale.can_undo = not undone and moment == ("before" if field == "before" else "after")
        self._read()
        self.said += 1

    def _read(self) -> None:
        """Show what the log has for the session to which each field belongs."""
        self._reads = True
        try:
            self.pain_before, self.pain_after = map(self._sitting.scores, ("before", "after"))
            self.note = self._sitting.note()
        finally:
            self._reads = False
        self._scales["before"].scores, self._scales["after"].scores = self.pain_before, self.pain_after
        self._note.text = self.note
