"""What every page is made of: escaped cells, lists, tables, citations and pictures."""

import base64
from collections.abc import Iterable
from html import escape
from typing import Any

import numpy as np
import pandas as pd
from IPython.display import HTML

from stretchbook.body.stills import still, still_alt
from stretchbook.catalogue import Catalogue

STYLE = """<style>
.sb-table { border-collapse: collapse; margin: 0.5em 0 1em; font-size: 0.95em; line-height: 1.4 }
.sb-table caption { text-align: left; font-weight: 600 }
.sb-table th, .sb-table td { text-align: left !important; vertical-align: top; padding: 0.25em 0.9em 0.25em 0;
  border-bottom: 1px solid var(--jp-border-color2, #bbb); white-space: normal; max-width: 26em }
.sb-flags { border-left: 5px solid #c0392b; padding: 0.1em 0 0.1em 1em; margin: 1em 0; line-height: 1.4 }
.sb-flags p { margin: 0.4em 0 }
.sb-strip { display: flex; flex-wrap: wrap; gap: 0.6em; margin: 0.8em 0 }
.sb-strip figure { margin: 0; width: 11.5em; font-size: 0.85em }
.sb-strip img { width: 100%; height: auto; border-radius: 6px }
.sb-card { max-width: 62rem; line-height: 1.45 }
</style>"""


def cell(value: Any) -> str:
    """Any cell as escaped text: a day as its date, a truth as yes or no, a missing one as nothing."""
    if isinstance(value, tuple):
        return escape(", ".join(map(str, value)))
    if pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return escape(str(value).removesuffix(" 00:00:00") if isinstance(value, pd.Timestamp) else str(value))


def listing(items: Iterable[str], tag: str = "ul") -> str:
    """A list of items that are HTML already."""
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def table_html(frame: pd.DataFrame, caption: str = "") -> str:
    """A plain table with escaped cells; the columns' names are its heading. Without rows it says so."""
    head = "".join(f'<th scope="col">{cell(column)}</th>' for column in frame.columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{cell(value)}</td>' for value in row)}</tr>"
        for row in frame.itertuples(index=False)
    )
    if frame.empty:
        body = f'<tr><td colspan="{len(frame.columns)}">none</td></tr>'
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'{STYLE}<table class="sb-table">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def table(frame: pd.DataFrame) -> HTML:
    """A frame as a table whose texts wrap; every cell is shown as text. The index is left out."""
    return HTML(table_html(frame))


def cited(cat: Catalogue, keys: Iterable[Any]) -> str:
    """Citations of source keys, each once, with their marks."""
    rows = cat.sources.loc[list(dict.fromkeys(key for key in keys if pd.notna(key)))]
    items = []
    for row in rows.itertuples():
        where = f"doi:{row.doi}" if pd.notna(row.doi) else row.url if pd.notna(row.url) else ""
        where = where or (f"PMID {int(row.pmid)}" if pd.notna(row.pmid) else "")
        items.append(f"{cell(row.citation)} {cell(where)} [{cell(row.status)}]")
    return listing(items)


def picture(
    cat: Catalogue, stretch: str, keyframe: int | None = None, side: str = "left"
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
    """
    if stretch not in cat.shipped:
        return None
    try:
        raw, alt = still(stretch, keyframe, side).read_bytes(), still_alt(stretch, keyframe, side)
    except KeyError:
        return None
    return {"src": f"data:image/webp;base64,{base64.b64encode(raw).decode()}", "alt": alt}


def image(shown: dict[str, str] | None) -> str:
    return f'<img src="{shown["src"]}" alt="{escape(shown["alt"])}">' if shown else ""


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
