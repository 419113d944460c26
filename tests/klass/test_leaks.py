"""What leaks past the rules: the planner's guesses, what it met on its way, odd values, locks, leftovers."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from log.server import Server as PostgreSQL

from stretchbook import open_class
from stretchbook.log import LogUnavailable, open_log
from stretchbook.log.db.opening import open_store
from stretchbook.log.shared import people, setting_up
from stretchbook.log.shared.server import Server

from .conftest import Room, make_room, owned, reach, superuser

DAY_US = 86_400_000_000
FIRST_US = 1_785_740_400_000_000
"""Monday, 3 August 2026, 7:00 UTC."""
VIEWS = ("days_practised", "weekly_dose", "adherence", "pain_change", "pain_weeks")
MANY = f"""
INSERT INTO sessions (id, started_us, zone, utc_offset_s, areas)
  SELECT 's' || n, {FIRST_US} + n * {DAY_US}, 'UTC', 0, 'hip' FROM generate_series(0, {{last}}) n;
INSERT INTO ratings (id, session, area, moment, score)
  SELECT 'r' || n || m, 's' || n, 'hip', m, {{score}}
  FROM generate_series(0, {{last}}) n, (VALUES ('before'), ('after')) v(m);
INSERT INTO holds (id, session, stretch, side, set_number, planned_s, held_s, status, started_us)
  SELECT 'h' || n, 's' || n, 'childs_pose', 'both', 1, 30, 30, 'completed', {FIRST_US}
  FROM generate_series(0, {{last}}) n;
"""


@pytest.fixture(scope="module")
def full(postgresql: PostgreSQL) -> Room:
    """A class in which Ben has many rows and Ana few, looked at by the server as it does by itself."""
    room = make_room(postgresql, "ana", "ben")
    room.sql("ben", MANY.format(last=299, score=9))
    room.sql("ana", MANY.format(last=2, score=1))
    room.all_rows("ANALYZE")
    return room


def plan(room: Room, statement: str) -> str:
    """How the server says that it would read something for Ana."""
    return "\n".join(line for (line,) in room.sql("ana", statement))


def test_guesses_of_the_planner_are_the_same_for_all(full: Room) -> None:
    """EXPLAIN guesses as many rows of a classmate as of nobody, and of a value that they have as of none."""
    ben, us = full.sql("ben", "SELECT current_user")[0][0], FIRST_US + 100 * DAY_US
    for table, there, nowhere in (
        ("sessions", f"person = '{ben}'", "person = 'nope'"),
        ("holds", f"person >= '{ben}'", "person >= 'nope'"),
        ("ratings", "score = 9", "score = 4"),
        ("sessions", f"started_us < {us}", "started_us < 5"),
        ("sessions", "id = 's200'", "id = 'x200'"),
    ):
        plans = [plan(full, f"EXPLAIN SELECT * FROM {table} WHERE {one}") for one in (there, nowhere)]
        rows = [re.findall(r"rows=\d+", told) for told in plans]
        assert rows[0] == rows[1], f"{table}: {there}"


def test_a_range_of_time_counts_nothing(full: Room) -> None:
    """No index leads to rows of others between two moments, however the planner is set."""
    until = FIRST_US + 20 * DAY_US
    for settings in ("seqscan", "bitmapscan"), ("seqscan", "indexscan", "indexonlyscan"):
        off = "; ".join(f"SET enable_{name} = off" for name in settings)
        for where in (
            f"started_us BETWEEN {until - 9 * DAY_US} AND {until}",
            f"date '1970-01-01' + (started_us / {DAY_US})::int > date '2026-08-01'",
        ):
            with psycopg.connect(full.addresses["ana"].replace("+psycopg", "")) as connection:
                connection.execute(off)
                told = connection.execute(f"EXPLAIN ANALYZE SELECT FROM sessions WHERE {where}").fetchall()
            met = re.findall(r"(?:Removed by \w+(?: \w+)*|actual time=\S+ rows)[:=] ?(\d+)", str(told))
            assert met
            assert max(map(int, met)) <= 3, told


def test_what_was_sampled_before_is_dropped(postgresql: PostgreSQL) -> None:
    """A database that one person used, and the server sampled, keeps no sample when it becomes a class."""
    url = owned(postgresql, "sampled")
    open_store(url, 10).close()
    row = f"('s', {FIRST_US}, 'UTC', 0, 'hip', 'my words')"
    into = f"INSERT INTO sessions (id, started_us, zone, utc_offset_s, areas, note) VALUES {row}"
    superuser(postgresql, into, "sampled")
    superuser(postgresql, "ANALYZE", "sampled")
    samples = "SELECT attname FROM pg_stats WHERE schemaname = 'public' AND tablename = 'sessions'"
    assert ("note",) in superuser(postgresql, samples, "sampled")
    for _ in range(2):
        setting_up.set_up(Server(url), reach())
        superuser(postgresql, "ANALYZE", "sampled")
        assert superuser(postgresql, samples, "sampled") == []


def test_the_lecturers_plans_tell_of_no_group(full: Room) -> None:
    """EXPLAIN ANALYZE of a view shows what it answers, and no step in which a group could be counted."""
    with psycopg.connect(full.lecturer.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SELECT cohort.refresh()")
        said = []
        connection.add_notice_handler(lambda told: said.append(told.message_primary))
        connection.execute("SET client_min_messages = log; SET debug_print_plan = on; SET trace_sort = on")
        for view in VIEWS:
            told = connection.execute(f"EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM cohort.{view}").fetchall()
            assert f"Function Scan on cohort.tell_{view}" in str(told)
            assert set(re.findall(r"actual time=\S+ rows=(\d+)", str(told))) == {"0"}
            for table in ("sessions", "holds", "ratings", "members", "doses"):
                assert table not in str(told)
    assert said
    assert not any("sort" in told for told in said)


ODD = f"""
INSERT INTO sessions (id, started_us, zone, utc_offset_s, areas) VALUES
  ('o1', -9223372036854775808, 'UTC', -2147483648, ''), ('o2', 9223372036854775807, 'UTC', 2147483647, ''),
  ('o3', 0, 'UTC', 0, ''), ('o4', {FIRST_US}, 'UTC', 0, '');
