"""The catalogue: tables -> frames, chosen by area, muscle, position, precaution and text."""

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from stretchbook import paths
from stretchbook.catalogue.merging import Rows, merge_folders
from stretchbook.catalogue.reading import CatalogueError
from stretchbook.catalogue.schema import TABLES, Table
from stretchbook.words import AREAS, POSITIONS, REGION_WORDS


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The tables as pandas frames; column meanings stand in ``data/README.md``.

    Attributes
    ----------
    stretches, muscles, conditions, safety, dose_references, measures : pandas.DataFrame
        Indexed by ``id``.
    sources : pandas.DataFrame
        Indexed by ``key``.
    steps, aliases, stretch_muscles, precautions, added, keyframes, keyframe_angles : pandas.DataFrame
        One fact a row, keyed by their own columns. List cells (``text_areas``) hold tuples.
    shipped : frozenset of str
        Ids of the stretches that the still pictures show: name, position, sides and keyframes are the
        shipped ones, whatever else was changed.
    """

    stretches: pd.DataFrame
    steps: pd.DataFrame
    aliases: pd.DataFrame
    muscles: pd.DataFrame
    stretch_muscles: pd.DataFrame
    conditions: pd.DataFrame
    precautions: pd.DataFrame
    added: pd.DataFrame
    safety: pd.DataFrame
    dose_references: pd.DataFrame
    measures: pd.DataFrame
    sources: pd.DataFrame
    keyframes: pd.DataFrame
    keyframe_angles: pd.DataFrame
    shipped: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Catalogue: {len(self.stretches)} stretches, {len(self.muscles)} muscles"

    def choose(
        self,
        areas: Sequence[str] | None = None,
        muscles: Sequence[str] | None = None,
        positions: Sequence[str] | None = None,
        avoid: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Stretches that fit every given choice; within one choice, any of its values.

        Parameters
        ----------
        areas : sequence of str, optional
            Pain areas, as the article gives them ("lower back", "hip").
        muscles : sequence of str, optional
            Muscle ids; a stretch fits if it lengthens one of them (primary or secondary).
        positions : sequence of str, optional
            Starting positions.
        avoid : sequence of str, optional
            Condition ids; stretches graded *avoid* for one of them are left out. Those graded
            *modify* stay: `cautions` has their wording.

        Returns
        -------
        pandas.DataFrame
            Rows of `stretches`, in catalogue order.

        Raises
        ------
        ValueError
            A sentence naming the unknown word and the known ones.
        """
        areas, muscles = known_words("area", areas, AREAS), known_words("muscle", muscles, self.muscles.index)
        positions = known_words("position", positions, POSITIONS)
        chosen = pd.Series(True, index=self.stretches.index)
        if areas:
            chosen &= self.stretches["text_areas"].map(lambda given: not set(areas).isdisjoint(given))
        if muscles:
            lengthened = self.stretch_muscles["role"].isin(["primary", "secondary"])
            reaching = self.stretch_muscles[lengthened & self.stretch_muscles["muscle"].isin(muscles)]
            chosen &= self.stretches.index.isin(reaching["stretch"])
        if positions:
            chosen &= self.stretches["position"].isin(positions)
        cautions = self.cautions(avoid or [])
        chosen &= ~self.stretches.index.isin(cautions.loc[cautions["grade"] == "avoid", "stretch"])
        return self.stretches[chosen]

    def cautions(self, conditions: Sequence[str]) -> pd.DataFrame:
        """Rows of `precautions` for the given condition ids, *avoid* before *modify*."""
        wanted = known_words("condition", conditions, self.conditions.index)
        rows = self.precautions[self.precautions["condition"].isin(wanted)]
        return rows.sort_values("grade", kind="stable").reset_index(drop=True)

    def find(self, text: str) -> pd.DataFrame:
        """Stretches whose name, alias, Sanskrit name, muscle or part of the body has every word of the text.

        Accents, case and the plural s are ignored. The column ``found_as`` tells which name matched, and
        ``note`` what to know about that name ("Dead bug" has a note). Exact names come first, then other
        names and muscles, then what the article names, the region of a lengthened muscle ("quads") and the
        pain area.

        Parameters
        ----------
        text : str
            Words to look for; an empty text finds nothing.

        Returns
        -------
        pandas.DataFrame
            Rows of `stretches` with ``found_as`` and the ``note`` of the match.
        """
        wanted = _plain(text).split()
        if not wanted:
            return self.stretches.head(0).assign(found_as=pd.Series(dtype=object))
        best: dict[str, tuple[int, int, str, Any]] = {}
        for order, (rank, stretch, shown, folded, note) in enumerate(self._names):
            words = _singular(folded)
            if words.issuperset(_singular(" ".join(wanted))) or (
                rank == 1 and all(word in folded for word in wanted)
            ):
                rank = 0 if rank == 1 and folded == " ".join(wanted) else rank
                if stretch not in best or (rank, order) < best[stretch][:2]:
                    best[stretch] = (rank, order, shown, note)
        ranked = sorted(best, key=lambda stretch: best[stretch][:2])
        found = self.stretches.loc[ranked].copy()
        found["found_as"] = [best[stretch][2] for stretch in ranked]
        notes = pd.Series({stretch: best[stretch][3] for stretch in ranked}, dtype=object)
        return found.assign(note=notes.where(notes.notna(), found["note"]))

    @cached_property
    def _names(self) -> list[tuple[int, str, str, str, Any]]:
        """(rank, stretch, name as shown, name folded, note) for everything that `find` looks at."""
        names = [(str(stretch), row["name"], row["note"]) for stretch, row in self.stretches.iterrows()]
        names += [(str(row.stretch), row.alias, row.note) for row in self.aliases.itertuples()]
        targets = self.stretches["text_targets"].dropna()
        parts = [(str(stretch), f"article: {words}", words) for stretch, words in targets.items()]
        lengthened = self.stretch_muscles[self.stretch_muscles["role"].isin(["primary", "secondary"])]
        for row in lengthened.sort_values("role", kind="stable").itertuples():
            muscle = self.muscles.loc[str(row.muscle)]
            names += [(str(row.stretch), muscle[column], None) for column in ("name", "latin")]
            region = muscle["region"]
            shown = f"{muscle['name']} ({region})"
            parts.append((str(row.stretch), shown, f"{region} {REGION_WORDS[region]}"))
        for stretch, areas in self.stretches["text_areas"].items():
            parts += [(str(stretch), area, area) for area in areas]
        named = [(1, stretch, shown, _plain(shown), note) for stretch, shown, note in names]
        return named + [(2, stretch, shown, _plain(words), None) for stretch, shown, words in parts]


