"""The diary: every form writes, lists, takes away and can be undone; all data can be deleted."""

from datetime import date

import pytest

import stretchbook as sb
from stretchbook.widgets.diary import Diary


@pytest.fixture
def log():
    """A log that is kept nowhere."""
    return sb.open_log("sqlite://")


@pytest.fixture
def diary(log, cat):
    """Its diary."""
    return Diary(log, cat)


def press(box, name):
    """Press a button of a box, by its name."""
    [button] = [one for one in box.children if getattr(one, "description", None) == name]
    button.click()


def listed(form):
    """Entries of a form in words."""
    return [row.children[0].value for row in form._list.children if hasattr(row, "children")]


def fill_days(form):
    """Three days of illness."""
    form.kind.value, form.start.value, form.end.value = "illness", date(2026, 11, 2), date(2026, 11, 4)
    form.note.value = "<b>flu</b>"


def fill_phase(form):
    """One phase."""
    form.label.value, form.start.value = "with the routine", date(2026, 11, 2)


def fill_measure(form):
    """One value, with a comma."""
    form.measure.value, form.side.value, form.value.value = "fingertip_to_floor", "both", "12,5"


def fill_plan(form):
    """Three days a week."""
    form.days.value = 3


FORMS = {
    "plan": (fill_plan, "Planned: 3 days a week"),
    "days": (fill_days, "2026-11-02 to 2026-11-04: illness (<b>flu</b>)"),
    "phases": (fill_phase, "2026-11-02: with the routine"),
    "measures": (fill_measure, "Fingertip-to-floor distance: 12.5 cm"),
}


@pytest.mark.parametrize("name", FORMS)
def test_an_entry_is_written_undone_and_taken_away(diary, name):
    """It is listed; undo takes it back; taken away by its button, undo brings it back."""
    form, (fill, words) = getattr(diary, name), FORMS[name]
    assert listed(form) == []
    assert form._list.children[0].value == form.nothing
    fill(form)
    press(form.children[0], "Write down")
    assert [entry for entry in listed(form) if words in entry] == listed(form) != []
    press(diary.children[-2], "Undo")
    assert listed(form) == []
    fill(form)
    press(form.children[0], "Write down")
    press(form._list.children[0], "Take away")
    assert listed(form) == []
    press(diary.children[-2], "Undo")
    assert words in listed(form)[0]


@pytest.mark.parametrize("text", ["", "twelve", "nan", "-1"])
def test_a_value_off_the_scale_is_refused_in_a_sentence(diary, log, text):
    """Nothing is written, and what was typed stays."""
    form = diary.measures
    form.measure.value, form.value.value = "fingertip_to_floor", text
    press(form.children[0], "Write down")
    assert diary._line.value.startswith("Not written: ")
    assert log.measures().empty
    assert form.value.value == text


def test_a_measure_says_its_unit_and_what_can_be_believed(diary):
    """Both stand beside the field before anything is written."""
    diary.measures.measure.value = "fingertip_to_floor"
    words = diary.measures.about.value
    assert "in cm" in words
    assert "4.5" in words


def test_all_data_is_deleted_after_two_questions(diary, log):
    """Twice one may keep it; then nothing is left, not even to undo."""
    with log.session(["hip"], {"hip": 6}) as session:
        session.hold("childs_pose", "both", 30, 30)
    log.record_measure("nprs", 4)
    log.set_plan(3)
    ask = diary.everything._ask
    press(ask, "Delete all my data …")
    press(ask, "Keep my data")
    press(ask, "Delete all my data …")
    press(ask, "Go on")
    press(ask, "Keep my data")
    assert len(log.sessions()) == 1
    press(ask, "Delete all my data …")
    press(ask, "Go on")
    press(ask, "Delete everything now")
    assert log.sessions().empty
    assert log.measures().empty
    assert log.deleted().empty
    assert log.plan is None
    assert log.undo() == "Nothing to undo."
    log.session(["hip"])
    assert len(log.sessions()) == 1


def test_an_empty_log_of_ones_own_is_written_to(tmp_path, cat):
    """Where the demonstration stands in for it, an entry goes into the person's own log, made only then."""
    place = tmp_path / "log.db"
    demo = sb.open_log(place, demo_if_empty=True)
    diary = Diary(demo, cat)
    assert listed(diary.days) == []
    assert not place.exists()
    fill_plan(diary.plan)
    press(diary.plan.children[0], "Write down")
    assert sb.open_log(place, demo_if_empty=True).plan == 3
    assert demo.plan != 3 or len(demo.sessions())
    press(diary.children[-2], "Undo")
    assert sb.open_log(place).plan is None
