"""The lesson of the body in the real JupyterLab: step, turn, pick, predict, reveal, ask what if."""

import pytest
from canvas import changed, red, settled
from playwright.sync_api import expect

import stretchbook as sb

pytestmark = pytest.mark.browser


def place(box, muscle: str) -> int:
    """Place in its range, percent, that the bars give for a muscle."""
    row = box.locator(".sb-bars tr").filter(has=box.page.get_by_role("rowheader", name=muscle, exact=True))
    return int(row.locator("td").last.inner_text().rstrip(" %"))


@pytest.fixture
def lesson(open_notebook):
    """The notebook, run from top to bottom, with its five figures at rest."""
    notebook = open_notebook("5_body.ipynb")
    notebook.run_all()
    return notebook


def test_the_lesson(lesson):
    """A student does the whole lesson: the pictures, bars and words answer, and nothing goes wrong."""
    page = lesson.page

    figure = page.locator(".sb-figure").first
    figure.scroll_into_view_if_needed()
    before = settled(figure)
    figure.get_by_role("button", name="Next step").press("Enter")
    stepped = settled(figure)
    assert changed(before, stepped) > 0.03, "the figure steps"
    for _ in range(4):
        figure.locator("canvas").press("ArrowRight")
    assert changed(stepped, settled(figure)) > 0.03, "the figure turns"

    inside = page.locator(".sb-figure").nth(1)
    expect(inside.locator(".sb-inside-said")).to_contain_text("muscles are shown")
    inside.get_by_label("One muscle with its bones").select_option("iliopsoas right")
    expect(inside.locator(".sb-inside-said")).to_contain_text("Nerve: ")
    inside.get_by_role("button", name="Show the skin").click()
    expect(inside.locator(".sb-inside")).to_be_hidden()

    plan = page.locator(".sb-bodymap")
    fits = plan.get_by_role("status")
    plan.get_by_label("piriformis", exact=True).check()
    fitting = sb.load_catalogue().choose(muscles=["piriformis"])
    expect(fits).to_have_text(f"Fits: {', '.join(fitting['name'])}.")
    expect(fits).to_contain_text("Seated twist")
    plan.get_by_label("piriformis", exact=True).uncheck()
    expect(fits).to_contain_text("Adductor opener")

    predict = page.locator(".sb-predict")
    predict.scroll_into_view_if_needed()
    predict.get_by_role("button", name="right side").click()
    expect(predict).to_contain_text("on the right side of the body")
    hidden = settled(predict)
    assert red(hidden) < 0.001, "nothing is given away"
    expect(predict.locator(".sb-bars td")).to_have_count(0)
    for muscle in ("iliopsoas", "rectus abdominis"):
        predict.get_by_label(muscle, exact=True).focus()
        page.keyboard.press("Space")
        expect(predict.get_by_label(muscle, exact=True)).to_be_checked()
    predict.get_by_role("button", name="Reveal").press("Enter")
    answer = predict.locator(".sb-predict-answer")
    expect(answer).to_contain_text("1 right, ")
    expect(answer).to_contain_text("The article names the abs")
    shown = settled(predict)
    assert red(shown) > max(0.002, 2 * red(hidden)), "lengthened muscles are tinted"
    assert changed(hidden, shown) > 0.05
    assert place(predict, "iliopsoas") > 90 > 60 > place(predict, "rectus abdominis")
    predict.get_by_label("Stretch", exact=True).select_option("Child's pose")
    expect(predict.locator(".sb-bars td")).to_have_count(0)
    expect(answer).to_have_count(0)
    another = settled(predict)
    assert red(another) < 0.001
    assert changed(shown, another) > 0.1

    laboratory = page.locator(".sb-whatif")
    laboratory.scroll_into_view_if_needed()
    before, started = settled(laboratory), place(laboratory, "hamstrings")
    knee = laboratory.get_by_role("slider").nth(3)
    for _ in range(25):
        knee.press("ArrowLeft")
    page.wait_for_timeout(500)
    straightened = settled(laboratory)
    assert place(laboratory, "hamstrings") > started + 3, "straight knees lengthen the hamstrings"
    assert changed(before, straightened) > 0.01
    laboratory.get_by_role("button", name="Bend the back knee in the lunge?").click()
    expect(laboratory).to_contain_text("The right side")
    assert changed(straightened, settled(laboratory)) > 0.1

    lesson.check()


def test_the_lesson_on_a_narrow_page(open_notebook):
    """On a page as narrow as a telephone the prediction is not wider than its cell."""
    notebook = open_notebook("5_body.ipynb", viewport={"width": 420, "height": 900})
    notebook.command("application:toggle-left-area")
    notebook.run_all()
    predict = notebook.page.locator(".sb-predict")
    predict.scroll_into_view_if_needed()
    predict.get_by_role("button", name="Reveal").click()
    expect(predict.locator(".sb-predict-answer")).to_contain_text("0 right")
    wider = """(box) => [...box.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > box.getBoundingClientRect().right + 2)
        .map((one) => one.outerHTML.slice(0, 80))"""
    assert predict.evaluate(wider) == []
    notebook.check()
