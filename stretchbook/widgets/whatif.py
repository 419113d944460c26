"""The what-if laboratory: change one joint angle, see the figure and every muscle's length follow."""

from collections.abc import Mapping
from typing import Any

import anywidget
import ipywidgets as w
import pandas as pd
import traitlets

from stretchbook.body.kinematics import full_pose
from stretchbook.body.motion import keyframes_of, limb_angles
from stretchbook.body.muscles import WITHHELD, clamped, muscle_lengths, pose_lengths, tints
from stretchbook.catalogue import Catalogue
from stretchbook.widgets import _HERE
from stretchbook.widgets.figure import Figure

SLIDERS = {
    "hip_flexion": ("hip_flex", "hip flexion", -20, 120),
    "hip_abduction": ("hip_abd", "hip abduction", -30, 45),
    "hip_rotation": ("hip_er", "outward rotation", -40, 40),
    "knee_flexion": ("knee_flex", "knee flexion", 0, 140),
    "lumbar_flexion": ("lumbar_flex", "lumbar flexion", -20, 60),
}

QUESTIONS = {
    "Straighten the knees in the fold": ("forward_fold", "both", {"knee_flexion": 0}),
    "Bend the back knee in the lunge": ("runners_lunge", "right", {"knee_flexion": 100}),
    "Open the thighs wider in the squat": ("adductor_opener", "both", {"hip_abduction": 45}),
    "Close the thighs in the squat": ("adductor_opener", "both", {"hip_abduction": 15}),
    "Cross the top leg further in the twist": ("seated_twist", "left", {"hip_abduction": -28}),
}


class Bars(anywidget.AnyWidget):
    """Muscles as rows: where each stands between its shortest and its longest length.

    Attributes
    ----------
    rows : list of dict
        ``name``; ``percent`` of standing length; ``place``, ``standing`` and ``before``: positions in the
        range, 0 to 100, now, standing and before the change; ``place`` None: numbers are not shown.
    """

    _esm = _HERE / "bars.js"
    _css = _HERE / "bars.css"
    rows: traitlets.List[Any] = traitlets.List().tag(sync=True)


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
    sliders : dict of str to ipywidgets.IntSlider
        By the names that `muscle_lengths` takes.
    lengths : pandas.DataFrame
        What `pose_lengths` says of the posture shown.
    """

    stretch = traitlets.Unicode()
    leg = traitlets.Enum(["left", "right", "both"], "both")

    def __init__(self, cat: Catalogue, stretch: str = "forward_fold") -> None:
        self._cat, self._busy = cat, False
        self.figure = Figure(cat, stretch, controls=False, names=False)
        self.bars = Bars()
        self.sliders = {
            name: w.IntSlider(
                0, low, high, description=f"{words}, °", style={"description_width": "11em"},
                layout=w.Layout(width="auto"),
            )
            for name, (_, words, low, high) in SLIDERS.items()
        }  # fmt: skip
        self._note = w.HTML()
        with_figure = cat.stretches[cat.stretches.index.isin(cat.keyframes["stretch"])]
        options = [(str(row["name"]), str(key)) for key, row in with_figure.iterrows()]
        poses = w.Dropdown(options=options, value=stretch, description="posture")
        legs = w.ToggleButtons(options=["left", "right", "both"], tooltips=["which leg the sliders move"] * 3)
        back = w.Button(description="Back to the held posture", icon="undo", layout=w.Layout(width="auto"))
        super().__init__()
        w.link((poses, "value"), (self, "stretch"))
        w.link((self, "leg"), (legs, "value"))
        for slider in self.sliders.values():
            slider.observe(self._move, "value")
        back.on_click(lambda _: self._start())
        wrap = w.Layout(flex_flow="row wrap")
        questions = w.HBox([self._question(text) for text in QUESTIONS], layout=wrap)
        left = w.VBox([self.figure, *self.sliders.values(), back], layout=w.Layout(flex="1 1 340px"))
        right = w.VBox([self.bars, self._note], layout=w.Layout(flex="1 1 400px"))
        columns = w.HBox([left, right], layout=wrap)
        self.children = [w.HBox([poses, legs], layout=wrap), questions, columns]
        self.add_class("sb-whatif")

    def __repr__(self) -> str:
        set_to = ", ".join(f"{name} {slider.value}" for name, slider in self.sliders.items())
        return f"WhatIf: {self.stretch}, {self.leg}: {set_to}"

    def ask(self, question: str) -> None:
        """Put one of `QUESTIONS`: go to its posture, then move the sliders as it says."""
        stretch, leg, changes = QUESTIONS[question]
        with self.hold_trait_notifications():
            self.stretch, self.leg = stretch, leg
        self._start()
        self._set(changes)

    def _question(self, text: str) -> w.Button:
        button = w.Button(description=f"{text}?", layout=w.Layout(width="auto"))
        button.on_click(lambda _: self.ask(text))
        return button

    @traitlets.validate("stretch")
    def _check(self, proposal: Mapping[str, Any]) -> str:
        known = set(self._cat.keyframes["stretch"])
        if proposal["value"] not in known:
            names = ", ".join(sorted(known))
            raise traitlets.TraitError(f"There is no figure of {proposal['value']!r}, only of {names}.")
        return str(proposal["value"])

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
        self._busy = True
        for name, deg in angles.items():
            self.sliders[name].value = int(deg)
        self._busy = False
        self._move()

    def _move(self, _: Any = None) -> None:
        if self._busy:
            return
        pose = {group: dict(angles) for group, angles in self._base.items()}
        legs = ("left", "right") if self.leg == "both" else (self.leg,)
        start = limb_angles(self._base, self._side)
        for name, (joint, _words, low, high) in SLIDERS.items():
            value = self.sliders[name].value
            if value == round(min(max(start[name], low), high)):
                continue  # untouched: keep the exact angle of the posture
            for group in ("core",) if name == "lumbar_flexion" else legs:
                pose[group][joint] = float(value)
        self.lengths = pose_lengths(pose)
        self.figure.pose = pose
        self.figure.tint = tints(self.lengths, above=1)
        self.bars.rows = self._rows()
        self._note.value = self._words(pose)

    def _rows(self) -> list[dict[str, Any]]:
        now, standing = self.lengths.loc[self._side], muscle_lengths()["range_position"]
        before = pose_lengths(self._base).loc[self._side, "range_position"]
        names = self._cat.muscles["name"]
        return [
            {
                "name": str(names.get(muscle, muscle)),
                "percent": None if pd.isna(percent) else round(float(percent)),
                "place": None if pd.isna(place) else round(float(place)),
                "standing": None if pd.isna(place) else round(float(standing[muscle])),
                "before": None if pd.isna(place) else round(float(before[muscle])),
            }
            for muscle, percent, place in now.itertuples()
        ]

    def _words(self, pose: Any) -> str:
        beyond = clamped(**limb_angles(pose, self._side))
        edges = "".join(
            f"<br>{name.replace('_', ' ').capitalize()} is read at {deg:g}°, where the model ends."
            for name, deg in beyond.items()
        )
        names = ", ".join(str(self._cat.muscles["name"].get(key, key)) for key in WITHHELD)
        return (
            f"<p>The {self._side} side. Thin line: standing; dotted: the held posture; thick: now. "
            "One generic adult model (MyoLegs and MyoTorso of myo-sim): a length is not a felt stretch, "
            "nor a benefit."
            f"{edges}<br>No numbers for: {names}.</p>"
        )
