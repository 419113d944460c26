"""The still pictures of the figure, made from the same model by ``data/stills/make_stills.py``."""

import csv
from functools import cache
from pathlib import Path

from stretchbook import paths


@cache
def _alts(folder: Path) -> dict[tuple[str, int, str], tuple[str, bool]]:
    with (folder / "alt.csv").open(encoding="utf-8", newline="") as table:
        return {
            (row["stretch"], int(row["keyframe"]), row["side"]): (row["alt"], row["hold"] == "true")
            for row in csv.DictReader(table)
        }


def _key(stretch: str, keyframe: int | None, side: str) -> tuple[str, int, str]:
    known = _alts(still_folder())
    numbers = [number for name, number, _ in known if name == stretch]
    if not numbers:
        raise KeyError(f"There are no pictures of the stretch {stretch!r}.")
    if keyframe is None:
        keyframe = next(number for (name, number, _), (_, hold) in known.items() if name == stretch and hold)
    for found in (side, "both"):
        if (stretch, keyframe, found) in known:
            return stretch, keyframe, found
    raise KeyError(f"The stretch {stretch!r} has no picture of keyframe {keyframe}, side {side!r}.")


def still_folder() -> Path:
    """Folder of the pictures and of their table of alternative texts."""
    return paths.data_folder() / "stills"


def still(stretch: str, keyframe: int | None = None, side: str = "left") -> Path:
    """The picture of one keyframe.

    Parameters
    ----------
    stretch : str
        Id of the stretch.
    keyframe : int, optional
        0, 1, 2, ...; without it, the held posture.
    side : str
        "left" or "right"; a stretch that works both sides at once has one picture for either.

    Returns
    -------
    pathlib.Path
        A WebP file of 780 x 630 pixels on a neutral light ground.

    Raises
    ------
    KeyError
        If there is no such picture.
    """
    name, number, found = _key(stretch, keyframe, side)
    return still_folder() / f"{name}_{number}{'_right' if found == 'right' else ''}.webp"


def inside_still(stretch: str, side: str = "left") -> Path:
    """The picture of the held posture with its bones and its lengthened muscles; else as `still`."""
    name, _, found = _key(stretch, None, side)
    return still_folder() / "inside" / f"{name}{'_right' if found == 'right' else ''}.webp"


def inside_alt(stretch: str, side: str = "left") -> str:
    """The alternative text of the picture that `inside_still` gives for the same arguments."""
    return f"Bones and lengthened muscles in the glass body. {still_alt(stretch, None, side)}"


def still_alt(stretch: str, keyframe: int | None = None, side: str = "left") -> str:
    """The alternative text of the picture that `still` gives for the same arguments."""
    return _alts(still_folder())[_key(stretch, keyframe, side)][0]
