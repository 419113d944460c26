"""The live figure and the body map without a kernel: steps, words and picture together, what is picked."""

import pytest

import stretchbook as sb
from stretchbook.body.motion import figure_data

pytestmark = pytest.mark.browser

FIGURE = """
  const set = [];
  const on = { set: (values) => set.push(values), send: () => true };
  const values = { data, side: "left", keyframe: 0, tint: { "hamstrings left": 92 }, rocking: false,
    alt: "A person.", still: null, captions: [], pose: null, azimuth: null, elevation: null,
    controls: true, names: true, labels: { hamstrings: "hamstrings" },
    view: "skin", lengths: [], pose_lengths: {}, facts: {}, sided: true };
  const figure = new Figure(document.body, { ...values }, on);
  const [back, next] = document.querySelectorAll(".sb-figure-button");
"""


@pytest.fixture(scope="module")
def data() -> dict:
    """What the figure of the lunge draws."""
    return figure_data(sb.load_catalogue(), "runners_lunge")


def test_a_figure_steps_and_names_its_muscles(run, data):
    """Buttons ask for the next step; a step that comes is said; a tinted muscle has a name to be pressed."""
    code = f"""({{ Figure }}, data) => {{ {FIGURE}
      next.click();
      figure.update({{ keyframe: 3 }});
      const shown = [figure.caption.textContent.slice(0, 6), next.getAttribute("aria-disabled"),
        back.getAttribute("aria-disabled"), document.querySelector(".sb-figure-muscle").title,
        document.querySelectorAll("canvas").length];
      figure.close();
      return [set, shown];
    }}"""
    set_, shown = run(code, "figure/figure.js", given=data)
    assert set_ == [{"keyframe": 1}]
    assert shown == ["4 of 4", "true", "false", "hamstrings, left: at 92 % of its length range", 1]


def test_a_pick_on_the_body_map_is_told(run):
    """Ticking asks for the choice, what is chosen is ticked; an area that the figure lacks is listed."""
    code = """({ BodyMap }) => {
      const set = [];
      const values = { areas: ["hip"], muscles: [], labels: {}, fitting: "",
        _known_areas: ["lower back", "hip", "neck"] };
      const map = new BodyMap(document.body, values, { set: (one) => set.push(one) });
      const boxes = [...document.querySelectorAll(".sb-bodymap-list")][0].querySelectorAll("input");
      const ticked = [...boxes].map((box) => box.checked);
      boxes[2].click();
      map.update({ areas: ["neck"] });
      const after = [...boxes].map((box) => box.checked);
      map.close();
      return [ticked, set, after];
    }"""
    ticked, told, after = run(code, "figure/bodymap.js")
    assert ticked == [False, True, False]
    assert told == [{"areas": ["hip", "neck"]}]
    assert after == [False, False, True]


def test_figures_open_in_sight_one_after_the_other(run):
    """One in sight waits for the other, one far below until it is scrolled to; what is gone never opens."""
    code = """async ({ whenSeen }) => {
      const asked = [], boxes = [], drawn = {};
      const box = (name, top) => {
        const one = document.body.appendChild(document.createElement("div"));
        one.style.cssText = `position: absolute; top: ${top}px; width: 50px; height: 50px`;
        boxes.push(one);
        return whenSeen(one, () => new Promise((done) => {
          asked.push(name);
          drawn[name] = done;
        }));
      };
      const pass = (ms) => new Promise((then) => setTimeout(then, ms));
      const until = async (count) => { while (asked.length < count) await pass(20); };
      box("near", 0); box("near too", 60); box("far", 9000);
      box("gone", 120)();
      await until(1);
      await pass(1200); // longer than a page without work is waited for
      const alone = asked.length;
      drawn[asked[0]]();
      await until(2);
      drawn[asked[1]]();
      await pass(1200);
      const near = [...asked];
      boxes[2].scrollIntoView();
      await until(3);
      drawn[asked[2]]();
      for (const one of boxes) one.remove();
      return [alone, near, asked[2]];
    }"""
    alone, near, last = run(code, "figure/opening.js")
    assert alone == 1
    assert sorted(near) == ["near", "near too"]
    assert last == "far"


