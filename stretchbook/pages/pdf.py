"""HTML -> PDF with the Chromium, Chrome or Edge that is installed: the page as the browser prints it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
    "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    ),
}
PATIENCE_S = 60


class PdfError(Exception):
    """The PDF cannot be written; the message says what to do instead."""


def find_browser() -> str | None:
    """Path of a browser that can print without a window, or None."""
    found = (shutil.which(name) for name in NAMES)
    placed = (place for place in PLACES.get(sys.platform, ()) if Path(place).is_file())
    return next((path for path in (*found, *placed) if path), None)


def print_pdf(html: str) -> bytes:
    """The page as a PDF.

    Raises
    ------
    PdfError
        If no browser is found, or the one found does not print.
    """
    browser = find_browser()
    if browser is None:
        raise PdfError(
            "No Chromium, Chrome or Edge was found to make the PDF; save the report as .html, open it in "
            "any browser and print it to PDF from there."
        )
    with tempfile.TemporaryDirectory(prefix="stretchbook-", ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", page.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # the sandbox refuses to run as root; the page holds no script
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
            said = done.stderr.strip().splitlines()
        except (OSError, subprocess.TimeoutExpired) as error:
            said = [str(error)]
        if not printed.is_file():
            why = said[-1] if said else "it gave no reason"
            raise PdfError(
                f"{Path(browser).name} did not print the PDF ({why}); save the report as .html, open it in a "
                "browser and print it from there."
            )
        return printed.read_bytes()
