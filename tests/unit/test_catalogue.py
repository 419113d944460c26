"""Choosing, finding, and a lecturer's own tables."""

import pytest

import stretchbook as sb

OWN = "id,name,section,position,hold_s,sided,text_areas\n"
PIGEON = "pigeon,Pigeon,hip,hands and knees,45,true,hip\n"


@pytest.fixture
def own(tmp_path):
    """A function that writes tables into a folder of one's own and returns the folder."""

    def write(**tables: str | bytes):
        for name, text in tables.items():
            raw = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{name}.csv").write_bytes(raw)
        return tmp_path

    return write


def test_choose_by_area_follows_the_article(cat):
    """Headings and named areas of the article decide, nothing else."""
    assert list(cat.choose(areas=["lower back"]).index) == ["forward_fold", "seated_twist", "childs_pose"]
    hip = ["childs_pose", "happy_baby", "runners_lunge", "adductor_opener"]
    assert list(cat.choose(areas=["hip"]).index) == hip


def test_choose_leaves_out_what_is_to_be_avoided(cat):
    """With osteoporosis the flexed poses go, and the modified ones stay with their wording."""
    left = cat.choose(avoid=["osteoporosis"]).index
    assert {"forward_fold", "seated_twist", "childs_pose"}.isdisjoint(left)
    assert set(left) == {"happy_baby", "runners_lunge", "adductor_opener"}
    modified = cat.cautions(["osteoporosis"]).query("grade == 'modify'")
    assert set(modified["stretch"]) == {"happy_baby", "runners_lunge"}


def test_choose_by_muscle_and_position(cat):
    """Choices of different kinds must all hold; values of one kind are alternatives."""
    assert list(cat.choose(muscles=["iliopsoas"]).index) == ["runners_lunge"]
    assert list(cat.choose(positions=["standing"]).index) == ["forward_fold", "adductor_opener"]
    assert list(cat.choose(areas=["lower back"], positions=["standing"]).index) == ["forward_fold"]
    assert list(cat.choose(muscles=["rectus_abdominis"]).index) == []


def test_choose_refuses_an_unknown_word(cat):
    """A word outside the vocabulary is named, with the known ones."""
    with pytest.raises(ValueError, match=r"no area 'knee'; the known ones are lower back, hip"):
        cat.choose(areas=["knee"])
    with pytest.raises(ValueError, match="no condition 'gout'"):
        cat.choose(avoid=["gout"])
    with pytest.raises(ValueError, match=r"no area 'Lower_bak'; did you mean 'lower back'\? The known"):
        cat.choose(areas="Lower_bak")


def test_choose_changes_nothing(cat):
    """The catalogue's own frames stay as they are."""
    before = cat.stretches.copy()
    for frame in (cat.choose(), cat.find("dead bug")):
        frame["name"] = "changed"
    assert cat.stretches.equals(before)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dead bug", "happy_baby"),
        ("DEAD  BUG", "happy_baby"),
        ("ananda balasana", "happy_baby"),
        ("child’s pose", "childs_pose"),
        ("childs pose", "childs_pose"),
        ("prasārita pādottānāsana", "forward_fold"),
        ("psoas", "runners_lunge"),
        ("piriformis", "seated_twist"),
        ("glutes", "forward_fold"),
        ("hip flexors", "runners_lunge"),
        ("quads", "runners_lunge"),
        ("abs", "runners_lunge"),
        ("back", "forward_fold"),
        ("lower back", "forward_fold"),
        ("hip", "seated_twist"),
    ],
)
def test_find_by_any_name(cat, text, first):
    """Names, aliases, Sanskrit and muscles are found without accents, apostrophes or case."""
    assert cat.find(text).index[0] == first


def test_find_dead_bug_shows_the_note(cat):
    """The ambiguous name always comes with its explanation."""
    assert "core-control exercise" in cat.find("dead bug")["note"].iloc[0]


def test_find_by_part_of_the_body(cat):
    """The region of a lengthened muscle is found by its everyday word; names come before it."""
    assert list(cat.find("quads").index) == ["runners_lunge", "seated_twist", "childs_pose"]
    assert cat.find("quads")["found_as"].iloc[0] == "rectus femoris (anterior thigh)"
    assert set(cat.find("lower back").index) >= {"forward_fold", "seated_twist", "childs_pose"}


def test_comparing_catalogues_is_quiet(cat):
    """A catalogue equals itself alone, without asking pandas."""
    assert cat == cat
    assert cat != sb.load_catalogue()


def test_find_nothing(cat):
    """No words and unknown words find no stretch."""
    assert cat.find("   ").empty
    assert cat.find("bench press").empty


def test_own_stretch_is_added(own):
    """The stretches table alone is enough."""
    cat = sb.load_catalogue(own(stretches=OWN + PIGEON))
    assert len(cat.stretches) == 7
    assert cat.stretches.at["pigeon", "hold_s"] == 45
    assert len(sb.build_routine(cat, ["pigeon"]).holds) == 2


