"""Folders of tables -> one set of rows: later folders add and replace, and every link is resolved."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from stretchbook.catalogue import checks
from stretchbook.catalogue.entries import Entry, Refused, Rows
from stretchbook.catalogue.reading import read_table
from stretchbook.catalogue.schema import TABLES
from stretchbook.rows import Fault

PICTURED = ("keyframes", "keyframe_angles")


class Merged(NamedTuple):
    """Entries by table and key; the same of the shipped folder alone; shipped stretches whose pictures still
    hold; all faults.
    """

    tables: dict[str, Rows]
    before: dict[str, Rows]
    pictured: frozenset[str]
    faults: list[Fault]


def merge_folders(folders: Sequence[Path]) -> Merged:
    """Rows of all folders, merged table by table.

    Parameters
    ----------
    folders : sequence of Path
        The shipped one first. A file is named by its name alone, with its folder if there are three or more.

    Returns
    -------
    Merged
    """
    faults: list[Fault] = []
    refused: list[Refused] = []
    merged: dict[str, Rows] = {name: {} for name in TABLES}
    before: dict[str, Rows] = {}
    shipped: dict[str, dict[Any, Any]] = {}
    for place, folder in enumerate(folders):
        _merge(place, folder, len(folders) > 2 and place > 0, merged, refused, faults)
        if place == 0:
            shipped = _pictured(merged)
            before = {name: dict(rows) for name, rows in merged.items()}
    now = _pictured(merged)
    faulty = {Path(fault.file).name for fault in faults}
    faults += checks.broken_links(merged, faulty) + checks.unknown_words(merged, refused, faults)
    faults += checks.words_alike(merged) + checks.step_gaps(merged)
    if faulty.isdisjoint({"keyframes.csv", "keyframe_angles.csv"}):
        faults += checks.faulty_figures(merged, {fault.value for fault in faults})
    pictured = frozenset(key for key, rows in shipped.items() if now.get(key) == rows)
    return Merged(merged, before, pictured, faults)


def _merge(
    place: int,
    folder: Path,
    whole_path: bool,
    merged: dict[str, Rows],
    refused: list[Refused],
    faults: list[Fault],
) -> None:
    if not folder.is_dir():
        faults.append(Fault(str(folder), None, None, None, "there is no such folder; check the name"))
        return

    def shown(path: Path) -> str:
        return str(path) if whole_path else path.name

    for path in sorted(path for path in folder.glob("*.csv") if path.stem not in TABLES):
        mend = f"no such table; the tables are {', '.join(TABLES)}"
        faults.append(Fault(shown(path), None, None, None, mend))
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            if name == "stretches":
                mend = f"missing in {folder.name}; add this table"
                faults.append(Fault(shown(path), None, None, None, mend))
            continue
        sheet = read_table(path, name)
        faults += [replace(fault, file=shown(path)) for fault in sheet.faults]
        refused += [Refused(name, shown(path), number, cells) for number, cells in sheet.refused]
        fresh: Rows = {}
        for number, row in sheet.rows:
            key = tuple(getattr(row, column) for column in table.key)
            entry = Entry(place, shown(path), number, row)
            if key in fresh:
                mend = f"the same key stands in row {fresh[key].number}; keys must be unique"
                faults.append(entry.fault(" + ".join(table.key), " + ".join(map(str, key)), mend))
            fresh[key] = entry
        if len(table.key) > 1:  # facts about a stretch: the folder's replace the earlier ones as a whole
            renewed = {entry.stretch for entry in fresh.values()}
            for key in [key for key, entry in merged[name].items() if entry.stretch in renewed]:
                del merged[name][key]
        merged[name].update(fresh)


def _pictured(merged: dict[str, Rows]) -> dict[str, dict[Any, Any]]:
    """What the picture of each stretch shows: which stretch it is, its keyframes, its joint angles."""
    found: dict[str, dict[Any, Any]] = {}
    for (key,), entry in merged["stretches"].items():
        found[str(key)] = {field: getattr(entry.row, field) for field in ("name", "position", "sided")}
    for name in PICTURED:
        for key, entry in merged[name].items():
            found.setdefault(str(key[0]), {})[name, *key] = entry.row
    return found
