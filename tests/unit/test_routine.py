"""Stretches laid out in time."""

import json

import numpy as np
import pandas as pd
import pytest

import stretchbook as sb
from stretchbook.routine import clock


def test_one_pass_of_all_six(cat):
    """Eight holds of 30 s are 240 s of holding; every second between them is counted."""
    routine = sb.build_routine(cat, list(cat.stretches.index))
    assert len(routine.holds) == 8
    assert routine.holds["seconds"].sum() == 240
    assert routine.total_s == 240 + 8 * 5 + 2 * 5 + 5 * 10


def test_order_of_a_sided_stretch(cat):
    """Ready, left, switch, ready, right; and a rest only between stretches."""
    segments = sb.build_routine(cat, ["childs_pose", "runners_lunge"]).segments
    kinds = ["ready", "hold", "rest", "ready", "hold", "switch", "ready", "hold"]
    assert segments["kind"].tolist() == kinds
    assert segments.query("kind == 'hold'")["side"].tolist() == ["both", "left", "right"]
    assert segments.query("kind == 'switch'")["cue"].tolist() == ["switch sides: right leg forward"]


def test_columns_and_starts(cat):
    """Segments follow one another without gap or overlap."""
    segments = sb.build_routine(cat, ["happy_baby", "seated_twist"], sets=3).segments
    assert list(segments) == ["kind", "stretch", "side", "set", "seconds", "start_s", "cue"]
    ends = segments["start_s"] + segments["seconds"]
    assert segments["start_s"].iloc[0] == 0
    assert (ends.iloc[:-1].to_numpy() == segments["start_s"].iloc[1:].to_numpy()).all()
    assert segments["set"].max() == 3


def test_zero_pauses_leave_holds_only(cat):
    """A pause of no seconds is no segment."""
    routine = sb.build_routine(cat, ["seated_twist"], ready_s=0, switch_s=0, rest_s=0)
    assert routine.segments["kind"].tolist() == ["hold", "hold"]
    assert routine.total_s == 60


def test_rocking_is_called(cat):
    """Happy baby is rocked, and the cue says so."""
    cue = sb.build_routine(cat, ["happy_baby"]).holds["cue"].iloc[0]
    assert "rock" in cue


@pytest.mark.parametrize("minutes", [1, 2, 3, 4.5, 7, 10, 20, 60, 120])
def test_fit_is_never_longer_and_never_wasteful(cat, minutes):
    """As many sets as fit: one more would be too long."""
    routine = sb.fit_routine(cat, areas=["lower back"], minutes=minutes)
    assert routine.total_s <= minutes * 60
    if not routine.left_out and routine.plan["sets"] < 20:
        longer = sb.build_routine(cat, routine.stretches, routine.plan["sets"] + 1)
        assert longer.total_s > minutes * 60
    elif routine.left_out:
        more = sb.build_routine(cat, [*routine.stretches, routine.left_out[0]])
        assert more.total_s > minutes * 60


def test_fit_says_when_nothing_fits(cat):
    """Too short a time and too narrow a choice are each one sentence."""
    with pytest.raises(ValueError, match="too short: Wide-legged forward fold alone takes 0:35"):
        sb.fit_routine(cat, minutes=0.5)
    with pytest.raises(ValueError, match="No stretch fits"):
        sb.fit_routine(cat, areas=["hip"], positions=["sitting"])


def test_fit_takes_what_it_is_given(cat):
    """One bare id, or any sequence of ids; an empty one is not everything."""
    assert sb.fit_routine(cat, stretches="childs_pose").stretches == ["childs_pose"]
    assert sb.fit_routine(cat, stretches=cat.stretches.index[:2]).stretches == list(cat.stretches.index[:2])
    with pytest.raises(ValueError, match="at least one stretch"):
        sb.fit_routine(cat, stretches=[])


def test_fit_keeps_each_stretch_that_fits(cat):
    """A stretch that is too long is passed over for a later one, and listed."""
    routine = sb.fit_routine(cat, minutes=1, stretches=["seated_twist", "childs_pose", "runners_lunge"])
    assert routine.stretches == ["childs_pose"]
    assert routine.left_out == ("seated_twist", "runners_lunge")
    with pytest.raises(ValueError, match="1 minute is too short: Seated twist alone takes"):
        sb.fit_routine(cat, minutes=1, stretches="seated_twist")


@pytest.mark.parametrize("minutes", ["10", None, True, float("nan"), 0, -1, 1e9])
def test_fit_wants_minutes_as_a_number(cat, minutes):
    """Anything else is one sentence."""
    with pytest.raises(ValueError, match="minutes must be above 0"):
        sb.fit_routine(cat, minutes=minutes)


