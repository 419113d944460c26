"""Files of any content: each is loaded, or refused in the package's own words, and nothing is half written.

Real files are changed at random: bits, pieces, cells, values. The suite tries 200; with
``STRETCHBOOK_FULL=1`` 10,000. A case that fails names its seed; ``STRETCHBOOK_SEED`` begins there.
"""

import json
import os
import random
import shutil
import sqlite3
import string
import time
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from stretchbook import CatalogueError, load_catalogue, load_routine
from stretchbook.catalogue import Catalogue
from stretchbook.log import Log, LogError, open_log
from stretchbook.paths import data_folder
from stretchbook.routine import build_routine

from .conftest import NOON, practise

CASES = 10_000 if os.environ.get("STRETCHBOOK_FULL") == "1" else 200
SEED = int(os.environ.get("STRETCHBOOK_SEED", "0"))
LONGEST_S = 30.0
"""Far beyond what any case takes on a busy machine."""
SCHEMAS = Path(__file__).with_name("schemas")

NASTY = [
    None, True, False, 0, -1, 1, 2**31, 2**63 - 1, 2**63, -(2**70), 10**400, 0.5, 1e308, -1e-320,
    float("nan"), float("inf"), "", " ", "0", "-1", "1e999", "NaN", "1_000", "٣", "=1+1", "'", "\x00",
    "\u202e", "\ud800", "\U0001f9d8", "x" * 70, "y" * 10_000, "a|b||c", "2026-11-22", "2026-02-30",
    "0000-00-00", "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00-23:59", "2026-11-22T12:00", "22.11.2026", "11/22/26 1:00 pm", "Europe/Berlin",
    "../../etc/passwd", "+99:99", "both", "completed", [], [[]], {}, {"id": {}}, [1, "a", None],
]  # fmt: skip
PIECES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\r\n\r\n", b"{",
    b"[", b"}", b"null", b"NA", b"-", b"1e999", b"\xf0\x9f", b"=cmd", b"0" * 5000, b"[" * 3000, b"\\ud800",
]  # fmt: skip

Made = dict[str, bytes]
"""Files by name, and what is in them."""


def changed_bytes(dice: random.Random, content: bytes) -> bytes:
    """Flip, cut, double, move and insert, one to eight times."""
    held = bytearray(content)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        at = dice.randrange(len(held) + 1)
        length = dice.choice((1, 2, 4, 16, 100, 4096))
        match dice.randrange(6):
            case 0:
                if at < len(held):
                    held[at] ^= 1 << dice.randrange(8)
            case 1:
                del held[at : at + length]
            case 2:
                held[at:at] = held[at : at + length]
            case 3:
                held[at:at] = dice.choice(PIECES)
            case 4:
                held[at : at + length] = dice.randbytes(min(length, len(held[at : at + length])))
            case 5:
                del held[at:]
    return bytes(held)


def changed_cells(dice: random.Random, content: bytes) -> bytes:
    """Put something else into some cells of a CSV file."""
    lines = content.decode("utf-8-sig").splitlines()
    for _ in range(dice.choice((1, 1, 2, 5, 50))):
        at = dice.randrange(len(lines))
        cells = lines[at].split(",")
        cells[dice.randrange(len(cells))] = str(dice.choice(NASTY)).replace("\n", " ")
        lines[at] = ",".join(cells)
    if dice.random() < 0.2:
        lines.insert(dice.randrange(len(lines)), dice.choice(lines))
    text = dice.choice(("\n", "\r\n")).join(lines)
    if dice.random() < 0.2:
        text = text.replace(",", dice.choice(";\t|"))
    return text.encode(dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "replace")


def changed_values(dice: random.Random, content: bytes) -> bytes:
    """Put something else into some places of a JSON text."""
    told = json.loads(content)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        place = told
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = dice.choice(keys)
            inner = place[key]
            if isinstance(inner, dict | list) and inner and dice.random() < 0.85:
                place = inner
                continue
            match dice.randrange(4):
                case 0:
                    del place[key]
                case 1 if isinstance(place, dict):
                    place[dice.choice(string.ascii_letters)] = place.pop(key)
                case _:
                    place[key] = dice.choice(NASTY)
            break
    return json.dumps(told).encode()


