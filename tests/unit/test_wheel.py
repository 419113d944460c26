"""What a person gets who installs the package instead of cloning it."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import stretchbook as sb

REPOSITORY = Path(__file__).resolve().parents[2]
RUN = [sys.executable, "-m"]
JOB = """
import sys
from pathlib import Path
import stretchbook as sb
from stretchbook import paths

assert Path(sb.__file__).is_relative_to(sys.argv[1]), sb.__file__
assert not paths.is_clone()
cat, log = sb.load_catalogue(), sb.open_log()
routine = sb.fit_routine(cat, areas=["lower back"], minutes=10)
log.record_measure("fingertip_to_floor", 12)
assert len(log.measures()) == 1
demo = sb.demo_log()
dose = sb.weekly_dose(demo.holds(), cat)
assert sb.describe(sb.plot_dose(dose, cat)) and sb.show(sb.plot_calendar(demo.holds())).html
assert "font/woff" in sb.log_report(demo, cat, dates="de").html
player = sb.Practice(cat, log).player
assert "class RoutineClock" in player._esm and player._css
assert sb.muscle_lengths(hip_flexion=90).at["gluteus_maximus", "percent"] > 0
assert sb.Quiz(cat, log).form.asked["options"]
assert "<html" in sb.take_home(cat, routine).html
"""
EXECUTE = """
from stretchbook.app import notebooks
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
def built(tmp_path_factory):
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [*RUN, "hatchling", "build", "-d", str(folder)], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built):
    """The built wheel."""
    (found,) = built.glob("*.whl")
    return found


def job(python: str | Path, site: str | Path, home: Path, code: str = JOB, **more: str) -> str:
    """Do a newcomer's job from an empty folder; give what was printed."""
    env = {**os.environ, "STRETCHBOOK_LOG": str(home / "log" / "log.db"), **more}
    env |= {"HOME": str(home), "USERPROFILE": str(home)}
    done = subprocess.run(
        [str(python), "-c", code, str(site)], cwd=home, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_notebooks_run_where_the_wheel_lays_them(wheel, tmp_path):
    """Catalogue, log, player and notebooks come with the wheel, and the notebooks run where they are laid."""
    site = tmp_path / "site"
    subprocess.run(
        [*RUN, "pip", "install", "--no-deps", "--quiet", "--target", str(site), str(wheel)], check=True
    )
    said = job(sys.executable, site, tmp_path, JOB + EXECUTE, PYTHONPATH=str(site))
    assert "Laid out 1_explore.ipynb." in said
    assert "executed" in said


def lower_bounds() -> str:
    """What pyproject.toml names as the oldest version of each library, as constraints."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    return "\n".join(re.sub(r">=([\w.]+).*", r"==\1", line) for line in project["dependencies"])


@pytest.mark.parametrize(
    ("kind", "oldest"), [("*.tar.gz", False), ("*.whl", True)], ids=["sdist", "lower bounds"]
)
def test_it_installs_into_an_empty_environment(built, tmp_path, kind, oldest):
    """The sdist with the libraries of constraints.txt; the wheel with the oldest that it says it takes."""
    limits = REPOSITORY / "constraints.txt"
    if oldest:
        limits = tmp_path / "oldest.txt"
        limits.write_text(lower_bounds())
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([*RUN, "venv", "--without-pip", str(tmp_path / "env")], check=True)
    (package,) = built.glob(kind)
    pip = [*RUN, "pip", "--python", str(python), "install", "--quiet", "--no-compile", "-c", str(limits)]
    done = subprocess.run([*pip, str(package)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    job(python, tmp_path / "env", tmp_path)
    command = str(python.with_name("stretchbook"))
    lay = subprocess.run([command, "lay"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (lay.returncode, lay.stdout) == (1, "")
    assert lay.stderr.startswith("This needs JupyterLab, which is not installed: "), lay.stderr
    page = [command, "page", "--minutes", "5", "-o", "page.html"]
    subprocess.run(page, cwd=tmp_path, check=True)
    assert (tmp_path / "page.html").stat().st_size > 100_000


def test_it_carries_only_what_it_needs(wheel):
    """No tests, no personal log, nothing large."""
    with zipfile.ZipFile(wheel) as opened:
        files = opened.infolist()
    names = {Path(file.filename).name for file in files}
    assert not any(name.startswith("test_") or name.endswith((".db", ".TXT")) for name in names)
    assert sum(file.file_size for file in files) < 12_000_000


def test_the_licences_come_along(wheel, built):
    """The text of every licence that the metadata name, in the wheel and in the sdist."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        (about,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        told = message_from_bytes(opened.read(about))
        texts = [opened.read(name).decode() for name in names if "/licenses/" in name]
    assert told["License-Expression"].split(" AND ") == ["MIT", "CC-BY-4.0", "Apache-2.0", "OFL-1.1"]
    for words in ("MIT License", "Attribution 4.0 International", "Apache License", "SIL OPEN FONT LICENSE"):
        assert any(words in text for text in texts), words
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as opened:
        assert {"LICENSE", "LICENSE-Apache-2.0", "OFL.txt"} <= {Path(one).name for one in opened.getnames()}


def test_the_version_is_one(wheel):
    """Package, changelog and file name tell the same version."""
    assert wheel.name.startswith(f"stretchbook-{sb.__version__}-")
    first = re.search(r"^## ([\d.]+)", (REPOSITORY / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert first is not None
    assert first[1] == sb.__version__
    assert any(script.name == "stretchbook" for script in entry_points(group="console_scripts"))
