"""Ids for measures of a file that has none, so that the same file is known again.

A file is known by its rows, not by its name or place: one that holds every row of a file that was loaded
before is that file, perhaps with new rows, and only these are added. Any other file is another one, and
its rows are all kept, also those that are equal to rows of the first. Rows that are equal within one file
are numbered, so that they stay as many as they are.
"""

import hashlib
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stretchbook.log.records import MeasureEntry

_OWN = re.compile(r"([0-9a-f]{12})\.([0-9a-f-]{36})")


def named(entries: Sequence[MeasureEntry], known: Iterable[str]) -> tuple[list[MeasureEntry], set[str]]:
    """Give the rows of one file their ids.

    Parameters
    ----------
    entries : sequence of MeasureEntry
        Rows of the file that came without an id.
    known : iterable of str
        Ids of all measures of the log.

    Returns
    -------
    list of MeasureEntry
        The same rows, with ids.
    set of str
        Ids of those rows that are equal to a row of another file.
    """
    files: dict[str, set[str]] = defaultdict(set)
    for match in filter(None, map(_OWN.fullmatch, known)):
        files[match[1]].add(match[2])
    rows = _numbered(entries)
    same = [file for file, earlier in files.items() if earlier <= set(rows)]
    new = hashlib.sha256("".join(sorted(rows)).encode()).hexdigest()[:12]
    file = max(same, key=lambda name: len(files[name]), default=new)
    others = set().union(*(earlier for name, earlier in files.items() if name != file))
    ids = [f"{file}.{row}" for row in rows]
    twins = {f"{file}.{row}" for row in others.intersection(rows) - files[file]}
    return [entry.model_copy(update={"id": own}) for entry, own in zip(entries, ids, strict=True)], twins


def _numbered(entries: Sequence[MeasureEntry]) -> list[str]:
    seen: Counter[tuple[Any, ...]] = Counter()
    rows = []
    for entry in entries:
        content = tuple(value for name, value in entry.columns().items() if name != "id")
        seen[content] += 1
        rows.append(str(uuid.uuid5(uuid.NAMESPACE_OID, repr((*content, seen[content])))))
    return rows


def of_schema_1(given: Mapping[str, Any]) -> str:
    """Give the id that a version before this one made of a row without one."""
    said = "|".join(str(given.get(field)) for field in ("measure", "side", "taken_at"))
    return str(uuid.uuid5(uuid.NAMESPACE_OID, said))
