"""The take-home page of a routine: a button that saves it, and the routine as a QR code."""

from typing import Any

import anywidget
import traitlets

from stretchbook.catalogue import Catalogue
from stretchbook.pages.qr import qr_code
from stretchbook.pages.routine_text import routine_text
from stretchbook.routine import Routine
from stretchbook.widgets.join import styles, widget
from stretchbook.widgets.take_home import take_home


class PageFile(anywidget.AnyWidget):
    """Save a routine as one page for any phone, and show it as a QR code.

    The page is made when it is asked for. The code carries the routine itself: behind the address of a page
    for any routine, if one is named, else as text for ``stretchbook page``.

    Parameters
    ----------
    cat : Catalogue
        Names, steps, pictures and cautions.
    routine : Routine, optional
        What the page is for; assign another to change it.
    title : str
        Heading of the page.

    Attributes
    ----------
    areas, avoid : tuple of str
        Pain areas to rate, and conditions that the routine was chosen for.
    address : str
        Where a page for any routine lies; "" if nowhere.
    """

    _esm = widget("forms/page_file.js", "PageFile")
    _css = styles("shared/controls.css", "forms/page_file.css")

    routine = traitlets.Instance(Routine, allow_none=True)
    areas = traitlets.Tuple()
    avoid = traitlets.Tuple()
    address = traitlets.Unicode().tag(sync=True)
    _said = traitlets.Unicode().tag(sync=True)
    _code = traitlets.Dict().tag(sync=True)

    def __init__(
        self, cat: Catalogue, routine: Routine | None = None, *, title: str = "Stretching routine"
    ) -> None:
        self._cat, self._title = cat, title
        super().__init__(routine=routine)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return f"PageFile: {self.routine!r}"

    @traitlets.validate("address")
    def _check_address(self, proposal: Any) -> str:
        address = proposal["value"].strip()
        if address and self.routine is not None:
            routine_text(self.routine, address)
        return address

    @traitlets.observe("routine", "address")
    def _draw(self, _: Any) -> None:
        self._said = ""
        if self.routine is None:
            self._code = {}
            return
        code = qr_code(routine_text(self.routine, self.address))
        self._code = {"text": code.text, "size": code.size, "path": code.path}

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"type": "save"} if self.routine is not None:
                try:
                    page = take_home(
                        self._cat, self.routine, title=self._title, areas=self.areas, avoid=self.avoid
                    )
                except ValueError as error:
                    self._said = f"Not made: {error}"
                    return
                self._said = "Made: a file page.html, in your downloads; send it, or open it on any phone."
                self.send({"type": "page", "html": page.html})
            case {"type": "address", "text": str(text)}:
                try:
                    self.address = text
                except ValueError as error:
                    self._said = str(error)
