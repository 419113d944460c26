"""The same notebooks in Notebook 7, for those who prefer it to JupyterLab."""

import re
import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest
from harness import Notebook, isolated
from keys import press_everywhere, widget_cells
from playwright.sync_api import Browser, expect
from practice import write_notebook

from stretchbook.app import notebooks

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def notebook7(tmp_path_factory) -> Iterator[str]:
    """Address of a running Notebook 7 with the workbook's notebooks; {name} stands for the notebook."""
    base = tmp_path_factory.mktemp("notebook7")
    folder = base / "workbook"
    notebooks.lay(folder)
    write_notebook(folder, "keys.ipynb", *widget_cells())
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += ["--port=8930", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    env = isolated(base / "jupyter", base / "log" / "log.db")
    command += ["--ServerApp.log_level=INFO"]
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/tree\?token", line)
        if found:
            break
    else:
        pytest.fail("Notebook 7 did not start")
    yield f"http://127.0.0.1:{found[1]}/notebooks/{{name}}?token={token}"
    process.terminate()
    process.wait(30)


@pytest.mark.parametrize("name", ["2_practise.ipynb", "3_progress.ipynb"])
def test_runs_clean_and_shows_its_widgets(browser: Browser, notebook7: str, name):
    """Run All finishes without an error, and the widgets of the page stand there."""
    context = browser.new_context(viewport={"width": 1200, "height": 6000})
    opened = Notebook(context.new_page())
    opened.go(notebook7.format(name=name))
    of_its_own = list(opened.problems)  # Notebook 7 may complain of itself before a cell has run
    opened.run_all()
    widget = ".sb-player" if name.startswith("2") else ".sb-logbook"
    expect(opened.page.locator(widget)).to_be_visible()
    if name.startswith("2"):
        opened.page.locator(widget).press("Space")
        expect(opened.page.locator(f"{widget}[data-state=running]")).to_be_visible()
    opened.check(of_its_own)
    context.close()


def test_no_key_of_a_widget_reaches_the_notebook(browser: Browser, notebook7: str):
    """After a press on any widget of any notebook, at its edge or left of it, every cell stays as it was."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    opened = Notebook(context.new_page())
    opened.go(notebook7.format(name="keys.ipynb"))
    opened.run_all()
    assert len(press_everywhere(opened)) > 40
    context.close()
