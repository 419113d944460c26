"""The shipped tables, as text and as validated rows."""

import csv

import pytest
from textbook import STRETCHES

from stretchbook import paths
from stretchbook.catalogue.schema import TABLES


@pytest.fixture(scope="module")
def cells():
    """Every table as it stands in its file: a list of dictionaries of text."""
    found = {}
    for name in TABLES:
        with (paths.data_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="module")
def rows(cells):
    """Every table as validated rows."""
    full = {name: [{k: v for k, v in row.items() if v} for row in given] for name, given in cells.items()}
    return {name: [TABLES[name].row.model_validate(row) for row in given] for name, given in full.items()}


@pytest.fixture(scope="module")
def hold(rows):
    """Angles of the posture that is held: {stretch: {(side, joint): degrees}}."""
    held = {row.stretch: row.keyframe for row in rows["keyframes"] if row.hold}
    angles = {stretch: {} for stretch in STRETCHES}
    for row in rows["keyframe_angles"]:
        if row.t == 1 and row.keyframe == held[row.stretch]:
            angles[row.stretch][row.side, row.joint] = row.deg
    return angles
