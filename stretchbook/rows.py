"""What the rows of all tables share, the shipped, the own and the log's: the form of an id, and a fault."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


@dataclass(frozen=True)
class Fault:
    """One fault in one table.

    Attributes
    ----------
    file : str
        File name.
    row : int or None
        Line of the row in a spreadsheet, the heading being line 1; None: the file as a whole.
    field : str or None
        Column.
    value : str or None
        What was found.
    mend : str
        What is wrong and what to do, in one sentence.
    """

    file: str
    row: int | None
    field: str | None
    value: str | None
    mend: str

    def __str__(self) -> str:
        where = self.file
        where += f", row {self.row}" if self.row else ""
        where += f", {self.field}" if self.field else ""
        shown = "" if self.value is None else f" (found {_short(self.value)})"
        return f"{where}: {self.mend}{shown}"


def _short(value: object, width: int = 60) -> str:
    text = str(value)
    return repr(text if len(text) <= width else text[: width - 1] + "…")
