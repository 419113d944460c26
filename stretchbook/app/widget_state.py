"""Widgets that a notebook shows stay in its file: Jupyter saves only those whose kernel still runs."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def keep_shown(root: Path, model: dict[str, Any], path: str, **_: Any) -> None:
    """Put back what an output still shows, and what is about to be saved without it; a hook before saving.

    A notebook that was opened again and not run has no kernel behind its widgets; saved as it is, it
    would lose them, and could no longer say *Run this cell*.

    Parameters
    ----------
    root : Path
        Folder of the server.
    model : dict
        Of Jupyter's contents manager; changed in place.
    path : str
        The notebook, below the root.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    missing = shown(notebook) - saved(notebook).keys()
    if not missing:
        return
    with suppress(OSError, ValueError, AttributeError, TypeError):  # no notebook was saved there before
        before = saved(json.loads((root / path.lstrip("/")).read_text("utf-8")))
        if missing & before.keys():
            whole = {"version_major": 2, "version_minor": 0, "state": before | saved(notebook)}
            notebook.setdefault("metadata", {})["widgets"] = {STATE: whole}


def shown(notebook: dict[str, Any]) -> set[str]:
    """Ids of the widgets that the outputs of a notebook show."""
    outputs = (output for cell in notebook.get("cells", []) for output in cell.get("outputs", []))
    return {output["data"][VIEW]["model_id"] for output in outputs if VIEW in output.get("data", {})}


def saved(notebook: dict[str, Any]) -> dict[str, Any]:
    """State of the widgets in the file of a notebook, by id."""
    state: dict[str, Any] = notebook.get("metadata", {}).get("widgets", {}).get(STATE, {}).get("state", {})
    return state
