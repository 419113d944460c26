"""The hold player: a routine on a clock that runs in the page, each hold logged the moment it ends."""

import os
import uuid
from threading import RLock
from typing import Any

import anywidget
import traitlets
from IPython import get_ipython

from stretchbook.catalogue import Catalogue, known_words
from stretchbook.log import Log
from stretchbook.routine import Routine, clock
from stretchbook.widgets.inside import inside_answer
from stretchbook.widgets.join import styles, widget
from stretchbook.widgets.player_data import held_places, player_data


class HoldPlayer(anywidget.AnyWidget):
    """Run a routine hold by hold, with countdown, tones and spoken cues.

    The clock is the page's own monotonic clock, so a busy kernel cannot delay it. A hold is written to
    the log when it ends; until the log has acknowledged it, the browser keeps it and delivers it again.
    The figure moves into each pose while the person gets ready, mirrored for the right side.

    Parameters
    ----------
    cat : Catalogue
        Gives the names and steps to show.
    routine : Routine or None
        What to run. Assigning another one to ``routine`` shows it as soon as no routine is running.
    log : Log, optional
        Where holds are written; None runs without logging.
    areas : sequence of str
        Pain areas noted with the session.

    Attributes
    ----------
    state : str
        idle, running, paused or done.
    session : dict
        The session that was begun last: ``id``, ``started_at``, ``zone``, ``areas``; {} before
        Start is pressed.
    session_id : str
        Its id; "" before.
    held : list of dict
        The holds of this player as the page reported them, in order: id, stretch, side, set, planned_s,
        held_s, status, started_at.
    heard : int
        Moment (ms) of the newest that the page said of it.
    come_into_view : bool
        Whether the player brings itself into view once after Run All.
    """

    _esm = widget("player/player.js", "Player", host="hosts/notebook_player.js")
    _css = styles("shared/controls.css", "figure/figure.css", "player/player.css")

    state = traitlets.Enum(["idle", "running", "paused", "done"], "idle")
    session = traitlets.Dict()
    session_id = traitlets.Unicode("")
    routine = traitlets.Instance(Routine, allow_none=True)
    areas = traitlets.Tuple()
    held = traitlets.List(traitlets.Dict())
    heard = traitlets.Int(0)
    come_into_view = traitlets.Bool(False).tag(sync=True)
    _data = traitlets.Dict().tag(sync=True)
    _areas = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _key = traitlets.Unicode().tag(sync=True)
    _log = traitlets.Unicode().tag(sync=True)
    _cell = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _stopped = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        cat: Catalogue,
        routine: Routine | None,
        log: Log | None = None,
        *,
        areas: str | tuple[str, ...] | list[str] = (),
    ) -> None:
        if not isinstance(cat, Catalogue):
            first = type(cat).__name__
            raise TypeError(f"A player takes the catalogue first, then routine and log; {first} came first.")
        self._cat = cat
        self._book = log
        self._heir: HoldPlayer | None = None
        self.turn = RLock()  # Jupyter may deliver messages in two threads
        super().__init__(
            routine=routine,
            areas=known_words("area", areas, self._cat.areas.index),
            _key=uuid.uuid4().hex,
            _log=log.id if log else "",
            _cell=_cell_and_run(),
        )
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        if self.routine is None:
            return "HoldPlayer: no routine yet"
        logged = "logged" if self._book else "not logged"
        return f"HoldPlayer: {len(self.routine.holds)} holds in {clock(self.routine.total_s)}, {logged}"

    @traitlets.validate("areas")
    def _check_areas(self, proposal: Any) -> tuple[str, ...]:
        return tuple(known_words("area", proposal["value"], self._cat.areas.index))

    @traitlets.validate("routine")
    def _check_routine(self, proposal: Any) -> Routine | None:
        routine: Routine | None = proposal["value"]
        if routine is not None:
            known_words("stretch", routine.stretches, self._cat.stretches.index)
        return routine

    @traitlets.observe("areas")
    def _note_areas(self, change: Any) -> None:
        self._areas = list(change["new"])

    @traitlets.observe("routine")
    def _lay_out(self, change: Any) -> None:
        if self.routine is None:
            self._data = {"segments": []}
            return
        self._data = player_data(self._cat, self.routine, sources=False)

    def stop_for(self, reason: str, heir: "HoldPlayer | None" = None) -> None:
        """Stop what runs, because another player took the place of this one.

        A hold in progress is logged as cut short.

        Parameters
        ----------
        reason : str
            What stopped it, such as "running the cell again".
        heir : HoldPlayer, optional
            The player that took its place; it says what was stopped.
        """
        self._heir = heir
        self.send({"type": "stop", "reason": reason})

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"type": "playing", "now": dict(now)}:
                self.heed(now)
            case {"type": "hold", "hold": {"id": str()} as hold, "session": {"id": str()} as session}:
                self._log_hold(hold, session)
            case {"type": "practice", "hold": {"id": str()} as hold}:
                self._note_held(hold)
            case {"type": "pictures"} if self.routine is not None:  # shown where there is no WebGL
                pictures = player_data(self._cat, self.routine)["pictures"]
                sources = {key: shown["src"] for key, shown in pictures.items()}
                self.send({"type": "pictures", "pictures": sources})
            case {"type": "inside"}:  # asked for once a page, when somebody first looks inside
                self.send({"type": "inside"}, buffers=inside_answer())
            case {"type": "places"} if self.routine is not None:
                self.send({"type": "places", "places": held_places(self._cat, self.routine.stretches)})
            case {"type": "stopped", "text": str(text)} if self._heir is not None:
                self._heir._stopped = text

    def heed(self, now: dict[str, Any]) -> None:
        """Take notice of what the page says that it plays, unless something newer was heard.

        Parameters
        ----------
        now : dict
            sessions (those that it began, in order), state, and at (ms, growing with every change).
        """
        with self.turn:
            match now:
                case {"sessions": list(sessions), "state": str(state), "at": int(at)} if at > self.heard:
                    ids = [str(session["id"]) for session in sessions]
                    known = ids.index(self.session_id) + 1 if self.session_id in ids else 0
                    try:
                        for key, session in list(zip(ids, sessions, strict=True))[known:]:
                            self.session = session  # what was said for it joins each in turn
                            self.session_id = key
                        self.state = state
                    finally:  # whatever fails that only follows: a rating that waits for this is written
                        self.heard = at

    def _log_hold(self, hold: dict[str, Any], session: dict[str, Any]) -> None:
        if self._book is None:
            return
        try:
            self._book.record(session, hold)
        except Exception as error:  # the page must hear of any failure, or the hold would be lost
            self.send({"type": "failed", "id": hold["id"], "why": str(error)})
            return
        self.send({"type": "saved", "id": hold["id"]})
        if session["id"] == self.session_id:  # not one that an earlier player left in the browser
            self._note_held(hold)

    def _note_held(self, hold: dict[str, Any]) -> None:
        if all(hold["id"] != known["id"] for known in self.held):
            self.held = [*self.held, hold]


def _cell_and_run() -> list[str]:
    """The cell that is being executed, and which execution of it this is; empty outside a notebook."""
    parent = getattr(get_ipython(), "parent_header", None) or {}
    cell = parent.get("metadata", {}).get("cellId", "")
    run = parent.get("header", {}).get("msg_id", "")
    return [f"{os.environ.get('JPY_SESSION_NAME', '')} {cell}" if cell else "", run]
