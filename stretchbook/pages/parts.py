"""What every page is made of: tables, citations, pictures and times."""

import base64
from collections.abc import Iterable
from typing import Any

import pandas as pd
from IPython.display import HTML

from stretchbook.body.stills import inside_alt, inside_still, still, still_alt
from stretchbook.catalogue import Catalogue
from stretchbook.catalogue.naming import with_names
from stretchbook.pages.filling import fill, words

HEADINGS = {
    "hold_s": "seconds of a hold", "sided": "once for each side", "dose_type": "kind of hold",
    "side_rule": "side", "text_claim": "named by the article", "body_side": "side of the body",
    "range_position": "place in its range, %", "percent": "change from standing, %",
    "planned_s": "planned, s", "held_s": "held, s", "rocking_s": "of these rocking",
    "secondary_s": "seconds as secondary", "baseline_n": "ratings at first", "latest_n": "ratings at last",
    "by_points": "important by points", "by_percent": "important by percent", "held": "in the hold",
    "added_text": "what is added", "side_cue": "call for the side", "hold_cue": "call for the hold",
}  # fmt: skip


def table(frame: pd.DataFrame, cat: Catalogue | None = None) -> HTML:
    """A frame as a table whose texts wrap; every cell is shown as text. The index is left out.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows of any table; its headings are put into words.
    cat : Catalogue, optional
        With it ids of stretches, muscles, conditions and sources are shown by their names.
    """
    return HTML(table_html(in_words(frame, cat)))


def in_words(frame: pd.DataFrame, cat: Catalogue | None = None) -> pd.DataFrame:
    """The frame with headings in words, and with names for ids if a catalogue is given."""
    shown = frame.copy()
    if cat is not None:
        names = {
            "stretch": cat.stretches["name"], "muscle": cat.muscles["name"],
            "condition": cat.conditions["name"], "source": cat.sources["citation"],
            "measure": cat.measures["name"],
        }  # fmt: skip
        for column in shown.columns.intersection(list(names)):
            known = shown[column].map(names[column])
            shown[column] = known.where(known.notna(), shown[column])
        for column in shown.columns.difference(list(names)):
            texts = shown[column].map(lambda cell: with_names(cat, cell) if isinstance(cell, str) else cell)
            shown[column] = texts
    for column in shown.columns.intersection(["side_rule"]):
        shown[column] = shown[column].astype(str).str.replace("_", " ")
    return shown.rename(columns=lambda name: HEADINGS.get(name, str(name).replace("_", " ")))


def table_html(frame: pd.DataFrame) -> str:
    """The text of `table`."""
    return fill("table.html", frame=frame)


def cited(cat: Catalogue, keys: Iterable[Any]) -> list[str]:
    """Citations of source keys, each once, with their marks."""
    rows = cat.sources.loc[list(dict.fromkeys(key for key in keys if pd.notna(key)))]
    items = []
    for row in rows.itertuples():
        where = f"doi:{row.doi}" if pd.notna(row.doi) else row.url if pd.notna(row.url) else ""
        where = where or (f"PMID {int(row.pmid)}" if pd.notna(row.pmid) else "")
        items.append(f"{words(row.citation)} {where} [{words(row.status)}]")
    return items


def picture(
    cat: Catalogue,
    stretch: str,
    keyframe: int | None = None,
    side: str = "left",
    view: str = "skin",
    source: bool = True,
) -> dict[str, str] | None:
    """The still of a posture as ``src`` (a data address) and ``alt``; None where there is no picture.

    Parameters
    ----------
    cat : Catalogue
        Tells which stretches are the shipped ones.
    stretch : str
        Stretch id; a stretch of one's own, or one with a row or keyframes of one's own, has no picture.
    keyframe : int, optional
        Which posture; the one that is held if left out.
    side : str
        Side of the hold.
    view : str
        "skin", or "inside": bones and lengthened muscles in the posture that is held.
    source : bool
        False leaves ``src`` out, and the file unread.
    """
    if stretch not in cat.shipped:
        return None
    try:
        if view == "inside":
            file, alt = inside_still(stretch, side), inside_alt(stretch, side)
        else:
            file, alt = still(stretch, keyframe, side), still_alt(stretch, keyframe, side)
    except KeyError:
        return None
    if not source:
        return {"alt": alt}
    return {"src": f"data:image/webp;base64,{base64.b64encode(file.read_bytes()).decode()}", "alt": alt}


def time_words(row: pd.Series, hold_s: float | None = None) -> str:
    """Time of one hold in words: the catalogue's, unless the routine has its own."""
    kind = "rocking" if row["dose_type"] == "rocking" else "hold"
    return f"{hold_s or row['hold_s']:g} s {kind}" + (", each side" if row["sided"] else "")


def hold_note(row: pd.Series, hold_s: float | None) -> str:
    """A sentence for beside the steps, where the routine's time is not the stretch's own; else nothing.

    Parameters
    ----------
    row : pandas.Series
        Row of ``cat.stretches``.
    hold_s : float or None
        ``hold_s`` of the routine's plan.

    Returns
    -------
    str
        Text, not HTML.
    """
    if not hold_s or hold_s == row["hold_s"]:
        return ""
    whose = "article's" if pd.notna(row["name_in_source"]) else "catalogue's"
    return f"A time in the steps is the {whose}; here it is {hold_s:g} s."
