"""A routine as a text: Python and the page for any routine read the same, and refuse the same."""

import base64
import json
import random
import zlib

import pytest

import stretchbook as sb
from stretchbook.pages.routine_text import read_routine, routine_text
from stretchbook.pages.take_home import inert_json
from stretchbook.widgets.take_home import _makings

pytestmark = pytest.mark.browser

READ = """async ({ readRoutine }, { texts, data }) => {
  const read = [];
  for (const text of texts) {
    await readRoutine(text, data).then((made) => read.push([made.segments, made.areas, made.id]),
      ({ message }) => read.push(message));
  }
  return read;
}"""
PLAN = {"stretches": ["childs_pose"], "sets": 1, "ready_s": 5, "switch_s": 5, "rest_s": 10, "hold_s": None}


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


@pytest.fixture(scope="module")
def data(cat):
    """What a page for any routine is given."""
    every = sb.build_routine(cat, list(cat.stretches.index))
    return json.loads(inert_json({"any": _makings(cat, every), **sb.player_data(cat, every), "pictures": {}}))


def told(plan, mark=1):
    """A plan as text, as a stranger might write it."""
    squeezed = zlib.compressobj(wbits=-15)
    raw = json.dumps({"stretchbook_routine": mark, **plan}).encode()
    raw = squeezed.compress(raw) + squeezed.flush()
    return "sb1." + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_the_page_lays_a_routine_out_as_python_does(run, cat, data):
    """Forty routines at random: every segment is the same, and so is what stands beside the steps."""
    chance = random.Random(3)
    routines = []
    for _ in range(40):
        stretches = chance.sample(list(cat.stretches.index), chance.randint(1, 6))
        seconds = {name: chance.choice([0, 2.5, 5, 600]) for name in ("ready_s", "switch_s", "rest_s")}
        hold_s = chance.choice([None, 30, 0.5, 45])
        seconds["first_s"] = chance.choice([None, 0, 12.5])
        routines.append(sb.build_routine(cat, stretches, chance.randint(1, 20), hold_s=hold_s, **seconds))
    texts = [routine_text(routine, "https://example.org/a.html") for routine in routines]
    read = run(READ, "home/routine_text.js", given={"texts": texts, "data": data})
    for routine, text, (segments, areas, _) in zip(routines, texts, read, strict=True):
        assert segments == json.loads(inert_json(sb.player_data(cat, routine)["segments"]))
        assert read_routine(cat, text).plan == routine.plan
        of_them = {area for given in cat.stretches.loc[routine.stretches, "text_areas"] for area in given}
        assert areas == [area for area in cat.areas.index if area in of_them]
    ids = {json.dumps(routine.plan): made[2] for routine, made in zip(routines, read, strict=True)}
    assert len(set(ids.values())) == len(ids), "each routine has a log of its own"


WRONG = [
    ({"stretches": ["dead_lift"]}, "There is no stretch", "There is no stretch"),
    ({"stretches": ["childs_pose", "childs_pose"]}, "named twice", "named twice"),
    ({"stretches": []}, "at least one stretch", "at least one stretch"),
    ({"stretches": "childs_pose"}, "other fields", "has others"),
    ({"colour": "red"}, "other fields", "has others"),
    ({"sets": 2.5}, "sets must be a whole number from 1 to 20", "sets must be a whole number from 1 to 20"),
    ({"sets": 21}, "sets must be", "sets must be"),
    ({"ready_s": -1}, "ready_s must be 0 to 600 seconds", "ready_s must be 0 to 600 seconds"),
    ({"rest_s": True}, "rest_s must be", "rest_s must be"),
    ({"switch_s": "5"}, "switch_s must be", "switch_s must be"),
    ({"hold_s": 0}, "hold_s must be above 0", "hold_s must be above 0"),
]


def test_what_is_wrong_is_refused_in_one_sentence(run, cat, data):
    """An unknown stretch, fields and numbers that cannot be: by the page as by Python."""
    texts = [told({**PLAN, **wrong}) for wrong, _, _ in WRONG]
    said = run(READ, "home/routine_text.js", given={"texts": texts, "data": data})
    for (_, there, here), text, sentence in zip(WRONG, texts, said, strict=True):
        assert isinstance(sentence, str)
        assert there in sentence
        assert sentence.endswith(".")
        with pytest.raises(ValueError, match=here):
            read_routine(cat, text)


def test_what_is_no_routine_is_refused(run, cat, data):
    """Garbage, a cut text, another version, what unpacks to megabytes, and a word of the language."""
    bomb = zlib.compressobj(9, wbits=-15)
    bomb = bomb.compress(b" " * 50_000_000) + bomb.flush()
    whole = told(PLAN)
    texts = [
        "",
        "hello",
        "sb1.AAAA",
        whole[:-6],
        told(PLAN, mark=2),
        "sb1." + base64.urlsafe_b64encode(bomb).decode(),
    ]
    said = run(READ, "home/routine_text.js", given={"texts": texts, "data": data})
    assert set(said) == {"This is not the text of a routine; scan the code or copy the text again, whole."}
    for text in texts:
        with pytest.raises(ValueError, match="This is not"):
            read_routine(cat, text)
    (proto,) = run(
        READ,
        "home/routine_text.js",
        given={"texts": [told({**PLAN, "stretches": ["constructor"]})], "data": data},
    )
    assert proto.startswith('There is no stretch "constructor"')


@pytest.mark.parametrize(
    "address", ["example.org", "javascript:alert(1)", "https://a b", "https://x/#y", "https://" + "x" * 200]
)
def test_an_address_is_checked(cat, address):
    """One sentence where it cannot be an address of a page."""
    with pytest.raises(ValueError, match="The address of the page must begin with https://"):
        routine_text(sb.build_routine(cat, ["childs_pose"]), address)
