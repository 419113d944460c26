"""Tables, questions and cautions: what a reader sees of any value."""

import re
import subprocess
import sys

import pandas as pd
import pytest
from markupsafe import escape

import stretchbook as sb
from stretchbook.catalogue.naming import with_names
from stretchbook.pages import routine_preview, stretch_table, table
from stretchbook.pages.filling import fill, words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (pd.Timestamp("2026-05-01"), "2026-05-01"),
        (pd.Timestamp("2026-05-01 12:30"), "2026-05-01 12:30:00"),
        (pd.Series([True, False]).iloc[0], "yes"),
        (pd.NA, ""),
        (float("nan"), ""),
        (0, "0"),
        (("knee", "<hip>"), "knee, <hip>"),
    ],
)
def test_a_cell_is_plain_words(value, shown):
    """Days are dates, truths are words, and a missing value is nothing."""
    assert words(value) == shown


def test_a_table_without_rows_says_so():
    """A reader is not left with a heading."""
    assert '<td colspan="2">none</td>' in table(pd.DataFrame(columns=["a", "b"])).data


def test_a_question_has_its_answers_also_in_words():
    """The index of a frame is told if it has a name; a question and a text are text, not HTML."""
    frame = pd.DataFrame({"days": [3]}, index=pd.Index(["hip"], name="area"))
    asked = sb.ask("How <many>?", frame, "three & more")
    assert repr(asked).startswith("How <many>?\n\n")
    assert repr(asked).endswith("three & more")
    html = asked._repr_html_()
    for part in ("How &lt;many&gt;?", '<th scope="col">area</th>', "<td>hip</td>", "three &amp; more"):
        assert part in html
    assert ">index<" not in sb.ask("?", frame.reset_index())._repr_html_()


def test_every_value_is_text():
    """Also a word that looks like HTML in the heading or a cell of a frame."""
    html = table(pd.DataFrame({"<b>": ["<script>", None], "n": [1, 2]})).data
    assert '<th scope="col">&lt;b&gt;</th>' in html
    assert "<td>&lt;script&gt;</td>" in html
    assert "<td></td>" in html


def test_a_template_misses_nothing_silently():
    """A value that was forgotten is an error, not a gap on the page."""
    with pytest.raises(Exception, match="'disclaimer' is undefined"):
        fill("safety.html", stop=[])


def test_what_is_left_out_and_what_is_changed_is_not_mixed_up():
    """Beside each stretch contraindication, precaution or modification, and why, with the source by name."""
    cat = sb.load_catalogue()
    condition = "osteoporosis"
    rows = cat.precautions[cat.precautions["condition"] == condition]
    routine = sb.build_routine(cat, list(rows.loc[rows["grade"] == "modify", "stretch"]))
    for html in (stretch_table(cat, cat.stretches, [condition]), routine_preview(cat, routine, [condition])):
        for row in rows.itertuples():
            label = {"avoid": "Contraindication", "modify": "Modification"}[row.grade]
            limit = "" if pd.isna(row.qualifier) else f" ({row.qualifier})"
            assert f"<li><b>{label}{limit}:</b> {escape(cat.stretches.at[row.stretch, 'name'])}: " in html
        assert "avoid postures with a high degree of spinal flexion (Brooke-Wavell 2022)" in html
        assert "[Brooke-Wavell 2022, V]" in html


def test_what_hangs_on_a_condition_is_a_precaution():
    """Avoided only if something else holds: a precaution, whose bracket says on what it hangs."""
    cat = sb.load_catalogue()
    assert "<b>Precaution (if it pinches in the groin):</b> Seated twist" in routine_preview(
        cat, sb.build_routine(cat, ["happy_baby"]), ["hip_impingement"]
    )


def test_sources_in_sentences_have_names():
    """A key of the table of sources is written as author and year; a plain word that is a key stays."""
    cat = sb.load_catalogue()
    assert with_names(cat, "seen (jasien2015, msd_manual); the article") == (
        "seen (Jasien 2015, MSD Manual); the article"
    )
    for text in [*cat.conditions["basis"], *cat.measures["note"], *cat.added["added_text"]]:
        assert not re.search(r"\b[a-z]+_?[a-z]*(19|20)\d\d\b|\b[a-z]+_[a-z]+\b", with_names(cat, text)), text


def test_importing_the_pages_loads_no_template_engine():
    """Jinja2 and Matplotlib wait until a page is filled."""
    asked = "import sys, stretchbook.pages; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", asked], text=True).split()
    assert not {"jinja2", "matplotlib"} & set(loaded)
