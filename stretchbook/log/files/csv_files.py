"""Rows of a log as CSV and as JSON text, and back: exact inverses, and safe in a spreadsheet."""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stretchbook.log.faults import LogError
from stretchbook.log.records import ENTRIES, Entry
from stretchbook.rows import Fault

Row = dict[str, Any]
Numbered = tuple[str, int, Any]
"""File name, number of the row (the heading of a CSV file is row 1), and the row as it was found."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMAT = "stretchbook log"
_VERSIONS = (1, 2)
_RATING = re.compile(r"pain_(before|after)_(.+)")
AS = "told as"
"""Key under which a rating that was a cell of a session tells the name of its column."""


def inert(value: Any) -> Any:
    """Give a cell that no spreadsheet takes for a formula: an apostrophe goes before risky text."""
    risky = isinstance(value, str) and (value.startswith(_FORMULA) or _is_escaped(value))
    return f"'{value}" if risky else value


def plain(cell: str) -> str:
    """Inverse of `inert`. An apostrophe that protects nothing is the person's own and stays."""
    return cell[1:] if _is_escaped(cell) else cell


def _is_escaped(text: str) -> bool:
    return text.startswith("'") and text[1:].startswith((*_FORMULA, "'"))


def as_csv(model: type[Entry], rows: Iterable[Row]) -> str:
    """Give one table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # so that cells with a bare CR are quoted too
    writer.writerow(model.model_fields)
    writer.writerows([inert(value) for value in row.values()] for row in rows)
    return out.getvalue()


def as_json(rows: Callable[[str], Iterable[Row]]) -> str:
    """Give all tables as JSON."""
    told: Row = {"format": _FORMAT, "version": _VERSIONS[-1]} | {name: list(rows(name)) for name in ENTRIES}
    return json.dumps(told, ensure_ascii=False, indent=1)


def readme() -> str:
    """Give the description of every file and column of an export."""
    lines = [
        "# A log of stretchbook",
        "",
        "Text in UTF-8, cells separated by commas, one row each. An empty cell is a missing value, never 0.",
        "Text that a spreadsheet would take for a formula begins with an apostrophe; loading takes it away.",
        "`log.load(folder)` adds what a log does not have yet; loading twice changes nothing.",
    ]
    for name, model in ENTRIES.items():
        lines += ["", f"## {name}.csv", "", (model.__doc__ or "").partition("\n")[0], ""]
        lines += ["| column | meaning |", "|---|---|"]
        for column, field in model.model_fields.items():
            lines.append(f"| {column} | {(field.description or '').replace('|', '&#124;')} |")
    return "\n".join(lines) + "\n"


def write_file(path: Path, text: str) -> None:
    """Write a whole file or nothing, for its owner only."""
    part = path.with_name(f"{path.name}.part")
    private = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with open(private, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    part.replace(path)


def source(path: Path, faults: list[Fault]) -> Callable[[str], Iterable[Numbered]]:
    """Give what reads the rows of one table of an export; what is wrong with a file goes to ``faults``.

    In exports of version 1 the ratings are columns of the sessions. They are given as rows of the table
    ratings, if the sessions are read before it.

    Raises
    ------
    LogError
        If there is no export at this place.
    """
    read, cells = _source(path, faults), list[Numbered]()

    def rows(name: str) -> Iterator[Numbered]:
        for file, number, row in read(name):
            if name == "sessions" and isinstance(row, dict):
                cells.extend((file, number, rating) for rating in _ratings(row))
                row = {column: cell for column, cell in row.items() if not _RATING.fullmatch(column)}
            yield file, number, row
        yield from cells if name == "ratings" else ()

    return rows


def _ratings(session: Row) -> Iterator[Row]:
    """Ratings that are columns of a session, such as pain_before_neck."""
    for column, cell in session.items():
        if (match := _RATING.fullmatch(column)) and cell not in (None, ""):
            moment, area = match[1], match[2].replace("_", " ")
            yield {"session": session.get("id"), "area": area, "moment": moment, "score": cell, AS: column}


def _source(path: Path, faults: list[Fault]) -> Callable[[str], Iterable[Numbered]]:
    if path.suffix.lower() == ".json":
        told = _read_json(path)
        return lambda name: ((path.name, number, row) for number, row in enumerate(told[name], 1))
    if path.is_dir():
        files = {name: path / f"{name}.csv" for name in ENTRIES if (path / f"{name}.csv").is_file()}
    else:
        files = {path.stem: path} if path.suffix.lower() == ".csv" and path.stem in ENTRIES else {}
    if not files:
        raise LogError(
            f"{path} cannot be loaded; name a folder with files such as sessions.csv, one of these files, "
            "or a file whose name ends in .json."
        )
    return lambda name: _read_csv(files[name], name, faults) if name in files else ()


def _read_json(path: Path) -> Mapping[str, list[Any]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise LogError(f"{path} is not text in UTF-8; name a file that log.export wrote.") from None
    except ValueError as error:
        raise LogError(f"{path} is not JSON ({error}); name a file that log.export wrote.") from None
    if not isinstance(told, dict) or told.get("format") != _FORMAT or told.get("version") not in _VERSIONS:
        raise LogError(
            f"{path} is not a log of stretchbook, or of a newer one; name a file that log.export wrote."
        )
    tables = {name: told.get(name, []) for name in ENTRIES}
    for name, rows in tables.items():
        if not isinstance(rows, list):
            raise LogError(f"{path} is damaged: {name} must be a list; name a file that log.export wrote.")
    return tables


def _read_csv(path: Path, name: str, faults: list[Fault]) -> Iterator[Numbered]:
    with path.open("rb") as raw:
        encoding = "utf-16" if raw.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        try:
            delimiter = max(",;\t", key=file.readline().count)
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            heading = next(reader, [])
            wrong = list(_heading_faults(path.name, heading, list(ENTRIES[name].model_fields)))
            faults += wrong
            if any(fault.field is None or heading.count(fault.field) > 1 for fault in wrong):
                return
            unknown = {fault.field for fault in wrong}
            for number, cells in enumerate(reader, 2):
                if len(cells) == len(heading):
                    given = {name: plain(cell) for name, cell in zip(heading, cells, strict=True) if cell}
                    if given:
                        yield path.name, number, {n: cell for n, cell in given.items() if n not in unknown}
                elif any(cells):
                    counts = f"{len(cells)} cells where the heading has {len(heading)}"
                    mending = f"the row has {counts}; check its separators"
                    faults.append(Fault(path.name, number, None, None, mending))
        except csv.Error as error:
            faults.append(Fault(path.name, None, None, None, f"is not a CSV file ({error}); save it again"))
        except UnicodeError:
            raise LogError(f"{path} is not text in UTF-8; save it again as 'CSV UTF-8'.") from None


def _heading_faults(file: str, heading: list[str], known: list[str]) -> Iterator[Fault]:
    if not any(heading):
        yield Fault(file, None, None, None, "has no heading; put the names of the columns first")
    for name in filter(None, dict.fromkeys(heading)):
        if heading.count(name) > 1:
            yield Fault(file, 1, name, None, "stands twice in the heading; keep one")
        elif name not in known and not (file == "sessions.csv" and _RATING.fullmatch(name)):
            yield Fault(file, 1, name, None, "is not a field of this table; remove it")
