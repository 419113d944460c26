"""One row model for each table of ``data/``: the columns, what they mean and what they may hold."""

from dataclasses import dataclass

from pydantic import Field

from stretchbook.catalogue.cells import Doi, Ids, Row, Short, Text, Url, Word, Words
from stretchbook.catalogue.figures import (
    Form,
    FormAngle,
    Keyframe,
    KeyframeAngle,
    StretchAnchor,
    WhatIfQuestion,
)
from stretchbook.catalogue.lessons import Action, Case, CasePoint, Evidence, Guidance, Sign
from stretchbook.rows import Id
from stretchbook.words import Better, DoseType, Grade, Role, SideRule, StepsSide, Verification


class Area(Row):
    """One pain area: where a person hurts and what they rate."""

    id: Word = Field(description="the word itself, as it is shown")
    meaning: Text | None = Field(None, description="what belongs to it")
    order: float | None = Field(None, description="place in lists; empty: after the others")
    source: Id | None = Field(None, description="-> sources")
    status: Verification | None = Field(None, description="how well it is known")


class Position(Area):
    """One starting position."""


class Region(Row):
    """One region of the body, to group muscles and to find them by an everyday word."""

    id: Word = Field(description="the word itself, as it is shown")
    meaning: Text | None = Field(None, description="what belongs to it")
    words: Short | None = Field(None, description="everyday words under which its muscles are found")
    order: float | None = Field(None, description="place in lists; empty: after the others")
    source: Id | None = Field(None, description="-> sources")
    status: Verification | None = Field(None, description="how well it is known")


class Stretch(Row):
    """One stretch. ``text_*`` is what the article says; ``steps_side`` and ``assessed`` are our own."""

    id: Id = Field(description="key of the stretch")
    name: Short = Field(description="name to show")
    name_in_source: Short | None = Field(None, description="name exactly as the article has it")
    section: Word = Field(description="-> areas: heading of the article under which it stands")
    position: Word = Field(description="-> positions: starting position")
    hold_s: float = Field(gt=0, le=600, description="seconds of one hold, of one side if sided")
    sided: bool = Field(description="true: done once for each side; false: works both sides at once")
    dose_type: DoseType = Field("still hold", description="a still hold, or rocking (not a still hold)")
    side_means: Short | None = Field(None, description="what 'left' means: the worked limb or direction")
    side_cue: Short | None = Field(None, description="short call for one side, with {side} in its place")
    hold_cue: Short | None = Field(None, description="short call during the hold")
    steps_side: StepsSide = Field(
        "left", description="the side for which the steps of a sided one are written"
    )
    assessed: Ids = Field(
        (), description="-> conditions for which its precautions were thought through, or all; empty: none"
    )
    text_areas: Words = Field(
        description="-> areas: pain areas the article gives it for, by heading or by name"
    )
    text_targets: Short | None = Field(None, description="parts of the body that the article names")
    text_start: Short | None = Field(None, description="starting position in the article, in our words")
    text_breathing: Short | None = Field(None, description="breathing, only if the article gives it")
    text_hold: Short | None = Field(None, description="what the article says of the time")
    note: Text | None = Field(None, description="note to show with the name")


class Step(Row):
    """One step of a stretch, in our own words, in the article's order."""

    stretch: Id = Field(description="-> stretches")
    step: int = Field(ge=1, le=50, description="1, 2, 3, ... without gaps")
    text_step: Text = Field(description="the step")
    keyframe: int | None = Field(None, ge=0, description="-> keyframes: the picture that shows it")


class Alias(Row):
    """Another name under which a stretch is found."""

    alias: Short = Field(description="the other name")
    stretch: Id = Field(description="-> stretches")
    kind: Id = Field(description="source, english, sanskrit or textbook")
    note: Text | None = Field(None, description="what to know about this name")
    source: Id | None = Field(None, description="-> sources")
    status: Verification | None = Field(None, description="how well the name is known")


