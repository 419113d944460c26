"""Row models of the tables that teach: actions of muscles, signs, evidence, and cases told in steps."""

from typing import Literal

from pydantic import Field

from stretchbook.catalogue.cells import Ids, Row, Short, Text, Words
from stretchbook.rows import Id
from stretchbook.words import Better, Irritability, Movement, SignLevel, Verification

Certainty = Literal["high", "moderate", "low", "very low"]
CaseStep = Literal["ask", "flags", "refer", "irritability", "adapt", "explain"]


class Action(Row):
    """One movement that a muscle makes; the opposite movement lengthens it."""

    muscle: Id = Field(description="-> muscles")
    movement: Movement = Field(description="the movement, seen from the side of the muscle")
    posture: Short = Field("anatomical position", description="posture in which it makes this movement")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class Sign(Row):
    """Something that a person may say of themselves, and how urgent it is."""

    id: Id = Field(description="key of the sign")
    level: SignLevel = Field(
        description="emergency: now; urgent: a doctor before any exercise; none: no red flag"
    )
    said: Short = Field(description="in the words of a person")
    sign: Short = Field(description="in the words of a clinician")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class Evidence(Row):
    """One thing that studies or guidelines say, with its size where there is one."""

    id: Id = Field(description="key of the row")
    question: Short = Field(description="what was asked: back pain, hip pain, range of motion")
    population: Short = Field(description="in whom")
    comparison: Short = Field(description="what against what")
    outcome: Short = Field(description="what was measured")
    effect: float | None = Field(None, description="size of the difference; empty: no number is given")
    low: float | None = Field(None, description="lower end of its 95 % interval; empty: not seen")
    high: float | None = Field(None, description="upper end of its 95 % interval; empty: not seen")
    scale: Short | None = Field(None, description="unit of the effect")
    better: Better = Field(description="which direction is an improvement")
    important: float | None = Field(
        None, gt=0, description="difference that the source calls important; empty: it names none"
    )
    certainty: Certainty | None = Field(None, description="certainty by GRADE; empty: not graded or not seen")
    finding: Text = Field(description="what it means, in one sentence or two")
    claim: Short = Field(description="claim of the article that it touches, in our words")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class Guidance(Row):
    """One piece of advice that holds for all stretches: what to ask, to measure, to choose, to say."""

    topic: Short = Field(description="assess first, measure, ways to stretch, or in plain words")
    about: Short = Field(description="what it is about")
    advice: Text = Field(description="what to ask, do or say")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class Case(Row):
    """One invented person. The keys of most steps are computed from conditions, signs and measures."""

    id: Id = Field(description="key of the case")
    name: Short = Field(description="first name, invented")
    age: int = Field(ge=16, le=110, description="years")
    about: Short = Field(description="work, sport, what stands out")
    history: Text = Field(description="what the person says at the start")
    areas: Words = Field(description="-> areas: where it hurts")
    conditions: Ids = Field((), description="-> conditions: reasons to be careful")
    signs: Ids = Field((), description="-> signs: what the person says when asked")
    told: Text = Field(description="what the person answers when asked")
    side: Literal["left", "right"] | None = Field(None, description="the side that hurts, if one does")
    irritability: Irritability | None = Field(
        None, description="judgement; empty for who is referred at once"
    )
    measure: Id | None = Field(None, description="-> measures: what is measured")
    baseline: float | None = Field(None, description="first value")
    later: float | None = Field(None, description="value after six weeks")
    repetitions: int | None = Field(None, ge=1, le=10, description="holds a session, side and stretch")
    days: int | None = Field(None, ge=1, le=7, description="days a week")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class CasePoint(Row):
    """One point of the rubric of a step that is a matter of judgement."""

    case: Id | None = Field(None, description="-> cases; empty: a point for every case")
    step: CaseStep = Field(description="the step")
    point: int = Field(ge=1, description="1, 2, 3, ...")
    text: Text = Field(description="what a good answer has")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")
