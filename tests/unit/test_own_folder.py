"""A lecturer's own folder: its figures, what it replaces, and the pictures it may not claim."""

import pandas as pd
import pytest

import stretchbook as sb
from stretchbook import pages
from stretchbook.app import check
from stretchbook.body.kinematics import CORE, LIMB
from stretchbook.words import LimbJoint, TrunkJoint, get_args, muscle_sides

OWN = "id,name,section,position,hold_s,sided,text_areas\n"
PIGEON = "pigeon,Pigeon,hip,hands and knees,45,true,hip\n"
FOLD = "forward_fold,My fold,lower back,standing,20,false,lower back\n"
FRAMES = "stretch,keyframe,name,hold,camera_azimuth,camera_elevation,source,status\n"
ANGLES = "stretch,keyframe,t,side,joint,deg\n"
POSED = "pigeon,0,1,left,hip_flex,5\n"
FOLD_REPLACED = (
    "Your tables replace name and texts of the shipped forward_fold; its steps, muscles, precautions, "
    "keyframes, joint angles, other names, additions, easier and "
    "harder forms and joint angles of the forms stay, and its shipped pictures are not shown."
)


@pytest.fixture
def own(tmp_path):
    """A function that writes tables into a folder of one's own and returns the folder."""

    def write(**tables: str):
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return tmp_path

    return write


def frame(number: int, hold: str, stretch: str = "pigeon") -> str:
    """One row of keyframes.csv."""
    return f"{stretch},{number},seen,{hold},0,0,article,D\n"


def as_table(stretches) -> str:
    """The frame of stretches as the text of its table."""
    lists = {column: stretches[column].str.join("|") for column in ("text_areas", "assessed")}
    return stretches.assign(**lists).to_csv()


def faults(folder) -> list[str]:
    """The faults of a folder as sentences."""
    with pytest.raises(sb.CatalogueError) as raised:
        sb.load_catalogue(folder)
    return [str(fault) for fault in raised.value.faults]


def test_joints_are_those_of_the_body():
    """The vocabulary of joints is the body model's, trunk and limbs."""
    assert get_args(TrunkJoint) == CORE
    assert get_args(LimbJoint) == LIMB


@pytest.mark.parametrize(
    ("frames", "angles", "message"),
    [
        (frame(0, "true"), "pigeon,0,1,left,hipflex,5\n", "row 2, joint: use one of 'pelvis_tilt'"),
        (frame(0, "true"), "pigeon,0,1,both,hip_flex,5\n", "hip_flex has the side left or right, not both"),
        (frame(0, "true"), "pigeon,0,1,left,yaw,5\n", "yaw has the side both, not left"),
        (frame(0, "false"), POSED, "keyframes.csv, row 2, hold: write true for one keyframe of pigeon"),
        (frame(0, "true") + frame(1, "true"), POSED + POSED.replace(",0,", ",1,", 1), "2 have it"),
        (frame(0, "true") + frame(1, "false"), POSED, "row 3, keyframe: .*t = 1 for keyframe 1 of pigeon"),
        (frame(0, "true"), POSED.replace(",1,", ",0.5,"), "t = 1 for keyframe 0 of pigeon"),
        (frame(1, "true"), POSED.replace(",0,", ",1,", 1), "number the 1 keyframes of pigeon 0, 1, 2"),
    ],
)
def test_figures_that_cannot_be_drawn_are_faults(own, frames, angles, message):
    """What would end in a widget's traceback is one fault of the folder, at its place."""
    folder = own(stretches=OWN + PIGEON, keyframes=FRAMES + frames, keyframe_angles=ANGLES + angles)
    with pytest.raises(sb.CatalogueError, match=message) as raised:
        sb.load_catalogue(folder)
    assert len(raised.value.faults) == 1


def test_keyframes_alone_ask_for_what_belongs_to_them(own):
    """Fewer keyframes of a shipped stretch are one fault in the lecturer's own file."""
    folder = own(stretches=OWN + PIGEON, keyframes=FRAMES + frame(0, "true", "forward_fold"))
    (fault,) = faults(folder)
    assert fault.startswith(
        "keyframes.csv, row 2, stretch: give steps and keyframe_angles of forward_fold too"
    )


