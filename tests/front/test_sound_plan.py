"""Which tones sound when: as a list, without a sound."""

import pytest

pytestmark = pytest.mark.browser

SEGMENTS = [
    {"kind": "ready", "seconds": 5}, {"kind": "hold", "seconds": 30}, {"kind": "switch", "seconds": 5},
    {"kind": "ready", "seconds": 2}, {"kind": "hold", "seconds": 10},
]  # fmt: skip
PLAN = "({ plannedTones }, [segments, index, ms]) => plannedTones(segments, index, ms)"


def test_tones_of_a_hold_and_those_before_it(run):
    """Three ticks lead in, one tone begins, one marks the half of a long hold, one ends it."""
    tones = run(PLAN, "player/sound_plan.js", given=[SEGMENTS, 0, 0])
    heard = [(name, seconds) for _, name, seconds in tones]
    assert heard == [
        ("tick", 2), ("tick", 3), ("tick", 4), ("go", 5), ("half", 20), ("end", 35),
        ("tick", 40), ("tick", 41),
    ]  # fmt: skip


def test_a_tone_keeps_its_key_however_late_it_is_planned(run):
    """Planned again in the middle of a hold, what is planned already is known by its key."""
    first = run(PLAN, "player/sound_plan.js", given=[SEGMENTS, 1, 0])
    again = run(PLAN, "player/sound_plan.js", given=[SEGMENTS, 1, 12_500])
    assert [key for key, *_ in first] == [key for key, *_ in again]
    assert {key: seconds for key, _, seconds in again}["1 end 30"] == 17.5


def test_a_short_hold_has_no_half(run):
    """Under 20 s half-way is not marked."""
    tones = run(PLAN, "player/sound_plan.js", given=[SEGMENTS, 4, 0])
    assert [name for _, name, _ in tones] == ["go", "end"]
