"""The rows of the figure: postures, their joint angles, what stays in place, what to ask of them."""

from pydantic import Field, ValidationInfo, field_validator

from stretchbook.catalogue.cells import Row, Short, Text
from stretchbook.rows import Id
from stretchbook.words import TRUNK_JOINTS, Anchor, Angle, FormOf, Joint, Side, Verification


class Keyframe(Row):
    """One picture of a stretch on its way: a named posture and the camera that shows it."""

    stretch: Id = Field(description="-> stretches")
    keyframe: int = Field(ge=0, description="0, 1, 2, ...")
    name: Short = Field(description="what is seen")
    hold: bool = Field(description="true for the one posture that is held (or rocked)")
    camera_azimuth: float = Field(ge=-360, le=360, description="degrees")
    camera_elevation: float = Field(ge=-90, le=90, description="degrees")
    rock_roll: float | None = Field(None, gt=0, le=45, description="rocking: roll to each side, degrees")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well the angles are known")


class _JointAngle(Row):
    @field_validator("joint", check_fields=False)
    @classmethod
    def _of_its_side(cls, joint: str, info: ValidationInfo) -> str:
        trunk, side = joint in TRUNK_JOINTS, info.data.get("side")
        if side is not None and trunk != (side == "both"):
            sides = "both" if trunk else "left or right"
            raise ValueError(f"{joint} has the side {sides}, not {side}")
        return joint


class KeyframeAngle(_JointAngle):
    """One joint angle of one keyframe, on a teaching figure: approximate, +-15 degrees."""

    stretch: Id = Field(description="-> keyframes")
    keyframe: int = Field(ge=0, description="-> keyframes")
    t: float = Field(1.0, ge=0, le=1, description="way from the keyframe before (0) to this one (1)")
    side: Side = Field(description="left or right limb; both: trunk and head")
    joint: Joint = Field(description="joint and direction, for example hip_flex")
    deg: float = Field(ge=-180, le=180, description="degrees from the anatomical position")


class Form(Row):
    """An easier or a harder form of a stretch, in our own words."""

    stretch: Id = Field(description="-> stretches")
    form: FormOf = Field(description="easier or harder than the hold of the article")
    name: Short = Field(description="what is different, in a few words")
    added_text: Text = Field(description="what to do instead, and what it changes")
    source: Id = Field(description="-> sources")
    status: Verification = Field(description="how well it is known")


class FormAngle(_JointAngle):
    """One joint angle in which a form differs from the held keyframe; all others stay."""

    stretch: Id = Field(description="-> forms")
    form: FormOf = Field(description="-> forms")
    side: Side = Field(description="left or right limb; both: trunk and head")
    joint: Joint = Field(description="joint and direction, for example hip_flex")
    deg: float = Field(ge=-180, le=180, description="degrees from the anatomical position")


class StretchAnchor(Row):
    """One part of the figure that stays in place while a stretch is done. No row: the pelvis does."""

    stretch: Id = Field(description="-> stretches")
    part: Anchor = Field(description="part of the figure; its upper joint is what stays")
    side: Side = Field(description="left or right limb; both: the pelvis")

    @field_validator("side")
    @classmethod
    def _of_its_part(cls, side: str, info: ValidationInfo) -> str:
        part = info.data.get("part")
        if part is not None and (part == "pelvis") != (side == "both"):
            sides = "both" if part == "pelvis" else "left or right"
            raise ValueError(f"{part} has the side {sides}, not {side}")
        return side


class WhatIfQuestion(Row):
    """One question of the what-if laboratory: a held posture and the one joint angle to change in it."""

    id: Id = Field(description="key of the question")
    question: Short = Field(description="what to do, without the question mark")
    stretch: Id = Field(description="-> stretches: whose held posture to start from")
    leg: Side = Field(description="which leg moves")
    angle: Angle = Field(description="which angle")
    deg: float = Field(ge=-180, le=180, description="what it is set to, degrees")
