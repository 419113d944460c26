"""The button that saves the take-home page, and its QR code: what the widget keeps and answers."""

import pytest

import stretchbook as sb
from stretchbook.pages.qr import qr_code
from stretchbook.pages.routine_text import read_routine, routine_text

ADDRESS = "https://example.org/stretch.html"


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


def heard(part, message):
    """What a widget answers to a message of its page."""
    sent = []
    part.send = lambda content, buffers=None: sent.append(content)
    part._receive(None, message, [])
    return sent


def test_the_code_is_of_the_routine_shown(cat):
    """It follows the routine and the address; without a routine there is none."""
    part = sb.PageFile(cat)
    assert part._code == {}
    part.routine = routine = sb.build_routine(cat, ["childs_pose"])
    assert read_routine(cat, part._code["text"]).plan == routine.plan
    part.address = ADDRESS
    code = qr_code(routine_text(routine, ADDRESS))
    assert part._code == {"text": code.text, "size": code.size, "path": code.path}


def test_the_page_is_made_when_it_is_asked_for(cat):
    """With the areas and conditions that were ticked; a routine that does not suit them is said."""
    part = sb.PageFile(cat, sb.build_routine(cat, ["childs_pose"]), title="Mine")
    part.areas = ("hip",)
    (sent,) = heard(part, {"type": "save"})
    assert sent == {"type": "page", "html": sb.take_home(cat, part.routine, title="Mine", areas=["hip"]).html}
    part.avoid = ("osteoporosis",)
    assert heard(part, {"type": "save"}) == []
    assert part._said.startswith("Not made: This routine has what is left out for osteoporosis")


def test_a_wrong_address_is_said_and_not_kept(cat):
    """One sentence, and the code stays as it was."""
    part = sb.PageFile(cat, sb.build_routine(cat, ["childs_pose"]))
    before = part._code
    heard(part, {"type": "address", "text": "example.org"})
    assert part._said.startswith("The address of the page must begin with https://")
    assert (part.address, part._code) == ("", before)


def test_the_parts_of_a_workshop_and_a_practice_agree(cat):
    """The page is of the routine, areas and conditions picked, and the handout has the code."""
    workshop, practice = sb.Workshop(cat), sb.Practice(cat, sb.open_log("sqlite://"))
    for whole in (workshop, practice):
        whole.picker.avoid = ("pregnancy",)
        whole.picker.areas = ("hip",)
        assert whole.page.routine is whole.picker.routine
        assert (whole.page.areas, whole.page.avoid) == (("hip",), ("pregnancy",))
    heard(workshop.page, {"type": "address", "text": ADDRESS})
    assert "Scan for its clock" in workshop.handout.page
    workshop.picker.areas = ("lower back",)
    assert f'd="{workshop.page._code["path"]}"' in workshop.handout.page
