"""Finding stretches by any of their names, their muscles and the parts of the body they reach."""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from stretchbook.catalogue.catalogue import Catalogue


class Name(NamedTuple):
    """One thing that is searched: 1 names, 2 parts of the body; the words as shown and folded; a note."""

    rank: int
    stretch: str
    shown: str
    folded: str
    note: Any


def names_of(cat: "Catalogue") -> list[Name]:
    """Everything under which a stretch is found, in the order in which it counts."""
    named = [(str(stretch), row["name"], row["note"]) for stretch, row in cat.stretches.iterrows()]
    named += [(str(row.stretch), row.alias, row.note) for row in cat.aliases.itertuples()]
    parts = []
    for stretch, row in cat.stretches.dropna(subset=["text_targets"]).iterrows():
        whose = "article" if pd.notna(row["name_in_source"]) else "its table"
        parts.append((str(stretch), f"{whose}: {row['text_targets']}", row["text_targets"]))
    lengthened = cat.stretch_muscles[cat.stretch_muscles["role"].isin(["primary", "secondary"])]
    for row in lengthened.sort_values("role", kind="stable").itertuples():
        muscle = cat.muscles.loc[str(row.muscle)]
        named += [(str(row.stretch), muscle[column], None) for column in ("name", "latin")]
        region, words = muscle["region"], cat.regions["words"][muscle["region"]]
        everyday = f"{region} {words}" if pd.notna(words) else region
        parts.append((str(row.stretch), f"{muscle['name']} ({region})", everyday))
    for stretch, areas in cat.stretches["text_areas"].items():
        parts += [(str(stretch), area, area) for area in areas]
    names = [Name(1, stretch, shown, _plain(shown), note) for stretch, shown, note in named]
    return names + [Name(2, stretch, shown, _plain(words), None) for stretch, shown, words in parts]


def best_names(names: Iterable[Name], text: str) -> dict[str, Name]:
    """The best name of each stretch that has every word of the text, best first; none for an empty text."""
    wanted = _plain(text)
    words, best = _singular(wanted), dict[str, tuple[int, int, Name]]()
    if not words:
        return {}
    for order, name in enumerate(names):
        begun = name.rank == 1 and all(word in name.folded for word in wanted.split())
        if begun or _singular(name.folded).issuperset(words):
            rank = 0 if name.rank == 1 and name.folded == wanted else name.rank
            if name.stretch not in best or (rank, order) < best[name.stretch][:2]:
                best[name.stretch] = (rank, order, name)
    return {stretch: best[stretch][2] for stretch in sorted(best, key=lambda each: best[each][:2])}


def _plain(text: str) -> str:
    """Text without accents, case, punctuation and doubled spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def _singular(plain: str) -> set[str]:
    """The words of a plain text, each without its plural s."""
    return {word.removesuffix("s") if len(word) > 3 else word for word in plain.split()}
