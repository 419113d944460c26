"""A lecturer's folder with an area, a position and a region of its own works everywhere, without code."""

import pytest
from traitlets import TraitError

import stretchbook as sb
from stretchbook import charts, pages
from stretchbook.app import check
from stretchbook.words import area_column

TABLES = {
    "areas": "id,meaning\nneck,from the skull to the shoulders\n",
    "positions": "id\nprone\n",
    "regions": "id,words\nneck,nape\n",
    "muscles": (
        "id,name,latin,region,action,nerve,source,status\n"
        "trapezius,trapezius,m. trapezius,neck,raises the shoulder,accessory nerve,textbook,M\n"
    ),
    "stretches": (
        "id,name,section,position,hold_s,sided,text_areas,steps_side,assessed\n"
        "side_bend,Neck side bend,neck,prone,20,true,neck,right,osteoporosis\n"
    ),
    "steps": ("stretch,step,text_step\nside_bend,1,Lie down.\nside_bend,2,Let the head sink to the right.\n"),
    "stretch_muscles": (
        "stretch,muscle,role,analysis_supports,source,status\nside_bend,trapezius,primary,true,textbook,M\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder, as a lecturer would write it."""
    place = tmp_path_factory.mktemp("lecture")
    for name, text in TABLES.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    return place


@pytest.fixture(scope="module")
def cat(folder):
    """The catalogue with it, loaded without a warning."""
    return sb.load_catalogue(folder)


@pytest.fixture
def log(tmp_path, cat):
    """A log with one session of the neck, of both sides, rated before and after."""
    log = sb.open_log(tmp_path / "log.db")
    session = {"id": "s1", "started_at": "2026-05-04T07:00:00Z", "zone": "UTC", "areas": ["neck"]}
    session["id"] = log.begin(session)
    log.rate(session["id"], "before", "neck", 7)
    for place, (_, hold) in enumerate(sb.build_routine(cat, ["side_bend"]).holds.iterrows()):
        written = {"id": f"h{place}", "stretch": "side_bend", "side": hold["side"], "set": 1}
        seconds = {"planned_s": 20, "held_s": 20, "status": "completed"}
        log.record(session, {**written, **seconds, "started_at": f"2026-05-04T07:0{place}:05Z"})
    log.rate(session["id"], "after", "neck", 4)
    return log


def test_check_passes(folder, capsys):
    """`stretchbook check` finds no fault, and says for how much the stretch was not assessed."""
    assert check.check_folder(folder) == 0
    said = capsys.readouterr().out.splitlines()
    assert "has 7 stretches" in said[0]
    assert len(said) == 2
    assert "side_bend (18)" in said[1]


def test_words_come_after_the_shipped_ones(cat):
    """Own words stand at the end of each list, and only the id is obligatory."""
    assert list(cat.areas.index) == ["lower back", "hip", "neck"]
    assert list(cat.positions.index)[-1] == "prone"
    assert list(cat.regions.index)[-1] == "neck"


def test_it_is_chosen_and_found(cat):
    """By area, position, muscle, and by the everyday word of its region."""
    for choice in ({"areas": ["neck"]}, {"positions": ["prone"]}, {"muscles": ["trapezius"]}):
        assert list(cat.choose(**choice).index) == ["side_bend"]
    for text in ("nape", "neck", "trapezius"):
        assert list(cat.find(text).index) == ["side_bend"], text
    assert cat.find("nape")["found_as"].tolist() == ["trapezius (neck)"]


def test_widgets_offer_it(cat):
    """Picker, explorer and the body map's list have the area, the position and the muscle."""
    picker = sb.Picker(cat)
    labels = [box.description for group in picker.choice.children[1:2] for box in group.children]
    assert labels == ["lower back", "hip", "neck"]
    picker.areas = ("neck",)
    assert picker.stretches == ("side_bend",)
    explorer = sb.Explorer(cat)
    explorer.choice.positions = ("prone",)
    assert explorer.stretches == ("side_bend",)
    explorer.stretch = "side_bend"
    body = sb.BodyMap(cat, picker)
    assert body.areas == ("neck",)
    assert body.get_state()["_known_areas"] == ["lower back", "hip", "neck"]
    assert body.labels["trapezius"] == "trapezius"
    body.muscles = ("trapezius",)
    assert picker.choice.muscles == ("trapezius",)


@pytest.mark.parametrize("make", [sb.BodyMap, sb.Picker])
def test_widgets_ask_back(cat, make):
    """An area that the catalogue does not know is asked back, and nothing changes."""
    widget = make(cat)
    with pytest.raises(TraitError, match="no area 'nekc'; did you mean 'neck'"):
        widget.areas = ("nekc",)
    assert widget.areas == ()


def test_it_is_played_on_both_sides(cat):
    """The player takes the area; its steps, written for the right, are mirrored for the left."""
    player = sb.HoldPlayer(cat, sb.build_routine(cat, ["side_bend"]), areas=["neck"])
    assert player.areas == ("neck",)
    steps = sb.player_data(cat, player.routine)["about"]["side_bend"]["steps"]
    assert [steps[side][1]["text"] for side in ("right", "left")] == [
        "Let the head sink to the right.", "Let the head sink to the left.",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="did you mean 'neck'"):
        sb.HoldPlayer(cat, None, areas=["nekc"])


def test_it_is_on_the_map_and_on_paper(cat):
    """The muscle map has its row and column, the card its region's words, the handout its side."""
    ax = charts.plot_muscle_map(cat)
    assert "trapezius" in [tick.get_text() for tick in ax.get_yticklabels()]
    assert "Neck side bend 1" in charts.describe(ax)
    card = pages.card(cat, "side_bend").data
    assert "start: prone" in card
    assert "side of the hold" in card
    handout = pages.handout(cat, sb.build_routine(cat, ["side_bend"]))
    assert "The steps are for the right; mirror them for the left." in handout


def test_it_is_rated_and_drawn(cat, log):
    """The rating for the neck is in the frames and in every chart that asks for an area."""
    sessions = log.sessions()
    assert sessions[area_column("before", "neck")].tolist() == [7]
    change = sb.pain_change(sessions)
    assert change[["area", "before", "after"]].to_numpy().tolist() == [["neck", 7, 4]]
    assert sb.pain_summary(sessions, cat=cat).loc["neck", "baseline"] == 7
    assert "Pain in the neck" in charts.describe(sb.plot_pain(sessions, "neck", cat=cat))
    assert "Pain in the neck" in charts.describe(sb.plot_pain_sessions(sessions))
    board, logbook = sb.ProgressBoard(log, cat), sb.Logbook(log, cat)
    board.chart, board.area = "pain over time", "neck"
    assert "Pain in the neck" in board.message
    assert logbook.get_state()["_areas"] == ["lower back", "hip", "neck"]
    assert logbook.get_state()["_rows"][0]["pain_before"]["neck"] == 7
    dose = sb.weekly_dose(log.holds(), cat).set_index(["muscle", "side"])["seconds"]
    assert dose.to_dict() == {("trapezius", "left"): 20, ("trapezius", "right"): 20}
    assert "Pain in the hip" not in charts.describe(sb.plot_pain(sessions, cat=cat))


@pytest.mark.parametrize("name", ["exported", "exported.json"])
def test_it_is_exported_imported_and_reported(cat, log, tmp_path, name):
    """What was rated for the neck survives the way out and in, and stands in the report."""
    place = tmp_path / name
    log.export(place)
    again = sb.open_log(tmp_path / "again.db")
    again.load(place)
    assert again.sessions()[area_column("after", "neck")].tolist() == [4]
    page = sb.log_report(again, cat).html
    assert "Pain in the neck" in page
    assert "trapezius" in page
