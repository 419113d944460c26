"""The recipe for a hub, run: three people log in, in a browser, and each practises into their own log."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import Notebook
from klass.conftest import owned, postgresql, superuser  # noqa: F401
from log.server import Server as PostgreSQL
from playwright.sync_api import Browser
from practice import EXECUTE, write_notebook

import stretchbook as sb
from stretchbook.app.command import main

pytestmark = pytest.mark.browser
PEOPLE = ("kim", "lea", "max")
RECIPE = Path(sb.__file__).parent / "app" / "hub" / "jupyterhub_config.py"
CONFIG = """
load_subconfig({recipe!r})
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.JupyterHub.port = {port}
c.JupyterHub.hub_port = {inner}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.should_start = True
c.Spawner.args += ["--LabApp.expose_app_in_browser=True", "--allow-root"]  # as in a container
"""
CELLS = (
    "import stretchbook as sb\n"
    "cat, log = sb.load_catalogue(), sb.open_log()\n"
    "player = sb.HoldPlayer(sb.build_routine(cat, ['childs_pose'], hold_s=1, ready_s=0), log, cat)",
    "player",
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


@dataclass
class Hub:
    """A running hub: its address, the one password, people's homes, and the class's owner."""

    address: str
    password: str
    homes: Path
    owner: str
    process: subprocess.Popen


@pytest.fixture(scope="module")
def hub(
    postgresql: PostgreSQL,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hub]:
    """The recipe with a dummy authenticator and the simple spawner, on loopback."""
    if os.environ.get("STRETCHBOOK_FULL") != "1":
        pytest.skip("STRETCHBOOK_FULL=1 runs the hub; it takes a minute")
    pytest.importorskip("jupyterhub", reason="pip install 'stretchbook[hub]' runs this test")
    proxy = shutil.which("configurable-http-proxy") or os.environ.get("STRETCHBOOK_PROXY")
    if proxy is None:
        pytest.skip("The hub's proxy is missing: npm install -g configurable-http-proxy runs this test")
    base = tmp_path_factory.mktemp("hub")
    owner = owned(postgresql, "hubclass")
    assert main(["class", "init", owner, "--yes", "--into", str(base / "keys")]) == 0
    assert main(["class", "add", owner, *PEOPLE, "--yes", "--into", str(base / "addresses")]) == 0
    port, inner, api = free_ports(3)
    password, homes = secrets.token_hex(8), base / "homes"
    config = base / "config.py"
    ports = {"port": port, "inner": inner, "api": api, "proxy": [proxy]}
    config.write_text(CONFIG.format(recipe=str(RECIPE), password=password, homes=str(homes), **ports))
    env = {**os.environ, "STRETCHBOOK_ADDRESSES": str(base / "addresses")}
    env.pop("STRETCHBOOK_LOG", None)
    said = (base / "hub.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterhub", "--config", str(config)],
        cwd=base,
        env=env,
        stdout=said,
        stderr=said,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, (base / "hub.log").read_text()[-3000:]
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/hub/health", timeout=1).close()
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        yield Hub(address, password, homes, owner, process)
    finally:
        process.terminate()
        process.wait(30)


def log_in(page: Notebook, hub: Hub, name: str, path: str) -> None:
    """Log in and wait for a notebook of one's own server."""
    page.page.goto(f"{hub.address}/hub/login?next={path}")
    page.page.fill("input[name=username]", name)
    page.page.fill("input[name=password]", hub.password)
    page.page.click("input[type=submit], button[type=submit]")


def memory_mb(home: Path) -> float:
    """Memory of one person's processes, what they share with others counted in parts."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"HOME={home}\0".encode() in (process / "environ").read_bytes():
                total += int(re.search(r"^Pss:\s+(\d+)", (process / "smaps_rollup").read_text(), re.M)[1])
    return total / 1024


def test_three_people_each_see_only_their_own(
    hub: Hub,
    postgresql: PostgreSQL,  # noqa: F811
    browser: Browser,
) -> None:
    """Each of three finds their own hold and nobody another's; a stranger gets in nowhere."""
    for name in PEOPLE:
        folder = hub.homes / name / "stretchbook-notebooks"
        folder.mkdir(parents=True, mode=0o700)
        write_notebook(folder, "hold.ipynb", *CELLS)
        page = Notebook(browser.new_context().new_page())
        log_in(page, hub, name, "/hub/user-redirect/lab/tree/hold.ipynb")
        page.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        page.run_all()
        page.page.locator(".sb-player").first.get_by_role("button", name="Start").first.click()
        page.page.wait_for_selector(".sb-player[data-state=done]", timeout=30_000)
        saved = "() => /^Saved: (\\d+) of \\1 hold/.test(document.querySelector('.sb-saved').textContent)"
        page.page.wait_for_function(saved, timeout=20_000)
        told = page.page.evaluate(EXECUTE, ["print(len(log.holds()), log.where)", True])
        assert told.startswith(f"1 postgresql+psycopg://{name}:***@"), told
        assert (folder / "2_practise.ipynb").exists()
        assert folder.stat().st_mode & 0o077 == 0
        print(f"{name}: {memory_mb(hub.homes / name):.0f} MB")
        page.page.context.close()
    stranger = Notebook(browser.new_context().new_page())
    log_in(stranger, hub, "owner", "/hub/spawn")
    stranger.page.get_by_text("403").first.wait_for(timeout=60_000)
    assert not (hub.homes / "owner" / "stretchbook-notebooks").exists()
    stranger.page.context.close()
    rows = superuser(
        postgresql, "SELECT person, count(*) FROM holds GROUP BY person ORDER BY person", "hubclass"
    )
    assert rows == [(name, 1) for name in PEOPLE]
    klass = sb.open_class(hub.owner)
    assert klass.days().empty
    assert "No group of five" in sb.describe(sb.plot_class_days(klass.days()))
