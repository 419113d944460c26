"""One row model for each table of the log: what a session, a hold and a measure must be, and the mend."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from stretchbook.log.db.times import find_zone, offset_s, to_us, zone_name
from stretchbook.log.fields import (
    Area,
    Day,
    Key,
    Label,
    Moment,
    Note,
    Score,
    Seconds,
    Zone,
    areas_of,
    moment_of,
    number,
)
from stretchbook.rows import Id
from stretchbook.words import Side, Status

SHIPPED_AREAS = ("lower back", "hip")
"""Areas whose ratings always have their columns in `Log.sessions`; the log takes any other area too."""
PLAN = "plan_days_per_week"
"""Name of the setting that is the plan."""
DayKind = Literal["rest", "illness", "holiday"]
DAY_KINDS: tuple[str, ...] = get_args(DayKind)

TOLERANCE_S = 0.05
"""A hold that ends this little early is still completed: three frames of a screen."""


class Entry(BaseModel):
    """A row of any table of the log. Text is kept to the letter."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        return self.model_dump()


class _InZone(Entry):
    """A row with a moment and a zone: a moment given in UTC is told in its zone."""

    @model_validator(mode="before")
    @classmethod
    def _tell_in_zone(cls, given: Any) -> Any:
        at = "taken_at" if "taken_at" in cls.model_fields else "started_at"
        if not isinstance(given, Mapping) or given.get(at) in (None, ""):
            return given
        try:
            moment = moment_of(given[at])
            zone = given.get("zone") or zone_name(moment)
            told = moment.astimezone(find_zone(zone)) if not offset_s(moment) else moment
        except (ValueError, TypeError):
            return given
        return {**given, at: told, "zone": zone}


def _stored(row: dict[str, Any], at: str) -> dict[str, Any]:
    moment = row.pop(at)
    return row | {f"{at.removesuffix('_at')}_us": to_us(moment), "utc_offset_s": offset_s(moment)}


class SessionEntry(_InZone):
    """One session: what is done between two ratings of pain."""

    id: Key = Field(description="key of the session")
    started_at: Moment = Field(description="when it began: local time with its offset from UTC")
    zone: Zone = Field(description="zone in which it happened: IANA name, or an offset such as +02:00")
    areas: Annotated[tuple[Area, ...], BeforeValidator(areas_of)] = Field(
        (), description="pain areas it was for, separated by |, such as lower back|hip"
    )
    note: Note = Field(None, description="the person's own words")

    @model_validator(mode="before")
    @classmethod
    def _no_areas(cls, given: Any) -> Any:
        return {**given, "areas": ()} if isinstance(given, Mapping) and given.get("areas") == "" else given

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        return _stored(self.model_dump(), "started_at") | {"areas": "|".join(self.areas)}


class RatingEntry(Entry):
    """One rating of pain: one area, before or after one session. What was not rated has no row."""

    session: Key = Field(description="-> sessions")
    area: Area = Field(description="the area that was rated, such as hip")
    moment: Literal["before", "after"] = Field(description="before or after the session")
    score: Score = Field(description="NPRS 0-10: 0 no pain, 10 worst imaginable")

    @property
    def key(self) -> str:
        """What there can be only one rating of."""
        return rating_key(self.session, self.moment, self.area)

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it, with an id of its own."""
        return {"id": str(uuid.uuid4())} | self.model_dump()


class HoldEntry(Entry):
    """One hold: one continuous stretch of one side (or both)."""

    id: Key = Field(description="key of the hold")
    session: Key = Field(description="-> sessions")
    stretch: Id = Field(description="-> stretches of the catalogue")
    side: Side = Field(description="left, right or both, as the catalogue defines it for this stretch")
    set: Annotated[int, Field(ge=1, le=1000), BeforeValidator(number)] = Field(
        1, description="set: 1, 2, ..."
    )
    planned_s: Seconds = Field(gt=0, le=3600, description="seconds planned")
    held_s: Seconds = Field(ge=0, le=86400, description="seconds truly held, pauses left out")
    status: Status = Field(
        description="completed, cut short or skipped; what was held before a skip is counted as held"
    )
    started_at: Moment = Field(description="when it began: time with its offset from UTC")

    @model_validator(mode="before")
    @classmethod
    def _derive_status(cls, given: Any) -> Any:
        if not isinstance(given, Mapping) or given.get("status") not in (None, ""):
            return given
        try:
            held, planned = float(given["held_s"]), float(given["planned_s"])
        except (KeyError, TypeError, ValueError):
            return {**given, "status": "skipped"}
        status = "completed" if held >= planned - TOLERANCE_S else "cut short" if held > 0 else "skipped"
        return {**given, "status": status}

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        row = self.model_dump()
        return row | {"started_us": to_us(row.pop("started_at")), "set_number": row.pop("set")}


class MeasureEntry(_InZone):
    """One value of an outcome measure."""

    id: Key = Field(description="key of the value; may be left out in a file of your own")
    measure: Id = Field(description="-> measures of the catalogue")
    side: Side = Field("both", description="left, right, or both (also where sides mean nothing)")
    value: Seconds = Field(description="the value, in the unit of the measure")
    taken_at: Moment = Field(description="when it was taken: local time with its offset from UTC")
    zone: Zone = Field(description="zone in which it was taken: IANA name, or an offset such as +02:00")
    note: Note = Field(None, description="the person's own words")

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        return _stored(self.model_dump(), "taken_at")


class DayEntry(Entry):
    """One marked day: no practice was to be expected."""

    day: Day = Field(description="the day, such as 2026-11-22")
    kind: DayKind = Field(description=", ".join(DAY_KINDS))
    note: Note = Field(None, description="the person's own words")

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        day = self.day.isoformat()
        return {"id": f"{day} {self.kind}", "day": day, "kind": self.kind, "note": self.note}


class PhaseEntry(Entry):
    """The first day of a phase of one's own naming."""

    label: Label = Field(description="name of the phase")
    start: Day = Field(description="its first day, such as 2026-11-22")

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        start = self.start.isoformat()
        return {"id": f"{start} {self.label}", "label": self.label, "start": start}


class SettingEntry(Entry):
    """One setting of the log that belongs to the person."""

    name: Literal["plan_days_per_week"] = Field(description="plan_days_per_week")
    value: Annotated[int, Field(ge=1, le=7)] = Field(description="planned days of practice a week")

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        return {"id": self.name, "value": self.value}


ENTRIES: dict[str, type[Entry]] = {
    "sessions": SessionEntry,
    "ratings": RatingEntry,
    "holds": HoldEntry,
    "measures": MeasureEntry,
    "days": DayEntry,
    "phases": PhaseEntry,
    "settings": SettingEntry,
}


def rating_key(session: str, moment: str, area: str) -> str:
    """Give what names one rating: its session, moment and area."""
    return f"{session}|{moment}|{area}"
