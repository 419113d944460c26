"""Pages without code: what stands on them, what is needed for them, and whose log they open."""

import re
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest

import stretchbook as sb
from stretchbook import paths
from stretchbook.app.notebooks import NOTEBOOKS
from stretchbook.app.without_code import PAGES, as_page
from stretchbook.log.recording import SHARED

SPEAKS_OF_CODE = re.compile(r"\bcells?\b|\bnotebooks?\b|Run All|JupyterLab|\b(sb|log|page)\.\w")


@pytest.mark.parametrize("name", PAGES)
def test_prose_of_a_page_fits_a_page(name):
    """No word of what only a notebook has; code runs as it stands, and the heading is the title."""
    path = paths.notebooks_folder() / NOTEBOOKS[name]
    notebook = nbformat.read(path, as_version=4)
    page = as_page(None, nbformat.read(path, as_version=4), "")
    prose = [cell.source for cell in page.cells if cell.cell_type == "markdown"]
    assert [found[0] for text in prose if (found := SPEAKS_OF_CODE.search(text))] == []
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    left = [source for source in code if source not in [cell.source for cell in page.cells]]
    assert len(left) <= 1
    assert prose[0].startswith(f"# {page.metadata.title}\n")


@pytest.mark.parametrize("served", [{"SERVER_SOFTWARE": "voila/0.5.13"}, {"VOILA_PREHEAT": "True"}])
def test_a_page_for_others_has_a_log_in_memory(monkeypatch, tmp_path, capsys, served):
    """The person's own log is neither opened nor made; with the mark of the command it is."""
    monkeypatch.setenv("STRETCHBOOK_LOG", str(tmp_path / "log.db"))
    for key, value in served.items():
        monkeypatch.setenv(key, value)
    with sb.open_log() as log:
        log.session(["hip"])
    assert capsys.readouterr().out.strip() == SHARED
    demo = sb.open_log(demo_if_empty=True)
    assert (demo.is_demo, demo.own) == (True, None)
    assert paths.log_target() == "sqlite://", "what opens a class asks for it"
    with pytest.raises(sb.LogError):
        sb.open_class()
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv(paths.OWN_PAGE, "1")
    sb.open_log().close()
    assert [path.name for path in tmp_path.iterdir()] == ["log.db"]


@pytest.mark.parametrize(("mode", "shared"), [("run", True), ("edit", False)])
def test_an_app_of_marimo_is_a_page_for_others(monkeypatch, tmp_path, mode, shared):
    """As marimo tells, by a stand-in: an app is for others and says so, an edited notebook is not."""
    monkeypatch.setenv("STRETCHBOOK_LOG", str(tmp_path / "log.db"))
    said: list[str] = []
    marimo = SimpleNamespace(
        app_meta=lambda: SimpleNamespace(mode=mode),
        plain_text=lambda words: words,
        output=SimpleNamespace(append=said.append),
    )
    monkeypatch.setitem(sys.modules, "marimo", marimo)
    sb.open_log().close()
    assert (tmp_path / "log.db").exists() != shared
    assert len(said) == shared
    assert all("nobody's own log is opened here" in words for words in said)


@pytest.mark.parametrize(("lacking", "extra"), [("voila", "page"), ("jupyterlab", "lab")])
def test_what_is_not_installed_is_said(tmp_path, lacking, extra):
    """Without it the command says in one sentence how to get it, and lays nothing out."""
    code = (
        f"import sys; sys.modules[{lacking!r}] = None; from stretchbook.app.command import main; "
        "sys.exit(main(['practise', '--page', '--folder', 'mine']))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (1, 1, "")
    assert done.stderr.endswith(f"-m pip install 'stretchbook[{extra}]'\n")
    assert list(tmp_path.iterdir()) == []
