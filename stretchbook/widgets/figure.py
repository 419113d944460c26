"""The live figure: a stretch step by step, from either side, with its muscles tinted and named."""

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from stretchbook.body.forms import forms_of
from stretchbook.body.kinematics import Pose, body_model, full_pose
from stretchbook.body.motion import Keyframe, figure_data, keyframes_of
from stretchbook.body.muscles import pose_lengths
from stretchbook.body.stills import inside_alt, inside_still, still, still_alt
from stretchbook.catalogue import Catalogue
from stretchbook.widgets.inside import inside_answer
from stretchbook.widgets.join import styles, widget


def drawable(cat: Catalogue, stretch: str) -> str:
    """Give the stretch if it can be drawn.

    Raises
    ------
    TraitError
        If it has no keyframes; names those that have.
    """
    known = sorted(set(cat.keyframes["stretch"]))
    if stretch not in known:
        raise traitlets.TraitError(f"There is no figure of {stretch!r}, only of {', '.join(known)}.")
    return stretch


def lengths_of(pose: Pose) -> dict[str, list[float]]:
    """Percent and place in its range of every muscle that has numbers, by "muscle side"."""
    lengths = pose_lengths(pose).dropna().round(1)
    return {
        f"{muscle} {side}": list(row)
        for (side, muscle), row in zip(lengths.index, lengths.to_numpy().tolist(), strict=False)
    }


