"""Practice, workshop and progress: parts of one thing that know one another, without a browser."""

import json
from datetime import UTC, datetime

import pytest

import stretchbook as sb

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def log():
    """A log that is kept nowhere, at noon."""
    return sb.open_log("sqlite://", clock=lambda: NOON)


def start(player, key="s1"):
    """Press Start, as the page tells it."""
    session = {
        "id": key,
        "started_at": "2026-11-25T12:00:00+00:00",
        "zone": "Europe/Berlin",
        "areas": ["hip"],
    }
    now = {"sessions": [session], "state": "running", "at": 1}
    player._receive(None, {"type": "playing", "now": now}, None)
    return session


def end(player, session, held_s=30.0, key="h1"):
    """One hold ends, as the page tells it."""
    hold = {
        "id": key, "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30, "held_s": held_s,
        "status": "completed", "started_at": session["started_at"],
    }  # fmt: skip
    player._receive(None, {"type": "hold", "hold": hold, "session": session}, None)


def rate(form, moment, area, score, **page):
    """Press a number of the form."""
    form._scales[moment]._receive(None, {"type": "rate", "area": area, "score": score, **page}, None)


def test_the_parts_follow_the_picker(cat, log):
    """Another choice is another routine in the player and another question in the form."""
    practice = sb.Practice(cat, log)
    practice.picker.areas = ("hip",)
    assert practice.player.routine is practice.picker.routine
    assert practice.form.areas == practice.player.areas == ("hip",)
    practice.picker.areas = ()
    assert practice.form._scales["before"].areas == list(cat.areas.index)


def test_a_rating_overtakes_what_the_player_says(cat, log):
    """Stopped, started again and rated, and the rating is heard first: each session has its own."""
    practice = sb.Practice(cat, log)
    rate(practice.form, "before", "hip", 6)
    rate(practice.form, "before", "hip", 9, after=3)
    assert log.ratings()["score"].tolist() == [6], "it waits for what the player had said before"
    session = start(practice.player)
    end(practice.player, session)
    second = session | {"id": "s2", "started_at": "2026-11-25T12:01:00+00:00"}
    for state, at in (("running", 3), ("done", 2)):
        now = {"sessions": [session, second], "state": state, "at": at}
        practice.player._receive(None, {"type": "playing", "now": now}, None)
    assert (practice.player.state, practice.player.session_id) == ("running", "s2")
    ratings = log.ratings()
    assert dict(zip(ratings["session"], ratings["score"], strict=True)) == {"s1": 6, "s2": 9}
    assert practice.form.pain_before == {"hip": 9}


def test_ratings_reach_the_session_that_runs(cat, log):
    """One session: rated, begun, held, rated again, with a note."""
    practice = sb.Practice(cat, log)
    rate(practice.form, "before", "hip", 6)
    session = start(practice.player)
    end(practice.player, session)
    practice.player.state = "done"
    rate(practice.form, "after", "hip", 3)
    practice.form.note = "slept <b>badly</b>"
    row = log.sessions().iloc[0]
    assert len(log.sessions()) == 1
    assert (row["pain_before_hip"], row["pain_after_hip"], row["note"]) == (6, 3, "slept <b>badly</b>")
    assert row["holds"] == 1


def test_a_new_practice_takes_the_place_of_the_old(cat, log):
    """The player that runs is told to stop; ratings given since reach the session of the new one."""
    old = sb.Practice(cat, log)
    told = []
    old.player.stop_for = lambda reason, heir: told.append(heir)
    session = start(old.player)
    new = sb.Practice(cat, log)
    assert told == [new.player]
    end(old.player, session, 12.0)  # what the page sends when it is told
    session = start(new.player, "s2")
    rate(new.form, "before", "hip", 5)
    end(new.player, session, key="h2")
    by_id = log.sessions().set_index("id")["pain_before_hip"]
    assert by_id["s2"] == 5
    assert by_id.isna()["s1"]