def load_catalogue(*folders: str | os.PathLike[str]) -> Catalogue:
    """Load the shipped catalogue, with a lecturer's own tables added to it.

    Parameters
    ----------
    *folders : path
        Folders with tables of the same form. Only ``stretches.csv`` is obligatory in each. A row
        whose key is already known replaces the earlier row; steps, muscles, precautions and keyframes
        that the folder gives for a stretch replace all the earlier ones of that stretch.

    Returns
    -------
    Catalogue
        Every row validated, every key unique, every link resolved.

    Raises
    ------
    CatalogueError
        All faults together, each with file, row, field, value and mend.
    """
    own = [Path(folder).expanduser() for folder in folders]
    merged, shipped, faults = merge_folders([paths.data_folder(), *own])
    if faults:
        raise CatalogueError(faults)
    frames = {name: _frame(TABLES[name], rows) for name, rows in merged.items()}
    return Catalogue(**frames, shipped=shipped)


def _frame(table: Table, rows: Rows) -> pd.DataFrame:
    columns = list(table.row.model_fields)
    frame = pd.DataFrame([entry.row.model_dump() for entry in rows.values()], columns=columns)
    return frame.set_index(table.key[0]) if len(table.key) == 1 else frame


def known_words(kind: str, given: Sequence[str] | None, known: Iterable[str]) -> list[str]:
    """The given words, all of them known; one word may be given bare."""
    words = [given] if isinstance(given, str) else list(given or [])
    known = list(known)
    for word in words:
        if word not in known:
            raise ValueError(f"There is no {kind} {word!r}; the known ones are {', '.join(known)}.")
    return words


def _plain(text: str) -> str:
    """Text without accents, case, punctuation and doubled spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def _singular(plain: str) -> set[str]:
    """The words of a plain text, each without its plural s."""
    return {word.removesuffix("s") if len(word) > 3 else word for word in plain.split()}
