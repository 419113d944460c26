"""The command with its server: where it listens, what it leaves behind, who can read along, how it ends."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
import zmq
from jupyter_client import BlockingKernelClient

import stretchbook as sb

RECORD = """
import datetime, itertools, pathlib, stretchbook as sb
session = sb.open_log().session(["hip"])
for number in itertools.count(1):
    session.hold("childs_pose", "both", 1, 1.0, datetime.datetime.now(datetime.UTC))
    with (pathlib.Path.home() / "acknowledged").open("a") as file:
        file.write(".")
    print(number)
"""


@dataclass
class Running:
    """The command while it serves, and what it said until then."""

    process: subprocess.Popen
    said: str
    home: Path
    clients: list[BlockingKernelClient] = field(default_factory=list)

    @property
    def address(self) -> re.Match:
        """Its address in parts: port, notebook, token."""
        return re.search(r"http://127\.0\.0\.1:(\d+)/lab/tree/(\w+\.ipynb)\?token=(\w{48})", self.said)

    def ask(self, place: str, content: dict | None = None, method: str = "POST") -> dict:
        """Ask the server's own API."""
        url = f"http://127.0.0.1:{self.address[1]}/api/{place}?token={self.address[3]}"
        body = None if content is None else json.dumps(content).encode()
        asked = urllib.request.Request(url, body, method="GET" if content is None else method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)

    def kernels(self, count: int, name: str = "python3") -> list[BlockingKernelClient]:
        """Start kernels and connect to them."""
        started = [self.ask("kernels", {"name": name})["id"] for _ in range(count)]
        for one in started:
            client = BlockingKernelClient(connection_file=f"{self.home}/runtime/kernel-{one}.json")
            self.clients.append(client)
            client.load_connection_file()
            client.start_channels(hb=False)  # a heart that beats late on a busy machine is no death
            client.wait_for_ready(timeout=60)
        return self.clients[-count:]

    def end(self) -> float:
        """End it as Ctrl-C does; seconds that it took."""
        pressed = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(30) == 0
        return time.monotonic() - pressed


