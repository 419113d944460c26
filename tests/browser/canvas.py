"""What is drawn on the canvas of a figure, read back from its pixels."""

import numpy as np
from playwright.sync_api import Locator

LOAD = """async (text) => {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  Object.assign(window, (await import(url)).default);
}"""
"""Make what a joined module exports known to the page."""

PICTURE = """(box) => {
    const canvas = box.querySelector('.sb-figure-canvas');
    const copy = Object.assign(document.createElement('canvas'), { width: 130, height: 105 });
    const paper = copy.getContext('2d');
    paper.drawImage(canvas, 0, 0, 130, 105);
    return [...paper.getImageData(0, 0, 130, 105).data];
}"""
DRAWN = "(box) => Number(box.querySelector('.sb-figure-canvas')?.dataset.drawn ?? 0)"


def drawn(box: Locator) -> int:
    """How many pictures have been drawn in a box."""
    return box.evaluate(DRAWN)


def picture(box: Locator) -> np.ndarray:
    """The canvas in a box, scaled down to 130 x 105, as an array of red, green, blue and opacity."""
    return np.array(box.evaluate(PICTURE)).reshape(105, 130, 4)


def settled(box: Locator) -> np.ndarray:
    """The canvas in a box once nothing is drawn on it any more."""
    before = -1
    while before != (now := drawn(box)):
        before = now
        box.page.wait_for_timeout(700)
    return picture(box)


def changed(one: np.ndarray, other: np.ndarray) -> float:
    """Share of the picture that is not as it was."""
    return float((np.abs(one - other).max(axis=2) > 40).mean())


def red(shown: np.ndarray) -> float:
    """Share of the picture that is red, as tinted muscles are and nothing else."""
    r, g, b, a = (shown[..., i].astype(int) for i in range(4))
    return float(((a > 250) & (r > g + 70) & (r > b + 70)).mean())
