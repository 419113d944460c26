"""The take-home page as Python makes it: what stands in it, under which name, and what is refused."""

import base64
import hashlib
import html
import io
import json
import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

import stretchbook as sb
from stretchbook.pages import handout
from stretchbook.pages.filling import font_files
from stretchbook.pages.qr import qr_code
from stretchbook.pages.routine_text import routine_text
from stretchbook.pages.take_home import inert_json
from stretchbook.pages.woff import woff


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


@pytest.fixture(scope="module")
def page(cat):
    """A page of all six stretches, for somebody who is pregnant."""
    return sb.take_home(cat, sb.fit_routine(cat, minutes=15, avoid=["pregnancy"]), avoid=["pregnancy"])


def given(page):
    """What the code of a page is given."""
    return json.loads(re.search(r'id="home-data">(.*?)</script>', page.html, re.DOTALL)[1])


def test_every_picture_stands_once(page):
    """The code finds the pictures in the page; it carries none itself."""
    sources = re.findall(r'src="(data:image/[^"]+)"', page.html)
    assert len(sources) == len(set(sources)) > 3
    assert "data:image" not in json.dumps(given(page)["pictures"])


def test_only_its_own_code_may_run(page):
    """The policy names the hash of the one script and nothing of the network."""
    (code,) = re.findall(r'<script type="module">(.*?)</script>', page.html, re.DOTALL)
    policy = html.unescape(re.search(r'Security-Policy" content="([^"]+)"', page.html)[1])
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"https?:|\*|unsafe-(eval|hashes)", policy)


def test_a_json_value_cannot_leave_its_element():
    """Not by a tag, not by an entity, not by a line that JavaScript sees and JSON does not."""
    value = {"a": "</script><!-- <script>", "b": "&lt;\u2028\u2029"}
    text = inert_json(value)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == value


def test_the_log_belongs_to_the_routine(cat):
    """Another title finds the same log; another time, order or set is another routine."""

    def named(*stretches, title="a", **plan):
        return given(sb.take_home(cat, sb.build_routine(cat, stretches, **plan), title=title))["id"]

    first = named("childs_pose", "happy_baby")
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert named("childs_pose", "happy_baby", title="b") == first
    others = [named("happy_baby", "childs_pose"), named("childs_pose")]
    others += [named("childs_pose", "happy_baby", **plan) for plan in ({"sets": 2}, {"hold_s": 20})]
    assert len({*others, first}) == 5


def test_what_to_be_careful_of_is_said_first(cat, page):
    """The condition that the routine was chosen for, then all others with their wording."""
    text = html.unescape(page.html)
    own = text.index("Because you must be careful")
    assert cat.conditions.at["pregnancy", "wording"] in text[own:]
    assert own < text.index("Other conditions")
    others = text[text.index("Other conditions") :]
    assert all(name in others for name in cat.conditions["name"].drop("pregnancy"))
    assert "<h3>pregnancy</h3>" not in others


def test_a_stretch_that_was_not_assessed_is_said(tmp_path):
    """An own stretch without precautions is not shown as safe."""
    table = "id,name,section,position,hold_s,sided,text_areas\npigeon,Pigeon,hip,standing,30,true,hip\n"
    (tmp_path / "stretches.csv").write_text(table)
    cat = sb.load_catalogue(tmp_path)
    page = sb.take_home(cat, sb.build_routine(cat, ["pigeon"]))
    assert page.html.count("<b>Not assessed:</b> Pigeon") == len(cat.conditions)


def test_areas_are_those_of_the_stretches_or_named(cat):
    """A routine for the hip asks for the hip."""
    hip = sb.build_routine(cat, ["happy_baby"])
    assert given(sb.take_home(cat, hip))["areas"] == ["hip"]
    assert given(sb.take_home(cat, hip, areas="lower back"))["areas"] == ["lower back"]


