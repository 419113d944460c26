"""Figure, tables, grades and words speak of the same things: here they are held against one another."""

import json
import re

import pytest
from textbook import STRETCHES

import stretchbook as sb
from stretchbook import paths
from stretchbook.body.compare import compare_pose
from stretchbook.catalogue.schema import TABLES
from stretchbook.progress.limits import detectable_change

ROUNDED = 40.0
"""Degrees of lumbar flexion from which a posture is called a rounded one."""

BACK = ("erector_spinae", "multifidi")


@pytest.mark.parametrize("stretch", STRETCHES)
def test_rounded_back_is_rated_and_graded_as_rounded(stretch, rows, hold):
    """Lumbar flexion of the figure, role of the back muscles and the grade for osteoporosis go together.

    The twist is the exception that its row names: it is turned, not rounded.
    """
    flexed = hold[stretch]["both", "lumbar_flex"]
    roles = {r.muscle: r.role for r in rows["stretch_muscles"] if r.stretch == stretch}
    grade = {r.stretch: r for r in rows["precautions"] if r.condition == "osteoporosis"}.get(stretch)
    turned = abs(hold[stretch]["both", "thor_rot"]) > 20
    for muscle in BACK:
        assert (roles.get(muscle) == "primary") == (flexed >= ROUNDED or turned), (muscle, flexed)
        assert (muscle in roles) == (flexed >= 10 or turned), (muscle, flexed)
    assert (grade is not None and grade.grade == "avoid") == (flexed >= ROUNDED or turned), flexed
    assert (grade is None) == (flexed < 10 and not turned), flexed
    if turned:
        assert "turning" in grade.qualifier


WORDS = [
    (r"low back still bends \(about (\d+) degrees", [("lumbar_flex", 1)]),
    (r"lumbar spine[^.]*?\(about (-?\d+) degrees\)", [("lumbar_flex", 1)]),
    (r"hips? (?:is|are) (?:deeply )?flexed \(about (\d+) degrees\)", [("hip_flex", 1)]),
    (r"and flexed \(about (\d+) degrees\)", [("hip_flex", 1)]),
    (r"hip is (?:also )?extended (?:only )?\(?about (\d+) degrees", [("hip_flex", -1)]),
    (r"hips are (?:flexed and )?abducted \(about (\d+) degrees\)", [("hip_abd", 1)]),
    (r"abduction \(about (\d+) degrees\)", [("hip_abd", 1)]),
    (r"adducted \(about (\d+) degrees\)", [("hip_abd", -1)]),
    (r"knees? (?:is |are )?(?:bent |fully bent )?\(about (\d+) degrees\)", [("knee_flex", 1)]),
    (r"knees bend about (\d+) degrees", [("knee_flex", 1)]),
    (r"overhead \(about (\d+) degrees", [("sh_flex", 1)]),
    (r"outward rotation \(about (\d+) degrees\)", [("hip_er", 1)]),
    (r"hips turn in (?:a little )?\(about (\d+) degrees", [("hip_er", -1)]),
    (r"knees go apart|on the figure they do \(about (\d+) degrees", [("hip_abd", 1)]),
    (r"about (\d+) degrees in the lumbar", [("lumbar_rot", 1)]),
    (r"and (\d+) in the thoracic", [("thor_rot", 1)]),
]  # fmt: skip


def test_numbers_in_sentences_come_from_the_figure(rows, hold):
    """Every "about N degrees" of a reason or an addition is an angle of the held posture, to a degree."""
    checked = 0
    for row in [*rows["stretch_muscles"], *rows["added"]]:
        text = getattr(row, "why", None) or row.added_text
        said = {int(number) for number in re.findall(r"about (-?\d+) degrees", text)}
        for pattern, joints in WORDS:
            for found in re.finditer(pattern, text):
                number = next((int(group) for group in found.groups() if group), None)
                if number is None:
                    continue
                angles = [
                    sign * deg
                    for joint, sign in joints
                    for (_, at), deg in hold[row.stretch].items()
                    if at == joint
                ]
                assert min(abs(number - angle) for angle in angles) <= 1, (row.stretch, found[0], angles)
                said.discard(number)
                checked += 1
        if "trunk leans" not in text:
            assert not said, (row.stretch, text)
    assert checked > 25


def test_measures_follow_their_error(rows):
    """Where a row has an error, its note says the number that the formula gives of it."""
    for row in rows["measures"]:
        if row.sem:
            limit = detectable_change(row.sem, (row.detectable_level or 95) / 100)
            assert f"{limit:.1f}" in row.note, (row.id, limit)
        assert "minimal important change is known" not in (row.note or "")


def test_identifiers_have_their_form(cells):
    """A DOI begins with 10. and has no address and no full stop round it; a PubMed id is a number."""
    for row in cells["sources"]:
        if row["doi"]:
            assert re.fullmatch(r"10\.\d{4,9}/[^\s]+[^\s.,;]", row["doi"]), row["key"]
        if row["pmid"]:
            assert re.fullmatch(r"[1-9]\d{5,7}", row["pmid"]), row["key"]
        if row["url"]:
            assert re.fullmatch(r"https://[^\s]+", row["url"]), row["key"]


def test_every_source_is_used(cells):
    """Every source stands in a column or is named in a sentence of another row."""
    for row in cells["sources"]:
        key = row["key"]
        named = any(
            key == cell if column.endswith("source") else re.search(rf"\b{key}\b", cell)
            for name, table in cells.items()
            for other in table
            if not (name == "sources" and other["key"] == key)
            for column, cell in other.items()
        )
        assert named, key


