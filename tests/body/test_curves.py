"""The curves of the laboratory follow the posture, and give the numbers of `muscle_curve`."""

import pytest
from traitlets import TraitError

import stretchbook as sb
from stretchbook.widgets.curves import Curves
from stretchbook.widgets.whatif import WhatIf


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


def test_lines_are_those_of_the_curve(cat):
    """Each chosen muscle has a line over the whole range, and the angle of now is marked within it."""
    curves = Curves(cat)
    curves.angles = {"hip_flexion": 30.0, "knee_flexion": 155.0}
    curves.muscles = ("rectus_femoris",)
    curves.joint = "knee_flexion"
    (line,) = curves.chart.lines
    expected = sb.muscle_curve("rectus_femoris", "knee_flexion", hip_flexion=30)
    assert line["values"] == expected[["angle", "percent"]].round(2).to_numpy().tolist()
    assert curves.chart.now == 140, "the table ends there"
    curves.moment_arm = True
    assert curves.chart.up == "moment arm, cm"
    assert max(value for _, value in curves.chart.lines[0]["values"]) < 0, "it straightens the knee"
    with pytest.raises(TraitError, match="no numbers for 'vasti'"):
        curves.muscles = ("vasti",)


def test_curves_follow_the_sliders(cat):
    """What if the hip is flexed less: the mark moves, and so does the curve over the knee."""
    lab = WhatIf(cat, "forward_fold")
    lab.angles.values = {**lab.angles.values, "hip_flexion": 40}
    assert lab.curves.chart.now == 40
    lab.curves.joint = "knee_flexion"
    before = lab.curves.chart.lines
    lab.angles.values = {**lab.angles.values, "hip_flexion": 80}
    assert lab.curves.chart.lines != before
