"""Modules of the front end: each stands alone, and joined they are the same program."""

import json
import re

import pytest

import stretchbook as sb
from stretchbook.body.kinematics import body_model
from stretchbook.body.motion import figure_data, packed_figure_data
from stretchbook.widgets.join import FRONT, _stripped, module, widget

pytestmark = pytest.mark.browser

LISTED = [r"^import \{([^}]*)\}", r"(?:const|let) [\[{]([^=]*?)[\]}] =", r"\(([^()]*)\) (?:=>|\{)"]
DECLARED = r"^export (?:function|class|const) (\w+)"
MODULES = sorted(str(path.relative_to(FRONT)) for path in FRONT.rglob("*.js"))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_loads_alone(tab, name):
    """The browser loads it by itself, and its joined text exports the same names."""
    code = """async ([name, text]) => {
      const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      const [native, joined] = [await import(`/front/${name}`), (await import(url)).default];
      return [Object.keys(native).sort(), Object.keys(joined).sort()];
    }"""
    native, joined = tab.evaluate(code, [name, module(name)])
    assert native == joined
    assert native


def test_what_a_module_calls_it_has():
    """A function or class of another module is imported before it is called: nothing is found by chance."""
    texts = {name: (FRONT / name).read_text("utf-8") for name in MODULES}
    everywhere = {name for text in texts.values() for name in re.findall(DECLARED, text, re.MULTILINE)}
    for module_name, text in texts.items():
        code = re.sub(r"^\s*//[^\n]*|/\*.*?\*/", "", text, flags=re.MULTILINE | re.DOTALL)
        code = re.sub(r"`[^`]*`", "``", code)  # what a shader calls is not the page's
        called = set(re.findall(r"(?<![\w.#])(?:new )?([A-Za-z]\w*)(?=\()", code))
        called |= set(re.findall(r"(?<![\w.`\"'])([A-Z][A-Z_]{2,})\b", code))
        known = set(re.findall(r"(?:const|let|function|class) (\w+)|(\w+) =>", code)) | {("", "")}
        known = {word for pair in known for word in pair}
        for listed in (
            r"^import \{([^}]*)\}",
            r"(?:const|let) [\[{]([^=]*?)[\]}] =",
            r"\(([^()]*)\) (?:=>|\{)",
        ):
            for words in re.findall(listed, code, re.MULTILINE):
                known |= set(re.findall(r"\w+", words))
        methods = set(re.findall(r"^  (?:async |static |get )*(\w+)\(", code, re.MULTILINE))
        assert not (called & everywhere) - known - methods, (
            module_name,
            (called & everywhere) - known - methods,
        )


def test_only_the_host_knows_the_model_of_anywidget():
    """`model.get` and its like stand in one module."""
    for path in FRONT.rglob("*.js"):
        if path.name != "kernel.js":
            assert not re.search(r"\bmodel\.(get|set|on|off|send|save_changes)\b", path.read_text("utf-8")), (
                path
            )


def test_the_body_of_the_page_is_the_body_of_python(run):
    """The right side is added to the model in the page as in Python."""
    there = run("({ bodyModel }) => bodyModel()", "figure/body_model.js")
    assert there == json.loads(json.dumps(body_model()))


def test_a_path_goes_through_its_keyframes_and_mirrors(run):
    """Halfway between two steps each joint is halfway; mirrored twice a path is as it was."""
    code = """({ poseAtPosition, cameraAtPosition, mirrorPath, rockedPose }) => {
      const right = { hip_flex: 0 };
      const pose = (hip_flex, yaw) => ({ core: { yaw, roll: 0 }, left: { hip_flex }, right });
      const step = (deg, yaw, camera) => ({ camera, rock_roll: 12, frames: [[1, pose(deg, yaw)]] });
      const path = { anchor: ["shankR", "pelvis"], steps: [step(0, 0, [10, 4]), step(80, 20, [30, 8])] };
      const mirrored = mirrorPath(path);
      return [poseAtPosition(path.steps, 0.5), cameraAtPosition(path.steps, 0.5), mirrored.anchor,
        poseAtPosition(mirrored.steps, 1), mirrored.steps[1].camera,
        JSON.stringify(mirrorPath(mirrored)) === JSON.stringify(path).replaceAll("-0", "0"),
        rockedPose(pose(0, 0), path.steps[1], 1000).core.roll];
    }"""
    half, camera, anchor, end, turned, same, roll = run(code, "figure/keyframe_path.js")
    assert half == {"core": {"yaw": 10, "roll": 0}, "left": {"hip_flex": 40}, "right": {"hip_flex": 0}}
    assert camera == [20, 6]
    assert anchor == ["shankL", "pelvis"]
    assert end["right"]["hip_flex"] == 80
    assert end["core"]["yaw"] == -20
    assert turned == [-30, 8]
    assert same
    assert roll == pytest.approx(12)


def test_a_packed_path_is_the_path(run):
    """Every angle of every stretch comes out of its text as it went in."""
    cat = sb.load_catalogue()
    for stretch in cat.stretches.index:
        packed, whole = packed_figure_data(cat, stretch), figure_data(cat, stretch)
        path = run("({ unpackPath }, packed) => unpackPath(packed)", "figure/keyframe_path.js", given=packed)
        assert path == {name: whole[name] for name in ("anchor", "steps")}


def test_stripping_leaves_templates_and_code():
    """Comments and indentation go; what stands in a template or in a string stays to the letter."""
    text = "// a\nconst a = `x\n  // not a comment\n`;\n\n  /** b\n   * c\n   */\n  call(a); // it's d\n"
    assert _stripped(text) == "const a = `x\n  // not a comment\n`;\ncall(a);"
    for code in ('say("a // b");', "say(/'/, ' // b');", 'get("http://x", `y // z`);'):
        assert _stripped(code) == code
    assert _stripped('say("a // b"); // "c // d"') == 'say("a // b");'
    typed = "class A {\n  /** @type {B} */ b = 1;\n  c() { return /** @type {B} */ (this.b); }\n}"
    assert _stripped(f"{typed}\n/** D. */ d();") == "class A {\nb = 1;\nc() { return (this.b); }\n}\nd();"
    assert _stripped("try { a(); } catch { /* gone */ }") == "try { a(); } catch { }"
    assert _stripped("a(`\n  /** b */ c\n`);") == "a(`\n  /** b */ c\n`);"


def test_a_widget_is_small():
    """That of the player, the largest, stays under 120 kB; what draws the inside comes when it is wanted."""
    text = widget("player/player.js", "Player", host="hosts/notebook_player.js")
    assert len(text.encode()) < 120_000
    assert "askInside" in text
    assert "InsideLayer" not in text
