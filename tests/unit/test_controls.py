"""The widgets that choose: what they take, and what they refuse in a sentence without keeping it."""

import re
from html import escape

import pytest
from traitlets import TraitError

import stretchbook as sb
from stretchbook.widgets.choice import Choice


@pytest.mark.parametrize("trait", ["areas", "positions", "muscles", "avoid"])
def test_choice_refuses_an_unknown_word(cat, trait):
    """An unknown word is named and not kept."""
    choice = Choice(cat)
    with pytest.raises(TraitError, match=r"There is no \w+ 'nope'; the known ones are"):
        setattr(choice, trait, ("nope",))
    assert getattr(choice, trait) == ()


@pytest.mark.parametrize("trait", ["areas", "avoid"])
def test_picker_refuses_an_unknown_word(cat, trait):
    """An unknown word stays neither in the picker nor in its choice."""
    picker = sb.Picker(cat)
    with pytest.raises(TraitError, match="'nope'"):
        setattr(picker, trait, ("nope",))
    assert getattr(picker, trait) == getattr(picker.choice, trait) == ()


def test_picker_learns_a_hold_time(cat):
    """A time that is not in the list is added to it; the routine and the list both show it."""
    picker = sb.Picker(cat)
    picker.hold_s = 33.0
    assert set(picker.routine.holds["seconds"]) == {33.0}
    assert picker._hold.value == 33.0
    picker.hold_s = 0
    assert set(picker.routine.holds["seconds"]) == {30.0}
    assert sb.Picker(cat, hold_s=1)._hold.value == 1.0


@pytest.mark.parametrize("seconds", [-1, 601, float("nan")])
def test_picker_refuses_a_hold_time(cat, seconds):
    """A time that no hold can have is not kept."""
    picker = sb.Picker(cat, hold_s=20)
    with pytest.raises(TraitError, match="hold_s must be 0 to 600 seconds"):
        picker.hold_s = seconds
    assert picker.hold_s == picker._hold.value == 20


def test_picker_asks_for_a_tick(cat):
    """With everything unticked it asks for a tick; with too much ticked above, for fewer."""
    picker = sb.Picker(cat)
    for box in picker._list.children:
        box.value = False
    assert picker.routine is None
    assert "tick at least one stretch" in picker._preview.value
    picker.choice.positions, picker.areas = ("sitting",), ("hip",)
    assert "untick something" in picker._preview.value


def test_explorer_refuses_an_unknown_stretch(cat):
    """A stretch that the table does not show is named and not kept."""
    explorer = sb.Explorer(cat)
    explorer.stretch = "childs_pose"
    with pytest.raises(TraitError, match="no stretch 'nope' in the table"):
        explorer.stretch = "nope"
    assert explorer.stretch == "childs_pose"
    explorer.text = "twist"
    assert explorer.stretch is None
    with pytest.raises(TraitError, match="it shows seated_twist"):
        explorer.stretch = "childs_pose"


def test_explorer_counts_beside_the_filters(cat):
    """How many of all are left stands above the filters, and changes with a tick and with a word."""
    explorer = sb.Explorer(cat)
    _, counted = explorer.children[0].children
    assert explorer.children[1] is explorer.choice

    def said():
        return re.sub("<.*?>", "", counted.value)

    assert said() == "6 of 6 stretches"
    explorer.choice.avoid = ("osteoporosis",)
    assert said() == f"{len(explorer.stretches)} of 6 stretches" != "6 of 6 stretches"
    explorer.text = "xyzzy"
    assert said() == "0 of 6 stretches: search for less, or untick something"
    explorer.text, explorer.choice.avoid = "twist", ()
    assert said() == "1 of 6 stretches"
    assert 'role="status"' in counted.value


@pytest.mark.parametrize("message", [None, 5, [], {}, {"text": 5}, {"text": ["x"]}, "text", {"text": "["}])
def test_a_strange_message_is_one_sentence(cat, message):
    """Whatever the page sends, the routine stays and the line below says why."""
    routine = sb.build_routine(cat, ["childs_pose"])
    file = sb.RoutineFile(cat, routine)
    file._receive(file, message, [])
    assert file.routine is routine
    assert file._about == (
        "Not loaded: This is not a routine saved by stretchbook; save one again and load that."
    )


