"""Rows of a log as CSV and as JSON text, and back: exact inverses, and safe in a spreadsheet."""

import csv
import itertools
import json
import os
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stretchbook.log.faults import LogError
from stretchbook.log.files import habits
from stretchbook.log.files.readings import Numbered, Reading, Row, is_rating
from stretchbook.log.records import ENTRIES, Entry
from stretchbook.rows import Fault

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
_INSIDE = re.compile(f"(?<=[;\t])(?='*[{_SIGNS}])")
"""Where a spreadsheet that separates cells by another sign would see the beginning of a formula."""
_INSIDE_INERT = re.compile(f"(?<=[;\t])'(?='*[{_SIGNS}])")
_QUOTED = re.compile(r'[,;\t\r\n"]')
_FORMAT = "stretchbook log"
_VERSIONS = (1, 2)
_NEEDED = {
    "holds": {"session", "stretch", "held_s"},
    "ratings": {"session", "area", "moment", "score"},
    "measures": {"measure", "value", "taken_at"},
    "days": {"day", "kind"},
    "phases": {"label", "start"},
    "sessions": {"started_at"},
}
"""Columns by which a table is known in a file of another name."""
AS = "told as"
"""Key under which a rating that was a cell of a session tells the name of its column."""


def inert(value: Any) -> Any:
    """Give a cell that no spreadsheet takes for a formula: an apostrophe goes before risky text."""
    if not isinstance(value, str):
        return value
    value = _INSIDE.sub("'", value)
    return f"'{value}" if value.startswith(_FORMULA) or _is_escaped(value) else value


def plain(cell: str) -> str:
    """Inverse of `inert`. An apostrophe that protects nothing is the person's own and stays."""
    return _INSIDE_INERT.sub("", cell[1:] if _is_escaped(cell) else cell)


def _is_escaped(text: str) -> bool:
    return text.startswith("'") and text[1:].startswith((*_FORMULA, "'"))


def as_csv(model: type[Entry], rows: Iterable[Row]) -> str:
    """Give one table as CSV."""
    cells = itertools.chain([model.model_fields], (map(inert, row.values()) for row in rows))
    return "".join(",".join(map(_quoted, line)) + "\r\n" for line in cells)


def _quoted(value: Any) -> str:
    """One cell, quoted where any spreadsheet would part it."""
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


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
        for column, about in model.model_fields.items():
            lines.append(f"| {column} | {(about.description or '').replace('|', '&#124;')} |")
    return "\n".join(lines) + "\n"


