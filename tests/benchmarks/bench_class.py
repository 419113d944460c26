"""A class of 1,000 people x 1 year (2.4 million holds): the lecturer's views beside SQL written by hand.

    python tests/benchmarks/bench_class.py [DATABASE_URL_OF_A_SUPERUSER_FOR_A_FILLED_CLASS]

Without an address it starts a server, makes the class and fills it, which takes a minute or two. The SQL by
hand runs as the superuser with the same settings, without row-level security and without hiding small groups.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))
from klass.conftest import reach
from log.server import Server as PostgreSQL, find_programs

from stretchbook import Log, open_class, open_log
from stretchbook.log.shared import setting_up
from stretchbook.log.shared.server import Server

FILL = """
do $$ begin for n in 1..1000 loop
  execute format('create role speed_%s login in role speed_people', to_char(n, 'FM0000')); end loop; end $$;
insert into sessions (person, id, started_us, zone, utc_offset_s, areas)
  select 'speed_' || to_char(n, 'FM0000'), 's-' || n || '-' || k,
    (extract(epoch from date_trunc('week', now()))::bigint - (k * 364 / 300 + 1) * 86400
      + 3600 * (7 + n % 12)) * 1000000, 'Europe/Berlin', 3600, 'lower back|hip'
  from generate_series(1, 1000) n, generate_series(0, 299) k where hashtext(n || 'w' || k / 6) % 5 <> 0;
insert into holds (person, id, session, stretch, side, set_number, planned_s, held_s, status, started_us)
  select s.person, 'h-' || s.id || '-' || v.n, s.id, v.stretch, v.side, 1, 30,
    10 + (hashtext(s.id || v.n) % 20 + 20) % 20, 'completed', s.started_us + v.n * 40000000
  from sessions s, (values
    (1, 'forward_fold', 'both'), (2, 'seated_twist', 'left'), (3, 'seated_twist', 'right'),
    (4, 'childs_pose', 'both'), (5, 'happy_baby', 'both'), (6, 'runners_lunge', 'left'),
    (7, 'runners_lunge', 'right'), (8, 'adductor_opener', 'both'), (9, 'childs_pose', 'both'),
    (10, 'happy_baby', 'both')) v(n, stretch, side);
insert into ratings (person, id, session, area, moment, score)
  select s.person, 'r-' || s.id || a.area || m.m, s.id, a.area, m.m,
    (hashtext(s.id || a.area || m.m) % 5 + 5) % 5 + 2
  from sessions s, (values ('lower back'), ('hip')) a(area), (values ('before'), ('after')) m(m)
  where hashtext(s.id || 'y') % 3 <> 0;
insert into plan (person, id, value)
  select 'speed_' || to_char(n, 'FM0000'), 'plan_days_per_week', 3 + n % 3 from generate_series(1, 1000) n
  where n % 10 <> 0;
