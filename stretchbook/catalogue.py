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
from stretchbook.schema import TABLES, Row, Table
from stretchbook.tables import CatalogueError, Fault, read_table
from stretchbook.words import AREAS, POSITIONS

Rows = dict[tuple[Any, ...], tuple[str, int, Row]]


@dataclass(frozen=True)
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
        areas, muscles = _known("area", areas, AREAS), _known("muscle", muscles, self.muscles.index)
        positions = _known("position", positions, POSITIONS)
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
        wanted = _known("condition", conditions, self.conditions.index)
        rows = self.precautions[self.precautions["condition"].isin(wanted)]
        return rows.sort_values("grade", kind="stable").reset_index(drop=True)

    def find(self, text: str) -> pd.DataFrame:
        """Stretches whose name, alias, Sanskrit name or muscle contains every word of the text.

        Accents and case are ignored. The column ``found_as`` tells which name matched, and ``note``
        what to know about that name ("Dead bug" has a note). Exact names come first.

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
        for order, (stretch, shown, folded, note) in enumerate(self._names):
            if all(word in folded for word in wanted):
                rank = 0 if folded == " ".join(wanted) else 1
                if stretch not in best or (rank, order) < best[stretch][:2]:
                    best[stretch] = (rank, order, shown, note)
        ranked = sorted(best, key=lambda stretch: best[stretch][:2])
        found = self.stretches.loc[ranked].copy()
        found["found_as"] = [best[stretch][2] for stretch in ranked]
        notes = pd.Series({stretch: best[stretch][3] for stretch in ranked}, dtype=object)
        return found.assign(note=notes.where(notes.notna(), found["note"]))

    @cached_property
    def _names(self) -> list[tuple[str, str, str, Any]]:
        """(stretch, name as shown, name folded, note) for everything that `find` looks at."""
        names = [(str(stretch), row["name"], row["note"]) for stretch, row in self.stretches.iterrows()]
        names += [(str(row.stretch), row.alias, row.note) for row in self.aliases.itertuples()]
        lengthened = self.stretch_muscles[self.stretch_muscles["role"].isin(["primary", "secondary"])]
        for row in lengthened.itertuples():
            muscle = self.muscles.loc[str(row.muscle)]
            names += [(str(row.stretch), muscle[column], None) for column in ("name", "latin")]
        return [(stretch, shown, _plain(shown), note) for stretch, shown, note in names]


def load_catalogue(*folders: str | os.PathLike[str]) -> Catalogue:
    """Load the shipped catalogue, with a lecturer's own tables added to it.

    Parameters
    ----------
    *folders : path
        Folders with tables of the same form. Only ``stretches.csv`` is obligatory in each. A row
        whose key is already known replaces the earlier row; steps, muscles, precautions and pictures
        of a replaced stretch that the folder gives replace all the earlier ones of that stretch.

    Returns
    -------
    Catalogue
        Every row validated, every key unique, every link resolved.

    Raises
    ------
    CatalogueError
        All faults together, each with file, row, field, value and mend.
    """
    faults: list[Fault] = []
    merged: dict[str, Rows] = {name: {} for name in TABLES}
    for folder in [paths.data_folder(), *(Path(folder).expanduser() for folder in folders)]:
        _merge(folder, merged, faults)
    faults += _unresolved(merged, {fault.file for fault in faults})
    if faults:
        raise CatalogueError(faults)
    return Catalogue(**{name: _frame(TABLES[name], rows) for name, rows in merged.items()})


def _merge(folder: Path, merged: dict[str, Rows], faults: list[Fault]) -> None:
    if not folder.is_dir():
        faults.append(Fault(str(folder), None, None, None, "there is no such folder; check the name"))
        return
    strangers = sorted(path for path in folder.glob("*.csv") if path.stem not in TABLES)
    for path in strangers:
        mend = f"no such table; the tables are {', '.join(TABLES)}"
        faults.append(Fault(path.name, None, None, None, mend))
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            if name == "stretches":
                faults.append(Fault(path.name, None, None, None, f"missing in {folder.name}; add this table"))
            continue
        rows, new_faults = read_table(path, name)
        faults += new_faults
        fresh: Rows = {}
        for number, row in rows:
            key = tuple(getattr(row, column) for column in table.key)
            if key in fresh:
                columns, value = " + ".join(table.key), " + ".join(map(str, key))
                mend = f"the same key stands in row {fresh[key][1]}; keys must be unique"
                faults.append(Fault(path.name, number, columns, value, mend))
            fresh[key] = (path.name, number, row)
        if len(table.key) > 1:  # facts about a stretch: the folder's replace the earlier ones as a whole
            renewed = {_owner(row) for _, _, row in fresh.values()}
            for key in [key for key, (_, _, row) in merged[name].items() if _owner(row) in renewed]:
                del merged[name][key]
        merged[name].update(fresh)


def _owner(row: Row) -> str:
    return str(getattr(row, "stretch", ""))


def _unresolved(merged: dict[str, Rows], faulty_files: set[str]) -> list[Fault]:
    """Links that lead nowhere (unless rows of the target were refused), and gaps in step numbers."""
    faults = []
    for name, table in TABLES.items():
        for columns, target in table.links.items():
            if f"{target}.csv" in faulty_files:
                continue
            fields = columns.split("+")
            for file, number, row in merged[name].values():
                value = tuple(getattr(row, field) for field in fields)
                if None not in value and value not in merged[target]:
                    mend = f"nothing with this key in {target}.csv; add it there or change it here"
                    faults.append(Fault(file, number, " + ".join(fields), " + ".join(map(str, value)), mend))
    numbers: dict[str, list[int]] = {}
    for stretch, step in merged["steps"]:
        numbers.setdefault(stretch, []).append(step)
    for (stretch, step), (file, number, _) in merged["steps"].items():
        if step > len(numbers[stretch]):
            mend = f"number the {len(numbers[stretch])} steps of {stretch} 1, 2, 3 without gaps"
            faults.append(Fault(file, number, "step", str(step), mend))
    return faults


def _frame(table: Table, rows: Rows) -> pd.DataFrame:
    columns = list(table.row.model_fields)
    frame = pd.DataFrame([row.model_dump() for _, _, row in rows.values()], columns=columns)
    return frame.set_index(table.key[0]) if len(table.key) == 1 else frame


def _known(kind: str, given: Sequence[str] | None, known: Iterable[str]) -> list[str]:
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
