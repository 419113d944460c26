"""Where a log is: what people write as its place, understood or refused in a sentence without secrets."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stretchbook.log import Log, LogError, open_log
from stretchbook.log.db.places import hidden, place
from stretchbook.log.db.times import machine_zone

from .test_failures import refused


@pytest.mark.parametrize("named", ["my.db", "./x/my.db", "sqlite:///my.db"])
def test_a_variable_names_a_whole_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str) -> None:
    """A file without its folder would be another one in every folder: refused, and none is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRETCHBOOK_LOG", named)
    with pytest.raises(LogError, match=r"STRETCHBOOK_LOG names .*name the whole place, such as .*my\.db\.$"):
        open_log()
    assert list(tmp_path.iterdir()) == []
    with open_log("my.db") as log:  # who writes it in Python sees the folder
        assert log.where == str(tmp_path / "my.db")


@pytest.mark.parametrize("named", ["~/a/log.db", "$HOME/a/log.db", "${HOME}/a/log.db"])
def test_a_home_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str) -> None:
    """The home by its sign or its variable, in the environment and in Python."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("STRETCHBOOK_LOG", named)
    for log in (open_log(), open_log(named)):
        with log:
            assert log.where == str(tmp_path / "a" / "log.db")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("postgresql:/me@server/log", "give a file name, such as log.db, or a URL"),
        ("postgres:/x", "give a file name, such as log.db, or a URL"),
        ("~nouser/log.db", "begins with a home that is not there; name the whole folder"),
        ("$NOWHERE_AT_ALL/log.db", r"begins with \$NOWHERE_AT_ALL, which is not set"),
        ("n" * 300, "is too long for the name of a file; shorten it"),
        ("a\0b", "is no name of a file"),
    ],
)
def test_a_place_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: str, said: str
) -> None:
    """Opening, loading and exporting say one sentence, and make no odd folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LogError, match=said):
        open_log(target, wait_s=0.2)
    log = Log.in_memory()
    for use in (log.load, log.preview, log.export):
        if "://" in said or "URL" in said:
            continue
        with pytest.raises(LogError, match=said):
            use(target)
    assert list(tmp_path.iterdir()) == []


PASSWORDS = [
    "secret", "sec@ret", "sec%40ret", "@secret", "sec@ret@", "sec/ret", "sec:ret", "sec?ret", "sec#ret",
    "sec ret", "sec{ret}", "sec@ret/x?y", "%00secret", "sec%zzret", "sécret", "sec@ret:1/x", "[secret]",
    "sec\\ret", "sec'ret",
]  # fmt: skip
URLS = [
    "postgresql://me:{}@127.0.0.1:1/log",
    "postgresql+psycopg://:{}@127.0.0.1:1/log",
    "postgresql://me@127.0.0.1:1/log?password={}",
    "mysql://me:{}@127.0.0.1/log",
]


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("form", URLS)
def test_no_password_is_ever_shown(password: str, form: str) -> None:
    """Whatever stands in it, neither the sentence nor what led to it has a part of it."""
    pytest.importorskip("psycopg")
    with pytest.raises(LogError) as caught:
        open_log(form.format(password), wait_s=0.2)
    said = str(caught.value)
    for part in ("sec", "ret", "sécret"):
        assert part not in said.replace("server", "")
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_options_of_a_url_are_not_shown() -> None:
    """Only where and who: what else stands in a URL may be a secret too."""
    _, url = place("postgresql://me:a@h/log?sslpassword=b&passfile=c&options=d&host=e")
    assert hidden(url) == "postgresql+psycopg://me:***@h/log?host=e"


def test_more_than_one_at_is_refused_with_the_mend() -> None:
    """The sentence says how to write it."""
    assert "write each @ of the name or the password as %40" in refused(
        "postgresql://me:sec@ret@127.0.0.1:1/log"
    )


@pytest.mark.parametrize(
    ("rule", "winter", "summer"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "13:00", "14:00"),
        ("EST5EDT,M3.2.0,M11.1.0", "07:00", "08:00"),
        ("<+0330>-3:30", "15:30", "15:30"),
        (":Europe/Berlin", "13:00", "14:00"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "21:00", "21:00"),
    ],
)
def test_the_rule_of_a_zone_is_honoured(
    monkeypatch: pytest.MonkeyPatch, rule: str, winter: str, summer: str
) -> None:
    """TZ may hold a rule of POSIX, a name or the path of one: noon in UTC is told in it, all year."""
    monkeypatch.setenv("TZ", rule)
    for month, told in ((1, winter), (7, summer)):
        assert f"{datetime(2026, month, 15, 12, tzinfo=UTC).astimezone(machine_zone()):%H:%M}" == told


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that reads TZ anew")
def test_a_zone_that_nobody_knows_is_what_the_system_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the clock of the system shows it, not as a link says that the variable overrides."""
    monkeypatch.setenv("TZ", "Foo/Bar")
    now = datetime.now()
    assert now.astimezone(machine_zone()).utcoffset() == now.astimezone().utcoffset()
