"""A text as a QR code."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class QrCode:
    """A code as one shape: a square of ``size`` modules, its dark ones as an SVG path."""

    text: str
    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """A text as a QR code, with the quiet border that readers need."""
    import segno  # loaded with the first code

    border = 4
    rows = segno.make(text, micro=False, error="l", boost_error=True).matrix
    bars: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                bars.append(f"M{x + border} {y + border}h{length}v1h-{length}z")
            x += length
    return QrCode(text, len(rows) + 2 * border, "".join(bars))