INSERT INTO holds (id, session, stretch, side, set_number, planned_s, held_s, status, started_us)
  SELECT 'o' || n || v, 'o' || n, 'childs_pose', 'both', 1, 30, v::float8, 'completed', 1
  FROM generate_series(1, 4) n, (VALUES ('1.7e308'), ('1.6e308'), ('NaN'), ('Infinity')) odd(v);
INSERT INTO days (id, day, kind) VALUES
  ('a', 'grandma', 'rest'), ('b', 'infinity', 'rest'), ('c', '2026-02-31', 'rest'), ('d', '', 'illness');
INSERT INTO plan (id, value) VALUES ('plan_days_per_week', -32768);
INSERT INTO ratings (id, session, area, moment, score) VALUES ('o', 'o1', 'hip', 'before', 10);
UPDATE holds SET held_s = 1.7e308 WHERE id LIKE 'o1%';
"""


def test_odd_values_of_one_break_nothing_for_the_others(postgresql: PostgreSQL) -> None:
    """Whatever columns take, written by one of nine: the lecturer's frames stay, in size and in sense."""
    room = make_room(postgresql, *"abcdefghi")
    for name in "abcdefgh":
        room.sql(name, MANY.format(last=20, score=4))
        room.sql(name, "INSERT INTO plan (id, value) VALUES ('plan_days_per_week', 3)")
    room.sql("i", ODD)
    klass = open_class(room.lecturer)
    for name in ("days", "weekly_dose", "adherence", "pain_change", "pain_weeks"):
        assert getattr(klass, name)().columns.size, name
    room.sql("i", MANY.format(last=20, score=4))
    weeks = klass.days()
    assert weeks["people"].tolist() == [9, 9, 9]
    assert klass.weekly_dose()["q3"].max() == 210
    assert klass.adherence().empty  # eight of nine have a plan that counts: the ninth is not to be told apart
    assert klass.pain_change()["mean"].tolist() == [0.0]


@pytest.fixture
def blocked(full: Room) -> Iterator[psycopg.Connection]:
    """Ana keeps locks for as long as she can: on every table that may be locked, and on Ben's turn."""
    with psycopg.connect(full.addresses["ana"].replace("+psycopg", "")) as connection:
        connection.execute("LOCK TABLE sessions, holds, ratings, journal IN ACCESS EXCLUSIVE MODE")
        yield connection
        connection.close()


def test_who_blocks_the_others_can_be_ended(full: Room, blocked: psycopg.Connection) -> None:
    """Locks keep others waiting, who are told so; removing the person ends it, and no hold is lost."""
    now = datetime.now(UTC).isoformat()
    session = {"id": "after", "started_at": now, "zone": "UTC", "areas": []}
    hold = {
        "id": "after-1", "stretch": "childs_pose", "side": "both", "set": 1, "planned_s": 30, "held_s": 30.0,
        "status": "completed", "started_at": now,
    }  # fmt: skip
    with open_log(full.addresses["ben"], wait_s=1) as log:
        with pytest.raises(LogUnavailable, match="locked by another program"):
            log.record(session, hold)
        ending = threading.Thread(target=people.remove, args=(full.server, [blocked.info.user]))
        ending.start()
        ending.join(20)
        assert not ending.is_alive()
        assert log.record(session, hold) == "after-1"
        assert log.holds("after")["id"].tolist() == ["after-1"]
    with pytest.raises(psycopg.OperationalError):
        blocked.execute("SELECT 1")


def test_nothing_of_a_deleted_person_is_left_anywhere(postgresql: PostgreSQL) -> None:
    """No row of any table of any schema has their name or words, nor a large object or a right of theirs."""
    room = make_room(postgresql, "xenia", "ole")
    for name in ("xenia", "ole"):
        room.sql(name, MANY.format(last=5, score=3))
        room.sql(name, f"UPDATE sessions SET note = 'words of {name}'")
    room.sql("xenia", "SELECT lo_from_bytea(0, 'words of xenia')")
    open_class(room.lecturer).days()
    name = room.sql("xenia", "SELECT current_user")[0][0]

    def found(word: str) -> list[str]:
        every = room.all_rows(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname !~ '^(pg_|inf)'"
        )
        rows = "SELECT 1 FROM {} t WHERE strpos(t::text, '{}') > 0 LIMIT 1"
        return [table for (table,) in every if room.all_rows(rows.format(table, word))]

    assert {"public.sessions", "public.holds", "cohort.members"} <= set(found(name))
    gone = people.delete(room.server, name)
    assert gone["sessions"] == gone["holds"] == 6
    assert found(name) == found("words of xenia") == []
    assert room.all_rows("SELECT * FROM pg_largeobject") == []
    assert room.all_rows(f"SELECT 1 FROM pg_roles WHERE rolname = '{name}'") == []
    assert "public.sessions" in found("words of ole")
