"""When not to stretch, and what is changed for whom."""

from collections.abc import Iterable, Sequence

import pandas as pd
from IPython.display import HTML

from stretchbook.catalogue import Catalogue
from stretchbook.pages.parts import STYLE, cell, listing


def red_flags(cat: Catalogue) -> str:
    """When not to stretch, in full, and how a stretch should feel."""
    kinds = ["red_flag", "tell_first", "hip_flag", "intensity"]
    words = cat.safety[cat.safety["kind"].isin(kinds)].sort_values("kind", key=lambda k: k.map(kinds.index))
    lines = "".join(f"<p>{cell(text)}</p>" for text in words["text"])
    return f'{STYLE}<div class="sb-flags" role="note">{lines}</div>'


def safety(cat: Catalogue) -> HTML:
    """When not to stretch, how it should feel, and the disclaimer: to read out before anyone starts."""
    return HTML(red_flags(cat) + disclaimer(cat))


def disclaimer(cat: Catalogue) -> str:
    words = cat.safety.loc[cat.safety["kind"] == "disclaimer", "text"]
    return "".join(f"<p>{cell(text)}</p>" for text in words)


def cautions(cat: Catalogue, avoid: Sequence[str], among: Iterable[str] | None = None) -> str:
    """What is left out for the given conditions, and how the rest is changed."""
    if not avoid:
        return ""
    rows = cat.cautions(avoid)
    names = cat.stretches["name"]
    left = {"avoid": "<b>Left out:</b>", "modify": "<b>Change:</b>"}
    items = []
    for row in rows.itertuples():
        if row.grade == "modify" and among is not None and row.stretch not in set(among):
            continue
        condition = cat.conditions.at[row.condition, "name"]
        limit = f" ({row.qualifier})" if pd.notna(row.qualifier) else ""
        words = f"{names[row.stretch]}: {row.wording}{limit} [{condition}]"
        items.append(f"{left[str(row.grade)]} {cell(words)}")
    for condition, rows in cat.not_assessed(avoid).groupby("condition", sort=False):
        words = (
            f"Not assessed for {cat.conditions.at[condition, 'name']}: {', '.join(names[rows['stretch']])}"
        )
        items.append(f"{left['avoid']} {cell(words)}")
    general = [f"{cell(cat.conditions.at[key, 'wording'])}" for key in avoid]
    return "<p><b>Because you must be careful</b></p>" + listing(general) + listing(items)
