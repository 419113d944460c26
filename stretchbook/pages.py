"""HTML made from the catalogue: cards, tables, the preview of a routine and the handout. All text escaped."""

import base64
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML

from stretchbook.body.stills import still, still_alt
from stretchbook.catalogue import Catalogue
from stretchbook.routine import Routine, clock
from stretchbook.words import VERIFICATION_MEANING

ROLE_WORDS = {"primary": "lengthened", "secondary": "lengthened less", "working": "works, not stretched"}
SIDE_RULE_WORDS = {
    "both": "both sides", "top_leg": "leg on top", "front_leg": "front leg", "back_leg": "back leg",
    "toward_turn": "side turned to", "away_from_turn": "side turned from",
}  # fmt: skip


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


def _cell(value: Any) -> str:
    """Any cell as escaped text; a missing one as nothing."""
    if isinstance(value, tuple):
        return escape(", ".join(map(str, value)))
    return "" if pd.isna(value) else escape(str(value))


def _list(items: Iterable[str], tag: str = "ul") -> str:
    """A list of items that are HTML already."""
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _table(frame: pd.DataFrame, caption: str = "") -> str:
    """A plain table with escaped cells; the columns' names are its heading."""
    head = "".join(f'<th scope="col">{_cell(column)}</th>' for column in frame.columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>"
        for row in frame.itertuples(index=False)
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'{STYLE}<table class="sb-table">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cited(cat: Catalogue, keys: Iterable[Any]) -> str:
    """Citations of source keys, each once, with their marks."""
    rows = cat.sources.loc[list(dict.fromkeys(key for key in keys if pd.notna(key)))]
    items = []
    for row in rows.itertuples():
        where = f"doi:{row.doi}" if pd.notna(row.doi) else row.url if pd.notna(row.url) else ""
        where = where or (f"PMID {int(row.pmid)}" if pd.notna(row.pmid) else "")
        items.append(f"{_cell(row.citation)} {_cell(where)} [{_cell(row.status)}]")
    return _list(items)


def table(frame: pd.DataFrame) -> HTML:
    """A frame as a table whose texts wrap; every cell is shown as text. The index is left out."""
    return HTML(_table(frame))


def picture(stretch: str, keyframe: int | None = None, side: str = "left") -> dict[str, str] | None:
    """The still of a posture as ``src`` (a data address) and ``alt``; None where there is no picture.

    Parameters
    ----------
    stretch : str
        Stretch id; a stretch of one's own has no picture.
    keyframe : int, optional
        Which posture; the one that is held if left out.
    side : str
        Side of the hold.
    """
    try:
        raw, alt = still(stretch, keyframe, side).read_bytes(), still_alt(stretch, keyframe, side)
    except KeyError:
        return None
    return {"src": f"data:image/webp;base64,{base64.b64encode(raw).decode()}", "alt": alt}


def _image(shown: dict[str, str] | None) -> str:
    return f'<img src="{shown["src"]}" alt="{escape(shown["alt"])}">' if shown else ""


def _strip(cat: Catalogue, stretch: str) -> str:
    """All postures of a stretch on the way, each with its name."""
    frames = cat.keyframes[cat.keyframes["stretch"] == stretch]
    figures = [
        f"<figure>{image}<figcaption>{_cell(frame.name_)}</figcaption></figure>"
        for frame in frames.rename(columns={"name": "name_"}).itertuples()
        if (image := _image(picture(stretch, frame.keyframe)))
    ]
    return f'<div class="sb-strip">{"".join(figures)}</div>' if figures else ""


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
            "time": [_time_words(row) for _, row in stretches.iterrows()],
            "lengthens most": ["; ".join(names.get(key, [])) for key in stretches.index],
        }
    )
    if "found_as" in stretches:
        shown.insert(1, "found as", stretches["found_as"])
    html = _table(shown) if len(shown) else "<p>No stretch fits; untick something or change the words.</p>"
    notes = stretches["note"].dropna() if "found_as" in stretches else []
    return html + "".join(f"<p><b>Note.</b> {_cell(note)}</p>" for note in notes) + _cautions(cat, avoid)


def _time_words(row: pd.Series, hold_s: float | None = None) -> str:
    """Time of one hold in words: the catalogue's, unless the routine has its own."""
    kind = "rocking" if row["dose_type"] == "rocking" else "hold"
    return f"{hold_s or row['hold_s']:g} s {kind}" + (", each side" if row["sided"] else "")