@contextlib.contextmanager
def serving(base: Path, *arguments: str, cwd: Path | None = None) -> Iterator[Running]:
    """The command with its server and a home folder of its own, until Ctrl-C."""
    home = base / "home"
    home.mkdir(exist_ok=True)
    env = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    env |= {"JUPYTER_RUNTIME_DIR": str(home / "runtime"), "STRETCHBOOK_LOG": str(home / "log.db")}
    command = [sys.executable, "-m", "stretchbook", "--no-browser", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(command, cwd=cwd or base, env=env, **streams)
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C ends it" in line:
            break
    running = Running(process, said, home)
    try:
        yield running
        if process.poll() is None:
            running.end()
    finally:
        process.kill()
        for client in running.clients:  # a channel left open would hold up whoever clears it away
            client.stop_channels()


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_the_port_of_the_last_time_is_used_again(tmp_path):
    """What a browser keeps belongs to a port: the same one again, and a word when it is taken."""
    port = free_port()
    with serving(tmp_path, "practise", "--port", str(port)) as first:
        assert (int(first.address[1]), first.address[2]) == (port, "2_practise.ipynb")
        assert "is taken" not in first.said
    with serving(tmp_path) as again:
        assert (int(again.address[1]), again.address[2]) == (port, "1_explore.ipynb")
        with serving(tmp_path) as another:
            assert another.ask("status")["kernels"] == 0
    other = int(another.address[1])
    assert other != port
    assert f"Port {port} is taken, so it is {other} this time; what your browser still keeps" in another.said
    assert another.said.count("Port ") == 1


def test_a_day_of_use_leaves_the_clone_as_it_was(tmp_path):
    """Notebooks run and saved with results are in the person's folder; not one file of the clone changes."""
    clone = tmp_path / "clone"
    for name in ("stretchbook", "notebooks", "data"):
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(Path(sb.__file__).parents[1] / name, clone / name, ignore=ignore)
    before = {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()}
    result = {"output_type": "stream", "name": "stdout", "text": "my pain was 7"}
    cell = {"cell_type": "code", "source": "log", "metadata": {}, "outputs": [result], "execution_count": 1}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {"widgets": {"x": 1}}, "cells": [cell]}
    with serving(tmp_path, "--port", str(free_port()), cwd=clone) as running:
        model = {"type": "notebook", "format": "json", "content": notebook}
        running.ask("contents/1_explore.ipynb", model, "PUT")
        running.ask("contents/1_explore.ipynb/checkpoints", {})
    own = tmp_path / "home" / "stretchbook-notebooks"
    assert f"Your notebooks are in {own}." in running.said
    saved = (own / "1_explore.ipynb").read_text("utf-8")
    assert "my pain was 7" in saved
    assert '"widgets"' in saved
    assert {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("transport", ["ipc", "tcp"])
def test_nobody_else_reads_what_a_kernel_says(tmp_path, monkeypatch, transport):
    """Who knows the place but not the key hears nothing of what the owner hears."""
    if transport == "tcp":  # as where a path is too long for a socket, or there are none
        monkeypatch.setenv("TMPDIR", str(tmp_path / ("long" * 30)))
        (tmp_path / ("long" * 30)).mkdir()
    with serving(tmp_path, "--port", str(free_port())) as running:
        (owner,) = running.kernels(1)
        at = owner.get_connection_info()
        assert at["transport"] == transport
        place = f"{at['ip']}{'-' if transport == 'ipc' else ':'}{at['iopub_port']}"
        folder = Path(at["ip"]).parent
        if transport == "ipc":
            assert folder.stat().st_mode & 0o777 == 0o700
        heard = []
        with zmq.Context.instance().socket(zmq.SUB) as stranger:
            stranger.subscribe(b"")
            stranger.connect(f"{transport}://{place}")
            for _ in range(3):
                owner.execute_interactive(
                    "print('my pain was 7')",
                    output_hook=lambda said: heard.append(said["content"]),
                    timeout=30,
                )
                assert stranger.poll(300) == 0
        assert [said["text"] for said in heard if "text" in said] == ["my pain was 7\n"] * 3
    assert transport == "tcp" or not folder.exists(), "it is gone with the server"


def test_a_kernel_of_another_language_talks_through_ports(tmp_path):
    """It may know nothing else."""
    spec = tmp_path / "home" / ".local" / "share" / "jupyter" / "kernels" / "other" / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": command, "display_name": "Other", "language": "other"}))
    with serving(tmp_path, "--port", str(free_port())) as running:
        (owner,) = running.kernels(1, "other")
        assert owner.get_connection_info()["transport"] == "tcp"


def test_a_kernel_is_restarted_where_it_was(tmp_path):
    """The same place serves the next kernel, and those who listened hear that one."""
    with serving(tmp_path, "--port", str(free_port())) as running:
        (owner,) = running.kernels(1)
        (kernel,) = running.ask("kernels", method="GET")
        running.ask(f"kernels/{kernel['id']}/restart", {})
        owner.wait_for_ready(timeout=60)
        heard = []
        owner.execute_interactive(
            "print(1 + 1)", output_hook=lambda said: heard.append(said["content"]), timeout=30
        )
        assert {"name": "stdout", "text": "2\n"} in heard


def test_ctrl_c_ends_five_kernels_at_once(tmp_path):
    """Within 2 s all processes are gone, the terminal stays quiet, and the log has what it acknowledged."""
    with serving(tmp_path, "--port", str(free_port())) as running:
        clients = running.kernels(5)
        clients[0].execute(RECORD)
        clients[1].execute("while True: pass")
        kernels = psutil.Process(running.process.pid).children(recursive=True)
        while "3" not in clients[0].get_iopub_msg(timeout=30)["content"].get("text", ""):
            pass  # until the log has some holds
        for client in clients:
            client.stop_channels()
        took = running.end()
        assert len(kernels) >= 5
        assert [kernel for kernel in kernels if kernel.is_running()] == []
    assert took < 2
    assert running.process.stdout.read().strip() == ""
    acknowledged = (running.home / "acknowledged").read_text()
    with sb.open_log(running.home / "log.db") as log:
        assert len(log.holds()) - len(acknowledged) in (0, 1)


def test_what_is_registered_runs_and_python_is_left_as_it_is(tmp_path):
    """Jupyter's extensions tidy up; what Python would take to pieces after them keeps nobody waiting."""
    code = """
import atexit, sys, time
from stretchbook.app import server
class Slow:
    def __del__(self, sleep=time.sleep): sleep(60)
sys.taken_to_pieces = Slow()
ended = server._leave_at_exit()
atexit.register(print, "tidied")
ended.set()
"""
    command = [sys.executable, "-c", code]
    ending = subprocess.run(command, cwd=tmp_path, timeout=30, check=True, capture_output=True, text=True)
    assert ending.stdout == "tidied\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
def test_a_server_that_hangs_is_ended_for_certain(tmp_path):
    """Ctrl-C ends the command even if Jupyter's own way of ending never finishes."""
    code = """
import time
from stretchbook.app import server
class Hanging:
    def stop(self, from_signal): time.sleep(60)
server._END_S = 0.3
server._end(Hanging())
"""
    hanging = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, timeout=30, check=False)
    assert hanging.returncode == 0
