"""What the rows of all tables share, the shipped, the own and the log's: the form of an id, and a fault."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

FORMS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and _, beginning with a letter, such as left_knee",
    r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$": "letters of the English alphabet, digits and . _ : -, beginning with a "
    "letter or a digit",
    r"^10\.\d{4,9}/\S+$": "10., digits, a slash and more, such as 10.1000/182",
    r"^https://[^\s<>\"']+$": "https:// and an address without spaces or quotes",
}
"""Each pattern that a cell may have to fit, in words."""

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
