"""The session form: what is shown is what the log has, and only the field that was touched is written."""

from datetime import UTC, datetime

import pytest

import stretchbook as sb

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def log():
    """A log that is kept nowhere, at noon."""
    return sb.open_log("sqlite://", clock=lambda: NOON)


@pytest.fixture
def form(log):
    """A form that asks for two areas."""
    return sb.SessionForm(log, areas=["lower back", "hip"])


def test_only_the_field_that_was_touched_is_written(log, form):
    """What was written elsewhere meanwhile stays, and undo brings back what was before."""
    session = log.session(["hip"])
    form.session_id, form.state = session.id, "done"
    log.edit(session.id, note="left knee hurt", pain_before={"hip": 6})
    form.pain_after = {"hip": 3}
    assert (session.pain_before, session.pain_after, session.note) == (
        {"hip": 6},
        {"hip": 3},
        "left knee hurt",
    )
    log.undo()
    assert (session.pain_before, session.pain_after, session.note) == ({"hip": 6}, {}, "left knee hurt")


def test_a_rating_is_written_when_it_is_pressed(log, form):
    """Pressing a number writes it and shows it; undo takes it from the log and the page."""
    scale = form._scales["before"]
    scale._receive(None, {"type": "rate", "area": "hip", "score": 6}, None)
    assert log.sessions()["pain_before_hip"].tolist() == [6]
    assert scale.scores == form.pain_before == {"hip": 6}
    assert scale.said == "Saved for the next session."
    assert scale.can_undo
    scale._receive(None, {"type": "undo"}, None)
    assert scale.scores == form.pain_before == {}
    assert "Undone" in scale.said


def test_what_is_lit_is_what_counts(log, form):
    """When a session is done its rating before is no longer lit: it is not that of the next one."""
    form.pain_before = {"hip": 4}
    began = {"id": "s1", "started_at": "2026-11-25T12:00:00+00:00", "zone": "UTC", "areas": []}
    form.session, form.state = began, "running"
    form.state = "done"
    assert form._scales["before"].scores == {}
    form._scales["before"]._receive(None, {"type": "rate", "area": "hip", "score": 4}, None)
    assert form._scales["before"].scores == {"hip": 4}
    assert log.sessions()["pain_before_hip"].tolist() == [4, 4]


def test_what_cannot_be_written_is_said(tmp_path):
    """The reason stands beside the rating, and nothing is lit that the log does not have."""
    log = sb.open_log(tmp_path / "log.db")
    scale = sb.SessionForm(log, areas=["hip"])._scales["before"]
    (tmp_path / "log.db").unlink()
    scale._receive(None, {"type": "rate", "area": "hip", "score": 6}, None)
    assert scale.said.startswith("Not saved: ")
    assert scale.scores == {}
