"""A class that practises at one time: how long a hold takes to be acknowledged; whether all are there.

    python tests/benchmarks/bench_writers.py [PEOPLE [SECONDS]]

Sixty people write a hold every five seconds for a minute, each through a log of their own with a connection
kept, as a kernel has it; then with a connection taken anew for each hold, as after a while without use.
"""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from klass.conftest import Room, make_room, serving
from klass.test_connections import page_hold, page_session
from log.server import find_programs

from stretchbook.log import open_log

EVERY_S = 5.0


def written(room: Room, kept: bool, rounds: int) -> tuple[list[float], list[float]]:
    """Let everybody write; give the milliseconds of each hold, and those of each person's first."""
    people = list(room.addresses.values())
    together = threading.Barrier(len(people))

    def write(place: int) -> list[float]:
        took = []
        with open_log(people[place]) as log:
            together.wait()
            start = time.monotonic() + place / len(people) * EVERY_S  # people do not begin at the same moment
            for number in range(rounds):
                time.sleep(max(0.0, start + number * EVERY_S - time.monotonic()))
                if not kept:
                    log._store.engine.dispose()
                began = time.perf_counter()
                log.record(page_session(f"{kept}"), page_hold(f"{kept}-{number}", number))
                took.append((time.perf_counter() - began) * 1000)
        return took

    with ThreadPoolExecutor(len(people)) as pool:
        every = list(pool.map(write, range(len(people))))
    return [ms for took in every for ms in took[1:]], [took[0] for took in every]


def middle_and_high(ms: list[float]) -> str:
    """Median and 95th percentile."""
    ms = sorted(ms)
    return f"median {ms[len(ms) // 2]:.1f} ms, 95th percentile {ms[int(len(ms) * 0.95)]:.1f} ms"


def main(people: int = 60, seconds: float = 60) -> None:
    """Print a line for each way."""
    rounds = round(seconds / EVERY_S)
    for raw in serving(find_programs()):
        room = make_room(raw, *[f"w{number}_" for number in range(people)])
        for kept in (True, False):
            later, first = written(room, kept, rounds)
            there = room.all_rows(f"SELECT count(*) FROM holds WHERE session = '{kept}'")[0][0]
            way = "connections kept" if kept else "taken anew for each hold"
            print(f"{way}: {middle_and_high(later)} (a session's first hold: {middle_and_high(first)}); "
                  f"{there} of {people * rounds} acknowledged holds are there")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