class Muscle(Row):
    """One muscle, or group that acts as one (a row of the textbook table)."""

    id: Id = Field(description="key of the muscle")
    name: Short = Field(description="plain name")
    latin: Short = Field(description="name in Terminologia Anatomica")
    region: Word = Field(description="-> regions: where it lies")
    action: Text = Field(description="action at the joint that matters here; its opposite lengthens it")
    nerve: Short = Field(description="motor nerve")
    roots: Short | None = Field(None, description="spinal roots; accepted variants in brackets")
    note: Text | None = Field(None, description="what a table of actions leaves out")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well the row is known")


class StretchMuscle(Row):
    """What one stretch does to one muscle, and on which side."""

    stretch: Id = Field(description="-> stretches")
    muscle: Id = Field(description="-> muscles")
    side_rule: SideRule = Field("hold_side", description="which side, seen from the side of the hold")
    role: Role = Field(description="primary and secondary are lengthened; working contracts")
    why: Text | None = Field(None, description="why it is (not) lengthened in this position")
    text_claim: bool = Field(False, description="true if the article names this muscle or its group")
    analysis_supports: bool = Field(description="true if joint positions support that it is lengthened")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well the row is known")


class Condition(Row):
    """A reason to be careful, in words that a person would use of themselves."""

    id: Id = Field(description="key of the condition")
    name: Short = Field(description="completes 'I must be careful because of ...'")
    wording: Text = Field(description="what to tell the person, in plain words")
    basis: Text | None = Field(None, description="what the grades rest on")
    source: Id | None = Field(None, description="-> sources; empty: practice level, no study")
    status: Verification = Field(description="how well it is known")


class Precaution(Row):
    """One condition for one stretch. No row: no special issue known."""

    condition: Id = Field(description="-> conditions")
    stretch: Id = Field(description="-> stretches")
    grade: Grade = Field(description="avoid: not until a clinician agrees; modify: change as worded")
    qualifier: Short | None = Field(None, description="limits of the grade, if any")
    wording: Text = Field(description="what to do, in plain words")


class Added(Row):
    """One thing that the article leaves unsaid, added from anatomy, guidance or practice."""

    stretch: Id = Field(description="-> stretches")
    topic: Short = Field(description="what it is about")
    added_text: Text = Field(description="what is added")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class Safety(Row):
    """Red flags, disclaimer and intensity: words that every page shows in full."""

    id: Id = Field(description="key of the text")
    kind: Id = Field(description="red_flag, tell_first, hip_flag, disclaimer or intensity")
    text: Text = Field(description="the words")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class DoseReference(Row):
    """A dose that a guideline or a review speaks of: a reference, not a target for a patient."""

    id: Id = Field(description="key of the reference")
    label: Short = Field(description="short label for a chart")
    seconds_per_week: float | None = Field(None, gt=0, description="seconds a week, muscle and side")
    seconds_per_session: float | None = Field(None, gt=0, description="seconds a session, muscle and side")
    days_per_week: float | None = Field(None, gt=0, le=7, description="days a week, at least")
    finding: Text = Field(description="what the source found or recommends, and in whom")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class Measure(Row):
    """One outcome measure: its scale, its direction and the change that can be believed."""

    id: Id = Field(description="key of the measure")
    name: Short = Field(description="name to show")
    unit: Short = Field(description="unit or scale")
    lowest: float | None = Field(None, description="lowest value the scale allows")
    highest: float | None = Field(None, description="highest value the scale allows")
    better: Better = Field(description="which direction is an improvement")
    important_change: float | None = Field(None, gt=0, description="minimal important change, in units")
    important_percent: float | None = Field(None, gt=0, description="minimal important change, % of baseline")
    detectable_change: float | None = Field(
        None, gt=0, description="minimal detectable change as its source prints it, in units"
    )
    detectable_level: float | None = Field(
        None, gt=50, lt=100, description="confidence of the detectable change, %"
    )
    sem: float | None = Field(
        None, gt=0, description="standard error of measurement, in units: change from it counts first"
    )
    total_only: bool = Field(False, description="true: licensed items; only the total is ever entered")
    note: Text | None = Field(None, description="what to know before using it")
    source: Id = Field(description="-> sources: of the scale and of the important change")
    percent_source: Id | None = Field(None, description="-> sources: of the percentage; empty: the same")
    error_source: Id | None = Field(None, description="-> sources: of the error; empty: the same")
    status: Verification = Field(description="how well the cut-offs are known")


