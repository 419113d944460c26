"""The tables of the figure as they are shipped."""

import pandas as pd
import pytest

from stretchbook import paths


class Tables:
    """The tables of the figure, read as they stand."""

    def __init__(self, folder=None):
        folder = folder or paths.data_folder()
        self.keyframes = pd.read_csv(folder / "keyframes.csv")
        self.keyframe_angles = pd.read_csv(folder / "keyframe_angles.csv")
        self.anchors = pd.read_csv(folder / "anchors.csv")


@pytest.fixture(scope="session")
def tables():
    """The shipped tables, as frames."""
    return Tables()
