"""The same log on PostgreSQL, for a class: on a real server that the tests start on loopback."""

import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from sqlalchemy import Connection, text

from stretchbook.log import Log, LogError, LogUnavailable, open_log
from stretchbook.log.db import opening

from .conftest import BERLIN, NOON, practise
from .server import Server, find_programs
from .test_editing import everything
from .test_exchange import assert_equal, fill
from .test_log import PAGE_HOLD, PAGE_SESSION, dtypes
from .test_migrations import FULL, STORED, told

_numbers = count()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for all tests of this file."""
    programs = find_programs()
    if programs is None:
        wanted = "PostgreSQL is not installed: apt-get install postgresql runs these tests"
        pytest.fail(wanted) if os.environ.get("CI") == "true" else pytest.skip(wanted)
    server = Server(programs)
    yield server
    server.remove()


@pytest.fixture
def url(server: Server) -> str:
    """An empty database."""
    return server.make_database(f"log{next(_numbers)}")


@pytest.fixture
def class_log(url: str) -> Iterator[Log]:
    """An empty log on the server."""
    with open_log(url, clock=lambda: NOON, wait_s=2) as log:
        yield log


def test_the_frames_are_those_of_a_file(class_log: Log, log: Log) -> None:
    """What is written in the same way is read in the same way, full and empty, to the type."""
    for name in ("sessions", "holds", "measures", "days", "phases", "daily_totals", "deleted"):
        assert dtypes(getattr(class_log, name)()) == dtypes(getattr(log, name)())
    fill(class_log, "=😀 ألم\n")
    log.load(class_log.export(Path(log.where).parent / "out"))
    assert_equal(class_log, log)
    pd.testing.assert_frame_equal(class_log.daily_totals(), log.daily_totals())


def test_export_and_load_are_inverses_on_a_server(class_log: Log, tmp_path: Path) -> None:
    """A class's log is loaded from an export, and loading again changes nothing."""
    with Log.in_memory(clock=lambda: NOON) as source:
        fill(source, "\u202e'=1")
        source.export(tmp_path / "out.json")
        class_log.load(tmp_path / "out.json")
        assert_equal(source, class_log)
        assert repr(class_log.load(tmp_path / "out.json")).startswith("Added: nothing.")
        class_log.undo()
        assert class_log.sessions().empty
        class_log.redo()
        assert_equal(source, class_log)


def test_undo_and_redo_on_a_server(class_log: Log, url: str) -> None:
    """Corrections are undone and done again, from another program too."""
    session = practise(class_log)
    states = [everything(class_log)]
    for step in (
        lambda: class_log.edit(session.id, note="x", started_at=NOON - timedelta(days=40)),
        lambda: class_log.mark_days("rest", "2026-11-01", "2026-11-04"),
        lambda: class_log.set_plan(2),
        lambda: class_log.delete(session.id),
    ):
        step()
        states.append(everything(class_log))
    with open_log(url) as other:
        for state in reversed(states[:-1]):
            other.undo()
            assert everything(class_log) == state
        for state in states[1:]:
            other.redo()
            assert everything(class_log) == state


def test_a_new_hold_brings_its_session_back_on_a_server(class_log: Log) -> None:
    """A new hold of a deleted session is seen again with it; one that was there already changes nothing."""
    session = practise(class_log, holds=1)
    known = class_log.holds()["id"][0]
    class_log.delete(session.id)
    session.hold("childs_pose", "both", 30, 30, id=known)
    assert class_log.sessions().empty
    session.hold("happy_baby", "both", 30, 30)
    assert len(class_log.holds()) == 2


def test_twenty_write_at_once(url: str) -> None:
    """Twenty writers who open an empty database at the same moment: one log, every hold once."""
    failed: list[BaseException] = []
    together = threading.Barrier(20)

    def write(number: int) -> None:
        try:
            together.wait()
            with open_log(url) as log:
                session = PAGE_SESSION | {"id": f"s-{number % 4}"}
                for hold in range(20):
                    log.record(session, PAGE_HOLD | {"id": f"h-{number}-{hold}"})
                    log.record(session, PAGE_HOLD | {"id": f"h-{number}-{hold}"})
                log.mark_days("rest", "2026-11-01")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_log(url) as log:
        assert log.sessions()["holds"].tolist() == [100] * 4
        assert len(log.days()) == 1


