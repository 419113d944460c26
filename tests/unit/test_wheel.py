"""What a person gets who installs the package instead of cloning it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
JOB = """
import sys
from pathlib import Path
import stretchbook as sb
from stretchbook import paths
from stretchbook.app import notebooks

assert Path(sb.__file__).is_relative_to(sys.argv[1]), sb.__file__
assert not paths.is_clone()
cat, log = sb.load_catalogue(), sb.demo_log()
assert len(sb.weekly_dose(log.holds(), cat))
assert "font/woff" in sb.log_report(log, cat).html
player = sb.HoldPlayer(sb.build_routine(cat, ["childs_pose"]), log, cat)
assert "class RoutineClock" in player._esm and player._css
folder = notebooks.own_folder()
assert folder == Path.home() / "stretchbook-notebooks"
print(*notebooks.lay(folder), sep="\\n")

import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(folder / "3_progress.ipynb", as_version=4)
NotebookClient(notebook, resources={"metadata": {"path": folder}}).execute()
print("executed", len(notebook.cells))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The package, built as a wheel and unpacked by pip into a folder of its own."""
    base = tmp_path_factory.mktemp("wheel")
    run = [sys.executable, "-m"]
    quiet = {"check": True, "capture_output": True}
    subprocess.run([*run, "hatchling", "build", "-t", "wheel", "-d", str(base)], cwd=REPOSITORY, **quiet)
    (wheel,) = base.glob("*.whl")
    pip = [*run, "pip", "install", "--no-deps", "--quiet", "--target", str(base / "site"), str(wheel)]
    subprocess.run(pip, **quiet)
    return base / "site"


def test_the_whole_of_it_works_in_an_empty_folder(installed, tmp_path):
    """Catalogue, log, player and notebooks come with the wheel, and the notebooks run where they are laid."""
    env = {**os.environ, "PYTHONPATH": str(installed), "STRETCHBOOK_LOG": str(tmp_path / "log" / "log.db")}
    env |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    command = [sys.executable, "-c", JOB, str(installed)]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Laid out 1_explore.ipynb." in done.stdout
    assert "executed" in done.stdout


def test_it_carries_only_what_it_needs(installed):
    """No tests, no personal log, nothing large."""
    files = [path for path in installed.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert not any(name.startswith("test_") or name.endswith((".db", ".TXT")) for name in names)
    assert sum(path.stat().st_size for path in files) < 12_000_000