DRAWN = """
  const shared = Symbol.for("stretchbook.surface 1");
  const make = () => {
    const canvas = document.body.appendChild(document.createElement("canvas"));
    const renderer = new BodyRenderer(canvas);
    const body = placeBody(ownPose(data.steps[0]), data.anchor);
    const draw = () => renderer.draw(body, [], fitView(body, [30, 12], 200, 160, 0));
    const opaque = () => {
      const copy = Object.assign(document.createElement("canvas"), { width: 200, height: 160 });
      const paper = copy.getContext("2d");
      paper.drawImage(canvas, 0, 0);
      return paper.getImageData(0, 0, 200, 160).data.filter((value, i) => i % 4 === 3 && value > 250).length;
    };
    return { renderer, draw, opaque };
  };
"""
PARTS = ["figure/render.js", "figure/kinematics.js", "figure/camera.js", "figure/keyframe_path.js"]
NAMES = "{ BodyRenderer, placeBody, fitView, ownPose }"


def test_a_page_has_as_many_figures_as_it_likes(run, data):
    """Twenty figures, more than a browser gives contexts, are drawn by programs that were made once."""
    code = f"""({NAMES}, data) => {{ {DRAWN}
      globalThis[shared] = undefined;
      const gl = WebGL2RenderingContext.prototype, {{ linkProgram }} = gl;
      let made = 0;
      gl.linkProgram = function (program) {{ made += 1; linkProgram.call(this, program); }};
      const figures = Array.from({{ length: 20 }}, make);
      for (const {{ draw }} of figures) draw();
      gl.linkProgram = linkProgram;
      const seen = figures.map(({{ opaque }}) => opaque());
      for (const {{ renderer }} of figures.slice(1)) renderer.remove();
      figures[0].draw();
      return [made, seen, figures[0].opaque()];
    }}"""
    made, seen, again = run(code, *PARTS, given=data)
    assert made == 4
    assert len(seen) == 20
    assert seen[0] > 1000
    assert {*seen, again} == {seen[0]}


def test_a_browser_with_webgl_in_the_page_only_draws_the_same(run, data):
    """Without a canvas off the page each figure has a context of its own, which goes with it."""
    code = f"""({NAMES}, data) => {{ {DRAWN}
      const {{ OffscreenCanvas }} = globalThis;
      const figures = [make()];
      globalThis[shared] = undefined;
      delete globalThis.OffscreenCanvas;
      figures.push(make());
      globalThis.OffscreenCanvas = OffscreenCanvas;
      for (const {{ draw }} of figures) draw();
      const seen = figures.map(({{ opaque }}) => opaque());
      for (const {{ renderer }} of figures) renderer.remove();
      return [...seen, figures.map(({{ renderer }}) => renderer.gl.isContextLost())];
    }}"""
    shared, own, lost = run(code, *PARTS, given=data)
    assert shared == own > 1000
    assert lost == [False, True]


def test_a_surface_that_is_lost_is_replaced(run, data):
    """A figure that comes after the graphics card was lost has a new one; the one before keeps its own."""
    code = f"""async ({NAMES}, data) => {{ {DRAWN}
      const before = make();
      before.draw();
      const back = new Promise((then) => {{
        before.renderer.surface.canvas.addEventListener("webglcontextrestored", then);
      }});
      const card = before.renderer.gl.getExtension("WEBGL_lose_context");
      card.loseContext();
      await new Promise((then) => setTimeout(then, 50));
      const after = make();
      after.draw();
      card.restoreContext();
      await back;
      before.renderer.prepare();
      before.draw();
      return [before.opaque(), after.opaque(), before.renderer.gl === after.renderer.gl];
    }}"""
    before, after, one = run(code, *PARTS, given=data)
    assert before == after > 1000
    assert not one
