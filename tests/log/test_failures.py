"""What can go wrong: each is one clear sentence with the mend, and the file is left as it was."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from stretchbook.log import Log, LogError, LogUnavailable, open_log

from .conftest import practise
from .test_log import PAGE_HOLD, PAGE_SESSION

NOBODY = 65534

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")


def in_child(work: Callable[[], object]) -> str:
    """Give what ``work`` gives in a process of its own, that is not root's."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = str(work())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        return pipe.read()


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of somebody who is not root."""
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


def saved(path: Path) -> bytes:
    """Write a log with two holds and give its bytes."""
    with open_log(path) as log:
        practise(log)
    assert not path.with_name("log.db-wal").exists()
    return path.read_bytes()


def refused(path: Path | str, wait_s: float = 0.2) -> str:
    """Open what cannot be opened and give the sentence."""
    with pytest.raises(LogError) as caught:
        open_log(path, wait_s=wait_s)
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def test_a_new_log_is_its_owners_only(tmp_path: Path) -> None:
    """Before anything is written, the file is 0600 and new folders are 0700; -wal and -shm too."""
    path = tmp_path / "a" / "b" / "log.db"
    old = os.umask(0)
    try:
        with open_log(path) as log:
            practise(log)
            modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert modes == {"log.db": 0o600, "log.db-wal": 0o600, "log.db-shm": 0o600}
    assert [folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)] == [0o700] * 2


def test_a_log_that_others_could_read_is_closed_to_them(path: Path) -> None:
    """Rights of other people are taken away when the log is opened; those of a named folder stay."""
    saved(path)
    path.chmod(0o644)
    path.parent.chmod(0o755)
    with open_log(path) as log:
        practise(log)
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o755


def test_the_default_folder_is_closed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that is the log's own can be entered by its owner only, even if it was there before."""
    monkeypatch.delenv("STRETCHBOOK_LOG", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "stretchbook").mkdir(mode=0o755)
    with open_log() as log:
        if not log.where.startswith(str(tmp_path)):
            pytest.skip("this system keeps user data where no variable names it")
    assert (tmp_path / "stretchbook").stat().st_mode & 0o777 == 0o700


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    """A folder is named as one, with a file to name instead."""
    assert "is a folder; name a file in it" in refused(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the log's folder is named as one."""
    (tmp_path / "file").write_text("text")
    assert "is a file, not a folder" in refused(tmp_path / "file" / "log.db")
    assert (tmp_path / "file").read_text() == "text"


@pytest.mark.parametrize("content", ["text", "text\n" * 10_000])
def test_what_is_no_database_is_left_alone(path: Path, content: str) -> None:
    """A text is not a database, and stays to the letter."""
    path.parent.mkdir()
    path.write_text(content)
    assert "is not a database. Nothing was changed" in refused(path)
    assert path.read_text() == content


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    """A database without the mark of a log is another program's; its file and folder stay as they are."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE sessions (id)")
    before = path.read_bytes()
    assert "is a database of another program" in refused(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["log.db"]


@pytest.mark.parametrize("kept", [50, 4096, 0.5, -4096, -1])
def test_a_cut_off_log_is_left_alone(path: Path, kept: float) -> None:
    """A log cut off anywhere is noticed when it is opened, and stays as it is."""
    whole = saved(path)
    cut = whole[: int(len(whole) * kept) if isinstance(kept, float) else kept]
    path.write_bytes(cut)
    said = refused(path)
    assert "is damaged or cut off. Nothing was changed: keep the file, with the ones beside it" in said
    assert "a copy without its -wal may lack what was written last" in said
    assert path.read_bytes() == cut


def test_a_damaged_log_says_so(path: Path) -> None:
    """Damage inside is told when it is read."""
    whole = bytearray(saved(path))
    whole[4096:] = b"\xaa" * (len(whole) - 4096)
    path.write_bytes(whole)
    with pytest.raises(LogUnavailable, match="is damaged or cut off"):
        open_log(path).holds()
    assert path.read_bytes() == whole


KILLED = """
import os, sqlite3, sys
log = sqlite3.connect(sys.argv[1], isolation_level=None)
numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n LIMIT 9999) SELECT i FROM n"
for order in ("PRAGMA journal_mode = DELETE", "PRAGMA cache_size = 1", "BEGIN", "DELETE FROM holds",
              f"CREATE TABLE more AS {numbers}"):
    log.execute(order).fetchall()
