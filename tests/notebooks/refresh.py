"""Run the notebooks and write them back as they are committed: executed, with plain outputs.

    python tests/notebooks/refresh.py

Every notebook runs on a fresh kernel with an empty log, so that it shows the demonstration log. Live
widgets are kept as their one-line description: a reader sees it, and no state of a widget is committed.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
WIDGET = "application/vnd.jupyter.widget-view+json"


def plain(cell: Any) -> None:
    """Keep of a cell what a reader and a comparison need."""
    cell.metadata.pop("execution", None)
    for output in cell.get("outputs", []):
        output.get("data", {}).pop(WIDGET, None)


def refresh(path: Path) -> None:
    """Execute one notebook and write it back."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    for cell in notebook.cells:
        plain(cell)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(notebook, path)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as empty:
        os.environ["STRETCHBOOK_LOG"] = str(Path(empty) / "log.db")
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            refresh(path)
            print(f"{path.name} is fresh.")
