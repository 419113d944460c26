"""One row of a table and where it stands: folder, file, line."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from stretchbook.catalogue.cells import Row
from stretchbook.rows import Fault


class Entry(NamedTuple):
    """One row and where it stands: number of the folder (0: shipped), file as shown, line, row."""

    folder: int
    file: str
    number: int
    row: Row

    @property
    def stretch(self) -> str:
        """The stretch that the row is a fact about, or the case or the muscle; "" if it is about none."""
        about = (getattr(self.row, field, None) for field in ("stretch", "case", "muscle"))
        return str(next(filter(None, about), ""))

    def fault(self, field: str | None, value: Any, mend: str) -> Fault:
        """A fault of this row."""
        return Fault(self.file, self.number, field, None if value is None else str(value), mend)


class Refused(NamedTuple):
    """The cells of a row that was refused: table, file as shown, line, cells."""

    table: str
    file: str
    number: int
    cells: dict[str, str]


Rows = dict[tuple[Any, ...], Entry]


def by_stretch(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by the stretch that they are a fact about."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.stretch, []).append(entry)
    return found
