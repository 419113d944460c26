"""The file button of the progress notebook: a question first, then the log; without a browser."""

import base64

import pytest

import stretchbook as sb
from stretchbook.widgets.importing import Importing

DIARY = "id;started_at;pain_before_hip;note\na;05/01/2015;55;<b>x</b>\nb;06/01/2015;70;\nc;01/02/2015;35;\n"


@pytest.fixture
def log():
    """A log that is kept nowhere."""
    return sb.open_log("sqlite://")


def choose(widget, text, name="diary.csv", encoding="utf-16"):
    """Choose a file, as the page tells it."""
    content = base64.b64encode(text.encode(encoding)).decode()
    widget._receive(None, {"type": "files", "files": [{"name": name, "content": content}]}, None)


def test_a_file_is_shown_loaded_and_undone(cat, log):
    """Nothing is written before yes; logbook and board follow; undo takes it back; nothing is left behind."""
    progress = sb.Progress(log, cat)
    widget = progress.importing
    choose(widget, DIARY)
    asked = widget._asked
    assert asked["asks"][0] == "dates with the day first"
    assert asked["asks"][1].startswith("dates without times (3): at 12:00 in ")
    assert any(ask.startswith("pain from 0 to 100 (3)") for ask in asked["asks"])
    table = asked["tables"][0]
    assert table["name"] == "sessions: 3 of 3"
    assert dict(zip(table["columns"], table["rows"][0], strict=True))["note"] == "<b>x</b>"
    assert log.sessions().empty
    folder = widget._path.parent
    assert folder.exists()
    widget._receive(None, {"type": "yes"}, None)
    assert widget._line == "Added: 3 sessions, 3 ratings."
    assert log.sessions()["pain_before_hip"].tolist() == [6, 7, 4]
    assert len(progress.logbook._rows) == 3
    assert not folder.exists()
    widget._receive(None, {"type": "undo"}, None)
    assert widget._line == "Undone: the import of diary.csv."
    assert log.sessions().empty
    assert progress.logbook._rows == []


def test_no_writes_nothing(log):
    """After no there is no question and no file."""
    widget = Importing(log)
    choose(widget, DIARY)
    widget._receive(None, {"type": "no"}, None)
    assert (widget._asked, widget._line) == ({}, "Nothing was loaded.")
    widget._receive(None, {"type": "yes"}, None)
    assert log.sessions().empty


def test_dates_the_other_way_round(log):
    """The other order is shown as it would be stored, and then stored so."""
    widget = Importing(log)
    choose(widget, DIARY)
    widget._receive(None, {"type": "dates", "dates": "month first"}, None)
    assert widget._asked["asks"][0] == "dates with the month first"
    assert widget._asked["tables"][0]["rows"][0][1].startswith("2015-05-01")
    widget._receive(None, {"type": "yes"}, None)
    assert log.sessions()["day"].dt.month.tolist() == [1, 5, 6]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.txt", "nothing", "x.txt cannot be loaded; name a folder"),
        ("../../etc/x.json", "{", "x.json is not JSON"),
        ("", "x", "has a name that cannot be kept"),
    ],
)
def test_what_cannot_be_read_is_said(log, name, text, said):
    """One sentence, which names the file and not where it was kept for a moment."""
    widget = Importing(log)
    choose(widget, text, name, "utf-8")
    assert said in widget._line
    assert "stretchbook-" not in widget._line
    assert widget._asked == {}
    widget._receive(None, {"type": "files", "files": [{"name": "a.csv", "content": "?"}]}, None)
    assert "did not arrive whole" in widget._line


def test_faults_are_told_and_the_rest_can_be_loaded(log):
    """The rows without faults are loaded only after it was said what is left out."""
    widget = Importing(log)
    rows = "a,2015-01-25T10:00:00+01:00,5\nb,soon,5\n"
    choose(widget, "id,started_at,pain_before_hip\n" + rows, encoding="utf-8")
    assert widget._asked["faults"]
    assert any("diary.csv, row 3, started_at" in line for line in widget._asked["told"])
    widget._receive(None, {"type": "yes"}, None)
    assert log.sessions()["id"].tolist() == ["a"]


def test_an_empty_log_of_ones_own_is_loaded_into(tmp_path):
    """Where the demonstration stands in for it, the file goes into the person's own log, made only then."""
    place = tmp_path / "log.db"
    widget = Importing(sb.open_log(place, demo_if_empty=True))
    choose(widget, DIARY)
    assert not place.exists()
    widget._receive(None, {"type": "yes"}, None)
    assert len(sb.open_log(place).sessions()) == 3
