"""How fast the log writes and reads, as ratios to bare ``sqlite3`` in the same run.

Run it: ``python tests/benchmarks/bench_log.py [largest number of holds]`` (default 1,000,000).
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
import tracemalloc
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from stretchbook.log import open_log
from stretchbook.log.db.tables import (
    holds as holds_table,
    ratings as ratings_table,
    sessions as sessions_table,
)
from stretchbook.log.db.times import to_us

WRITES = 600
YEARS = 10
START = datetime(2016, 1, 1, 8, tzinfo=UTC)
MOVES = [
    ("forward_fold", "both"),
    ("seated_twist", "left"),
    ("seated_twist", "right"),
    ("childs_pose", "both"),
    ("happy_baby", "both"),
    ("runners_lunge", "left"),
    ("runners_lunge", "right"),
    ("adductor_opener", "both"),
]
INSERT = (
    "INSERT INTO holds (id, session, stretch, side, set_number, planned_s, held_s, status, started_us) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
AGGREGATE = """
    SELECT (s.started_us + s.utc_offset_s * 1000000) / 86400000000 AS day, h.stretch, h.side, h.status,
           count(*) AS holds, sum(h.held_s) AS held_s
    FROM holds h JOIN sessions s ON s.person = h.person AND s.id = h.session
    WHERE h.deleted_us IS NULL AND s.deleted_us IS NULL
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def writing(folder: Path) -> None:
    """Print the time of one durable hold beside the bare insert, turn by turn so that both see one disk."""
    log, bare_log = open_log(folder / "log.db"), open_log(folder / "bare.db")
    session, bare_session = log.session(["hip"]), bare_log.session(["hip"])
    bare_log.close()
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        bare.execute(f"PRAGMA {pragma}")
    now = to_us(datetime.now(UTC))
    page = {"id": session.id, "started_at": "2026-11-22T10:00:00Z", "zone": "Europe/Berlin", "areas": ["hip"]}

    def bare_insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        row = (str(uuid.uuid4()), bare_session.id, "childs_pose", "both", 1, 30.0, 30.0, "completed", now)
        bare.execute(INSERT, row)
        bare.execute("COMMIT")

    def record() -> None:
        hold = {
            "id": str(uuid.uuid4()), "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30,
            "held_s": 30.0, "status": "completed", "started_at": "2026-11-22T10:00:05Z",
        }  # fmt: skip
        log.record(page, hold)

    ways = {
        "bare sqlite3 insert": bare_insert,
        "session.hold(...)": lambda: session.hold("childs_pose", "both", 30, 30.0),
        "log.record(...), as from the page": record,
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(WRITES):
        for way in random.sample(list(ways), len(ways)):  # whoever writes first waits for the disk the least
            times[way].append(timed(ways[way]))
    base = statistics.median(times["bare sqlite3 insert"])
    print(f"\n| one durable hold (median of {WRITES}, in turns) | us | ratio |\n|---|---|---|")
    for way, taken in times.items():
        middle = statistics.median(taken)
        print(f"| {way} | {middle * 1e6:.0f} | {middle / base:.2f} |")
    bare.close()
    log.close()


def fill(path: Path, number: int) -> None:
    """Write so many holds, eight a session, spread over ten years."""
    step = timedelta(days=365.25 * YEARS) / (number // 8)
    with open_log(path) as log:
        for first in range(0, number // 8, 20_000):
            numbers = range(first, min(first + 20_000, number // 8))
            sessions, ratings, holds = [], [], []
            for session in numbers:
                at, key = to_us(START + session * step), str(uuid.uuid4())
                row = {"id": key, "started_us": at, "zone": "Europe/Berlin", "utc_offset_s": 3600}
                sessions.append(row | {"areas": "hip"})
                for moment, score in (("before", 5), ("after", 3)):
                    rating = {"session": key, "area": "hip", "moment": moment, "score": score}
                    ratings.append({"id": str(uuid.uuid4()), **rating})
                for place, (stretch, side) in enumerate(MOVES):
                    holds.append({
                        "id": str(uuid.uuid4()), "session": key, "stretch": stretch, "side": side,
                        "set_number": 1, "planned_s": 30.0, "held_s": 30.0, "status": "completed",
                        "started_us": at + place * 35_000_000,
                    })  # fmt: skip
            with log._store.write() as connection:
                log._store.add(connection, sessions_table, *sessions)
                log._store.add(connection, ratings_table, *ratings)
                log._store.add(connection, holds_table, *holds)


def by_hand(path: Path) -> pd.DataFrame:
    """Give the same sums by one hand-written query and pandas."""
    with closing(sqlite3.connect(path)) as connection:
        frame = pd.read_sql_query(AGGREGATE, connection)
    return frame.assign(day=pd.to_datetime(frame["day"], unit="D"))


def opened(path: Path, method: str) -> pd.DataFrame:
    """Open the log and read one frame."""
    with open_log(path) as log:
        frame: pd.DataFrame = getattr(log, method)()
    return frame


def peak_mb(work: Callable[[], object]) -> float:
    """Most memory that Python had in use during ``work``, in MB."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def reading(folder: Path, most: int) -> None:
    """Print the time from opening a log to the numbers of the progress page, for growing logs."""
    print(
        f"\n| holds ({YEARS} years) | by hand, s | open + daily_totals(), s | ratio | rows | peak, MB "
        "| sessions(), s | holds(), s | peak of holds(), MB |\n|---|---|---|---|---|---|---|---|---|"
    )
    for number in (10_000, 100_000, 1_000_000):
        if number > most:
            break
        path = folder / f"{number}.db"
        fill(path, number)
        assert opened(path, "daily_totals")["held_s"].sum() == by_hand(path)["held_s"].sum()
        turns = [
            (timed(lambda p=path: by_hand(p)), timed(lambda p=path: opened(p, "daily_totals")))
            for _ in range(5)
        ]
        hand, ours = (statistics.median(times) for times in zip(*turns, strict=True))
        rows, peak = len(opened(path, "daily_totals")), peak_mb(lambda p=path: opened(p, "daily_totals"))
        sessions, holds = (timed(lambda p=path, m=method: opened(p, m)) for method in ("sessions", "holds"))
        whole = peak_mb(lambda p=path: opened(p, "holds"))
        print(
            f"| {number:,} | {hand:.3f} | {ours:.3f} | {ours / hand:.2f} | {rows:,} | {peak:.1f} "
            f"| {sessions:.2f} | {holds:.2f} | {whole:.0f} |"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        writing(Path(name))
        reading(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
