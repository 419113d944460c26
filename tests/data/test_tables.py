"""The shipped tables: complete, linked, sourced, and free of the errors a lecturer would not forgive."""

import re

import pytest
from textbook import LENGTHENED, NERVES, OPPOSITE, PRECAUTIONS, ROLE, STEPS, STRETCHES, literal

from stretchbook import paths
from stretchbook.catalogue.dictionary import data_dictionary, with_dictionary
from stretchbook.catalogue.schema import TABLES
from stretchbook.words import muscle_sides


def by_id(table):
    """Rows by their id."""
    return {row.id: row for row in table}


def steps_of(rows, stretch):
    """The steps of a stretch as one text in lower case."""
    return " ".join(row.text_step for row in rows["steps"] if row.stretch == stretch).lower()


def test_files_are_plain_utf8():
    """Every table is UTF-8 without BOM, with LF, and holds exactly the columns of its row model in order."""
    for name, table in TABLES.items():
        raw = (paths.data_folder() / f"{name}.csv").read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf"), name
        assert b"\r" not in raw, name
        assert raw.decode("utf-8").split("\n", 1)[0] == ",".join(table.row.model_fields), name


def test_counts(rows):
    """Nothing is missing: six stretches in order, 37 steps without gaps, 23 muscles, 27 keyframes."""
    assert [row.id for row in rows["stretches"]] == STRETCHES
    for stretch, count in STEPS.items():
        assert [row.step for row in rows["steps"] if row.stretch == stretch] == list(range(1, count + 1))
    assert [row.id for row in rows["muscles"]] == list(literal(LENGTHENED))
    assert [row.id for row in rows["conditions"]] == list(literal(PRECAUTIONS))
    assert len(rows["keyframes"]) == 27


def test_keys_are_unique_and_links_lead_somewhere(rows):
    """No key stands twice and no link of any table leads nowhere."""
    keys = {name: [tuple(getattr(r, c) for c in TABLES[name].key) for r in rows[name]] for name in TABLES}
    for name, table in TABLES.items():
        assert len(set(keys[name])) == len(keys[name]), name
        for columns, target in table.links.items():
            for row in rows[name]:
                value = tuple(getattr(row, column) for column in columns.split("+"))
                named = [(word,) for word in value[0]] if isinstance(value[0], tuple) else [value]
                for one in named:
                    assert None in one or one == ("all",) or one in keys[target], (name, one)


def test_words_are_tables(rows):
    """Areas, positions and regions: each once, in order, with what it means, and every one is used."""
    stretches, muscles = rows["stretches"], rows["muscles"]
    used = {
        "areas": {area for row in stretches for area in (row.section, *row.text_areas)},
        "positions": {row.position for row in stretches},
        "regions": {row.region for row in muscles},
    }
    for name, words in used.items():
        if name == "regions":
            words.add("thoracic back")  # for the muscles that a lecturer adds
        assert {row.id for row in rows[name]} == words, name
        assert [row.order for row in rows[name]] == list(range(1, len(rows[name]) + 1)), name
        assert all(row.meaning for row in rows[name]), name
    assert all(row.words for row in rows["regions"])


def test_the_shipped_stretches_are_assessed_for_every_condition(rows):
    """All six were thought through for each condition, and their steps are written for the left."""
    for row in rows["stretches"]:
        assert (row.assessed, row.steps_side) == (("all",), "left")


def test_every_row_that_is_not_text_has_a_source(rows):
    """Whatever is not the article's own word names a source and how well it is known."""
    without = {"sources", "stretches", "steps", "precautions", "keyframe_angles", "form_angles",
               "anchors", "what_if"}  # fmt: skip
    for name in set(TABLES) - without:
        for row in rows[name]:
            assert row.source, (name, row)
            assert row.status, (name, row)


def test_status_fits_the_source(rows):
    """What rests on memory is marked M, what is derived here is marked D, and no identifier stands twice."""
    for name in ("aliases", "muscles", "stretch_muscles", "added", "safety", "measures", "keyframes", "forms",
                 "guidance", "actions", "signs", "case_points"):  # fmt: skip
        for row in rows[name]:
            expected = {"textbook": "M", "kinematics": "D", "stretchbook": "D"}.get(row.source)
            assert expected in (None, row.status), (name, row)
    for column in ("doi", "pmid"):
        given = [getattr(row, column) for row in rows["sources"] if getattr(row, column)]
        assert len(given) == len(set(given)) > 10


