"""Keeps the keys of boxes made of ipywidgets from the notebook around them."""

import anywidget

from stretchbook.widgets.join import styles, widget


class Keeper(anywidget.AnyWidget):
    """An unseen child of a box: keys pressed after a click on the box are not commands of the notebook.

    The other widgets of this package do it themselves. It brings the style of such boxes, too.
    """

    _esm = widget("hosts/keys.js", "Keeper")
    _css = styles("shared/boxes.css")
