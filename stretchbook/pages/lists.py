"""Stretches as a table, and a routine before it starts."""

from collections.abc import Sequence

import pandas as pd

from stretchbook.catalogue import Catalogue
from stretchbook.pages.parts import cell, table_html, time_words
from stretchbook.pages.safety import cautions, red_flags
from stretchbook.routine import Routine, clock


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
    html = (
        table_html(shown)
        if len(shown)
        else "<p>No stretch fits; untick something above or change the words.</p>"
    )
    notes = stretches["note"].dropna() if "found_as" in stretches else []
    return html + "".join(f"<p><b>Note.</b> {cell(note)}</p>" for note in notes) + cautions(cat, avoid)


def routine_preview(
    cat: Catalogue, routine: Routine | None, avoid: Sequence[str] = (), problem: str = ""
) -> str:
    """A routine before it starts: its exact time, what was left out, and when not to start."""
    if routine is None:
        return f'<p role="alert"><b>{cell(problem)}</b></p>' + cautions(cat, avoid)
    head = f"<p><b>{clock(routine.total_s)} min in all</b>: {routine.counted}.</p>"
    missing = ", ".join(cat.stretches.loc[list(routine.left_out), "name"])
    if missing:
        head += f"<p>Too long for the time, left out: {cell(missing)}.</p>"
    return head + cautions(cat, avoid, routine.stretches) + red_flags(cat)


def routine_table(cat: Catalogue, routine: Routine) -> str:
    """The stretches of a routine in their order: name, start and time of a hold."""
    rows = cat.stretches.loc[routine.stretches]
    order = pd.DataFrame({"stretch": rows["name"], "start": rows["position"]})
    order.insert(0, "no.", range(1, len(order) + 1))
    order["time"] = [time_words(row, routine.plan["hold_s"]) for _, row in rows.iterrows()]
    return table_html(order)
