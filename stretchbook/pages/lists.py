"""Stretches as a table, and a routine before it starts."""

from collections.abc import Sequence

import pandas as pd

from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.pages.parts import table_html, time_words
from stretchbook.pages.safety import STOP, cautions, safety_words
from stretchbook.routine import MAX_SETS, Routine, clock
from stretchbook.words import count

UNFILLED_S = 30  # of the minutes given: more than this is explained


def stretch_table(cat: Catalogue, stretches: pd.DataFrame, avoid: Sequence[str] = ()) -> str:
    """Stretches as a table: name, areas, position, time, muscles; and what was left out or changed.

    Parameters
    ----------
    cat : Catalogue
        Where muscles and precautions stand.
    stretches : pandas.DataFrame
        Rows of ``cat.stretches``, from `Catalogue.choose` or `Catalogue.find`.
    avoid : sequence of str
        Condition ids whose wording is shown under the table.

    Returns
    -------
    str
        HTML.
    """
    primary = cat.stretch_muscles[cat.stretch_muscles["role"] == "primary"]
    names = primary["muscle"].map(cat.muscles["name"]).groupby(primary["stretch"]).unique()
    shown = pd.DataFrame(
        {
            "stretch": stretches["name"],
            "for": stretches["text_areas"],
            "start": stretches["position"],
            "time": [time_words(row) for _, row in stretches.iterrows()],
            "lengthens most": ["; ".join(names.get(key, [])) for key in stretches.index],
        }
    )
    if "found_as" in stretches:
        shown.insert(1, "found as", stretches["found_as"])
    notes = stretches["note"].dropna() if "found_as" in stretches else []
    return fill("stretches.html", shown=shown, notes=notes, careful=cautions(cat, avoid))


def routine_preview(
    cat: Catalogue,
    routine: Routine | None,
    avoid: Sequence[str] = (),
    problem: str = "",
    minutes: int | None = None,
) -> str:
    """A routine before it starts: its exact time, what was left out, and when not to start.

    Given the minutes that were to be filled, also what one more set would take.
    """
    if routine is None:
        return fill("preview.html", problem=problem, careful=cautions(cat, avoid))
    return fill(
        "preview.html",
        problem="",
        clock=clock(routine.total_s),
        counted=routine.counted,
        unfilled=_unfilled(routine, minutes),
        left_out=", ".join(cat.stretches.loc[list(routine.left_out), "name"]),
        careful=cautions(cat, avoid, routine.stretches),
        stop=safety_words(cat, *STOP),
    )


def _unfilled(routine: Routine, minutes: int | None) -> str:
    """Why there is time left; nothing if there is hardly any, or if it was filled otherwise."""
    sets = routine.plan["sets"] + 1
    if minutes is None or routine.left_out or sets > MAX_SETS or minutes * 60 - routine.total_s < UNFILLED_S:
        return ""
    number = {2: "second", 3: "third"}.get(sets, f"{sets}th")
    free, longer = clock(minutes * 60 - routine.total_s), clock(routine.longer_s)
    return f"Of {count(minutes, 'minute')} {free} is free: a {number} set makes {longer}."


def routine_table(cat: Catalogue, routine: Routine) -> str:
    """The stretches of a routine in their order: name, start and time of a hold."""
    rows = cat.stretches.loc[routine.stretches]
    order = pd.DataFrame({"stretch": rows["name"], "start": rows["position"]})
    order.insert(0, "no.", range(1, len(order) + 1))
    order["time"] = [time_words(row, routine.plan["hold_s"]) for _, row in rows.iterrows()]
    return table_html(order)
