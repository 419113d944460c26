"""JupyterLab on a folder, for one person at this computer, until Ctrl-C."""

import atexit
import os
import secrets
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import zmq
from jupyterlab.labapp import LabApp
from traitlets.config import Config

from stretchbook import paths
from stretchbook.app import without_code
from stretchbook.app.kernels import Kernels
from stretchbook.app.widget_state import keep_shown

USUAL_PORT = 8888
_END_S = 1.5


def run(
    folder: Path, notebook: str, port: int | None = None, browser: bool = True, page: bool = False
) -> int:
    """Run JupyterLab on a folder, at 127.0.0.1 with a token, until Ctrl-C.

    Parameters
    ----------
    folder : Path
        What it shows; the root of the server.
    notebook : str
        Name of the notebook that it opens first.
    port : int, optional
        The port to try first. Left out: that of the last time; what a browser keeps, it keeps for one port.
    browser : bool
        Whether to open a browser window, where there is a screen.
    page : bool
        Whether to show the notebook as a page without code; Voila must be there.

    Returns
    -------
    int
        Exit code.
    """
    ended = _leave_at_exit()
    port = port or last_port()
    opens = browser and _has_screen()
    token = secrets.token_hex(24)
    _search("JUPYTER_CONFIG_PATH", paths.jupyter_config_folder())
    _search("JUPYTER_PATH", paths.jupyter_data_folder())
    place = f"{'voila/render' if page else 'lab/tree'}/{notebook}"
    server = LabApp.initialize_server([], config=_config(folder, place, port, token, opens))
    server.contents_manager.register_pre_save_hook(partial(keep_shown, folder))

    def announce() -> None:
        _remember(server.port)
        if server.port != port:
            print(
                f"Port {port} is taken, so it is {server.port} this time; what your browser still keeps "
                f"under {port} is delivered when you start with --port {port}."
            )
        what = "page" if page else "workbook"
        print(f"\n  The {what}: http://127.0.0.1:{server.port}/{place}?token={token}\n")
        print("Opening it in your browser." if opens else "Open this address in a browser.", end=" ")
        print("Ctrl-C ends it.", flush=True)

    server.io_loop.add_callback(announce)  # once it listens
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _end(server))
    server.start()
    ended.set()
    _exit_within(0.5)  # it has ended; an idle thread of it may still wait for work that never comes
    return 0


def _search(variable: str, folder: Path) -> None:
    """Have Jupyter look into a folder of ours, too, after all that the person named."""
    known = os.environ.get(variable)
    os.environ[variable] = os.pathsep.join([known, str(folder)] if known else [str(folder)])


def _config(folder: Path, place: str, port: int, token: str, opens: bool) -> Config:
    config = Config()
    config.ServerApp.update(
        ip="127.0.0.1",
        port=port,
        port_retries=50,
        root_dir=str(folder),
        open_browser=opens,
        allow_root=True,
        kernel_manager_class=Kernels,
        log_level="ERROR",
    )
    config.IdentityProvider.token = token
    config.LabApp.update(
        default_url=f"/{place}",
        check_for_updates_class="jupyterlab.NeverCheckForUpdate",
        log_level="ERROR",
    )
    without_code.configure(config)
    if zmq.has("curve"):  # what kernel and server say to one another, nobody else on this computer reads
        config.KernelManager.transport_encryption = "auto"
    return config


def last_port() -> int:
    """The port of the last time, or Jupyter's usual one."""
    with suppress(OSError, ValueError):
        port = int(paths.port_file().read_text("ascii"))
        if 0 < port < 65536:
            return port
    return USUAL_PORT


def _remember(port: int) -> None:
    file = paths.port_file()
    with suppress(OSError):  # only a convenience
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(f"{port}\n", "ascii")


def _has_screen() -> bool:
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _end(server: Any) -> None:
    """Let the server end, for certain within `_END_S`; a kernel that is left ends when its server is gone."""
    _exit_within(_END_S)
    server.stop(from_signal=True)


def _leave_at_exit() -> threading.Event:
    """Once this is set, Python is left as it is: to take it to pieces takes it a second or more.

    What is registered after this, by Jupyter and its extensions, still runs before.
    """
    ended = threading.Event()

    def leave() -> None:
        if ended.is_set():
            with suppress(OSError):
                print(end="", flush=True)
            os._exit(0)

    atexit.register(leave)
    return ended


def _exit_within(seconds: float) -> None:
    late = threading.Timer(seconds, os._exit, [0])
    late.daemon = True
    late.start()
