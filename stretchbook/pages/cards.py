"""One stretch as a card."""

import pandas as pd
from IPython.display import HTML

from stretchbook.catalogue import Catalogue
from stretchbook.pages.parts import cell, cited, image, listing, picture, table_html, time_words
from stretchbook.words import VERIFICATION_MEANING

ROLE_WORDS = {"primary": "lengthened", "secondary": "lengthened less", "working": "works, not stretched"}
SIDE_RULE_WORDS = {
    "hold_side": "side of the hold", "both": "both sides", "top_leg": "leg on top",
    "front_leg": "front leg", "back_leg": "back leg", "toward_turn": "side turned to",
    "away_from_turn": "side turned from",
}  # fmt: skip


def card(cat: Catalogue, stretch: str) -> HTML:
    """One stretch as a card: steps, what it lengthens and why, claim against anatomy, precautions, sources.

    What the article says is left out for a stretch that it does not contain (no ``name_in_source``).

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
    parts = [f"<h3>{cell(row['name'])}</h3>"]
    if len(aliases):
        parts.append(f"<p>Also called: {cell(', '.join(aliases['alias'].drop_duplicates()))}.</p>")
    parts.append(f"<p><b>Note.</b> {cell(row['note'])}</p>" if pd.notna(row["note"]) else "")
    parts.append(f"<p>{cell(time_words(row))}; start: {cell(row['position'])}.")
    if row["sided"] and pd.notna(row["side_means"]):
        parts.append(f" Left and right name {cell(row['side_means'])}.")
    parts += ["</p>", _strip(cat, stretch), listing(map(cell, of(cat.steps)["text_step"]), "ol")]
    parts += ["<h4>What it lengthens, and why</h4>", _muscle_table(cat, muscles, bool(row["sided"]))]
    if pd.notna(row["name_in_source"]):
        parts += ["<h4>What the article says</h4>", _claims(row, muscles, cat)]
    if len(added):
        facts = (f"{cell(a.topic)}: {cell(a.added_text)} [{cell(a.status)}]" for a in added.itertuples())
        parts += ["<h4>What is added</h4>", listing(facts)]
    parts += ["<h4>Be careful</h4>", _precaution_table(cat, of(cat.precautions)), _open(cat, stretch)]
    conditions = cat.conditions.loc[of(cat.precautions)["condition"], "source"]
    keys = [*aliases["source"], *muscles["source"], *added["source"], *conditions]
    parts += ["<details><summary>Sources</summary>", cited(cat, keys)]
    marks = "; ".join(f"{mark}: {meaning}" for mark, meaning in VERIFICATION_MEANING.items())
    parts.append(f"<p>{cell(marks)}.</p></details>")
    return HTML(f'<article class="sb-card">{"".join(parts)}</article>')


def _strip(cat: Catalogue, stretch: str) -> str:
    """All postures of a stretch on the way, each with its name."""
    frames = cat.keyframes[cat.keyframes["stretch"] == stretch]
    shown = [
        (image(picture(cat, stretch, number)), name)
        for number, name in zip(frames["keyframe"], frames["name"], strict=True)
    ]
    figures = [
        f"<figure>{html}<figcaption>{cell(name)}</figcaption></figure>" for html, name in shown if html
    ]
    return f'<div class="sb-strip">{"".join(figures)}</div>' if figures else ""


def _muscle_table(cat: Catalogue, muscles: pd.DataFrame, sided: bool) -> str:
    rows = muscles[muscles["role"].isin(ROLE_WORDS)]
    facts = cat.muscles.loc[rows["muscle"]]
    nerve = [f"{n} ({r})" if pd.notna(r) else n for n, r in zip(facts["nerve"], facts["roots"], strict=True)]
    return table_html(
        pd.DataFrame(
            {
                "muscle": facts["name"].to_numpy(),
                "role": rows["role"].map(ROLE_WORDS).to_numpy(),
                "side": [SIDE_RULE_WORDS[rule if sided else "both"] for rule in rows["side_rule"]],
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
    items = [f"It names: {cell(targets)}."]
    for claim in muscles[muscles["text_claim"]].itertuples():
        verdict = "supported by the joint positions" if claim.analysis_supports else "not supported"
        why = f" {claim.why}" if pd.notna(claim.why) and not claim.analysis_supports else ""
        items.append(f"{cell(cat.muscles.at[claim.muscle, 'name'])}: {verdict}.{cell(why)}")
    for column, label in (("text_hold", "Time"), ("text_breathing", "Breathing")):
        said = row[column] if pd.notna(row[column]) else "it says nothing of it"
        items.append(f"{label}: {cell(said)}.")
    return listing(items)


def _open(cat: Catalogue, stretch: str) -> str:
    """For which conditions nobody said whether the stretch suits them."""
    rows = cat.not_assessed().query("stretch == @stretch")
    names = cat.conditions.loc[rows["condition"], "name"]
    return f"<p><b>Not assessed for:</b> {cell('; '.join(names))}.</p>" if len(names) else ""


def _precaution_table(cat: Catalogue, rows: pd.DataFrame) -> str:
    limits = [
        f"{g} ({q})" if pd.notna(q) else g for g, q in zip(rows["grade"], rows["qualifier"], strict=True)
    ]
    names = cat.conditions.loc[rows["condition"], "name"].to_numpy()
    return table_html(
        pd.DataFrame({"if you have": names, "grade": limits, "what to do": rows["wording"].to_numpy()})
    )
