"""The recipe for a hub, run: three people log in, in a browser, and each practises into their own log."""

import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import Notebook
from klass.conftest import missing, owned, postgresql, superuser  # noqa: F401
from log.server import Server as PostgreSQL
from playwright.sync_api import Browser
from practice import EXECUTE, write_notebook

import stretchbook as sb
from stretchbook.app.command import main
from stretchbook.log import open_log

pytestmark = pytest.mark.browser
PEOPLE = ("kim", "lea", "max")
ELSEWHERE = ("ola", "pia")
"""Two of the class who practise without the hub: with them it is a group that the lecturer may see."""
LECTURER = "hubclass_lecturer"
RECIPE = Path(sb.__file__).parent / "app" / "hub" / "jupyterhub_config.py"
CONFIG = """
load_subconfig({recipe!r})
give = c.Spawner.pre_spawn_hook

def give_and_hurry(spawner):
    give(spawner)
    if spawner.user.name == "kim":  # whose kernel is to be seen ending when nobody uses it
        spawner.args = [word.replace("timeout=1200", "timeout=15").replace("interval=120", "interval=1")
                        for word in spawner.args]

c.Spawner.pre_spawn_hook = give_and_hurry
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.LocalProcessSpawner.interrupt_timeout = c.LocalProcessSpawner.term_timeout = 1
c.JupyterHub.port = {port}
c.JupyterHub.hub_port = {inner}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.should_start = True
c.Spawner.args += ["--LabApp.expose_app_in_browser=True", "--allow-root"]  # as in a container
"""
AT_MOST_MB = 350
"""Of one person: server and kernel, with the practice shown."""
CELLS = (
    "import stretchbook as sb\n"
    "cat, log = sb.load_catalogue(), sb.open_log()\n"
    "player = sb.HoldPlayer(cat, sb.build_routine(cat, ['childs_pose'], hold_s=1, ready_s=0), log)",
    "player",
)
LECTURER_CELLS = (
    "import stretchbook as sb\nklass = sb.open_class()",
    "sb.show(sb.plot_class_days(klass.days()))",
)


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


TRANSPORT = "import ipykernel.connect as at; print(at.get_connection_info(unpack=True)['transport'])"
"""Where a kernel of this class talks: not through ports, of which many kernels would take each other's."""


@dataclass
class Hub:
    """A running hub: its address, the one password, people's homes, and the folder of their addresses."""

    address: str
    password: str
    homes: Path
    addresses: Path


@pytest.fixture(scope="module")
def hub(
    postgresql: PostgreSQL,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hub]:
    """The recipe with a dummy authenticator and the simple spawner, on loopback."""
    proxy = shutil.which("configurable-http-proxy")
    if importlib.util.find_spec("jupyterhub") is None:
        missing("JupyterHub is not installed: pip install -e '.[test]' brings it.")
    if proxy is None:
        missing("JupyterHub's proxy is missing: npm install -g configurable-http-proxy runs this test.")
    base = tmp_path_factory.mktemp("hub")
    owner = owned(postgresql, "hubclass")
    told = ["--yes", "--into", str(base / "addresses")]
    assert main(["class", "init", owner, *told]) == 0
    assert main(["class", "add", owner, *PEOPLE, *ELSEWHERE, *told]) == 0
    port, inner, api = free_ports(3)
    password, homes = secrets.token_hex(8), base / "homes"
    config = base / "config.py"
    ports = {"port": port, "inner": inner, "api": api, "proxy": [proxy]}
    config.write_text(CONFIG.format(recipe=str(RECIPE), password=password, homes=str(homes), **ports))
    env = {**os.environ, "STRETCHBOOK_ADDRESSES": str(base / "addresses")}
    env.pop("STRETCHBOOK_LOG", None)
    with (base / "hub.log").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", str(config)],
            cwd=base, env=env, stdout=said, stderr=said,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, (base / "hub.log").read_text()[-3000:]
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/hub/health", timeout=1).close()
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        yield Hub(address, password, homes, base / "addresses")
    finally:
        process.terminate()
        process.wait(30)


