"""``stretchbook check FOLDER``: a folder of one's own tables, checked as it would be loaded."""

import sys
from pathlib import Path


def check_folder(folder: Path) -> int:
    """Check a folder of tables as `load_catalogue` would; print every fault, or what to know about it."""
    from stretchbook.catalogue import CatalogueError, check_catalogue

    try:
        cat, replaced, look = check_catalogue(folder)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder}: no faults. With it the catalogue has {len(cat.stretches)} stretches.")
    for line in [*replaced, *look]:
        print(line)
    return 0
