"""The lengths of chosen muscles over the whole range of one joint, the posture of now marked."""

from collections.abc import Mapping
from typing import Any

import anywidget
import ipywidgets as w
import traitlets

from stretchbook.body.muscle_curve import muscle_curve
from stretchbook.body.muscles import WITHHELD, joint_ranges, muscle_lengths
from stretchbook.catalogue import Catalogue
from stretchbook.widgets.join import styles, widget

JOINTS = {
    "hip flexion": "hip_flexion", "hip abduction": "hip_abduction",
    "outward rotation of the hip": "hip_rotation",
    "knee flexion": "knee_flexion", "dorsiflexion of the ankle": "ankle_dorsiflexion",
    "lumbar flexion": "lumbar_flexion", "lumbar rotation": "lumbar_rotation",
}  # fmt: skip


class CurveChart(anywidget.AnyWidget):
    """Lines over one angle, and their numbers as a file.

    Attributes
    ----------
    lines : list of dict
        ``name``, and ``values``: [angle, value] pairs.
    now : float
        The angle to mark.
    across, up : str
        Words for the two axes.
    """

    _esm = widget("forms/curves.js", "Curves")
    _css = styles("forms/curves.css")
    lines: traitlets.List[Any] = traitlets.List().tag(sync=True)
    now = traitlets.Float(0.0).tag(sync=True)
    across = traitlets.Unicode().tag(sync=True)
    up = traitlets.Unicode().tag(sync=True)


class Curves(w.VBox):
    """Choose muscles and a joint; the other joints are as they are set.

    Parameters
    ----------
    cat : Catalogue
        Gives the names.

    Attributes
    ----------
    muscles : tuple of str
        Ids of the muscles shown.
    joint : str
        One of the angles of `muscle_lengths`.
    moment_arm : bool
        Whether the moment arm is shown in place of the length.
    angles : dict of str to float
        All angles of the posture, degrees.
    """

    muscles = traitlets.Tuple(("hamstrings", "gluteus_maximus"))
    joint = traitlets.Enum(list(JOINTS.values()), "hip_flexion")
    moment_arm = traitlets.Bool(False)
    angles = traitlets.Dict()

    def __init__(self, cat: Catalogue) -> None:
        names = cat.muscles["name"]
        known = [str(name) for name in muscle_lengths().index if name not in WITHHELD]
        self._names = {name: str(names.get(name, name)) for name in known}
        self.chart = CurveChart()
        super().__init__()
        muscles = w.SelectMultiple(
            options=[(words, name) for name, words in self._names.items()], rows=6, description="muscles"
        )
        joint = w.Dropdown(options=list(JOINTS.items()), description="over")
        arm = w.Checkbox(description="moment arm in place of length", indent=False)
        w.link((self, "muscles"), (muscles, "value"))
        w.link((self, "joint"), (joint, "value"))
        w.link((self, "moment_arm"), (arm, "value"))
        choices = w.HBox([muscles, w.VBox([joint, arm])], layout=w.Layout(flex_flow="row wrap"))
        self.children = [choices, self.chart]
        self._draw()

    def __repr__(self) -> str:
        return f"Curves: {', '.join(self.muscles)} over {self.joint}"

    @traitlets.validate("muscles")
    def _check(self, proposal: Mapping[str, Any]) -> tuple[str, ...]:
        if unknown := [name for name in proposal["value"] if name not in self._names]:
            raise traitlets.TraitError(f"There are no numbers for {unknown[0]!r}.")
        return tuple(proposal["value"])

    @traitlets.observe("muscles", "joint", "moment_arm", "angles")
    def _draw(self, _: Any = None) -> None:
        if not self.children:
            return
        column = "moment_arm" if self.moment_arm else "percent"
        lines = []
        for muscle in self.muscles:
            curve = muscle_curve(muscle, self.joint, moment_arm=self.moment_arm, **self.angles)
            values = curve[["angle", column]].round(2).to_numpy().tolist()
            lines.append({"name": self._names[muscle], "values": values})
        low, high = joint_ranges()[self.joint]
        words = next(words for words, joint in JOINTS.items() if joint == self.joint)
        with self.chart.hold_sync():
            self.chart.lines = lines
            self.chart.now = min(max(float(self.angles.get(self.joint, 0.0)), low), high)
            self.chart.across = f"{words}, degrees"
            self.chart.up = "moment arm, cm" if self.moment_arm else "length, % of standing"
