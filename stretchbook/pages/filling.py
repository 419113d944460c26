"""Templates -> HTML: any value as plain words, all of it escaped."""

import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stretchbook import paths
from stretchbook.pages.woff import woff
from stretchbook.templates import environment

if TYPE_CHECKING:
    from jinja2 import Environment

FONT = "Stretchbook Sans"


def fill(template: str, **values: Any) -> str:
    """HTML of a template of ``pages/templates``; every value in it is shown as text.

    Parameters
    ----------
    template : str
        File name.
    **values : object
        What it speaks of. Only a ``markupsafe.Markup`` is taken as HTML.
    """
    return str(_environment().get_template(template).render(values))


def words(value: Any) -> str:
    """Any value as text: a day as its date, a truth as yes or no, a missing one as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return str(value).removesuffix(" 00:00:00") if isinstance(value, pd.Timestamp) else str(value)


def facts(row: pd.Series | Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table for a template, where a missing value counts as nothing."""
    return {str(key): None if pd.isna(value) else value for key, value in row.items()}


@cache
def _environment() -> "Environment":
    made = environment(Path(__file__).with_name("templates"), words)
    made.globals.update(font=FONT, fonts=_fonts)
    return made


@cache
def _fonts() -> dict[str, str]:
    """The carried type by weight, as text."""
    files = font_files().items()
    return {weight: base64.b64encode(woff(file.read_bytes())).decode() for weight, file in files}


def font_files() -> dict[str, Path]:
    """The type that printed pages carry, by weight: they look the same whatever fonts a computer has."""
    return {weight: paths.data_folder() / "fonts" / f"{weight}.ttf" for weight in ("normal", "bold")}
