"""The `stretchbook` command: what may be said to it and what it answers (its server: test_server)."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import stretchbook as sb
from stretchbook import paths
from stretchbook.app import command as cli
from stretchbook.app.notebooks import NOTEBOOKS


def run(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess:
    """Run the command as a person would, in a process of its own."""
    command = [sys.executable, "-m", "stretchbook", *arguments]
    env = {**os.environ, **env}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_version_and_help(tmp_path):
    """Both answer at once and name what there is, every notebook too."""
    assert run("--version", cwd=tmp_path).stdout.strip() == f"stretchbook {sb.__version__}"
    said = run("--help", cwd=tmp_path).stdout
    named = ("--no-browser", "--port", "--folder", "--version", "check", "report", "lay", "clean", *NOTEBOOKS)
    assert all(name in said for name in named)
    assert "--port" in run("practise", "--help", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "notebook", "port"),
    [([], "explore", None), (["body"], "body", None), (["--port", "9", "practise"], "practise", 9)],
)
def test_a_name_opens_its_notebook(arguments, notebook, port):
    """Options may stand before or after the name, and what is not said stays as it is."""
    unsaid = cli.argparse.Namespace(notebook="explore", port=None, no_browser=False)
    given = cli._parser().parse_args(arguments, unsaid)
    assert (given.notebook, given.port, given.no_browser) == (notebook, port, False)
    assert cli._parser().parse_args([*arguments, "--no-browser"], unsaid).no_browser


def test_check_tells_and_exits(tmp_path):
    """A folder with faults exits with 1 and the same messages; a good one with 0."""
    table = "id,name,section,position,hold_s,sided,text_areas\npigeon,P,hip,standing,x,true,hip\n"
    (tmp_path / "stretches.csv").write_text(table)
    bad = run("check", str(tmp_path), cwd=tmp_path)
    with pytest.raises(sb.CatalogueError) as raised:
        sb.load_catalogue(tmp_path)
    assert (bad.returncode, bad.stderr.strip()) == (1, str(raised.value))
    (tmp_path / "stretches.csv").write_text(table.replace(",x,", ",30,"))
    good = run("check", str(tmp_path), cwd=tmp_path)
    assert good.returncode == 0
    assert "7 stretches" in good.stdout


def test_wrong_port_and_folder_are_said(tmp_path):
    """Wrong values end with a sentence, not a traceback."""
    wrong = run("--port", "0", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "--port: must be 1 to 65535, not 0" in wrong.stderr
    (tmp_path / "file").write_text("")
    wrong = run("lay", "--folder", "file/sub", cwd=tmp_path)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert "cannot be laid out" in wrong.stderr


def test_lay_lays_into_the_home_and_opens_nothing(tmp_path):
    """The folder in the home folder is named first; the command ends by itself."""
    done = run("lay", cwd=tmp_path, HOME=str(tmp_path / "home"), USERPROFILE=str(tmp_path / "home"))
    folder = tmp_path / "home" / "stretchbook-notebooks"
    assert done.stdout.splitlines()[0] == f"Your notebooks are in {folder}."
    assert sorted(path.name for path in folder.glob("*.ipynb")) == sorted(NOTEBOOKS.values())


def test_clean_answers_in_a_sentence(tmp_path):
    """A copy is named; one that is there already, a missing file and no notebook are said."""
    run("lay", "--folder", "mine", cwd=tmp_path)
    done = run("clean", "mine/2_practise.ipynb", cwd=tmp_path)
    assert done.stdout == f"Written: {Path('mine/2_practise_clean.ipynb')}\n"
    (tmp_path / "a.ipynb").write_text("[1]")
    for words, answer in [
        (["mine/2_practise.ipynb"], "is there already"),
        (["mine/9.ipynb"], "No such file"),
        (["a.ipynb", "-o", "b.ipynb"], "is no Jupyter notebook"),
    ]:
        wrong = run("clean", *words, cwd=tmp_path)
        assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
        assert answer in wrong.stderr


def test_report_is_written_for_its_owner(tmp_path):
    """The page is there, opens with nothing else, and only its owner may read it."""
    done = run("report", "--demo", "--name", "<b>A</b>", "page.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = tmp_path / "page.html"
    assert "&lt;b&gt;A&lt;/b&gt;" in page.read_text("utf-8")
    if sys.platform != "win32":
        assert page.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "wrong", [["page.doc"], ["page.html", "--dates", "xx"], ["page.html", "--from", "soon"]]
)
def test_report_says_what_is_wrong(tmp_path, wrong):
    """A wrong name, language or day ends with one sentence."""
    done = run("report", "--demo", *wrong, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert "Traceback" not in done.stderr


def test_report_counts_the_stretches_of_a_folder(tmp_path):
    """With --catalogue the dose holds own stretches; a folder with faults is said."""
    own = tmp_path / "own"
    own.mkdir()
    table = "id,name,section,position,hold_s,sided,text_areas\npigeon,P,hip,standing,30,true,hip\n"
    (own / "stretches.csv").write_text(table)
    columns = (paths.data_folder() / "stretch_muscles.csv").read_text("utf-8").splitlines()[0]
    muscle = {"stretch": "pigeon", "muscle": "piriformis", "side_rule": "both", "role": "primary"} | {
        "why": "w", "source": "kinematics", "status": "D", "text_claim": "false", "analysis_supports": "true"
    }  # fmt: skip
    row = ",".join(muscle[column] for column in columns.split(","))
    (own / "stretch_muscles.csv").write_text(f"{columns}\n{row}\n")
    with sb.open_log(tmp_path / "log.db") as log:
        session = log.session(["hip"])
        session.hold("pigeon", "left", 30, 30.0, datetime.now(UTC))
    log = {"STRETCHBOOK_LOG": str(tmp_path / "log.db")}
    assert run("report", "with.html", "--catalogue", "own", cwd=tmp_path, **log).returncode == 0
    assert run("report", "without.html", cwd=tmp_path, **log).returncode == 0
    pages = [(tmp_path / f"{name}.html").read_text("utf-8") for name in ("with", "without")]
    assert ["piriformis" in page.lower() for page in pages] == [True, False]
    (own / "stretches.csv").write_text(table.replace(",30,", ",x,"))
    wrong = run("report", "wrong.html", "--catalogue", "own", cwd=tmp_path, **log)
    assert (wrong.returncode, "hold_s" in wrong.stderr, "Traceback" in wrong.stderr) == (1, True, False)


def test_report_of_no_log_makes_none(tmp_path):
    """Where there is no log, one sentence says so and no file is made just to look."""
    done = run("report", "page.html", cwd=tmp_path, STRETCHBOOK_LOG=str(tmp_path / "log" / "log.db"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "log").exists()