def _cautions(cat: Catalogue, avoid: Sequence[str], among: Iterable[str] | None = None) -> str:
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
        items.append(f"{left[str(row.grade)]} {_cell(words)}")
    general = [f"{_cell(cat.conditions.at[key, 'wording'])}" for key in avoid]
    return "<p><b>Because you must be careful</b></p>" + _list(general) + _list(items)


def routine_preview(
    cat: Catalogue, routine: Routine | None, avoid: Sequence[str] = (), problem: str = ""
) -> str:
    """A routine before it starts: its exact time, its order, what was left out, and when not to start."""
    if routine is None:
        return f'<p role="alert"><b>{_cell(problem)}</b></p>' + _cautions(cat, avoid)
    rows = cat.stretches.loc[routine.stretches]
    order = pd.DataFrame({"stretch": rows["name"], "start": rows["position"]})
    order.insert(0, "", range(1, len(order) + 1))
    order["time"] = [_time_words(row, routine.plan["hold_s"]) for _, row in rows.iterrows()]
    head = f"<p><b>{clock(routine.total_s)} minutes in all</b>: {routine.counted}.</p>"
    missing = ", ".join(cat.stretches.loc[list(routine.left_out), "name"])
    if missing:
        head += f"<p>Too long for the time, left out: {_cell(missing)}.</p>"
    return head + _table(order) + _cautions(cat, avoid, routine.stretches) + red_flags(cat)


def red_flags(cat: Catalogue) -> str:
    """When not to stretch, in full, and how a stretch should feel."""
    kinds = ["red_flag", "tell_first", "hip_flag", "intensity"]
    words = cat.safety[cat.safety["kind"].isin(kinds)].sort_values("kind", key=lambda k: k.map(kinds.index))
    lines = "".join(f"<p>{_cell(text)}</p>" for text in words["text"])
    return f'{STYLE}<div class="sb-flags" role="note">{lines}</div>'


def safety(cat: Catalogue) -> HTML:
    """When not to stretch, how it should feel, and the disclaimer: to read out before anyone starts."""
    return HTML(red_flags(cat) + _disclaimer(cat))


def _disclaimer(cat: Catalogue) -> str:
    words = cat.safety.loc[cat.safety["kind"] == "disclaimer", "text"]
    return "".join(f"<p>{_cell(text)}</p>" for text in words)


def card(cat: Catalogue, stretch: str) -> HTML:
    """One stretch as a card: steps, what it lengthens and why, claim against anatomy, precautions, sources.

    Parameters
    ----------
    cat : Catalogue
        Where everything stands.
    stretch : str
        Stretch id.

    Returns
    -------
    IPython.display.HTML
        The card; ``.data`` is its text.

    Raises
    ------
    KeyError
        If there is no such stretch.
    """
    row = cat.stretches.loc[stretch]

    def of(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["stretch"] == stretch]

    aliases, added, muscles = of(cat.aliases), of(cat.added), of(cat.stretch_muscles)
    parts = [f"<h3>{_cell(row['name'])}</h3>"]
    if len(aliases):
        parts.append(f"<p>Also called: {_cell(', '.join(aliases['alias'].drop_duplicates()))}.</p>")
    parts.append(f"<p><b>Note.</b> {_cell(row['note'])}</p>" if pd.notna(row["note"]) else "")
    parts.append(f"<p>{_cell(_time_words(row))}; start: {_cell(row['position'])}.")
    if row["sided"]:
        parts.append(f" Left and right name {_cell(row['side_means'])}.")
    parts += ["</p>", _strip(cat, stretch), _list(map(_cell, of(cat.steps)["text_step"]), "ol")]
    parts += ["<h4>What it lengthens, and why</h4>", _muscle_table(cat, muscles)]
    parts += ["<h4>What the article says</h4>", _claims(row, muscles, cat)]
    if len(added):
        facts = (f"{_cell(a.topic)}: {_cell(a.added_text)} [{_cell(a.status)}]" for a in added.itertuples())
        parts += ["<h4>What is added</h4>", _list(facts)]
    parts += ["<h4>Be careful</h4>", _precaution_table(cat, of(cat.precautions))]
    conditions = cat.conditions.loc[of(cat.precautions)["condition"], "source"]
    keys = [*aliases["source"], *muscles["source"], *added["source"], *conditions]
    parts += ["<details><summary>Sources</summary>", _cited(cat, keys)]
    marks = "; ".join(f"{mark}: {meaning}" for mark, meaning in VERIFICATION_MEANING.items())
    parts.append(f"<p>{_cell(marks)}.</p></details>")
    return HTML(f'<article class="sb-card">{"".join(parts)}</article>')


