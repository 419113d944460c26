"""The `stretchbook` command, without its server (the browser tests start that)."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import stretchbook as sb
from stretchbook.app import command as cli
from stretchbook.app import workbook


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    """Run the command as a person would, in a process of its own."""
    command = [sys.executable, "-m", "stretchbook", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_version_and_help(tmp_path):
    """Both answer at once and name what there is."""
    assert run("--version", cwd=tmp_path).stdout.strip() == f"stretchbook {sb.__version__}"
    said = run("--help", cwd=tmp_path).stdout
    assert all(option in said for option in ("--no-browser", "--port", "--folder", "--version", "check"))


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "\x00"])
def test_a_damaged_record_keeps_the_files(tmp_path, text):
    """Without a readable record of what was laid out, changed notebooks stay and a new record is written."""
    workbook.lay_notebooks(tmp_path)
    (tmp_path / workbook.FIRST).write_text("mine", "utf-8")
    record = tmp_path / ".laid-by-stretchbook.json"
    record.write_text(text, "utf-8")
    _, said = workbook.lay_notebooks(tmp_path)
    assert any(line.startswith(f"Kept {workbook.FIRST}") for line in said)
    assert (tmp_path / workbook.FIRST).read_text("utf-8") == "mine"
    assert "2_practise.ipynb" in json.loads(record.read_text("utf-8"))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


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


def test_notebooks_are_laid_out_once_and_never_over_changes(tmp_path):
    """A changed notebook is kept, an unchanged old one is renewed, and all of it is said."""
    folder, said = workbook.lay_notebooks(tmp_path / "mine")
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    assert names[0] == workbook.FIRST
    assert len(said) == 1 + len(names)
    (folder / names[0]).write_text("mine")
    old = folder / names[1]
    old.write_text("as laid out by an earlier version")
    record = folder / ".laid-by-stretchbook.json"
    laid = json.loads(record.read_text())
    laid[names[1]] = workbook._digest(old)
    record.write_text(json.dumps(laid))
    _, said = workbook.lay_notebooks(folder)
    assert (folder / names[0]).read_text() == "mine"
    assert json.loads(old.read_text())["nbformat"] == 4
    assert any(line.startswith(f"Kept {names[0]}") for line in said)
    assert any(line.startswith(f"Renewed {names[1]}") for line in said)
    assert workbook.lay_notebooks(folder)[1][1:] == [line for line in said if line.startswith("Kept")]


def test_a_clone_is_used_in_place():
    """In a clone the notebooks are opened where they are."""
    folder, said = workbook.lay_notebooks()
    assert folder == Path(sb.__file__).parents[1] / "notebooks"
    assert len(said) == 1
    assert "saved without results" in said[0]


def test_a_notebook_that_was_only_run_is_no_change(tmp_path):
    """Results do not count as changes of the person; a word in a cell does."""
    folder, _ = workbook.lay_notebooks(tmp_path / "mine")
    path = folder / workbook.FIRST
    before = workbook._digest(path)
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"], cell["execution_count"] = [], 7
    path.write_text(json.dumps(notebook), "utf-8")
    assert workbook._digest(path) == before
    cell["source"] += ["  # mine"]
    path.write_text(json.dumps(notebook), "utf-8")
    assert workbook._digest(path) != before
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_wrong_port_and_folder_are_said(tmp_path, capsys):
    """Wrong values end with a sentence, not a traceback."""
    assert cli.main(["--port", "0"]) == 2
    assert "--port must be 1 to 65535" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert cli.main(["--folder", str(tmp_path / "file" / "sub")]) == 1
    assert "cannot be laid out" in capsys.readouterr().err


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


@contextlib.contextmanager
def serving(cwd: Path, *arguments: str):
    """The command with its server, until Ctrl-C; gives what it said and its address in parts."""
    command = [sys.executable, "-m", "stretchbook", "--no-browser", *arguments]
    env = {**os.environ, "JUPYTER_RUNTIME_DIR": str(cwd / "runtime")}
    server = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, text=True)
    said = ""
    for line in server.stdout:
        said += line
        if "Ctrl-C ends it" in line:
            break
    yield said, re.search(r"http://127\.0\.0\.1:(\d+)/lab/tree/1_explore\.ipynb\?token=(\w{48})", said)
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0


def test_a_busy_port_picks_another_and_ctrl_c_ends_it(tmp_path):
    """The address is printed once the server listens, at 127.0.0.1 with a token; Ctrl-C is a clean end."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with (
            serving(tmp_path, "--port", str(port), "--folder", "wb") as (said, address),
            urllib.request.urlopen(address[0], timeout=10) as answer,
        ):
            assert answer.status == 200
    assert int(address[1]) != port
    assert f"Port {port} is busy; using {address[1]}." in said


@pytest.mark.parametrize(("arguments", "kept"), [((), 0), (("--folder", "mine"), 1)])
def test_sessions_do_not_get_into_the_repository(tmp_path, arguments, kept):
    """A notebook of the clone is saved without its results; one of a folder of one's own with them."""
    for name in ("stretchbook", "notebooks", "data"):
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(Path(sb.__file__).parents[1] / name, tmp_path / name, ignore=ignore)
    result = {"output_type": "stream", "name": "stdout", "text": "my pain was 7"}
    cell = {"cell_type": "code", "source": "log", "metadata": {}, "outputs": [result], "execution_count": 1}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {"widgets": {"x": 1}}, "cells": [cell]}
    body = json.dumps({"type": "notebook", "format": "json", "content": notebook}).encode()
    with serving(tmp_path, *arguments) as (_, address):
        place = f"http://127.0.0.1:{address[1]}/api/contents/{workbook.FIRST}?token={address[2]}"
        urllib.request.urlopen(urllib.request.Request(place, body, method="PUT"), timeout=10).close()
    saved = (tmp_path / (arguments[-1] if arguments else "notebooks") / workbook.FIRST).read_text("utf-8")
    assert saved.count("my pain was 7") == saved.count('"widgets"') == kept
    assert '"log"' in saved


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
def test_a_server_that_hangs_is_ended_for_certain(tmp_path):
    """Ctrl-C ends the command even if Jupyter's own way of ending never finishes."""
    code = """
import signal, time
from stretchbook.app import workbook
signal.signal(signal.SIGINT, lambda *_: time.sleep(60))
workbook._END_S = 0.3
workbook._end_for_certain(signal.SIGINT)
print("ready", flush=True)
time.sleep(60)
"""
    hanging = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert hanging.stdout.readline() == "ready\n"
    hanging.send_signal(signal.SIGINT)
    assert hanging.wait(10) == 0


def test_report_of_no_log_makes_none(tmp_path):
    """Where there is no log, one sentence says so and no file is made just to look."""
    env = {**os.environ, "STRETCHBOOK_LOG": str(tmp_path / "log" / "log.db")}
    command = [sys.executable, "-m", "stretchbook", "report", "page.html"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "log").exists()
