"""The site: built as CONTRIBUTING.md says, whole, without the network, and readable light and dark."""

import json
import re
import shlex
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

import stretchbook as sb

REPOSITORY = Path(__file__).resolve().parents[2]
HOME = "http://site.test/"
PAGES = ["index.html", "reference/log.html", "notebooks/1_explore.html", "notebooks/5_body.html", "data.html"]
CHARTS = "notebooks/3_progress.html"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
WIDER = "(box => box.scrollWidth - box.clientWidth)(document.querySelector('.content'))"
FILTER = "getComputedStyle(document.querySelector('.sb-follows img')).filter"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built by the command of CONTRIBUTING.md into a folder of its own; a warning is an error."""
    told = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    (line,) = re.findall(r"`\.venv/bin/(sphinx-build .*?)`", told)
    _, *options, out = shlex.split(line)
    assert (out, "-W" in options) == ("build/site", True)
    folder = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(folder.parent / "read"), *options, str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def entries(site):
    """Names that have an entry, each with its page, from the inventory that other sites read."""
    packed = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = [line.split(" ") for line in zlib.decompress(packed).decode().splitlines() if " py:" in line]
    return {name: where.removesuffix("$") for name, _, _, where, *_ in lines}


def test_every_public_name_has_its_entry(site):
    """In the reference, and in the index that the search reads."""
    found = entries(site)
    index = json.loads((site / "searchindex.js").read_text("utf-8")[len("Search.setIndex(") : -1])
    searched = {row[4] for row in index["objects"]["stretchbook"]}
    for name in sb.__all__:
        assert found.get(f"stretchbook.{name}", "").startswith("reference/"), name
        assert name in searched


def test_methods_too(site):
    """Those of classes with a public name, inherited ones included, and of what is given by them."""
    wanted = """Log.session Log.holds Log.load Log.export Catalogue.choose Catalogue.find Routine.to_json
        Routine.total_s Quiz.answer log.shared.lecturer.Class.adherence pages.report.Report.save"""
    assert {f"stretchbook.{name}" for name in wanted.split()} <= set(entries(site))


def test_notebooks_as_committed(site):
    """Each has its page, with every chart that was saved with it."""
    for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb")):
        saved = path.read_text("utf-8").count("<figcaption>")
        page = (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")
        assert page.count("<figcaption>") == saved, path.name
        assert "as it was saved" in page


def test_links_lead_somewhere(site):
    """Every address on every page is a page, a part of one or a file of the site; only texts cite others."""
    texts = {page: page.read_text("utf-8") for page in site.rglob("*.html")}
    parts = {page: set(re.findall(r'\bid="([^"]+)"', text)) for page, text in texts.items()}
    for page, text in texts.items():
        for kind, there in re.findall(r'<[^>]*?\b(href|src)="([^"]*)"', text):
            if there.startswith(("http://", "https://")):
                assert kind == "href", (page.name, there)
            elif not there.startswith("data:"):
                file, _, part = there.partition("#")
                target = (page.parent / file.partition("?")[0]).resolve() if file else page
                assert target.is_file(), (page.name, there)
                assert not part or part in parts.get(target, [part]), (page.name, there)


@pytest.fixture
def visit(site, browser):
    """Open a page of the site; whatever else is asked for is refused, and fails the test."""
    contexts, refused = [], []

    def serve(route):
        address = route.request.url.partition("?")[0].partition("#")[0]
        file = site / address.removeprefix(HOME)
        if address.startswith(HOME) and file.is_file():
            return route.fulfill(path=file)
        refused.append(address)
        return route.abort()

    def go(place, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        context.route("**/*", serve)
        page = context.new_page()
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.goto(HOME + place)
        return page

    yield go
    for context in contexts:
        context.close()
    assert refused == []


@pytest.mark.browser
def test_a_narrow_page_does_not_scroll_sideways(visit):
    """On 360 pixels, with every fold open; what is wider (code, a table, a chart) scrolls by itself."""
    page = visit("index.html", width=360)
    for place in [*PAGES, CHARTS, "search.html?q=adherence"]:
        page.goto(HOME + place)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
        assert page.evaluate(WIDER) <= 0, place


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(visit, scheme):
    """As the system has it, and as the button says; the charts of a notebook follow either."""
    page = visit(CHARTS, scheme=scheme)
    seen = []
    for _ in range(3):
        dark = page.evaluate(f"{BACKGROUND}.match(/\\d+/g).every(part => part < 60)")
        assert (page.evaluate(FILTER) != "none") == dark
        seen.append(dark)
        page.locator(".theme-toggle:visible").first.click()
    assert seen[0] == (scheme == "dark")
    assert set(seen) == {True, False}


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["adherence", "fit_routine"])
def test_search(visit, asked):
    """A word finds the function first, and a press leads to it."""
    page = visit("index.html")
    page.locator(".sidebar-search").fill(asked)
    page.keyboard.press("Enter")
    first = page.locator("ul.search li a").first
    first.wait_for()
    assert first.text_content() == f"stretchbook.{asked}"
    first.click()
    expect(page.locator(f"dt[id='stretchbook.{asked}']")).to_be_visible()
