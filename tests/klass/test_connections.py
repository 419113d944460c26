"""Connections: one a program, given back when idle; many who write at once; a server that goes away."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from log.server import Server as PostgreSQL

from stretchbook.log import Log, LogUnavailable, open_log
from stretchbook.log.db import connections

from .conftest import Room, make_room, superuser

AT = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
FULL = os.environ.get("STRETCHBOOK_FULL") == "1"


def page_session(key: str) -> dict:
    """A session as the page sends it."""
    return {"id": key, "started_at": AT.isoformat(), "zone": "Europe/Berlin", "areas": ["hip"]}


def page_hold(key: str, number: int = 0) -> dict:
    """A hold as the page sends it."""
    at = (AT + timedelta(seconds=40 * number)).isoformat()
    return {
        "id": key, "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30, "held_s": 30.0,
        "status": "completed", "started_at": at,
    }  # fmt: skip


def open_to(room: Room, name: str) -> int:
    """Connections of one person, as the server counts them."""
    role = room.sql(name, "SELECT current_user")[0][0]
    return room.all_rows(f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{role}'")[0][0]


def wait_until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for something, without sleeping longer than it takes."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_program_has_one_connection(room: Room, tmp_path: Path) -> None:
    """Three logs at one address, used by eight threads at once, share one; reading inside reading works."""
    logs = [open_log(room.addresses["ana"]) for _ in range(3)]
    failed: list[BaseException] = []
    most = [0]

    def use(number: int) -> None:
        try:
            log = logs[number % 3]
            for hold in range(4):
                log.record(page_session(f"t{number}"), page_hold(f"t{number}-{hold}", hold))
                log.holds()
                if number == 0:
                    most[0] = max(most[0], open_to(room, "ana"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert most[0] == 1
    with logs[0]._store.read():
        assert len(logs[0].holds()) == 32
    logs[0].export(tmp_path / "out")
    logs[0].close()
    assert len(logs[1].holds()) == 32  # the others go on
    logs[1].delete_everything()
    logs[1].close()
    logs[2].close()
    wait_until(lambda: open_to(room, "ana") == 0)


def test_an_idle_connection_is_given_back(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to close a log: after a while without use it holds no place, and the next hold takes one."""
    monkeypatch.setattr(connections, "IDLE_S", 0.2)
    with open_log(room.addresses["ana"]) as log:
        for number in range(2):
            log.record(page_session("idle"), page_hold(f"idle-{number}"))
            wait_until(lambda: open_to(room, "ana") == 0)
        assert len(log.holds("idle")) == 2


def test_an_outage_loses_nothing(room: Room) -> None:
    """While the server is away each hold is refused in a sentence; sent again, each is there once."""
    with open_log(room.addresses["ben"], wait_s=2) as log:
        log.record(page_session("out"), page_hold("out-0"))
        room.raw.stop()
        try:
            for number in (1, 2):
                with pytest.raises(LogUnavailable, match="Nothing was changed"):
                    log.record(page_session("out"), page_hold(f"out-{number}", number))
        finally:
            room.raw.start()
        for number in (1, 2, 1):
            log.record(page_session("out"), page_hold(f"out-{number}", number))
        assert log.holds("out")["id"].tolist() == ["out-0", "out-1", "out-2"]


def test_many_write_at_once(postgresql: PostgreSQL) -> None:
    """Many people, each with their own log: every acknowledged hold is there; in full a minute of sixty."""
    number, rounds, pause = (60, 12, 5.0) if FULL else (12, 3, 0.0)
    room = make_room(postgresql, *[f"w{one}_" for one in range(number)])
    took: list[float] = []
    failed: list[BaseException] = []
    together = threading.Barrier(number)

    def write(address: str, place: int) -> None:
        try:
            with open_log(address) as log:
                together.wait()
                start = time.monotonic() + place / number * pause  # people do not start at the same moment
                for hold in range(rounds):
                    time.sleep(max(0.0, start + hold * pause - time.monotonic()))
                    began = time.perf_counter()
                    log.record(page_session("s"), page_hold(f"h-{hold}", hold))
                    took.append(time.perf_counter() - began)
                assert len(log.holds()) == rounds
        except BaseException as error:
            failed.append(error)
            together.abort()

    threads = [
        threading.Thread(target=write, args=(address, place))
        for place, address in enumerate(room.addresses.values())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(took) == number * rounds
    counted = room.all_rows("SELECT person, count(*) FROM holds GROUP BY person")
    assert {count for _, count in counted} == {rounds}
    assert len(counted) == number
    took.sort()
    middle, high = (round(took[int(len(took) * part)] * 1000) for part in (0.5, 0.95))
    print(f"{number} writers: median {middle} ms, 95th percentile {high} ms")


@pytest.mark.skipif(not FULL, reason="ninety logs at once: STRETCHBOOK_FULL=1")
def test_a_default_server_carries_ninety(postgresql: PostgreSQL) -> None:
    """Ninety people with an open log each have room on a server that takes a hundred connections."""
    room = make_room(postgresql, *[f"n{one}_" for one in range(90)])
    logs: list[Log] = [open_log(address) for address in room.addresses.values()]
    for log in logs:
        log.record(page_session("s"), page_hold("h"))
    assert superuser(postgresql, "SHOW max_connections") == [("100",)]
    assert room.all_rows("SELECT count(*) FROM holds")[0][0] == 90
    for log in logs:
        log.close()


def test_a_kernel_carries_no_charts_before_there_is_something_to_draw(tmp_path: Path) -> None:
    """Practising with an empty log loads no Matplotlib, which is a quarter of a kernel's memory at a hub."""
    code = (
        "import sys, stretchbook as sb\n"
        f"practice = sb.Practice(sb.load_catalogue(), sb.open_log({str(tmp_path / 'log.db')!r}))\n"
        "print('pandas' in sys.modules, 'matplotlib' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.stdout == "True False\n", run.stderr
