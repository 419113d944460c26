"""Folders of tables -> the catalogue."""

import os
import warnings
from functools import cache
from pathlib import Path

import pandas as pd

from stretchbook import paths
from stretchbook.catalogue.catalogue import Catalogue
from stretchbook.catalogue.entries import Rows
from stretchbook.catalogue.merging import merge_folders
from stretchbook.catalogue.reading import CatalogueError
from stretchbook.catalogue.replacing import replaced, to_look_at
from stretchbook.catalogue.schema import TABLES, Table


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

    Warns
    -----
    UserWarning
        For each shipped stretch of which a folder replaces something: what is new, and what stays.
    """
    cat, said, _ = check_catalogue(*folders)
    for sentence in said:
        warnings.warn(sentence, stacklevel=2)
    return cat


def check_catalogue(*folders: str | os.PathLike[str]) -> tuple[Catalogue, list[str], list[str]]:
    """Load as `load_catalogue` does, and say what is replaced and what may be wrong, one sentence each."""
    own = [Path(folder).expanduser() for folder in folders]
    merged = merge_folders([paths.data_folder(), *own])
    if merged.faults:
        raise CatalogueError(merged.faults)
    frames = {name: _frame(TABLES[name], rows) for name, rows in merged.tables.items()}
    cat = Catalogue(**frames, shipped=merged.pictured)
    return (cat, replaced(merged), to_look_at(merged.tables)) if own else (cat, [], [])


@cache
def shipped_catalogue() -> Catalogue:
    """The shipped catalogue, loaded once: for what a function looks up when no other one is given."""
    return load_catalogue()


def _frame(table: Table, rows: Rows) -> pd.DataFrame:
    columns = list(table.row.model_fields)
    frame = pd.DataFrame([entry.row.model_dump() for entry in rows.values()], columns=columns)
    if "order" in frame:
        frame = frame.sort_values("order", kind="stable", na_position="last", ignore_index=True)
    return frame.set_index(table.key[0]) if len(table.key) == 1 else frame
