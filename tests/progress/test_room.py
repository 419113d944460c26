"""What a room rates: counts of hands and of files, and never one person."""

import base64
import json

import pytest

import stretchbook as sb
from stretchbook.progress.room import in_groups, level_counts, room_ratings

NONE = [0] * 11


def at(**people: int) -> list[int]:
    """Counts by level: at(l3=2) is two people at 3."""
    return [people.get(f"l{level}", 0) for level in range(11)]


def test_hands_and_files_are_added_up():
    """Eleven rows a moment, each with everybody of both sources."""
    frame = room_ratings({"before": at(l3=6), "after": at(l1=5)}, {"before": at(l3=2, l9=3), "after": NONE})
    before = frame[frame["moment"] == "before"].set_index("score")["people"]
    assert (before[3], before[9], before.sum(), len(before)) == (8, 3, 11, 11)
    assert frame.loc[frame["moment"] == "after", "people"].sum() == 5


@pytest.mark.parametrize(
    ("hands", "files", "shown"),
    [
        (at(l3=4), NONE, 0),
        (at(l3=5), NONE, 5),
        (at(l3=5), at(l9=1), 5),  # beside a known show of hands the one file would be the difference
        (at(l3=4), at(l9=4), 0),
        (at(l3=4), at(l9=5), 5),
    ],
)
def test_fewer_than_five_are_not_shown(hands, files, shown):
    """Nor as the difference between what is shown and what is known."""
    assert room_ratings({"before": hands}, {"before": files})["people"].sum() == shown


def test_files_join_as_five_or_more():
    """A chart that grows by one file would show that person."""
    assert in_groups([1] * 6, [9] * 4) == ([1] * 6, [9] * 4)
    assert in_groups([1] * 6, [9] * 5) == ([1] * 6 + [9] * 5, [])


@pytest.mark.parametrize(
    ("counts", "words"),
    [([0] * 10, "eleven counts"), ([*[0] * 10, -1], "level 10"), ([True, *[0] * 10], "level 0"),
     ([0, "two", *[0] * 9], "level 1 must be a whole number from 0 to 1000, not 'two'")],
)  # fmt: skip
def test_a_wrong_count_is_named(counts, words):
    """One sentence with the level and what may stand there."""
    with pytest.raises(ValueError, match=words):
        level_counts(counts)


def test_the_chart_shows_the_room():
    """A bar for each level and moment that is shown; what is not is said."""
    ax = sb.plot_room(room_ratings({"before": at(l2=3, l6=3), "after": at(l1=4)}))
    assert [bar.get_height() for bar in ax.patches] == [0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 0]
    assert sb.describe(ax).startswith(
        "Before: 6 people, median 4, 2 to 6; after: fewer than five people rated, so nothing is shown."
    )
    assert "Fewer than five" in sb.describe(sb.plot_room(room_ratings()))


def file_of(number: int, **scores: int) -> dict[str, str]:
    """A file as a take-home page saves it: an older session, and one with ratings of two areas."""
    sessions = [
        {"id": f"{number}-{day}", "started_at": f"2026-11-2{day}T20:00:00Z", "zone": "UTC", "areas": "hip"}
        for day in (4, 5)
    ]
    ratings = [{"session": f"{number}-4", "area": "hip", "moment": "before", "score": 10}]
    for moment, score in scores.items():
        ratings += [
            {"session": f"{number}-5", "area": area, "moment": moment, "score": value}
            for area, value in (("hip", score), ("lower back", 0))
        ]
    told = {"format": "stretchbook log", "version": 2, "sessions": sessions, "ratings": ratings, "holds": []}
    text = json.dumps(told | {"measures": [], "days": [], "phases": [], "settings": []})
    return {"name": f"{number}.json", "content": base64.b64encode(text.encode()).decode()}


def test_files_of_the_page_are_read_and_nothing_is_kept():
    """The worst area of the last session; no person twice; the other files count beside a bad one."""
    room = sb.RoomRatings()
    files = [file_of(number, before=6, after=2) for number in range(4)]
    room._receive(None, {"type": "files", "files": files}, [])
    assert room.ratings.empty
    assert room._form.said == "4 files read. 4 ratings of files wait until there are five of them."
    bad = {"name": "holiday.json", "content": base64.b64encode(b"<b>no log</b>").decode()}
    room._receive(None, {"type": "files", "files": [files[0], bad, file_of(9, before=7)]}, [])
    assert "One session was there already" in room._form.said
    assert "holiday.json is not read" in room._form.said
    before = room.ratings[room.ratings["moment"] == "before"].set_index("score")["people"]
    assert (before[6], before[7], before.sum()) == (4, 1, 5)
    assert "after" not in set(room.ratings["moment"]), "four rated after"
    assert 'src="data:image/png' in room._picture.value
    room._receive(None, {"type": "clear"}, [])
    assert (room._picture.value, len(room.ratings)) == ("", 0)


def test_hands_are_typed():
    """What is left empty is nobody; a word is named and changes nothing."""
    room = sb.RoomRatings()
    typed = ["", "3", *[""] * 4, " 4 ", *[""] * 4]
    room._receive(None, {"type": "counts", "before": typed, "after": [""] * 11}, [])
    assert repr(room) == "RoomRatings: 7 before"
    room._receive(None, {"type": "counts", "before": typed, "after": ["x", *[""] * 10]}, [])
    assert room._form.said == "People at level 0 must be a whole number from 0 to 1000, not 'x'."
    assert repr(room) == "RoomRatings: 7 before"
    room._receive(None, {"type": "counts", "before": ["2", *[""] * 10], "after": [""] * 11}, [])
    assert room._picture.value == "<p>Fewer than five people rated, so nothing is shown.</p>"
