"""The page to hand over of a log: complete, escaped, self-contained, private where it is saved."""

import os
import re
from datetime import date

import pandas as pd
import pytest
from matplotlib import rcParams

from stretchbook.charts.dates import dates_in, day_text
from stretchbook.log import Log, demo_log
from stretchbook.pages.pdf import PdfError, find_browser
from stretchbook.pages.report import log_report


@pytest.fixture(scope="module")
def demo():
    """The demonstration log."""
    return demo_log()


@pytest.fixture(scope="module")
def page(demo, cat):
    """The page of the demonstration log."""
    return log_report(demo, cat, name="Ada <script>alert(1)</script>").html


def test_the_page_has_every_part(page, cat):
    """Who, period, what was done, three charts with words, sides, measures, red flags and sources."""
    assert "Period: 4 May 2026 to 31 Oct 2026" in page
    for heading in ("What was done", "Left and right", "Measures", "When to stop and get help"):
        assert f"<h2>{heading}</h2>" in page
    assert page.count("<figure>") == page.count("<figcaption>") == page.count('role="img" aria-label="') == 3
    assert "Fingertip-to-floor distance (cm)" in page
    assert "tingling between the legs" in page
    for source in ("Garber et al., Med Sci Sports Exerc 2011", "Childs et al., Spine 2005"):
        assert source in page
    assert "not targets for patients" in page
    assert "synthetic data" in page


def test_the_page_needs_nothing_from_the_network(page):
    """No script, no address to load from, and a policy that forbids both."""
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert not re.search(r"url\((?!#|data:font/woff;base64,)", page)
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_text_is_escaped_and_only_given_names_appear(page, demo, cat):
    """A name is shown to the letter; without one the page names nobody."""
    assert "Ada &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<h1>Practice report</h1>" in log_report(demo, cat).html


def test_words_in_the_charts_are_text(page):
    """Labels are real text, to be selected and read, and ids are unique across the charts."""
    assert re.search(r"<text[^>]*>gluteus maximus</text>", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_same_log_gives_the_same_page(page, demo, cat):
    """Nothing of the clock or of chance is in it, and no setting of Matplotlib is left changed."""
    before = dict(rcParams)
    assert log_report(demo, cat, name="Ada <script>alert(1)</script>").html == page
    assert dict(rcParams) == before


def test_a_period_is_kept(demo, cat):
    """Only entries of the period are counted, both days included."""
    html = log_report(demo, cat, start="2026-06-01", end="2026-06-30").html
    holds = demo.holds()
    june = holds[(holds["day"] >= "2026-06-01") & (holds["day"] <= "2026-06-30")]
    assert "Period: 1 Jun 2026 to 30 Jun 2026" in html
    assert f"{june['session'].nunique()} sessions with holds" in html
    assert f"{(june['status'] == 'completed').sum()} completed" in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "4 May 2026"),
        ("de", "4. Mai 2026"),
        ("fr", "4 mai 2026"),
        ("nl", "4 mei 2026"),
        ("pl", "4 maj 2026"),
        ("pt-BR", "4 de mai. de 2026"),
        ("iso", "2026-05-04"),
    ],
)
def test_dates_in_the_readers_language(demo, cat, language, words):
    """Period, sentences and axes use the same form of dates; outside the page nothing changes."""
    assert f"Period: {words} to " in log_report(demo, cat, dates=language).html
    assert day_text(pd.Timestamp("2026-05-04")) == "4 May 2026"


@pytest.fixture
def gap():
    """A log of 1 to 19 January and 28 February, with a plan of 5 days a week."""
    log = Log.in_memory()
    log.set_plan(5)
    for day in (*pd.date_range("2026-01-01", "2026-01-19", tz="UTC"), pd.Timestamp("2026-02-28", tz="UTC")):
        log.session(started_at=day).hold("childs_pose", "both", 30, 30, day)
    return log


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-02-01", "2026-02-28", "1 day of practice out of 28 since 1 Feb 2026"),
        (date(2026, 2, 1), pd.Timestamp("2026-02-28T20:00Z"), "met in 0 of 4 weeks"),
        ("2025-12-01", "2026-01-31", "19 days of practice out of 31 since 1 Jan 2026"),
        ("2026-02-01", "2026-02-27", "Practised on 0 of 27 days from 1 Feb 2026 to 27 Feb 2026"),
        ("2025-12-01", "2025-12-31", "No holds in this period."),
        (None, None, "20 days of practice out of 59 since 1 Jan 2026"),
    ],
)
def test_missed_days_of_a_period_are_counted(gap, cat, start, end, words):
    """A gap at either end of the period counts, days before the log began do not."""
    html = log_report(gap, cat, start=start, end=end).html
    assert words in html
    assert "No sessions yet" not in html


