"""The hold player's Python half: what it shows, what it takes from the page, what it refuses."""

import json
import uuid

import pytest
import traitlets

import stretchbook as sb


def hold(**changes):
    """A hold as the page sends it."""
    started = "2026-05-04T10:00:00.000Z"
    session = {"id": str(uuid.uuid4()), "started_at": started, "zone": "Europe/Berlin", "areas": ["hip"]}
    sent = {
        "id": str(uuid.uuid4()), "stretch": "runners_lunge", "side": "right", "set": 1, "planned_s": 30,
        "held_s": 12.34, "status": "cut short", "started_at": started, **changes,
    }  # fmt: skip
    return {"type": "hold", "session": session, "hold": sent}


@pytest.fixture
def player(cat):
    """A player of the lunge on a log in memory; what it sends to the page is kept."""
    player = sb.HoldPlayer(
        cat, sb.build_routine(cat, ["runners_lunge"]), sb.open_log("sqlite://"), areas="hip"
    )
    player.sent = []
    player.send = player.sent.append
    return player


def test_a_hold_is_logged_and_acknowledged_once(player):
    """The same hold sent twice is one row, and is acknowledged each time."""
    message = hold()
    now = {"sessions": [message["session"]], "state": "running", "at": 1}
    player._receive(None, {"type": "playing", "now": now}, None)
    assert player.session == message["session"]
    assert player.session_id == message["session"]["id"], "known before the first hold has ended"
    for _ in range(2):
        player._receive(None, message, None)
    assert [said["type"] for said in player.sent] == ["saved", "saved"]
    holds = player._book.holds()
    assert holds[["side", "held_s", "status"]].values.tolist() == [["right", 12.34, "cut short"]]
    assert len(player.held) == 1


@pytest.mark.parametrize("wrong", [{"held_s": -1}, {"side": "up"}, {"status": "done"}, {"stretch": "<b>"}])
def test_a_refused_hold_is_said(player, wrong):
    """The page hears why, so that the hold stays in its own store."""
    message = hold(**wrong)
    player._receive(None, message, None)
    assert player.sent[0]["type"] == "failed"
    assert player.sent[0]["id"] == message["hold"]["id"]
    assert player._book.holds().empty


@pytest.mark.parametrize("message", [None, {}, {"type": "hold"}, {"type": "hold", "hold": 3}, {"hold": {}}])
def test_malformed_messages_do_nothing(player, message):
    """What is no hold is no row and no error."""
    player._receive(None, message, None)
    assert player._book.holds().empty


def test_steps_are_mirrored_for_the_right(player):
    """The right side of the lunge steps with the right foot, and shows another picture."""
    data = sb.player_data(sb.load_catalogue(), player.routine)
    about = data["about"]["runners_lunge"]
    assert "left foot" in about["steps"]["left"][1]["text"]
    assert "right foot" in about["steps"]["right"][1]["text"]
    assert data["pictures"][about["pictures"]["left"]] != data["pictures"][about["pictures"]["right"]]


def test_the_order_of_0_1_0_is_refused_in_a_sentence(player, cat):
    """Routine, log, catalogue is what the first version took."""
    with pytest.raises(TypeError, match="the catalogue first, then routine and log; Routine came first"):
        sb.HoldPlayer(player.routine, player._book, cat)


def test_unknown_areas_and_stretches_are_refused(player, cat):
    """A hold that could never be saved is refused before it begins."""
    assert player.areas == ("hip",)
    with pytest.raises(ValueError, match="no area 'knee'"):
        sb.HoldPlayer(cat, player.routine, areas=["knee"])
    with pytest.raises((ValueError, traitlets.TraitError), match="no area 'knee'"):
        player.areas = ("knee",)
    with pytest.raises(ValueError, match="no area 'knee'"):
        sb.SessionForm(player._book, areas="knee")


def test_a_routine_of_another_catalogue_is_refused(cat, tmp_path):
    """A stretch that the player cannot name is refused with a sentence."""
    table = "id,name,section,position,hold_s,sided,text_areas\npigeon,P,hip,standing,30,true,hip\n"
    (tmp_path / "stretches.csv").write_text(table)
    routine = sb.build_routine(sb.load_catalogue(tmp_path), ["pigeon"])
    with pytest.raises(ValueError, match="no stretch 'pigeon'"):
        sb.HoldPlayer(cat, routine)


def test_the_first_show_is_small(cat):
    """All that goes to the page for six stretches, code and styles with it: under 210 kB."""
    player = sb.HoldPlayer(cat, sb.build_routine(cat, list(cat.stretches.index)))
    assert len(json.dumps(player.get_state())) < 210_000


def test_player_data_is_one_json_value(cat):
    """It is plain, has each picture once, and shows every segment with its words."""
    routine = sb.build_routine(cat, list(cat.stretches.index), sets=2)
    data = sb.player_data(cat, routine)
    assert json.loads(json.dumps(data)) == data
    sources = [shown["src"] for shown in data["pictures"].values()]
    assert len(sources) == len(set(sources)) == 8
    assert [segment["seconds"] for segment in data["segments"]] == routine.segments["seconds"].tolist()
    assert data["segments"][0]["name"] == cat.stretches["name"].iloc[0]


def test_pictures_are_sent_when_the_page_asks(player):
    """A page without WebGL gets them once it wants them."""
    assert "src" not in json.dumps(player._data)
    player._receive(None, {"type": "pictures"}, None)
    [message] = player.sent
    assert all(src.startswith("data:image/webp") for src in message["pictures"].values())
    assert set(message["pictures"]) == set(player._data["pictures"])


def test_a_player_stops_for_another_which_says_so(player, cat):
    """The page is asked to stop; what it stopped is said by the player that took the place."""
    heir = sb.HoldPlayer(cat, player.routine)
    player.stop_for("running the cell again", heir)
    assert player.sent == [{"type": "stop", "reason": "running the cell again"}]
    player._receive(None, {"type": "stopped", "text": "Stopped by running the cell again."}, None)
    assert heir._stopped == "Stopped by running the cell again."


def test_a_rating_is_told_and_keeps_nothing(cat):
    """What is pressed is told; nothing is lit until it is set; what is no rating is nothing."""
    rating, told = sb.Rating(areas=["hip"], moment="after"), []
    rating.on_rate(lambda area, score: told.append((area, score)))
    rating.on_undo(lambda: told.append("undo"))
    for message in [
        {"type": "rate", "area": "hip", "score": 6}, {"type": "rate", "area": "hip", "score": None},
        {"type": "undo"}, {"type": "rate", "area": "neck", "score": 3},
        {"type": "rate", "area": "hip", "score": 11},
        {"type": "rate", "area": "hip", "score": True}, {"type": "rate", "area": "hip"}, None,
    ]:  # fmt: skip
        rating._receive(None, message, None)
    assert told == [("hip", 6), ("hip", None), "undo"]
    assert rating.scores == {}
    assert repr(rating) == "Rating after: hip not rated"


def test_a_note_is_told():
    """The text that was typed is told once, and kept in the widget."""
    note, told = sb.Note(), []
    note.on_note(told.append)
    note._receive(None, {"type": "note", "text": "slept badly"}, None)
    note._receive(None, {"type": "note"}, None)
    assert (told, note.text) == (["slept badly"], "slept badly")