def write_file(path: Path, text: str) -> None:
    """Write a whole file or nothing, for its owner only."""
    part = path.with_name(f"{path.name}.part")
    try:
        private = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(private, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@dataclass
class Source:
    """What is read: rows of tables, and the ticks of a habit tracker if that wrote the file.

    Attributes
    ----------
    rows : callable
        Gives the rows of one table, as they stand in the file.
    is_sheet : bool
        Whether people and their programs may have written it in their own way: CSV, not JSON.
    file, writer, ticks : str, str or None, list
        Of a habit tracker: see `habits`.
    """

    rows: Callable[[str], Iterable[Numbered]]
    is_sheet: bool = True
    file: str = ""
    writer: str | None = None
    ticks: list[habits.Tick] = field(default_factory=list)

    def read(self, reading: Reading | None) -> Callable[[str], Iterable[Numbered]]:
        """Give what reads the rows of one table.

        In exports of version 1 the ratings are columns of the sessions. They are given as rows of the table
        ratings, if the sessions are read before it.
        """
        cells = list[Numbered]()
        made: Counter[str] = Counter()

        def rows(name: str) -> Iterator[Numbered]:
            for file, number, row in self._found(name, reading):
                if isinstance(row, dict) and reading:
                    row = reading.row(name, row)
                if name == "sessions" and isinstance(row, dict):
                    if reading and reading.ids and not row.get("id"):
                        row = {"id": _made_id(row, made)} | row
                    cells.extend((file, number, rating) for rating in _ratings(row))
                    row = {column: cell for column, cell in row.items() if not is_rating(column)}
                yield file, number, row
            yield from cells if name == "ratings" else ()

        return rows

    def _found(self, name: str, reading: Reading | None) -> Iterable[Numbered]:
        if not self.writer:
            return self.rows(name)
        taken = reading.habits if reading else ()
        return habits.rows(self.file, self.writer, self.ticks, taken, name)


def _made_id(session: Row, made: Counter[str]) -> str:
    """Give a session its id by when it began; of several at once the second is another one."""
    at = str(session.get("started_at"))
    made[at] += 1
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{at}|{made[at]}"))


def _ratings(session: Row) -> Iterator[Row]:
    """Ratings that are columns of a session, such as pain_before_neck."""
    for column, cell in session.items():
        if is_rating(column) and cell not in (None, ""):
            _, moment, area = column.split("_", 2)
            rated = {"session": session.get("id"), "area": area.replace("_", " "), "moment": moment}
            yield {**rated, "score": cell, AS: column}


def source(path: Path, faults: list[Fault]) -> Source:
    """Find what is to be read at a place; what is wrong with a file goes to ``faults``.

    Raises
    ------
    LogError
        If there is nothing at this place that can be loaded.
    """
    if path.suffix.lower() == ".json":
        told = _read_json(path)
        return Source(
            lambda name: ((path.name, at, row) for at, row in enumerate(told[name], 1)), is_sheet=False
        )
    if path.is_dir():
        files = {name: path / f"{name}.csv" for name in ENTRIES if (path / f"{name}.csv").is_file()}
        single = path / "Checkmarks.csv"
    else:
        files = {path.stem: path} if path.suffix.lower() == ".csv" and path.stem in ENTRIES else {}
        single = path
    if not files and single.is_file() and single.suffix.lower() in (".csv", ".txt", ".tsv"):
        lines = list(_lines(single, []))[:1]
        heading = lines[0] if lines else []
        if writer := habits.program(single, heading):
            found = habits.ticks(single, list(_lines(single, faults)))
            return Source(lambda _: (), file=single.name, writer=writer, ticks=found)
        files = {name: single for name, needed in _NEEDED.items() if heading and needed <= set(heading)}
        files = dict(list(files.items())[:1])
    if not files:
        raise LogError(
            f"{path} cannot be loaded; name a folder with files such as sessions.csv, one of these files, "
            "a file with their columns, or one whose name ends in .json."
        )
    return Source(lambda name: _read_csv(files[name], name, faults) if name in files else ())


def _read_json(path: Path) -> Mapping[str, list[Any]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise LogError(f"{path} is not text in UTF-8; name a file that log.export wrote.") from None
    except RecursionError:
        raise LogError(f"{path} is nested too deeply for a log; name a file that log.export wrote.") from None
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
    lines = _lines(path, faults)
    heading = next(lines, [])
    wrong = list(_heading_faults(path.name, heading, name))
    faults += wrong
    if not any(heading):
        return
    left_out = {fault.field for fault in wrong}
    for number, cells in enumerate(lines, 2):
        if len(cells) == len(heading):
            given = {name: plain(cell) for name, cell in zip(heading, cells, strict=True) if cell}
            if given:
                yield path.name, number, {n: cell for n, cell in given.items() if n not in left_out}
        elif any(cells):
            counts = f"{len(cells)} cells where the heading has {len(heading)}"
            faults.append(Fault(path.name, number, None, None, f"the row has {counts}; check its separators"))


def _lines(path: Path, faults: list[Fault]) -> Iterator[list[str]]:
    """Cells of a file, line by line, whatever its separator."""
    with path.open("rb") as raw:
        encoding = "utf-16" if raw.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    with path.open(encoding=encoding, newline="") as file:
        try:
            delimiter = max(",;\t", key=file.readline().count)
            file.seek(0)
            yield from csv.reader(file, delimiter=delimiter, strict=True)
        except csv.Error as error:
            faults.append(Fault(path.name, None, None, None, f"is not a CSV file ({error}); save it again"))
        except UnicodeError:
            raise LogError(f"{path} is not text in UTF-8; save it again as 'CSV UTF-8'.") from None


def _heading_faults(file: str, heading: list[str], table: str) -> Iterator[Fault]:
    if not any(heading):
        yield Fault(file, None, None, None, "has no heading; put the names of the columns first")
    for name in filter(None, dict.fromkeys(heading)):
        if heading.count(name) > 1:
            yield Fault(file, 1, name, None, "stands twice in the heading; keep one")
        elif name not in ENTRIES[table].model_fields and not (table == "sessions" and is_rating(name)):
            yield Fault(file, 1, name, None, "is not a field of this table; remove it")
