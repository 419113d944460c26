"""CITATION.cff says of stretchbook what the package itself says."""

import tomllib
from pathlib import Path

import pytest
import yaml

import stretchbook as sb

REPOSITORY = Path(__file__).resolve().parents[2]
REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = REQUIRED | {"type", "version", "abstract", "license", "keywords"}


@pytest.fixture(scope="module")
def cited():
    """What CITATION.cff says."""
    return yaml.safe_load((REPOSITORY / "CITATION.cff").read_text("utf-8"))


def test_its_form(cited):
    """The keys that version 1.2.0 of the format asks for, and no misspelt one."""
    assert REQUIRED <= set(cited) <= ALLOWED
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "software")
    assert all(isinstance(word, str) for word in cited["keywords"])
    assert isinstance(cited["version"], str)


def test_it_agrees_with_the_package(cited):
    """Name, version, licence, authors and keywords are those of the package."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    assert cited["version"] == sb.__version__
    for there in ("authors", "keywords"):
        assert cited[there] == project[there]
    assert cited["license"] == project["license"].split(" AND ")[0], "that of the code"
    assert cited["title"] == project["name"]
