"""The hold player: a routine on a clock that runs in the page, each hold logged the moment it ends."""

from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.body.motion import figure_data
from stretchbook.catalogue import Catalogue, known_words, load_catalogue
from stretchbook.log import Log
from stretchbook.pages import hold_note, picture
from stretchbook.routine import Routine, clock
from stretchbook.widgets import front
from stretchbook.widgets.figure import figure_front
from stretchbook.words import OTHER_SIDE, SIDES, mirror


class HoldPlayer(anywidget.AnyWidget):
    """Run a routine hold by hold, with countdown, tones and spoken cues.

    The clock is the page's own monotonic clock, so a busy kernel cannot delay it. A hold is written to
    the log when it ends; until the log has acknowledged it, the browser keeps it and delivers it again.
    The figure moves into each pose while the person gets ready, mirrored for the right side.

    Parameters
    ----------
    routine : Routine or None
        What to run. Assigning another one to `routine` shows it as soon as no routine is running.
    log : Log, optional
        Where holds are written; None runs without logging.
    cat : Catalogue, optional
        Gives the names and steps to show; the shipped one if left out.
    areas : sequence of str
        Pain areas noted with the session.

    Attributes
    ----------
    state : str
        idle, running, paused or done.
    session_id : str
        The session begun last, once its first hold is in the log; "" before.
    held : list of dict
        The holds of this player as the page reported them, in order: id, stretch, side, set, planned_s,
        held_s, status, started_at.
    """

    _css = front("controls.css", "figure.css", "player.css")

    state = traitlets.Enum(["idle", "running", "paused", "done"], "idle").tag(sync=True)
    session_id = traitlets.Unicode("")
    routine = traitlets.Instance(Routine, allow_none=True)
    areas = traitlets.Tuple()
    held = traitlets.List(traitlets.Dict())
    _segments = traitlets.List(traitlets.Dict()).tag(sync=True)
    _about = traitlets.Dict().tag(sync=True)
    _areas = traitlets.List(traitlets.Unicode()).tag(sync=True)
    _log = traitlets.Unicode().tag(sync=True)
    _session = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        routine: Routine | None,
        log: Log | None = None,
        cat: Catalogue | None = None,
        areas: str | tuple[str, ...] | list[str] = (),
    ) -> None:
        self._cat = cat or load_catalogue()
        self._book = log
        super().__init__(
            _esm=figure_front("clock.js", "outbox.js", "sound.js", "coach.js", "face.js", "player.js"),
            routine=routine,
            areas=known_words("area", areas, self._cat.areas.index),
            _log=log.id if log else "",
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
            self._segments = []
            return
        segments, stretches = self.routine.segments, self._cat.stretches
        about = stretches.reindex(segments["stretch"])
        cues = about["side_cue"].fillna("{side} side")
        words = [cue.replace("{side}", side) for cue, side in zip(cues, segments["side"], strict=True)]
        shown = segments.assign(
            name=about["name"].to_numpy(),
            rocking=about["dose_type"].to_numpy() == "rocking",
            side_words=words,
            sets=self.routine.plan["sets"],
        )
        self._about = {
            stretch: {
                "steps": self._steps(stretch),
                "note": hold_note(stretches.loc[stretch], self.routine.plan["hold_s"]),
                "figure": self._figure(stretch),
                "pictures": {side: picture(self._cat, stretch, side=side) for side in SIDES},
            }
            for stretch in self.routine.stretches
        }
        self._segments = shown.to_dict("records")

    def _figure(self, stretch: str) -> dict[str, Any] | None:
        """What the live figure needs; None for a stretch of one's own without keyframes."""
        try:
            return figure_data(self._cat, stretch)
        except KeyError:
            return None

    def _steps(self, stretch: str) -> dict[str, list[dict[str, Any]]]:
        """Steps as text, as written for one side and mirrored for the other; ``held`` marks the hold."""
        steps = self._cat.steps.query("stretch == @stretch")
        frames = self._cat.keyframes.query("stretch == @stretch and hold")["keyframe"]
        rows = [
            {"text": row.text_step, "held": bool(pd.notna(row.keyframe) and row.keyframe in set(frames))}
            for row in steps.itertuples()
        ]
        mirrored = [{**row, "text": mirror(row["text"])} for row in rows]
        written = str(self._cat.stretches.at[stretch, "steps_side"])
        return {"both": rows, written: rows, OTHER_SIDE[written]: mirrored}

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"type": "hold", "hold": {"id": str()} as hold, "session": {"id": str()} as session}:
                self._log_hold(hold, session)
            case {"type": "practice", "hold": {"id": str()} as hold}:
                self._note_held(hold)

    def _log_hold(self, hold: dict[str, Any], session: dict[str, Any]) -> None:
        if self._book is None:
            return
        try:
            self._book.record(session, hold)
        except Exception as error:  # the page must hear of any failure, or the hold would be lost
            self.send({"type": "failed", "id": hold["id"], "why": str(error)})
            return
        self.send({"type": "saved", "id": hold["id"]})
        if session["id"] == self._session:  # not one that an earlier player left in the browser
            self.session_id = session["id"]
            self._note_held(hold)

    def _note_held(self, hold: dict[str, Any]) -> None:
        if all(hold["id"] != known["id"] for known in self.held):
            self.held = [*self.held, hold]
