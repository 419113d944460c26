"""The shipped catalogue for the tests of teaching, and its tables as plain text."""

import csv

import pytest

import stretchbook as sb
from stretchbook import paths
from stretchbook.catalogue.schema import TABLES


@pytest.fixture(scope="session")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


@pytest.fixture(scope="session")
def raw():
    """Every table as it stands in its file: lists of dictionaries of text, read without the catalogue."""
    found = {}
    for name in TABLES:
        with (paths.data_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found
