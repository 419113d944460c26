"""How a sentence names a source: by author and year, not by its key."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchbook.catalogue.catalogue import Catalogue

_NAMED = re.compile(r"^([A-Z][\w’-]+)(?: et al\.| &|, )")


def source_name(cat: "Catalogue", key: str) -> str:
    """A source as a sentence names it: "Jasien 2015", or its citation up to the first comma."""
    citation, year = str(cat.sources.at[key, "citation"]), re.search(r"(?:19|20)\d\d$", key)
    author = _NAMED.match(citation)
    return f"{author[1]} {year[0]}" if author and year else citation.split(",")[0]


def with_names(cat: "Catalogue", text: str) -> str:
    """A sentence of the tables with sources by their names; a key that is a plain word stays as it is."""
    keys = [str(key) for key in cat.sources.index if re.search(r"[\d_]", str(key))]
    if not keys:
        return text
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, keys))})\b")
    return found.sub(lambda match: source_name(cat, match[0]), text)