def changed(dice: random.Random, made: Made) -> Made:
    """Change some of the files."""
    made = dict(made)
    for name in dice.sample(sorted(made), k=min(len(made), dice.choice((1, 1, 2)))):
        ways: list[Callable[[random.Random, bytes], bytes]] = [changed_bytes]
        ways += {"csv": [changed_cells] * 2, "json": [changed_values] * 2}.get(name.rpartition(".")[2], [])
        made[name] = dice.choice(ways)(dice, made[name])
    return made


def read(folder: Path) -> Made:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}


def lay(folder: Path, made: Made) -> None:
    """Write the files."""
    folder.mkdir(parents=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)


@pytest.fixture(scope="module")
def cat() -> Catalogue:
    """The shipped catalogue."""
    return load_catalogue()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, cat: Catalogue) -> dict[str, Made]:
    """Real files of every kind."""
    folder = tmp_path_factory.mktemp("real")
    with open_log(folder / "log.db", clock=lambda: NOON) as log:
        session = practise(log, 3, note="=a note, with; signs\nand lines", pain_before={"hip": 5})
        session.pain_after = {"hip": 3}
        practise(log, 1)
        log.record_measure("fingertip_to_floor", 12.5, taken_at=NOON, note="ok")
        log.mark_days("illness", "2026-11-01", "2026-11-03")
        log.mark_phase("with heat", "2026-11-20")
        log.set_plan(3)
        log.undo()
        log.delete(session.id)
        log.undo()
        practise(log, 5)
        waiting = {name: (folder / name).read_bytes() for name in ("log.db", "log.db-wal")}
        log.export(folder / "export")
        log.export(folder / "export.json")
    for version in ("1_full", "2"):
        with closing(sqlite3.connect(folder / f"{version}.db")) as database:
            database.execute("PRAGMA journal_mode = WAL")  # as every version leaves it
            database.executescript((SCHEMAS / f"{version}.sql").read_text("utf-8"))
    rated = "id,started_at,pain_before_hip,pain_after_hip\n" + "".join(
        f"s{n},2026-11-{n:02d}T08:00:00+01:00,{n % 11},{n % 7}\n" for n in range(1, 15)
    )
    diary = "started_at;pain_before_lower_back;note\n" + "".join(
        f"{n}.11.2026;{n}0;NA\n" for n in range(1, 10)
    )
    loop = "Date,Stretching,Reading\n" + "".join(f"2026-11-{n:02d},{n % 4},2\n" for n in range(1, 15))
    bull = "HabitName,CalendarDate,Value,CommentText\n" + "".join(
        f"Yoga,2026-11-{n:02d},{n % 2},fine\n" for n in range(1, 15)
    )
    logs = {version: {"log.db": (folder / f"{version}.db").read_bytes()} for version in ("1_full", "2")}
    own = "id,name,section,position,hold_s,sided,text_areas\nown_1,Own,hip,sitting,30,true,hip\n"
    names = [
        "stretches",
        "steps",
        "precautions",
        "stretch_muscles",
        "muscles",
        "keyframes",
        "aliases",
        "areas",
    ]
    return {
        "log": {"log.db": (folder / "log.db").read_bytes()},
        "log and -wal": waiting,
        **{f"log {version}": made for version, made in logs.items()},
        "folder": read(folder / "export"),
        "json": {"export.json": (folder / "export.json").read_bytes()},
        "version 1": {"sessions.csv": rated.encode()},
        "diary": {"diary.csv": diary.encode()},
        "loop": {"Checkmarks.csv": loop.encode()},
        "bull": {"bull.csv": bull.encode()},
        "routine": {"routine.json": build_routine(cat, list(cat.stretches.index), 2).to_json().encode()},
        "catalogue": {"stretches.csv": own.encode()},
        "shipped": {f"{name}.csv": (data_folder() / f"{name}.csv").read_bytes() for name in names},
    }


def try_log(folder: Path, _: Catalogue) -> str:
    """Open a log, read all of it, write into it, undo."""
    path = folder / "log.db"
    before = path.read_bytes()
    try:
        log = open_log(path, clock=lambda: NOON, wait_s=0.1)
    except LogError as error:
        assert path.read_bytes() == before, "a log that was refused was changed"
        return sentence(error)
    with log:
        try:
            for frame in (
                log.sessions,
                log.holds,
                log.measures,
                log.days,
                log.phases,
                log.deleted,
                log.daily_totals,
            ):
                frame()
            hold = practise(log, 1).hold("childs_pose", "both", 30, 30)
            assert hold in set(log.holds()["id"])
            log.undo(), log.export(folder / "out"), log.preview(folder / "out")
        except LogError as error:
            return sentence(error)
    return "opened"


