"""A chart as a picture in a notebook, with its message as alternative text and in words below it."""

import base64
import io
from html import escape

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import imsave

from stretchbook.charts.style import describe

DPI = 110
DARK = ".sb-follows img { filter: invert(0.93) hue-rotate(180deg) }"
FOLLOWS = f"""<style>
body:is([data-jp-theme-light="false"], .vscode-dark, [data-vscode-theme-kind="vscode-dark"]) {DARK}
@media (prefers-color-scheme: dark) {{
  body:not([data-jp-theme-light], [data-vscode-theme-kind], .vscode-light) {DARK}
}}
</style>"""


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
    data, words = base64.b64encode(picture).decode(), escape(message)
    style, kind = (FOLLOWS, ' class="sb-follows"') if follows else ("", "")
    look = f'style="max-width: 100%; min-width: min({width:.0f}px, 28rem); height: auto"'
    return (
        f'{style}<figure{kind} style="margin: 0; overflow-x: auto">'
        f'<img src="data:image/png;base64,{data}" alt="{words}" {look}>'
        f"<figcaption>{words}</figcaption></figure>"
    )


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