class Figure(anywidget.AnyWidget):
    """The figure of one stretch, drawn live in the page from joint angles.

    It turns by mouse, touch and arrow keys (a double click turns it back), and steps through the
    keyframes with its two buttons. Where the page has no WebGL2 the still picture stands in its place.

    Parameters
    ----------
    cat : Catalogue
        Whose keyframes and muscle names to use.
    stretch : str
        Id of the stretch.
    **traits
        Any of the attributes below.

    Attributes
    ----------
    stretch : str
        Id of the stretch shown.
    keyframe : int
        Step shown; setting it moves the figure there.
    side : str
        "left", "right" or "both"; "right" is the mirror image.
    form : str or None
        "easier", "held" or "harder": the steps are then these three forms of the hold, and it opens at this
        one. None: the steps are those of the stretch.
    azimuth, elevation : float or None
        Camera in degrees; None: as the keyframe has it.
    tint : dict of str to float
        Muscles to tint by their place in their own length range, 0 to 100: ``{"hamstrings left": 92}``.
        Without a side, as in ``{"hamstrings": 92}``, both sides are meant.
    pose : dict or None
        Joint angles that replace those of the keyframe; degrees, see ``stretchbook.body.kinematics``.
    rocking : bool
        Whether the figure rocks from side to side in a hold that is rocked.
    controls : bool
        Whether the step buttons show.
    names : bool
        Whether the tinted muscles are named below, to be pointed out by focus.
    view : str
        "skin", or "inside": the body turns to glass, and bones and muscles stand in it. A muscle that is
        longer than standing is tinted by its place in its own range; the others are grey.
    measured : bool
        Whether the inside says and tints how long the muscles are.
    """

    _esm = widget("figure/figure.js", "Figure")
    _css = styles("figure/figure.css")
    stretch = traitlets.Unicode().tag(sync=True)
    keyframe = traitlets.Int(0, min=0).tag(sync=True)
    side = traitlets.Enum(["left", "right", "both"], "left").tag(sync=True)
    form = traitlets.Enum([None, "easier", "held", "harder"], None, allow_none=True)
    azimuth = traitlets.Float(None, allow_none=True).tag(sync=True)
    elevation = traitlets.Float(None, allow_none=True).tag(sync=True)
    tint = traitlets.Dict(value_trait=traitlets.Float()).tag(sync=True)
    pose = traitlets.Instance(dict, allow_none=True).tag(sync=True)
    rocking = traitlets.Bool(False).tag(sync=True)
    controls = traitlets.Bool(True).tag(sync=True)
    names = traitlets.Bool(True).tag(sync=True)
    view = traitlets.Enum(["skin", "inside"], "skin").tag(sync=True)
    measured = traitlets.Bool(True)
    data = traitlets.Dict().tag(sync=True)
    sided = traitlets.Bool(False).tag(sync=True)
    facts = traitlets.Dict().tag(sync=True)
    lengths: traitlets.List[dict[str, list[float]]] = traitlets.List().tag(sync=True)
    pose_lengths = traitlets.Dict().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    captions: traitlets.List[str] = traitlets.List().tag(sync=True)
    still = traitlets.Bytes(b"").tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)

    def __init__(self, cat: Catalogue, stretch: str, **traits: Any) -> None:
        self._cat = cat
        names = {str(key): str(name) for key, name in cat.muscles["name"].items()}
        facts = {str(key): dict(row) for key, row in cat.muscles[["action", "nerve"]].iterrows()}
        super().__init__(labels=names, facts=facts, stretch=stretch, **traits)
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: Mapping[str, Any], __: Any) -> None:
        """Give the page what it asks for once: the inside, or its picture."""
        match message.get("type"):
            case "inside":
                self.send({"type": "inside"}, buffers=inside_answer())
            case "inside still":  # a page without WebGL shows it in place of the live inside
                picture, alt = self._inside_still()
                self.send({"type": "inside still", "alt": alt}, buffers=[picture])

    def __repr__(self) -> str:
        return f"Figure: {self.stretch}, step {self.keyframe + 1} of {len(self.captions)}, {self.side}"

    @traitlets.validate("tint")
    def _spread(self, proposal: Mapping[str, Any]) -> dict[str, float]:
        known = {patch["name"] for patch in body_model()["patches"]}
        tints: dict[str, float] = {}
        for key, value in proposal["value"].items():
            name, _, side = key.partition(" ")
            if name not in known or side not in ("", "left", "right"):
                raise traitlets.TraitError(f"{key!r} is not a muscle of the figure with or without a side.")
            tints |= {f"{name} {one}": float(value) for one in ([side] if side else ("left", "right"))}
        return tints

    @traitlets.validate("pose")
    def _complete(self, proposal: Mapping[str, Any]) -> dict[str, dict[str, float]] | None:
        try:
            return None if proposal["value"] is None else full_pose(proposal["value"])
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from error

    @traitlets.validate("keyframe")
    def _within(self, proposal: Mapping[str, Any]) -> int:
        steps = len(self._steps()) if self.stretch in set(self._cat.keyframes["stretch"]) else 0
        if steps and proposal["value"] >= steps:
            raise traitlets.TraitError(f"keyframe must be 0 to {steps - 1}, not {proposal['value']}.")
        return int(proposal["value"])

    def _steps(self) -> dict[str, Keyframe]:
        """The steps that the figure goes through, by number or by form."""
        if self.form is None:
            return {str(step.number): step for step in keyframes_of(self._cat, self.stretch)}
        return forms_of(self._cat, self.stretch)

    @traitlets.observe("stretch", "form")
    def _load(self, change: Any) -> None:
        if not self.stretch:
            return
        steps = self._steps()
        if self.form not in (None, *steps):
            raise traitlets.TraitError(f"There is no {self.form} form of {self.stretch!r} with joint angles.")
        data = figure_data(self._cat, self.stretch, steps.values())
        with self.hold_sync():
            self.captions = [step["name"] for step in data["steps"]]
            self.keyframe = (
                min(self.keyframe, len(steps) - 1) if self.form is None else list(steps).index(self.form)
            )
            self.data = data
            self.sided = bool(self._cat.stretches["sided"].get(self.stretch, False))
            self._picture(change)

    @traitlets.observe("stretch", "form", "measured")
    def _measure(self, _: Any) -> None:
        steps = self._steps().values() if self.measured and self.stretch else ()
        self.lengths = [lengths_of(step.pose) for step in steps]

    @traitlets.observe("pose", "measured")
    def _measure_pose(self, _: Any) -> None:
        self.pose_lengths = lengths_of(self.pose) if self.pose and self.measured else {}

    @traitlets.observe("keyframe", "side")
    def _picture(self, change: Any) -> None:
        with self.hold_sync():  # the page gets the picture together with its words
            self.still, self.alt = self._still()

    def _inside_still(self) -> tuple[bytes, str]:
        try:
            if self.stretch not in self._cat.shipped or not self.measured:  # the picture gives lengths away
                raise KeyError(self.stretch)
            return inside_still(self.stretch, self.side).read_bytes(), inside_alt(self.stretch, self.side)
        except (KeyError, OSError):
            return self.still, self.alt

    def _still(self) -> tuple[bytes, str]:
        try:
            if self.stretch not in self._cat.shipped or self.form is not None:
                raise KeyError(self.stretch)
            picture = still(self.stretch, self.keyframe, self.side).read_bytes()
            return picture, still_alt(self.stretch, self.keyframe, self.side)
        except (KeyError, OSError):  # keyframes of one's own and other forms have no pictures
            steps = self.data.get("steps", [])
            return b"", steps[self.keyframe]["name"] if self.keyframe < len(steps) else ""
