"""Non-overlap of all pairs and the randomisation test, against published and independent numbers."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from stretchbook.progress.phases import (
    LIMITS,
    compare_phases,
    describe_phases,
    nap,
    phase_ratings,
    randomisation_test,
)

PARKER_2011 = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
PARKER_2009 = [4, 3, 4, 3, 4, 7, 5, 2, 3, 2], [5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9]


def test_nap_and_its_interval_agree_with_the_r_package():
    """The vignette of SingleCaseES 0.7 prints 0.9166667 (0.5973406 to 0.9860176) for these data."""
    assert nap(*PARKER_2011, better="higher") == pytest.approx((0.9166667, 0.5973406, 0.9860176), abs=1e-4)


def test_nap_in_the_other_direction_is_the_mirror():
    """The same vignette prints 0.0833333 (0.0139824 to 0.4026594) when a decrease is the improvement."""
    assert nap(*PARKER_2011, better="lower") == pytest.approx((0.0833333, 0.0139824, 0.4026594), abs=1e-4)


def test_nap_of_the_first_published_example():
    """Parker & Vannest 2009 work out 106 of 110 pairs, 0.96."""
    assert nap(*PARKER_2009, better="higher").estimate == pytest.approx(106 / 110)


ratings = st.lists(st.integers(0, 10), min_size=5, max_size=25)


@given(ratings, ratings)
def test_nap_is_the_count_of_pairs(a, b):
    """A plain count over all pairs gives the same share, and the interval holds it."""
    share = sum(1 if y < x else 0.5 if y == x else 0 for x in a for y in b) / (len(a) * len(b))
    found = nap(a, b)
    assert found.estimate == pytest.approx(share)
    assert 0 <= found.low <= found.estimate <= found.high <= 1


@given(ratings, ratings)
def test_randomisation_p_is_the_count_of_start_points(a, b):
    """Enumerated in exact fractions, as Bulte & Onghena 2008 define the systematic p-value for AB designs."""
    values, starts = [*a, *b], range(5, len(a) + len(b) - 4)

    def fall(start):
        return Fraction(sum(values[:start]), start) - Fraction(sum(values[start:]), len(values) - start)

    as_large = sum(fall(start) >= fall(len(a)) for start in starts)
    found = randomisation_test(values, len(a))
    assert found.p == pytest.approx(as_large / len(starts))
    assert found.starts == len(starts)
    assert found.difference == pytest.approx(-float(fall(len(a))))


def test_randomisation_never_rejects_too_often():
    """Over all possible start points of any one series, p <= 0.2 comes up in at most a fifth."""
    values = list(np.random.default_rng(4).integers(0, 11, 30))
    found = [randomisation_test(values, start).p for start in range(5, 26)]
    assert np.mean(np.array(found) <= 0.2) <= 0.2


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nap([], [1]), "at least one value"),
        (lambda: nap([1], [1], better="neither"), "'lower' or 'higher', not 'neither'"),
        (lambda: randomisation_test([1] * 9, 4), r"at least 5 values \(4 and 5 found\)"),
        (lambda: randomisation_test([1] * 9 + [float("nan")], 5), "missing values"),
    ],
)
def test_what_cannot_be_computed_is_refused_clearly(call, words):
    """A plain sentence says what is missing."""
    with pytest.raises(ValueError, match=words):
        call()


def phases(make, *days):
    """Phases named A, B, C that start on the given days."""
    return pd.DataFrame(
        {"label": list("ABC")[: len(days)], "start": [make.day_one + pd.Timedelta(days=n) for n in days]}
    )


def test_ratings_fall_into_their_phases(make):
    """The first rating of a day counts; days before the first phase and unrated days do not."""
    rows = [
        (0, 9, None, None, None),
        (1, 6, None, None, None),
        (1, 1, None, None, None),
        (2, None, 5, None, None),
        (3, 4, None, None, None),
    ]
    found = phase_ratings(make.sessions(rows), phases(make, 1, 3), "lower back")
    assert found[["pain", "phase"]].to_numpy().tolist() == [[6.0, "A"], [4.0, "B"]]


def test_phases_are_compared_in_numbers_and_words(make):
    """A fall from 6 to 4 on the first day of B is the largest of all starts; the words name the limits."""
    rows = [(day, 6 if day < 10 else 4, None, None, None) for day in range(20)]
    table = compare_phases(make.sessions(rows), phases(make, 0, 10), "lower back")
    row = table.iloc[0]
    assert (row["nap"], row["n_before"], row["starts"]) == (1.0, 10, 11)
    assert row["p"] == pytest.approx(1 / 11)
    words = describe_phases(table)
    assert "100% of all pairs" in words
    assert "in 0% the same" in words
    assert all(limit in words for limit in LIMITS)


def test_few_ratings_are_not_compared(make):
    """Four ratings in a phase: no number, and words that say why."""
    rows = [(day, 6, None, None, None) for day in range(12)]
    table = compare_phases(make.sessions(rows), phases(make, 0, 8), "lower back")
    assert table["nap"].isna().all()
    assert "too few ratings" in describe_phases(table)
    assert "nothing to compare" in describe_phases(
        compare_phases(make.sessions(rows), phases(make, 0), "hip")
    )