def test_numpy_numbers_are_saved(cat):
    """Numbers from a frame go into the file like any others."""
    routine = sb.build_routine(cat, ["childs_pose"], np.int64(2), rest_s=np.float32(4), hold_s=np.int64(20))
    assert json.loads(routine.to_json())["sets"] == 2
    again = sb.load_routine(cat, routine.to_json())
    pd.testing.assert_frame_equal(again.segments, routine.segments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"stretches": []}, "at least one"),
        ({"stretches": ["nobody"]}, "no stretch 'nobody'"),
        ({"stretches": ["childs_pose", "childs_pose"]}, "named twice"),
        ({"sets": 0}, "sets must be"),
        ({"sets": 1.5}, "sets must be"),
        ({"sets": True}, "sets must be"),
        ({"ready_s": -1}, "ready_s must be"),
        ({"rest_s": float("nan")}, "rest_s must be"),
        ({"hold_s": 0}, "hold_s must be"),
        ({"hold_s": "30"}, "hold_s must be"),
    ],
)
def test_wrong_arguments_are_named(cat, arguments, message):
    """The sentence says which argument is wrong."""
    with pytest.raises(ValueError, match=message):
        sb.build_routine(cat, **{"stretches": ["childs_pose"], **arguments})


def test_saved_and_loaded(cat, tmp_path):
    """A routine comes back from its file as it was."""
    routine = sb.build_routine(cat, ["happy_baby", "runners_lunge"], 2, ready_s=3, hold_s=20)
    again = sb.load_routine(cat, routine.to_json())
    pd.testing.assert_frame_equal(again.segments, routine.segments)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000,
     "", "{}", "[]", "1", '{"stretchbook_routine": 2}', '{"stretchbook_routine": 1, "stretches": "x"}',
     '{"stretchbook_routine": 1, "stretches": [["x"]]}',
     '{"stretchbook_routine": 1, "stretches": ["childs_pose"], "sets": "many"}',
     '{"stretchbook_routine": 1, "stretches": ["childs_pose"], "run": "x"}'],
)  # fmt: skip
def test_strange_files_are_refused(cat, text):
    """Anything else than a saved routine is one clear sentence."""
    with pytest.raises(ValueError, match=r"[.;]"):
        sb.load_routine(cat, text)


def test_clock_words():
    """Part of a second counts as a whole one."""
    assert [clock(s) for s in (0, 5, 59.2, 60, 340, 3600)] == [
        "0:00",
        "0:05",
        "1:00",
        "1:00",
        "5:40",
        "60:00",
    ]


def test_longer_before_the_first_hold(cat, tmp_path):
    """A lead-in of its own before the first hold, and only there; it is kept in the file."""
    routine = sb.build_routine(cat, ["childs_pose", "seated_twist"], 2, ready_s=10, first_s=25)
    ready = routine.segments.query("kind == 'ready'")["seconds"].tolist()
    assert ready == [25, 10, 10, 10, 10, 10]
    plain = sb.build_routine(cat, ["childs_pose", "seated_twist"], 2, ready_s=10)
    assert routine.total_s == plain.total_s + 15
    again = sb.load_routine(cat, routine.to_json())
    pd.testing.assert_frame_equal(again.segments, routine.segments)
    with pytest.raises(ValueError, match="first_s must be 0 to 600"):
        sb.build_routine(cat, ["childs_pose"], first_s=-1)


def test_a_file_without_a_first_lead_in_is_still_read(cat):
    """Files saved before have no first_s."""
    plan = json.loads(sb.build_routine(cat, ["childs_pose"]).to_json())
    del plan["first_s"]
    assert sb.load_routine(cat, json.dumps(plan)).total_s == 35


@pytest.mark.parametrize("sets", [1, 2, 7])
@pytest.mark.parametrize(
    "timing", [{}, {"ready_s": 5, "first_s": 15}, {"ready_s": 0, "rest_s": 3, "hold_s": 20}]
)
def test_one_more_set_takes_what_is_said(cat, sets, timing):
    """The time with one more set is that of the routine that has it."""
    ids = ["seated_twist", "childs_pose"]
    routine = sb.build_routine(cat, ids, sets, **timing)
    assert routine.longer_s == pytest.approx(sb.build_routine(cat, ids, sets + 1, **timing).total_s)


def test_few_minutes_are_spread_over_the_muscles(tmp_path):
    """What fits is not simply what comes first: a muscle that had nothing goes before one that had some."""
    stretches = "id,name,section,position,hold_s,sided,text_areas\n"
    muscles = "stretch,muscle,side_rule,role,why,text_claim,analysis_supports,source,status\n"
    for number, muscle in enumerate(["gluteus_maximus", "gluteus_maximus", "hamstrings"]):
        stretches += f"own_{number},Own {number},hip,sitting,30,false,hip\n"
        muscles += f"own_{number},{muscle},both,primary,because,false,true,kinematics,D\n"
    (tmp_path / "stretches.csv").write_text(stretches)
    (tmp_path / "stretch_muscles.csv").write_text(muscles)
    own = sb.load_catalogue(tmp_path)
    ids = ["own_0", "own_1", "own_2"]
    routine = sb.fit_routine(own, minutes=1.5, stretches=ids)
    assert routine.stretches == ["own_0", "own_2"]
    assert routine.left_out == ("own_1",)
    assert sb.fit_routine(own, minutes=2, stretches=ids[::-1], rest_s=0).stretches == ids[::-1]
