"""Predict, then reveal: name the muscles that a posture lengthens, then see what the sources say of each."""

from typing import Any

import ipywidgets as w
import pandas as pd
import traitlets

from stretchbook.body.compare import compare_pose, held_pose, mark_prediction
from stretchbook.body.muscles import pose_lengths, tints
from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.widgets.bars import Bars, bar_rows, model_words
from stretchbook.widgets.figure import Figure, drawable
from stretchbook.widgets.keeper import Keeper

MARK_TITLES = {
    "right": "Right: lengthened here",
    "missed": "Missed: lengthened here too",
    "sources differ": "Open: the sources differ, or one of them is silent",
    "not lengthened": "Picked, but not lengthened here",
}


class Predict(w.VBox):
    """A held posture to look at, muscles to tick, and the answer with its reasons when it is asked for.

    Parameters
    ----------
    cat : Catalogue
        Whose stretches and muscles to ask about.
    stretch : str
        Id of the first one.

    Attributes
    ----------
    stretch : str
        Id of the stretch; it is held on the left side if it has sides.
    body_side : str
        "left" or "right": the side of the body that the question is about.
    picked : tuple of str
        Ids of the muscles ticked.
    revealed : bool
        Whether the answer shows; it hides as soon as anything else is changed.
    marks : pandas.DataFrame or None
        What ``mark_prediction`` says once the answer shows.
    """

    stretch = traitlets.Unicode()
    body_side = traitlets.Enum(["left", "right"], "left")
    picked = traitlets.Tuple()
    revealed = traitlets.Bool(False)

    def __init__(self, cat: Catalogue, stretch: str = "forward_fold") -> None:
        self._cat = cat
        self.marks: pd.DataFrame | None = None
        self.figure = Figure(cat, stretch, controls=False, names=False, measured=False)
        self.bars = Bars()
        self._question, self._legend = w.HTML(), w.HTML()
        self._answer = w.HTML(layout=w.Layout(flex="1 1 340px"))
        self._ticks = {
            str(key): w.Checkbox(description=str(name), indent=False, layout=w.Layout(width="auto"))
            for key, name in cat.muscles["name"].items()
        }
        with_figure = cat.stretches[cat.stretches.index.isin(cat.keyframes["stretch"])]
        options = [(str(row["name"]), str(key)) for key, row in with_figure.iterrows()]
        stretches = w.Dropdown(options=options, value=stretch, description="Stretch")
        sides = [("left side of the body", "left"), ("right side", "right")]
        self._sides = w.ToggleButtons(options=sides, style={"button_width": "auto"})
        reveal = w.Button(description="Reveal", icon="eye", button_style="primary")
        clear = w.Button(description="Clear", icon="undo")
        self._buttons = (reveal, clear)
        super().__init__()
        for tick in self._ticks.values():
            tick.observe(self._gather, "value")
        w.link((stretches, "value"), (self, "stretch"))
        w.link((self, "body_side"), (self._sides, "value"))
        reveal.on_click(lambda _: self.set_trait("revealed", True))
        clear.on_click(lambda _: self.set_trait("picked", ()))
        wrap = w.Layout(flex_flow="row wrap", align_items="flex-start")
        grid = w.Layout(grid_template_columns="repeat(auto-fill, minmax(17em, 1fr))")
        ticks = w.GridBox(list(self._ticks.values()), layout=grid)
        asked = w.VBox([self._question, ticks, w.HBox(self._buttons)], layout=w.Layout(flex="1 1 340px"))
        shown = w.VBox([self.figure], layout=w.Layout(flex="1 1 340px"))
        self.children = [
            w.HBox([stretches, self._sides], layout=wrap),
            w.HBox([shown, asked], layout=wrap),
            w.HBox([w.VBox([self._legend, self.bars]), self._answer], layout=wrap),
            Keeper(),
        ]
        self.add_class("sb-predict")

    def __repr__(self) -> str:
        state = "revealed" if self.revealed else "not revealed yet"
        return f"Predict: {self.stretch}, {self.body_side} side, {len(self.picked)} muscles picked, {state}"

    @traitlets.validate("stretch")
    def _check(self, proposal: Any) -> str:
        return drawable(self._cat, proposal["value"])

    @traitlets.validate("picked")
    def _known(self, proposal: Any) -> tuple[str, ...]:
        for name in proposal["value"]:
            if name not in self._ticks:
                raise traitlets.TraitError(f"{name!r} is not a muscle of the catalogue.")
        return tuple(name for name in self._ticks if name in proposal["value"])

    def _gather(self, _: Any) -> None:
        self.picked = tuple(name for name, tick in self._ticks.items() if tick.value)

    @traitlets.observe("stretch", "body_side")
    def _ask(self, change: Any) -> None:
        """Put a new question: the held posture without tints, nothing ticked."""
        if not self.stretch:
            return
        sided = bool(self._cat.stretches.at[self.stretch, "sided"])
        if change["name"] == "stretch":
            self.figure.stretch = self.stretch
            held = self._cat.keyframes.query("stretch == @self.stretch and hold")
            self.figure.keyframe = int(held["keyframe"].iloc[0])
            self._sides.layout.display = "" if sided else "none"
        self.picked, self.revealed = (), False
        where = f"on the {self.body_side} side of the body" if sided else "(alike on both sides)"
        self._question.value = fill("said.html", text=f"What does this posture lengthen {where}?")

    @traitlets.observe("picked")
    def _tick(self, _: Any) -> None:
        chosen = self.picked
        for name, tick in self._ticks.items():
            tick.value = name in chosen
        self.revealed = False

    @traitlets.observe("revealed")
    def _reveal(self, _: Any) -> None:
        self.figure.measured = self.revealed  # the inside keeps the secret too
        if not self.revealed:
            self.marks, self.figure.tint, self.bars.rows = None, {}, []
            self._answer.value = self._legend.value = ""
            return
        compared = compare_pose(self._cat, self.stretch)
        self.marks = mark_prediction(compared, self.picked, self.body_side)
        pose = held_pose(self._cat, self.stretch)
        self.figure.tint = tints(pose_lengths(pose), above=1)
        shown = [row for row in bar_rows(self._cat, pose, self.body_side) if row["place"] is not None]
        self.bars.rows = sorted(shown, key=lambda row: -row["place"])  # the longest of its range first
        self._answer.value = self._words(self.marks)
        marks = f"The {self.body_side} side. Dotted line: standing; thick: in this posture."
        lines = model_words(self._cat, pose, self.body_side)
        self._legend.value = fill("said.html", text=marks, lines=lines)

    def _words(self, marks: pd.DataFrame) -> str:
        """The answer as HTML: the score, then a list for each mark."""
        count = {mark: int((marks["mark"] == mark).sum()) for mark in MARK_TITLES}
        score = (
            f"{count['right']} right, {count['missed']} missed, {count['not lengthened']} not "
            f"lengthened; {count['sources differ']} open."
        )
        rows = {
            title: [self._reason(row) for _, row in marks[marks["mark"] == mark].iterrows()]
            for mark, title in MARK_TITLES.items()
        }
        return fill("prediction.html", score=score, marks=[pair for pair in rows.items() if pair[1]])

    def _reason(self, row: "pd.Series[Any]") -> dict[str, Any]:
        """What each source says of one muscle, and why."""
        article = "; the article names it" if row["text_claim"] else ""
        role = "silent" if pd.isna(row["role"]) else row["role"]
        action = self._cat.muscles["action"].get(row["muscle"])
        why = f"Its action: {action}." if pd.isna(row["why"]) else row["why"]
        said = f"{_measured(row)}; textbook table: {role}{article}."
        return {"name": row["name"], "said": said, "why": why}


def _measured(row: "pd.Series[Any]") -> str:
    if not pd.isna(row["percent"]):
        return f"{row['percent']:+.0f} %, at {row['range_position']:.0f} % of its range".replace("-", "−")
    direction = "" if pd.isna(row["direction"]) else f"{row['direction']}, "
    return f"{direction}numbers withheld ({row['withheld']})"
