"""The notebooks in a folder of the person's own: laid out, never over a change, and copied clean to share."""

import hashlib
import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from stretchbook import paths

NOTEBOOKS = {
    "explore": "1_explore.ipynb",
    "practise": "2_practise.ipynb",
    "progress": "3_progress.ipynb",
    "workshop": "4_workshop.ipynb",
    "body": "5_body.ipynb",
    "cases": "6_cases.ipynb",
    "cohort": "7_class.ipynb",
}
_RECORD = ".laid-by-stretchbook.json"


class FolderError(ValueError):
    """A folder that cannot hold a person's notebooks, in one sentence."""


def own_folder(named: Path | None = None) -> Path:
    """Where a person's notebooks live.

    Parameters
    ----------
    named : Path, optional
        The folder asked for. Left out: ``./stretchbook-notebooks`` where an older version made one, else
        ``stretchbook-notebooks`` in the home folder.

    Returns
    -------
    Path
        Absolute; it need not be there yet.

    Raises
    ------
    FolderError
        If it lies inside the clone, where results would get into the repository.
    """
    try:
        home = paths.own_notebooks_folder()
        old = Path.cwd() / home.name
        folder = (named or (old if (old / _RECORD).is_file() else home)).expanduser().absolute()
    except RuntimeError:
        raise FolderError("There is no such home folder; name another --folder.") from None
    if paths.is_clone() and folder.resolve().is_relative_to(paths.notebooks_folder().parent):
        raise FolderError(
            f"{folder} is inside the clone, where your results would get into the repository; "
            "move it out, or name another --folder."
        )
    return folder


def lay(folder: Path) -> list[str]:
    """Put the notebooks where a person works with them; a file that the person changed is never touched.

    A notebook that is laid out is trusted, as Jupyter calls it: what it shows is shown when it is opened.

    Parameters
    ----------
    folder : Path
        Where to; made private if it is not there.

    Returns
    -------
    list of str
        One line for the folder, and one for each thing done or kept.

    Raises
    ------
    OSError
        If the folder cannot be made or written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is saved there may show one's sessions
    record_file = folder / _RECORD
    laid = _laid(record_file)
    said = []
    for source in sorted(paths.notebooks_folder().glob("*.ipynb")):
        place, fresh = folder / source.name, _digest(source)
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
        _trust(place)
        laid[source.name] = fresh
    fresh_record = record_file.with_name(f"{_RECORD}.new")
    fresh_record.write_text(json.dumps(laid, indent=1), encoding="utf-8")
    fresh_record.replace(record_file)  # whole or not at all
    return [f"Your notebooks are in {folder}.", *said]


def clean(notebook: Path, copy: Path | None = None) -> Path:
    """Copy a notebook without what it showed, to share it: no results, no state of widgets, no times.

    Parameters
    ----------
    notebook : Path
        A notebook; a mere name is also looked for in the person's folder.
    copy : Path, optional
        Where to; left out, ``NAME_clean.ipynb`` beside it.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    ValueError
        If it is no notebook.
    OSError
        If it cannot be read, or the copy is there already or cannot be written.
    """
    if not notebook.exists() and notebook.name == str(notebook):
        notebook = own_folder() / notebook
    try:
        content = json.loads(notebook.read_text("utf-8"))
        for cell in content["cells"]:
            cell["metadata"].pop("execution", None)
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
        content["metadata"].pop("widgets", None)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ValueError(f"{notebook} is no Jupyter notebook.") from None
    copy = copy or notebook.with_stem(f"{notebook.stem}_clean")
    with copy.open("x", encoding="utf-8") as file:
        json.dump(content, file, indent=1, ensure_ascii=False)
        file.write("\n")
    return copy


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


def _trust(path: Path) -> None:
    """Sign a notebook of ours, so that Jupyter shows the results that it came with."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notebook: Any = nbformat.read(path, as_version=4)
    NotebookNotary().sign(notebook)
