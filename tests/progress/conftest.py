"""Small logs, built in memory in the columns of ``log.sessions()`` and ``log.holds()``."""

from types import SimpleNamespace

import matplotlib
import pandas as pd
import pytest

matplotlib.use("Agg")

STRETCHES = {
    "forward_fold": False,
    "seated_twist": True,
    "childs_pose": False,
    "happy_baby": False,
    "runners_lunge": True,
    "adductor_opener": False,
}
DAY_ONE = pd.Timestamp("2026-03-02")  # a Monday


def make_holds(rows):
    """Holds from (day number, session, stretch, side, held seconds, status) rows."""
    columns = ["n", "session", "stretch", "side", "held_s", "status"]
    frame = pd.DataFrame(rows, columns=columns)
    day = DAY_ONE + pd.to_timedelta(frame.pop("n").astype(int), unit="D")
    started = (day + pd.Timedelta(hours=7)).dt.tz_localize("UTC").astype("datetime64[us, UTC]")
    return frame.assign(
        id=[f"h{i:05d}" for i in range(len(frame))],
        set=1,
        planned_s=30.0,
        held_s=frame["held_s"].astype(float),
        started_at=started,
        zone="UTC",
        day=day.astype("datetime64[us]"),
    )


def pass_of_all(day, session=None, sets=1, held_s=30.0, status="completed"):
    """Rows of one session with every stretch once for each side and set."""
    return [
        (day, session or f"s{day}", stretch, side, held_s, status)
        for _ in range(sets)
        for stretch, sided in STRETCHES.items()
        for side in (("left", "right") if sided else ("both",))
    ]


def make_sessions(rows):
    """Sessions from (day number, before lower back, after, before hip, after) rows."""
    columns = ["pain_before_lower_back", "pain_after_lower_back", "pain_before_hip", "pain_after_hip"]
    frame = pd.DataFrame(rows, columns=["n", *columns])
    day = DAY_ONE + pd.to_timedelta(frame.pop("n").astype(int), unit="D")
    frame = frame.astype("Int64")
    started = (day + pd.Timedelta(hours=7)).dt.tz_localize("UTC").astype("datetime64[us, UTC]")
    return frame.assign(
        id=[f"s{i:05d}" for i in range(len(frame))],
        started_at=started,
        zone="UTC",
        day=day.astype("datetime64[us]"),
        areas="lower back|hip",
        holds=8,
        held_s=240.0,
        note=pd.Series(pd.NA, index=frame.index, dtype="string"),
    )


@pytest.fixture(scope="session")
def cat():
    """The shipped catalogue."""
    from stretchbook.catalogue import load_catalogue

    return load_catalogue()


@pytest.fixture
def make():
    """The builders of small logs."""
    return SimpleNamespace(
        holds=make_holds,
        sessions=make_sessions,
        pass_of_all=pass_of_all,
        day_one=DAY_ONE,
        stretches=STRETCHES,
    )