def counts(log: Log) -> dict[str, int]:
    """How many rows of each table are there and not deleted."""
    tables = ("sessions", "ratings", "holds", "measures", "days", "phases", "plan")
    with log._store.read() as connection:
        query = "SELECT count(*) FROM {} WHERE deleted_us IS NULL"
        return {name: connection.exec_driver_sql(query.format(name)).scalar_one() for name in tables}


def try_file(folder: Path, _: Catalogue) -> str:
    """Look at a file, load it as it is, or as it is proposed to be read, and undo."""
    files = sorted(folder.iterdir())
    path, before = files[0] if len(files) == 1 else folder, read(folder)
    with Log.in_memory(clock=lambda: NOON) as log:
        practise(log, 1)
        there, said = counts(log), "loaded"
        try:
            found = log.preview(path)
            repr(found), found.rows
            assert counts(log) == there, "a look wrote something"
            try:
                log.load(path)
            except LogError as error:
                said = sentence(error)
                assert counts(log) == there, "what was refused was written in part"
                log.load(path, reading=found.reading, skip_faults=True)
                said = "loaded in part"
            added = {name: len(rows) for name, rows in found.entries.items()}
            if found.reading or not found.faults:
                assert counts(log)["sessions"] == there["sessions"] + added["sessions"]
            if sum(added.values()):
                log.undo()
                assert counts(log) == there, "undoing left something"
        except LogError as error:
            said = sentence(error)
        assert read(folder) == before, "the file was changed"
    return said


def try_routine(folder: Path, cat: Catalogue) -> str:
    """Load a routine from its text."""
    text = (folder / "routine.json").read_bytes().decode("utf-8", "replace")
    try:
        load_routine(cat, text)
    except ValueError as error:
        return sentence(error)
    return "loaded"


def try_catalogue(folder: Path, _: Catalogue) -> str:
    """Load the tables of a folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            load_catalogue(folder)
        except CatalogueError as error:
            return sentence(error)
    return "loaded"


TRIES: dict[str, tuple[Callable[[Path, Catalogue], str], int]] = {
    "log": (try_log, 8), "log and -wal": (try_log, 8), "log 1_full": (try_log, 8), "log 2": (try_log, 4),
    "folder": (try_file, 16),
    "json": (try_file, 12), "version 1": (try_file, 8), "diary": (try_file, 8), "loop": (try_file, 4),
    "bull": (try_file, 4), "routine": (try_routine, 16), "catalogue": (try_catalogue, 4),
    "shipped": (try_catalogue, 4),
}  # fmt: skip
"""How a file of each kind is tried, and its share of a hundred."""


def sentence(error: Exception) -> str:
    """What was said: not empty, no traceback, no words of Python or of a library."""
    said = str(error)
    assert said.strip(), "nothing was said"
    assert len(said) < 20_000, f"{len(said)} letters"
    for word in ("Traceback", "object at 0x", "sqlalchemy", "pydantic", "Errno", "NoneType", "codec can't"):
        assert word not in said, said
    return "refused"


def test_any_file_is_loaded_or_refused_in_words(
    real: dict[str, Made], cat: Catalogue, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    """Every case ends as loaded or as a sentence, in bounded time, and leaves its file and the log whole."""
    kinds, shares = list(TRIES), [share for _, share in TRIES.values()]
    came: Counter[str] = Counter()
    faults, slowest = [], (0.0, "")
    for number in range(CASES):
        seed = SEED + number
        dice = random.Random(seed)
        kind = dice.choices(kinds, shares)[0]
        folder = tmp_path / str(seed)
        lay(folder, changed(dice, real[kind]))
        began = time.perf_counter()
        try:
            came[TRIES[kind][0](folder, cat)] += 1
        except Exception as error:
            faults.append(f"seed {seed}, {kind}: {type(error).__name__}: {error}"[:500])
        shutil.rmtree(folder)
        slowest = max(slowest, (time.perf_counter() - began, f"seed {seed}, {kind}"))
    print(f"{CASES} cases: {dict(came)}; the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])
    assert slowest[0] < LONGEST_S, slowest
