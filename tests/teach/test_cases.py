"""Cases: keys worked out again from the files, own cases from a folder, faults named."""

from functools import partial

import pytest
from teach.own_case import write_own_case

import stretchbook as sb
from stretchbook.catalogue import CatalogueError
from stretchbook.teach.cases import case_steps, cases


def steps_of(cat, case):
    """The steps of a case by their id."""
    return {step.id: step for step in case_steps(cat, case)}


def test_every_case_is_told_in_order(cat):
    """A history first, then questions, then flags; a flag ends with referral, else all steps follow."""
    for case in cat.cases.index:
        told = [step.id for step in case_steps(cat, case)]
        assert told[:3] == ["history", "ask", "flags"]
        if told[-1] == "refer":
            assert len(told) == 4
        else:
            assert told[3:6] == ["irritability", "choose", "adapt"]
            assert told[6:] == ["dose", "measure", "change", "explain"]


def test_flagged_people_are_never_stretched(cat, raw):
    """Whoever says a sign of the table's two levels is referred, at the more urgent one, nobody else."""
    level = {row["id"]: row["level"] for row in raw["signs"]}
    for row in raw["cases"]:
        levels = {level[sign] for sign in row["signs"].split("|")}
        steps = steps_of(cat, row["id"])
        assert ("refer" in steps) == bool(levels - {"none"})
        start = (
            "Stop: emergency" if "emergency" in levels else "Stop: an urgent" if "urgent" in levels else "No"
        )
        assert steps["flags"].key.startswith(start)


def test_left_out_is_what_the_file_says(cat, raw):
    """The stretches to leave out are those graded avoid for one of the person's conditions."""
    names = {row["id"]: row["name"] for row in raw["stretches"]}
    for row in raw["cases"]:
        step = steps_of(cat, row["id"]).get("choose")
        if step:
            conditions = row["conditions"].split("|")
            left = {
                names[p["stretch"]]
                for p in raw["precautions"]
                if p["condition"] in conditions and p["grade"] == "avoid"
            }
            assert set(step.key) == left, row["id"]
            assert step.is_right(list(left))
            assert not step.is_right([*left, "another"])


def test_dose_counts_one_side(cat):
    """30 s, twice, on five days make 300 s for the fold of Mira; Elif's turn gives 180 s a side, not 360."""
    assert steps_of(cat, "mira")["dose"].key == 300
    assert steps_of(cat, "elif")["dose"].key == 180
    assert steps_of(cat, "elif")["dose"].is_right("180")
    assert not steps_of(cat, "elif")["dose"].is_right(360)


def test_change_is_judged_by_the_error(cat):
    """6 cm exceed 4.5; a point of pain does not exceed 2.8; hip flexion has no error in the table."""
    assert steps_of(cat, "elif")["change"].key.startswith("yes")
    assert steps_of(cat, "lena")["change"].key.startswith("no:")
    assert steps_of(cat, "tom")["change"].key.startswith("not known")


def test_judgement_has_a_rubric_with_sources(cat):
    """A step without a key has points, and sources that the table knows; memory is marked."""
    for case in cat.cases.index:
        for step in case_steps(cat, case):
            if step.form == "write":
                assert step.key is None
                assert step.is_right("anything") is None
                assert step.why, (case, step.id)
            assert set(step.sources) <= set(cat.sources.index)
    assert any("[from memory, not verified]" in line for line in steps_of(cat, "mira")["ask"].why)


def test_list_of_cases_gives_nothing_away(cat):
    """The list has name, age, work and history; conditions and signs are for the student to find."""
    assert list(cases(cat)) == ["name", "age", "about", "history"]
    assert len(sb.cases()) == len(cat.cases)


def test_unknown_case(cat):
    """A wrong id is a sentence that names the nearest."""
    with pytest.raises(ValueError, match="no case 'mirra'; did you mean 'mira'"):
        case_steps(cat, "mirra")


@pytest.fixture
def own(tmp_path):
    """A folder of a lecturer's own: the shipped stretches and one case."""
    return partial(write_own_case, tmp_path)


@pytest.mark.filterwarnings("ignore")
def test_own_case_from_a_folder(own):
    """A lecturer's case stands beside the shipped ones, with its own points and those of every case."""
    cat = sb.load_catalogue(own())
    assert {"ola", "mira"} <= set(cases(cat).index)
    asked = steps_of(cat, "ola")["ask"].why
    assert asked[0] == "Which bread?"
    assert len(asked) > 3
    assert "Child's pose" in steps_of(cat, "ola")["choose"].key
    assert len(steps_of(cat, "mira")["ask"].why) == 5


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("conditions", "osteoporosys"),
        ("signs", "sleeps"),
        ("measure", "nprz"),
        ("areas", "neck"),
        ("age", "x"),
    ],
)
def test_fault_in_an_own_case_is_named(own, column, value):
    """A wrong word is refused with file, row and field, like in every table."""
    with pytest.raises(CatalogueError, match=rf"cases.csv, row 2, {column}"):
        sb.load_catalogue(own(**{column: value}))
