"""Tables -> a checked catalogue, from ``schema`` (rows) over ``reading`` and ``merging`` to ``catalogue``."""

from stretchbook.catalogue.catalogue import Catalogue, known_words, load_catalogue
from stretchbook.catalogue.reading import CatalogueError

__all__ = ["Catalogue", "CatalogueError", "known_words", "load_catalogue"]
