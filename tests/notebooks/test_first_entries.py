"""The lessons with a log that has hardly anything in it: each cell says what there is, and none fails."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import stretchbook as sb

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LONG_AGO = datetime.now(UTC) - timedelta(days=40)
RUN = """
import os
import sys
import nbformat
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
lesson, *logs = sys.argv[1:]
for log in logs:
    os.environ["STRETCHBOOK_LOG"] = log
    shell.reset()
    for cell in nbformat.read(lesson, as_version=4).cells:
        if cell.cell_type == "code":
            result = shell.run_cell(cell.source)
            if not result.success:
                sys.exit(f"{log}: {cell.source}")
"""


def rating_alone(log: sb.Log) -> None:
    """A pain diary of one day."""
    log.session(pain_before={"hip": 4})


def measure_alone(log: sb.Log) -> None:
    """One value and no practice."""
    log.record_measure("fingertip_to_floor", 12)


def skipped_hold(log: sb.Log) -> None:
    """A session in which nothing was held."""
    log.session().hold("childs_pose", "both", 30, 0, status="skipped")


def hold_long_ago(log: sb.Log) -> None:
    """One hold, weeks ago, and a phase that begins today."""
    log.session(started_at=LONG_AGO).hold("childs_pose", "both", 30, 30, LONG_AGO)
    log.mark_phase("A: before", datetime.now(UTC).date())


def unknown_stretch(log: sb.Log) -> None:
    """A hold of a stretch that the catalogue does not have."""
    log.session().hold("pigeon", "left", 30, 30)


ENTRIES = [rating_alone, measure_alone, skipped_hold, hold_long_ago, unknown_stretch]


@pytest.mark.parametrize("name", ["2_practise", "3_progress"])
def test_every_cell_runs(tmp_path, name):
    """As with *Run All Cells* on the day after."""
    for entries in ENTRIES:
        with sb.open_log(tmp_path / f"{entries.__name__}.db") as log:
            entries(log)
    logs = [str(path) for path in sorted(tmp_path.glob("*.db"))]
    assert len(logs) == len(ENTRIES)
    command = [sys.executable, "-c", RUN, str(NOTEBOOKS / f"{name}.ipynb"), *logs]
    env = {**os.environ, "MPLBACKEND": "agg"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
