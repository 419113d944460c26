"""Questions made from the tables: every key is true, no wrong option is, and nothing unverified is graded."""

import re
from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest
from second_route import held, roles, true_options

import stretchbook as sb
from stretchbook.body.compare import compare_pose
from stretchbook.catalogue.schema import TABLES
from stretchbook.teach.bank import KINDS, questions
from stretchbook.teach.question import Question

ITEMS = 10_000
FOUND: dict[str, dict[str, str]] = {}


@pytest.fixture(scope="module")
def many(cat):
    """Ten thousand questions, of as many seeds as it takes."""
    made: list[Question] = []
    seed = 0
    while len(made) < ITEMS:
        seed += 1
        made += questions(cat, seed=seed)
    return made


def test_no_wrong_key_in_ten_thousand(many, raw):
    """Worked out again from files and words alone, exactly the key is right: all of it, and nothing else."""
    for question in many:
        if question.kind != "H":
            assert true_options(question, raw) == set(question.answer), question


def test_order_is_that_of_the_file(many, raw):
    """The key of an order is the column of steps as it stands in the file, and is never shown in order."""
    for question in many:
        if question.kind == "H":
            (stretch,) = question.about
            assert list(question.answer) == [
                row["text_step"] for row in raw["steps"] if row["stretch"] == stretch
            ]
            assert sorted(question.options) == sorted(question.answer)
            assert question.options != question.answer


def test_options_are_fair(many):
    """Two options or more, none twice, and the key among them."""
    for question in many:
        assert len(question.options) == len(set(question.options)) >= 2, question
        assert set(question.answer) <= set(question.options), question
        assert question.score(question.answer[:1] if question.form == "one" else question.answer) == 1


def test_key_is_not_always_in_one_place(many):
    """Where the options are shuffled, the key stands in every place about equally often."""
    for kind in "ABCEJL":
        asked = [q for q in many if q.kind == kind and len(q.options) == 4 and len(q.answer) == 1]
        places = Counter(q.options.index(q.answer[0]) for q in asked)
        assert len(places) == 4
        assert max(places.values()) < 0.4 * len(asked), kind


def test_wrong_muscles_are_not_lengthened_in_the_model_either(many, cat, raw):
    """No wrong stretch or muscle has a role in the table, nor 3 percent in the model on either side."""
    percent = {}
    for stretch in cat.stretches.index:
        for row in compare_pose(cat, stretch).itertuples():
            percent.setdefault((stretch, row.muscle), []).append(row.percent)
    ids = {row["name"]: row["id"] for table in ("stretches", "muscles") for row in raw[table]}
    for question in many:
        if question.kind in "AB":
            (asked,) = [key for key in question.about if key not in {ids[o] for o in question.answer}]
            for option in set(question.options) - set(question.answer):
                pair = (ids[option], asked) if question.kind == "A" else (asked, ids[option])
                assert roles(raw, *pair) <= {"not lengthened"}, question
                assert not any(value >= 3 for value in percent[pair]), question


def test_bent_knee_is_no_wrong_answer(cat, raw):
    """The lunge bends both knees, so the vasti, which have no row there, are never a wrong option."""
    assert held(raw, "runners_lunge")["left", "knee_flex"] > 45
    for seed in range(60):
        for question in questions(cat, "B", seed=seed):
            if question.about[0] == "runners_lunge":
                assert "vasti" not in question.options


def test_other_leg_is_heard(cat):
    """The turn bends both knees: on which side the vasti are lengthened is not asked."""
    assert not [q for q in questions(cat, "D") if q.about == ("seated_twist", "vasti")]


def test_unverified_is_never_graded(many, raw):
    """No row marked M stands behind a question, unless asked for; then it says so."""
    for question in many:
        assert not question.review
        for where in question.source_cells:
            assert row_of(where, raw).get("status") != "M", question


def test_unverified_on_request(cat):
    """On request they are given, and marked: what rests on memory."""
    marked = {q.fact for q in questions(cat, "F", unverified=True) if q.review}
    assert marked == {
        "F:wrist_shoulder_pain", "F:groin_hamstring_strain", "F:spinal_surgery", "F:spondylolisthesis",
    }  # fmt: skip


