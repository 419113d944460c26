"""Make the two small fonts of the printed pages from Liberation Sans 2.

Run by hand, with ``fonttools`` installed and the folder of Debian's ``fonts-liberation2`` as argument.
Liberation's licence keeps its name for the unchanged fonts, so the small ones are called Stretchbook Sans.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Stretchbook Sans"
WEIGHTS = {"Regular": "normal", "Bold": "bold"}  # as CSS calls them
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C)]
MARKS = [ord(mark) for mark in "ˆ˜–—‘’‚“”„†‡•…‰′″‹›⁄€™←↑→↓−√∞≈≠≤≥"]


def main() -> None:
    """Write normal.ttf and bold.ttf beside this file."""
    for weight in WEIGHTS:
        font = TTFont(Path(sys.argv[1], f"LiberationSans-{weight}.ttf"), recalcTimestamp=False)
        subsetter = Subsetter(Options(hinting=False, layout_features=["kern", "liga"], name_IDs=[0, 13, 14]))
        subsetter.populate(unicodes=[*LATIN, *MARKS])
        subsetter.subset(font)
        for number, words in ((1, FAMILY), (2, weight), (4, f"{FAMILY} {weight}")):
            font["name"].setName(words, number, 3, 1, 0x409)
        font["name"].setName(f"{FAMILY}-{weight}".replace(" ", ""), 6, 3, 1, 0x409)
        font.save(Path(__file__).with_name(f"{WEIGHTS[weight]}.ttf"))


if __name__ == "__main__":
    main()
