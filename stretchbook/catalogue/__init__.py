"""Tables -> a checked catalogue: ``schema``, ``reading``, ``merging`` and ``checks``, ``loading``."""

from stretchbook.catalogue.catalogue import Catalogue
from stretchbook.catalogue.loading import check_catalogue, load_catalogue, shipped_catalogue
from stretchbook.catalogue.reading import CatalogueError
from stretchbook.words import known_words

__all__ = [
    "Catalogue", "CatalogueError", "check_catalogue", "known_words", "load_catalogue", "shipped_catalogue",
]  # fmt: skip