def test_muscles_match_the_textbook_table(rows):
    """Role and side of every muscle in every stretch are those of the table, for a hold on the left."""
    found = {muscle: dict.fromkeys(STRETCHES, "-") for muscle in literal(LENGTHENED)}
    for row in rows["stretch_muscles"]:
        sides = muscle_sides(row.side_rule, "left")
        mark = ROLE[row.role] + (f"-{sides[0][0].upper()}" if len(sides) == 1 else "")
        assert found[row.muscle][row.stretch] == "-", f"{row.muscle} stands twice in {row.stretch}"
        found[row.muscle][row.stretch] = mark
    assert found == literal(LENGTHENED)


def test_precautions_match_the_matrix(rows):
    """Every cell of the precaution matrix has its grade, and a cell that depends says on what."""
    found = {condition: dict.fromkeys(STRETCHES, "-") for condition in literal(PRECAUTIONS)}
    for row in rows["precautions"]:
        found[row.condition][row.stretch] = row.grade[0].upper()
    assert found == literal(PRECAUTIONS)
    qualifier = {(row.condition, row.stretch): row.qualifier for row in rows["precautions"]}
    for cell in [
        ("hip_impingement", "seated_twist"), ("knee_problem", "childs_pose"),
        ("pregnancy", "adductor_opener"), ("dizziness_blood_pressure", "forward_fold"),
        ("hip_replacement_posterior", "runners_lunge"), ("hip_replacement_anterior", "runners_lunge"),
    ]:  # fmt: skip
        assert qualifier[cell], cell


def test_every_hold_is_thirty_seconds(rows):
    """The article gives 30 s to all six, and only the happy baby is rocked."""
    for row in rows["stretches"]:
        assert row.hold_s == 30
        assert "30 s" in row.text_hold
        assert "30 seconds" in steps_of(rows, row.id)
        assert (row.dose_type == "rocking") == (row.id == "happy_baby")


def test_dead_bug_is_explained(rows):
    """Every name with 'dead bug' leads to the happy baby and carries the note on the core exercise."""
    note = by_id(rows["stretches"])["happy_baby"].note
    assert "core-control exercise" in note
    named = [row for row in rows["aliases"] if "dead bug" in row.alias.lower()]
    assert {"Dead bug", "Dead bug (yoga name)"} <= {row.alias for row in named}
    assert all(row.stretch == "happy_baby" and row.note == note for row in named)


def test_aliases_hold_the_names_of_the_article(rows):
    """Each stretch is found under its name in the article, in Sanskrit and in textbook wording."""
    aliases = {(row.stretch, row.alias) for row in rows["aliases"]}
    for row in rows["stretches"]:
        assert (row.id, row.name_in_source) in aliases
        kinds = {alias.kind for alias in rows["aliases"] if alias.stretch == row.id}
        assert kinds == {"source", "english", "sanskrit", "textbook"}, row.id


def test_twist_keeps_its_sides(rows, hold):
    """Right leg under, left foot over, turn left, right arm round the left leg: in steps and in angles."""
    steps = [row.text_step.lower() for row in rows["steps"] if row.stretch == "seated_twist"]
    needed = {
        2: ["right foot", "buttock"],
        3: ["left foot", "right knee"],
        5: ["turn to the left", "right arm", "left leg"],
        6: ["left shoulder"],
    }
    for number, words in needed.items():
        assert all(word in steps[number - 1] for word in words), number
    angles = hold["seated_twist"]
    assert angles["right", "knee_flex"] > 130 > angles["left", "knee_flex"]
    assert angles["left", "hip_abd"] < 0 < angles["both", "lumbar_rot"]
    assert 30 < angles["both", "lumbar_rot"] + angles["both", "thor_rot"] <= 45


def test_sided_stretches_never_count_twice(rows):
    """Only twist and lunge are sided, and no primary muscle of theirs is reached by both holds of a pair."""
    sided = {row.id for row in rows["stretches"] if row.sided}
    assert sided == {"seated_twist", "runners_lunge"}
    for row in rows["stretches"]:
        assert (row.side_means is not None) == row.sided == ("{side}" in (row.side_cue or ""))
    for row in rows["stretch_muscles"]:
        reached = muscle_sides(row.side_rule, "left") + muscle_sides(row.side_rule, "right")
        if row.stretch in sided and row.role == "primary":
            assert sorted(reached) == ["left", "right"], row
        if row.stretch not in sided:
            assert row.side_rule == "both", row