def test_two_folders_are_told_apart(own, tmp_path):
    """With two folders a fault names its folder."""
    bad = tmp_path / "second"
    bad.mkdir()
    (bad / "stretches.csv").write_text(OWN + PIGEON.replace("45", "x"))
    good = own(stretches=OWN + PIGEON)
    with pytest.raises(sb.CatalogueError) as raised:
        sb.load_catalogue(good, bad)
    assert [fault.file for fault in raised.value.faults] == [str(bad / "stretches.csv")]


def test_own_rows_show_no_shipped_picture(own, cat):
    """A replaced row or replaced keyframes lose the stills; a copied row keeps them."""
    assert cat.shipped == set(cat.stretches.index)
    assert pages.picture(cat, "forward_fold")
    with pytest.warns(UserWarning, match="forward_fold"):
        replaced = sb.load_catalogue(own(stretches=OWN + FOLD))
    assert replaced.shipped == cat.shipped - {"forward_fold"}
    assert pages.picture(replaced, "forward_fold") is None
    assert "<img" not in pages.card(replaced, "forward_fold").data
    assert "<img" not in pages.handout(replaced, sb.build_routine(replaced, ["forward_fold"]))
    figure = sb.Figure(replaced, "forward_fold", keyframe=2)
    assert figure.still == b""
    assert figure.alt == replaced.keyframes.query("stretch == 'forward_fold'")["name"].iloc[2]
    assert sb.Figure(cat, "forward_fold").still
    assert sb.load_catalogue(own(stretches=as_table(cat.stretches))).shipped == cat.shipped


def test_another_time_keeps_the_shipped_pictures(own, cat):
    """A lecturer who holds a shipped stretch longer still sees its pictures."""
    folder = own(stretches=as_table(cat.stretches.assign(hold_s=45.0)))
    with pytest.warns(UserWarning, match=r"name and texts .* stay\."):
        longer = sb.load_catalogue(folder)
    assert longer.stretches.at["happy_baby", "hold_s"] == 45
    assert longer.shipped == cat.shipped
    assert pages.picture(longer, "happy_baby") == pages.picture(cat, "happy_baby")


def test_own_keyframes_show_no_shipped_picture(own, cat):
    """Joint angles of one's own are enough to lose the stills."""
    angles = cat.keyframe_angles.query("stretch == 'childs_pose'")
    angles = angles.assign(deg=angles["deg"] * 0.9)
    folder = own(stretches=OWN + PIGEON, keyframe_angles=angles.to_csv(index=False))
    with pytest.warns(UserWarning, match="joint angles of the shipped childs_pose"):
        assert sb.load_catalogue(folder).shipped == cat.shipped - {"childs_pose"}


def test_check_says_what_is_replaced(own, capsys):
    """`stretchbook check` names the shipped stretches that change, and what of them stays."""
    assert check.check_folder(own(stretches=OWN + FOLD + PIGEON)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1] == FOLD_REPLACED
    assert sum("replace" in line for line in said) == 1


def test_loading_says_what_is_replaced(own):
    """Loading warns in the same sentence, once, at the line that loads."""
    with pytest.warns(UserWarning, match="forward_fold") as warned:
        sb.load_catalogue(own(stretches=OWN + FOLD + PIGEON))
    assert [(str(one.message), one.filename) for one in warned] == [(FOLD_REPLACED, __file__)]


def test_check_is_silent_about_additions(own, capsys, recwarn):
    """A folder that only adds, all of it assessed, replaces nothing: no sentence, no warning."""
    folder = own(stretches=OWN.replace("\n", ",assessed\n") + PIGEON.replace("\n", ",all\n"))
    check.check_folder(folder)
    assert len(capsys.readouterr().out.splitlines()) == 1
    sb.load_catalogue(folder)
    assert not recwarn.list


