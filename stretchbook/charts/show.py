"""A chart as a picture in a notebook, with its message as alternative text and in words below it."""

import base64
import io
from html import escape

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imsave

from stretchbook.charts.style import describe


def png(figure: Figure, dpi: int = 110) -> bytes:
    """The figure as PNG bytes that are the same on every run, laid out and drawn in one pass."""
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = io.BytesIO()
    imsave(drawn, canvas.buffer_rgba(), format="png", dpi=dpi, metadata={"Software": ""})
    return drawn.getvalue()


def figure_html(picture: bytes, message: str) -> str:
    """A picture with its message as alternative text and as caption, both as text only."""
    data, words = base64.b64encode(picture).decode(), escape(message)
    look = "max-width: 100%; height: auto"
    return (
        f'<figure style="margin: 0"><img src="data:image/png;base64,{data}" alt="{words}" style="{look}">'
        f"<figcaption>{words}</figcaption></figure>"
    )


class Picture:
    """A drawn chart for a notebook; anywhere else it is its message."""

    def __init__(self, ax: Axes) -> None:
        import matplotlib.pyplot as plt

        figure = ax.get_figure(root=True)
        assert figure is not None
        self.text = describe(ax)
        self.html = figure_html(png(figure), self.text)
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
