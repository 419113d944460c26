"""The catalogue: frames of all tables, chosen by area, muscle, position, precaution and text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from stretchbook.catalogue.cells import EVERY
from stretchbook.catalogue.search import Name, best_names, names_of
from stretchbook.words import known_words


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The tables as pandas frames; column meanings stand in ``data/README.md``.

    Attributes
    ----------
    areas, positions, regions : pandas.DataFrame
        The words for pain areas, starting positions and regions of the body, indexed by the word, in order.
    stretches, muscles, conditions, safety, dose_references, measures, what_if : pandas.DataFrame
        Indexed by ``id``.
    sources : pandas.DataFrame
        Indexed by ``key``.
    steps, aliases, stretch_muscles, precautions, added, guidance : pandas.DataFrame
        One fact a row, keyed by their own columns. List cells (``text_areas``, ``assessed``) hold tuples.
    keyframes, keyframe_angles, anchors : pandas.DataFrame
        The figure: postures, joint angles and what stays in place, one fact a row.
    forms, form_angles : pandas.DataFrame
        Easier and harder forms of the stretches, and the joint angles in which they differ from the hold.
    shipped : frozenset of str
        Ids of the stretches that the still pictures show: name, position, sides and keyframes are the
        shipped ones, whatever else was changed.
    """

    areas: pd.DataFrame
    positions: pd.DataFrame
    regions: pd.DataFrame
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
    anchors: pd.DataFrame
    forms: pd.DataFrame
    form_angles: pd.DataFrame
    what_if: pd.DataFrame
    actions: pd.DataFrame
    signs: pd.DataFrame
    guidance: pd.DataFrame
    evidence: pd.DataFrame
    cases: pd.DataFrame
    case_points: pd.DataFrame
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
            Pain areas of the table ``areas`` ("lower back", "hip").
        muscles : sequence of str, optional
            Muscle ids; a stretch fits if it lengthens one of them (primary or secondary).
        positions : sequence of str, optional
            Starting positions.
        avoid : sequence of str, optional
            Condition ids; stretches graded *avoid* for one of them are left out, and those that were
            `not_assessed` for one of them. Those graded *modify* stay: `cautions` has their wording.

        Returns
        -------
        pandas.DataFrame
            Rows of ``stretches``, in catalogue order.

        Raises
        ------
        ValueError
            A sentence naming the unknown word and the known ones.
        """
        areas = known_words("area", areas, self.areas.index)
        muscles = known_words("muscle", muscles, self.muscles.index)
        positions = known_words("position", positions, self.positions.index)
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
        chosen &= ~self.stretches.index.isin(self.not_assessed(avoid or [])["stretch"])
        return self.stretches[chosen]

    def cautions(self, conditions: Sequence[str]) -> pd.DataFrame:
        """Rows of ``precautions`` for the given condition ids, *avoid* before *modify*."""
        wanted = known_words("condition", conditions, self.conditions.index)
        rows = self.precautions[self.precautions["condition"].isin(wanted)]
        return rows.sort_values("grade", kind="stable").reset_index(drop=True)

    def not_assessed(self, conditions: Sequence[str] | None = None) -> pd.DataFrame:
        """Stretches of which nobody said whether they suit a condition: not the same as no precaution.

        A stretch is assessed for the conditions in its column ``assessed`` and for those of its precautions.

        Parameters
        ----------
        conditions : sequence of str, optional
            Condition ids; default all of them.

        Returns
        -------
        pandas.DataFrame
            condition, stretch: one row for each pair, conditions in the order given.
        """
        every = self.conditions.index
        wanted = every if conditions is None else known_words("condition", conditions, every)
        graded = set(zip(self.precautions["condition"], self.precautions["stretch"], strict=True))
        open_ones = {key: given for key, given in self.stretches["assessed"].items() if EVERY not in given}
        pairs = [
            (condition, stretch)
            for condition in wanted
            for stretch, given in open_ones.items()
            if condition not in given and (condition, stretch) not in graded
        ]
        return pd.DataFrame(pairs, columns=["condition", "stretch"], dtype=object)

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
            Rows of ``stretches`` with ``found_as`` and the ``note`` of the match.
        """
        best = best_names(self._names, text)
        found = self.stretches.loc[list(best)].copy()
        found["found_as"] = pd.Series({stretch: name.shown for stretch, name in best.items()}, dtype=object)
        notes = pd.Series({stretch: name.note for stretch, name in best.items()}, dtype=object)
        return found.assign(note=notes.where(notes.notna(), found["note"]))

    @cached_property
    def _names(self) -> list[Name]:
        return names_of(self)
