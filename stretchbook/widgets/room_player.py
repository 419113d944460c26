"""The hold player before a room: a list of its holds to go to, and a speaker's window on the same clock."""

from typing import Any

import pandas as pd
import traitlets

from stretchbook.body.forms import EASIER, forms_of
from stretchbook.body.motion import figure_data
from stretchbook.catalogue import Catalogue
from stretchbook.catalogue.naming import source_name
from stretchbook.routine import Routine
from stretchbook.widgets.join import styles, widget
from stretchbook.widgets.player import HoldPlayer


class RoomPlayer(HoldPlayer):
    """A hold player for the person who leads a room; nothing is logged.

    Its button opens a speaker's window for the screen of one's own, while the player itself fills the
    projector: what is next, what to say, cautions, the easier form, the time left and the controls. The keys
    of a clicker work in both: Page Down, Page Up, and B for a black screen.

    Parameters
    ----------
    cat : Catalogue
        Names, steps, cautions and forms.
    routine : Routine or None
        What to run; assign another to change it.
    """

    _esm = widget("player/player.js", "Player", host="hosts/room_player.js")
    _css = styles("shared/controls.css", "figure/figure.css", "player/player.css", "player/speaker.css")

    _notes = traitlets.Dict().tag(sync=True)

    def __init__(self, cat: Catalogue, routine: Routine | None) -> None:
        super().__init__(cat, routine)

    @traitlets.observe("routine")
    def _note(self, _: Any) -> None:
        self._notes = {} if self.routine is None else speaker_notes(self._cat, self.routine)


def speaker_notes(cat: Catalogue, routine: Routine) -> dict[str, Any]:
    """What the person who leads a room should know of each stretch of a routine, as plain values.

    Parameters
    ----------
    cat : Catalogue
        Gives precautions and forms.
    routine : Routine
        What is to be done.

    Returns
    -------
    dict
        By stretch: ``avoid`` and ``modify``, each a list of [condition, what to say to those who have it];
        ``unknown``, conditions for which it was not assessed; ``easier``, None or ``name``, ``text`` and
        ``source`` of the easier form, and what its ``figure`` draws (None where its joint angles are not
        known).
    """
    return {
        stretch: _cautions(cat, stretch) | {"easier": _easier(cat, stretch)} for stretch in routine.stretches
    }


def _cautions(cat: Catalogue, stretch: str) -> dict[str, Any]:
    names = cat.conditions["name"]
    rows = cat.precautions[cat.precautions["stretch"] == stretch]
    told: dict[str, Any] = {
        grade: [
            [str(names[condition]), str(words)]
            for condition, words in rows.loc[rows["grade"] == grade, ["condition", "wording"]].to_numpy()
        ]
        for grade in ("avoid", "modify")
    }
    unknown = cat.not_assessed()
    return told | {"unknown": list(names[unknown.loc[unknown["stretch"] == stretch, "condition"]])}


def _easier(cat: Catalogue, stretch: str) -> dict[str, Any] | None:
    rows = cat.forms[(cat.forms["stretch"] == stretch) & (cat.forms["form"] == EASIER)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    try:
        step = forms_of(cat, stretch).get(EASIER)
    except (KeyError, StopIteration):  # a stretch of one's own without keyframes
        step = None
    rests = source_name(cat, row["source"]) if pd.notna(row["source"]) else "no source"
    return {
        "name": str(row["name"]),
        "text": str(row["added_text"]),
        "source": f"{rests}, {row['status']}",
        "figure": None if step is None else figure_data(cat, stretch, [step]),
    }
