"""What the lecturer sees: the database against a second reckoning in pandas, and what stays hidden."""

import random
from datetime import UTC, datetime, timedelta

import pandas as pd
import psycopg
import pytest
from log.server import Server as PostgreSQL

from stretchbook import load_catalogue, open_class
from stretchbook.log import LogError, open_log
from stretchbook.log.shared import people
from stretchbook.progress import cohort

from .conftest import Room, make_room

MONDAY = datetime(2026, 8, 3, tzinfo=UTC)
NAMES = [f"p{number:02d}" for number in range(22)]
HOLDS = [
    ("childs_pose", "both"),
    ("runners_lunge", "left"),
    ("seated_twist", "right"),
    ("happy_baby", "both"),
]


def rows_of(chance: random.Random, person: str, number: int) -> dict[str, list[dict]]:
    """Six weeks of one person: some weeks and ratings are missing."""
    rows: dict[str, list[dict]] = {"sessions": [], "holds": [], "ratings": [], "days": [], "plan": []}
    for day in range(42):
        week = day // 7
        if day % 7 == 0:
            comes = number < 21 and chance.random() > (0.4, 0.1, 0.3, 0.8, 0.3, 0.5)[week]
        if not comes or chance.random() > 0.5:
            continue
        session, us = f"s{day}", int((MONDAY + timedelta(days=day, hours=7)).timestamp()) * 1_000_000
        rows["sessions"].append(
            {"id": session, "started_us": us, "zone": "UTC", "utc_offset_s": 0, "areas": "hip"}
        )
        for place, (stretch, side) in enumerate(HOLDS):
            held = chance.choice((30.0, 30.0, 12.5, 0.0))
            rows["holds"].append({
                "id": f"{session}-{place}", "session": session, "stretch": stretch, "side": side,
                "set_number": 1, "planned_s": 30, "held_s": held,
                "status": "completed" if held else "skipped", "started_us": us,
            })  # fmt: skip
        for area in ("hip", "lower back") if number < 10 else ("hip",):
            for moment in ("before", "after"):
                if chance.random() < 0.9:
                    score = chance.randrange(1, 8)
                    key = f"{session}-{area}-{moment}"
                    rows["ratings"].append(
                        {"id": key, "session": session, "area": area, "moment": moment, "score": score}
                    )
    if number % 3 and number < 21:
        rows["plan"].append({"id": "plan_days_per_week", "value": 2 + number % 3})
        day = (MONDAY + timedelta(days=9)).date().isoformat()
        rows["days"].append({"id": f"{day} rest", "day": day, "kind": "rest", "note": None})
    return {name: [{"person": person, **row} for row in some] for name, some in rows.items()}


@pytest.fixture(scope="module")
def class_of_22(postgresql: PostgreSQL) -> tuple[Room, dict[str, pd.DataFrame]]:
    """A class of 22 and everybody's rows, as only the superuser could see them."""
    room = make_room(postgresql, *NAMES)
    chance, all_rows = random.Random(15), {}
    for number, name in enumerate(NAMES):
        person = name + room.server.database.removeprefix("class")
        for table, rows in rows_of(chance, person, number).items():
            all_rows.setdefault(table, []).extend(rows)
    where = f"postgresql://tester@127.0.0.1:{room.raw.port}/{room.server.database}"
    with psycopg.connect(where) as connection, connection.cursor() as cursor:
        for table, rows in all_rows.items():
            names = list(rows[0])
            values = ", ".join(f"%({name})s" for name in names)
            cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", rows)
    return room, {name: pd.DataFrame(rows) for name, rows in all_rows.items()}


