"""`stretchbook class`: each command says what it will do, asks, does it, and can be repeated."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from log.server import Server as PostgreSQL

from stretchbook.app.command import main
from stretchbook.log import LogError, open_log
from stretchbook.log.shared import people

from .conftest import Room, make_room, owned, superuser
from .test_apart import TABLES, fill
from .test_connections import wait_until

Said = subprocess.CompletedProcess


def run(*arguments: str, answer: str = "") -> Said:
    """Run the command as its owner would, with an answer on standard input."""
    out, said = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(said):
        patch.setattr(sys, "stdin", io.StringIO(answer))
        code = main(["class", *arguments])
    return Said(arguments, code, out.getvalue(), said.getvalue())


def test_a_class_from_nothing(postgresql: PostgreSQL, tmp_path: Path) -> None:
    """init, add, status, renew, rename, export, remove and delete-person, as a lecturer's helper would."""
    url = owned(postgresql, "course")
    asked = run("init", url)
    assert (asked.returncode, "Do it? [y/N]" in asked.stdout) == (1, True)
    assert "Nothing was changed." in asked.stdout
    assert superuser(postgresql, "SELECT 1 FROM pg_roles WHERE rolname LIKE 'course_%'") == []
    made = run("init", url, answer="y\n")
    assert (made.returncode, made.stderr) == (0, "")
    assert "course_lecturer: postgresql+psycopg://course_lecturer:" in made.stdout
    again = run("init", url, "--yes")
    assert again.returncode == 0
    assert "course_lecturer:" not in again.stdout  # the password stays

    keys = tmp_path / "keys"
    added = run("add", url, "mia", "tom", "--into", str(keys), "--yes")
    assert added.returncode == 0
    assert "postgresql" not in added.stdout.split("take part", 1)[1]
    file = keys / "mia.txt"
    assert (file.stat().st_mode & 0o777, keys.stat().st_mode & 0o777) == (0o600, 0o700)
    mia = file.read_text().strip()
    with open_log(mia) as log:
        fill(log, "hers")
    twice = run("add", url, "mia", "--yes")
    assert (twice.returncode, "mia takes part already" in twice.stdout) == (0, True)
    assert file.read_text().strip() == mia
    wrong = run("add", url, "Mia!", "--yes")
    assert (wrong.returncode, "cannot be a name" in wrong.stderr) == (1, True)
    taken = run("add", url, "owner", "--yes")
    assert (taken.returncode, "already that is not of this class" in taken.stderr) == (1, True)

    status = run("status", url)
    assert status.returncode == 0
    assert "2 people take part" in status.stdout
    assert "each person's rows are kept apart" in status.stdout

    with open_log(mia) as old:
        old.sessions()
        renewed = run("renew", url, "mia", "--yes")
        mias = "SELECT 1 FROM pg_stat_activity WHERE usename = 'mia'"
        wait_until(lambda: superuser(postgresql, mias, "course") == [])  # a lost password may be in use
    new = next(line for line in renewed.stdout.splitlines() if line.startswith("mia: ")).removeprefix("mia: ")
    with pytest.raises(LogError):
        open_log(mia)
    assert run("rename", url, "mia", "mary", "--yes").returncode == 0
    mary = new.replace("//mia:", "//mary:")
    with open_log(mary) as log:
        assert log.sessions()["note"].tolist() == ["hers"]
        assert log.ratings()["score"].tolist() == [5]
        assert log.undo()
        log.redo()
    out = run("export", url, "mary", str(tmp_path / "mary.json"), "--yes")
    assert out.returncode == 0
    assert "hers" in (tmp_path / "mary.json").read_text()

    assert run("remove", url, "mary", "--yes").returncode == 0
    with pytest.raises(LogError):
        open_log(mary)
    assert "mary (removed)" in run("status", url).stdout
    refused = run("renew", url, "mary", "--yes")
    assert (refused.returncode, "class add URL mary" in refused.stderr) == (1, True)
    back = run("add", url, "mary", "--yes")
    mary = next(line for line in back.stdout.splitlines() if line.startswith("mary: ")).removeprefix("mary: ")
    with open_log(mary) as log:
        assert len(log.sessions()) == 1

    gone = run("delete-person", url, "mary", "--yes")
    assert gone.returncode == 0
    assert "1 of sessions" in gone.stdout
    for table in TABLES:
        assert superuser(postgresql, f"SELECT 1 FROM {table} WHERE person IN ('mary', 'mia')", "course") == []
    assert superuser(postgresql, "SELECT 1 FROM pg_roles WHERE rolname IN ('mary', 'mia')") == []
    assert run("delete-person", url, "mary", "--yes").returncode == 1
    nobody = run("status", url.replace("/course", "/postgres"))
    assert (nobody.returncode, nobody.stderr.count("\n")) == (1, 1)


