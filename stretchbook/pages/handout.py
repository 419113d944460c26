"""A routine on paper."""

from typing import Any

from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.pages.parts import hold_note, picture, time_words
from stretchbook.pages.qr import qr_code
from stretchbook.pages.routine_text import routine_text
from stretchbook.pages.safety import STOP, safety_words
from stretchbook.routine import Routine, clock
from stretchbook.words import OTHER_SIDE


def handout(
    cat: Catalogue,
    routine: Routine,
    title: str = "Stretching routine",
    address: str = "",
    view: str = "skin",
) -> str:
    """A routine as a printable page that needs nothing from the network.

    The six stretches fill one sheet of A4; more take as many sheets as they need.

    Parameters
    ----------
    cat : Catalogue
        Names, steps and safety wording.
    routine : Routine
        What to print.
    title : str
        Heading of the page; shown as text.
    address : str
        Where a page for any routine lies; with it the handout has a QR code that opens the routine there.
    view : str
        "skin", or "inside": pictures with bones and lengthened muscles.

    Returns
    -------
    str
        A whole HTML document.
    """
    code = qr_code(routine_text(routine, address)) if address else None
    return fill("handout.html", **handout_values(cat, routine, title, view), code=code)


def handout_values(cat: Catalogue, routine: Routine, title: str, view: str = "skin") -> dict[str, Any]:
    """What ``handout_sheet.html`` shows."""
    hold_s = routine.plan["hold_s"]
    rows = cat.stretches.loc[routine.stretches]
    boxes = [
        {
            "stretch": stretch,
            "name": row["name"],
            "time": time_words(row, hold_s),
            "picture": picture(cat, stretch, view=view),
            "steps": cat.steps.loc[cat.steps["stretch"] == stretch, "text_step"],
            "sides": (row["steps_side"], OTHER_SIDE[row["steps_side"]]) if row["sided"] else (),
        }
        for stretch, row in rows.iterrows()
    ]
    notes = dict.fromkeys(hold_note(row, hold_s) for _, row in rows.iterrows())
    return {
        "title": title,
        "clock": clock(routine.total_s),
        "counted": routine.counted,
        "notes": [*filter(None, notes)],
        "boxes": boxes,
        "stop": safety_words(cat, *STOP),
        "disclaimer": safety_words(cat, "disclaimer"),
    }