def test_card_claims_nothing_of_the_article(own, cat):
    """A stretch that the article does not contain has no section about it, and no empty sentence."""
    card = pages.card(sb.load_catalogue(own(stretches=OWN + PIGEON)), "pigeon").data
    assert "article says" not in card
    assert "Left and right name" not in card
    shipped = pages.card(cat, "seated_twist").data
    assert "What the article says" in shipped
    assert "Left and right name the direction" in shipped


def test_handout_tells_of_another_time(cat):
    """Where the routine's time is not the one in the steps, the handout says so."""
    note = "A time in the steps is the article&#39;s; here it is 20 s."
    assert note in pages.handout(cat, sb.build_routine(cat, ["childs_pose"], hold_s=20))
    for same in (None, 30):
        assert "time in the steps" not in pages.handout(
            cat, sb.build_routine(cat, ["childs_pose"], hold_s=same)
        )


def test_not_assessed_is_left_out_and_said(own):
    """With a condition ticked a stretch that nobody assessed for it is left out, and each page says so."""
    cat = sb.load_catalogue(own(stretches=OWN + PIGEON))
    assert "pigeon" in cat.choose().index
    for condition in cat.conditions.index:
        assert "pigeon" not in cat.choose(avoid=[condition]).index, condition
        assert cat.not_assessed([condition])["stretch"].tolist() == ["pigeon"]
    said = "Left out:</b> Not assessed for very flexible (hypermobile) joints: Pigeon"
    picker = sb.Picker(cat)
    picker.avoid = ("hypermobility",)
    assert "pigeon" not in picker.stretches
    assert said in picker._preview.value
    explorer = sb.Explorer(cat)
    explorer.choice.avoid = ("hypermobility",)
    assert said in explorer._table.value
    card = pages.card(cat, "pigeon").data
    assert "Not assessed for:</b> osteoporosis" in card
    assert "Not assessed" not in pages.card(cat, "happy_baby").data


@pytest.mark.parametrize(
    ("assessed", "precaution", "open_for"),
    [
        ("", "", 19),
        ("all", "", 0),
        ("osteoporosis|pregnancy", "", 17),
        ("", "osteoporosis,pigeon,modify,Less\n", 18),
    ],
)
def test_what_counts_as_assessed(own, assessed, precaution, open_for):
    """What the column names, and what has a precaution of its own: a grade is an assessment."""
    tables = {"stretches": OWN.replace("\n", ",assessed\n") + PIGEON.replace("\n", f",{assessed}\n")}
    if precaution:
        tables["precautions"] = "condition,stretch,grade,wording\n" + precaution
    cat = sb.load_catalogue(own(**tables))
    assert len(cat.not_assessed()) == open_for
    assert ("pigeon" in cat.choose(avoid=["osteoporosis"]).index) == (open_for < 19)


def test_assessed_for_an_unknown_condition(own):
    """A condition that does not exist is asked back."""
    stretches = OWN.replace("\n", ",assessed\n") + PIGEON.replace("\n", ",osteoporose\n")
    (fault,) = faults(own(stretches=stretches))
    assert fault.startswith(
        "stretches.csv, row 2, assessed: nothing with this key in conditions.csv; did you"
    )
    assert "did you mean 'osteoporosis'? (found 'osteoporose')" in fault


def test_check_counts_what_is_not_assessed(own, capsys):
    """`stretchbook check` says how many stretches, and for how many conditions each."""
    check.check_folder(own(stretches=OWN + PIGEON + PIGEON.replace("pigeon", "dove")))
    said = capsys.readouterr().out
    assert "2 stretches not assessed for every one of the 19 conditions" in said
    assert "pigeon (19) and dove (19)" in said


MUSCLES = "stretch,muscle,side_rule,role,analysis_supports,source,status\n"


