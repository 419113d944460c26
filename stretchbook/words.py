"""The closed words that code reasons about, each once; open ones (areas, positions, regions) are tables."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

Side = Literal["left", "right", "both"]
Status = Literal["completed", "cut short", "skipped"]
Kind = Literal["ready", "hold", "switch", "rest"]
DoseType = Literal["still hold", "rocking"]
Role = Literal["primary", "secondary", "working", "not lengthened"]
SideRule = Literal["hold_side", "both", "top_leg", "front_leg", "back_leg", "toward_turn", "away_from_turn"]
StepsSide = Literal["left", "right"]
Grade = Literal["avoid", "modify"]
Verification = Literal["V", "C", "M", "D"]
Better = Literal["lower", "higher", "neither"]
TrunkJoint = Literal[
    "pelvis_tilt", "yaw", "roll", "lumbar_flex", "lumbar_rot", "lumbar_side", "thor_flex", "thor_rot",
    "neck_flex", "neck_rot",
]  # fmt: skip
LimbJoint = Literal[
    "hip_flex", "hip_abd", "hip_er", "knee_flex", "ankle_df", "foot_inv", "toe_ext",
    "sh_flex", "sh_abd", "sh_er", "scap_elev", "scap_pro", "elbow_flex", "forearm_pro", "wrist_ext", "grip",
]  # fmt: skip
Joint = Literal[TrunkJoint, LimbJoint]
Angle = Literal["hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion", "lumbar_flexion"]
FormOf = Literal["easier", "harder"]
Anchor = Literal["pelvis", "thigh", "shank", "foot", "hand"]
SignLevel = Literal["emergency", "urgent", "none"]
Irritability = Literal["low", "moderate", "high"]
Movement = Literal[
    "hip flexion", "hip extension", "hip abduction", "hip adduction", "hip external rotation",
    "hip internal rotation", "knee flexion", "knee extension", "ankle dorsiflexion", "ankle plantarflexion",
    "foot inversion", "foot eversion", "toe extension", "toe flexion", "trunk flexion", "trunk extension",
    "turn to its own side", "turn to the other side", "side-bend to its own side",
    "side-bend to the other side", "shoulder flexion", "shoulder extension", "shoulder abduction",
    "shoulder adduction", "shoulder external rotation", "shoulder internal rotation",
]  # fmt: skip

SIDES: tuple[str, ...] = get_args(Side)
STATUSES: tuple[str, ...] = get_args(Status)
TRUNK_JOINTS: tuple[str, ...] = get_args(TrunkJoint)

VERIFICATION_MEANING = {
    "V": "seen in a stored public page, usually an abstract",
    "C": "corroborated by several independent public sources only",
    "M": "textbook memory, not verified: shown as such",
    "D": "derived by calculation for this catalogue",
}

_SIDE_WORD = re.compile(  # not the "right" of a right angle, of right away and of all right
    r"\bleft\b|(?<!\ball )\bright\b(?!([\s-]angle[sd]?|\s+away)\b)", re.IGNORECASE
)

OTHER_SIDE = {"left": "right", "right": "left"}


def count(number: float, noun: str, plural: str | None = None) -> str:
    """Give a number with its noun in the right form: "1 day", "2,000 days"."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number:,g}"
    return f"{shown} {noun if number == 1 else plural or noun + 's'}"


def known_words(kind: str, given: str | Sequence[str] | None, known: Iterable[str]) -> list[str]:
    """The given words, all of them known; one word may be given bare.

    Raises
    ------
    ValueError
        A sentence that names the unknown word, the nearest known one and all known ones.
    """
    words = [given] if isinstance(given, str) else list(given or [])
    known = list(known)
    for word in words:
        if word not in known:
            near = near_word(word, known)
            meant = f"; did you mean {near!r}? The" if near else "; the"
            raise ValueError(f"There is no {kind} {word!r}{meant} known ones are {', '.join(known)}.")
    return words


def near_word(word: object, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one; None if none does."""
    plain = {str(each).casefold(): str(each) for each in known}
    near = difflib.get_close_matches(str(word).casefold().replace("_", " "), plain, 1)
    return plain[near[0]] if near else None


def area_column(when: str, area: str) -> str:
    """The column that has the ratings of an area: "pain_before_lower_back"."""
    return f"pain_{when}_{area.replace(' ', '_')}"


def muscle_sides(side_rule: str, side: str) -> tuple[str, ...]:
    """Sides of the body on which a muscle is lengthened by one hold.

    Parameters
    ----------
    side_rule : str
        A `SideRule` of the table ``stretch_muscles``. The top leg of a twist, the front leg of a lunge
        and the direction of a turn all carry the name of the hold's side ("hold_side"); the back leg and
        the side away from the turn are opposite to it.
    side : str
        Side of the hold: "left", "right" or "both".

    Returns
    -------
    tuple of str
        "left", "right" or both of them, never the word "both": the two sides are never added.
    """
    if side == "both" or side_rule == "both":
        return ("left", "right")
    if side_rule in ("back_leg", "away_from_turn"):
        return (OTHER_SIDE[side],)
    return (side,)


def mirror(text: str) -> str:
    """Text with left and right exchanged: steps are written for the left side and read for the right.

    "right angle", "right away" and "all right" stay as they are; other words that happen to be spelt like
    a side ("what is left") are exchanged.
    """

    def other(match: re.Match[str]) -> str:
        word = OTHER_SIDE[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    return _SIDE_WORD.sub(other, text)


def first_side(text: str) -> str | None:
    """The side, "left" or "right", of which a text speaks first; None if it speaks of none."""
    found = _SIDE_WORD.search(text)
    return found[0].lower() if found else None
