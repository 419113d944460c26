"""Printed pages: one A4 page in the type that they carry, whatever fonts a computer has."""

import importlib.util
import os
import re
import shutil
import warnings
from datetime import date
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont

from stretchbook import paths
from stretchbook.log import Log, demo_log
from stretchbook.pages import handout
from stretchbook.pages.filling import font_files
from stretchbook.pages.pdf import find_browser, print_pdf
from stretchbook.pages.report import log_report
from stretchbook.routine import build_routine

ONLY = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{0}</dir><cachedir>{0}/cache</cachedir></fontconfig>"""


@pytest.fixture(autouse=True)
def _browser():
    """A browser that prints."""
    if find_browser() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge here; install one to test the PDF")


@pytest.fixture(params=["DejaVu", "Liberation"])
def _fonts(request, tmp_path, monkeypatch):
    """A computer with the fonts of one family only: DejaVu as Matplotlib has it, or Liberation Sans."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    if request.param == "DejaVu":
        for file in Path(matplotlib.get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf"):
            shutil.copy(file, folder)
    else:  # the carried type is Liberation Sans under another name
        for weight, file in font_files().items():
            font = TTFont(file)
            for number in (1, 4):
                font["name"].setName("Liberation Sans", number, 3, 1, 0x409)
            font.save(folder / f"{weight}.ttf")
    (tmp_path / "fonts.conf").write_text(ONLY.format(folder), encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))


def pages_of(pdf):
    """Number of pages in a PDF as Chromium writes it."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def is_one_page_in_the_carried_type(html):
    """Whether it prints on one page, with no letter in a font of the computer."""
    pdf = print_pdf(html)
    assert pages_of(pdf) == 1
    assert set(re.findall(rb"/BaseFont\s*/\w+\+([\w-]+)", pdf)) == {
        b"StretchbookSans-Regular",
        b"StretchbookSans-Bold",
    }
    assert b"/ToUnicode" in pdf
    return True


@pytest.mark.usefixtures("_fonts")
def test_the_report_is_one_page(cat):
    """The demonstration log prints on one A4 page with real text, its charts too."""
    assert is_one_page_in_the_carried_type(log_report(demo_log(), cat, name="Ada").html)


@pytest.fixture(scope="module")
def year(cat, tmp_path_factory):
    """Twelve months of practice, and more measures than the page shows."""
    folder = tmp_path_factory.mktemp("year")
    spec = importlib.util.spec_from_file_location("make_demo", paths.data_folder() / "demo" / "make_demo.py")
    make_demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_demo)
    make_demo.FIRST, make_demo.ROUTINE = date(2025, 11, 1), date(2025, 11, 8)
    make_demo.write(folder)
    rows = [
        f"{measure}-{month},{measure},right,{month},2026-0{month}-01T09:00:00+01:00,+01:00,\n"
        for measure in cat.measures.index
        for month in (1, 2)
    ]
    with (folder / "measures.csv").open("a", encoding="utf-8") as file:
        file.writelines(rows)
    log = Log.in_memory()
    log.load(folder)
    return log


@pytest.mark.usefixtures("_fonts")
def test_a_full_year_with_many_measures_is_one_page(cat, year):
    """Twelve months of practice and more measures than the table shows still fit."""
    html = log_report(year, cat, name="A person with a rather long name, physiotherapy practice").html
    assert "Period: 1 Nov 2025 to 31 Oct 2026" in html
    assert "more in the log" in html
    assert is_one_page_in_the_carried_type(html)


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize(
    ("order", "hold_s"),
    [
        ("fold twist child baby lunge opener", None),
        ("fold twist child baby lunge opener", 20),
        ("opener baby child lunge twist fold", 20),
    ],
)
def test_the_handout_of_all_six_is_one_page(cat, order, hold_s):
    """Also with a time of its own, which is said once, and in the order that fills the columns worst."""
    stretches = [next(name for name in cat.stretches.index if word in name) for word in order.split()]
    page = handout(cat, build_routine(cat, stretches, hold_s=hold_s))
    assert page.count("A time in the steps is the article") == (hold_s is not None)
    assert is_one_page_in_the_carried_type(page)


@pytest.mark.parametrize("letters", ["治療前", "قبل العلاج ", "🧘🏽", "W"])
def test_letters_of_other_scripts_fit(cat, year, letters):
    """A name and a phase in letters that the type lacks, or in wide ones: one page, and no warning."""
    name = (letters * 80)[:80]
    year.mark_phase(name[:20], "2026-03-01")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page = log_report(year, cat, name=name).html
    assert f"Practice report for {name}</h1>" in page
    assert pages_of(print_pdf(page)) == 1
    assert pages_of(print_pdf(handout(cat, build_routine(cat, list(cat.stretches.index)), name))) == 1