def test_a_hold_counts_for_its_own_side(own, capsys):
    """Without a side rule 30 s of each side are 30 s for each; `both` on a sided stretch is asked about."""
    row = "pigeon,piriformis,{},primary,true,textbook,M\n"
    folder = own(stretches=OWN + PIGEON, stretch_muscles=MUSCLES + row.format(""))
    holds = pd.DataFrame(
        {"day": "2026-05-04", "stretch": "pigeon", "side": ["left", "right"], "held_s": 30.0, "session": "s"}
    )

    def seconds() -> list[float]:
        return sb.weekly_dose(holds, sb.load_catalogue(folder))["seconds"].tolist()

    assert seconds() == [30, 30]
    check.check_folder(folder)
    assert "side_rule" not in capsys.readouterr().out
    own(stretch_muscles=MUSCLES + row.format("both"))
    assert seconds() == [60, 60]
    check.check_folder(folder)
    said = capsys.readouterr().out
    assert (
        "stretch_muscles.csv: pigeon is done once for each side and says side_rule both for piriformis"
        in said
    )


def test_both_is_right_for_a_stretch_of_both_sides(own, capsys):
    """Nothing is asked where a stretch works both sides at once, and the neutral rule reaches both."""
    rows = "pigeon,piriformis,both,primary,true,textbook,M\npigeon,hamstrings,,primary,true,textbook,M\n"
    folder = own(stretches=OWN + PIGEON.replace("true", "false"), stretch_muscles=MUSCLES + rows)
    check.check_folder(folder)
    assert "side_rule" not in capsys.readouterr().out
    assert muscle_sides("hold_side", "both") == ("left", "right")
    card = pages.card(sb.load_catalogue(folder), "pigeon").data
    assert "side of the hold" not in card
    assert card.count("both sides") == 2


@pytest.mark.parametrize(("written", "asked"), [("", True), ("left", True), ("right", False)])
def test_steps_of_the_other_side(own, capsys, written, asked):
    """Steps that speak of the right first are asked about, unless the table says that they are for it."""
    stretches = OWN.replace("\n", ",steps_side\n") + PIGEON.replace("\n", f",{written}\n")
    steps = "stretch,step,text_step\npigeon,1,Kneel.\npigeon,2,Right knee ahead of the left one.\n"
    folder = own(stretches=stretches, steps=steps)
    check.check_folder(folder)
    assert ("the steps of pigeon speak of the right first" in capsys.readouterr().out) is asked
    cat = sb.load_catalogue(folder)
    told = sb.player_data(cat, sb.build_routine(cat, ["pigeon"]))["about"]["pigeon"]["steps"]
    same, other = ("right", "left") if written == "right" else ("left", "right")
    assert told[same][1]["text"] == "Right knee ahead of the left one."
    assert told[other][1]["text"] == "Left knee ahead of the right one."


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("lower_back", "a word has spaces where 'lower_back' has lines: 'lower back'"),
        ("Hip", r"the same word as 'hip' of areas.csv; write it alike"),
        ("neck|nape", "begins with a letter or a digit and has no | and no line break"),
        ("-neck", "begins with a letter or a digit"),
        ("all", "'all' means every one of them"),
        ("n" * 61, "shorten it to at most 60 characters"),
    ],
)
def test_areas_that_cannot_be_told_apart(own, word, message):
    """A word that could name no column, or the column of another one, is refused by name."""
    (fault,) = faults(own(stretches=OWN + PIGEON, areas=f"id\n{word}\n"))
    assert fault.startswith("areas.csv, row 2, id: ")
    assert message in fault


def test_words_in_other_scripts(own):
    """A word may be written in any letters."""
    row = "pigeon,Pigeon,首,hands and knees,45,true,首\n"
    cat = sb.load_catalogue(own(stretches=OWN + row, areas="id\n首\nNacken (oben)\n"))
    assert list(cat.choose(areas=["首"]).index) == ["pigeon"]


def test_order_is_the_tables(own):
    """Words stand in the order that the tables give, those without one at the end."""
    cat = sb.load_catalogue(own(stretches=OWN + PIGEON, areas="id,order\nknee,\nneck,0.5\nhip,\n"))
    assert list(cat.areas.index) == ["neck", "lower back", "hip", "knee"]


def test_a_search_says_whose_words_they_are(own):
    """What an own stretch names is not the article's."""
    stretches = OWN.replace("\n", ",text_targets\n") + PIGEON.replace("\n", ",deep rotators\n")
    found = sb.load_catalogue(own(stretches=stretches)).find("deep rotators")
    assert found["found_as"].tolist() == ["its table: deep rotators"]
