"""A routine on one printable page."""

from html import escape

from stretchbook.catalogue import Catalogue
from stretchbook.pages.parts import cell, hold_note, image, listing, picture, time_words
from stretchbook.pages.safety import disclaimer, red_flags
from stretchbook.routine import Routine, clock
from stretchbook.words import OTHER_SIDE

HANDOUT_CSS = """
@page { size: A4; margin: 12mm 14mm } * { box-sizing: border-box }
body { font: 9.5pt/1.22 Helvetica, Arial, sans-serif; color: #111; background: #fff; max-width: 182mm;
  margin: auto }
h1 { font-size: 17pt; margin: 0 } h2 { font-size: 11pt; margin: 0 0 1mm }
main { columns: 2; column-gap: 6mm; margin: 2mm 0 }
section { break-inside: avoid; border-top: .5mm solid #007a5a; padding: 1mm 0 }
ol { margin: .5mm 0; padding-left: 5mm } p { margin: 1mm 0 } img { height: 23mm; float: right;
  margin-left: 3mm }
footer { border-top: .3mm solid #555; font-size: 8.5pt; padding-top: .5mm }
@media screen and (max-width: 40rem) { body { padding: 0 1em } main { columns: 1 } }
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
    boxes, times = [], dict[str, None]()
    for number, stretch in enumerate(routine.stretches, 1):
        row = cat.stretches.loc[stretch]
        steps = cat.steps.loc[cat.steps["stretch"] == stretch, "text_step"]
        time = time_words(row, routine.plan["hold_s"])
        sides = row["steps_side"], OTHER_SIDE[row["steps_side"]]
        note = (
            "<p>The steps are for the {}; mirror them for the {}.</p>".format(*sides) if row["sided"] else ""
        )
        times[hold_note(row, routine.plan["hold_s"])] = None
        boxes.append(
            f"<section><h2>{number}. {cell(row['name'])}: {cell(time)}</h2>"
            f"{image(picture(cat, stretch))}{listing(map(cell, steps), 'ol')}{note}</section>"
        )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{HANDOUT_CSS}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{clock(routine.total_s)} min: {routine.counted}. Done on: ____________________</p>"
        f"{''.join(f'<p>{cell(words)}</p>' for words in times if words)}"
        f"<main>{''.join(boxes)}</main>"
        f"<footer>{red_flags(cat)}{disclaimer(cat)}</footer>"
        "</body></html>"
    )
