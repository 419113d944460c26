"""Writes whose system calls fail, one after the other: nothing acknowledged is lost, nothing is half written.

A small library (``calls/failing.c``) is laid between Python and the system. The suite fails a few calls of
four writes; with ``STRETCHBOOK_FULL=1`` every call of every write, in four ways.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

CALLS = Path(__file__).with_name("calls")
FULL = os.environ.get("STRETCHBOOK_FULL") == "1"
EVERY = 22
SAMPLE = ["a new log", "a log of schema 1", "record", "export"]


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where the system has one: it is quick, and nothing here asks for a disk."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK):
        with TemporaryDirectory(dir=memory) as folder:
            yield Path(folder)
    else:
        yield tmp_path


def test_every_call_may_fail(tmp_path: Path, quick: Path) -> None:
    """Each write is whole or not at all, says one sentence if it failed, and the log goes on; killed, too."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        end = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        end("needs Linux and a C compiler: apt-get install gcc libc6-dev")
    library = tmp_path / "failing.so"
    built = [compiler, "-shared", "-fPIC", "-O1", "-o", library, CALLS / "failing.c", "-ldl"]
    subprocess.run(built, check=True, capture_output=True, timeout=120)
    asked = [sys.executable, "-W", "ignore", CALLS / "writes.py", quick, library]
    asked += ["0"] if FULL else ["1", *SAMPLE]
    environment = os.environ | {"LD_PRELOAD": str(library)}
    done = subprocess.run(
        asked, env=environment, capture_output=True, text=True, timeout=None if FULL else 600
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    faults = ["{write}, {way}, call {n}: {fault}".format(**line) for line in told if "fault" in line]
    whole = [line for line in told if "tries" in line]
    print("\n".join(f"{line['write']}: {line['calls']} calls, {line['tries']} tries" for line in whole))
    assert done.returncode == 0, done.stderr
    assert not faults, "\n".join(faults)
    assert len(whole) == (EVERY if FULL else len(SAMPLE))
    assert sum(line["tries"] for line in whole) >= 4 * len(whole)
