"""Tables of the log -> frames, read with one query each and with the same column types when empty."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Select,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    text,
    union_all,
)

from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import MOMENTS, days, holds, measures, mine, phases, ratings, seen, sessions
from stretchbook.log.records import SHIPPED_AREAS
from stretchbook.words import area_column

_AT_ONCE = 2_000  # rows; quicker than ten times as many, which no longer lie near the processor


def _text(values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype="str")


def _words(values: list[Any]) -> pd.Series:
    """Text with few different words: each is kept once in memory."""
    once: dict[str, str] = {}
    return pd.Series([once.setdefault(value, value) for value in values], dtype="str")


def _note(values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype="string")


def _whole(values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype="int64")


def _rating(values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype="Int64")


def _number(values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype="float64")


def _moment(values: list[Any]) -> pd.Series:
    return pd.Series(np.array(values, dtype="int64").view("M8[us]")).dt.tz_localize("UTC")


def _day(values: list[Any]) -> pd.Series:
    """Whole days since 1970, or ISO text."""
    if values and isinstance(values[0], str):
        return pd.Series(np.array(values, dtype="M8[D]").astype("M8[us]"))
    return pd.Series(np.array(values, dtype="int64").astype("M8[D]").astype("M8[us]"))


Kind = Callable[[list[Any]], pd.Series]
SESSION: dict[str, Kind] = {
    "id": _text, "started_at": _moment, "zone": _words, "day": _day, "areas": _words,
}  # fmt: skip
AFTER_RATINGS: dict[str, Kind] = {"holds": _whole, "held_s": _number, "note": _note}
RATINGS: dict[str, Kind] = {"session": _words, "area": _words, "moment": _words, "score": _whole}
HOLDS: dict[str, Kind] = {
    "id": _text, "session": _words, "stretch": _words, "side": _words, "set": _whole, "planned_s": _number,
    "held_s": _number, "status": _words, "started_at": _moment, "zone": _words, "day": _day,
}  # fmt: skip
MEASURES: dict[str, Kind] = {
    "id": _text, "measure": _words, "side": _words, "value": _number, "taken_at": _moment, "zone": _words,
    "day": _day, "note": _note,
}  # fmt: skip
DAYS: dict[str, Kind] = {"day": _day, "kind": _words, "note": _note}
PHASES: dict[str, Kind] = {"label": _text, "start": _day}
TOTALS: dict[str, Kind] = {
    "day": _day, "stretch": _words, "side": _words, "status": _words, "holds": _whole, "held_s": _number,
}  # fmt: skip

DELETED: dict[str, Kind] = {"id": _text, "kind": _words, "deleted_at": _moment, "started_at": _moment}


def _frame(store: Store, query: Select[Any] | CompoundSelect[Any], kinds: dict[str, Kind]) -> pd.DataFrame:
    """Rows of a query as a frame with the given columns, in the query's order."""
    parts: dict[str, list[pd.Series]] = {name: [] for name in kinds}
    for rows in chain(store.fetch(query, _AT_ONCE), [()]):
        columns = zip(*rows, strict=True) if rows else [()] * len(kinds)
        for (name, kind), values in zip(kinds.items(), columns, strict=True):
            if rows or not parts[name]:
                parts[name].append(kind(list(values)))
    whole = {name: part[0] if len(part) == 1 else pd.concat(part) for name, part in parts.items()}
    return pd.DataFrame({name: part.reset_index(drop=True) for name, part in whole.items()})


def _local_day(us: Any, offset_s: Any, day_starts: float) -> Any:
    """Whole local days since 1970, counted by the database."""
    ahead = cast(offset_s, BigInteger) * 1_000_000 - round(day_starts * 3_600_000_000)
    return (us + ahead) // 86_400_000_000


def read_sessions(store: Store, day_starts: float) -> pd.DataFrame:
    """Give `Log.sessions`."""
    held = (
        select(
            holds.c.session,
            func.sum(case((holds.c.status == "skipped", 0), else_=1)).label("holds"),
            func.sum(holds.c.held_s).label("held_s"),
        )
        .where(seen(holds))
        .group_by(holds.c.session)
        .subquery()
    )
    s, pain = sessions.c, _pain_columns(store)
    scores = (
        select(ratings.c.session, *(func.max(score).label(name) for name, score in pain.items()))
        .where(seen(ratings))
        .group_by(ratings.c.session)
        .subquery()
    )
    query = (
        select(
            s.id, s.started_us, s.zone, _local_day(s.started_us, s.utc_offset_s, day_starts), s.areas,
            *(scores.c[name] for name in pain),
            func.coalesce(held.c.holds, 0), func.coalesce(held.c.held_s, 0.0), s.note,
        )
        .outerjoin_from(sessions, held, held.c.session == s.id)
        .outerjoin(scores, scores.c.session == s.id)
        .where(seen(sessions))
        .order_by(s.started_us, s.id)
    )  # fmt: skip
    return _frame(store, query, SESSION | dict.fromkeys(pain, _rating) | AFTER_RATINGS)


