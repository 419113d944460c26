"""Easier and harder forms: their contacts, their words against the muscle lengths, and the figure of them."""

from dataclasses import replace

import pandas as pd
import pytest
import traitlets

import stretchbook as sb
from stretchbook.body.forms import forms_of
from stretchbook.body.kinematics import out_of_range, place_body
from stretchbook.body.motion import anchor_of
from stretchbook.words import muscle_sides

NEAR = 0.025  # of body height

FLOOR = {
    ("forward_fold", "easier"): ["footL", "footR"],
    ("forward_fold", "harder"): ["footL", "footR", "handL", "handR"],
    ("seated_twist", "easier"): ["pelvis", "footL", "footR", "handL"],
    ("seated_twist", "harder"): ["pelvis", "footL", "footR", "shankR", "handL"],
    ("childs_pose", "easier"): ["shankL", "shankR", "footL", "footR", "handL", "handR"],
    ("childs_pose", "harder"): ["shankL", "shankR", "footL", "footR", "handL", "handR", "head"],
    ("happy_baby", "easier"): ["head", "torso", "pelvis", "footR"],
    ("happy_baby", "harder"): ["head", "torso", "pelvis"],
    ("runners_lunge", "easier"): ["footL", "shankR", "footR"],
    ("runners_lunge", "harder"): ["footL", "shankR", "footR"],
    ("adductor_opener", "easier"): ["footL", "footR"],
    ("adductor_opener", "harder"): ["footL", "footR"],
}

# What the words of a form say of a muscle and side: 1 longer than in the hold, -1 shorter, 0 alike.
SAID = {
    ("forward_fold", "easier"): [("erector_spinae", "left", -1), ("gluteus_maximus", "left", -1)],
    ("forward_fold", "harder"): [("hamstrings", "left", 1), ("erector_spinae", "left", -1)],
    ("seated_twist", "easier"): [("piriformis", "left", -1), ("hamstrings", "right", 1)],
    ("childs_pose", "easier"): [("erector_spinae", "left", -1)],
    ("happy_baby", "easier"): [("adductor_longus_brevis", "left", -1), ("hamstrings", "left", -1)],
    ("happy_baby", "harder"): [("hamstrings", "left", 1)],
    ("runners_lunge", "easier"): [("erector_spinae", "left", -1), ("iliopsoas", "right", -1)],
    ("runners_lunge", "harder"): [("iliopsoas", "right", 0), ("erector_spinae", "left", -1)],
    ("adductor_opener", "easier"): [("adductor_magnus", "left", -1), ("adductor_longus_brevis", "left", -1)],
    ("adductor_opener", "harder"): [("adductor_magnus", "left", 1)],
}  # fmt: skip


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


def test_each_stretch_has_both_forms(cat):
    """Six easier and six harder ones, each with words and joint angles."""
    known = {(row.stretch, row.form) for row in cat.forms.itertuples()}
    assert known == {(row.stretch, row.form) for row in cat.form_angles.itertuples()} == FLOOR.keys()


@pytest.mark.parametrize(("stretch", "form"), FLOOR)
def test_forms_can_be_held(cat, stretch, form):
    """Joints stay in range, and what bears weight or lies down meets the floor."""
    pose = forms_of(cat, stretch)[form].pose
    assert out_of_range(pose) == []
    body = place_body(pose, anchor_of(cat, stretch))
    for part in FLOOR[stretch, form]:
        assert abs(body.lowest(part)) <= NEAR, (part, body.lowest(part))


@pytest.mark.parametrize(("stretch", "form"), SAID)
def test_words_of_a_form_follow_from_its_angles(cat, stretch, form):
    """What its text says of a muscle is what the lengths say; "alike" is within half a percent."""
    lengths = sb.form_lengths(cat, stretch).set_index(["muscle", "body_side"])
    for muscle, side, said in SAID[stretch, form]:
        row = lengths.loc[(muscle, side)]
        change = row[form] - row["held"]
        assert (abs(change) <= 0.5) if said == 0 else change * said > 0.5, (muscle, side, change)


def test_an_easier_form_asks_less(cat):
    """No easier form lengthens a primary muscle more than the hold does, but for what a shorter step costs.

    In the lunge it bends the back knee further: rectus femoris keeps its length within 1.5 percent.
    """
    for stretch in cat.stretches.index:
        lengths = sb.form_lengths(cat, stretch).set_index(["muscle", "body_side"])
        for row in cat.stretch_muscles.query("stretch == @stretch and role == 'primary'").itertuples():
            for side in muscle_sides(row.side_rule, "left"):
                if (row.muscle, side) in lengths.index:
                    found = lengths.loc[(row.muscle, side)]
                    assert found["easier"] <= found["held"] + 1.5, (stretch, row.muscle, side)


def test_the_other_side_is_the_mirror_image(cat):
    """Held on the right, each muscle has what the other side has when held on the left."""
    left = sb.form_lengths(cat, "runners_lunge").set_index(["muscle", "body_side"])
    right = sb.form_lengths(cat, "runners_lunge", "right").set_index(["muscle", "body_side"])
    swapped = right.rename(index={"left": "right", "right": "left"}, level=1).sort_index()
    pd.testing.assert_frame_equal(left.sort_index(), swapped)


def test_figure_opens_at_the_form(cat):
    """The steps are the three forms with their names and lengths; the hold stands between them."""
    figure = sb.Figure(cat, "runners_lunge", form="harder")
    assert figure.keyframe == 2
    assert [caption.split(":")[0] for caption in figure.captions] == ["easier", "as the hold is", "harder"]
    assert len(figure.lengths) == len(figure.data["steps"]) == 3
    spine = [lengths["erector_spinae left"][0] for lengths in figure.lengths]
    assert spine[2] < spine[0] < spine[1]
    figure.form = "easier"
    assert figure.keyframe == 0
    figure.form = None
    assert len(figure.captions) == 4
    with pytest.raises(traitlets.TraitError):
        figure.keyframe = 4


def test_a_stretch_without_forms_says_so(cat):
    """A stretch whose forms are not known has the hold alone, and asking for one is a sentence."""
    bare = replace(cat, form_angles=cat.form_angles.head(0))
    assert list(forms_of(bare, "happy_baby")) == ["held"]
    assert list(sb.form_lengths(bare, "happy_baby").columns) == ["muscle", "body_side", "held"]
    with pytest.raises(traitlets.TraitError, match="no easier form of 'happy_baby'"):
        sb.Figure(bare, "happy_baby", form="easier")
