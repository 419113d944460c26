"""Tables and questions: what a reader sees of any value."""

import pandas as pd
import pytest

import stretchbook as sb
from stretchbook.pages import table
from stretchbook.pages.filling import words


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
