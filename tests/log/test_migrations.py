"""Older logs: each released schema is stored here as SQL, opens, and is backed up before it changes."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, text

from stretchbook.log import Log, LogError, open_log
from stretchbook.log.db import opening

STORED = Path(__file__).with_name("schemas")
SCHEMAS = sorted(STORED.glob("[0-9].sql"), key=lambda file: int(file.stem))
FULL = json.loads((STORED / "1_full.json").read_text("utf-8"))
"""What version 1 said of its log ``1_full.sql``: each frame as CSV, and again after each `undo`."""


def stored(file: Path, path: Path) -> Path:
    """Make the log that a released version wrote."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(file.read_text(encoding="utf-8"))
    return path


def schema(path: Path) -> list[tuple[str, str]]:
    """Tables and indexes of a database, as SQL with single spaces."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    with closing(sqlite3.connect(path)) as connection:
        return [(name, " ".join(sql.split())) for name, sql in connection.execute(query)]


def test_every_schema_is_stored() -> None:
    """There is a stored log of every schema up to the one that is written now."""
    assert [int(file.stem) for file in SCHEMAS] == list(range(1, opening.schema_version() + 1))


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: f"schema {file.stem}")
def test_a_stored_log_opens(file: Path, path: Path) -> None:
    """The log of every release opens and says what it said: two sessions, five holds, one of each else."""
    with open_log(stored(file, path)) as log:
        assert log.sessions()["note"].tolist() == ["=a note", pd.NA]
        assert log.sessions()["pain_before_hip"].tolist() == [0, pd.NA]
        assert log.holds()["held_s"].tolist() == [30.0, 30.0, 12.5, 30.0, 30.0]
        assert log.holds()["day"].dt.day.tolist() == [22, 22, 22, 23, 23]
        assert [len(frame()) for frame in (log.measures, log.days, log.phases)] == [1, 2, 1]
        assert log.plan == 3
        assert log.undo() == "Undone: the plan of 3 days a week."
        log.session().hold("happy_baby", "both", 30, 30)
        assert len(log.holds()) == 6


def test_the_schema_does_not_change_unnoticed(path: Path, tmp_path: Path) -> None:
    """What is written now is the newest stored schema: another one needs a number and a migration."""
    open_log(path).close()
    assert schema(path) == schema(stored(SCHEMAS[-1], tmp_path / "stored.db"))


def test_a_migrated_log_is_a_new_one(path: Path, tmp_path: Path) -> None:
    """Tables and indexes after the migration are those of a log that is made today."""
    stored(SCHEMAS[0], path)
    open_log(path).close()
    open_log(tmp_path / "new.db").close()
    assert schema(path) == schema(tmp_path / "new.db")


def told(log: Log) -> dict[str, object]:
    """Every frame of a log, in the words of ``1_full.json``."""
    frames = {name: getattr(log, name)().to_csv(index=False) for name in FULL["frames"] if name != "plan"}
    return frames | {"plan": log.plan}


def test_every_frame_survives_the_migration(path: Path) -> None:
    """Sessions, ratings, holds, measures, days, phases, plan and what was deleted are what they were."""
    with open_log(stored(STORED / "1_full.sql", path)) as log:
        assert told(log) == FULL["frames"]
        assert log.unassigned() == {}
        assert len(log.ratings()) == log.sessions().filter(like="pain_").count().sum() > 0


def test_the_journal_survives_the_migration(path: Path) -> None:
    """Every step of version 1 can still be undone and done again, also of ratings and of the plan."""
    with open_log(stored(STORED / "1_full.sql", path)) as log:
        before = told(log)
        for said, frames in FULL["undone"]:
            assert log.undo() == said
            now = told(log)
            now.pop("deleted")
            assert now == frames, said
        assert log.undo() == "Nothing to undo."
        for _ in FULL["undone"]:
            log.redo()
        assert log.redo().startswith("Done again: ")  # it was undone when the log was stored
        log.undo()
        assert told(log) == before


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> int:
    """A stretchbook that is one schema ahead: its sessions have a mood."""
    version = opening.schema_version()

    def add_mood(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE sessions ADD COLUMN mood TEXT DEFAULT 'calm'"))

    monkeypatch.setitem(opening.MIGRATIONS, version, add_mood)
    return version + 1


def test_a_backup_is_taken_before_a_migration(path: Path, newer: int) -> None:
    """The migrated log has the new column and all rows; the backup is the old log, private and whole."""
    stored(SCHEMAS[-1], path)
    with open_log(path) as log:
        assert len(log.holds()) == 5
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT mood FROM sessions").fetchall() == [("calm",)]
        assert connection.execute("SELECT value FROM stretchbook WHERE id = 'schema'").fetchone() == (
            str(newer),
        )
    (backup,) = path.parent.glob("log.backup-v*.db")
    assert backup.name.startswith(f"log.backup-v{newer - 1}-")
    assert backup.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM holds").fetchone() == (5,)
        assert "mood" not in str(schema(backup))
    open_log(path).close()
    assert len(list(path.parent.glob("log.backup-v*.db"))) == 1


def test_a_migration_that_fails_changes_nothing(
    path: Path, newer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a migration breaks off half-way, the log is as it was, and the sentence names the backup."""

    def half(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE sessions ADD COLUMN half TEXT"))
        raise ValueError("half-way")

    monkeypatch.setitem(opening.MIGRATIONS, newer - 1, half)
    before = schema(stored(SCHEMAS[-1], path))
    with pytest.raises(LogError, match=r"half-way\); it was left as it was, and .*log.backup-v.* is a copy"):
        open_log(path)
    assert schema(path) == before
    monkeypatch.delitem(opening.MIGRATIONS, newer - 1)
    with open_log(path) as log:
        assert isinstance(log, Log)
        assert len(log.holds()) == 5