def test_time_zones_on_a_server(url: str, server: Server) -> None:
    """Instants, zones and local days do not depend on the zone of the server or of the connection."""
    moments = [
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
        datetime(2026, 6, 2, 0, 20, tzinfo=ZoneInfo("Pacific/Auckland")),
        datetime(2026, 6, 1, 12, 0, tzinfo=ZoneInfo("Pacific/Honolulu")),
    ]
    with open_log(url, day_starts=4) as log:
        for moment in moments:
            practise(log, started_at=moment)
    with open_log(f"{url}?options=-c%20timezone%3DPacific/Apia", day_starts=4) as log:
        told = log.sessions()
        assert told["started_at"].tolist() == sorted(moment.astimezone(UTC) for moment in moments)
        assert told["day"].dt.strftime("%m-%d").tolist() == ["06-01", "06-01", "10-24", "10-24"]
        assert log.daily_totals()["holds"].tolist() == [4, 4]


def test_a_server_that_goes_away_and_comes_back(class_log: Log, server: Server) -> None:
    """While the server is away a hold is refused with a sentence; when it is back the same log goes on."""
    session = practise(class_log)
    server.stop()
    try:
        for _ in range(2):
            with pytest.raises(
                LogUnavailable, match=r"does not answer\. Nothing was changed: see that the server"
            ):
                session.hold("childs_pose", "both", 30, 30.0, id="late")
        with pytest.raises(LogUnavailable, match="does not answer"):
            class_log.holds()
    finally:
        server.start()
    assert session.hold("childs_pose", "both", 30, 30.0, id="late") == "late"
    assert class_log.holds()["id"].tolist().count("late") == 1
    assert len(class_log.holds()) == 3
    server.stop()
    server.start()  # and nobody noticed
    session.hold("childs_pose", "both", 30, 30.0)
    assert len(class_log.holds()) == 4


