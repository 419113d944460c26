"""What a reader of the lessons sees: words, not the names of fields; answers that are worked out."""

import json
import re

import pytest

from stretchbook import paths
from stretchbook.catalogue.schema import TABLES

FIELDS = {column for table in TABLES.values() for column in table.row.model_fields if "_" in column}
FIELDS |= {"hold_s", "side_rule", "front_leg", "back_leg", "top_leg", "body_side", "range_position"}


def cells(name):
    """The cells of a notebook."""
    return json.loads((paths.notebooks_folder() / name).read_text("utf-8"))["cells"]


@pytest.mark.parametrize("name", ["1_explore.ipynb", "6_cases.ipynb"])
def test_no_field_name_outside_code(name):
    """Prose (what is not set as code) and outputs hold no name of a column."""
    for cell in cells(name):
        if cell["cell_type"] == "markdown":
            seen = re.sub(r"`[^`]*`", "", "".join(cell["source"]))
        else:
            data = [output.get("data", {}) for output in cell["outputs"]]
            seen = " ".join("".join(each.get("text/html", "")) for each in data)
            seen = re.sub(r"<style>.*?</style>|data:image/[^\"]+|<[^>]+>", " ", seen, flags=re.DOTALL)
        for field in FIELDS:
            assert not re.search(rf"\b{field}\b", seen), (name, field, "".join(cell["source"])[:60])


def test_explore_asks_first_whether_it_helps():
    """The evidence stands before the muscles and before the dose."""
    prose = [("".join(cell["source"])) for cell in cells("1_explore.ipynb")]
    order = [next(i for i, text in enumerate(prose) if text.startswith(f"## {title}")) for title in
             ("Does it help?", "One stretch, read closely", "How much?")]  # fmt: skip
    assert order == sorted(order)


def test_exercises_have_worked_answers():
    """Each exercise of Explore but the last unfolds an answer that a cell works out."""
    source = ["".join(c["source"]) for c in cells("1_explore.ipynb") if c["cell_type"] == "code"]
    asked = [text for text in source if re.search(r'sb\.ask\("\d\. ', text)]
    assert len(asked) == 4
    assert all("cat." in text for text in asked)
