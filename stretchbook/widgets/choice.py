"""The choice of stretches: pain areas, positions, muscles, and what one must be careful of."""

from typing import Any

import ipywidgets as w
import traitlets

from stretchbook.catalogue import Catalogue, known_words
from stretchbook.pages.filling import fill
from stretchbook.widgets.keeper import Keeper


def checked(cat: Catalogue, trait: str, value: tuple[str, ...]) -> tuple[str, ...]:
    """The words ticked for a trait of `Choice`; an unknown one is a TraitError that names the known ones."""
    kinds = {
        "areas": ("area", cat.areas.index), "positions": ("position", cat.positions.index),
        "muscles": ("muscle", cat.muscles.index), "avoid": ("condition", cat.conditions.index),
    }  # fmt: skip
    kind, known = kinds[trait]
    try:
        return tuple(known_words(kind, value, known))
    except ValueError as error:
        raise traitlets.TraitError(str(error)) from None


class Choice(w.VBox):
    """Controls that choose stretches from a catalogue; nothing ticked means no limit.

    Parameters
    ----------
    cat : Catalogue
        Where to choose from.

    Attributes
    ----------
    areas, positions, muscles, avoid : tuple of str
        What is ticked, in the words that `Catalogue.choose` takes.
    stretches : tuple of str
        Ids of the stretches that fit.
    """

    areas = traitlets.Tuple()
    positions = traitlets.Tuple()
    muscles = traitlets.Tuple()
    avoid = traitlets.Tuple()
    stretches = traitlets.Tuple()

    def __init__(self, cat: Catalogue) -> None:
        self.cat = cat
        muscles = [
            (row.name_, row.Index) for row in cat.muscles.rename(columns={"name": "name_"}).itertuples()
        ]
        conditions = [(name, key) for key, name in cat.conditions["name"].items()]
        more = w.Accordion(
            [
                self._boxes("avoid", conditions),
                self._boxes("positions", [(position, position) for position in cat.positions.index]),
                self._muscle_list(muscles),
            ],
            titles=("I must be careful because of …", "Starting position", "Muscles"),
        )
        areas = self._boxes("areas", [(area, area) for area in cat.areas.index])
        areas.layout = w.Layout(flex_flow="row wrap")
        super().__init__(
            [w.HTML(fill("said.html", lead="Where does it hurt?", text="", line=True)), areas, more, Keeper()]
        )
        self.add_class("sb-choice")
        self._choose()

    def _boxes(self, trait: str, options: list[tuple[str, str]]) -> w.Box:
        boxes = [
            w.Checkbox(description=label, indent=False, layout=w.Layout(width="auto")) for label, _ in options
        ]

        def gather(_: Any) -> None:
            pairs = zip(boxes, options, strict=True)
            setattr(self, trait, tuple(key for box, (_, key) in pairs if box.value))

        def tick(change: Any) -> None:
            for box, (_, key) in zip(boxes, options, strict=True):
                box.value = key in change["new"]

        for box in boxes:
            box.observe(gather, "value")
        self.observe(tick, trait)
        return w.Box(boxes, layout=w.Layout(flex_flow="column", align_items="flex-start"))

    def _muscle_list(self, options: list[tuple[str, str]]) -> w.VBox:
        chosen = w.SelectMultiple(options=options, rows=8, layout=w.Layout(width="auto"))
        w.link((self, "muscles"), (chosen, "value"))
        clear = w.Button(description="Any muscle", layout=w.Layout(width="auto"))
        clear.on_click(lambda _: setattr(self, "muscles", ()))
        hint = w.HTML("Stretches that lengthen one of these (Ctrl or Shift for several):")
        return w.VBox([hint, chosen, clear])

    @traitlets.validate("areas", "positions", "muscles", "avoid")
    def _check(self, proposal: Any) -> tuple[str, ...]:
        return checked(self.cat, proposal["trait"].name, proposal["value"])

    @traitlets.observe("areas", "positions", "muscles", "avoid")
    def _choose(self, _: Any = None) -> None:
        chosen = self.cat.choose(self.areas, self.muscles, self.positions, self.avoid)
        self.stretches = tuple(chosen.index)
