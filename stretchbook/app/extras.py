"""What the command needs beside the library itself, and how to get it."""

import sys
from importlib.util import find_spec

_EXTRAS = {"lab": ("jupyterlab", "JupyterLab"), "page": ("voila", "Voila")}


def missing(*extras: str) -> str | None:
    """Say in one sentence what is not installed of these extras, and how to get it; None if all is there."""
    for extra in extras:
        module, name = _EXTRAS[extra]
        if find_spec(module) is None:
            how = f"{sys.executable} -m pip install 'stretchbook[{extra}]'"
            return f"This needs {name}, which is not installed: {how}"
    return None
