"""Red flags have one wording: whatever shows them shows the lines of the table, in its order."""

from html import unescape

import pytest

import stretchbook as sb
from stretchbook import pages, paths

PLACES = ["README", "handout", "picker", "report", "safety", "take-home"]


@pytest.fixture(scope="module")
def shown():
    """The text of each place that shows red flags, read back from what it makes."""
    cat = sb.load_catalogue()
    routine = sb.build_routine(cat, ["childs_pose"])
    return {
        "README": (paths.data_folder().parent / "README.md").read_text("utf-8"),
        "handout": pages.handout(cat, routine),
        "picker": pages.routine_preview(cat, routine, ("osteoporosis",)),
        "report": sb.log_report(sb.demo_log(), cat).html,
        "safety": sb.safety(cat).data,
        "take-home": sb.take_home(cat, routine).html,
    }


@pytest.mark.skipif(not paths.is_clone(), reason="the README stands in a clone only")
@pytest.mark.parametrize("place", PLACES)
def test_every_line_stands_there(shown, place):
    """Each line of both levels, word for word, emergency before the rest."""
    cat, text = sb.load_catalogue(), unescape(shown[place])
    rows = cat.safety[cat.safety["kind"].isin(["red_flag", "tell_first"])]
    places = [text.find(line) for line in rows["text"]]
    assert -1 not in places, (place, rows["text"].iloc[places.index(-1)])
    assert places == sorted(places), place
