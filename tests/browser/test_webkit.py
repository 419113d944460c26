"""Another engine: what a person does in ten steps, in WebKitGTK, whose engine is Safari's."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import PORT, Server, changed
from practice import holds

webdriver = pytest.importorskip(
    "selenium.webdriver", reason="The WebKit steps need selenium: pip install it."
)

pytestmark = pytest.mark.browser

DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
MISSING = "The WebKit steps need its driver and a screen: 'apt-get install webkit2gtk-driver xvfb' on Debian."
READY = "return window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN = """const done = arguments[0], run = window.jupyterapp.commands.execute('notebook:run-all-cells');
  run.then(() => done(true), (why) => done(String(why)))"""
ERRORS = """return window.jupyterapp.shell.currentWidget.content.widgets
  .flatMap((cell) => cell.model.outputs?.toJSON() ?? [])
  .filter((output) => output.output_type === 'error').map((output) => output.evalue)"""
LOOK = "return document.querySelector(arguments[0])?.dataset[arguments[1]]"
PRESS = "document.querySelector(arguments[0]).click()"
TURN = """document.querySelector('.sb-figure canvas')
  .dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))"""
DRAWN = """const canvas = document.querySelector('.sb-figure canvas');
  const copy = document.createElement('canvas');
  copy.width = copy.height = 40;
  copy.getContext('2d').drawImage(canvas, 0, 0, 40, 40);
  return copy.toDataURL()"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """WebKitGTK on a screen that nobody sees; without its driver skipped, with CI=true a failure."""
    if not (DRIVER and SCREEN):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    seen, shown = os.pipe()
    screen = subprocess.Popen(
        [SCREEN, "-displayfd", str(shown), "-screen", "0", "1300x1000x24"],
        pass_fds=[shown], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(shown)
    with os.fdopen(seen) as told:
        display = f":{told.readline().strip()}"
    home = tmp_path_factory.mktemp("webkit")
    env = {**os.environ, "DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home),
           "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1",
           "GDK_BACKEND": "x11"}  # fmt: skip
    service = webdriver.WebKitGTKService(executable_path=DRIVER, port=int(PORT) + 60, env=env)
    options = webdriver.WebKitGTKOptions()
    options.overlay_scrollbars_enabled = False
    try:
        driver = webdriver.WebKitGTK(options=options, service=service)
        driver.set_script_timeout(60)
        yield driver
        driver.quit()
    finally:
        screen.terminate()
        screen.wait(10)


def wait(engine: Any, script: str, *given: Any, until: Any = True, seconds: float = 40) -> None:
    """Wait until a script gives what is wanted."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(engine, seconds, poll_frequency=0.1).until(
        lambda _: engine.execute_script(script, *given) == until, f"{script} {given} never gave {until}"
    )


def run_all(engine: Any, lab: Server, name: str) -> None:
    """Open a notebook and run all its cells without an error."""
    engine.get(lab.url(f"lab/tree/{name}"))
    wait(engine, READY)
    assert engine.execute_async_script(RUN) is True
    assert engine.execute_script(ERRORS) == []


def test_a_practice_in_another_engine(engine, lab, tmp_path: Path):
    """2_practise runs, a routine of one hold is done with sound, and the log has it."""
    log = tmp_path / "log.db"
    changes = {
        "sb.open_log()": f"sb.open_log({str(log)!r})",
        "minutes=10)": "hold_s=2, ready_s=1, switch_s=1, rest_s=1)",
    }
    run_all(engine, lab, changed(lab.folder, "2_practise.ipynb", changes))
    wait(engine, LOOK, ".sb-player", "state", until="idle")
    engine.execute_script(PRESS, ".sb-player .sb-toggle")
    wait(engine, LOOK, ".sb-player", "phase", until="hold")
    wait(engine, LOOK, ".sb-player", "phase", until="rest")
    engine.execute_script(PRESS, ".sb-player .sb-toggle")
    wait(engine, LOOK, ".sb-player", "state", until="paused")
    engine.execute_script(PRESS, ".sb-player .sb-stop")
    wait(engine, LOOK, ".sb-player", "state", until="done")
    wait(engine, "return document.querySelector('.sb-saved').textContent", until="Saved: 1 of 1 holds.")
    assert [(status, round(held)) for status, held in holds(log, "select status, held_s from holds")] == [
        ("completed", 2)
    ]


def test_the_figure_turns_in_another_engine(engine, lab):
    """5_body runs, the figure is drawn, and another one is seen after it was turned."""
    run_all(engine, lab, "5_body.ipynb")
    wait(engine, "return Boolean(document.querySelector('.sb-figure canvas'))")
    before = engine.execute_script(DRAWN)
    engine.execute_script(TURN)
    wait(engine, f"{DRAWN} !== arguments[0]", before)
