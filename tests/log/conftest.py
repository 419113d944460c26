"""Logs to test with: real databases in a folder that is thrown away."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stretchbook.log import Log, Session, open_log

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=BERLIN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name of a log that does not exist yet."""
    return tmp_path / "book" / "log.db"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    """An empty log in a file; its clock says noon in Berlin."""
    with open_log(path, clock=lambda: NOON, wait_s=2) as log:
        yield log


def practise(log: Log, holds: int = 2, started_at: datetime = NOON, **about: object) -> Session:
    """Write a session of so many completed holds, 40 s apart."""
    session = log.session(["lower back"], started_at=started_at, **about)
    for number in range(holds):
        session.hold("childs_pose", "both", 30, 30.0, started_at + timedelta(seconds=40 * number))
    return session
