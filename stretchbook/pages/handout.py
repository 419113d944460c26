"""A routine on one printable page."""

from html import escape

from stretchbook.catalogue import Catalogue
from stretchbook.pages.parts import cell, hold_note, image, listing, picture, time_words
from stretchbook.pages.safety import disclaimer, red_flags
from stretchbook.routine import Routine, clock

HANDOUT_CSS = """
@page { size: A4; margin: 14mm } * { box-sizing: border-box }
body { font: 10.5pt/1.35 system-ui, sans-serif; color: #111; background: #fff; max-width: 182mm;
  margin: auto }
h1 { font-size: 19pt; margin: 0 } h2 { font-size: 12.5pt; margin: 0 0 1mm }
.grid { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm 6mm; margin: 3mm 0 }
section { break-inside: avoid; border-top: .5mm solid #007a5a; padding-top: 1.5mm }
ol { margin: 1mm 0; padding-left: 5mm } p { margin: 1mm 0 } img { height: 26mm; float: right;
  margin-left: 3mm }
footer { border-top: .3mm solid #555; font-size: 8.5pt; padding-top: 1.5mm }
"""


def handout(cat: Catalogue, routine: Routine, title: str = "Stretching routine") -> str:
    """A routine on one printable page that needs nothing from the network.

    Parameters
    ----------
    cat : Catalogue
        Names, steps and safety wording.
    routine : Routine
        What to print.
    title : str
        Heading of the page; shown as text.

    Returns
    -------
    str
        A whole HTML document.
    """
    boxes = []
    for number, stretch in enumerate(routine.stretches, 1):
        row = cat.stretches.loc[stretch]
        steps = cat.steps.loc[cat.steps["stretch"] == stretch, "text_step"]
        time = time_words(row, routine.plan["hold_s"])
        note = "<p>The steps are for the left; mirror them for the right.</p>" if row["sided"] else ""
        other_time = hold_note(row, routine.plan["hold_s"])
        note += f"<p>{cell(other_time)}</p>" if other_time else ""
        boxes.append(
            f"<section><h2>{number}. {cell(row['name'])}: {cell(time)}</h2>"
            f"{image(picture(cat, stretch))}{listing(map(cell, steps), 'ol')}{note}</section>"
        )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{HANDOUT_CSS}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{clock(routine.total_s)} minutes: {routine.counted}. Done on: ____________________</p>"
        f'<div class="grid">{"".join(boxes)}</div>'
        f"<footer>{red_flags(cat)}{disclaimer(cat)}</footer>"
        "</body></html>"
    )
