"""CSV files -> checked rows. Every fault is collected; each names file, row, field, value and mend."""

import csv
import difflib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from stretchbook.catalogue.cells import Row
from stretchbook.catalogue.schema import TABLES
from stretchbook.rows import FORMS, Fault

MAX_BYTES = 20_000_000


class CatalogueError(ValueError):
    """A folder of tables that cannot be used; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = f"{len(self.faults)} fault{'s' if len(self.faults) != 1 else ''}"
        super().__init__("\n".join([f"The tables have {count}:", *(f"  {fault}" for fault in self.faults)]))


def read_text(path: Path) -> str:
    """Text of a file written as UTF-8 (with or without BOM) or as UTF-16 with BOM.

    Raises
    ------
    ValueError
        One sentence, if it is too large, not text, or in another encoding.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it")
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8 text; save it again as 'CSV UTF-8'") from None
    if "\0" in text:
        raise ValueError("the file is not text; save the sheet again as 'CSV UTF-8'")
    return text


def _records(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Heading and numbered, non-blank rows; commas, semicolons and tabs are told apart by the heading."""
    heading_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=heading_line.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    filled = [(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if not filled:
        raise ValueError("the file is empty; give it a heading and at least one row, or remove it")
    return [cell.strip() for cell in filled[0][1]], filled[1:]


def _mend(error: ErrorDetails) -> str:
    """One plain sentence for what pydantic found."""
    context: Mapping[str, Any] = error.get("ctx") or {}
    match error["type"]:
        case "missing":
            return "fill in this cell; it must not be empty"
        case "literal_error":
            return f"use one of {context['expected']}"
        case "value_error":
            return f"{context['error']}; change one of them"
        case "int_parsing" | "int_from_float":
            return "write a whole number"
        case "float_parsing":
            return "write a number with a point for decimals, such as 12.5"
        case "bool_parsing":
            return "write true or false"
        case "string_pattern_mismatch":
            return f"write {FORMS[context['pattern']]}"
        case "too_short" | "string_too_short":
            return "fill in this cell; it must not be empty"
        case "string_too_long":
            return f"shorten it to at most {context['max_length']} characters"
        case _:
            message = error["msg"].replace("Input should be", "must be")
            return f"{message[0].lower()}{message[1:]}; change it"


class Sheet(NamedTuple):
    """Rows of one table, numbered as in the file; cells of the rows that were refused; all faults."""

    rows: list[tuple[int, Row]]
    refused: list[tuple[int, dict[str, str]]]
    faults: list[Fault]


def read_table(path: Path, name: str) -> Sheet:
    """Read one table."""
    model, file = TABLES[name].row, path.name
    try:
        heading, records = _records(read_text(path))
    except (ValueError, OSError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Sheet([], [], [Fault(file, None, None, None, f"cannot be read: {reason}")])
    faults = _heading_faults(file, heading, model)
    if faults:
        return Sheet([], [], faults)
    rows: list[tuple[int, Row]] = []
    refused: list[tuple[int, dict[str, str]]] = []
    for number, cells in records:
        if len(cells) != len(heading):
            cells_text = f"has {len(cells)} cells where the heading has {len(heading)}"
            faults.append(Fault(file, number, None, None, f"the row {cells_text}; check its separators"))
            continue
        given = {column: cell for column, cell in zip(heading, cells, strict=True) if cell.strip()}
        try:
            rows.append((number, model.model_validate(given)))
        except ValidationError as invalid:
            refused.append((number, given))
            for detail in invalid.errors(include_url=False):
                field = str(detail["loc"][0])
                faults.append(Fault(file, number, field, given.get(field), _mend(detail)))
    if not records:
        mend = "has a heading but no rows; add a row or remove the file"
        faults.append(Fault(file, None, None, None, mend))
    return Sheet(rows, refused, faults)


def _heading_faults(file: str, heading: list[str], model: type[Row]) -> list[Fault]:
    known = list(model.model_fields)
    faults = []
    for column in dict.fromkeys(heading):
        if heading.count(column) > 1:
            faults.append(Fault(file, 1, column, None, "this column stands twice; keep one"))
        if column not in known:
            near = difflib.get_close_matches(column.lower(), known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"the columns are {', '.join(known)}"
            faults.append(Fault(file, 1, column or None, None, f"unknown column; {hint}"))
    for column, field in model.model_fields.items():
        if field.is_required() and column not in heading:
            faults.append(Fault(file, 1, column, None, "this column is missing; add it"))
    return faults