def test_sources_named_in_sentences_are_there(cells):
    """Whatever looks like a source's key in a sentence is one."""
    keys = {row["key"] for row in cells["sources"]}
    for name in set(TABLES) - {"steps", "keyframe_angles"}:
        for row in cells[name]:
            for cell in row.values():
                for word in re.findall(r"\b[a-z]+(?:_[a-z]+)?(?:19|20)\d\d\b", cell):
                    assert word in keys, (name, word)


def test_red_flags_have_two_levels_and_say_where_to_go(rows):
    """Emergency first, then the doctor; each begins with what to do; what was missing is there."""
    kinds = [row.kind for row in rows["safety"] if row.kind in ("red_flag", "tell_first")]
    assert kinds == sorted(kinds, key=["red_flag", "tell_first"].index)
    first = {kind: next(r.text for r in rows["safety"] if r.kind == kind) for kind in set(kinds)}
    assert first["red_flag"].startswith("Do not stretch. Emergency department or ambulance, now")
    assert first["tell_first"].startswith("Do not stretch before a doctor has seen you")
    emergency = " ".join(r.text for r in rows["safety"] if r.kind == "red_flag")
    urgent = " ".join(r.text for r in rows["safety"] if r.kind == "tell_first")
    for sign in ("between the legs", "urine", "stool", "sex", "both legs", "accident", "hot hip"):
        assert sign in emergency, sign
    for sign in (
        "one leg",
        "foot that drops",
        "without fever",
        "diabetes",
        "injected",
        "small bump",
        "cancer",
    ):
        assert sign in urgent, sign
    assert all(len(row.text) <= 140 for row in rows["safety"] if row.kind in ("red_flag", "tell_first"))


def test_signs_and_red_flags_agree(rows):
    """A sign of a level is said in the words of that level."""
    words = {
        "emergency": " ".join(r.text for r in rows["safety"] if r.kind == "red_flag"),
        "urgent": " ".join(r.text for r in rows["safety"] if r.kind == "tell_first"),
    }
    telling = {
        "saddle_numb": "numbness", "saddle_tingle": "tingling", "bladder_start": "urine",
        "bowel_control": "stool", "both_legs_pain": "both legs", "both_legs_weak": "both legs",
        "sexual_function": "sex", "serious_accident": "accident", "bladder_feeling": "urine",
        "hip_no_weight": "cannot take your weight", "hip_hot": "hot hip", "one_leg_weaker": "one leg",
        "fever": "fever", "infection_no_fever": "without fever", "injected_drugs": "injected",
        "weight_loss": "weight loss", "cancer_before": "cancer", "night_pain": "night",
        "minor_fall_steroids": "steroids", "changed_shape": "shape",
    }  # fmt: skip
    flags = {row.id: row.level for row in rows["signs"] if row.level != "none"}
    assert telling.keys() == flags.keys()
    for sign, level in flags.items():
        assert telling[sign] in words[level], sign


def lesson(name):
    """The prose of a notebook."""
    cells_ = json.loads((paths.notebooks_folder() / name).read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells_ if cell["cell_type"] == "markdown")


def test_lesson_says_what_the_rows_say(rows):
    """What Explore says of claims that anatomy does not support fits the number of such rows."""
    unsupported = [r for r in rows["stretch_muscles"] if r.text_claim and not r.analysis_supports]
    assert {r.role for r in unsupported} == {"not lengthened"}
    assert "others work" not in lesson("1_explore.ipynb")


def test_claims_about_precautions_and_work_fit_the_rows(rows):
    """Explore says what osteoporosis leaves out, and which of two cards is work: so do the tables."""
    said = lesson("1_explore.ipynb")
    left_out = {r.stretch for r in rows["precautions"] if (r.condition, r.grade) == ("osteoporosis", "avoid")}
    assert "with them every stretch under the article's heading *lower back*" in said
    assert left_out == {row.id for row in rows["stretches"] if row.section == "lower back"}
    assert "both part the thighs; only one of them is work" in said
    working = {row.stretch for row in rows["stretch_muscles"] if row.role == "working"}
    assert working & {"happy_baby", "adductor_opener"} == {"adductor_opener"}


def test_unsupported_claims_are_not_lengthened_by_the_model(rows):
    """Where the table says that a claim is not supported, the model says at most "hardly longer"."""
    cat = sb.load_catalogue()
    for row in rows["stretch_muscles"]:
        if row.role == "not lengthened":
            found = compare_pose(cat, row.stretch).query("muscle == @row.muscle and role == @row.role")
            assert set(found["verdict"]) <= {"model: hardly longer", "model: shorter"}, row


def test_cases_are_what_a_course_needs(rows):
    """Twelve people or more, of all ages; two with red flags, one of them without a classic sign."""
    cases, level = rows["cases"], {row.id: row.level for row in rows["signs"]}
    assert len(cases) >= 12
    assert min(row.age for row in cases) < 25
    assert max(row.age for row in cases) > 65
    needed = {"pregnancy", "osteoporosis", "disc_leg_pain", "eased_by_bending", "hypermobility"}
    assert needed <= {condition for row in cases for condition in row.conditions}
    assert any("hip_replacement" in c for row in cases for c in row.conditions)
    assert any(not row.conditions and all(level[s] == "none" for s in row.signs) for row in cases)
    flagged = [row for row in cases if any(level[sign] != "none" for sign in row.signs)]
    assert {max(level[sign] for sign in row.signs if level[sign] != "none") for row in flagged} == {
        "emergency", "urgent",
    }  # fmt: skip
    points = {(row.case, row.step) for row in rows["case_points"]}
    for row in cases:
        for step in ("ask", "refer") if row in flagged else ("ask", "irritability", "explain"):
            assert (row.id, step) in points, (row.id, step)
        assert (row.irritability is None) == (row in flagged)
