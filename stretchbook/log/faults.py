"""What the log says when a row cannot be: the row, the field, what was found and the mend."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stretchbook.rows import FORMS


class LogError(Exception):
    """The log cannot do what was asked; the message says why and what to do, and nothing was changed."""


class LogUnavailable(LogError):
    """The log cannot be read or written just now: nothing was changed, and trying again may succeed."""


def mend(error: ErrorDetails) -> str:
    """One plain clause for what pydantic found: what must be, or what to do."""
    context: Mapping[str, Any] = error.get("ctx") or {}
    match error["type"]:
        case "missing":
            return "is missing; fill it in"
        case "extra_forbidden":
            return "is not a field of this table; remove it"
        case "literal_error":
            return f"must be one of {context['expected']}"
        case "value_error":
            return str(context["error"])
        case "int_parsing" | "int_from_float" | "int_type":
            return "must be a whole number"
        case "float_parsing" | "float_type" | "finite_number":
            return "must be a number, with a point for decimals"
        case "tuple_type":
            return "must be a list"
        case "string_pattern_mismatch":
            return f"must be {FORMS[context['pattern']]}"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "string_too_short":
            return "must not be empty"
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return "must be a day, such as 2026-11-22"
        case _:
            return error["msg"].replace("Input should be", "must be")


E = TypeVar("E", bound=BaseModel)


def checked(model: type[E], given: Mapping[str, Any], called: str | None = None) -> E:
    """Give the row, checked; an error calls it so, or by the name of its table.

    Raises
    ------
    LogError
        One line for each fault: the row, the field, the value found and the mend.
    """
    try:
        return model.model_validate(given)
    except ValidationError as invalid:
        row = called or model.__name__.removesuffix("Entry").lower()
        faults = invalid.errors(include_url=False)
        raise LogError("\n".join(_sentence(row, fault, given) for fault in faults)) from None


def _sentence(row: str, fault: ErrorDetails, given: Mapping[str, Any]) -> str:
    field = str(fault["loc"][0]) if fault["loc"] else ""
    found = f" (found {shown(given[field])})" if field in given else ""
    return f"The {row} is not written: {field} {mend(fault)}{found}."


def shown(value: object, width: int = 60) -> str:
    """Give a value as an error shows it: quoted, escaped and not too long."""
    text = ascii(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= width else text[: width - 1] + "…"
