"""The notebooks in a person's folder: laid out, never over a change, and copied clean."""

import json
import os
import stat
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from stretchbook import paths
from stretchbook.app import notebooks
from stretchbook.app.notebooks import FolderError, clean, lay, own_folder

FIRST = notebooks.NOTEBOOKS["explore"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch) -> Path:
    """A working folder outside the clone, and a home folder of its own."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def test_every_shipped_notebook_has_a_name():
    """Each one can be opened by its name."""
    shipped = sorted(path.name for path in paths.notebooks_folder().glob("*.ipynb"))
    assert sorted(notebooks.NOTEBOOKS.values()) == shipped


def test_they_lie_in_the_home_folder_or_where_an_older_version_laid_them(elsewhere):
    """Home, unless named, or unless the working folder has one with the record of an older version."""
    home = Path.home() / "stretchbook-notebooks"
    assert own_folder() == home
    (elsewhere / "stretchbook-notebooks").mkdir()
    assert own_folder() == home, "a folder that only has the name is not meant"
    lay(elsewhere / "stretchbook-notebooks")
    assert own_folder() == elsewhere / "stretchbook-notebooks"
    assert own_folder(Path("~/mine")) == Path.home() / "mine"
    assert own_folder(Path("mine")) == elsewhere / "mine"


@pytest.mark.parametrize("name", [".", "notebooks", "my/own"])
def test_a_folder_inside_the_clone_is_refused(name, elsewhere):
    """Also through a link, and in one sentence with the mend; nothing is made."""
    clone = paths.notebooks_folder().parent
    (elsewhere / "link").symlink_to(clone)
    for folder in (clone / name, elsewhere / "link" / name):
        with pytest.raises(FolderError, match=r"inside the clone.*name another --folder") as raised:
            own_folder(folder)
        assert "\n" not in str(raised.value)
    with pytest.raises(FolderError, match="no such home folder"):
        own_folder(Path("~nobody-of-this-name/x"))


def test_they_are_laid_out_once_and_never_over_changes(tmp_path):
    """A changed notebook is kept, an unchanged old one is renewed, and all of it is said."""
    folder = tmp_path / "mine"
    said = lay(folder)
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    assert names[0] == FIRST
    assert len(said) == 1 + len(names)
    (folder / names[0]).write_text("mine")
    old = folder / names[1]
    old.write_text("as laid out by an earlier version")
    record = folder / ".laid-by-stretchbook.json"
    laid = json.loads(record.read_text())
    laid[names[1]] = notebooks._digest(old)
    record.write_text(json.dumps(laid))
    said = lay(folder)
    assert (folder / names[0]).read_text() == "mine"
    assert json.loads(old.read_text())["nbformat"] == 4
    assert any(line.startswith(f"Kept {names[0]}") for line in said)
    assert any(line.startswith(f"Renewed {names[1]}") for line in said)
    assert lay(folder)[1:] == [line for line in said if line.startswith("Kept")]


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "\x00"])
def test_a_damaged_record_keeps_the_files(tmp_path, text):
    """Without a readable record of what was laid out, changed notebooks stay and a new record is written."""
    lay(tmp_path)
    (tmp_path / FIRST).write_text("mine", "utf-8")
    record = tmp_path / ".laid-by-stretchbook.json"
    record.write_text(text, "utf-8")
    assert any(line.startswith(f"Kept {FIRST}") for line in lay(tmp_path))
    assert (tmp_path / FIRST).read_text("utf-8") == "mine"
    assert "2_practise.ipynb" in json.loads(record.read_text("utf-8"))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


def test_a_notebook_that_was_only_run_is_no_change_and_keeps_its_results(tmp_path):
    """Results do not count as changes of the person and are not taken away; a word in a cell is a change."""
    folder = tmp_path / "mine"
    lay(folder)
    path = folder / FIRST
    before = notebooks._digest(path)
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"], cell["execution_count"] = [], 7
    path.write_text(json.dumps(notebook), "utf-8")
    assert notebooks._digest(path) == before
    assert len(lay(folder)) == 1
    assert json.loads(path.read_text("utf-8")) == notebook
    cell["source"] += ["  # mine"]
    path.write_text(json.dumps(notebook), "utf-8")
    assert notebooks._digest(path) != before


def test_the_folder_is_private_and_what_was_laid_out_is_trusted(tmp_path):
    """Only its owner may look into the folder; Jupyter trusts what we laid out, and not what was changed."""
    folder = tmp_path / "mine"
    lay(folder)
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in notebooks.NOTEBOOKS.values():
        notebook = nbformat.read(folder / name, as_version=4)
        assert NotebookNotary().check_signature(notebook)
    notebook.cells[0].source += "<script>"
    assert not NotebookNotary().check_signature(notebook)


def test_a_clean_copy_has_no_results(tmp_path):
    """Outputs, counts, times and the state of widgets are gone; cells, their metadata and the source stay."""
    folder = Path.home() / "stretchbook-notebooks"
    lay(folder)
    notebook = nbformat.read(folder / FIRST, as_version=4)
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"x": "my pain"}}}
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    cell.update(outputs=[nbformat.v4.new_output("stream", text="my pain was 7")], execution_count=3)
    cell.metadata.update(execution={"iopub.status.busy": "2026-11-25"}, jupyter={"source_hidden": True})
    nbformat.write(notebook, folder / "mine.ipynb")
    before = (folder / "mine.ipynb").read_bytes()
    copy = clean(Path("mine.ipynb"))  # by its mere name
    assert copy == folder / "mine_clean.ipynb"
    assert (folder / "mine.ipynb").read_bytes() == before
    text = copy.read_text("utf-8")
    assert not any(word in text for word in ("my pain", "2026-11-25", "widget-state"))
    cleaned = nbformat.read(copy, as_version=4)
    nbformat.validate(cleaned)
    assert [cell.source for cell in cleaned.cells] == [cell.source for cell in notebook.cells]
    assert "source_hidden" in text
    assert notebooks._digest(copy) == notebooks._digest(folder / "mine.ipynb")
    with pytest.raises(FileExistsError):
        clean(Path("mine.ipynb"))
    assert clean(Path("mine.ipynb"), tmp_path / "b.ipynb").is_file()
