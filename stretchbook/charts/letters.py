"""Letters of any script in a chart: in a font of this computer that has them, else told in words.

A picture is drawn here, so a letter that no font has would be a box. Text of an SVG that stays text is
drawn by the reader's browser, which has other fonts: it is left as it is.
"""

import unicodedata
from functools import cache
from itertools import groupby
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

from stretchbook.words import count

BOXES = "Last Resort"
"""A font that comes with Matplotlib and has a box for every letter."""
_FAMILY_OF: dict[str, str] = {}
"""Letters that were met and are not in the fonts of the charts, and the family that has them."""


def drawable(text: str) -> str:
    """The text, with what no font here has told in words: [3 CJK letters], [person in lotus position]."""
    if text.isascii() or rcParams["svg.fonttype"] == "none":
        return text
    parts = [
        "".join(letters) if not script else _words(script, "".join(letters))
        for script, letters in groupby(text, _script_of_lacking)
    ]
    return "".join(parts)


def lend_fonts(ax: Axes) -> None:
    """Give every text of the figure the fonts that its letters need beside those of the charts."""
    if not _FAMILY_OF:
        return
    figure: Any = ax.figure.figure
    for each in [one for axes in figure.axes for one in (axes, *axes.child_axes)]:
        for axis in (each.xaxis, each.yaxis):
            axis.get_ticklabels()  # they get their text only now
    for text in figure.findobj(Text):
        lent = dict.fromkeys(_FAMILY_OF[one] for one in text.get_text() if one in _FAMILY_OF)
        if lent:
            text.set_fontfamily(
                [*text.get_fontfamily(), *(one for one in lent if one not in text.get_fontfamily())]
            )


def _script_of_lacking(letter: str) -> str:
    """Give "" for a letter that can be drawn, else the first word of its name: its script."""
    if letter.isascii() or _is_usual(letter, tuple(rcParams["font.family"])):
        return ""
    family = _family_with(letter)
    if family:
        _FAMILY_OF[letter] = family
        return ""
    kind = unicodedata.category(letter)
    if kind[0] in "LN":
        return unicodedata.name(letter, "unknown").split()[0]
    return kind if kind in _MARKS else f"{kind} {letter}"


_MARKS = ("Mn", "Me", "Mc", "Cf", "Sk", "Cc", "Cs", "Co", "Cn")
"""Categories of what only changes a letter beside it, or is none."""


def _words(script: str, letters: str) -> str:
    if script in _MARKS:
        return ""
    if " " in script:
        return " ".join([f"[{unicodedata.name(letters[0], 'sign').lower()}]"] * len(letters))
    name = script if script == "CJK" else script.capitalize()
    return f"[{count(len(letters), f'{name} letter')}]"


@cache
def _is_usual(letter: str, families: tuple[str, ...]) -> bool:
    return any(_has(findfont(FontProperties(family=[family])), letter) for family in families)


@cache
def _family_with(letter: str) -> str | None:
    """Find a family of this computer whose regular font has the letter, rather a plain one."""
    fonts = font_manager.fontManager.ttflist
    regular = [font for font in fonts if (font.style, font.weight) == ("normal", 400)]
    for font in sorted(regular, key=lambda one: ("Mono" in one.name, "Sans" not in one.name)):
        if not font.name.startswith(BOXES) and _has(font.fname, letter):
            return str(font.name)
    return None


def _has(file: str, letter: str) -> bool:
    try:
        return bool(get_font(file).get_char_index(ord(letter)))
    except (OSError, RuntimeError):  # a file that is gone, or a font of bitmaps
        return False
