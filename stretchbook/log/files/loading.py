"""An export added to a log: in one transaction, as one step that can be undone."""

from pathlib import Path

from stretchbook.log import journal, ratings
from stretchbook.log.db.store import Store
from stretchbook.log.faults import LogError
from stretchbook.log.files import preview
from stretchbook.log.files.exporting import TABLES
from stretchbook.log.files.readings import Reading


def load(
    store: Store,
    path: Path,
    skip_faults: bool = False,
    bring_back: bool = False,
    journaled: bool = True,
    reading: Reading | None = None,
    zone: str = "UTC",
) -> preview.Preview:
    """Add what the log does not have; with faults, nothing is written unless they are to be skipped."""
    found = preview.look(store, path, bring_back, reading, zone)
    if found.asks:
        raise LogError("\n".join(["Nothing was loaded.", *preview.asked(found, path)]))
    if found.faults and not skip_faults:
        raise LogError("\n".join(["Nothing was loaded.", *preview.told(found.faults)]))
    with store.write(alone=True) as connection:
        changes: list[journal.Change] = []
        for name, table in TABLES.items():
            entries = found.entries[name]
            if name == "ratings":
                changes += ratings.put(connection, store, entries)
            else:
                changes += journal.add(connection, store, table, [entry.columns() for entry in entries])
        if journaled:
            journal.keep(connection, f"the import of {path.name}", changes)
    found.done = True
    return found
