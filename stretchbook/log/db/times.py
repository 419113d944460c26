"""Moments and zones: an instant in UTC, the zone it happened in, and the local day it belongs to."""

import io
import os
import re
import struct
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_RULE = re.compile(r"([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d")
_FIXED = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")


def to_us(moment: datetime) -> int:
    """Whole microseconds since 1970 in UTC: exact, and the same in every database."""
    return (moment - EPOCH) // MICROSECOND


def from_us(us: int, zone: tzinfo = UTC) -> datetime:
    """Inverse of `to_us`, shown in ``zone``."""
    return (EPOCH + us * MICROSECOND).astimezone(zone)


def offset_s(moment: datetime) -> int:
    """Seconds by which the clock on the wall was ahead of UTC."""
    offset = moment.utcoffset()
    return 0 if offset is None else round(offset.total_seconds())


def fixed(seconds: int) -> tzinfo:
    """Zone that is always ``seconds`` ahead of UTC."""
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


def zone_name(moment: datetime) -> str:
    """IANA name of an aware moment's zone where it has one, else its offset, such as "+02:00"."""
    key = getattr(moment.tzinfo, "key", None) or getattr(moment.tzinfo, "zone", None)  # pytz has `zone`
    if isinstance(key, str):
        return key
    seconds = offset_s(moment)
    return (
        moment.isoformat()[-6:] if seconds and seconds % 60 == 0 else "UTC" if not seconds else _long(seconds)
    )


def _long(seconds: int) -> str:
    sign, rest = "-" if seconds < 0 else "+", abs(seconds)
    return f"{sign}{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


def find_zone(name: str) -> tzinfo:
    """Zone of an IANA name or of an offset such as "+02:00".

    Raises
    ------
    ValueError
        One sentence, if this machine does not know the zone.
    """
    if match := _FIXED.fullmatch(name):
        sign, hours, minutes, seconds = match.groups(default="0")
        ahead = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        if ahead < 86400:
            return fixed(-ahead if sign == "-" else ahead)
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):  # it refuses names that are paths
        return ZoneInfo(name)
    raise ValueError("write a zone such as Europe/Berlin or +02:00")


def machine_zone() -> tzinfo:
    """Zone of this machine: by name where the system tells it, by the rule in TZ, else its present offset."""
    link = "/etc/localtime"
    variable = os.environ.get("TZ", "").lstrip(":")
    told = variable or (os.readlink(link) if os.path.islink(link) else "")
    return _told_zone(told) or fixed(offset_s(datetime.now().astimezone()))


@lru_cache(maxsize=8)
def _told_zone(told: str) -> tzinfo | None:
    """Zone of a name, of a path to its file, or of a rule such as "CET-1CEST,M3.5.0,M10.5.0/3"."""
    with suppress(ValueError):
        return find_zone(told.rpartition("zoneinfo/")[2])
    return _ruled(told) if _RULE.match(told) else None


def _ruled(rule: str) -> tzinfo | None:
    """Zone of a rule of POSIX: a file of zoneinfo may hold a rule alone, after one change in the far past."""
    head = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 1, 1, 4)
    first, kind = -(2**31), struct.pack(">lbb4s", 0, 0, 0, b"LMT\0")
    file = head + struct.pack(">lb", first, 0) + kind + head + struct.pack(">qb", first, 0) + kind
    with suppress(ValueError, IndexError):
        return ZoneInfo.from_file(io.BytesIO(file + b"\n" + rule.encode() + b"\n"))
    return None


def now() -> datetime:
    """The clock of this machine, aware of its zone."""
    return datetime.now(machine_zone())
