"""The case as a widget: written first, compared afterwards, kept in a file, taken up again."""

import json

import ipywidgets as w
import pytest

import stretchbook as sb
from stretchbook.teach.answers import load_answers


def form(case):
    """The form of the step that waits."""
    return case.forms[case.step]


def page(case, word, given):
    """What the page sends of the step that waits."""
    form(case)._receive(None, {"type": word, "given": given}, None)


def shown(case):
    """All that is written."""
    parts = [part.value for part in case.children if isinstance(part, w.HTML)]
    for one in case.forms.values():
        parts += [one.asked["told"], one.asked["stem"], one.said, one.reply["mark"], one.reply["key"]]
        parts += one.reply["why"]
    return " ".join(parts)


def through(case):
    """Answer every step rightly, as the page does."""
    while case.step:
        step = next(step for step in case._steps if step.id == case.step)
        given = {
            "tick": lambda step: list(step.key), "pick": lambda step: [step.key],
            "number": lambda step: f"{step.key:g}", "write": lambda step: "Thought.",
        }[step.form](step)  # fmt: skip
        page(case, "answer", given)


def test_key_shows_only_after_an_answer(cat, tmp_path):
    """Comparing with nothing written says so and shows nothing of the rubric."""
    case = sb.Case(cat, "ruth", tmp_path)
    assert case.step == "ask"
    page(case, "answer", "")
    assert "Answer this step first" in shown(case)
    assert "Earlier fractures" not in shown(case)
    page(case, "answer", "Any fracture?")
    assert "Earlier fractures" in shown(case)
    assert "Not marked: a matter of judgement" in shown(case)
    assert case.step == "flags"


def test_steps_stay_while_the_next_one_comes(cat):
    """A step that was compared keeps its widget, so that the page keeps its place and the focus."""
    case = sb.Case(cat, "ruth", None)
    before = list(case.children)
    page(case, "answer", "x")
    assert list(case.children)[: len(before)] == before
    assert len(case.children) == len(before) + 1


def test_every_case_can_be_finished(cat, tmp_path):
    """All cases, step by step with the fields that a student has, end with a file to hand in."""
    for name in cat.cases.index:
        case = sb.Case(cat, name, tmp_path)
        through(case)
        assert case.step == ""
        assert "Not as in the tables" not in shown(case)
        kept = load_answers(tmp_path / f"{name}.json")
        assert kept.compared == [step.id for step in case._steps[1:]]


def test_half_done_is_taken_up(cat, tmp_path):
    """What was written stands there again, the compared steps stay compared, and the next one waits."""
    first = sb.Case(cat, "elif", tmp_path)
    page(first, "answer", "Does your eye doctor know?")
    page(first, "draft", [first._steps[2].options[0]])
    again = sb.Case(cat, "elif", tmp_path)
    assert again.answers.given["ask"] == "Does your eye doctor know?"
    assert again.step == "flags"
    assert form(again).asked["given"] == [first._steps[2].options[0]]
    assert again.forms["ask"].asked["done"]
    assert again.forms["ask"].reply["mark"]
    again.compare()
    assert "Not as in the tables" in shown(again)


def test_compared_answer_no_longer_changes(cat, tmp_path):
    """After the key was seen, what the page sends for that step is not kept."""
    case = sb.Case(cat, "mira", tmp_path)
    page(case, "answer", "How much do you row?")
    case.forms["ask"]._receive(None, {"type": "draft", "given": "later"}, None)
    assert load_answers(tmp_path / "mira.json").given["ask"] == "How much do you row?"


def test_ticking_nothing_is_an_answer(cat, tmp_path):
    """For Mira nothing is left out, and an empty list is right."""
    case = sb.Case(cat, "mira", tmp_path)
    while case.step != "choose":
        case.answer(next(s for s in case._steps if s.id == case.step).key or "x")
        case.compare()
    assert case.compare() is True


def test_referred_case_ends(cat, tmp_path):
    """Whoever has a red flag gets no stretch: four steps, the last one where to send them."""
    case = sb.Case(cat, "samuel", tmp_path)
    through(case)
    assert "hospital emergency department now" in shown(case)
    assert "Which of these do you leave out" not in shown(case)


def test_without_a_folder_nothing_is_kept(cat, tmp_path, monkeypatch):
    """None as folder writes no file; `save` writes where it is told."""
    monkeypatch.chdir(tmp_path)
    case = sb.Case(cat, "mira", None)
    case.answer("x")
    assert list(tmp_path.iterdir()) == []
    assert json.loads(case.save(tmp_path / "hand in" / "mira.json").read_text("utf-8"))["given"] == {
        "ask": "x"
    }


@pytest.mark.parametrize(
    "text", ["", "[]", '{"case": "ruth"}', '{"stretchbook_case": 2, "case": "ruth"}', "\udcff"]
)
def test_other_file_is_refused(cat, tmp_path, text):
    """A file that holds no answers is a sentence, and stays as it is."""
    path = tmp_path / "ruth.json"
    path.write_text(text, "utf-8", "surrogateescape")
    with pytest.raises(ValueError, match=r"ruth\.json holds no answers to a case"):
        sb.Case(cat, "ruth", tmp_path)
    assert path.read_text("utf-8", "surrogateescape") == text


def test_answers_are_text(cat, tmp_path):
    """Markup in a table or a file is shown as text."""
    cat.cases.loc["mira", "history"], kept = "<img src=x>", cat.cases.loc["mira", "history"]
    try:
        assert "<img src=x>" not in shown(sb.Case(cat, "mira", None))
    finally:
        cat.cases.loc["mira", "history"] = kept
