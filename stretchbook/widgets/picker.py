"""The picker: a choice of stretches and a time become a routine, seen before it starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as w
import traitlets

from stretchbook import pages
from stretchbook.catalogue import Catalogue
from stretchbook.fitting import fit_routine
from stretchbook.routine import (
    FIRST_EXTRA_S,
    LEAD_INS_S,
    MAX_PAUSE_S,
    MAX_SETS,
    Routine,
    build_routine,
)
from stretchbook.widgets.choice import Choice, checked

HOLD_LENGTHS_S = (10.0, 15.0, 20.0, 30.0, 45.0, 60.0)  # 10-30 s, and 30-60 s in older adults (acsm2011)


class Picker(w.VBox):
    """Pick pain areas, what to be careful of and the time; see the routine with its exact total.

    Parameters
    ----------
    cat : Catalogue
        Where to choose from.
    minutes : int
        Minutes offered at first.
    **timing : float
        ``ready_s``, ``first_s``, ``switch_s`` and ``rest_s`` of `build_routine`.

    Attributes
    ----------
    routine : Routine or None
        The routine shown; None while nothing fits.
    stretches : tuple of str
        Ids of its stretches.
    areas, avoid : tuple of str
        What is ticked; assign to tick from code.
    minutes, sets : int
        What is set; ``by`` says which of the two counts.
    by : str
        "minutes" or "sets".
    hold_s : float
        Seconds of every hold; 0: as the catalogue has it.
    lead_in : tuple of float
        Seconds to get ready before each hold, and before the first.
    """

    routine = traitlets.Instance(Routine, allow_none=True)
    stretches = traitlets.Tuple()
    areas = traitlets.Tuple()
    avoid = traitlets.Tuple()
    minutes = traitlets.Int(10, min=1, max=120)
    sets = traitlets.Int(1, min=1, max=MAX_SETS)
    by = traitlets.Enum(["minutes", "sets"], "minutes")
    hold_s = traitlets.Float(0)
    lead_in = traitlets.Tuple(traitlets.Float(), traitlets.Float())

    def __init__(self, cat: Catalogue, *, minutes: int = 10, hold_s: float = 0, **timing: float) -> None:
        ready_s = timing.pop("ready_s", None)
        lead_in = _lead_in(LEAD_INS_S[0]) if ready_s is None else (float(ready_s), float(ready_s))
        lead_in = (lead_in[0], float(timing.pop("first_s", lead_in[1])))
        self.cat, self._timing = cat, timing
        self._ticks: dict[str, w.Checkbox] = {}
        self._order: list[str] = []  # of a routine that was taken over
        self._waits = False
        self.choice = Choice(cat)
        self._list = w.VBox().add_class("sb-ticks")
        self._preview = w.HTML()
        self._hold = w.Dropdown(description="hold")
        self._lead = w.Dropdown(description="lead-in")
        self._offer_length(hold_s)
        self._offer_lead(lead_in)
        super().__init__(minutes=minutes, hold_s=hold_s, lead_in=lead_in)
        for name in ("areas", "avoid"):
            w.link((self.choice, name), (self, name))
        self.choice.observe(self._offer, "stretches")
        # also a condition that leaves nothing out changes something
        self.observe(self._build, ["avoid", "minutes", "sets", "by", "hold_s", "lead_in"])
        self._steps = w.HTML()
        more = w.Accordion(
            [w.VBox([self._finder(), self._list, self._steps])], titles=("Stretches of this routine",)
        )
        self.children = [self.choice, self._time(), self._preview, more]
        self.add_class("sb-picker")
        self._offer()

    def __repr__(self) -> str:
        return f"Picker: {self.routine!r}" if self.routine else "Picker: nothing fits this choice"

    def _time(self) -> w.HBox:
        by = w.ToggleButtons(options=[("Minutes I have", "minutes"), ("Sets", "sets")])
        minutes = w.BoundedIntText(min=1, max=120, description="minutes")
        sets = w.BoundedIntText(min=1, max=MAX_SETS, description="sets")
        controls = {"by": by, "minutes": minutes, "sets": sets, "hold_s": self._hold, "lead_in": self._lead}
        for trait, control in controls.items():
            w.link((self, trait), (control, "value"))

        def show(_: Any = None) -> None:
            minutes.layout.display = "" if self.by == "minutes" else "none"
            sets.layout.display = "" if self.by == "sets" else "none"

        self.observe(show, "by")
        show()
        return w.HBox([by, minutes, sets, self._hold, self._lead], layout=w.Layout(flex_flow="row wrap"))

    def _finder(self) -> w.HBox:
        """A search among the ticks; all and none tick what it shows."""
        self._sought = w.Text(placeholder="search", layout=w.Layout(width="12rem"))
        self._sought.observe(self._find, "value")
        buttons = []
        for word, value in (("All", True), ("None", False)):
            button = w.Button(description=word, layout=w.Layout(width="auto"))
            button.on_click(lambda _, value=value: self._tick(value))
            buttons.append(button)
        return w.HBox([self._sought, *buttons], layout=w.Layout(flex_flow="row wrap"))

    def _find(self, _: Any = None) -> None:
        """Show the ticks of the stretches whose name has what is sought."""
        sought = self._sought.value.strip().casefold()
        names = self.cat.stretches["name"]
        found = [one for one in self.choice.stretches if sought in names[one].casefold()]
        self._list.children = [self._ticks[one] for one in found]

    def _tick(self, value: bool) -> None:
        with self._waiting():
            for box in self._list.children:
                box.value = value

    @traitlets.validate("areas", "avoid")
    def _check(self, proposal: Any) -> tuple[str, ...]:
        return checked(self.cat, proposal["trait"].name, proposal["value"])

    @traitlets.validate("hold_s")
    def _check_length(self, proposal: Any) -> float:
        seconds = float(proposal["value"])
        if not 0 <= seconds <= MAX_PAUSE_S:
            raise traitlets.TraitError(f"hold_s must be 0 to {MAX_PAUSE_S} seconds, not {seconds:g}.")
        self._offer_length(seconds)
        return seconds

    def _offer_length(self, seconds: float) -> None:
        """Let the list of hold times have this one too."""
        if seconds in (length for _, length in self._hold.options):
            return
        lengths = sorted({*HOLD_LENGTHS_S, seconds} - {0.0})
        options = [("as in the catalogue", 0.0), *((f"{length:g} s", length) for length in lengths)]
        self._hold.options = options

    @traitlets.validate("lead_in")
    def _check_lead(self, proposal: Any) -> tuple[float, float]:
        ready_s, first_s = (float(seconds) for seconds in proposal["value"])
        for seconds in (ready_s, first_s):
            if not 0 <= seconds <= MAX_PAUSE_S:
                raise traitlets.TraitError(f"lead_in must be 0 to {MAX_PAUSE_S} seconds, not {seconds:g}.")
        self._offer_lead((ready_s, first_s))
        return ready_s, first_s

    def _offer_lead(self, lead_in: tuple[float, float]) -> None:
        """Let the list of lead-ins have this one too."""
        known = sorted({*map(_lead_in, LEAD_INS_S), *(value for _, value in self._lead.options), lead_in})
        if len(known) == len(self._lead.options):
            return
        value = self._lead.value or known[0]
        longer = [f", {first:g} s before the first" if first != ready else "" for ready, first in known]
        self._lead.options = [(f"{one[0]:g} s{more}", one) for one, more in zip(known, longer, strict=True)]
        self._lead.value = value

    def take(self, routine: Routine) -> None:
        """Take a routine over: its stretches in their order, its sets and its times.

        What one must be careful of stays ticked, and what it leaves out stays left out.
        """
        plan = routine.plan
        self._timing = {name: plan[name] for name in ("switch_s", "rest_s")}
        first_s = plan["ready_s"] if plan["first_s"] is None else plan["first_s"]
        with self._waiting():
            self.choice.areas = self.choice.positions = self.choice.muscles = ()
            self.by, self.sets, self.hold_s = "sets", plan["sets"], plan["hold_s"] or 0
            self.lead_in = (plan["ready_s"], first_s)
            self._order = list(plan["stretches"])
            self._offer()
            for stretch, box in self._ticks.items():
                box.value = stretch in self._order

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Change several choices, and build the routine once."""
        self._waits = True
        try:
            yield
        finally:
            self._waits = False
        self._build()

    def _offer(self, _: Any = None) -> None:
        """Offer each stretch that fits with a tick to leave it out."""
        self.areas, self.avoid = self.choice.areas, self.choice.avoid  # before the routine: it is for these
        for stretch in self.choice.stretches:
            if stretch not in self._ticks:
                name = self.cat.stretches.at[stretch, "name"]
                box = w.Checkbox(True, description=name, indent=False)
                box.observe(self._build, "value")
                self._ticks[stretch] = box
        self._find()
        self._build()

    def _chosen(self) -> list[str]:
        """Stretches that fit and are ticked: in the order taken over, then in the catalogue's."""
        ticked = [stretch for stretch in self.choice.stretches if self._ticks[stretch].value]
        return sorted(
            ticked, key=lambda one: self._order.index(one) if one in self._order else len(self._order)
        )

    def _build(self, _: Any = None) -> None:
        if self._waits:
            return
        chosen, problem = self._chosen(), ""
        ready_s, first_s = self.lead_in
        first = None if first_s == ready_s else first_s
        lengths = {"hold_s": self.hold_s or None, "ready_s": ready_s, "first_s": first}
        timing: dict[str, Any] = {**self._timing, **lengths}
        try:
            if not chosen:
                ticked = "untick something" if not self.choice.stretches else "tick at least one stretch"
                raise ValueError(f"No stretch is left; {ticked}.")
            if self.by == "sets":
                routine = build_routine(self.cat, chosen, self.sets, **timing)
            else:
                routine = fit_routine(self.cat, minutes=self.minutes, stretches=chosen, **timing)
        except ValueError as error:
            routine, problem = None, str(error)
        self.stretches = tuple(routine.stretches) if routine else ()
        self.routine = routine
        minutes = self.minutes if self.by == "minutes" else None
        self._preview.value = pages.routine_preview(self.cat, routine, self.avoid, problem, minutes)
        self._steps.value = pages.routine_table(self.cat, routine) if routine else ""


def _lead_in(ready_s: float) -> tuple[float, float]:
    """Seconds to get ready before each hold, and before the first."""
    return float(ready_s), float(ready_s + FIRST_EXTRA_S)
