"""What a row is, and what its cells may hold: texts, words, lists of them, addresses."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from stretchbook.rows import Id


def _split(cell: Any) -> Any:
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if isinstance(cell, str) else cell


def _spelt(word: str) -> str:
    """Refuse a word that could not stand in a list or name a column ("pain_before_lower_back")."""
    if "_" in word:
        raise ValueError(f"a word has spaces where {word!r} has lines: {word.replace('_', ' ').strip()!r}")
    if not word[0].isalnum() or any(c == "|" or not c.isprintable() for c in word):
        raise ValueError("a word begins with a letter or a digit and has no | and no line break")
    if word.casefold() == EVERY:
        raise ValueError(f"{word!r} means every one of them")
    return word


EVERY = "all"
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Word = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_spelt)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_split), Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_split)]
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")]
Url = Annotated[str, Field(pattern=r"^https://[^\s<>\"']+$")]


class Row(BaseModel):
    """A row of any table: unknown columns are refused, spaces at the ends of a cell are dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)