@pytest.mark.parametrize("given", ["01.05.2026", "20260501", "", "now", "yesterday", "2026-02-30", 5, pd.NaT])
@pytest.mark.parametrize("name", ["start", "end"])
def test_a_period_of_other_words_is_refused(cat, name, given):
    """Only ISO text, a date or a Timestamp is a day; the sentence names the argument."""
    with pytest.raises(ValueError, match=f"^{name} must be a day written as YYYY-MM-DD.*, not "):
        log_report(Log.in_memory(), cat, **{name: given})


def test_a_period_that_ends_before_it_starts_is_refused(cat):
    """The sentence has both days."""
    with pytest.raises(ValueError, match=r"must not end \(2026-05-01\) before it starts \(2026-05-02"):
        log_report(Log.in_memory(), cat, start="2026-05-02", end="2026-05-01")


def test_measures_outside_their_scale_are_left_out(cat):
    """A value that cannot be is in no row of the table, and the page says so."""
    log = Log.in_memory()
    log.record_measure("nprs", 99)
    html = log_report(log, cat).html
    assert "99.0" not in html
    assert re.search(r"<h2>Measures</h2>\s*<p>1 value lies outside its scale and is left out.</p>", html)


def test_an_unknown_language_is_refused():
    """The sentence names the known ones."""
    with pytest.raises(ValueError, match="such as de, fr or pt-BR, not in 'xx'"), dates_in("xx"):
        pass


def test_an_empty_log_has_a_page(cat):
    """Nothing logged: the page says so and still has the red flags."""
    html = log_report(Log.in_memory(), cat).html
    assert "Period: no entries yet" in html
    assert "No holds in this period" in html
    assert "tingling between the legs" in html


def test_saving_as_html_and_as_something_else(demo, cat, tmp_path):
    """An .html file is the page itself; another ending is refused with the two known ones."""
    report = log_report(demo, cat)
    assert report.save(tmp_path / "page.html").read_text(encoding="utf-8") == report.html
    with pytest.raises(ValueError, match=r"\.html or \.pdf, not as 'page.txt'"):
        report.save(tmp_path / "page.txt")
    with pytest.raises(ValueError, match=r"page.html cannot be written \(No such file or directory\); name"):
        report.save(tmp_path / "absent" / "page.html")


def test_every_area_and_the_whole_of_a_cut_week_are_on_the_page(demo, cat):
    """Both areas are told; a period that ends on a Tuesday shows the dose of that whole week."""
    whole = log_report(demo, cat).html
    assert "Pain in the lower back" in whole
    assert "Pain in the hip" in whole
    for end in ("2026-10-27", "2026-10-31"):
        html = log_report(demo, cat, end=end).html
        assert "week of 26 Oct 2026, for each side by itself: most for gluteus maximus (12 min)" in html
    assert "baseline 5.3" in log_report(demo, cat, start="2026-07-20").html


def test_a_name_too_long_for_the_page_is_refused(demo, cat):
    """The page stays one page."""
    with pytest.raises(ValueError, match="at most 80 characters on this page, not 81"):
        log_report(demo, cat, name="A" * 81)


def _needs_browser():
    if find_browser() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge here; install one to test the PDF")


def test_without_a_browser_the_way_out_is_told(demo, cat, tmp_path, monkeypatch):
    """No browser on the path: the message names what was looked for and what to do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_browser() is not None:
        pytest.skip("a browser is installed in a fixed place of this system")
    with pytest.raises(PdfError, match=r"save the report as \.html, open it in any browser and print it"):
        log_report(demo, cat).save(tmp_path / "page.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no permission bits")
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_a_report_is_for_its_owner_alone(demo, cat, tmp_path, ending):
    """Also where everybody could read what stood there before; nothing is left beside it."""
    if ending == "pdf":
        _needs_browser()
    old = tmp_path / f"page.{ending}"
    old.write_text("old")
    old.chmod(0o644)
    log_report(demo, cat).save(old)
    assert old.stat().st_mode & 0o777 == 0o600
    assert old.stat().st_size > 10_000
    assert list(tmp_path.iterdir()) == [old]


def test_what_cannot_be_written_leaves_nothing(demo, cat, tmp_path):
    """A folder stands where the page should go: one sentence, and no draft beside it."""
    (tmp_path / "page.html").mkdir()
    with pytest.raises(ValueError, match=r"page.html cannot be written \(Is a directory\); name another"):
        log_report(demo, cat).save(tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_browser_that_does_not_print_is_told(demo, cat, tmp_path, monkeypatch):
    """A program that only carries a browser's name: its last words stand in the message."""
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho out of order >&2\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    if os.name == "nt":
        pytest.skip("shell script")
    with pytest.raises(PdfError, match=r"did not print the PDF \(out of order\)"):
        log_report(demo, cat).save(tmp_path / "page.pdf")
