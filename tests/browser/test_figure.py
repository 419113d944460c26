"""The figure in a real page: what is drawn, how it turns, steps, tints, and what it falls back to."""

import base64

import nbformat
import numpy as np
import pytest
from canvas import LOAD, changed, drawn, red, settled

from stretchbook.body.kinematics import place_body
from stretchbook.body.motion import anchor_of, figure_data, keyframes_of, pose_on_the_way
from stretchbook.catalogue import load_catalogue
from stretchbook.widgets.join import module

pytestmark = pytest.mark.browser
TABLES = load_catalogue()
DRAW = """({ data, step, camera, tints, plain }) => {
  const [width, height] = [260, 210];
  const way = data.steps[step];
  const body = placeBody(way.frames.at(-1)[1], data.anchor);
  window.renderer ??= new BodyRenderer(document.querySelector("canvas"));
  const patches = placePatches(body, bodyModel().patches, tints ?? {});
  renderer.show = () => {}; // the picture stays where its pixels can be read as they are
  renderer.draw(body, patches, fitView(body, camera ?? way.camera, width, height), { plain: plain ?? 0 });
  const pixels = new Uint8Array(width * height * 4);
  const { gl } = renderer;
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return btoa(Array.from(pixels, (value) => String.fromCharCode(value)).join(""));
}"""


RENDERER = [f"figure/{name}.js" for name in ("body_model", "kinematics", "tile_sorter", "figure_canvas")]
RENDERER += [f"figure/{name}.js" for name in ("camera", "keyframe_path", "render")]


@pytest.fixture(scope="module")
def bench(browser):
    """A bare page that knows the body model and its renderer, and no widget."""
    page = browser.new_page()
    page.set_content("<canvas></canvas>")
    page.evaluate(LOAD, module(*RENDERER))
    yield page
    page.close()


def picture_of(text):
    """The pixels that `DRAW` sends, as an array (rows from the bottom, columns, RGBA)."""
    return np.frombuffer(base64.b64decode(text), np.uint8).astype(int).reshape(210, 260, 4)


def draw(page, stretch="runners_lunge", step=3, **options):
    """One picture as an array (rows from the bottom, columns, RGBA)."""
    data = figure_data(TABLES, stretch)
    return picture_of(page.evaluate(DRAW, {"data": data, "step": step, **options}))


def body_share(picture):
    """Share of the picture that the body covers: opaque pixels (its shadow is not)."""
    return (picture[..., 3] > 250).mean()


def test_page_places_the_body_as_python_does(bench):
    """Joints and surface in the page agree with Python to a millionth, at rest and on the way."""
    for stretch in ("seated_twist", "runners_lunge"):
        steps = keyframes_of(TABLES, stretch)
        data = figure_data(TABLES, stretch)
        for step in (1, 3):
            for t in (0.3, 1.0):
                there = bench.evaluate(
                    """({ data, step, t }) => {
                        const start = data.steps[step - 1].frames.at(-1)[1];
                        const pose = poseOnTheWay(start, data.steps[step].frames, t);
                        const { joints, cones } = placeBody(pose, data.anchor);
                        return { joints, ends: cones.map(({ a, b }) => [...a, ...b]) };
                    }""",
                    {"data": data, "step": step, "t": t},
                )
                here = place_body(
                    pose_on_the_way(steps[step - 1].pose, steps[step], t), anchor_of(TABLES, stretch)
                )
                for name, place in there["joints"].items():
                    np.testing.assert_allclose(place, here.joints[name], atol=1e-6, err_msg=name)
                ends = [[*start, *end] for _, start, end, _, _ in here.cones]
                np.testing.assert_allclose(there["ends"], ends, atol=1e-6)


@pytest.mark.parametrize("stretch", ["forward_fold", "seated_twist", "childs_pose", "happy_baby"])
def test_body_is_drawn_whole_with_its_shadow(bench, stretch):
    """The body covers a fair share, touches no edge, and its shadow fades out before the edge."""
    picture = draw(bench, stretch, 2)
    assert 0.06 < body_share(picture) < 0.5
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    assert edge[:, 3].max() < 8
    shadow = (picture[..., 3] > 15) & (picture[..., 3] < 180)
    assert shadow.mean() > 0.02


def test_person_is_dressed(bench):
    """Shirt, trousers, skin and hair are all seen."""
    picture = draw(bench, "adductor_opener", 0)
    opaque = picture[picture[..., 3] > 250][:, :3].astype(int)
    red, green, blue = opaque.T
    assert ((green > red + 40) & (blue > red + 40)).mean() > 0.1, "shirt"
    assert ((blue > green + 15) & (blue > red + 20)).mean() > 0.1, "trousers"
    assert ((red > blue + 40) & (red > 150)).mean() > 0.05, "skin"
    assert ((red < 110) & (red > blue + 12)).mean() > 0.005, "hair"


