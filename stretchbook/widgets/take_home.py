"""The take-home page: a routine with its player and a log of its own, in one file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stretchbook.catalogue import Catalogue, known_words
from stretchbook.pages import hold_note
from stretchbook.pages.take_home import Page, home_page, page_id
from stretchbook.routine import MAX_PAUSE_S, MAX_SETS, Routine, build_routine
from stretchbook.widgets.join import page, styles
from stretchbook.widgets.player_data import player_data

_TOLD_S = 599.25  # a time that no stretch has, to find it in a sentence
_LOOK = (
    "shared/theme.css", "shared/controls.css", "figure/figure.css", "player/player.css",
    "forms/rating.css", "home/home.css",
)  # fmt: skip


def take_home(
    cat: Catalogue,
    routine: Routine | None,
    *,
    title: str = "Stretching routine",
    path: str | Path | None = None,
    areas: str | Sequence[str] = (),
    avoid: str | Sequence[str] = (),
) -> Page:
    """A routine as one HTML file for any phone or computer, which needs nothing from the network.

    It has the hold player, pain before and after, a note, when not to stretch, what to be careful of, and a
    log that the browser keeps; *Save my log* gives a file that `Log.load` takes. Without scripts, pictures,
    steps and cautions still stand there; printed, it is the handout.

    Parameters
    ----------
    cat : Catalogue
        Names, steps, pictures, cautions and sources.
    routine : Routine or None
        What the page is for. A page made again for the same routine finds its own log. None makes a page for
        any routine of the catalogue's stretches: it reads the text behind ``#`` in its address, which a QR
        code carries (`Handout`, `Workshop`).
    title : str
        Heading of the page; shown as text.
    path : path, optional
        Where to write it, too: a name in .html.
    areas : sequence of str, optional
        Pain areas to rate; those that the stretches are for if left out.
    avoid : sequence of str, optional
        Conditions that the routine was chosen for: the page says first what to change for them.

    Returns
    -------
    Page
        ``html`` is its text; ``save("page.html")`` writes it.

    Raises
    ------
    ValueError
        A sentence, if a word is unknown, the routine has a stretch that is left out for one of the
        conditions, or the file cannot be written.
    """
    rated = known_words("area", areas, cat.areas.index)
    avoid = known_words("condition", avoid, cat.conditions.index)
    laid = build_routine(cat, list(cat.stretches.index)) if routine is None else routine
    fit = cat.choose(avoid=avoid).index
    if unfit := [each for each in laid.stretches if routine is not None and each not in fit]:
        names = ", ".join(cat.stretches.loc[unfit, "name"])
        raise ValueError(f"This routine has what is left out for {', '.join(avoid)}: {names}; choose anew.")
    data = player_data(cat, laid)
    # the pictures stand in the page already
    data["pictures"] = {key: {"alt": picture["alt"]} for key, picture in data["pictures"].items()}
    host = "any_page" if routine is None else "page"
    if routine is None:
        data |= {"any": _makings(cat, laid), "segments": []}
    else:
        data |= {"id": page_id(data["segments"]), "areas": rated or _areas(cat, laid)}
    made = home_page(cat, laid, title, data, avoid, page(f"hosts/{host}.js", "open"), styles(*_LOOK))
    if path is not None:
        made.save(path)
    return made


def _makings(cat: Catalogue, every: Routine) -> dict[str, Any]:
    """What a page for any routine is laid out from: rows of one set of each stretch, notes, areas."""
    made: dict[str, Any] = {}
    for stretch, row in cat.stretches.loc[every.stretches].iterrows():
        twice = build_routine(cat, [str(stretch)], 2, ready_s=1, switch_s=1, rest_s=1)
        rows = player_data(cat, twice)["segments"]
        made[str(stretch)] = {
            "rows": [each for each in rows if each["set"] == 2],  # a rest is the first of them
            "hold_s": float(row["hold_s"]),
            "note": hold_note(row, _TOLD_S).replace(f"{_TOLD_S:g}", "{s}"),
            "areas": list(row["text_areas"]),
        }
    return {"stretches": made, "areas": list(cat.areas.index), "max": [MAX_SETS, MAX_PAUSE_S]}


def _areas(cat: Catalogue, routine: Routine) -> list[str]:
    """Pain areas that the stretches of a routine are for, in the order of their table."""
    given = {area for areas in cat.stretches.loc[routine.stretches, "text_areas"] for area in areas}
    return [area for area in cat.areas.index if area in given] or list(cat.areas.index)
