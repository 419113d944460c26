"""The inside in a real page: moved as Python moves it, fetched once, named, listed, and hidden again."""

import base64

import numpy as np
import pytest
from canvas import LOAD

import stretchbook as sb
from stretchbook.body.inside import carried, inside, path_of, place_inside
from stretchbook.body.kinematics import place_body
from stretchbook.body.motion import anchor_of, figure_data, keyframes_of, packed_figure_data
from stretchbook.body.stills import inside_still
from stretchbook.widgets.figure import Figure
from stretchbook.widgets.inside import inside_answer
from stretchbook.widgets.join import module, styles

pytestmark = pytest.mark.browser
PARTS = [
    "figure/figure.js", "figure/kinematics.js", "figure/keyframe_path.js", "inside/asset.js", "inside/rig.js",
    "inside/inside_layer.js", "inside/inside_switch.js", "player/coach.js",
]  # fmt: skip
STRETCHES = [
    "forward_fold", "seated_twist", "childs_pose", "happy_baby", "runners_lunge", "adductor_opener",
]  # fmt: skip
TAKES = [
    "data", "side", "keyframe", "tint", "rocking", "alt", "captions", "pose", "azimuth", "elevation",
    "controls", "names", "labels", "view", "facts", "lengths", "pose_lengths", "sided",
]  # fmt: skip
OPEN = """([packed, picture, drawing]) => {
  const read = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const [bytes, still, code] = [packed, picture, drawing].map(read);
  window.asset = unpack(bytes);
  window.asked = 0;
  window.figures = [];
  window.show = (values) => {
    const el = document.body.appendChild(document.createElement("div"));
    const figure = new Figure(el, values, {
      set: (changed) => figure.update(changed),
      send: (message) => {
        window.asked += 1;
        const answer = message.type === "inside" ? [bytes, code] : [still];
        setTimeout(() => figure.hear({ ...message, alt: "Bones." }, answer), 20);
        return true;
      },
    });
    figures.push(figure);
  };
  window.clear = () => {
    for (const figure of figures.splice(0)) figure.close();
    document.body.replaceChildren();
  };
}"""
MOVE = """async ({ pose, anchor }) => {
  const { header, places, on } = await asset;
  const rig = new Rig(header);
  const body = placeBody(pose, anchor);
  const placed = rig.place(body, pose);
  const bones = [];
  for (let i = 0; i < header.vertices; i += 50) {
    const stored = [0, 1, 2].map((k) => places[i * 3 + k] * header.unit);
    const carry = [on[i * 3], on[i * 3 + 1], on[i * 3 + 2] / 255];
    bones.push(rig.point(placed, [...stored, ...carry], "right"));
  }
  const lines = Object.values(header.muscles).flatMap(({ parts }) =>
    parts.flatMap((part) => rig.path(placed, part, "left")));
  return { bones, lines };
}"""
ALONG = """async ({ anchor, steps }) => {
  const cm = 170, every = 60;
  const { header, places, on } = await asset;
  const rig = new Rig(header);
  const length = (v) => Math.hypot(...v);
  const gap = (a, b) => length(sub3(a, b));
  const depth = (cones, p) => { // below 0: under the skin
    let nearest = 9;
    for (const { a, b, ra, rb } of cones) {
      const along = sub3(b, a);
      const off = sub3(p, a);
      const share = Math.max(0, Math.min(1, dot3(off, along) / Math.max(dot3(along, along), 1e-9)));
      nearest = Math.min(nearest, length(sub3(off, times3(along, share))) - ra - (rb - ra) * share);
    }
    return nearest * cm;
  };
  const out = {};
  let jump = 0;
  for (let from = 0; from < steps.length - 1; from += 1) {
    let [tracks, skin] = [[], []];
    for (let k = 0; k <= every; k += 1) {
      const pose = poseAtPosition(steps, from + k / every);
      const body = placeBody(pose, anchor);
      const placed = rig.place(body, pose);
      const seen = (place) => { // from the pelvis
        const off = sub3(place, body.joints.pelvis);
        return body.frames.pelvis.map((axis) => dot3(off, axis));
      };
      const now = [];
      for (const side of ["left", "right"]) {
        const names = rig.names[side];
        for (const { name, central, first, count } of header.bones) {
          if (central && side === "right") continue;
          for (let i = first * 3; i < (first + count) * 3; i += 3) {
            const stored = [places[i], places[i + 1], places[i + 2]].map((one) => one * header.unit);
            const at = rig.point(placed, [...stored, on[i], on[i + 1], on[i + 2] / 255], side);
            now.push(seen(at));
            if (k % 15 === 0) out[name] = Math.max(out[name] ?? -9, depth(body.cones, at));
          }
        }
        for (const { parts } of Object.values(header.muscles)) {
          for (const part of parts) now.push(...rig.path(placed, part, side).map(seen));
        }
      }
      tracks = [...tracks.slice(-2), now];
      skin = [...skin.slice(-2), body.cones.flatMap(({ a, b }) => [seen(a), seen(b)])];
      if (k < 2) continue;
      const bend = ([a, b, c]) => a.reduce((most, _, i) =>
        Math.max(most, gap(add3(a[i], c[i]), times3(b[i], 2))), 0);
      jump = Math.max(jump, (bend(tracks) - bend(skin)) * cm);
    }
  }
  return { out, jump };
}"""