def row_of(where, raw):
    """The row that a cell's name means; looked up once."""
    if where in FOUND:
        return FOUND[where]
    table, key, column = re.fullmatch(r"(\w+)\[(.+)\]\.(\w+)", where).groups()
    wanted = key.split(", ")
    columns = TABLES[table].key
    found = [row for row in raw[table] if all(same(row[c], w) for c, w in zip(columns, wanted, strict=True))]
    assert len(found) == 1, where
    assert column in found[0], where
    FOUND[where] = found[0]
    return found[0]


def same(cell, wanted):
    """Whether a cell has a value; 1 and 1.0 are one number."""
    return cell == wanted or (cell or "anatomical position") == wanted or cell.removesuffix(".0") == wanted


def test_cells_and_sources_are_there(many, raw):
    """Each question names cells that exist, sources of the table, and a reason in a sentence."""
    known = {row["key"] for row in raw["sources"]}
    for question in many:
        assert question.source_cells, question
        for where in question.source_cells:
            row_of(where, raw)
        assert question.sources, question
        assert set(question.sources) <= known, question
        assert len(question.why.split()) > 3, question


def test_seed_decides(cat):
    """The same seed gives the same questions, another seed others; ids tell them apart."""
    first, again, other = (questions(cat, seed=seed) for seed in (7, 7, 8))
    assert first == again
    assert [q.id for q in first] != [q.id for q in other]
    assert len({q.id for q in first}) == len(first)
    assert {q.fact for q in first} == {q.fact for q in other}


def test_twelve_kinds(cat):
    """All twelve kinds have questions; the name with two meanings is asked once and both are right."""
    count = Counter(q.kind for q in questions(cat))
    assert list(KINDS) == sorted(count) == list("ABCDEFGHIJKL")
    (bug,) = [q for q in questions(cat, "L") if "dead bug" in q.stem]
    assert len(bug.answer) == 2
    assert all(bug.is_right([meaning]) for meaning in bug.answer)


def test_unknown_kind(cat):
    """A kind that does not exist is a sentence that names those that do."""
    with pytest.raises(ValueError, match="no kind 'Z' of question; the kinds are A, B"):
        questions(cat, "Z")


def test_scores():
    """One, several and order are scored each in its way; nothing given is "I don't know"."""

    def ask(form, answer):
        return Question("A", form, "?", ("a", "b", "c"), answer, "", (), (), "A:x")

    assert [ask("one", ("a", "b")).score(given) for given in (["a"], ["b"], ["c"], [])] == [1, 1, 0, 0]
    assert [ask("several", ("a", "b")).score(g) for g in (["b", "a"], ["a"], ["a", "b", "c"])] == [1, 0, 0]
    order = ask("order", ("a", "b", "c"))
    assert [round(order.score(list(given)), 2) for given in ("abc", "acb", "cba", "ab")] == [1, 0.33, 0, 0]
    with pytest.raises(ValueError, match="made of the options"):
        order.score(["a", "a"])


def test_sheet_and_its_key(cat):
    """A sheet shows stems and options and gives nothing away; its key has the answers of the same seed."""
    asked = questions(cat, "E", seed=3)[:4]
    page, key = sb.sheet(asked).data, sb.sheet(asked, key=True).data
    for question in asked:
        assert question.stem in page
        assert all(option in page for option in question.options)
        assert question.why not in page
        assert question.answer[0] in key


def test_near_postures_are_no_wrong_answers(cat):
    """A posture that hardly differs is not offered beside the key: a fold bent like the child's pose."""
    angles = cat.keyframe_angles
    held = {row.stretch: row.keyframe for row in cat.keyframes.itertuples() if row.hold}
    child = angles[(angles["stretch"] == "childs_pose") & (angles["keyframe"] == held["childs_pose"])]
    fold = (angles["stretch"] == "forward_fold") & (angles["keyframe"] == held["forward_fold"])
    posed = child.assign(stretch="forward_fold", keyframe=held["forward_fold"], deg=child["deg"] + 5)
    near = replace(cat, keyframe_angles=pd.concat([angles[~fold], posed], ignore_index=True))
    names = {"Child's pose", "Wide-legged forward fold"}
    for seed in range(20):
        for question in questions(near, "J", seed=seed):
            assert not (set(question.answer) < names and names <= set(question.options)), question
