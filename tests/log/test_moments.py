"""Time: the instant, the zone it happened in, and the local day that a session belongs to."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from stretchbook.log import Log, LogError, open_log
from stretchbook.log.db.times import find_zone, from_us, machine_zone, offset_s, to_us, zone_name

from .conftest import BERLIN, practise


def days(log: Log) -> list[str]:
    """Local days of all sessions, oldest session first."""
    return log.sessions()["day"].dt.strftime("%m-%d").tolist()


def test_two_sessions_around_midnight(log: Log) -> None:
    """23:58 belongs to the day, 00:20 to the next, and holds stay with their session's day."""
    practise(log, started_at=datetime(2026, 5, 3, 23, 58, tzinfo=BERLIN), holds=6)
    practise(log, started_at=datetime(2026, 5, 4, 0, 20, tzinfo=BERLIN), holds=1)
    assert days(log) == ["05-03", "05-04"]
    assert log.holds()["day"].dt.day.tolist() == [3] * 6 + [4]
    assert log.daily_totals()["holds"].tolist() == [6, 1]


def test_a_day_may_start_at_four(path: Path) -> None:
    """With a day that starts at 4, 00:20 and 03:59 belong to the day before, 04:00 does not."""
    with open_log(path, day_starts=4) as log:
        for hour, minute in ((0, 20), (3, 59), (4, 0)):
            practise(log, started_at=datetime(2026, 5, 4, hour, minute, tzinfo=BERLIN))
        assert days(log) == ["05-03", "05-03", "05-04"]
        assert log.daily_totals()["day"].dt.day.tolist() == [3, 4]
    with pytest.raises(LogError, match="from 0 to below 24"):
        open_log(path, day_starts=24)


def test_the_night_with_two_hours_of_two_o_clock(log: Log) -> None:
    """In the autumn night 02:30 comes twice: an hour apart, in order, on one day."""
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0)
    again = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    practise(log, started_at=again)
    practise(log, started_at=first)
    started = log.sessions()["started_at"]
    assert started[1] - started[0] == timedelta(hours=1)
    assert started[0] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert days(log) == ["10-25", "10-25"]


def test_the_night_without_two_o_clock(log: Log) -> None:
    """In the spring night a session from 01:59 on goes over 03:00 as seconds pass."""
    start = datetime(2026, 3, 29, 1, 59, 30, tzinfo=BERLIN)
    session = log.session(started_at=start)
    for number in range(2):
        session.hold("childs_pose", "both", 30, 30, start.astimezone(UTC) + timedelta(seconds=40 * number))
    told = log.holds()["started_at"].dt.tz_convert("Europe/Berlin").dt.strftime("%H:%M:%S").tolist()
    assert told == ["01:59:30", "03:00:10"]
    assert days(log) == ["03-29"]


def test_travel_across_the_date_line(log: Log) -> None:
    """The day is that of the place: Auckland on the 2nd, then Honolulu on the 1st, in the true order."""
    practise(log, started_at=datetime(2026, 6, 2, 8, 0, tzinfo=ZoneInfo("Pacific/Auckland")))
    practise(log, started_at=datetime(2026, 6, 1, 12, 0, tzinfo=ZoneInfo("Pacific/Honolulu")))
    assert log.sessions()["zone"].tolist() == ["Pacific/Auckland", "Pacific/Honolulu"]
    assert days(log) == ["06-02", "06-01"]


def test_two_sessions_on_one_day_stay_two(log: Log) -> None:
    """Morning and evening are two sessions of one day, and the totals of the day hold both."""
    for hour in (7, 21):
        practise(log, started_at=datetime(2026, 5, 3, hour, tzinfo=BERLIN))
    assert days(log) == ["05-03", "05-03"]
    assert log.daily_totals()["holds"].tolist() == [4]


def test_a_clock_set_back_costs_no_seconds(path: Path) -> None:
    """When the clock of the machine is set back during a session, holds, seconds and day stay right."""
    clock = iter([datetime(2026, 5, 3, 9, 0, tzinfo=BERLIN), datetime(2026, 5, 3, 8, 0, tzinfo=BERLIN)] * 2)
    with open_log(path, clock=lambda: next(clock)) as log:
        session = log.session()
        for _ in range(3):
            session.hold("childs_pose", "both", 30, 30.0)
        assert log.sessions()[["holds", "held_s"]].values.tolist() == [[3, 90.0]]
        assert log.holds()["day"].dt.day.tolist() == [3, 3, 3]


def test_a_zone_may_be_an_offset(log: Log) -> None:
    """A time with an offset but no name of a zone keeps the offset, and its day is local."""
    practise(log, started_at=datetime(2026, 5, 3, 23, 30, tzinfo=timezone(timedelta(hours=-3, minutes=-30))))
    assert log.sessions()["zone"].tolist() == ["-03:30"]
    assert days(log) == ["05-03"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "Mars/Olympus", "+99:00", "", "x\0y"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    """A name of a zone is never taken for a path, and an unknown one says what to write."""
    with pytest.raises(ValueError, match="write a zone such as"):
        find_zone(name)


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: 1970 < moment.year < 2200))
def test_an_instant_comes_back_to_the_microsecond(moment: datetime) -> None:
    """Any instant is kept exactly, and its zone comes back by its name."""
    assert from_us(to_us(moment)) == moment.astimezone(UTC)
    told = from_us(to_us(moment), find_zone(zone_name(moment)))
    assert offset_s(told) == offset_s(moment.astimezone(UTC).astimezone(moment.tzinfo))


def test_this_machine_has_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone is that of TZ, by name, and the offset now where the name tells nothing."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert zone_name(datetime.now(machine_zone())) == "Pacific/Auckland"