@dataclass
class Visit:
    """One person at the hub, in a browser of their own."""

    hub: Hub
    name: str
    notebook: Notebook

    @property
    def home(self) -> Path:
        """Where their server keeps their files."""
        return self.hub.homes / self.name / "stretchbook-notebooks"

    def log_in(self, path: str) -> None:
        """Log in, and have a server of one's own started."""
        page = self.notebook.page
        page.goto(f"{self.hub.address}/hub/login?next={path}")
        page.fill("input[name=username]", self.name)
        page.fill("input[name=password]", self.hub.password)
        page.click("input[type=submit], button[type=submit]")

    def open(self, *cells: str) -> None:
        """Log in on a notebook of these cells; the server may take its time."""
        self.home.mkdir(parents=True, mode=0o700)
        write_notebook(self.home, "own.ipynb", *cells)
        self.log_in("/hub/user-redirect/lab/tree/own.ipynb")

    def run_all(self) -> None:
        """Wait for the notebook, and run it."""
        self.notebook.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        self.notebook.run_all()

    def practise(self) -> str:
        """Do the routine; give how many holds the log has then, and where it says that it is."""
        page = self.notebook.page
        page.locator(".sb-player").first.get_by_role("button", name="Start").first.click()
        page.wait_for_selector(".sb-player[data-state=done]", timeout=30_000)
        saved = "() => /^Saved: (\\d+) of \\1 hold/.test(document.querySelector('.sb-saved').textContent)"
        page.wait_for_function(saved)
        return page.evaluate(EXECUTE, ["print(len(log.holds()), log.where)", True])

    @property
    def kernels(self) -> int:
        """How many kernels their server runs."""
        path = f"{self.hub.address}/user/{self.name}/api/kernels?no_track_activity=1"
        return len(self.notebook.page.request.get(path).json())

    @property
    def memory_mb(self) -> float:
        """Memory of one person's processes, what they share with others counted in parts."""
        total = 0
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if f"HOME={self.hub.homes / self.name}\0".encode() in (process / "environ").read_bytes():
                    told = re.search(r"^Pss:\s+(\d+)", (process / "smaps_rollup").read_text(), re.M)
                    total += int(told[1])
        return total / 1024


@pytest.fixture(scope="module")
def visit(hub: Hub, browser: Browser) -> Iterator[Callable[[str], Visit]]:
    """Let a person come in a browser of their own."""
    contexts = []

    def come(name: str) -> Visit:
        contexts.append(browser.new_context())
        return Visit(hub, name, Notebook(contexts[-1].new_page()))

    yield come
    for context in contexts:
        context.close()


def test_a_class_at_the_hub(
    visit: Callable[[str], Visit],
    hub: Hub,
    postgresql: PostgreSQL,  # noqa: F811
) -> None:
    """Each of three finds their own hold and nobody another's, a stranger gets in nowhere, a kernel that
    nobody uses ends, and the lecturer sees a chart of the five.
    """
    people, lecturer = [visit(name) for name in PEOPLE], visit(LECTURER)
    for one in people:  # their servers start side by side
        one.open(*CELLS)
    for one in people:
        one.run_all()
        told = one.practise()
        assert told.startswith(f"1 postgresql+psycopg://{one.name}:***@"), told
        assert one.notebook.page.evaluate(EXECUTE, [TRANSPORT, True]).strip() == "ipc"
        assert (one.home / "2_practise.ipynb").exists()
        assert one.home.stat().st_mode & 0o077 == 0
        assert one.notebook.page.request.get(f"{hub.address}/user/kim/api/contents").ok == (one.name == "kim")
        print(f"{one.name}: {one.memory_mb:.0f} MB")
        assert one.memory_mb < AT_MOST_MB
        if one is people[0]:
            lecturer.open(*LECTURER_CELLS)  # while the others practise

    stranger = visit("owner")
    stranger.log_in("/hub/spawn")
    stranger.notebook.page.get_by_text("403").first.wait_for(timeout=60_000)
    assert not stranger.home.exists()

    for name in ELSEWHERE:
        with open_log((hub.addresses / f"{name}.txt").read_text().strip()) as log:
            log.session().hold("childs_pose", "both", 30, 30.0)
    every = "SELECT person, count(*) FROM holds GROUP BY person ORDER BY person"
    assert superuser(postgresql, every, "hubclass") == [(name, 1) for name in (*PEOPLE, *ELSEWHERE)]
    last_week = "UPDATE sessions SET started_us = started_us - 8 * 86400000000"  # a week that is over
    superuser(postgresql, last_week, "hubclass")
    lecturer.run_all()
    chart = lecturer.notebook.page.locator(".jp-OutputArea-output img")
    assert "(5 people, 0 missing)" in str(chart.get_attribute("alt"))
    lecturer.notebook.check()

    kim, lea = people[:2]
    kim.notebook.until(lambda: kim.kernels == 0, "the idle kernel goes on")
    assert lea.kernels == 1