@pytest.fixture(scope="module")
def cat():
    """The shipped catalogue."""
    return sb.load_catalogue()


@pytest.fixture
def page(browser):
    """A bare page that knows the figure and its inside, and has the asset at hand."""
    page = browser.new_page()
    page.set_content(f"<style>{styles('figure/figure.css')}</style>")
    page.evaluate(LOAD, module(*PARTS))
    packed, code = inside_answer()
    files = packed, inside_still("runners_lunge").read_bytes(), code
    page.evaluate(OPEN, [base64.b64encode(file).decode() for file in files])
    yield page
    page.evaluate("clear()")
    page.close()


def show(page, cat, stretch="runners_lunge", keyframe=3, **traits):
    """Show a figure, as a notebook would; wait until it is drawn."""
    state = Figure(cat, stretch, keyframe=keyframe, view="inside", **traits).get_state()
    page.evaluate("values => show(values)", {name: state[name] for name in TAKES} | {"still": None})
    page.wait_for_function(
        "() => figures.at(-1).canvas.inside?.drawn && figures.at(-1).canvas.canvas.dataset.drawn"
    )


@pytest.mark.parametrize("stretch", ["runners_lunge", "seated_twist", "happy_baby"])
def test_page_and_python_move_alike(page, cat, stretch):
    """Bones and paths are where Python puts them, to a ten-thousandth of body height."""
    pose = next(step.pose for step in keyframes_of(cat, stretch) if step.hold)
    anchor = anchor_of(cat, stretch)
    placed, asset, some = place_inside(place_body(pose, anchor), pose), inside(), slice(None, None, 50)
    found = page.evaluate(MOVE, {"pose": pose, "anchor": list(anchor)})
    bones = carried(placed, asset.places[some], asset.segments[some], asset.weights[some], "right")
    np.testing.assert_allclose(found["bones"], bones, atol=1e-4)
    parts = [part for entry in asset.header["muscles"].values() for part in entry["parts"]]
    lines = np.concatenate([path_of(placed, part, "left") for part in parts])
    np.testing.assert_allclose(found["lines"], lines, atol=1e-4)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_bones_stay_under_the_skin_and_nothing_jumps(page, cat, stretch):
    """On the whole way no bone is more than 0.8 cm out of the skin; nothing leaves its course by 0.5 cm.

    Every vertex and every place of a path is followed through 60 steps of each keyframe, seen from the
    pelvis: from step to step its motion changes by less than 0.5 cm more than that of the skin does.
    """
    found = page.evaluate(ALONG, figure_data(cat, stretch))
    worst = max(found["out"], key=found["out"].get)
    assert found["out"][worst] <= 0.8, (worst, found["out"][worst])
    assert len(found["out"]) == len(inside().header["bones"])
    assert 0 < found["jump"] < 0.5


def test_the_asset_is_fetched_once_a_page(page, cat):
    """Two figures of one page ask for bones and paths once."""
    show(page, cat)
    show(page, cat, "childs_pose")
    assert page.evaluate("asked") == 1


def test_switch_and_list(page, cat):
    """The switch shows the skin again; the list shows all, the lengthened ones, none, or single ones."""
    show(page, cat)
    said = page.locator(".sb-inside-said")
    lengthened = page.evaluate("figures[0].canvas.inside.drawn.length")
    page.get_by_role("button", name="All", exact=True).click()
    every = 2 * len(inside().header["muscles"])
    page.wait_for_function("every => figures[0].canvas.inside.drawn.length === every", arg=every)
    assert 4 < lengthened < every
    page.get_by_role("button", name="None", exact=True).click()
    page.wait_for_function("() => figures[0].canvas.inside.drawn.length === 0")
    page.get_by_role("button", name="iliopsoas, right").click()
    page.wait_for_function("() => String(figures[0].canvas.inside.drawn) === 'iliopsoas right'")
    page.get_by_label("One muscle with its bones").select_option("hamstrings left")
    page.wait_for_function("() => String(figures[0].canvas.inside.drawn) === 'hamstrings left'")
    assert "Action: " in said.inner_text()
    assert "Nerve: " in said.inner_text()
    page.get_by_role("button", name="Show the skin").click()
    page.wait_for_function("() => !figures[0].canvas.inside")
    assert page.get_by_role("button", name="Look inside").is_visible()


