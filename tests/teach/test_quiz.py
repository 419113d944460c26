"""The quiz: kept before it answers, asked again when due, by FSRS; what it says and what it does not mark."""

import csv
from datetime import UTC, datetime, timedelta

import ipywidgets as w
import pytest

import stretchbook as sb
from stretchbook.log import Log
from stretchbook.teach.bank import questions
from stretchbook.teach.review import forecast, mastery, next_review


class Clock:
    """A time that is handed in."""

    def __init__(self):
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def log(clock):
    return Log.in_memory(clock=clock)


def shown(quiz):
    """All that is written."""
    form, reply = quiz.form, quiz.form.reply
    parts = [part.value for part in quiz.children if isinstance(part, w.HTML)]
    parts += [form.asked["kind"], form.asked["stem"], reply["mark"], reply["key"], *reply["why"]]
    return " ".join(parts)


def page(quiz, word, given=None):
    """What the page sends when a button is pressed."""
    quiz.form._receive(None, {"type": word, "given": given} if word == "answer" else {"type": word}, None)


@pytest.mark.parametrize("kind", list("ABCDEFGHIJKL"))
def test_every_kind_is_asked_and_answered(cat, log, clock, kind):
    """What the page sends is kept with its due date, and explained; the form shows what is asked."""
    quiz = sb.Quiz(cat, log, kind, clock=clock)
    for _ in range(3):
        page(quiz, "answer", list(quiz.question.answer[: 1 if quiz.question.form == "one" else None]))
        assert "Right." in shown(quiz)
        assert "Asked again in" in shown(quiz)
        page(quiz, "next")
    answers = log.answers()
    assert answers["is_right"].all()
    assert answers["fact"].nunique() == len(log.reviews()) == 3
    assert set(answers["kind"]) == {kind}


@pytest.mark.parametrize(
    "message",
    [
        {"type": "answer", "given": ["<b>no option</b>"]}, {"type": "answer", "given": "text"},
        {"type": "answer", "given": None}, {"type": "next"}, {"type": "draft", "given": []}, {}, "answer",
        {"type": "answer", "given": [["a"]]},
    ],
)  # fmt: skip
def test_what_a_page_should_not_send_changes_nothing(cat, log, clock, message):
    """Only an option of the question that is asked is an answer, and Next waits for it."""
    quiz = sb.Quiz(cat, log, "A", clock=clock)
    fact = quiz.question.fact
    quiz.form._receive(None, message, None)
    assert (quiz.asked, quiz.question.fact, len(log.answers())) == (0, fact, 0)


def test_an_answer_counts_once(cat, log, clock):
    """A second press, before the reply is there, is no second answer."""
    quiz = sb.Quiz(cat, log, "A", clock=clock)
    for _ in range(2):
        page(quiz, "answer", [])
    assert len(log.answers()) == 1


def test_not_knowing_is_allowed(cat, log, clock):
    """I don't know shows the key without blame, counts as not right and comes again tomorrow."""
    quiz = sb.Quiz(cat, log, "E", clock=clock)
    fact = quiz.question.fact
    page(quiz, "answer", [])
    assert "Not known, so here it is." in shown(quiz)
    assert quiz.right == 0
    assert log.answers()["given"].iloc[0] == ()
    page(quiz, "next")
    assert quiz.question.fact != fact
    clock.at += timedelta(days=2)
    assert sb.Quiz(cat, log, "E", clock=clock).question.fact == fact


def test_due_comes_before_new(cat, log, clock):
    """What was wrong returns before anything new; what was right stays away longer."""
    quiz = sb.Quiz(cat, log, "C", clock=clock)
    wrong = quiz.question.fact
    quiz.answer([next(option for option in quiz.question.options if option not in quiz.question.answer)])
    quiz.next()
    right = quiz.question.fact
    quiz.answer(list(quiz.question.answer[:1]))
    due = log.reviews().set_index("fact")["due"]
    assert due[wrong] < due[right]
    clock.at += timedelta(days=1, hours=1)
    quiz.next()
    assert quiz.question.fact == wrong


def test_schedule_is_that_of_fsrs(clock):
    """Right answers on their due days stretch the gaps; one wrong answer shortens them."""
    state, gaps, at = None, [], clock()
    for _ in range(5):
        state, due = next_review(state, True, at)
        gaps.append((due - at).days)
        at = due
    assert gaps == sorted(gaps)
    assert gaps[-1] > 10 * gaps[0]
    _, due = next_review(state, False, at)
    assert (due - at).days < gaps[-1]