def test_no_muscle_is_lengthened_by_its_own_action(rows, hold):
    """In the held posture, on the side that is named, the joint stands opposite to the muscle's action."""
    for row in rows["stretch_muscles"]:
        if row.role in ("primary", "secondary"):
            for side in muscle_sides(row.side_rule, "left"):
                angles = {
                    joint: deg for (at, joint), deg in hold[row.stretch].items() if at in (side, "both")
                }
                angles["turned_to_it"] = angles["thor_rot"] * (1 if side == "left" else -1)
                assert OPPOSITE[row.muscle](angles), (row.stretch, row.muscle, side)


def test_text_claims_and_analysis_stay_apart(rows):
    """The abs of the lunge are a claim that the analysis does not support; every row says why."""
    table = {(row.stretch, row.muscle): row for row in rows["stretch_muscles"]}
    abs_ = table["runners_lunge", "rectus_abdominis"]
    assert (abs_.role, abs_.text_claim, abs_.analysis_supports) == ("not lengthened", True, False)
    for row in table.values():
        assert row.analysis_supports == (row.role in ("primary", "secondary"))
        assert row.why
    claimed = {(s, m) for (s, m), row in table.items() if row.text_claim}
    assert {("forward_fold", "hamstrings"), ("childs_pose", "gluteus_maximus")} <= claimed
    assert {("forward_fold", "erector_spinae"), ("adductor_opener", "adductor_magnus")} <= claimed
    assert not any(stretch == "happy_baby" for stretch, _ in claimed)


def test_piriformis_reverses_its_rotation(rows):
    """Piriformis is primary in the twist alone, and its row tells of internal rotation in flexion."""
    places = [
        (row.stretch, row.side_rule)
        for row in rows["stretch_muscles"]
        if row.muscle == "piriformis" and row.role == "primary"
    ]
    assert places == [("seated_twist", "top_leg")]
    piriformis = by_id(rows["muscles"])["piriformis"]
    assert re.search(
        r"neutral: externally rotates.*90 degrees: abducts and internally rotates", piriformis.action
    )
    assert re.search(r"external rotation moment arm of 29 mm.*internal one of 14 mm", piriformis.note)


def test_fold_keeps_the_knees_bent(rows, hold):
    """The knees are bent in the fold, in words and on the figure."""
    assert "keep both knees bent" in steps_of(rows, "forward_fold")
    for side in ("left", "right"):
        assert hold["forward_fold"][side, "knee_flex"] >= 20


def test_nerves_and_roots(rows):
    """Every muscle has its motor nerve and roots, double supplies included."""
    for muscle, words in NERVES.items():
        row = by_id(rows["muscles"])[muscle]
        roots = iter(re.findall(r"[CTLS]\d+(?:-[CTLS]\d+)?", row.roots))  # in this order, variants after them
        for word in words.replace(",", "").split():
            assert word in (roots if word[-1].isdigit() else row.nerve), (muscle, word)


def test_deep_flexion_has_its_warnings(rows):
    """Rounded poses warn of osteoporosis and hip replacement; the red flags name cauda equina signs."""
    avoid = {(row.condition, row.stretch) for row in rows["precautions"] if row.grade == "avoid"}
    for stretch in ("forward_fold", "seated_twist", "childs_pose"):
        assert {("osteoporosis", stretch), ("hip_replacement_posterior", stretch)} <= avoid
    flags = " ".join(row.text for row in rows["safety"] if row.kind == "red_flag")
    for sign in ("tingling between the legs", "urine", "both legs", "fever", "fall"):
        assert sign in flags, sign
    assert {row.kind for row in rows["safety"]} == {"red_flag", "tell_first", "disclaimer", "intensity"}
    assert "Not medical advice" in by_id(rows["safety"])["disclaimer"].text


def test_no_advertisement_and_no_promise(cells):
    """No table carries the article's advertisement, its unsourced figure, a cure or a promise."""
    forbidden = re.compile(
        r"\bcur(e|es|ed|ing)\b|\bprp\b|platelet|mesenchymal|26 million|regenerat|out of whack"
        r"|\bheal(s|ing)?\b|guarantee|safe for (every|all)|\bhouston\b|replaces surgery|crippled",
        re.IGNORECASE,
    )
    for name, table in cells.items():
        for row in table:
            for column, cell in row.items():
                assert not forbidden.search(cell), (name, column, cell)