class Source(Row):
    """One cited work."""

    key: Id = Field(description="key of the source")
    citation: Text = Field(description="authors, journal, year, pages")
    doi: Doi | None = Field(None, description="DOI, without the resolver's address")
    pmid: int | None = Field(None, gt=0, description="PubMed id")
    url: Url | None = Field(None, description="address, where there is neither")
    status: Verification = Field(description="how well the citation is known")
    note: Text | None = Field(None, description="what was read of it, and its limits")


@dataclass(frozen=True)
class Table:
    """A table: its file name is its name plus ``.csv``.

    Attributes
    ----------
    row : type
        The row model.
    key : tuple of str
        The columns that together are unique.
    links : dict of str to str
        Column to the table in whose key it must be found; of a list, each of its words.
    """

    row: type[Row]
    key: tuple[str, ...]
    links: dict[str, str]


TABLES: dict[str, Table] = {
    "sources": Table(Source, ("key",), {}),
    "areas": Table(Area, ("id",), {"source": "sources"}),
    "positions": Table(Position, ("id",), {"source": "sources"}),
    "regions": Table(Region, ("id",), {"source": "sources"}),
    "stretches": Table(
        Stretch,
        ("id",),
        {"section": "areas", "position": "positions", "assessed": "conditions", "text_areas": "areas"},
    ),
    "steps": Table(Step, ("stretch", "step"), {"stretch": "stretches", "stretch+keyframe": "keyframes"}),
    "aliases": Table(Alias, ("alias", "stretch"), {"stretch": "stretches", "source": "sources"}),
    "muscles": Table(Muscle, ("id",), {"region": "regions", "source": "sources"}),
    "stretch_muscles": Table(
        StretchMuscle,
        ("stretch", "muscle", "side_rule"),
        {"stretch": "stretches", "muscle": "muscles", "source": "sources"},
    ),
    "conditions": Table(Condition, ("id",), {"source": "sources"}),
    "precautions": Table(
        Precaution, ("condition", "stretch"), {"condition": "conditions", "stretch": "stretches"}
    ),
    "added": Table(Added, ("stretch", "topic"), {"stretch": "stretches", "source": "sources"}),
    "safety": Table(Safety, ("id",), {"source": "sources"}),
    "dose_references": Table(DoseReference, ("id",), {"source": "sources"}),
    "measures": Table(
        Measure, ("id",), {"source": "sources", "percent_source": "sources", "error_source": "sources"}
    ),
    "keyframes": Table(Keyframe, ("stretch", "keyframe"), {"stretch": "stretches", "source": "sources"}),
    "keyframe_angles": Table(
        KeyframeAngle, ("stretch", "keyframe", "t", "side", "joint"), {"stretch+keyframe": "keyframes"}
    ),
    "anchors": Table(StretchAnchor, ("stretch", "part", "side"), {"stretch": "stretches"}),
    "forms": Table(Form, ("stretch", "form"), {"stretch": "stretches", "source": "sources"}),
    "form_angles": Table(FormAngle, ("stretch", "form", "side", "joint"), {"stretch+form": "forms"}),
    "what_if": Table(WhatIfQuestion, ("id",), {"stretch": "stretches"}),
    "actions": Table(Action, ("muscle", "movement", "posture"), {"muscle": "muscles", "source": "sources"}),
    "signs": Table(Sign, ("id",), {"source": "sources"}),
    "guidance": Table(Guidance, ("topic", "about"), {"source": "sources"}),
    "evidence": Table(Evidence, ("id",), {"source": "sources"}),
    "cases": Table(
        Case,
        ("id",),
        {
            "areas": "areas",
            "conditions": "conditions",
            "signs": "signs",
            "measure": "measures",
            "source": "sources",
        },
    ),
    "case_points": Table(CasePoint, ("case", "step", "point"), {"case": "cases", "source": "sources"}),
}
