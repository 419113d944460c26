"""The tables of keyframes as they are shipped."""

import pandas as pd
import pytest

from stretchbook import paths


class Tables:
    """The two tables of keyframes, read as they stand."""

    def __init__(self, folder=None):
        folder = folder or paths.data_folder()
        self.keyframes = pd.read_csv(folder / "keyframes.csv")
        self.keyframe_angles = pd.read_csv(folder / "keyframe_angles.csv")


@pytest.fixture(scope="session")
def tables():
    """The two shipped tables, as frames."""
    return Tables()
