"""What one cell of the log may be: times, zones, areas, ratings, words. Each says the mend if it cannot."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from stretchbook.log.db.times import find_zone


def number(value: Any) -> Any:
    """Refuse True and False, which Python takes for numbers."""
    if isinstance(value, bool):
        raise ValueError("must be a number, not true or false")
    return value


def _blank(value: Any) -> Any:
    return None if isinstance(value, str) and value == "" else value


def _writable(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if "\0" in text:
        raise ValueError("holds the character NUL, which no database and no spreadsheet keeps; remove it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a character (a lone surrogate); remove it") from None
    return text


def moment_of(value: Any) -> datetime:
    """Give the aware time that a value tells."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("write a time with its zone, such as 2026-11-22T18:05:00+01:00") from None
    if not isinstance(value, datetime):
        raise ValueError("must be a time (datetime)")
    if value.utcoffset() is None:
        raise ValueError("has no time zone; give an aware time, such as datetime.now().astimezone()")
    if not 1970 <= value.year <= 2200:
        raise ValueError("must lie between 1970 and 2200")
    return value if type(value) is datetime else _plain_time(value)


def _plain_time(moment: datetime) -> datetime:
    """Give a datetime that is one, not a subclass with nanoseconds."""
    return datetime.combine(moment.date(), moment.timetz()).replace(fold=moment.fold)


def _zone(name: str) -> str:
    find_zone(name)
    return name


def areas_of(value: Any) -> Any:
    """Give the areas of a list, or of a cell in which "|" separates them, each once."""
    parts = value.split("|") if isinstance(value, str) else value
    if isinstance(parts, str) or not isinstance(parts, Iterable):
        return parts
    given = list(parts)
    return tuple(part for place, part in enumerate(given) if part not in given[:place])


def _said(label: str) -> str:
    if not label.strip():
        raise ValueError("must not be blank")
    return label


def _area(name: str) -> str:
    if "|" in name:
        raise ValueError("must be the name of one area, without the sign |")
    return _said(name)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$", max_length=64)]
Moment = Annotated[datetime, BeforeValidator(moment_of)]
Zone = Annotated[str, Field(max_length=64), AfterValidator(_zone)]
Score = Annotated[int, Field(ge=0, le=10), BeforeValidator(number)]
Area = Annotated[str, Field(min_length=1, max_length=60), BeforeValidator(_writable), AfterValidator(_area)]
Seconds = Annotated[float, BeforeValidator(number)]
Note = Annotated[
    Annotated[str, Field(max_length=10_000), BeforeValidator(_writable)] | None, BeforeValidator(_blank)
]
Label = Annotated[str, Field(max_length=100), BeforeValidator(_writable), AfterValidator(_said)]
Day = Annotated[date, BeforeValidator(_day)]
