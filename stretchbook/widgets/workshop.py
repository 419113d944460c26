"""A workshop: picker, routine file, player, handout, take-home page and ratings of a room."""

from ipywidgets import dlink

from stretchbook.catalogue import Catalogue
from stretchbook.widgets.handout import Handout
from stretchbook.widgets.page_file import PageFile
from stretchbook.widgets.picker import Picker
from stretchbook.widgets.room_player import RoomPlayer
from stretchbook.widgets.room_ratings import RoomRatings
from stretchbook.widgets.routine_file import RoutineFile


class Workshop:
    """One routine for a room: chosen or loaded, run on one clock, and printed. Nothing is logged.

    Parameters
    ----------
    cat : Catalogue
        Where to choose from.
    minutes : int
        Minutes offered at first.
    **timing : float
        ``hold_s``, ``ready_s``, ``first_s``, ``switch_s`` and ``rest_s`` of `build_routine`.

    Attributes
    ----------
    picker : Picker
        What to do; a routine that is loaded from a file is shown here too.
    file : RoutineFile
        Save the routine, or load one.
    player : RoomPlayer
        The clock, with a list of the holds and a speaker's window.
    handout : Handout
        The routine on paper.
    page : PageFile
        The routine as a page to take home, and as a QR code.
    ratings : RoomRatings
        What the room rates before and after, as one chart; never one person.
    """

    def __init__(self, cat: Catalogue, *, minutes: int = 15, **timing: float) -> None:
        self.picker = Picker(cat, minutes=minutes, **timing)
        self.file = RoutineFile(cat, self.picker.routine)
        self.player = RoomPlayer(cat, self.picker.routine)
        self.handout = Handout(cat, self.picker.routine)
        self.page = PageFile(cat, self.picker.routine)
        self.ratings = RoomRatings()
        for part in (self.file, self.player, self.handout, self.page):
            dlink((self.picker, "routine"), (part, "routine"))
        for name in ("areas", "avoid"):
            dlink((self.picker, name), (self.page, name))
        dlink((self.page, "address"), (self.handout, "address"))
        self.file.observe(lambda change: self.picker.take(change["new"]), "loaded")

    def __repr__(self) -> str:
        return f"Workshop: {self.player!r}"
