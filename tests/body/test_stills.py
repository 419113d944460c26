"""Every keyframe has its picture and words for it, small enough to ship."""

import csv

import pandas as pd
import pytest

from stretchbook import paths
from stretchbook.body.stills import inside_still, still, still_alt, still_folder


def expected():
    """(stretch, keyframe, side) of every picture there must be."""
    sided = pd.read_csv(paths.data_folder() / "stretches.csv").set_index("id")["sided"]
    for row in pd.read_csv(paths.data_folder() / "keyframes.csv").itertuples():
        for side in ("left", "right") if sided[row.stretch] else ("both",):
            yield row.stretch, row.keyframe, side


def test_every_keyframe_has_its_picture():
    """Each keyframe has a WebP file for each side that it has, and there are no others."""
    files = {still(*key) for key in expected()}
    assert files == set(still_folder().glob("*.webp"))
    assert all(file.read_bytes()[8:12] == b"WEBP" for file in files)


def test_every_picture_has_its_own_words():
    """Each picture has an alternative text of a full sentence that speaks of its own side."""
    for stretch, keyframe, side in expected():
        alt = still_alt(stretch, keyframe, side)
        assert len(alt) > 20
        assert alt.endswith(".")
    assert "turn left" in still_alt("seated_twist", side="left")
    assert "turn right" in still_alt("seated_twist", side="right")


def test_pictures_are_small():
    """All pictures together stay under 6 MB."""
    assert sum(file.stat().st_size for file in still_folder().glob("*")) < 6e6


def test_each_hold_has_a_picture_of_its_inside():
    """The held posture of each stretch and side has a WebP file of bones and muscles, under 1 MB together."""
    held = {(stretch, side) for stretch, _, side in expected()}
    files = {inside_still(*key) for key in held}
    assert files == set((still_folder() / "inside").glob("*.webp"))
    assert all(file.read_bytes()[8:12] == b"WEBP" for file in files)
    assert sum(file.stat().st_size for file in files) < 1e6


def test_held_posture_is_the_default():
    """Without a keyframe the picture of the held posture is given, for either side."""
    assert still("childs_pose").name == "childs_pose_3.webp"
    assert still("childs_pose", side="right") == still("childs_pose", side="left")
    assert still("runners_lunge", side="right").name == "runners_lunge_3_right.webp"


def test_holds_agree_with_the_keyframes():
    """The table of pictures marks the same postures as held as the table of keyframes."""
    held = pd.read_csv(paths.data_folder() / "keyframes.csv").query("hold")
    with (still_folder() / "alt.csv").open(encoding="utf-8") as table:
        marked = {
            (row["stretch"], int(row["keyframe"])) for row in csv.DictReader(table) if row["hold"] == "true"
        }
    assert marked == set(zip(held["stretch"], held["keyframe"], strict=True))


@pytest.mark.parametrize("key", [("no_such",), ("childs_pose", 9)])
def test_missing_pictures_are_named(key):
    """A picture that does not exist is an error that names the stretch."""
    with pytest.raises(KeyError, match=key[0]):
        still(*key)
