"""A chart as a picture in a notebook, with its message as alternative text and in words below it."""

import base64
import io
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import imsave

from stretchbook.charts.style import describe
from stretchbook.templates import environment

DPI = 110
TEMPLATES = Path(__file__).with_name("templates")


def png(figure: Figure, dpi: int = DPI) -> bytes:
    """The figure as PNG bytes that are the same on every run, laid out and drawn in one pass."""
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = io.BytesIO()
    imsave(drawn, canvas.buffer_rgba(), format="png", dpi=dpi, metadata={"Software": ""})
    return drawn.getvalue()


def figure_html(picture: bytes, message: str, width: float, follows: bool = False) -> str:
    """A picture (``width`` in pixels) with its message as alternative text and as caption, both as text only.

    On a narrow page it scrolls rather than becoming too small to read. One that ``follows`` is drawn on a
    light ground, and shown on a dark one by a notebook with a dark theme.
    """
    data = base64.b64encode(picture).decode()
    template = environment(TEMPLATES).get_template("picture.html")
    return template.render(data=data, message=message, width=width, follows=follows)


class Picture:
    """A drawn chart for a notebook; anywhere else it is its message."""

    def __init__(self, ax: Axes) -> None:
        import matplotlib.pyplot as plt

        figure = ax.get_figure(root=True)
        assert figure is not None
        self.text = describe(ax)
        light = to_rgb(figure.get_facecolor()) > (0.5, 0.5, 0.5)
        self.html = figure_html(png(figure), self.text, figure.get_figwidth() * DPI, follows=light)
        plt.close(figure)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show(ax: Axes) -> Picture:
    """Show a chart as the result of a cell, its message as alternative text and in words below it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        What a ``plot_*`` function returned. Its figure is closed afterwards.

    Returns
    -------
    Picture
        Displays itself in a notebook.
    """
    return Picture(ax)
