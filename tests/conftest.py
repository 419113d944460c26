"""One browser for all tests that want one."""

import os
from collections.abc import Iterator

import pytest
from harness import MISSING, QUIET, chromium
from playwright.sync_api import Browser, expect, sync_playwright

expect.set_options(timeout=30_000)  # a busy computer takes longer than the five seconds of the library


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser; without one the tests are skipped, and with CI=true they fail."""
    found = chromium()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()
