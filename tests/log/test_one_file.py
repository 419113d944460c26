"""The file that was opened: still there, and whole."""

import os
import shutil
import time
from pathlib import Path

import pytest

from stretchbook.log import Log, LogUnavailable, open_log
from stretchbook.log.db import one_file

from .conftest import NOON, practise
from .test_log import PAGE_HOLD, PAGE_SESSION

GONE = r"is not saved: the file that was opened is not there any more \(deleted, moved or replaced\)"


def settled(path: Path) -> None:
    """Wait until nothing is left beside the file."""
    waiting, until = path.with_name(f"{path.name}-wal"), time.monotonic() + 20
    while waiting.stat().st_size:
        assert time.monotonic() < until, "what was written stays in the -wal"
        time.sleep(0.01)


def test_a_copy_of_the_one_file_holds_everything(log: Log, path: Path, tmp_path: Path) -> None:
    """Twenty sessions written with the log open, the file copied: all are there."""
    for _ in range(20):
        practise(log)
    log.record(PAGE_SESSION, PAGE_HOLD)
    settled(path)
    shutil.copy(path, tmp_path / "copy.db")
    with open_log(tmp_path / "copy.db") as copy:
        assert (len(copy.sessions()), len(copy.holds())) == (21, 41)


def test_a_session_that_was_left_is_in_the_file(
    log: Log, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the end of a ``with`` block nothing waits any more."""
    monkeypatch.setattr(one_file, "QUIET_S", 1000)
    with log.session() as session:
        session.hold("childs_pose", "both", 30, 30.0)
        assert path.with_name("log.db-wal").stat().st_size > 0
    shutil.copy(path, tmp_path / "copy.db")
    with open_log(tmp_path / "copy.db") as copy:
        assert len(copy.holds()) == 1


def test_a_reader_does_not_keep_a_hold_waiting(path: Path) -> None:
    """While another program reads, writing goes on; when it is done, the file becomes whole."""
    with open_log(path, clock=lambda: NOON, wait_s=60) as log:
        practise(log)
        with open_log(path) as other, other._store.read() as reading:
            reading.exec_driver_sql("SELECT * FROM holds").fetchall()
            practise(log)
            started = time.monotonic()
            log._store.settle()
            practise(log)
            assert time.monotonic() - started < 30, "this log waits for 60 s"
        settled(path)


@pytest.mark.parametrize("way", ["unlinked", "moved", "replaced"])
def test_what_went_to_a_lost_file_is_not_saved(log: Log, path: Path, tmp_path: Path, way: str) -> None:
    """A hold is refused, the file is as it was put there, and a new opening works with both."""
    practise(log)
    other = tmp_path / "other.db"
    with open_log(other) as replacing:
        practise(replacing, holds=7)
    os.link(path, tmp_path / "old.db")  # so that no new file gets the number of the old one
    if way == "unlinked":
        path.unlink()
    elif way == "moved":
        path.rename(tmp_path / "away.db")
    else:
        os.replace(other, path)
    for _ in range(2):
        with pytest.raises(LogUnavailable, match=GONE):
            log.record(PAGE_SESSION, PAGE_HOLD)
    assert path.exists() == (way == "replaced")
    with open_log(path) as again:
        assert len(again.holds()) == (7 if way == "replaced" else 0)
        again.record(PAGE_SESSION, PAGE_HOLD)
        with pytest.raises(LogUnavailable, match=GONE):
            log.rate("s-1", "before", "hip", 3)
        assert PAGE_HOLD["id"] in set(again.holds()["id"])
    with open_log(path) as again:
        assert len(again.holds()) == (8 if way == "replaced" else 1)


@pytest.mark.parametrize("way", ["unlinked", "replaced"])
def test_a_lost_file_is_not_mixed_with_a_new_one(log: Log, path: Path, tmp_path: Path, way: str) -> None:
    """Opened anew before the old log noticed: the new one has its own rows only, and is sound."""
    practise(log, holds=40)
    other = tmp_path / "other.db"
    with open_log(other) as replacing:
        practise(replacing, holds=200)
    path.unlink() if way == "unlinked" else os.replace(other, path)
    with open_log(path) as again:
        assert len(again.holds()) == (200 if way == "replaced" else 0)
        practise(again)
        with again._store.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_file_may_come_back(log: Log, path: Path) -> None:
    """When the very file is back in its place, the same log goes on."""
    practise(log)
    away = path.rename(path.with_name("away.db"))  # while much of it still waits in the -wal
    with pytest.raises(LogUnavailable, match=GONE):
        log.record(PAGE_SESSION, PAGE_HOLD)
    away.rename(path)
    log.record(PAGE_SESSION, PAGE_HOLD)
    assert len(log.holds()) == 3
