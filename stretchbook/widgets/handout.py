"""The handout: a routine on paper, to print or to save."""

from pathlib import Path

import anywidget
import traitlets

from stretchbook import pages
from stretchbook.catalogue import Catalogue
from stretchbook.routine import Routine
from stretchbook.widgets.join import styles, widget
from stretchbook.words import count


class Handout(anywidget.AnyWidget):
    """Show a routine as a printable page, with buttons to print it and to save it as HTML.

    Parameters
    ----------
    cat : Catalogue
        Names, steps and safety wording.
    routine : Routine
        What to print; assign another to change the page.
    title : str
        Heading of the page.
    view : str
        "skin", or "inside": pictures with bones and lengthened muscles.

    Attributes
    ----------
    address : str
        Where a page for any routine lies; with it the handout has a QR code that opens the routine there.
    """

    _esm = widget("forms/handout.js", "Handout")
    _css = styles("shared/controls.css", "forms/handout.css")

    page = traitlets.Unicode().tag(sync=True)
    routine = traitlets.Instance(Routine, allow_none=True)
    address = traitlets.Unicode("")

    def __init__(
        self,
        cat: Catalogue,
        routine: Routine | None,
        *,
        title: str = "Stretching routine",
        view: str = "skin",
    ) -> None:
        self._cat, self._title, self._view = cat, title, view
        super().__init__(routine=routine)

    def __repr__(self) -> str:
        return f"Handout: {count(len(self.routine.stretches) if self.routine else 0, 'stretch', 'stretches')}"

    @traitlets.observe("routine", "address")
    def _fill(self, _: object) -> None:
        self.page = ""
        if self.routine:
            self.page = pages.handout(self._cat, self.routine, self._title, self.address, self._view)

    def save(self, path: str | Path) -> Path:
        """Write the page as an HTML file and return its path.

        Raises
        ------
        FileNotFoundError
            If the folder does not exist.
        """
        target = Path(path).expanduser()
        if not target.parent.is_dir():
            raise FileNotFoundError(f"There is no folder {target.parent}; make it first or name another.")
        target.write_text(self.page, encoding="utf-8")
        return target