def _pain_columns(store: Store) -> dict[str, Any]:
    """Give the score of each column of ratings: the shipped areas always, then others that occur."""
    r = ratings.c
    with store.read() as connection:
        others = connection.execute(select(r.area).where(seen(ratings)).distinct().order_by(r.area)).scalars()
        areas = dict.fromkeys([*SHIPPED_AREAS, *others])
    return {
        area_column(moment, area): case(((r.area == area) & (r.moment == moment), r.score))
        for area in areas
        for moment in MOMENTS
    }


def read_ratings(store: Store, session: str | None = None) -> pd.DataFrame:
    """Give `Log.ratings`."""
    r, s = ratings.c, sessions.c
    query = (
        select(r.session, r.area, r.moment, r.score)
        .join_from(ratings, sessions)
        .where(seen(ratings), seen(sessions))
        .order_by(s.started_us, s.id, r.moment.desc(), r.area)
    )
    return _frame(store, query if session is None else query.where(r.session == session), RATINGS)


def read_holds(store: Store, day_starts: float, session: str | None = None) -> pd.DataFrame:
    """Give `Log.holds`."""
    h, s = holds.c, sessions.c
    query = (
        select(
            h.id, h.session, h.stretch, h.side, h.set_number, h.planned_s, h.held_s, h.status, h.started_us,
            s.zone, _local_day(s.started_us, s.utc_offset_s, day_starts),
        )
        .join_from(holds, sessions)
        .where(seen(holds), seen(sessions))
        .order_by(h.started_us, h.id)
    )  # fmt: skip
    return _frame(store, query if session is None else query.where(h.session == session), HOLDS)


def read_totals(store: Store, day_starts: float) -> pd.DataFrame:
    """Give `Log.daily_totals`."""
    h, s = holds.c, sessions.c
    keys: list[Any] = [
        literal_column("day"),
        h.stretch,
        h.side,
        h.status,
    ]  # the day by its name: reckoned once a row
    query = (
        select(
            _local_day(s.started_us, s.utc_offset_s, day_starts).label("day"),
            h.stretch,
            h.side,
            h.status,
            func.count(),
            func.sum(h.held_s),
        )
        .join_from(holds, sessions)
        .where(seen(holds), seen(sessions))
        .group_by(*keys)
        .order_by(*keys)
    )
    return _frame(store, query, TOTALS)


def read_measures(store: Store, day_starts: float) -> pd.DataFrame:
    """Give `Log.measures`."""
    m = measures.c
    query = (
        select(
            m.id, m.measure, m.side, m.value, m.taken_us, m.zone,
            _local_day(m.taken_us, m.utc_offset_s, day_starts), m.note,
        )
        .where(seen(measures))
        .order_by(m.taken_us, m.id)
    )  # fmt: skip
    return _frame(store, query, MEASURES)


def read_days(store: Store) -> pd.DataFrame:
    """Give `Log.days`."""
    d = days.c
    query = select(d.day, d.kind, d.note).where(seen(days)).order_by(d.day, d.kind)
    return _frame(store, query, DAYS)


def read_phases(store: Store) -> pd.DataFrame:
    """Give `Log.phases`."""
    p = phases.c
    query = select(p.label, p.start).where(seen(phases)).order_by(p.start, p.label)
    return _frame(store, query, PHASES)


def read_deleted(store: Store) -> pd.DataFrame:
    """Give `Log.deleted`."""
    parts = [
        select(t.c.id, literal(t.name[:-1]), func.abs(t.c.deleted_us).label("deleted_us"), at).where(
            mine(t), t.c.deleted_us.is_not(None), *apart
        )
        for t, at, *apart in (
            (sessions, sessions.c.started_us, sessions.c.joined_to.is_(None)),
            (holds, holds.c.started_us),
            (measures, measures.c.taken_us),
        )
    ]
    return _frame(store, union_all(*parts).order_by(text("deleted_us DESC")), DELETED)
