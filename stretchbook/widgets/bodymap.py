"""The body map: pain areas and muscles picked on the figure itself, front and back."""

from typing import Any

import anywidget
import pandas as pd
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.widgets.choice import checked
from stretchbook.widgets.join import styles, widget


class BodyMap(anywidget.AnyWidget):
    """A standing figure to pick on, with the same choice as a plain list beside it.

    The list has every area and muscle of the catalogue, also those that the figure does not show.

    Parameters
    ----------
    cat : Catalogue
        Whose muscles to name.
    picker : Picker, optional
        A picker (or a choice) that this map drives and follows.

    Attributes
    ----------
    areas : tuple of str
        Pain areas picked, in the words of `Catalogue.choose`.
    muscles : tuple of str
        Muscle ids picked.
    stretches : tuple of str
        Ids of the stretches that fit what is picked.
    """

    _esm = widget("figure/bodymap.js", "BodyMap")
    _css = styles("figure/figure.css", "figure/bodymap.css")
    areas = traitlets.Tuple().tag(sync=True)
    muscles = traitlets.Tuple().tag(sync=True)
    stretches = traitlets.Tuple()
    fitting = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    _known_areas: traitlets.List[str] = traitlets.List().tag(sync=True)

    def __init__(self, cat: Catalogue, picker: Any = None) -> None:
        self._cat = cat
        labels = {str(key): str(name) for key, name in cat.muscles["name"].items()}
        fitting = self._words(cat.stretches)
        super().__init__(labels=labels, _known_areas=list(cat.areas.index), fitting=fitting)
        self.stretches = tuple(cat.stretches.index)
        if picker is not None:
            choice = getattr(picker, "choice", picker)
            for name in ("areas", "muscles"):
                traitlets.link((choice, name), (self, name))

    @traitlets.observe("areas", "muscles")
    def _fit(self, _: Any = None) -> None:
        found = self._cat.choose(areas=list(self.areas), muscles=list(self.muscles))
        self.stretches = tuple(found.index)
        self.fitting = self._words(found)

    @staticmethod
    def _words(found: pd.DataFrame) -> str:
        return f"Fits: {', '.join(found['name']) or 'no stretch'}."

    def __repr__(self) -> str:
        return f"BodyMap: {', '.join([*self.areas, *self.muscles]) or 'nothing picked'}"

    @traitlets.validate("areas", "muscles")
    def _check(self, proposal: Any) -> tuple[str, ...]:
        return checked(self._cat, proposal["trait"].name, proposal["value"])