def test_turning_shows_another_side(bench):
    """From ahead, from the left and from behind the pictures differ; back where it was, they do not."""
    views = [draw(bench, camera=[azimuth, 12]) for azimuth in (0, 90, 180)]
    for i, one in enumerate(views):
        for other in views[i + 1 :]:
            assert (np.abs(one - other).max(axis=2) > 40).mean() > 0.05
    assert np.array_equal(views[0], draw(bench, camera=[0, 12]))


def test_mirrored_figure_is_the_mirrored_picture(bench):
    """The mirrored pose under the mirrored camera is the picture turned left to right."""
    flip = "({ data }) => Object.assign(data, mirrorPath(data))"
    data = figure_data(TABLES, "runners_lunge")
    left = picture_of(bench.evaluate(DRAW, {"data": data, "step": 3}))
    mirrored = bench.evaluate(flip, {"data": data})
    right = picture_of(bench.evaluate(DRAW, {"data": mirrored, "step": 3}))
    outline = (left[..., 3] > 250) != (right[:, ::-1, 3] > 250)
    assert outline.mean() < 0.005


def test_tint_colours_the_muscle_and_no_other_place(bench):
    """A tinted muscle turns red where it lies, from behind; untinted, nothing does."""
    plain = {"stretch": "forward_fold", "step": 0, "camera": [180, 8], "plain": 1}
    assert red(draw(bench, **plain, tints={"hamstrings left": 1.0, "hamstrings right": 1.0})) > 0.008
    assert red(draw(bench, **plain)) < 0.001
    both = red(draw(bench, **plain, tints={"hamstrings left": 1.0, "hamstrings right": 1.0}))
    one = red(draw(bench, **plain, tints={"hamstrings left": 1.0}))
    assert one == pytest.approx(both / 2, rel=0.2)


def test_place_under_the_pointer_is_named(bench):
    """From behind, the middle of the left thigh is named hamstrings left; beside the body, nothing."""
    draw(bench, "forward_fold", 0, camera=[180, 0])
    found = bench.evaluate(
        """() => {
            const { right, up, middle, pixel } = renderer.view;
            const body = renderer.look.body;
            const place = body.at("thighL", [-0.05, 0, -0.13]);
            const q = sub3(place, middle);
            const hit = renderer.pick(130 + dot3(q, right) / pixel, 105 + dot3(q, up) / pixel);
            return [bodyModel().patches[hit.patch - 1], renderer.pick(3, 200).patch];
        }"""
    )
    assert (found[0]["name"], found[0]["side"]) == ("hamstrings", "left")
    assert found[1] == 0


CELLS = [
    "import stretchbook as sb\nfrom stretchbook.widgets.figure import Figure\ncat = sb.load_catalogue()",
    'fig = Figure(cat, "runners_lunge", tint={"iliopsoas right": 97.0})\nfig',
]


@pytest.fixture
def figure_page(lab, open_notebook):
    """Open a notebook with one live figure; options of the page may be given."""

    def opened(script=None, cells=CELLS, **look):
        cells = [nbformat.v4.new_code_cell(source) for source in cells]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.folder / "figure.ipynb")
        if script:  # in a page of its own
            look["prepare"] = lambda page: page.add_init_script(f"({script})()")
        notebook = open_notebook("figure.ipynb", **look)
        notebook.run_all()
        notebook.page.wait_for_selector(".sb-figure-stage", timeout=30_000)
        return notebook

    return opened


def test_figure_steps_turns_and_rests(figure_page):
    """Steps move the figure, keys and the mouse turn it, and at rest nothing is drawn."""
    notebook = figure_page()
    page = notebook.page
    box = page.locator(".sb-figure-stage")
    first = settled(box)
    assert 0.06 < (first[..., 3] > 250).mean() < 0.5
    caption = page.locator(".sb-figure-caption")
    assert caption.inner_text().startswith("1 of 4")
    page.get_by_role("button", name="Next step").click()
    second = settled(box)
    assert caption.inner_text().startswith("2 of 4")
    assert changed(first, second) > 0.03
    canvas = page.locator(".sb-figure-canvas")
    canvas.focus()
    for _ in range(4):
        canvas.press("ArrowRight")
    turned = settled(box)
    assert changed(second, turned) > 0.03
    at = canvas.bounding_box()
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 10, steps=4)
    page.mouse.up()
    assert changed(turned, settled(box)) > 0.03
    page.mouse.move(2, 2)
    settled(box)
    before = drawn(box)
    page.wait_for_timeout(1500)
    assert drawn(box) == before, "nothing changes, so nothing may be drawn"
    muscle = page.get_by_role("button", name="iliopsoas, right")
    muscle.focus()
    settled(box)
    assert drawn(box) > before, "focus points the muscle out"
    assert "97 %" in muscle.get_attribute("title")
    notebook.check()


