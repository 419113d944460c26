"""One practice: pick, rate, do, rate, and see what was logged; parts of one thing that know one another."""

import weakref
from typing import Any

from ipywidgets import dlink

from stretchbook.catalogue import Catalogue
from stretchbook.log import Log
from stretchbook.widgets.logged import Logged
from stretchbook.widgets.page_file import PageFile
from stretchbook.widgets.picker import Picker
from stretchbook.widgets.player import HoldPlayer
from stretchbook.widgets.session_form import SessionForm

_RUNNING: "weakref.WeakValueDictionary[str, Practice]" = weakref.WeakValueDictionary()


class Practice:
    """One practice of one person; each part is shown by a cell of its own, in any order and again.

    A practice made anew takes the place of the one before it on the same log: a hold that runs is logged as
    cut short, and the new player says so.

    Parameters
    ----------
    cat : Catalogue
        Where to choose from.
    log : Log
        Where holds, ratings and the note are written.
    minutes : int
        Minutes offered at first.
    **timing : float
        ``hold_s``, ``ready_s``, ``first_s``, ``switch_s`` and ``rest_s`` of `build_routine`.

    Attributes
    ----------
    picker : Picker
        What to do.
    before, after : ipywidgets.VBox
        Pain before; pain after and a note.
    player : HoldPlayer
        The clock.
    logged : Logged
        What was logged; it follows by itself.
    page : PageFile
        The routine as a page to take home.
    form : SessionForm
        Both halves of the form as one.
    """

    def __init__(self, cat: Catalogue, log: Log, *, minutes: int = 10, **timing: float) -> None:
        earlier = _RUNNING.get(log.id)
        _RUNNING[log.id] = self
        self.picker = Picker(cat, minutes=minutes, **timing)
        self.form = SessionForm(log, cat=cat)
        self.before, self.after = self.form.before, self.form.after
        self.player = HoldPlayer(cat, self.picker.routine, log)
        self.player.come_into_view = True
        if earlier is not None:
            earlier.player.stop_for("a new practice", self.player)
        self.logged = Logged(log, cat)
        self.page = PageFile(cat)
        for name in ("routine", "areas", "avoid"):
            dlink((self.picker, name), (self.page, name))
        dlink((self.picker, "routine"), (self.player, "routine"))
        dlink((self.picker, "areas"), (self.player, "areas"))
        dlink((self.picker, "areas"), (self.form, "areas"))
        self.form.listen_to(self.player)
        self.player.observe(self._refresh, ["held", "state"])
        self.form.observe(self._refresh, "said")

    def __repr__(self) -> str:
        return f"Practice: {self.player!r}"

    def _refresh(self, _: Any) -> None:
        self.logged.refresh(whole=self.player.state == "done")