def test_figure_refuses_a_missing_keyframe(cat):
    """A step beyond the last is refused and not kept, also at the start."""
    figure = sb.Figure(cat, "forward_fold")
    figure.keyframe = 4
    with pytest.raises(TraitError, match="keyframe must be 0 to 4, not 99"):
        figure.keyframe = 99
    assert figure.keyframe == 4
    figure.stretch = "childs_pose"
    assert figure.keyframe == 3
    with pytest.raises(TraitError, match="0 to 3, not 9"):
        sb.Figure(cat, "childs_pose", keyframe=9)


def test_what_if_offers_figures_only(tmp_path, cat):
    """A stretch without keyframes is not offered, and refused when it is assigned."""
    own = "id,name,section,position,hold_s,sided,text_areas\npigeon,Pigeon,hip,hands and knees,45,true,hip\n"
    (tmp_path / "stretches.csv").write_text(own)
    lab = sb.WhatIf(sb.load_catalogue(tmp_path))
    assert [value for _, value in lab.children[0].children[0].options] == list(cat.stretches.index)
    with pytest.raises(TraitError, match="no figure of 'pigeon'"):
        lab.stretch = "pigeon"
    assert lab.stretch == "forward_fold"


def test_every_what_if_question_changes_something(cat):
    """Each question has a button and moves its one joint by 10 degrees or more, and some muscle by 1 %."""
    lab = sb.WhatIf(cat)
    buttons = lab.children[1].children
    assert [button.description for button in buttons] == [f"{text}?" for text in cat.what_if["question"]]
    assert len(buttons) >= 5
    for button, asked in zip(buttons, cat.what_if.itertuples(), strict=True):
        lab.stretch, lab.leg = asked.stretch, asked.leg
        held, before = dict(lab.angles.values), lab.lengths["percent"]
        button.click()
        now = lab.angles.values
        assert {name for name in held if now[name] != held[name]} == {asked.angle}, asked.Index
        assert abs(now[asked.angle] - held[asked.angle]) >= 10, asked.Index
        assert (lab.lengths["percent"] - before).abs().max() > 1, asked.Index
    with pytest.raises(ValueError, match=r"no question 'fold_straigth_knees'; did you mean 'fold_straight_"):
        lab.ask("fold_straigth_knees")


def test_handout_names_a_missing_folder(cat, tmp_path):
    """Saving into a folder that is not there is one sentence."""
    handout = sb.Handout(cat, sb.build_routine(cat, ["childs_pose"]))
    with pytest.raises(FileNotFoundError, match=r"^There is no folder .*nowhere; make it first"):
        handout.save(tmp_path / "nowhere" / "page.html")
    assert handout.save(tmp_path / "page.html").read_text("utf-8") == handout.page


@pytest.mark.parametrize(("number", "said"), [(1, "1 stretch"), (6, "6 stretches"), (40, "40 stretches")])
def test_handout_promises_no_single_page(many, number, said):
    """Forty stretches do not fit on one sheet: the handout says how many there are, and no more."""
    routine = sb.build_routine(many, list(many.stretches.index[:number]))
    assert repr(sb.Handout(many, routine)) == f"Handout: {said}"


def test_picker_chooses_a_lead_in(cat):
    """Five to sixty seconds, longer before the first hold; it is in the routine, and comes back with it."""
    picker = sb.Picker(cat)
    offered = [value for _, value in picker._lead.options]
    assert [ready for ready, _ in offered] == [5, 10, 15, 20, 30, 45, 60]
    assert all(first > ready for ready, first in offered)
    picker._lead.value = (30.0, 40.0)
    ready = picker.routine.segments.query("kind == 'ready'")["seconds"].tolist()
    assert ready == [40, *[30] * (len(ready) - 1)]
    other = sb.Picker(cat)
    other.take(sb.load_routine(cat, picker.routine.to_json()))
    assert other.lead_in == other._lead.value == (30, 40)
    assert other.routine.total_s == picker.routine.total_s
    with pytest.raises(TraitError, match="lead_in must be 0 to 600 seconds, not -1"):
        picker.lead_in = (-1, 5)
    assert picker.lead_in == picker._lead.value == (30, 40)


