"""One stretch as a card."""

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup

from stretchbook.catalogue import Catalogue
from stretchbook.catalogue.naming import with_names
from stretchbook.pages.filling import facts, fill, words
from stretchbook.pages.forms import forms_table
from stretchbook.pages.parts import cited, picture, time_words
from stretchbook.pages.safety import CARE_MEANING, care_words, reason
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

    aliases, muscles, precautions = of(cat.aliases), of(cat.stretch_muscles), of(cat.precautions)
    added, frames = of(cat.added), of(cat.keyframes)
    postures = [
        (shown, name)
        for number, name in zip(frames["keyframe"], frames["name"], strict=True)
        if (shown := picture(cat, stretch, number))
    ]
    sides = ("left", "right") if row["sided"] else ("both",)
    unassessed = cat.not_assessed().query("stretch == @stretch")["condition"]
    conditions = cat.conditions.loc[precautions["condition"], "source"]
    primary = muscles.loc[muscles["role"] == "primary", "muscle"].drop_duplicates()
    page = fill(
        "card.html",
        stretch=facts(row),
        time=time_words(row),
        aliases=list(aliases["alias"].drop_duplicates()),
        most=list(cat.muscles.loc[primary, "name"]),
        postures=postures,
        insides=[shown for side in sides if (shown := picture(cat, stretch, side=side, view="inside"))],
        steps=of(cat.steps)["text_step"],
        muscles=_muscle_table(cat, muscles, bool(row["sided"])),
        claims=_claims(row, muscles, cat) if pd.notna(row["name_in_source"]) else [],
        added=[
            f"{words(a.topic)}: {with_names(cat, words(a.added_text))} [{words(a.status)}]"
            for a in added.itertuples()
        ],
        forms=forms_table(cat, stretch),
        precautions=_precaution_table(cat, precautions),
        not_assessed=list(cat.conditions.loc[unassessed, "name"]),
        sources=cited(
            cat,
            [*aliases["source"], *muscles["source"], *added["source"], *of(cat.forms)["source"], *conditions],
        ),
        care=CARE_MEANING,
        marks=VERIFICATION_MEANING,
    )
    return HTML(page)


def _muscle_table(cat: Catalogue, muscles: pd.DataFrame, sided: bool) -> pd.DataFrame:
    rows = muscles[muscles["role"].isin(ROLE_WORDS)]
    named = cat.muscles.loc[rows["muscle"]]
    nerve = [f"{n} ({r})" if pd.notna(r) else n for n, r in zip(named["nerve"], named["roots"], strict=True)]
    return pd.DataFrame(
        {
            "muscle": named["name"].to_numpy(),
            "role": rows["role"].map(ROLE_WORDS).to_numpy(),
            "side": [SIDE_RULE_WORDS[rule if sided else "both"] for rule in rows["side_rule"]],
            "action": named["action"].to_numpy(),
            "why": rows["why"].to_numpy(),
            "nerve": nerve,
            "mark": rows["status"].to_numpy(),
        }
    )


def _claims(row: pd.Series, muscles: pd.DataFrame, cat: Catalogue) -> list[str]:
    """The article's claim beside what joint positions support."""
    targets = row["text_targets"] if pd.notna(row["text_targets"]) else "no part of the body by name"
    items = [f"It names: {targets}."]
    for claim in muscles[muscles["text_claim"]].itertuples():
        verdict = "supported by the joint positions" if claim.analysis_supports else "not supported"
        why = f" {claim.why}" if pd.notna(claim.why) and not claim.analysis_supports else ""
        items.append(f"{cat.muscles.at[claim.muscle, 'name']}: {verdict}.{why}")
    for column, label in (("text_hold", "Time"), ("text_breathing", "Breathing")):
        said = row[column] if pd.notna(row[column]) else "it says nothing of it"
        items.append(f"{label}: {said}.")
    return items


def _precaution_table(cat: Catalogue, rows: pd.DataFrame) -> pd.DataFrame:
    said = [care_words(g, q) for g, q in zip(rows["grade"], rows["qualifier"], strict=True)]
    named = cat.conditions.loc[rows["condition"]]
    why = [reason(cat, condition) for condition in rows["condition"]]
    return pd.DataFrame(
        {
            "if you have": named["name"].to_numpy(), "what it is": said,
            "what to do": rows["wording"].to_numpy(), "why": why,
        }
    )  # fmt: skip


def cards(cat: Catalogue, *stretches: str) -> HTML:
    """Several stretches as cards side by side, to compare; see `card`."""
    return HTML(fill("cards.html", cards=[Markup(card(cat, stretch).data) for stretch in stretches]))
