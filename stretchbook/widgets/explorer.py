"""The explorer: search and filter the catalogue, read one stretch as a card."""

from typing import Any

import ipywidgets as w
import traitlets

from stretchbook import pages
from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.widgets.choice import Choice
from stretchbook.words import count

NOTHING = ": search for less, or untick something"


class Explorer(w.VBox):
    """A table of stretches to search and filter; picking one shows its card.

    Parameters
    ----------
    cat : Catalogue
        What to explore.

    Attributes
    ----------
    text : str
        Words to look for in names, aliases, Sanskrit names and muscles.
    stretches : tuple of str
        Ids of the stretches in the table.
    stretch : str or None
        Id of the stretch whose card is shown.
    """

    text = traitlets.Unicode("")
    stretches = traitlets.Tuple()
    stretch = traitlets.Unicode(None, allow_none=True)

    def __init__(self, cat: Catalogue) -> None:
        self.cat = cat
        self.choice = Choice(cat)
        self._count, self._table, self._card = w.HTML(), w.HTML(), w.HTML()
        self._pick = w.Dropdown(description="Show", options=[("choose a stretch", None)])
        search = w.Text(description="Search", placeholder="name, Sanskrit, muscle", continuous_update=True)
        super().__init__()
        w.link((self, "text"), (search, "value"))
        w.link((self, "stretch"), (self._pick, "value"))
        self.choice.observe(self._show, "stretches")
        beside = w.HBox([search, self._count], layout=w.Layout(flex_flow="row wrap"))
        self.children = [beside, self.choice, self._table, self._pick, self._card]
        self._show()

    def __repr__(self) -> str:
        return f"Explorer: {self._counted}"

    @property
    def _counted(self) -> str:
        return f"{len(self.stretches)} of {count(len(self.cat.stretches), 'stretch', 'stretches')}"

    @traitlets.validate("stretch")
    def _check(self, proposal: Any) -> str | None:
        stretch: str | None = proposal["value"]
        if stretch is not None and stretch not in self.stretches:
            shown = ", ".join(self.stretches) or "none"
            raise traitlets.TraitError(f"There is no stretch {stretch!r} in the table; it shows {shown}.")
        return stretch

    @traitlets.observe("text")
    def _show(self, _: Any = None) -> None:
        found = self.cat.find(self.text) if self.text.strip() else self.cat.stretches
        found = found[found.index.isin(self.choice.stretches)]
        self.stretches = tuple(found.index)
        self._count.value = fill(
            "said.html", text=f"{self._counted}{'' if len(found) else NOTHING}", role="status", line=True
        )
        self._table.value = pages.stretch_table(self.cat, found, self.choice.avoid)
        kept = self.stretch if self.stretch in self.stretches else None
        self._pick.options = [
            ("choose a stretch", None),
            *((row["name"], key) for key, row in found.iterrows()),
        ]
        self.stretch = kept

    @traitlets.observe("stretch")
    def _show_card(self, _: Any = None) -> None:
        self._card.value = pages.card(self.cat, self.stretch).data if self.stretch else ""
