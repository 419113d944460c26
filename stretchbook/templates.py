"""Jinja templates as every room uses them: values are shown as text, and an unknown name is an error."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment(folder: Path, finalize: Callable[[Any], Any] | None = None) -> "Environment":
    """The templates of a folder; ``finalize`` says a value in words."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # loaded with the first page

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
