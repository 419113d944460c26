"""What the unit tests share: the catalogue, loaded once."""

import pytest

import stretchbook as sb


@pytest.fixture(scope="session")
def cat() -> sb.Catalogue:
    """The shipped catalogue."""
    return sb.load_catalogue()