def test_the_server_of_another_program(url: str, server: Server) -> None:
    """A database in which another program has tables of these names is left alone."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE sessions (id int)")
    with pytest.raises(LogError, match=r"has tables of another program \(sessions\)"):
        open_log(url)


def test_a_migration_on_a_server_is_backed_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a migration every table is copied into a schema of its own."""
    with open_log(url) as log:
        practise(log)

    def add_mood(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE sessions ADD COLUMN mood TEXT"))

    monkeypatch.setitem(opening.MIGRATIONS, opening.schema_version(), add_mood)
    with open_log(url) as log, log._store.read() as connection:
        query = "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'stretchbook_v%'"
        (name,) = connection.execute(text(query)).scalars()
        assert connection.execute(text(f"SELECT count(*) FROM {name}.holds")).scalar_one() == 2
        assert len(log.holds()) == 2


@pytest.fixture
def old_url(url: str) -> str:
    """A database as version 1 left it."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute((STORED / "1_postgres.sql").read_text("utf-8"))
    return url


def schema(url: str) -> list[tuple[str, ...]]:
    """Columns, keys and indexes of a database."""
    import psycopg

    columns = """
        SELECT table_name, column_name, udt_name, is_nullable, column_default FROM information_schema.columns
        WHERE table_schema = 'public' ORDER BY 1, 2"""
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    keys = """
        SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return [row for query in (columns, indexes, keys) for row in connection.execute(query)]


def test_a_shared_log_of_version_1_belongs_to_nobody_until_it_is_assigned(old_url: str) -> None:
    """After the migration nobody sees the old rows; the log says so; assigned, every frame is as it was."""
    with open_log(old_url) as log:
        assert log.sessions().empty
        assert log.plan is None
        assert log.undo() == "Nothing to undo."
        counts = log.unassigned()
        assert (counts["sessions"], counts["holds"]) == (4, 9)
        assert "(4 sessions of an older version belong to nobody yet: see log.unassigned()" in repr(log)
        practise(log, started_at=NOON + timedelta(days=400))
        log.mark_days("rest", "2031-01-01")
        with pytest.raises(LogError, match="no role 'nobody at all'"):
            log.assign("nobody at all")
        assert log.assign() == counts
        assert log.unassigned() == {}
        assert "nobody" not in repr(log)
        assert len(log.sessions()) == 1 + FULL["frames"]["sessions"].count("page-")
        log.undo()
        log.delete(log.sessions()["id"].iloc[-1])
        now = told(log)
        for name in ("holds", "days", "phases", "plan"):
            assert now[name] == FULL["frames"][name], name
        log.undo()
        assert log.undo() == FULL["undone"][0][0]


def test_rows_are_assigned_to_another_role(old_url: str, server: Server) -> None:
    """The owner of the database gives the rows to somebody else, who then has them."""
    import psycopg

    with psycopg.connect(old_url.replace("+psycopg", ""), autocommit=True) as connection:
        open_log(old_url).close()
        connection.execute("CREATE ROLE ada LOGIN")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ada")
    with open_log(old_url) as mine, open_log(old_url.replace("tester@", "ada@")) as hers:
        mine.assign("ada")
        assert mine.sessions().empty
        assert told(hers)["sessions"] == FULL["frames"]["sessions"]
        assert mine.id != hers.id


def test_two_people_on_one_server_have_two_logs(url: str, server: Server) -> None:
    """Same ids, days, phase, plan and undo of two roles: each has their own, whatever the other does."""
    import psycopg

    with open_log(url) as first:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("DROP ROLE IF EXISTS bob")
            connection.execute("CREATE ROLE bob LOGIN")
            connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO bob")
        with open_log(url.replace("tester@", "bob@")) as second:
            for log, days in ((first, 2), (second, 5)):
                log.record(PAGE_SESSION, PAGE_HOLD)
                log.rate("s-1", "before", "hip", days)
                log.mark_days("illness", "2026-11-24")
                log.mark_phase("A", "2026-11-01")
                log.set_plan(days)
            before = everything(first)
            assert second.undo() == "Undone: the plan of 5 days a week."
            second.delete("s-1")
            second.delete_everything()
            assert everything(first) == before
            assert second.undo() == "Nothing to undo."
            assert second.sessions().empty
            assert first.undo() == "Undone: the plan of 2 days a week."


def test_a_migrated_server_is_a_new_one(old_url: str, server: Server) -> None:
    """Columns, keys and indexes after the migration are those of a database that is made today."""
    new = server.make_database(f"log{next(_numbers)}")
    open_log(old_url).close()
    open_log(new).close()
    assert schema(old_url) == schema(new)
    assert ("sessions", "person", "name", "NO", "CURRENT_USER") in schema(new)


def test_who_is_refused_hears_why(server: Server, url: str) -> None:
    """A wrong password, none, a wrong user, a missing database, a missing right: each its own sentence."""
    import psycopg

    open_log(url).close()
    rules = server.folder / "data" / "pg_hba.conf"
    rules.write_text(f"host all locked 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE locked LOGIN PASSWORD 'sec@ret'")
        connection.execute("CREATE ROLE guest LOGIN")
        connection.execute("SELECT pg_reload_conf()")
    said = {
        "locked:geheim@": "was refused: the password does not fit the name. Nothing was changed: mend",
        "locked@": "was refused: the password does not fit the name",
        "locked:sec%40ret@": "may not be used by this role",
        "stranger@": "was refused: the server knows no role of this name",
        "guest@": "may not be used by this role (permission denied for table",
    }
    for who, words in said.items():
        with pytest.raises(LogUnavailable) as caught:
            open_log(url.replace("tester@", who))
        assert words in str(caught.value)
        assert not any(secret in str(caught.value) for secret in ("geheim", "sec@ret", "sec%40ret"))
    with pytest.raises(LogUnavailable, match="was refused: the server has no database of this name"):
        open_log(server.url("nowhere"))


def test_a_lock_on_the_server_is_waited_for_so_long(url: str) -> None:
    """Reading, writing and opening wait as many seconds as they were told, and say what is in the way."""
    import psycopg

    with open_log(url, wait_s=1) as log:
        session = practise(log)
        with psycopg.connect(url.replace("+psycopg", "")) as other:
            other.execute("LOCK TABLE sessions, holds, stretchbook IN ACCESS EXCLUSIVE MODE")
            for use in (
                log.sessions,
                lambda: session.hold("childs_pose", "both", 30, 30.0),
                lambda: open_log(url, wait_s=1),
            ):
                began = time.monotonic()
                with pytest.raises(
                    LogUnavailable, match=r"is locked by another program\. Nothing was changed"
                ):
                    use()
                assert 0.9 <= time.monotonic() - began < 8
        assert len(log.holds()) == 2


def test_the_password_is_shown_to_nobody(server: Server, url: str) -> None:
    """Neither where the log is nor its repr tells the password."""
    with open_log(url.replace("tester@", "tester:geheim@")) as log:
        assert "geheim" not in log.where + repr(log)
        assert log.where.startswith("postgresql+psycopg://tester:***@127.0.0.1")
