"""One row model for each table of the log: what a session, a hold and a measure must be, and the mend."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from stretchbook.log.db.times import find_zone, offset_s, to_us, zone_name
from stretchbook.log.faults import LogError, shown
from stretchbook.rows import Id
from stretchbook.words import AREAS, Area, Side, Status

DayKind = Literal["rest", "illness", "holiday"]
DAY_KINDS: tuple[str, ...] = get_args(DayKind)

TOLERANCE_S = 0.05
"""A hold that ends this little early is still completed: three frames of a screen."""


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("must be a number, not true or false")
    return value


def _blank(value: Any) -> Any:
    return None if isinstance(value, str) and value == "" else value


def _writable(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if "\0" in text:
        raise ValueError("holds the character NUL, which no database and no spreadsheet keeps; remove it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a character (a lone surrogate); remove it") from None
    return text


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("write a time with its zone, such as 2026-11-22T18:05:00+01:00") from None
    if not isinstance(value, datetime):
        raise ValueError("must be a time (datetime)")
    if value.utcoffset() is None:
        raise ValueError("has no time zone; give an aware time, such as datetime.now().astimezone()")
    if not 1970 <= value.year <= 2200:
        raise ValueError("must lie between 1970 and 2200")
    return value if type(value) is datetime else _plain_time(value)


def _plain_time(moment: datetime) -> datetime:
    """Give a datetime that is one, not a subclass with nanoseconds."""
    return datetime.combine(moment.date(), moment.timetz()).replace(fold=moment.fold)


def _zone(name: str) -> str:
    find_zone(name)
    return name


def _areas(value: Any) -> Any:
    parts = value.split("|") if isinstance(value, str) else value
    if isinstance(parts, str) or not isinstance(parts, Iterable):
        return parts
    given = list(parts)
    return tuple(part for place, part in enumerate(given) if part not in given[:place])


def _said(label: str) -> str:
    if not label.strip():
        raise ValueError("must not be blank")
    return label


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$", max_length=64)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Zone = Annotated[str, Field(max_length=64), AfterValidator(_zone)]
Pain = Annotated[Annotated[int, Field(ge=0, le=10)] | None, BeforeValidator(_blank), BeforeValidator(_number)]
Seconds = Annotated[float, BeforeValidator(_number)]
Note = Annotated[
    Annotated[str, Field(max_length=10_000), BeforeValidator(_writable)] | None, BeforeValidator(_blank)
]
Label = Annotated[str, Field(max_length=100), BeforeValidator(_writable), AfterValidator(_said)]
Day = Annotated[date, BeforeValidator(_day)]


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
            moment = _moment(given[at])
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
    areas: Annotated[tuple[Area, ...], BeforeValidator(_areas)] = Field(
        (), description=f"pain areas it was for, separated by |: {', '.join(AREAS)}"
    )
    pain_before_lower_back: Pain = Field(None, description="NPRS 0-10 before; empty: not rated")
    pain_after_lower_back: Pain = Field(None, description="NPRS 0-10 after; empty: not rated")
    pain_before_hip: Pain = Field(None, description="NPRS 0-10 before; empty: not rated")
    pain_after_hip: Pain = Field(None, description="NPRS 0-10 after; empty: not rated")
    note: Note = Field(None, description="the person's own words")

    @model_validator(mode="before")
    @classmethod
    def _no_areas(cls, given: Any) -> Any:
        return {**given, "areas": ()} if isinstance(given, Mapping) and given.get("areas") == "" else given

    def columns(self) -> dict[str, Any]:
        """Give the row as the database has it."""
        return _stored(self.model_dump(), "started_at") | {"areas": "|".join(self.areas)}


class HoldEntry(Entry):
    """One hold: one continuous stretch of one side (or both)."""

    id: Key = Field(description="key of the hold")
    session: Key = Field(description="-> sessions")
    stretch: Id = Field(description="-> stretches of the catalogue")
    side: Side = Field(description="left, right or both, as the catalogue defines it for this stretch")
    set: Annotated[int, Field(ge=1, le=1000), BeforeValidator(_number)] = Field(
        1, description="set: 1, 2, ..."
    )
    planned_s: Seconds = Field(gt=0, le=3600, description="seconds planned")
    held_s: Seconds = Field(ge=0, le=86400, description="seconds truly held, pauses left out")
    status: Status = Field(description="completed, cut short or skipped")
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

    @model_validator(mode="before")
    @classmethod
    def _name_by_content(cls, given: Any) -> Any:
        if not isinstance(given, Mapping) or given.get("id"):
            return given
        said = "|".join(str(given.get(field)) for field in ("measure", "side", "taken_at"))
        return {**given, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, said))}

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


ENTRIES: dict[str, type[Entry]] = {
    "sessions": SessionEntry,
    "holds": HoldEntry,
    "measures": MeasureEntry,
    "days": DayEntry,
    "phases": PhaseEntry,
    "settings": SettingEntry,
}


def pain_column(when: str, area: str) -> str:
    """Give the column of one rating: ``pain_before_lower_back``."""
    return f"pain_{when}_{area.replace(' ', '_')}"


def pain_columns(when: str, ratings: Mapping[str, int | None] | None) -> dict[str, int | None]:
    """Give the columns of all ratings "before" or "after"; an area that is not rated is None, never 0.

    Raises
    ------
    LogError
        If ``ratings`` is not a mapping of pain areas.
    """
    if ratings is not None and not isinstance(ratings, Mapping):
        raise LogError(f"Pain is rated by area, such as {{'lower back': 6}} (found {shown(ratings)}).")
    for area in ratings or {}:
        if area not in AREAS:
            raise LogError(f"Pain is rated for {' or '.join(map(repr, AREAS))} (found {shown(area)}).")
    return {pain_column(when, area): (ratings or {}).get(area) for area in AREAS}