def test_own_stretch_replaces_and_its_steps_are_replaced_whole(own):
    """A known id is replaced; steps given for it replace all the old ones, others stay."""
    fold = OWN + "forward_fold,My fold,lower back,standing,20,false,lower back\n"
    folder = own(stretches=fold, steps="stretch,step,text_step\nforward_fold,1,Bend.\n")
    with pytest.warns(UserWarning, match="name and texts and steps of the shipped forward_fold"):
        cat = sb.load_catalogue(folder)
    assert cat.stretches.at["forward_fold", "name"] == "My fold"
    assert cat.steps.query("stretch == 'forward_fold'")["text_step"].tolist() == ["Bend."]
    assert len(cat.steps.query("stretch == 'seated_twist'")) == 8


@pytest.mark.parametrize(
    "raw",
    [
        ("\ufeff" + OWN + PIGEON).encode(),
        (OWN + PIGEON).replace("\n", "\r\n").encode(),
        (OWN + PIGEON).replace(",", ";").encode(),
        (OWN + PIGEON).replace(",", "\t").encode(),
        (OWN + PIGEON).encode("utf-16"),
        (OWN + "\n,,,,,,\n" + PIGEON).encode(),
    ],
    ids=["BOM", "CRLF", "semicolons", "tabs", "UTF-16", "blank rows"],
)
def test_spreadsheet_exports_are_read(own, raw):
    """What spreadsheets write is read as it was meant."""
    assert sb.load_catalogue(own(stretches=raw)).stretches.at["pigeon", "sided"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (OWN.encode(), "no rows"),
        ("id,näme\n".encode("latin-1"), "not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not "),
        (OWN.replace("hold_s", "holds").encode() + PIGEON.encode(), "did you mean 'hold_s'"),
        (OWN.replace("name", "id").encode() + PIGEON.encode(), "stands twice"),
        (OWN.encode() + b"pigeon,Pigeon,hip\n", "3 cells where the heading has 7"),
        (OWN.encode() + b'pigeon,"Pigeon,hip\n', "cannot be read"),
        (OWN.encode() + b"pigeon,,hip,standing,45,true,hip\n", "row 2, name: fill in this cell"),
        (OWN.encode() + b"pigeon,P,knee,standing,45,true,hip\n", r"section: nothing with .*\(found 'knee'\)"),
        (OWN.encode() + b"pigeon,P,hip,stnading,45,true,hip\n", r"position: .* mean 'standing'\?"),
        (OWN.encode() + b"pigeon,P,hip,standing,45,true,hip|hp\n", r"text_areas: .* mean 'hip'\?.*'hp'"),
        (OWN.encode() + b"pigeon,P,hip,standing,long,true,hip\n", r"hold_s: write a number.*found 'long'"),
        (
            OWN.encode() + b"pigeon,P,hip,standing,-5,true,hip\n",
            r"hold_s: must be greater than 0.*found '-5'",
        ),
        (OWN.encode() + b"pigeon,P,hip,standing,nan,true,hip\n", "hold_s"),
        (OWN.encode() + b"pigeon,P,hip,standing,45,maybe,hip\n", "sided: write true or false"),
        (
            OWN.encode() + b"Pigeon 1,P,hip,standing,45,true,hip\n",
            "id: write small letters, digits and _",
        ),
        ((OWN + PIGEON + PIGEON).encode(), "row 3, id: the same key stands in row 2"),
    ],
)
def test_bad_tables_are_refused_with_the_mend(own, raw, message):
    """Each fault is one sentence that names the file and what to do."""
    with pytest.raises(sb.CatalogueError, match=message) as raised:
        sb.load_catalogue(own(stretches=raw))
    assert all(str(fault).startswith("stretches.csv") for fault in raised.value.faults)


def test_all_faults_are_listed(own):
    """Not the first fault only: every one, in every file."""
    rows = "pigeon,P,knee,standing,x,true,hip\ncobra,C,hip,flying,30,false,hip\n"
    steps = "stretch,step,text_step\nhappy_baby,2,Second\nnobody,1,First\n"
    folder = own(stretches=OWN + rows, steps=steps, holds="id\n1\n")
    with pytest.raises(sb.CatalogueError) as raised:
        sb.load_catalogue(folder)
    found = {(fault.file, fault.row, fault.field) for fault in raised.value.faults}
    assert {("stretches.csv", 2, "section"), ("stretches.csv", 2, "hold_s")} <= found
    assert {("stretches.csv", 3, "position"), ("holds.csv", None, None)} <= found
    assert ("steps.csv", 2, "step") in found


def test_links_must_lead_somewhere(own):
    """A stretch that a step names must exist."""
    folder = own(stretches=OWN + PIGEON, steps="stretch,step,text_step\nnobody,1,First\n")
    with pytest.raises(sb.CatalogueError, match=r"steps.csv, row 2, stretch: nothing with this key"):
        sb.load_catalogue(folder)


def test_missing_folder_and_missing_table(tmp_path):
    """A folder that is not there, and one without stretches, are said plainly."""
    with pytest.raises(sb.CatalogueError, match="no such folder"):
        sb.load_catalogue(tmp_path / "nowhere")
    with pytest.raises(sb.CatalogueError, match=r"stretches\.csv: missing"):
        sb.load_catalogue(tmp_path)