def test_what_cannot_be_is_refused_in_a_sentence(cat, tmp_path):
    """A stretch that is left out for a condition, an unknown word, a wrong name and a missing folder."""
    routine = sb.build_routine(cat, ["forward_fold"])
    with pytest.raises(ValueError, match="left out for osteoporosis: Wide-legged forward fold"):
        sb.take_home(cat, routine, avoid=["osteoporosis"])
    with pytest.raises(ValueError, match="no area 'neck'"):
        sb.take_home(cat, routine, areas=["neck"])
    with pytest.raises(ValueError, match=r"saved as \.html"):
        sb.take_home(cat, routine, path=tmp_path / "page.pdf")
    with pytest.raises(ValueError, match="cannot be written"):
        sb.take_home(cat, routine, path=tmp_path / "nowhere" / "page.html")


def run(*arguments, cwd):
    """Run the command as a person would."""
    command = [sys.executable, "-m", "stretchbook", "page", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_makes_a_page(cat, tmp_path):
    """Of a saved routine, and of areas, minutes and conditions."""
    routine = sb.fit_routine(cat, ["lower back"], 5)
    (tmp_path / "r.json").write_text(routine.to_json())
    done = run("r.json", "-o", "a.html", "--title", "Mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.html").read_text("utf-8") == sb.take_home(cat, routine, title="Mine").html
    done = run("--areas", "lower back", "--minutes", "10", "--avoid", "pregnancy", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    chosen = sb.fit_routine(cat, ["lower back"], 10, avoid=["pregnancy"])
    same = sb.take_home(cat, chosen, areas=["lower back"], avoid=["pregnancy"])
    assert (tmp_path / "page.html").read_text("utf-8") == same.html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no.json"], "no.json cannot be read"),
        (["r.json", "--minutes", "5"], "leave --minutes out"),
        (["--areas", "neck"], "There is no area 'neck'"),
        (["bad.json"], "not a routine saved by stretchbook"),
    ],
)
def test_the_command_says_what_is_wrong(cat, tmp_path, words, said):
    """In one sentence, and nothing is written."""
    (tmp_path / "r.json").write_text(sb.build_routine(cat, ["childs_pose"]).to_json())
    (tmp_path / "bad.json").write_text("{}")
    wrong = run(*words, cwd=tmp_path)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert said in wrong.stderr
    assert not (tmp_path / "page.html").exists()


def test_the_command_reads_a_text_and_makes_a_page_for_any(cat, tmp_path):
    """The text of a QR code, with its address; and one page for all of them, which takes no choice."""
    routine = sb.build_routine(cat, ["childs_pose"], hold_s=20)
    done = run(routine_text(routine, "https://example.org/a.html"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").read_text("utf-8") == sb.take_home(cat, routine).html
    assert run("--any", "-o", "any.html", cwd=tmp_path).returncode == 0
    assert (tmp_path / "any.html").read_text("utf-8") == sb.take_home(cat, None).html
    wrong = run("--any", "--minutes", "5", cwd=tmp_path)
    assert (wrong.returncode, "takes no routine" in wrong.stderr) == (1, True)


def test_the_handout_carries_the_routine_where_an_address_is_named(cat):
    """As one shape of the text; without an address there is none."""
    routine = sb.fit_routine(cat, minutes=15)
    code = qr_code(routine_text(routine, "https://example.org/stretch.html"))
    assert f'd="{code.path}"' in handout(cat, routine, address="https://example.org/stretch.html")
    assert "<figure" not in handout(cat, routine)


def test_a_compressed_font_is_the_same_font():
    """Every table of the carried type is there to the byte, in less room."""
    for file in font_files().values():
        small = woff(file.read_bytes())
        font, same = TTFont(file), TTFont(io.BytesIO(small))
        assert same.flavor == "woff"
        assert set(same.reader.keys()) == set(font.reader.keys())
        assert all(same.reader[tag] == font.reader[tag] for tag in font.reader.keys())  # noqa: SIM118
        assert len(small) < 0.75 * file.stat().st_size