def _muscle_table(cat: Catalogue, muscles: pd.DataFrame) -> str:
    rows = muscles[muscles["role"].isin(ROLE_WORDS)]
    facts = cat.muscles.loc[rows["muscle"]]
    nerve = [f"{n} ({r})" if pd.notna(r) else n for n, r in zip(facts["nerve"], facts["roots"], strict=True)]
    return _table(
        pd.DataFrame(
            {
                "muscle": facts["name"].to_numpy(),
                "role": rows["role"].map(ROLE_WORDS).to_numpy(),
                "side": rows["side_rule"].map(SIDE_RULE_WORDS).to_numpy(),
                "action": facts["action"].to_numpy(),
                "why": rows["why"].to_numpy(),
                "nerve": nerve,
                "mark": rows["status"].to_numpy(),
            }
        )
    )


def _claims(row: pd.Series, muscles: pd.DataFrame, cat: Catalogue) -> str:
    """The article's claim beside what joint positions support."""
    targets = row["text_targets"] if pd.notna(row["text_targets"]) else "no part of the body by name"
    items = [f"It names: {_cell(targets)}."]
    for claim in muscles[muscles["text_claim"]].itertuples():
        verdict = "supported by the joint positions" if claim.analysis_supports else "not supported"
        why = f" {claim.why}" if pd.notna(claim.why) and not claim.analysis_supports else ""
        items.append(f"{_cell(cat.muscles.at[claim.muscle, 'name'])}: {verdict}.{_cell(why)}")
    for column, label in (("text_hold", "Time"), ("text_breathing", "Breathing")):
        said = row[column] if pd.notna(row[column]) else "it says nothing of it"
        items.append(f"{label}: {_cell(said)}.")
    return _list(items)


def _precaution_table(cat: Catalogue, rows: pd.DataFrame) -> str:
    limits = [
        f"{g} ({q})" if pd.notna(q) else g for g, q in zip(rows["grade"], rows["qualifier"], strict=True)
    ]
    names = cat.conditions.loc[rows["condition"], "name"].to_numpy()
    return _table(pd.DataFrame({"if you have": names, "": limits, "what to do": rows["wording"].to_numpy()}))


HANDOUT_CSS = """
@page { size: A4; margin: 14mm } * { box-sizing: border-box }
body { font: 10.5pt/1.35 system-ui, sans-serif; color: #111; background: #fff; max-width: 182mm;
  margin: auto }
h1 { font-size: 19pt; margin: 0 } h2 { font-size: 12.5pt; margin: 0 0 1mm }
.grid { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm 6mm; margin: 3mm 0 }
section { break-inside: avoid; border-top: .5mm solid #007a5a; padding-top: 1.5mm }
ol { margin: 1mm 0; padding-left: 5mm } p { margin: 1mm 0 } img { height: 26mm; float: right;
  margin-left: 3mm }
footer { border-top: .3mm solid #555; font-size: 8.5pt; padding-top: 1.5mm }
"""


def handout(cat: Catalogue, routine: Routine, title: str = "Stretching routine") -> str:
    """A routine on one printable page that needs nothing from the network.

    Parameters
    ----------
    cat : Catalogue
        Names, steps and safety wording.
    routine : Routine
        What to print.
    title : str
        Heading of the page; shown as text.

    Returns
    -------
    str
        A whole HTML document.
    """
    boxes = []
    for number, stretch in enumerate(routine.stretches, 1):
        row = cat.stretches.loc[stretch]
        steps = cat.steps.loc[cat.steps["stretch"] == stretch, "text_step"]
        time = _time_words(row, routine.plan["hold_s"])
        note = "<p>The steps are for the left; mirror them for the right.</p>" if row["sided"] else ""
        boxes.append(
            f"<section><h2>{number}. {_cell(row['name'])}: {_cell(time)}</h2>"
            f"{_image(picture(stretch))}{_list(map(_cell, steps), 'ol')}{note}</section>"
        )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{HANDOUT_CSS}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{clock(routine.total_s)} minutes: {routine.counted}. Done on: ____________________</p>"
        f'<div class="grid">{"".join(boxes)}</div>'
        f"<footer>{red_flags(cat)}{_disclaimer(cat)}</footer>"
        "</body></html>"
    )