os._exit(0)
"""


def test_a_log_with_a_journal_is_taken_back(path: Path) -> None:
    """A program that ended while it changed the file left a journal: what was there before is read."""
    saved(path)
    subprocess.run([sys.executable, "-c", KILLED, path], check=True, timeout=60)
    assert path.with_name("log.db-journal").stat().st_size > 0
    with open_log(path) as log:
        assert len(log.holds()) == 2
        practise(log)
    assert not path.with_name("log.db-journal").exists()


def test_a_newer_log_is_left_alone(path: Path) -> None:
    """A log of a newer schema says which version is needed, and stays as it is."""
    saved(path)
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("UPDATE stretchbook SET value = '99' WHERE id = 'schema'")
    before = path.read_bytes()
    assert "written by a newer stretchbook (schema 99, this one knows 2)" in refused(path)
    assert path.read_bytes() == before


def test_a_locked_log_waits_and_then_says_so(path: Path) -> None:
    """While another program writes, reading goes on; writing waits, says so, and works again after."""
    saved(path)
    with open_log(path, wait_s=0.2) as log, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogUnavailable, match=r"is locked by another program\. Nothing was changed"):
            log.session()
        assert len(log.holds()) == 2
        other.execute("ROLLBACK")
        practise(log)
        assert len(log.holds()) == 4


def test_a_hold_that_was_refused_is_taken_with_its_session_later(path: Path) -> None:
    """When the first hold of a session could not be written, the next try writes the session too."""
    saved(path)
    with open_log(path, wait_s=0.1) as log, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogUnavailable):
            log.record(PAGE_SESSION, PAGE_HOLD)
        other.execute("ROLLBACK")
        log.record(PAGE_SESSION, PAGE_HOLD)
        assert log.holds()["id"].tolist().count(PAGE_HOLD["id"]) == 1


def test_a_log_that_is_kept_shut_cannot_be_opened(path: Path) -> None:
    """A program that keeps the file to itself is named as the reason."""
    saved(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in refused(path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
@pytest.mark.parametrize(("file", "folder"), [(0o400, 0o700), (0o600, 0o500), (0o000, 0o700), (None, 0o500)])
def test_a_read_only_log_is_left_alone(home: Path, file: int | None, folder: int) -> None:
    """A file or a folder that may not be written is named as read-only, also for a log that is new."""
    path = home / "log.db"
    before = saved(path)
    if file is None:
        path.unlink()
    else:
        path.chmod(file)
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    home.chmod(folder)
    said = in_child(lambda: open_log(path, wait_s=0.2))
    assert said.startswith("LogUnavailable: The log ")
    assert "is read-only. Nothing was changed: give yourself the right to write" in said
    home.chmod(0o700)
    if file is not None:
        path.chmod(0o600)
        assert path.read_bytes() == before
    assert {child.name for child in home.iterdir()} == ({"log.db"} if file is not None else set())


def fill_until_full(log: Log) -> tuple[list[str], str]:
    """Write holds until the disk refuses; give the acknowledged ids and the sentence."""
    ids: list[str] = []
    session = log.session(note="n" * 5000)
    try:
        for _ in range(20_000):
            ids.append(session.hold("childs_pose", "both", 30, 30.0))
    except LogUnavailable as error:
        return ids, str(error)
    raise AssertionError("the disk never filled")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
def test_a_file_over_its_limit_loses_nothing(home: Path) -> None:
    """When the system refuses to let the file grow, what was acknowledged is there, and so is the reason."""
    path = home / "log.db"

    def work() -> str:
        log = open_log(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        ids, said = fill_until_full(log)
        found = len(set(ids) & set(log.holds()["id"])) == len(ids) == len(log.holds()) > 10
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        practise(log)
        return f"{found} {len(log.holds()) - len(ids)} {said}"

    said = in_child(work)
    assert said.startswith("True 2 The log ")
    assert "the disk refuses" in said


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 500 kB."""
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=500k", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("only root of a Linux machine can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    """On a full disk what was acknowledged is there, the file is sound, and with space it goes on."""
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 100_000)
    with open_log(small_disk / "log.db") as log:
        ids, said = fill_until_full(log)
        assert "The disk is full" in said or "the disk refuses" in said
        assert "Nothing was changed: free some space" in said
        assert log.holds()["id"].sort_values().tolist() == sorted(ids)
        ballast.unlink()
        practise(log)
        assert len(log.holds()) == len(ids) + 2
    with closing(sqlite3.connect(small_disk / "log.db")) as check:
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_room_for_a_new_log(small_disk: Path) -> None:
    """A log that cannot be made on a full disk says so, and is made when there is space."""
    with suppress(OSError):
        (small_disk / "ballast").write_bytes(b"x" * 600_000)
    said = refused(small_disk / "log.db")
    assert "The disk is full" in said or "the disk refuses" in said
    (small_disk / "ballast").unlink()
    with open_log(small_disk / "log.db") as log:
        practise(log)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://me:secret@127.0.0.1:1/log", "does not answer. Nothing was changed: see that"),
        ("postgresql://me@127.0.0.1:1/log?password=secret", "does not answer"),
        ("mysql://me:secret@127.0.0.1/log", "give a file name, such as log.db, or a URL"),
        ("nonsense://me:secret@x", "give a file name"),
        ("postgresql+psycopg://me:secret@127.0.0.1:port/log", "give a file name"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, said: str) -> None:
    """A server that does not answer, another kind of database, a wrong URL: said without the password."""
    pytest.importorskip("psycopg")
    sentence = refused(url)
    assert said in sentence
    assert "secret" not in sentence


def test_the_driver_of_postgresql_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the driver the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'stretchbook[postgres]'" in refused("postgresql+psycopg://me@127.0.0.1:1/log")