def test_answers_survive_the_quiz(cat, tmp_path, clock):
    """A new quiz on the same log knows what was asked; a second answer to one fact renews its one card."""
    with sb.open_log(tmp_path / "log.db", clock=clock) as log:
        quiz = sb.Quiz(cat, log, "J", clock=clock)
        fact = quiz.question.fact
        quiz.answer([])
    clock.at += timedelta(days=30)
    with sb.open_log(tmp_path / "log.db", clock=clock) as log:
        quiz = sb.Quiz(cat, log, "J", clock=clock)
        assert quiz.question.fact == fact
        quiz.answer(list(quiz.question.answer))
        assert list(log.reviews()["fact"]) == [fact]
        assert list(log.answers()["is_right"]) == [False, True]


def test_done_for_today(cat, log, clock):
    """When nothing is due and nothing new it says so, with the days ahead."""
    quiz = sb.Quiz(cat, log, "J", clock=clock)
    for _ in range(len(questions(cat, "J"))):
        quiz.answer(list(quiz.question.answer))
        quiz.next()
    assert quiz.question is None
    assert "Nothing is due." in shown(quiz)
    assert "Due today: 0" in shown(quiz)
    with pytest.raises(ValueError, match="Nothing is asked"):
        quiz.answer([])


def test_order_gives_part_of_the_score(cat, clock):
    """Two steps exchanged is not right, and says how many pairs are."""
    quiz = sb.Quiz(cat, None, "H", clock=clock)
    steps = list(quiz.question.answer)
    quiz.answer([steps[1], steps[0], *steps[2:]])
    assert "of the pairs stand the right way round" in shown(quiz)
    assert quiz.right == 0


def test_without_a_log_it_says_that_nothing_is_kept(cat, clock):
    """None as log works and is honest."""
    quiz = sb.Quiz(cat, None, "A", clock=clock)
    assert "Nothing is kept: this quiz has no log." in shown(quiz)
    quiz.answer([])
    with pytest.raises(ValueError, match="keeps nothing"):
        quiz.save("answers.csv")


def test_unknown_kind_is_refused(cat):
    """A wrong letter is a sentence at once."""
    with pytest.raises(ValueError, match="no kind 'Z'"):
        sb.Quiz(cat, None, "AZ")


def test_answers_can_be_handed_in(cat, log, clock, tmp_path):
    """All answers as CSV, one a line."""
    quiz = sb.Quiz(cat, log, "A", clock=clock)
    quiz.answer(list(quiz.question.answer))
    with quiz.save(tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["kind"] == "A"
    assert row["is_right"] == "True"
    assert row["given"] == row["answer"]


def test_forecast_counts_days(log, clock, cat):
    """What was missed counts today, the rest on its day."""
    for days, fact in ((-3, "a"), (0, "b"), (1, "c"), (9, "d")):
        log.record_answer(fact, "A", ["x"], ["x"], True, (), clock() + timedelta(days=days), {})
    ahead = forecast(log.reviews(), at=clock())
    assert list(ahead["due"]) == [2, 1, 0, 0, 0, 0, 0]


def test_mastery_takes_the_last_answer(log, clock, cat):
    """By kind and by muscle, each fact counts once, as it was answered last."""
    for right in (False, True):
        clock.at += timedelta(hours=1)
        log.record_answer("E:iliopsoas", "E", ["x"], ["x"], right, ("iliopsoas",))
    log.record_answer("A:iliopsoas", "A", [], ["x"], False, ("iliopsoas", "runners_lunge"))
    kinds = mastery(log.answers(), cat)
    assert kinds.loc["E: which nerve?"].tolist() == [1, 1]
    assert kinds.loc["A: a muscle: which stretch?"].tolist() == [1, 0]
    muscles = mastery(log.answers(), cat, "muscle")
    assert list(muscles.index) == ["iliopsoas"]
    assert muscles.loc["iliopsoas"].tolist() == [2, 1]
    with pytest.raises(ValueError, match="by 'kind' or by 'muscle'"):
        mastery(log.answers(), cat, "day")
    said = sb.describe(sb.plot_mastery(kinds))
    assert said == 'At the last time 1 of 2 facts were right. Weakest: "A: a muscle: which stretch?".'
    assert sb.describe(sb.plot_mastery(kinds.head(0))) == (
        "No answers to show yet: answer in the quiz, then run this cell again."
    )


def test_delete_everything_takes_answers_too(log, clock, cat):
    """Nothing of the quiz stays after everything is deleted."""
    sb.Quiz(cat, log, "A", clock=clock).answer([])
    log.delete_everything()
    assert log.answers().empty
    assert log.reviews().empty
