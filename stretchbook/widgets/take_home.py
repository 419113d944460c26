"""The take-home page: a routine with its player and a log of its own, in one file."""

from collections.abc import Sequence
from pathlib import Path

from stretchbook.catalogue import Catalogue, known_words
from stretchbook.pages.take_home import Page, home_page, page_id
from stretchbook.routine import Routine
from stretchbook.widgets.join import page, styles
from stretchbook.widgets.player_data import player_data

_LOOK = (
    "shared/controls.css", "figure/figure.css", "player/player.css", "forms/rating.css", "home/home.css",
)  # fmt: skip


def take_home(
    cat: Catalogue,
    routine: Routine,
    title: str = "Stretching routine",
    path: str | Path | None = None,
    *,
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
    routine : Routine
        What the page is for. A page made again for the same routine finds its own log.
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
    rated = known_words("area", areas, cat.areas.index) or _areas(cat, routine)
    avoid = known_words("condition", avoid, cat.conditions.index)
    if unfit := [each for each in routine.stretches if each not in cat.choose(avoid=avoid).index]:
        names = ", ".join(cat.stretches.loc[unfit, "name"])
        raise ValueError(
            f"This routine has what is left out for {', '.join(avoid)}: {names}; choose it anew."
        )
    data = player_data(cat, routine)
    # the pictures stand in the page already
    data["pictures"] = {key: {"alt": picture["alt"]} for key, picture in data["pictures"].items()}
    data |= {"id": page_id(data["segments"]), "title": title, "areas": rated}
    made = home_page(cat, routine, title, data, avoid, page("hosts/page.js", "open"), styles(*_LOOK))
    if path is not None:
        made.save(path)
    return made


def _areas(cat: Catalogue, routine: Routine) -> list[str]:
    """Pain areas that the stretches of a routine are for, in the order of their table."""
    given = {area for areas in cat.stretches.loc[routine.stretches, "text_areas"] for area in areas}
    return [area for area in cat.areas.index if area in given] or list(cat.areas.index)
