"""The vocabulary: every word that a table, a frame or a widget may use for a closed choice, once."""

import re
from typing import Literal, get_args

Area = Literal["lower back", "hip"]
Position = Literal["standing", "sitting", "hands and knees", "lying on the back"]
Side = Literal["left", "right", "both"]
Status = Literal["completed", "cut short", "skipped"]
Kind = Literal["ready", "hold", "switch", "rest"]
DoseType = Literal["still hold", "rocking"]
Role = Literal["primary", "secondary", "working", "not lengthened"]
SideRule = Literal["both", "top_leg", "front_leg", "back_leg", "toward_turn", "away_from_turn"]
Grade = Literal["avoid", "modify"]
Verification = Literal["V", "C", "M", "D"]
Region = Literal[
    "lumbar back", "thoracic back", "lateral trunk", "abdomen", "shoulder", "buttock",
    "posterior thigh", "medial thigh", "anterior hip", "anterior thigh", "leg",
]  # fmt: skip
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

AREAS: tuple[str, ...] = get_args(Area)
POSITIONS: tuple[str, ...] = get_args(Position)
SIDES: tuple[str, ...] = get_args(Side)
STATUSES: tuple[str, ...] = get_args(Status)
TRUNK_JOINTS: tuple[str, ...] = get_args(TrunkJoint)

REGION_WORDS = {
    "lumbar back": "lower back",
    "thoracic back": "upper back",
    "lateral trunk": "side, flank",
    "abdomen": "abs, belly",
    "shoulder": "shoulders",
    "buttock": "glutes, bottom",
    "posterior thigh": "back of the thigh",
    "medial thigh": "inner thigh, groin",
    "anterior hip": "hip flexors, front of the hip",
    "anterior thigh": "quads, quadriceps, front of the thigh",
    "leg": "lower leg, shin",
}

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


def muscle_sides(side_rule: str, side: str) -> tuple[str, ...]:
    """Sides of the body on which a muscle is lengthened by one hold.

    Parameters
    ----------
    side_rule : str
        A `SideRule` of the table ``stretch_muscles``. The top leg of a twist, the front leg of a lunge
        and the direction of a turn all carry the name of the hold's side; the back leg and the side
        away from the turn are opposite to it.
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
