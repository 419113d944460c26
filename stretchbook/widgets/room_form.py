"""Where the ratings of a room are typed or dropped."""

import anywidget
import traitlets

from stretchbook.widgets.join import styles, widget


class RoomForm(anywidget.AnyWidget):
    """Ask how many people named each level of pain, or for their take-home files.

    It keeps nothing: whoever listens is told ``counts`` (``before`` and ``after``, eleven texts each),
    ``files`` (each ``name`` and ``content``, base64) or ``clear``.

    Attributes
    ----------
    counts : dict of str to list of int
        Eleven counts shown for "before" and "after"; {} shows empty fields.
    said : str
        A sentence shown below.
    """

    _esm = widget("forms/room_form.js", "RoomForm")
    _css = styles("shared/controls.css", "forms/room_form.css")

    counts = traitlets.Dict().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        return f"RoomForm: {self.said or 'nothing said'}"
