"""What a student does in the course: a lecturer's case that is taken up again, a quiz by keyboard."""

import pytest
from playwright.sync_api import expect
from practice import holds, opened
from teach.own_case import write_own_case

pytestmark = pytest.mark.browser

CASE = """import stretchbook as sb
cat = sb.load_catalogue("own_cases")
sb.Case(cat, "ola", "own_answers")"""
QUIZ = """import stretchbook as sb
cat, log = sb.load_catalogue(), sb.open_log({log!r})
sb.Quiz(cat, log, kinds="D")"""


def test_a_half_done_case_is_taken_up_again(window):
    """A lecturer's case, the first step compared and the second begun: both stand there in a new kernel."""
    folder = window.lab.folder / "own_cases"
    folder.mkdir()
    answers = window.lab.folder / "own_answers" / "ola.json"
    write_own_case(folder, name="Ola <b>")
    for again in (False, True):
        with opened(window, "case.ipynb", CASE) as notebook:
            page = notebook.page
            asked = page.get_by_label("Your answer").first
            flag = page.locator(".sb-question").nth(1).get_by_role("radio").nth(2)
            expect(page.get_by_text("Ola <b>, 50, baker.")).to_be_visible()
            if not again:
                asked.fill("Since when? <i>")
                page.get_by_role("button", name="Compare").click()
                flag.check()
            expect(asked).to_have_value("Since when? <i>")
            expect(page.get_by_text("Which bread?")).to_be_visible()
            expect(flag).to_be_checked()
            notebook.until(lambda: "flags" in answers.read_text("utf-8"), "the draft was not kept")
            notebook.check()


def test_a_quiz_is_answered_by_keyboard(window, tmp_path):
    """A number picks, Enter answers, what comes back has the focus, and the log has the answer."""
    log = tmp_path / "log.db"
    with opened(window, "quiz.ipynb", QUIZ.format(log=str(log))) as notebook:
        page = notebook.page
        question = page.locator(".sb-question")
        stem = question.locator("legend").inner_text()
        question.get_by_role("radio").first.focus()
        page.keyboard.press("2")
        expect(question.get_by_role("radio").nth(1)).to_be_checked()
        page.keyboard.press("Enter")
        expect(question.get_by_role("button", name="Next")).to_be_focused()
        page.keyboard.press("Enter")
        expect(question.locator("legend")).not_to_have_text(stem)
        expect(question.get_by_role("radio").first).to_be_focused()
        notebook.check()
    assert holds(log, "select count(*) from answers") == [(1,)]
