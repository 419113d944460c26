"""A lecturer's own folder: its figures, what it replaces, and the pictures it may not claim."""

import pytest

import stretchbook as sb
from stretchbook import pages
from stretchbook.app import check
from stretchbook.body.kinematics import CORE, LIMB
from stretchbook.words import LimbJoint, TrunkJoint, get_args

OWN = "id,name,section,position,hold_s,sided,text_areas\n"
PIGEON = "pigeon,Pigeon,hip,hands and knees,45,true,hip\n"
FOLD = "forward_fold,My fold,lower back,standing,20,false,lower back\n"
FRAMES = "stretch,keyframe,name,hold,camera_azimuth,camera_elevation,source,status\n"
ANGLES = "stretch,keyframe,t,side,joint,deg\n"
POSED = "pigeon,0,1,left,hip_flex,5\n"


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
    replaced = sb.load_catalogue(own(stretches=OWN + FOLD))
    assert replaced.shipped == cat.shipped - {"forward_fold"}
    assert pages.picture(replaced, "forward_fold") is None
    assert "<img" not in pages.card(replaced, "forward_fold").data
    assert "<img" not in pages.handout(replaced, sb.build_routine(replaced, ["forward_fold"]))
    figure = sb.Figure(replaced, "forward_fold", keyframe=2)
    assert figure.still == b""
    assert figure.alt == replaced.keyframes.query("stretch == 'forward_fold'")["name"].iloc[2]
    assert sb.Figure(cat, "forward_fold").still
    copied = own(
        stretches=cat.stretches.assign(text_areas=cat.stretches["text_areas"].str.join("|")).to_csv()
    )
    assert sb.load_catalogue(copied).shipped == cat.shipped


def test_another_time_keeps_the_shipped_pictures(own, cat):
    """A lecturer who holds a shipped stretch longer still sees its pictures."""
    rows = cat.stretches.assign(text_areas=cat.stretches["text_areas"].str.join("|"), hold_s=45.0)
    longer = sb.load_catalogue(own(stretches=rows.to_csv()))
    assert longer.stretches.at["happy_baby", "hold_s"] == 45
    assert longer.shipped == cat.shipped
    assert pages.picture(longer, "happy_baby") == pages.picture(cat, "happy_baby")


def test_own_keyframes_show_no_shipped_picture(own, cat):
    """Joint angles of one's own are enough to lose the stills."""
    angles = cat.keyframe_angles.query("stretch == 'childs_pose'")
    angles = angles.assign(deg=angles["deg"] * 0.9)
    folder = own(stretches=OWN + PIGEON, keyframe_angles=angles.to_csv(index=False))
    assert sb.load_catalogue(folder).shipped == cat.shipped - {"childs_pose"}


def test_check_says_what_is_replaced(own, capsys):
    """`stretchbook check` names the shipped stretches that change, and what of them stays."""
    assert check.check_folder(own(stretches=OWN + FOLD + PIGEON)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [
        "It replaces name and texts of the shipped forward_fold; its steps, muscles, precautions, keyframes, "
        "joint angles, other names and additions stay. Its shipped pictures are not shown."
    ]


def test_check_is_silent_about_additions(own, capsys):
    """A folder that only adds replaces nothing."""
    check.check_folder(own(stretches=OWN + PIGEON))
    assert len(capsys.readouterr().out.splitlines()) == 1


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
    note = "A time in the steps is the article&#x27;s; here it is 20 s."
    assert note in pages.handout(cat, sb.build_routine(cat, ["childs_pose"], hold_s=20))
    for same in (None, 30):
        assert "time in the steps" not in pages.handout(
            cat, sb.build_routine(cat, ["childs_pose"], hold_s=same)
        )
