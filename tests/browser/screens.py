"""Take the README's screenshots from the real thing.

    python tests/browser/screens.py

JupyterLab runs a routine in the player and the demonstration log's charts; Chromium or Chrome must be there.
"""

import io
import tempfile
from pathlib import Path

from harness import QUIET, Notebook, chromium, running_lab
from PIL import Image
from playwright.sync_api import Locator, sync_playwright

import stretchbook as sb
from stretchbook.charts.show import png

SCREENS = Path(__file__).resolve().parents[2] / "data" / "screens"


def save(picture: bytes, name: str) -> None:
    """Keep a picture as WebP."""
    Image.open(io.BytesIO(picture)).convert("RGB").save(SCREENS / f"{name}.webp", quality=85)


def practise(page_of: Notebook) -> Locator:
    """The player in the middle of a hold of the seated twist."""
    page_of.run_all()
    page = page_of.page
    player = page.locator(".sb-player")
    player.get_by_role("button", name="Start", exact=True).click()
    player.get_by_role("button", name="Skip hold").click()
    page.wait_for_selector(".sb-player[data-phase=rest]")
    player.get_by_role("button", name="Skip rest").click()
    page.wait_for_selector(".sb-player[data-phase=hold]")
    page.wait_for_timeout(6000)
    return player


def main() -> None:
    """Take all of them."""
    SCREENS.mkdir(exist_ok=True)
    cat, log = sb.load_catalogue(), sb.demo_log()
    chart = sb.plot_dose(sb.weekly_dose(log.holds(), cat), cat)
    save(png(chart.get_figure(root=True), dpi=120), "dose")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base,
        running_lab(Path(base)) as lab,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 1600}, device_scale_factor=1.5)
        notebook = Notebook(page)
        notebook.go(lab.url("lab/tree/2_practise.ipynb"))
        save(practise(notebook).screenshot(), "player")
        browser.close()


if __name__ == "__main__":
    main()
