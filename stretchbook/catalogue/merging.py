"""Folders of tables -> one set of rows: later folders add and replace, and every link is resolved."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from stretchbook.catalogue.reading import read_table
from stretchbook.catalogue.schema import TABLES, Row
from stretchbook.rows import Fault

PICTURED = ("keyframes", "keyframe_angles")


class Entry(NamedTuple):
    """One row and where it stands: number of the folder (0: shipped), file as shown, line, row."""

    folder: int
    file: str
    number: int
    row: Row

    @property
    def stretch(self) -> str:
        """The stretch that the row is a fact about; "" if it is not about one."""
        return str(getattr(self.row, "stretch", ""))

    def fault(self, field: str | None, value: Any, mend: str) -> Fault:
        """A fault of this row."""
        return Fault(self.file, self.number, field, None if value is None else str(value), mend)


Rows = dict[tuple[Any, ...], Entry]


def merge_folders(folders: Sequence[Path]) -> tuple[dict[str, Rows], frozenset[str], list[Fault]]:
    """Rows of all folders, merged table by table.

    Parameters
    ----------
    folders : sequence of Path
        The shipped one first. A file is named by its name alone, with its folder if there are three or more.

    Returns
    -------
    tuple of (dict, frozenset, list of Fault)
        Entries by table and key; the ids of shipped stretches whose pictures still hold;
        all faults.
    """
    faults: list[Fault] = []
    merged: dict[str, Rows] = {name: {} for name in TABLES}
    shipped: dict[str, dict[Any, Any]] = {}
    for place, folder in enumerate(folders):
        _merge(place, folder, len(folders) > 2 and place > 0, merged, faults)
        if place == 0:
            shipped = _pictured(merged)
    now = _pictured(merged)
    faulty = {Path(fault.file).name for fault in faults}
    faults += _broken_links(merged, faulty) + _step_gaps(merged)
    if faulty.isdisjoint({"keyframes.csv", "keyframe_angles.csv"}):
        faults += _faulty_figures(merged, {fault.value for fault in faults})
    return merged, frozenset(key for key, rows in shipped.items() if now.get(key) == rows), faults


def _merge(place: int, folder: Path, whole_path: bool, merged: dict[str, Rows], faults: list[Fault]) -> None:
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
        rows, new_faults = read_table(path, name)
        faults += [replace(fault, file=shown(path)) for fault in new_faults]
        fresh: Rows = {}
        for number, row in rows:
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


def _broken_links(merged: dict[str, Rows], faulty: set[str]) -> list[Fault]:
    """Links that lead nowhere, unless rows of the target were refused.

    Where a later folder took a stretch's keyframes away from earlier steps and joint angles, one fault asks
    for those tables.
    """
    faults = []
    asked: dict[str, set[str]] = {}
    keyframes = _by_stretch(merged["keyframes"].values())
    for name, table in TABLES.items():
        for columns, target in table.links.items():
            if f"{target}.csv" in faulty:
                continue
            fields = columns.split("+")
            for entry in merged[name].values():
                value = tuple(getattr(entry.row, field) for field in fields)
                if None in value or value in merged[target]:
                    continue
                newer = keyframes.get(entry.stretch, []) if target == "keyframes" else []
                if newer and newer[0].folder > entry.folder:
                    asked.setdefault(entry.stretch, set()).add(name)
                    continue
                mend = f"nothing with this key in {target}.csv; add it there or change it here"
                faults.append(entry.fault(" + ".join(fields), " + ".join(map(str, value)), mend))
    for stretch, names in asked.items():
        tables = " and ".join(sorted(names, reverse=True))
        mend = f"give {tables} of {stretch} too; the earlier ones need keyframes that this file leaves out"
        faults.append(keyframes[stretch][0].fault("stretch", stretch, mend))
    return faults


def _step_gaps(merged: dict[str, Rows]) -> list[Fault]:
    faults = []
    for stretch, steps in _by_stretch(merged["steps"].values()).items():
        for entry in steps:
            number = getattr(entry.row, "step", 0)
            if number > len(steps):
                mend = f"number the {len(steps)} steps of {stretch} 1, 2, 3 without gaps"
                faults.append(entry.fault("step", number, mend))
    return faults


def _faulty_figures(merged: dict[str, Rows], known: set[str | None]) -> list[Fault]:
    """Stretches whose keyframes make no figure; those with a fault already (in `known`) are passed over."""
    faults = []
    angles = _by_stretch(merged["keyframe_angles"].values())
    for stretch, heads in _by_stretch(merged["keyframes"].values()).items():
        if stretch in known:
            continue
        rows = {head: head.row.model_dump() for head in heads}
        for head in heads:
            if rows[head]["keyframe"] >= len(heads):
                mend = f"number the {len(heads)} keyframes of {stretch} 0, 1, 2 without gaps"
                faults.append(head.fault("keyframe", rows[head]["keyframe"], mend))
        held = [head for head in heads if rows[head]["hold"]]
        if len(held) != 1:
            mend = f"write true for one keyframe of {stretch}, the held posture; {len(held)} have it"
            faults.append((held or heads)[-1].fault("hold", None, mend))
        posed = {key[1] for key in merged["keyframe_angles"] if key[0] == stretch and key[2] == 1}
        bare = [head for head in heads if rows[head]["keyframe"] not in posed]
        if bare:
            numbers = ", ".join(str(rows[head]["keyframe"]) for head in bare)
            mend = f"keyframe_angles.csv needs joint angles with t = 1 for keyframe {numbers} of {stretch}"
            latest = max([*bare, *angles.get(stretch, [])], key=lambda entry: entry.folder)
            faults.append(latest.fault("keyframe", None, mend))
    return faults


def _by_stretch(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.stretch, []).append(entry)
    return found