def test_a_muscle_is_named_and_pointed_out(page, cat):
    """Focus in the list points the muscle out; the pointer over it names it, with percent and place."""
    show(page, cat)
    page.get_by_role("button", name="iliopsoas, right").focus()
    page.wait_for_function("() => figures[0].canvas.scene.inside.pointed === 'iliopsoas right'")
    place = page.evaluate("""() => {
      const { canvas } = figures[0];
      const box = canvas.canvas.getBoundingClientRect();
      for (let y = 40; y < box.height; y += 6) for (let x = 40; x < box.width; x += 6) {
        const at = { clientX: box.left + x, clientY: box.top + y };
        if (canvas.under(at)?.name === "hamstrings") return [at.clientX, at.clientY];
      }
      return null;
    }""")
    page.mouse.move(*place)
    page.wait_for_selector(".sb-figure-tip:has-text('hamstrings')")
    assert "% of its length range" in page.locator(".sb-figure-tip").inner_text()


def test_only_what_is_longer_is_tinted_and_a_secret_is_kept(page, cat):
    """Tints are places in the range of longer muscles only; unmeasured, nothing is tinted or said."""
    show(page, cat)
    places = page.evaluate("figures[0].canvas.scene.inside.places")
    assert places["iliopsoas right"] > 0.9
    assert "iliopsoas left" not in places
    assert "vasti left" not in places
    show(page, cat, measured=False)
    assert page.evaluate("figures[1].canvas.scene.inside.places") == {}
    assert "%" not in page.locator(".sb-inside-rows").nth(1).inner_text()


COACH = """async (data) => {
  const host = document.body.appendChild(document.createElement("div"));
  Object.assign(host.style, { position: "relative", width: "300px", height: "240px" });
  const places = { runners_lunge: { "iliopsoas right": 0.95, "hamstrings left": 0.8 } };
  let asked = 0;
  const coach = new Coach(host, () => {}, (stage) => new InsideSwitch(stage, async () => {
    asked += 1;
    const read = await asset;
    return { asset: read, newLayer: () => newLayer(read), places };
  }));
  figures.push(coach);
  const frame = () => new Promise(requestAnimationFrame);
  const drawn = async () => {
    for (let k = 0; k < 4; k += 1) await frame();
    const { canvas } = coach.stage, before = canvas.dataset.drawn;
    coach.stage.change();
    while (canvas.dataset.drawn === before) await frame(); // a busy computer opens its figure later
    return coach.stage.inside?.drawn.join() ?? "skin";
  };
  const hold = { kind: "hold", stretch: "runners_lunge", seconds: 30 };
  const go = (side) => coach.show([{ ...hold, side }], 0, 0, () => data);
  const press = () => host.querySelector("button").click();
  go("left");
  const seen = [asked, await drawn()];
  press();
  await coach.lens.given();
  seen.push(await drawn());
  go("right");
  seen.push(await drawn());
  press();
  seen.push(await drawn());
  return seen;
}"""


def test_the_figure_of_the_player_can_be_looked_into(page, cat):
    """Its button asks for the inside, which is mirrored with the hold; nothing is asked before."""
    left, right = "hamstrings left,iliopsoas right", "hamstrings right,iliopsoas left"
    found = page.evaluate(COACH, packed_figure_data(cat, "runners_lunge"))
    assert found == [0, "skin", left, right, "skin"]


def test_a_lost_context_comes_back(page, cat):
    """While bones and muscles cannot be drawn the skin is opaque; given back, they stand in it again."""
    show(page, cat)
    page.wait_for_selector(".sb-figure-glass")
    page.evaluate("""() => {
      window.webgl = figures[0].canvas.inside.gl.getExtension("WEBGL_lose_context");
      webgl.loseContext();
    }""")
    page.wait_for_selector(".sb-figure-glass", state="detached")
    page.evaluate("webgl.restoreContext()")
    page.wait_for_selector(".sb-figure-glass")
    page.wait_for_function("""() => {
      const { canvas } = figures[0].canvas.inside;
      const copy = Object.assign(document.createElement("canvas"), { width: 52, height: 42 });
      const paper = copy.getContext("2d");
      paper.drawImage(canvas, 0, 0, 52, 42);
      return paper.getImageData(0, 0, 52, 42).data.some((value) => value > 100);
    }""")
    drawn = "Number(figures[0].canvas.canvas.dataset.drawn)"
    rest = f"() => {{ const before = window.last; window.last = {drawn}; return last === before; }}"
    page.wait_for_function(rest, polling=300)
    before = page.evaluate(drawn)
    page.wait_for_timeout(400)
    assert page.evaluate(drawn) == before, "it is drawn only when something changes"


def test_without_webgl_the_picture_of_the_inside_stands_in(page, cat):
    """The picture of the held posture, with a sentence, and no list of what cannot be pointed out."""
    page.evaluate(
        "() => { delete window.OffscreenCanvas; HTMLCanvasElement.prototype.getContext = () => null; }"
    )
    state = Figure(cat, "runners_lunge", view="inside").get_state()
    page.evaluate("values => show(values)", {name: state[name] for name in TAKES} | {"still": None})
    page.wait_for_selector(".sb-figure-unseen")
    page.wait_for_function("() => document.querySelector('img').naturalWidth === 780")
    assert page.locator("img").get_attribute("alt") == "Bones."
    assert page.locator(".sb-inside-rows").is_hidden()
    page.get_by_role("button", name="Show the skin").click()
    page.wait_for_selector(".sb-figure-unseen", state="hidden")
