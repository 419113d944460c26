"""What stands inside a figure: sent to a page once, when somebody first looks."""

from stretchbook.body.inside import inside_file
from stretchbook.widgets.join import module


def inside_answer() -> list[bytes]:
    """Bones and paths, and the code that draws them, as the page asks for them."""
    return [inside_file(), module("inside/asset.js", "inside/inside_layer.js").encode()]