def test_what_was_logged_follows(cat, log):
    """It names the last session as soon as something is logged, and nobody else's before."""
    practice = sb.Practice(cat, log)
    assert "Nothing is logged yet" in practice.logged.children[0].value
    rate(practice.form, "before", "hip", 6)
    assert "pain before: hip 6" in practice.logged.children[0].value
    session = start(practice.player)
    end(practice.player, session)
    assert "Child&#39;s pose" in practice.logged.children[0].value
    practice.player.state = "done"
    assert "Practised on 1 of 1 day" in practice.logged.children[1].value
    practice.form.note = "<script>"
    assert "<script>" not in practice.logged.children[0].value
    assert "&lt;script&gt;" in practice.logged.children[0].value


def test_a_loaded_routine_is_the_routine_of_all_parts(cat):
    """Picker, file, player and handout show the same; the next choice starts from it."""
    workshop = sb.Workshop(cat)
    routine = sb.build_routine(cat, ["happy_baby", "forward_fold"], 2, ready_s=3, hold_s=20)
    workshop.file._receive(None, {"text": routine.to_json()}, None)
    parts = (workshop.picker, workshop.file, workshop.player, workshop.handout)
    for part in parts:
        assert part.routine.plan == routine.plan
    assert (workshop.picker.by, workshop.picker.sets, workshop.picker.hold_s) == ("sets", 2, 20)
    workshop.picker.sets = 1
    for part in parts:
        assert part.routine.plan == {**routine.plan, "sets": 1}


def test_a_loaded_routine_leaves_out_what_must_be_avoided(cat):
    """What one must be careful of stays ticked, in every part."""
    workshop = sb.Workshop(cat)
    workshop.picker.avoid = ("osteoporosis",)
    routine = sb.build_routine(cat, ["happy_baby", "forward_fold"])
    workshop.file._receive(None, {"text": routine.to_json()}, None)
    assert workshop.player.routine.stretches == workshop.picker.routine.stretches == ["happy_baby"]


def test_a_speaker_knows_of_each_stretch(cat):
    """Every precaution of the table stands with its stretch, and the easier form as its table says it."""
    workshop = sb.Workshop(cat)
    notes = workshop.player._notes
    assert list(notes) == workshop.picker.routine.stretches
    for stretch, told in notes.items():
        rows = cat.precautions[cat.precautions["stretch"] == stretch]
        assert sorted(words for _, words in told["avoid"] + told["modify"]) == sorted(rows["wording"])
        form = cat.forms.query("stretch == @stretch and form == 'easier'").iloc[0]
        assert (told["easier"]["name"], told["easier"]["text"]) == (form["name"], form["added_text"])
        assert told["easier"]["figure"]["steps"][0]["name"].startswith("easier: ")
    json.dumps(notes)


def test_a_hold_above_what_was_planned_counts_whole(cat, log):
    """A hold that was lengthened while it ran: its true seconds are the dose, and the day is practised."""
    hold = {
        "id": "h", "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30, "held_s": 70.5,
        "status": "completed", "started_at": "2026-11-25T20:00:05Z",
    }  # fmt: skip
    session = {"id": "s", "started_at": "2026-11-25T20:00:00Z", "zone": "UTC", "areas": []}
    log.record(session, hold)
    holds = log.holds()
    assert holds[["planned_s", "held_s", "status"]].to_numpy().tolist() == [[30, 70.5, "completed"]]
    assert sb.weekly_dose(holds, cat)["seconds"].max() == 70.5
    assert sb.daily(holds)["held_s"].sum() == 70.5


def test_board_and_diary_follow_the_logbook(cat, log):
    """Deleting in the logbook changes the board; what the diary writes is there too."""
    progress = sb.Progress(sb.demo_log(), cat)
    before = progress.board.message
    newest = progress.logbook._rows[0]["id"]
    progress.logbook._receive(None, {"type": "delete", "id": newest}, None)
    assert progress.board.message != before
    progress.logbook._receive(None, {"type": "undo"}, None)
    assert progress.board.message == before
    days = progress.diary.days
    days.kind.value = "illness"
    progress.diary._do(days.write)
    assert "Marked as illness" in progress.diary._line.value
