"""A notebook as a page without code, by the real Voila; and whose log such a page may open."""

import contextlib
import html
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from harness import PORT, Notebook, Server, changed, isolated
from playwright.sync_api import Browser, expect

import stretchbook as sb
from stretchbook.log.recording import SHARED

pytestmark = pytest.mark.browser
PAGE = r"(http://127\.0\.0\.1:\d+)/voila/render/2_practise\.ipynb\?token=(\w+)"
OPENS_LOG = """
import stretchbook as sb
log = sb.open_log()
log.session(["hip"], note="written by a visitor")
print("notes:", *log.sessions()["note"])
"""


@pytest.fixture(scope="module", autouse=True)
def voila() -> None:
    """Skip these tests where Voila is missing; with CI=true that is a failure."""
    if find_spec("voila") is None:
        said = "Voila is not installed: pip install -e '.[test]' brings it."
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a log in it, and a notebook that opens the log, reads and writes it."""
    with sb.open_log(tmp_path / "log" / "log.db") as log:
        log.session(["hip"], note="the owner's words")
    (tmp_path / "workbook").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(OPENS_LOG)])
    nbformat.write(notebook, tmp_path / "workbook" / "opens.ipynb")
    return tmp_path


@contextlib.contextmanager
def serving(home: Path, address: str, *command: str) -> Iterator[Server]:
    """A server that runs in a home, once it has said its address."""
    env = isolated(home / "jupyter", home / "log" / "log.db")
    command = (sys.executable, "-m", *command)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(command, cwd=home / "workbook", env=env, **streams)
    said = ""
    for line in process.stdout or ():
        said += line
        if found := re.search(address, line):
            break
    else:
        pytest.fail(f"the server ended without an address: {said}")
    try:
        yield Server(
            found[1], found[2] if found.re.groups > 1 else "", home / "workbook", home / "log", process
        )
    finally:
        process.terminate()
        process.communicate(timeout=60)


def kept(home: Path) -> dict[str, bytes]:
    """Every file beside the log, and what is in it."""
    return {path.name: path.read_bytes() for path in (home / "log").iterdir()}


def answer(url: str) -> str:
    """What a server answers: its page, or the number of its refusal."""
    try:
        with urllib.request.urlopen(url, timeout=60) as page:
            return f"{page.url}\n{html.unescape(page.read().decode())}"
    except urllib.error.HTTPError as error:
        return str(error.code)


def test_a_server_for_others_leaves_the_log_in_the_home_alone(home: Path):
    """Plain Voila serves every visitor: what they read and write is a log in memory, and the page says so."""
    before = kept(home)
    command = ["voila", "opens.ipynb", "--no-browser", f"--port={int(PORT) + 45}", "--Voila.ip=127.0.0.1"]
    with serving(home, r"^(http://127\.0\.0\.1:\d+)/()", *command) as server:
        page = answer(server.address)
        assert "notes: written by a visitor" in page
        assert SHARED in page
        assert "the owner's words" not in page
        assert kept(home) == before  # while the kernel still runs: SQLite keeps files beside an open log


def test_a_page_of_ones_own_reaches_the_log(browser: Browser, home: Path):
    """The command's page shows no code and fetches nothing from elsewhere; a hold gets to the log.

    Without the token nothing is served: no page, no kernel, no file.
    """
    (home / "workbook" / "chart.png").write_bytes(b"my pain")
    command = ["stretchbook", "practise", "--page", "--no-browser", "--folder", "."]
    command += ["--port", str(int(PORT) + 50)]
    with serving(home, PAGE, *command) as server:
        for place in ("render/opens.ipynb", "", "tree", "api/contents"):
            page = answer(f"{server.address}/voila/{place}")
            assert "/login?" in page.splitlines()[0] or page == "403", place
        assert answer(f"{server.address}/voila/files/chart.png") == "403"
        assert answer(f"{server.address}/api/kernels?token={server.token}").endswith("[]")

        quick = {"minutes=10": "minutes=10, hold_s=1, ready_s=1, first_s=1, switch_s=1, rest_s=1"}
        name = changed(server.folder, "2_practise.ipynb", quick)
        context = browser.new_context(viewport={"width": 400, "height": 900}, color_scheme="dark")
        opened, asked = Notebook(context.new_page()), []
        opened.page.on("request", lambda request: asked.append(request.url))
        opened.page.goto(server.url(f"voila/render/{name}"), wait_until="commit", timeout=60_000)
        player = opened.page.locator(".sb-player")
        expect(player).to_be_visible(timeout=60_000)
        expect(opened.page.locator("body[data-jp-theme-light=false]")).to_be_attached()
        assert opened.page.locator(".jp-CodeMirrorEditor, .jp-InputPrompt").count() == 0
        text = opened.page.locator("#rendered_cells").inner_text()
        assert text.lstrip().startswith("Practise: pick, do, log")
        assert not re.search("Run All|notebook|cell", text)
        assert SHARED not in text
        player.locator(".sb-toggle").click()
        expect(opened.page.locator(".sb-logged")).to_contain_text("1 s", timeout=30_000)
        with sb.open_log(home / "log" / "log.db") as log:
            assert "completed" in set(log.holds()["status"])
        assert [url for url in asked if not url.startswith((server.address, "data:", "blob:"))] == []
        assert opened.problems == []
        context.close()
