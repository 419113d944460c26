"""Lay the notebooks out for a person and open JupyterLab on them."""

import hashlib
import json
import os
import secrets
import shutil
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from stretchbook import paths

DEFAULT_FOLDER = Path("stretchbook-notebooks")
FIRST = "1_explore.ipynb"
_END_S = 10
_RECORD = ".laid-by-stretchbook.json"


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
    own = paths.notebooks_folder()
    if folder is None:
        folder = own if paths.is_clone() else DEFAULT_FOLDER
    target = folder.expanduser().absolute()
    if target == own:
        return own, [f"The notebooks in {own} are saved without results, which may show your sessions."]
    target.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is saved there may show one's sessions
    record_file = target / _RECORD
    laid = _laid(record_file)
    said = []
    for source in sorted(own.glob("*.ipynb")):
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
    fresh_record = record_file.with_name(f"{_RECORD}.new")
    fresh_record.write_text(json.dumps(laid, indent=1), encoding="utf-8")
    fresh_record.replace(record_file)  # whole or not at all
    return target, [f"The notebooks are in {target}.", *said]


def _laid(record_file: Path) -> dict[str, str]:
    """What was laid out before, by name; nothing if the record is missing or damaged."""
    try:
        laid = json.loads(record_file.read_text("utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return laid if isinstance(laid, dict) else {}


def _digest(path: Path) -> str:
    """Of what a person may have changed in a notebook: its cells without their results."""
    raw = path.read_bytes()
    with suppress(ValueError, LookupError, TypeError, RecursionError):
        cells = [[cell["cell_type"], "".join(cell["source"])] for cell in json.loads(raw)["cells"]]
        raw = json.dumps(cells).encode()
    return hashlib.sha256(raw).hexdigest()


def without_results(model: dict[str, Any], **_: Any) -> None:
    """Take the results out of a notebook that is about to be saved; the page that is open keeps them.

    Parameters
    ----------
    model : dict
        Of Jupyter's contents manager; changed in place.
    """
    if model["type"] != "notebook":
        return
    model["content"]["metadata"].pop("widgets", None)
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)


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
    from traitlets.config import Config

    token = secrets.token_hex(24)
    opens = browser and _has_screen()
    config = Config()
    config.ServerApp.update(
        ip="127.0.0.1",
        port=port,
        port_retries=50,
        root_dir=str(folder),
        open_browser=opens,
        allow_root=True,
        answer_yes=True,  # Ctrl-C is an answer already
        log_level="ERROR",
    )
    config.IdentityProvider.token = token
    config.LabApp.update(
        default_url=f"/lab/tree/{FIRST}",
        check_for_updates_class="jupyterlab.NeverCheckForUpdate",
        log_level="ERROR",
    )
    # settings of ours: Lab does not ask a newcomer whether to fetch news
    known = os.environ.get("JUPYTER_CONFIG_PATH")
    ours = str(paths.jupyter_config_folder())
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([known, ours] if known else [ours])
    server = LabApp.initialize_server([], config=config)
    if folder == paths.notebooks_folder():  # nobody's sessions get into the repository
        server.contents_manager.register_pre_save_hook(without_results)

    def announce() -> None:
        if server.port != port:
            print(f"Port {port} is busy; using {server.port}.")
        print(f"\n  The workbook: http://127.0.0.1:{server.port}/lab/tree/{FIRST}?token={token}\n")
        print(
            "Opening it in your browser." if opens else "Open this address in a browser.", "Ctrl-C ends it."
        )
        sys.stdout.flush()

    server.io_loop.add_callback(announce)  # once it listens
    for number in (signal.SIGINT, signal.SIGTERM):
        _end_for_certain(number)
    server.start()
    _exit_within(1)  # it has ended; an idle thread of it may still wait for work that never comes
    return 0


def _exit_within(seconds: float) -> None:
    late = threading.Timer(seconds, os._exit, [0])
    late.daemon = True
    late.start()


def _end_for_certain(number: int) -> None:
    """Let a signal end the server within `_END_S`, even if a kernel does not answer.

    The kernels end by themselves when their server is gone.
    """
    jupyters_own = signal.getsignal(number)

    def end(given: int, frame: FrameType | None) -> None:
        _exit_within(_END_S)
        if callable(jupyters_own):
            jupyters_own(given, frame)

    signal.signal(number, end)