def test_deleting_one_leaves_the_others(postgresql: PostgreSQL) -> None:
    """All rows of one person are gone, also from a copy that a migration left; others' rows stay."""
    room = make_room(postgresql, "ida", "ole")
    for name in ("ida", "ole"):
        with open_log(room.addresses[name]) as log:
            fill(log, name)
    ida, ole = (room.sql(name, "SELECT current_user")[0][0] for name in ("ida", "ole"))
    room.all_rows("CREATE SCHEMA stretchbook_v2; CREATE TABLE stretchbook_v2.holds AS TABLE public.holds")
    room.all_rows(
        "ALTER SCHEMA stretchbook_v2 OWNER TO owner; ALTER TABLE stretchbook_v2.holds OWNER TO owner"
    )
    dumped: Callable[[], str] = lambda: str([room.all_rows(f"SELECT * FROM {name}") for name in TABLES])  # noqa: E731
    assert ida in dumped()
    gone = people.delete(room.server, ida)
    assert gone["stretchbook_v2.holds"] == 1
    assert ida not in dumped()
    assert room.all_rows("SELECT DISTINCT person FROM stretchbook_v2.holds") == [(ole,)]
    with open_log(room.addresses["ole"]) as log:
        assert len(log.holds()) == len(log.measures()) == len(log.days()) == 1


def test_rows_that_are_not_kept_apart_are_said(postgresql: PostgreSQL) -> None:
    """Command status says which table is open, with a mend that mends it."""
    room = make_room(postgresql, "a")
    owner = room.server.url.render_as_string(hide_password=False)
    room.all_rows("ALTER TABLE measures DISABLE ROW LEVEL SECURITY")
    said = run("status", owner)
    assert (said.returncode, "NOT kept apart in measures; run: stretchbook class init" in said.stderr) == (
        1,
        True,
    )
    assert run("init", owner, "--yes").returncode == 0
    assert run("status", owner).returncode == 0


def test_a_backup_can_be_put_back(postgresql: PostgreSQL, tmp_path: Path) -> None:
    """A copy for the superuser's eyes only; put back into a new database it is a class again."""
    room: Room = make_room(postgresql, "eva")
    with open_log(room.addresses["eva"]) as log:
        fill(log, "hers")
    url = room.raw.url(room.server.database)
    file = tmp_path / "class.dump"
    assert run("backup", url, str(file), "--yes").returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    refused = run("backup", url, str(file), "--yes")
    assert (refused.returncode, "name a new file" in refused.stderr) == (1, True)
    owners = room.server.url.render_as_string(hide_password=False)
    refused = run("backup", owners, str(tmp_path / "other"), "--yes")
    assert (refused.returncode, "superuser" in refused.stderr) == (1, True)
    assert not (tmp_path / "other").exists()
    name = room.server.database
    superuser(room.raw, f"ALTER DATABASE {name} RENAME TO {name}_old")
    superuser(room.raw, f"CREATE DATABASE {name} OWNER owner")
    restore = [room.raw.programs / "pg_restore", "--dbname", url.replace("+psycopg", ""), file]
    subprocess.run(restore, check=True, capture_output=True, env=os.environ)
    assert run("init", owners, "--yes").returncode == 0
    with open_log(room.addresses["eva"]) as log:
        assert log.sessions()["note"].tolist() == ["hers"]


def test_an_owner_who_may_not_make_roles_is_told(postgresql: PostgreSQL) -> None:
    """The sentence says what is missing, and no class is half made."""
    superuser(postgresql, "CREATE ROLE plain LOGIN PASSWORD 'plain'")
    superuser(postgresql, "CREATE DATABASE plainly OWNER plain")
    said = run("init", postgresql.url("plainly").replace("tester@", "plain:plain@"), "--yes")
    assert (said.returncode, "CREATEROLE" in said.stderr, said.stderr.count("\n")) == (1, True, 1)
    missing = run("init", "log.db", "--yes")
    assert (missing.returncode, "needs a database of PostgreSQL" in missing.stderr) == (1, True)