def test_picker_takes_a_lead_in_from_code(cat):
    """Given as `build_routine` takes it, the lead-in is exactly that; 0 leaves it out."""
    assert sb.Picker(cat, ready_s=0).routine.segments.query("kind == 'ready'").empty
    first = sb.Picker(cat, ready_s=0, first_s=20).routine.segments.query("kind == 'ready'")
    assert first["seconds"].tolist() == [20]


def test_picker_says_what_another_set_takes(cat):
    """Time that is left is explained, with the exact time of one more set; none left, nothing to explain."""
    picker = sb.Picker(cat, minutes=5, ready_s=5)
    for key, box in picker._ticks.items():
        box.value = key in ("seated_twist", "runners_lunge")
    assert picker.routine.total_s == 2 * (5 + 30 + 5 + 5 + 30) + 10
    assert "2:40 min in all" in picker._preview.value
    assert "Of 5 minutes 2:20 is free: a second set makes 5:30." in picker._preview.value
    picker.minutes = 3
    assert "Of 3 minutes" not in picker._preview.value
    picker.by = "sets"
    assert "free" not in picker._preview.value


MANY = 128


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A catalogue of 128 stretches."""
    folder = tmp_path_factory.mktemp("many")
    rows = [f"own_{n},Own {n},hip,sitting,30,{str(n % 2 == 0).lower()},hip" for n in range(MANY - 6)]
    heads = "id,name,section,position,hold_s,sided,text_areas"
    (folder / "stretches.csv").write_text("\n".join([heads, *rows]) + "\n")
    return sb.load_catalogue(folder)


def test_picker_finds_one_of_many(many):
    """Search shows what has the words; all and none tick what is shown, and build the routine once."""
    picker = sb.Picker(many)
    built = []
    picker.observe(lambda change: built.append(change["new"]), "routine")
    sought, every, none = picker.children[-1].children[0].children[0].children
    none.click()
    assert picker.routine is None
    assert len(built) == 1
    sought.value = "own 12"
    assert [box.description for box in picker._list.children] == ["Own 12", "Own 120", "Own 121"]
    every.click()
    sought.value = ""
    assert len(picker._list.children) == MANY
    assert picker.stretches == ("own_12", "own_120", "own_121")
    assert len(built) == 2


@pytest.mark.parametrize("by", ["minutes", "sets"])
def test_a_tick_among_many_is_worked_out_once(many, by):
    """One tick lays one routine out, and makes the data of the player once; how fast: `bench_picker.py`."""
    practice = sb.Practice(many, sb.open_log("sqlite://"))
    practice.picker.by = by
    built, laid = [], []
    practice.picker.observe(built.append, "routine")
    practice.player.observe(laid.append, "_data")
    box = practice.picker._ticks[practice.picker.stretches[0]]
    box.value = not box.value
    assert (len(built), len(laid)) == (1, 1)


@pytest.mark.parametrize(("condition", "left_out"), [("osteoporosis", True), ("wrist_shoulder_pain", False)])
def test_a_tick_says_at_once_what_to_be_careful_of(cat, condition, left_out):
    """Ticked as in the page, also where a condition leaves no stretch out and only changes some."""
    picker = sb.Picker(cat)
    before = picker.stretches
    picker.choice.avoid = (condition,)
    assert (picker.stretches != before) is left_out
    for wording in cat.cautions([condition])["wording"]:
        assert escape(wording) in picker._preview.value
    picker.choice.avoid = ()
    assert "Because you must be careful" not in picker._preview.value


def test_what_follows_the_routine_has_its_conditions(cat):
    """Whoever hears of another routine finds the conditions that it was chosen for, not those before."""
    picker, heard = sb.Picker(cat), []
    picker.observe(lambda _: heard.append(picker.avoid), "routine")
    picker.choice.avoid = ("osteoporosis",)
    assert set(heard) == {("osteoporosis",)}