"""
DAY = "(date '1970-01-01' + ((s.started_us + s.utc_offset_s::bigint * 1000000) / 86400000000)::int)"
WEEK = f"date_trunc('week', {DAY})::date"
HELD = f"""select s.person, {WEEK} as week, {DAY} as day, h.stretch, h.side, h.held_s
  from sessions s join holds h on h.person = s.person and h.session = s.id
  where s.deleted_us is null and h.deleted_us is null and h.held_s > 0"""
QUARTILES = "percentile_cont(array[0.25, 0.5, 0.75]) within group (order by {})"
BY_HAND = {
    "days": f"""select week, {QUARTILES.format("n")} from (
        select week, person, count(distinct day) as n from ({HELD}) held group by 1, 2) own group by week""",
    "weekly_dose": f"""select week, muscle, side, {QUARTILES.format("n")} from (
        select week, person, muscle, r.side, sum(held_s) as n from ({HELD}) held
        join cohort.reach r on r.stretch = held.stretch and r.hold_side = held.side group by 1, 2, 3, 4) own
        group by 1, 2, 3""",
    "adherence": f"""with held as materialized (select distinct person, week, day from ({HELD}) h),
        done as (select person, week, count(*) as n from held group by 1, 2),
        begun as (select person, min(week) as first from held group by 1)
        select w.week, count(*), count(*) filter (where coalesce(n, 0) >= value) from (
          select p.person, p.value, g::date as week from plan p join begun b using (person),
            generate_series(b.first, date_trunc('week', now()) - interval '7 days', '7 days') g) w
        left join done using (person, week) group by w.week""",
    "pain_change": """select area, avg(change), stddev(change) from (
        select person, area, avg(a - b) as change from (
          select r.person, r.session, r.area, max(score) filter (where moment = 'before') as b,
            max(score) filter (where moment = 'after') as a
          from ratings r join sessions s on s.person = r.person and s.id = r.session
          where r.deleted_us is null and s.deleted_us is null group by 1, 2, 3) pairs
        where a is not null and b is not null group by 1, 2) own group by area""",
    "pain_weeks": f"""with rated as materialized (
          select r.person, r.area, {DAY} as day, r.score from ratings r
          join sessions s on s.person = r.person and s.id = r.session
          where r.moment = 'before' and r.deleted_us is null and s.deleted_us is null),
        own as materialized (select person, area, (day - first) / 7 as week, avg(score) as pain
          from rated join (select person, area, min(day) as first from rated group by 1, 2) f
          using (person, area) group by 1, 2, 3)
        select o.area, b.pain < 4, o.week, count(*), avg(o.pain - b.pain), stddev(o.pain - b.pain) from own o
        join own b on b.person = o.person and b.area = o.area and b.week = 0
        group by grouping sets ((o.area, o.week), (o.area, o.week, b.pain < 4))""",
}


def timed(do: Callable[[], object], times: int = 3) -> float:
    """Median milliseconds of doing something; of what takes long, fewer times."""
    took: list[float] = []
    while len(took) < times and sum(took) < 5000:
        start = time.perf_counter()
        do()
        took.append((time.perf_counter() - start) * 1000)
    return median(took)


def spent(log: Log, times: int = 10) -> float:
    """Milliseconds of processors that one's own holds cost, here and at the server."""
    with log._store.read() as connection:
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()

    def there() -> float:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return 10.0 * (int(words[11]) + int(words[12]))

    log.holds()
    before = there() + 1000 * time.process_time()
    for _ in range(times):
        log.holds()
    return (there() + 1000 * time.process_time() - before) / times


def filled() -> tuple[str, PostgreSQL]:
    """A server with the class on it."""
    raw = PostgreSQL(find_programs())
    start = time.perf_counter()
    url = raw.make_database("speed")
    setting_up.set_up(Server(url), reach())
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for part in FILL.split(";\n"):
            if part.strip():
                connection.execute(part.encode())
        connection.execute("VACUUM ANALYZE")
    print(f"filled in {time.perf_counter() - start:.0f} s", flush=True)
    return url, raw


def measure(url: str) -> None:
    """Print one line a view, then one's own holds."""
    server = Server(url)
    start = time.perf_counter()
    klass = open_class(url)
    print(f"first look, every week reckoned: {time.perf_counter() - start:.0f} s")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SET jit = off; SET work_mem = '64MB'; SET enable_nestloop = off; SET enable_mergejoin = off"
        )
        number = connection.execute("SELECT count(*) FROM holds").fetchone()
        print(f"{number[0]:,} holds")
        for name, sql in BY_HAND.items():
            ours = timed(getattr(klass, name))
            hand = timed(lambda sql=sql: connection.execute(sql.encode()).fetchall())
            print(f"{name:12} {ours:8,.0f} ms  by hand {hand:8,.0f} ms  {ours / hand:6.2f}x", flush=True)
        connection.execute("INSERT INTO cohort.late SELECT max(week) FROM cohort.weeks")
        print(f"one late week {timed(klass.days, 1):,.0f} ms")
        person = connection.execute("SELECT min(person) FROM holds").fetchone()[0]
    with open_log(server.as_role(person)) as log:
        alone = PostgreSQL(find_programs())
        try:
            with open_log(alone.make_database("alone")) as other:
                file = log.export(Path("/tmp") / f"bench-{time.time():.0f}.json")
                other.load(file)
                file.unlink()
                pairs = [(spent(log), spent(other)) for _ in range(5)]
        finally:
            alone.remove()
        ours, theirs = (median(each) for each in zip(*pairs, strict=True))
        print(f"own holds {ours:.0f} ms, alone {theirs:.0f} ms, {ours / theirs:.2f}x")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        where, running = filled()
        try:
            measure(where)
        finally:
            running.remove()