def test_reduced_motion_is_honoured(figure_page):
    """Where motion is unwelcome a step is one leap, not a way of many pictures."""
    page = figure_page(reduced_motion="reduce").page
    box = page.locator(".sb-figure-stage")
    settled(box)
    before = drawn(box)
    page.get_by_role("button", name="Next step").click()
    settled(box)
    assert 1 <= drawn(box) - before <= 4
    assert page.locator(".sb-figure-caption").inner_text().startswith("2 of 4")


def test_still_stands_in_where_there_is_no_webgl(figure_page):
    """Without WebGL2 the still picture of the step is shown, with its words, and follows the steps."""
    off = """() => {
        delete window.OffscreenCanvas;
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === 'webgl2' ? null : real.call(this, kind, ...rest);
        };
    }"""
    page = figure_page(script=off).page
    picture = page.locator(".sb-figure-still")
    picture.wait_for(state="visible")
    loaded = "(img) => img.complete && img.naturalWidth === 780"
    assert picture.evaluate(loaded)
    first = picture.get_attribute("src")
    assert "hands and knees" in picture.get_attribute("alt")
    page.get_by_role("button", name="Next step").click()
    page.wait_for_function("(src) => document.querySelector('.sb-figure-still').src !== src", arg=first)
    assert "outside the left hand" in picture.get_attribute("alt"), "the words come with their picture"
    assert page.locator(".sb-figure-canvas").is_hidden()


def test_laboratory_follows_its_sliders(figure_page):
    """A slider moves figure and bars together; straightening the knees lengthens the hamstrings."""
    cells = [
        "import stretchbook as sb\nfrom stretchbook.widgets.whatif import WhatIf\ncat = sb.load_catalogue()",
        "what = WhatIf(cat)\nwhat",
    ]
    notebook = figure_page(cells=cells)
    page = notebook.page
    box = page.locator(".sb-figure-stage")
    before = settled(box)
    row = page.locator(".sb-bars tr", has_text="hamstrings")

    def place():
        return int(row.locator("td").nth(2).inner_text().rstrip(" %"))

    started = place()
    slider = page.get_by_role("slider").nth(3)
    slider.focus()
    for _ in range(25):
        slider.press("ArrowLeft")
    page.wait_for_function(
        "(old) => Number.parseInt([...document.querySelectorAll('.sb-bars tr')].find((row) =>"
        " row.textContent.startsWith('hamstrings')).cells[3].textContent) > old + 3",
        arg=started,
    )
    assert changed(before, settled(box)) > 0.01
    assert place() > started + 3
    page.get_by_role("button", name="Bend the back knee in the lunge?").click()
    page.wait_for_function(
        "() => document.querySelector('.sb-whatif').textContent.includes('The right side')"
    )
    notebook.check()


def test_body_map_drives_the_picker(figure_page):
    """A pick on the figure ticks the list and the picker's area; the list works without the figure."""
    cells = [
        "import stretchbook as sb\nfrom stretchbook.widgets.bodymap import BodyMap",
        "cat = sb.load_catalogue()\npicker = sb.Picker(cat)\nplan = BodyMap(cat, picker)\nplan",
        "picker",
    ]
    notebook = figure_page(cells=cells)
    page = notebook.page
    settled(page.locator(".sb-figure-stage"))
    page.get_by_role("button", name="Back", exact=True).click()
    settled(page.locator(".sb-figure-stage"))
    box = page.locator(".sb-bodymap .sb-figure-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.44)
    lower_back = page.locator(".sb-bodymap-list").first.get_by_label("lower back")
    page.wait_for_function("() => document.querySelector('.sb-bodymap-list input').checked")
    assert lower_back.is_checked()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.sb-choice input[type=checkbox]')].some((box) => box.checked"
        " && box.parentElement.textContent.includes('lower back'))"
    )
    lower_back.focus()
    lower_back.press("Space")
    page.wait_for_function("() => !document.querySelector('.sb-bodymap-list input').checked")
    notebook.check()
