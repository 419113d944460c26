"""The sentences that keep people from harm, read back in the browser as the tables have them."""

from pathlib import Path

import pandas as pd
import pytest
from practice import opened

pytestmark = pytest.mark.browser

DATA = Path(__file__).resolve().parents[2] / "data"
KINDS = ("Contraindication", "Precaution", "Modification", "Left out")
CONDITION = "osteoporosis"
SETUP = """import pathlib
import stretchbook as sb
own = pathlib.Path("safety"); own.mkdir(exist_ok=True)
(own / "stretches.csv").write_text(
    "id,name,section,position,hold_s,sided,text_areas\\n"
    "pigeon,Pigeon <b>,hip,hands and knees,45,true,hip\\n")
picker = sb.Picker(sb.load_catalogue(own), minutes=60)"""


def test_what_is_avoided_changed_and_not_assessed_is_said(window):
    """A condition names each stretch left out, each change, and what was not assessed: word for word."""
    names = pd.read_csv(DATA / "stretches.csv").set_index("id")["name"]
    name = pd.read_csv(DATA / "conditions.csv").set_index("id").at[CONDITION, "name"]
    rows = pd.read_csv(DATA / "precautions.csv").query("condition == @CONDITION")
    assert set(rows["grade"]) == {"avoid", "modify"}
    assert not rows["qualifier"].fillna("").str.startswith(("if ", "with ")).any(), "none is a precaution"
    words = {"avoid": "Contraindication", "modify": "Modification"}
    wanted = {
        f"{words[row.grade]}{'' if pd.isna(row.qualifier) else f' ({row.qualifier})'}: "
        f"{names[row.stretch]}: {row.wording} [{name}]"
        for row in rows.itertuples()
    }
    wanted.add(f"Left out: Not assessed for {name}: Pigeon <b>")
    with opened(window, "safety.ipynb", SETUP, "picker") as notebook:
        picker = notebook.page.locator(".sb-picker")
        picker.get_by_text("I must be careful because of …").click()
        picker.get_by_label(name, exact=True).check()
        said = picker.locator("li", has_text=name)
        said.first.wait_for()
        assert {text for text in said.all_inner_texts() if text.startswith(KINDS)} == wanted
        notebook.check()
