"""The session form: which session a rating belongs to."""

import pytest

import stretchbook as sb


@pytest.fixture
def log():
    """A log that is kept nowhere."""
    return sb.open_log("sqlite://")


def begin(form, log):
    """A session whose first hold has been logged, as a linked player tells the form."""
    form.state = "running"
    with log.session() as session:
        form.session_id = session.id
    form.state = "done"
    return session


def test_a_rating_given_before_the_start_is_written(log):
    """What is rated before a session has begun is written when it begins."""
    form = sb.SessionForm(log)
    form.pain_before = {"hip": 6}
    assert begin(form, log).pain_before == {"hip": 6}


def test_ratings_of_one_session_do_not_slip_into_the_next(log):
    """A session that was not rated is not rated, whatever the one before it was."""
    form = sb.SessionForm(log)
    form.pain_before = {"hip": 6}
    first = begin(form, log)
    form.pain_after, form.note = {"hip": 4}, "better"
    second = begin(form, log)
    assert (first.pain_before, first.pain_after, first.note) == ({"hip": 6}, {"hip": 4}, "better")
    assert (second.pain_before, second.pain_after, second.note) == ({}, {}, None)


def test_a_rating_before_the_next_session_leaves_the_last_one_alone(log):
    """Between two sessions, the rating before belongs to the one to come."""
    form = sb.SessionForm(log)
    form.pain_before = {"hip": 6}
    first = begin(form, log)
    form.pain_before = {"hip": 3}
    form.note = "still of the first"
    second = begin(form, log)
    assert (first.pain_before, first.note) == ({"hip": 6}, "still of the first")
    assert second.pain_before == {"hip": 3}
