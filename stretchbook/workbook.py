"""Lay the notebooks out for a person and open JupyterLab on them."""

import hashlib
import json
import os
import secrets
import shutil
import socket
import sys
from pathlib import Path

from stretchbook import paths

DEFAULT_FOLDER = Path("stretchbook-notebooks")
FIRST = "1_explore.ipynb"
_RECORD = ".laid-by-stretchbook.json"
_TRIES = 100


def lay_notebooks(folder: Path | None = None) -> tuple[Path, list[str]]:
    """Put the notebooks where a person works with them; a file that the person changed is never touched.

    Parameters
    ----------
    folder : Path, optional
        Where to. Left out: the clone's own ``notebooks/`` is used in place, an installed package lays
        them into ``./stretchbook-notebooks``.

    Returns
    -------
    tuple of (Path, list of str)
        The folder, and one line for each thing done or kept.

    Raises
    ------
    OSError
        If the folder cannot be made or written.
    """
    if folder is None and paths.is_clone():
        return paths.notebooks_folder(), []
    target = (folder or DEFAULT_FOLDER).expanduser().absolute()
    if target == paths.notebooks_folder():
        return target, []
    target.mkdir(parents=True, exist_ok=True)
    record_file = target / _RECORD
    laid: dict[str, str] = json.loads(record_file.read_text("utf-8")) if record_file.is_file() else {}
    said = []
    for source in sorted(paths.notebooks_folder().glob("*.ipynb")):
        place, fresh = target / source.name, _digest(source)
        if not place.exists():
            said.append(f"Laid out {source.name}.")
        elif _digest(place) == fresh:
            laid[source.name] = fresh
            continue
        elif laid.get(source.name) == _digest(place):
            said.append(f"Renewed {source.name}; you had not changed it.")
        else:
            said.append(f"Kept {source.name}: it has changes of yours. Rename it to get the shipped one.")
            continue
        shutil.copyfile(source, place)
        laid[source.name] = fresh
    record_file.write_text(json.dumps(laid, indent=1), encoding="utf-8")
    return target, [f"The notebooks are in {target}.", *said]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def free_port(first: int) -> int:
    """The first port from this one on that nobody listens on at 127.0.0.1."""
    for port in range(first, min(first + _TRIES, 65536)):
        with socket.socket() as probe:
            if os.name == "posix":  # there, a port just left by an ended server may be taken again
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"every port from {first} on is busy; name another with --port")


def _has_screen() -> bool:
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def open_lab(folder: Path, port: int, browser: bool = True) -> int:
    """Run JupyterLab on a folder, at 127.0.0.1 with a token, until Ctrl-C.

    Parameters
    ----------
    folder : Path
        What it shows.
    port : int
        The port to try first.
    browser : bool
        Whether to open a browser window, where there is a screen.

    Returns
    -------
    int
        Exit code.
    """
    from jupyterlab.labapp import LabApp

    found, token = free_port(port), secrets.token_hex(24)
    if found != port:
        print(f"Port {port} is busy; using {found}.")
    opens = browser and _has_screen()
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": found,
        "ServerApp.port_retries": 0,
        "IdentityProvider.token": token,
        "ServerApp.root_dir": str(folder),
        "ServerApp.open_browser": opens,
        "ServerApp.allow_root": True,
        "ServerApp.answer_yes": True,
        "ServerApp.log_level": "ERROR",
        "LabApp.default_url": f"/lab/tree/{FIRST}",
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    print(f"\n  The workbook: http://127.0.0.1:{found}/lab/tree/{FIRST}?token={token}\n")
    print("Opening it in your browser." if opens else "Open this address in a browser.", "Ctrl-C ends it.")
    sys.stdout.flush()
    LabApp.launch_instance([f"--{name}={value}" for name, value in options.items()])
    return 0
