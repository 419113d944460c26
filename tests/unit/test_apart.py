"""The tests stay away from whoever runs them."""

import os
import subprocess
import sys
from pathlib import Path

import stretchbook as sb


def test_a_log_of_ones_own_is_out_of_reach(tmp_path):
    """One notebook asked for alone reads neither the log that is named nor the home, and changes neither."""
    home = tmp_path / "home"
    logs = [tmp_path / "named.db", home / ".local/share/stretchbook/log.db"]
    for path in logs:
        with sb.open_log(path) as log:
            log.session(["hip"], note="mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    outside = {name: text for name, text in os.environ.items() if not name.startswith("STRETCHBOOK_")}
    env = outside | {"HOME": str(home), "USERPROFILE": str(home), "STRETCHBOOK_LOG": str(logs[0])}
    command = [sys.executable, "-m", "pytest", "notebooks/2_practise.ipynb"]
    repository = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
