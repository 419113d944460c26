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
