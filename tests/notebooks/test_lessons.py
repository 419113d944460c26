"""What a reader of the lessons sees: words, not the names of fields; answers that are worked out."""

import json
import re

import pytest

from stretchbook import paths

NOTEBOOKS = ["1_explore", "2_practise", "3_progress", "4_workshop", "5_body", "6_cases", "7_class"]
FIELD = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\bTrue\b|\bFalse\b|\bNaN\b|\bNaT\b|\bNone\b|<NA>")
ANSWERED = {"1_explore": 4, "2_practise": 3, "3_progress": 5, "4_workshop": 3, "6_cases": 2}


def cells(name):
    """The cells of a notebook."""
    return json.loads((paths.notebooks_folder() / f"{name}.ipynb").read_text("utf-8"))["cells"]


def seen(cell):
    """What a reader sees of a cell beside its code: prose, pages and printed words.

    Not the frame or the Python value that a cell asked for by its bare name.
    """
    if cell["cell_type"] == "markdown":
        yield re.sub(r"`[^`]*`", "", "".join(cell["source"]))
    for output in cell.get("outputs", ()):
        html = "".join(output.get("data", {}).get("text/html", ""))
        if 'class="dataframe"' not in html:
            yield re.sub(r"<style>.*?</style>|data:[a-z/+]+[;,][^\"]+|<[^>]+>", " ", html, flags=re.DOTALL)
        yield "".join(output.get("text", ""))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_field_name_outside_code(name):
    """Neither prose (what is not set as code) nor an output shows a name with lines, True, False or NaN."""
    for number, cell in enumerate(cells(name)):
        for text in seen(cell):
            assert not FIELD.findall(text), (name, number, FIELD.findall(text))


def test_explore_asks_first_whether_it_helps():
    """The evidence stands before the muscles and before the dose."""
    prose = [("".join(cell["source"])) for cell in cells("1_explore")]
    order = [next(i for i, text in enumerate(prose) if text.startswith(f"## {title}")) for title in
             ("Does it help?", "One stretch, read closely", "How much?")]  # fmt: skip
    assert order == sorted(order)


@pytest.mark.parametrize("name", ANSWERED)
def test_exercises_have_worked_answers(name):
    """Each exercise unfolds an answer that a cell works out, and none is left as prose."""
    after = cells(name)
    heading = next(i for i, cell in enumerate(after) if "## Exercises" in "".join(cell["source"]))
    asked = ["".join(cell["source"]) for cell in after[heading:] if cell["cell_type"] == "code"]
    numbers = [re.search(r'"(\d)\. ', text)[1] for text in asked]
    assert numbers == [str(n + 1) for n in range(ANSWERED[name])]
    assert all(re.search(r"\b(cat|sb|log|phases|last_week)\b\.?\w*[.\[(]", text) for text in asked)
    assert all("sb.ask(" in text for text in asked)
    prose = [cell for cell in after[heading:] if cell["cell_type"] == "markdown"]
    assert not any(re.search(r"^\d\. ", "".join(cell["source"]), re.MULTILINE) for cell in prose)
