"""The evidence as a frame and as a chart: what was drawn, and what is only said."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import stretchbook as sb


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def test_reach_is_a_share_of_what_is_important(raw):
    """Improvement by the important difference of the same row; nothing where one of them is missing."""
    frame = sb.evidence()
    for row in raw["evidence"]:
        reach = frame.at[row["id"], "reach"]
        if row["effect"] and row["important"]:
            sign = -1 if row["better"] == "lower" else 1
            assert reach == pytest.approx(sign * float(row["effect"]) / float(row["important"]), abs=0.01)
        else:
            assert pd.isna(reach)
    assert frame.at["exercise_pain", "reach"] == 1
    assert frame["citation"].notna().all()


def test_intervals_hold_their_effect():
    """Each interval lies round its effect; whoever has one has both ends."""
    frame = sb.evidence()
    assert (frame["low"].isna() == frame["high"].isna()).all()
    known = frame.dropna(subset="low")
    assert ((known["low"] < known["effect"]) & (known["effect"] < known["high"])).all()


def test_what_is_not_known_is_said():
    """The table says of the six that no trial was found, and of stretching that it did not differ."""
    frame = sb.evidence()
    assert "no trial" in frame.at["six_alone", "finding"]
    assert pd.isna(frame.at["stretching_pain", "effect"])
    assert frame["claim"].nunique() >= 4


def test_chart_draws_effects_and_says_the_rest():
    """One diamond an effect with a threshold, hollow if of low certainty; every other row in words."""
    ax = sb.plot_evidence(sb.evidence())
    shown = sb.evidence().query("question == 'back pain' and outcome != 'advice'")
    diamonds = [line for line in ax.lines if line.get_marker() == "D"]
    assert [line.get_xdata()[0] for line in diamonds] == list(shown["reach"].dropna().round(2)) or len(
        diamonds
    ) == shown["reach"].notna().sum()
    hollow = [line for line in diamonds if line.get_markerfacecolor() == "none"]
    assert len(hollow) == int((shown["reach"].notna() & (shown["certainty"] == "low")).sum())
    assert len(ax.get_yticklabels()) == len(shown)
    words = " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
    assert "Stretching did not differ from true control" in words
    assert "interval not seen" in words


def test_chart_says_its_message():
    """The message names how many effects matter, and that nothing is known of the six."""
    said = sb.describe(sb.plot_evidence(sb.evidence()))
    assert "1 of 4 effects" in said
    assert "no trial of any of the six alone" in said


def test_range_of_motion_has_its_own_unit():
    """Where nobody names an important difference the axis has the unit of the effect."""
    ax = sb.plot_evidence(sb.evidence(), "range of motion")
    assert ax.get_xlabel() == "standard deviations"
    assert len([line for line in ax.lines if line.get_marker() == "D"]) == 2
    assert "no source here names a difference" in sb.describe(ax)


def test_no_rows():
    """A question that the table does not have is said, not drawn as an empty frame."""
    assert sb.describe(sb.plot_evidence(sb.evidence(), "knee pain")) == "No evidence in this table."
