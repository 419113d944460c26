"""A window of WebKitGTK, the engine of Safari, driven over WebDriver on a screen that nobody sees."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harness import LATE_CODE, Notebook
from practice import EXECUTE
from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

MISSING = (
    "The tests in Safari's engine need WebKitGTK, its driver and Xvfb: install them "
    "('apt-get install webkit2gtk-driver xvfb' on Debian) and run the tests again."
)
LISTEN = """window.wrong = [];
addEventListener("error", ({ message }) => wrong.push(message));
addEventListener("unhandledrejection", ({ reason }) => wrong.push(String(reason)));"""
ANSWER = "const say = arguments[arguments.length - 1]; ({code})({given}).then((said) => say(said));"


def browser() -> Path | None:
    """The browser that belongs to the driver, if driver and screen are here too."""
    found = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
    return found if shutil.which("WebKitWebDriver") and shutil.which("Xvfb") else None


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A screen in memory; gives its name."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with open(ours) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def window() -> Iterator[WebKitGTK]:
    """A window of the browser."""
    with screen() as name:
        options = Options()
        options.binary_location = str(browser())
        options.add_argument("--automation")
        service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, "DISPLAY": name})
        driver = WebKitGTK(options=options, service=service)
        try:
            driver.set_window_size(1350, 950)
            driver.set_script_timeout(60)
            yield driver
        finally:
            driver.quit()


class Sheet:
    """What a window shows."""

    def __init__(self, driver: WebKitGTK, address: str) -> None:
        self.driver = driver
        driver.get(address)
        driver.execute_script(LISTEN)

    def until(self, script: str, seconds: float = 60) -> Any:
        """Wait until a script gives something true."""
        end = time.monotonic() + seconds
        while not (said := self.driver.execute_script(script)):
            assert time.monotonic() < end, f"not within {seconds} s: {script}"
            time.sleep(0.2)
        return said

    def press(self, selector: str, words: str) -> None:
        """Press the button with these words as a person does."""
        buttons = self.driver.find_elements("css selector", f"{selector} button")
        button = next(one for one in buttons if one.text.strip() == words)
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", button)
        button.click()

    @property
    def wrong(self) -> list[str]:
        """What went wrong since it was opened."""
        return self.driver.execute_script("return wrong")


class Leaf(Sheet):
    """A notebook open in a window, with every cell run."""

    def __init__(self, driver: WebKitGTK, address: str) -> None:
        super().__init__(driver, address)
        self.until("return window.jupyterapp?.shell.currentWidget?.content?.widgets?.length > 1")
        self.until(f"return ({Notebook.IDLE})()")
        driver.execute_script("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        driver.execute_script("jupyterapp.commands.execute('notebook:run-all-cells')")
        self.until(f"return ({Notebook.NUMBERED})() && ({Notebook.IDLE})()", 120)

    def python(self, code: str) -> str:
        """Execute code in the kernel and give what it printed or raised."""
        return self.driver.execute_async_script(
            ANSWER.format(code=EXECUTE, given="arguments[0]"), [code, True]
        )

    @property
    def wrong(self) -> list[str]:
        """What went wrong in the page and in its cells."""
        said = super().wrong + self.driver.execute_script(f"return ({Notebook.ERRORS})()")
        return [one for one in said if LATE_CODE not in one]
