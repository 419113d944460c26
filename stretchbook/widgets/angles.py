"""Sliders for joint angles, each with its name and its degrees."""

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from stretchbook.widgets.join import styles, widget


class Angles(anywidget.AnyWidget):
    """One slider for each joint angle.

    Parameters
    ----------
    sliders : mapping of str to (str, int, int)
        For each angle its words, its least and its greatest value, degrees.

    Attributes
    ----------
    values : dict of str to int
        Degrees by angle; a value beyond a slider's end is set to that end.
    """

    _esm = widget("forms/angles.js", "Angles")
    _css = styles("forms/angles.css")
    values = traitlets.Dict(value_trait=traitlets.Int()).tag(sync=True)
    _sliders = traitlets.Dict().tag(sync=True)

    def __init__(self, sliders: Mapping[str, tuple[str, int, int]]) -> None:
        given = {name: list(slider) for name, slider in sliders.items()}
        super().__init__(_sliders=given, values=dict.fromkeys(given, 0))

    def __repr__(self) -> str:
        return ", ".join(f"{name} {deg}" for name, deg in self.values.items())

    @traitlets.validate("values")
    def _within(self, proposal: Mapping[str, Any]) -> dict[str, int]:
        return {
            name: min(max(int(proposal["value"].get(name, self.values.get(name, 0))), low), high)
            for name, (_, low, high) in self._sliders.items()
        }