def test_text_and_added_never_share_a_column(rows):
    """Breathing stands where the article gives it, and no table mixes what is said with what is added."""
    assert [row.id for row in rows["stretches"] if row.text_breathing] == ["seated_twist"]
    assert [stretch for stretch in STRETCHES if "breath" in steps_of(rows, stretch)] == ["seated_twist"]
    for name, table in TABLES.items():
        kinds = {column.split("_")[0] for column in table.row.model_fields} & {"text", "added"}
        assert len(kinds) < 2, name
    unsaid = re.compile(r"repetition|repeat|\bsets?\b (of|per)|times a (day|week)|days a week")
    for stretch in STRETCHES:
        assert not unsaid.search(steps_of(rows, stretch)), stretch
        assert 2 <= sum(row.stretch == stretch for row in rows["added"]) <= 9
    areas = {row.id: set(row.text_areas) for row in rows["stretches"]}
    assert areas["childs_pose"] == {"lower back", "hip"}
    assert areas["forward_fold"] == areas["seated_twist"] == {"lower back"}
    assert areas["happy_baby"] == areas["runners_lunge"] == areas["adductor_opener"] == {"hip"}


def test_keyframes_are_whole(rows):
    """Every posture has all 42 angles, no hip flexes beyond 120 degrees, one keyframe a stretch is held."""
    postures = {}
    for row in rows["keyframe_angles"]:
        postures.setdefault((row.stretch, row.keyframe, row.t), set()).add((row.side, row.joint))
        assert row.joint != "hip_flex" or -20 <= row.deg <= 120, row
    assert len({frozenset(joints) for joints in postures.values()}) == 1
    assert {len(joints) for joints in postures.values()} == {42}
    assert {key[:2] for key in postures if key[2] == 1} == {
        (r.stretch, r.keyframe) for r in rows["keyframes"]
    }
    assert len(postures) - len(rows["keyframes"]) == 15
    assert [row.stretch for row in rows["keyframes"] if row.hold] == STRETCHES
    rocked = [(row.stretch, row.hold, row.rock_roll) for row in rows["keyframes"] if row.rock_roll]
    assert rocked == [("happy_baby", True, 10)]


def test_dose_references(rows):
    """The lines are those of the sources, and the dissenting review draws none."""
    weekly = {row.id: row.seconds_per_week for row in rows["dose_references"] if row.seconds_per_week}
    assert sorted(weekly.values()) == [120, 180, 300, 600]
    assert [row.seconds_per_session for row in rows["dose_references"] if row.seconds_per_session] == [60]
    references = by_id(rows["dose_references"])
    assert references["thomas_weekly"].days_per_week == 5
    dissent = references["konrad_dissent"]
    assert (dissent.seconds_per_week, dissent.seconds_per_session, dissent.days_per_week) == (
        None,
        None,
        None,
    )


def test_measures(rows):
    """Cut-offs are the cited ones, licensed questionnaires take a total only; NPRS tells of the slip."""
    measures = by_id(rows["measures"])
    changes = {
        key: (m.important_change, m.important_percent, m.detectable_change) for key, m in measures.items()
    }
    expected = {
        "nprs": (2, 30, 2),
        "vas": (15, 30, None),
        "psfs": (None, None, 2),
        "odi": (10, 30, None),
        "rmdq": (5, 30, None),
        "fingertip_to_floor": (None, None, 4.5),
        "straight_leg_raise": (None, None, 5.7),
        "modified_thomas": (None, None, 19.4),
    }
    assert {key: value for key, value in changes.items() if any(value)} == expected
    assert measures["modified_thomas"].sem == 7
    assert "sit_and_reach" in measures
    assert {key for key, m in measures.items() if m.total_only} == {"odi", "rmdq"}
    assert "2.8" in measures["nprs"].note
    higher = {key for key, m in measures.items() if m.better == "higher"}
    assert "psfs" in higher
    assert not {"nprs", "vas", "odi", "rmdq", "fingertip_to_floor"} & higher


def test_readme_is_the_data_dictionary():
    """The tables part of the README is what the row models give, and a file without markers is refused."""
    readme = (paths.data_folder() / "README.md").read_text(encoding="utf-8")
    assert data_dictionary() in readme
    assert with_dictionary(readme) == readme
    for name, table in TABLES.items():
        assert f"### {name}.csv" in readme
        assert all(f"| `{column}` |" in readme for column in table.row.model_fields)
    with pytest.raises(ValueError, match="once each"):
        with_dictionary("no markers here")
