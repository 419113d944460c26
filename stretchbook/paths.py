"""Where the data, the notebooks and the personal log live. Nothing else knows a place on the disk."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
OWN_PAGE = "STRETCHBOOK_OWN_PAGE"
"""Set for the kernel of a page that only its owner can reach: the `stretchbook` command does that."""


@cache
def _shipped(name: str) -> Path:
    """``name/`` inside an installed wheel, else beside the package in a clone."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data_folder() -> Path:
    """Folder of the shipped tables and pictures."""
    return _shipped("data")


def notebooks_folder() -> Path:
    """Folder of the shipped notebooks: the clone's own, or the copy that the wheel carries."""
    return _shipped("notebooks")


def is_clone() -> bool:
    """Whether the package runs from a clone, which a person's notebooks must not get into."""
    return notebooks_folder().parent == _PACKAGE.parent


def own_notebooks_folder() -> Path:
    """``stretchbook-notebooks`` in the home folder: a person's own copies, with their results."""
    return Path.home() / "stretchbook-notebooks"


def jupyter_config_folder() -> Path:
    """Settings that the `stretchbook` command gives to JupyterLab."""
    return _PACKAGE / "app" / "jupyter_config"


def jupyter_data_folder() -> Path:
    """What the `stretchbook` command adds to Jupyter's data: how a page looks."""
    return _PACKAGE / "app" / "jupyter_data"


def is_shared_page() -> bool:
    """Whether this process fills a page that others may reach, each of whom would have the owner's log."""
    served = os.environ.get("SERVER_SOFTWARE", "").startswith("voila/") or "VOILA_PREHEAT" in os.environ
    return bool(served and not os.environ.get(OWN_PAGE)) or _app_of_marimo() is not None


def say_on_page(words: str) -> None:
    """Print words; an app of marimo, which shows nothing that is printed, gets them as text of the cell."""
    if app := _app_of_marimo():
        app.output.append(app.plain_text(words))
    else:
        print(words)


def _app_of_marimo() -> Any:
    """The module marimo, if it runs this process as an app."""
    marimo = sys.modules.get("marimo")
    return marimo if marimo and marimo.app_meta().mode == "run" else None


def log_target() -> str | Path:
    """The personal log: what ``STRETCHBOOK_LOG`` names, as it stands there, else the user's data folder.

    On a page that others may reach it is one in memory.
    """
    if is_shared_page():
        return "sqlite://"
    return os.environ.get("STRETCHBOOK_LOG", "").strip() or default_log_path()


def default_log_path() -> Path:
    """``log.db`` in the data folder that the operating system keeps for this user."""
    return _user_data_folder() / "log.db"


def port_file() -> Path:
    """Where the port of the last time is remembered."""
    return _user_data_folder() / "port"


def _user_data_folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("stretchbook", appauthor=False)
