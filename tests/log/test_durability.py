"""Nothing lost, nothing doubled: processes killed while they write, and two that write at once.

The suite kills 20 times and writes 2 x 200 holds; with ``STRETCHBOOK_FULL=1`` 200 times and 2 x 2,000.
"""

import os
import random
import signal
import sqlite3
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from stretchbook.log import open_log

from .conftest import NOON

FULL = os.environ.get("STRETCHBOOK_FULL") == "1"
PRAGMAS = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}
KILLS, HOLDS = (200, 2000) if FULL else (20, 200)

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork"),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),  # the children only write
]


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """Start ``work`` in a process of its own; give its id and the end of the pipe that it writes to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        work(writing)
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)


def acknowledged(reading: int) -> list[str]:
    """Every line that came through a pipe, to its end."""
    with os.fdopen(reading, encoding="utf-8") as pipe:
        return pipe.read().split()


def test_a_process_killed_in_mid_write_loses_nothing(path: Path) -> None:
    """After every kill -9 the file opens, is sound, and has every acknowledged hold exactly once."""
    dice = random.Random(5)
    done: set[str] = set()
    interrupted = 0

    def write(pipe: int) -> None:
        log = open_log(path)
        while True:
            session = log.session(["hip"], pain_before={"hip": 5})
            for _ in range(5):
                hold = str(uuid.uuid4())
                os.write(pipe, f"try-{hold}\n".encode())
                os.write(pipe, f"{session.hold('childs_pose', 'both', 30, 30.0, id=hold)}\n".encode())
            log.edit(session.id, note="done")
            log.undo()

    for _ in range(KILLS):
        child, reading = start(write)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            said = list(islice(pipe, dice.choice((0, 5, 10, 20))))  # 0: while the log is being opened
            time.sleep(dice.uniform(0, 0.002 if said else 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            said = [line.strip() for line in [*said, *pipe]]
        done |= {line for line in said if not line.startswith("try-")}
        tried = {line.removeprefix("try-") for line in said if line.startswith("try-")}
        interrupted += bool(tried - done)
        with open_log(path) as log:
            found = log.holds()["id"].tolist()
        assert len(found) == len(set(found))
        assert done <= set(found)
        with closing(sqlite3.connect(path)) as check:
            assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert check.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(done) > KILLS
    assert interrupted > 0
    print(f"{KILLS} kills, {interrupted} of them in a write, {len(done)} holds acknowledged, all there")


def test_what_is_written_reaches_the_disk(path: Path) -> None:
    """Every connection waits for the disk at each commit, keeps a write-ahead log, and checks links."""
    with open_log(path) as log, log._store.write() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS]
    assert dict(zip(PRAGMAS, told, strict=True)) == PRAGMAS


def test_two_processes_write_at_once(path: Path) -> None:
    """Two programs that write to one log at the same time: every hold of both is there."""

    def write(_: int) -> None:
        with open_log(path) as log:
            session = log.session(["hip"])
            for _ in range(HOLDS):
                session.hold("childs_pose", "both", 30, 30.0)

    children = [start(write) for _ in range(2)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
    for _, reading in children:
        os.close(reading)
    assert ends == [0, 0]
    with open_log(path) as log:
        assert log.sessions()["holds"].tolist() == [HOLDS, HOLDS]
        assert log.holds()["id"].nunique() == 2 * HOLDS


def test_twenty_programs_make_one_log(path: Path) -> None:
    """When many programs open a log that is not there yet, it is made once."""

    def write(pipe: int) -> None:
        with open_log(path) as log:
            os.write(pipe, f"{log.id}\n".encode())
            log.session(started_at=NOON).hold("childs_pose", "both", 30, 30.0)

    children = [start(write) for _ in range(20)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
    assert ends == [0] * 20
    assert len({line for _, reading in children for line in acknowledged(reading)}) == 1
    with open_log(path) as log:
        assert (len(log.sessions()), len(log.holds())) == (20, 20)
