"""The what-if laboratory: change one joint angle, see the figure and every muscle's length follow."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
import traitlets

from stretchbook.body.kinematics import full_pose
from stretchbook.body.motion import keyframes_of, limb_angles
from stretchbook.body.muscles import pose_lengths, tints
from stretchbook.catalogue import Catalogue, known_words
from stretchbook.pages.filling import fill
from stretchbook.widgets.angles import Angles
from stretchbook.widgets.bars import Bars, bar_rows, model_words
from stretchbook.widgets.curves import Curves
from stretchbook.widgets.figure import Figure, drawable

SLIDERS = {
    "hip_flexion": ("hip_flex", "hip flexion", -20, 120),
    "hip_abduction": ("hip_abd", "hip abduction", -30, 45),
    "hip_rotation": ("hip_er", "outward rotation", -40, 40),
    "knee_flexion": ("knee_flex", "knee flexion", 0, 140),
    "lumbar_flexion": ("lumbar_flex", "lumbar flexion", -20, 60),
}


class WhatIf(w.VBox):
    """Sliders for the joints of one leg or both, the figure, and the muscles as bars.

    Parameters
    ----------
    cat : Catalogue
        Whose held postures to start from.
    stretch : str
        Id of the first one.

    Attributes
    ----------
    stretch : str
        The posture to start from.
    leg : str
        "left", "right" or "both": which leg the sliders move; the bars show it (the left one for both).
    angles : Angles
        The sliders; ``angles.values`` are degrees by the names that `muscle_lengths` takes.
    curves : Curves
        Lengths of chosen muscles over the whole range of one joint, the posture's angle marked.
    lengths : pandas.DataFrame
        What ``pose_lengths`` says of the posture shown.
    """

    stretch = traitlets.Unicode()
    leg = traitlets.Enum(["left", "right", "both"], "both")

    def __init__(self, cat: Catalogue, stretch: str = "forward_fold") -> None:
        self._cat = cat
        self.figure = Figure(cat, stretch, controls=False, names=False)
        self.bars = Bars()
        self.curves = Curves(cat)
        self.angles = Angles({name: slider[1:] for name, slider in SLIDERS.items()})
        self._note = w.HTML()
        with_figure = cat.stretches[cat.stretches.index.isin(cat.keyframes["stretch"])]
        options = [(str(row["name"]), str(key)) for key, row in with_figure.iterrows()]
        poses = w.Dropdown(options=options, value=stretch, description="posture")
        legs = w.ToggleButtons(options=["left", "right", "both"], tooltips=["which leg the sliders move"] * 3)
        back = w.Button(description="Back to the held posture", icon="undo", layout=w.Layout(width="auto"))
        super().__init__()
        self.angles.observe(self._move, "values")
        w.link((poses, "value"), (self, "stretch"))
        w.link((self, "leg"), (legs, "value"))
        back.on_click(lambda _: self._start())
        wrap = w.Layout(flex_flow="row wrap")
        asked = cat.what_if[cat.what_if["stretch"].isin(with_figure.index)]
        questions = w.HBox([self._question(*row) for row in asked["question"].items()], layout=wrap)
        left = w.VBox([self.figure, self.angles, back], layout=w.Layout(flex="1 1 340px", min_width="0"))
        right = w.VBox([self.bars, self._note, self.curves], layout=w.Layout(flex="1 1 400px", min_width="0"))
        columns = w.HBox([left, right], layout=wrap)
        self.children = [w.HBox([poses, legs], layout=wrap), questions, columns]
        self.add_class("sb-whatif")

    def __repr__(self) -> str:
        return f"WhatIf: {self.stretch}, {self.leg}: {self.angles!r}"

    def ask(self, question: str) -> None:
        """Put a question of the table ``what_if``, by its id: go to its posture, then move one slider."""
        known_words("question", question, self._cat.what_if.index)
        asked = self._cat.what_if.loc[question]
        with self.hold_trait_notifications():
            self.stretch, self.leg = asked["stretch"], asked["leg"]
        self._start()
        self._set({asked["angle"]: asked["deg"]})

    def _question(self, question: str, text: str) -> w.Button:
        button = w.Button(description=f"{text}?", layout=w.Layout(width="auto"))
        button.on_click(lambda _: self.ask(question))
        return button

    @traitlets.validate("stretch")
    def _check(self, proposal: Mapping[str, Any]) -> str:
        return drawable(self._cat, proposal["value"])

    @traitlets.observe("stretch", "leg")
    def _start(self, _: Any = None) -> None:
        """Go back to the held posture of the stretch."""
        if not self.stretch:
            return
        held = next(step for step in keyframes_of(self._cat, self.stretch) if step.hold)
        self._base = full_pose(held.pose)
        if self.figure.stretch != self.stretch:
            self.figure.stretch = self.stretch
        self.figure.keyframe = held.number
        angles = limb_angles(self._base, self._side)
        self._set({name: round(angles[name]) for name in SLIDERS})

    @property
    def _side(self) -> str:
        return "left" if self.leg == "both" else self.leg

    def _set(self, angles: Mapping[str, float]) -> None:
        values = self.angles.values
        self.angles.values = {**values, **{name: round(deg) for name, deg in angles.items()}}
        if self.angles.values == values:  # nothing observed, and yet the posture may be another one
            self._move()

    def _move(self, _: Any = None) -> None:
        pose = {group: dict(angles) for group, angles in self._base.items()}
        legs = ("left", "right") if self.leg == "both" else (self.leg,)
        start = limb_angles(self._base, self._side)
        for name, (joint, _words, low, high) in SLIDERS.items():
            value = self.angles.values[name]
            if value == round(min(max(start[name], low), high)):
                continue  # untouched: keep the exact angle of the posture
            for group in ("core",) if name == "lumbar_flexion" else legs:
                pose[group][joint] = float(value)
        self.lengths = pose_lengths(pose)
        self.bars.rows = bar_rows(self._cat, pose, self._side, before=self._base)  # first: it is soon drawn
        self.figure.pose = pose
        self.curves.angles = dict(limb_angles(pose, self._side))
        self.figure.tint = tints(self.lengths, above=1)
        marks = f"The {self._side} side. Thin line: standing; dotted: the held posture; thick: now."
        lines = model_words(self._cat, pose, self._side)
        self._note.value = fill("said.html", text=marks, lines=lines)
