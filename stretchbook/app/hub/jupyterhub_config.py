"""JupyterHub for a class: each person's server gets the address of their own log, and no other.

Tried in ``tests/browser/test_hub.py`` (simple spawner, dummy authenticator, loopback). For a real class
choose an authenticator and a spawner in a file of your own, which begins with ``load_subconfig`` of this one.

STRETCHBOOK_ADDRESSES names the folder that ``stretchbook class add URL NAME... --into FOLDER`` wrote: one
file for each person, readable by the hub only. The name with which a person logs in is their name in the
class.
"""

import os
import sys
from pathlib import Path

from tornado.web import HTTPError

from stretchbook import paths
from stretchbook.log import LogError
from stretchbook.log.shared.server import checked_name

c = get_config()  # type: ignore[name-defined]  # noqa: F821
ADDRESSES = Path(os.environ.get("STRETCHBOOK_ADDRESSES", "/srv/stretchbook/addresses"))


def give_log(spawner) -> None:  # type: ignore[no-untyped-def]
    """Give a person's server the address of their log; who is not of the class gets no server."""
    try:
        address = (ADDRESSES / f"{checked_name(spawner.user.name)}.txt").read_text("utf-8").strip()
    except (LogError, FileNotFoundError):
        refused = HTTPError(403, f"{spawner.user.name} does not take part in this class.")
        refused.jupyterhub_message = refused.log_message  # type: ignore[attr-defined]  # shown in the page
        raise refused from None
    spawner.environment = {**spawner.environment, "STRETCHBOOK_LOG": address}


# the person's notebooks are laid out in their home, private to them, each time their server starts
LAY = 'umask 077 && "$0" -m stretchbook lay && exec "$0" -m jupyterhub.singleuser "$@"'
c.Spawner.cmd = ["sh", "-c", LAY, sys.executable]
c.Spawner.pre_spawn_hook = give_log
c.Spawner.notebook_dir = "~/stretchbook-notebooks"
c.Spawner.default_url = "/lab/tree/2_practise.ipynb"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment = {"JUPYTER_CONFIG_PATH": str(paths.jupyter_config_folder())}
c.Spawner.args = [
    # many kernels that start at once must not take each other's ports
    "--ServerApp.kernel_manager_class=stretchbook.app.kernels.Kernels",
    # a kernel that nobody has used for 20 minutes ends; the log is on the server
    "--MappingKernelManager.cull_idle_timeout=1200",
    "--MappingKernelManager.cull_interval=120",
    "--MappingKernelManager.cull_connected=True",
]
c.JupyterHub.ip = "127.0.0.1"  # a real class: behind a server that speaks TLS