def reckoned(rows: dict[str, pd.DataFrame], members: int = 22) -> dict[str, pd.DataFrame]:
    """The same from everybody's rows, by pandas."""
    sessions = rows["sessions"].assign(
        day=pd.to_datetime(rows["sessions"]["started_us"] // 1_000_000, unit="s")
    )
    sessions["day"] = sessions["day"].dt.normalize()
    keys = sessions[["person", "id", "day"]].rename(columns={"id": "session"})
    held = rows["holds"].merge(keys, on=["person", "session"])
    ratings = rows["ratings"].merge(keys, on=["person", "session"])
    plans = rows["plan"].set_index("person")["value"]
    marks = rows["days"].assign(day=pd.to_datetime(rows["days"]["day"]))
    now = pd.Timestamp(datetime.now(UTC) - timedelta(hours=14)).tz_localize(None).normalize()
    last = now - pd.Timedelta(days=now.weekday() + 7)
    return {
        "days": cohort.days_practised(held, members),
        "weekly_dose": cohort.class_dose(held, load_catalogue(), members),
        "adherence": cohort.class_adherence(held, plans, marks, members, last),
        "pain_change": cohort.class_pain_change(ratings, members),
        "pain_weeks": cohort.class_pain_weeks(ratings, members),
    }


def assert_same(room: Room, rows: dict[str, pd.DataFrame]) -> None:
    """The lecturer's frames are those of pandas."""
    klass = open_class(room.lecturer)
    for name, expected in reckoned(rows).items():
        found = pd.DataFrame(getattr(klass, name)())
        pd.testing.assert_frame_equal(found, expected, check_dtype=False, obj=name, rtol=1e-6)


def test_the_database_reckons_as_pandas_does(class_of_22: tuple[Room, dict[str, pd.DataFrame]]) -> None:
    """Every view is the same by two ways, with small groups and small remainders hidden in both."""
    room, rows = class_of_22
    assert_same(room, rows)
    klass = open_class(room.lecturer)
    weeks = klass.days()
    assert len(klass.weekly_dose()) > 20
    assert (klass.people()["people"] == weeks["people"]).all()
    for frame in (weeks, klass.weekly_dose(), klass.adherence(), klass.pain_change()):
        assert (frame["people"] >= 5).all()
        assert frame["missing"].map(lambda left: left == 0 or left >= 5).all()
    assert (klass.pain_weeks()["people"] >= 5).all()


def test_what_is_written_late_is_seen(class_of_22: tuple[Room, dict[str, pd.DataFrame]]) -> None:
    """A hold written, corrected, deleted and undone in a week that was over changes that week's medians."""
    room, rows = class_of_22
    open_class(room.lecturer).days()  # reckoned once
    person = rows["sessions"]["person"][0]
    name = next(name for name in NAMES if person.startswith(name))
    with open_log(room.addresses[name]) as log:
        known = log.holds()["id"][0]
        row = rows["holds"].query("person == @person and id == @known").index[0]
        for held in (290.0, 45.0):
            log.edit_hold(known, held_s=held)
            rows["holds"].loc[row, "held_s"] = held
            assert_same(room, rows)
        gone = log.sessions()["id"].iloc[-1]
        log.delete(gone)
        kept = {name: frame for name, frame in rows.items()}
        for table, key in (("sessions", "id"), ("holds", "session"), ("ratings", "session")):
            kept[table] = rows[table].query(f"not (person == @person and {key} == @gone)")
        assert_same(room, kept)
        log.undo()
        assert_same(room, rows)


def test_a_lecturer_has_no_right_to_a_row(class_of_22: tuple[Room, dict[str, pd.DataFrame]]) -> None:
    """Every table is refused, in SQL too; so are the medians before small groups are hidden."""
    room, _ = class_of_22
    tables = [
        name for (name,) in room.all_rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ]
    inner = [
        "cohort.weeks",
        "cohort.doses",
        "cohort.late",
        "cohort.held",
        "cohort.members",
        "cohort.own_sessions",
    ]
    with psycopg.connect(room.lecturer.replace("+psycopg", ""), autocommit=True) as connection:
        for table in [*(f"public.{name}" for name in tables), *inner]:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT * FROM {table}")
        for name in (room.server.counter, room.server.people, "owner"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SET ROLE {name}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TEMP TABLE mine (x int)")
    with pytest.raises(LogError):
        open_log(room.lecturer).sessions()


def test_an_owner_takes_the_lecturers_rights(class_of_22: tuple[Room, dict[str, pd.DataFrame]]) -> None:
    """With the owner's address the same is seen; a participant's address opens no class."""
    room, _ = class_of_22
    owners = room.server.url.render_as_string(hide_password=False)
    pd.testing.assert_frame_equal(open_class(owners).days(), open_class(room.lecturer).days())
    assert "owner:" not in repr(open_class(owners)).replace("owner:***", "")
    with pytest.raises(LogError, match="cannot be opened with this address"):
        open_class(room.addresses["p01"])


def test_three_people_are_no_group(postgresql: PostgreSQL) -> None:
    """Where every group is small each frame is empty, with its columns and a sentence; then five are one."""
    room = make_room(postgresql, "a", "b", "c")
    klass = open_class(room.lecturer)
    for frame in (klass.people(), klass.days(), klass.weekly_dose(), klass.adherence(), klass.pain_change(),
                  klass.pain_weeks()):  # fmt: skip
        assert frame.empty
        assert len(frame.columns) >= 3
        assert "at least five" in repr(frame)
        assert "at least five" in frame._repr_html_()
    number = room.server.database.removeprefix("class")
    added = people.add(room.server, [f"d{number}", f"e{number}"])
    for address in [*room.addresses.values(), *added.values()]:
        with open_log(address) as log:
            log.session(started_at=MONDAY).hold("childs_pose", "both", 30, 30.0, MONDAY)
    assert klass.days()["people"].tolist() == [5]
