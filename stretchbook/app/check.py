"""Check a folder of a person's own tables."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchbook.catalogue import Catalogue

_PARTS = {
    "stretches": "name and texts", "steps": "steps", "stretch_muscles": "muscles",
    "precautions": "precautions", "keyframes": "keyframes", "keyframe_angles": "joint angles",
    "aliases": "other names", "added": "additions",
}  # fmt: skip


def check_folder(folder: Path) -> int:
    """Check a folder of tables as `load_catalogue` would; print every fault, or what it replaces."""
    from stretchbook.catalogue import load_catalogue
    from stretchbook.catalogue.reading import CatalogueError

    try:
        cat = load_catalogue(folder)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder}: no faults. With it the catalogue has {len(cat.stretches)} stretches.")
    for line in _replaced(load_catalogue(), cat):
        print(line)
    return 0


def _replaced(shipped: "Catalogue", cat: "Catalogue") -> list[str]:
    """One sentence for each shipped stretch of which a catalogue has other rows: what is new, what stays."""
    said = []
    for stretch in shipped.stretches.index:
        new, kept = [], []
        for table, words in _PARTS.items():
            ours, theirs = (getattr(each, table).reset_index() for each in (shipped, cat))
            key = "id" if table == "stretches" else "stretch"
            before, after = (
                frame[frame[key] == stretch].drop(columns="index", errors="ignore").reset_index(drop=True)
                for frame in (ours, theirs)
            )
            if not before.equals(after):
                new.append(words)
            elif len(before):
                kept.append(words)
        if new:
            pictures = "" if stretch in cat.shipped else " Its shipped pictures are not shown."
            rest = f"; its {_listed(kept)} stay" if kept else ""
            said.append(f"It replaces {_listed(new)} of the shipped {stretch}{rest}.{pictures}")
    return said


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
