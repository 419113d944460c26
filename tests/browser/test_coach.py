"""The figure of the hold player: into each pose while getting ready, at rest in the hold, on either side."""

import pytest
from canvas import changed, drawn, picture, settled
from playwright.sync_api import expect

from stretchbook.body.stills import still_alt

pytestmark = pytest.mark.browser
BOX = ".sb-player .sb-picture"
LOSE = """(box) => {
    window.webgl = globalThis[Symbol.for("stretchbook.surface 1")].gl.getExtension("WEBGL_lose_context");
    window.webgl.loseContext();
}"""


@pytest.fixture(scope="module")
def shared_desk(shared_room):
    """One player that these tests share."""
    return shared_room("coach")


@pytest.fixture
def desk(shared_desk):
    """The shared player, at rest and with motion; nothing may go wrong in it."""
    yield shared_desk
    if shared_desk.player.get_attribute("data-state") in ("running", "paused"):
        shared_desk.press("Stop")
    shared_desk.page.emulate_media(reduced_motion="no-preference")
    shared_desk.notebook.check()


def test_the_figure_moves_into_the_pose_and_is_mirrored(desk):
    """It moves while getting ready, rests in the hold, moves out, and does the other side mirrored."""
    box = desk.page.locator(BOX)
    desk.routine("runners_lunge", hold_s=20, ready_s=4, switch_s=4)
    held = settled(box)
    desk.press("Start")
    desk.notebook.until(lambda: changed(held, picture(box)) > 0.05, "it starts from another posture", 3)
    desk.until_phase("hold")
    assert changed(held, settled(box)) < 0.01, "it is in the pose in the hold"
    before = drawn(box)
    desk.page.wait_for_timeout(1500)
    assert drawn(box) == before, "nothing changes in a hold, so nothing is drawn"
    assert desk.player.get_attribute("data-phase") == "hold"
    desk.press("Skip hold")
    desk.until_phase("switch")
    desk.page.wait_for_function("(old) => Number(document.querySelector('.sb-bar').value) > old", arg=0.52)
    assert changed(held, picture(box)) > 0.05, "it has come out of the pose"
    desk.until_phase("hold")
    right = settled(box)
    assert desk.player.get_attribute("data-phase") == "hold"
    assert changed(held, right) > 0.05
    outline = (held[..., 3] > 250) != (right[:, ::-1, 3] > 250)  # the light comes from one side for both
    assert outline.mean() < 0.01, "the other side is the mirror image"
    expect(box.locator("canvas")).to_have_attribute("aria-label", still_alt("runners_lunge", None, "right"))


def test_motion_that_is_not_wanted_is_not_shown(desk):
    """With reduced motion the pose is simply there, a picture for each side."""
    desk.page.emulate_media(reduced_motion="reduce")
    box = desk.page.locator(BOX)
    desk.routine("runners_lunge", hold_s=1, ready_s=2, switch_s=1)
    settled(box)
    before = drawn(box)
    desk.press("Start")
    desk.until_state("done")
    assert drawn(box) - before <= 4


def test_without_webgl_the_still_is_shown(desk):
    """When the page loses WebGL, the picture of the held pose stands in, on the side that is done."""
    still, canvas = desk.page.locator(f"{BOX} img"), desk.page.locator(f"{BOX} canvas")
    desk.routine("runners_lunge", hold_s=1, ready_s=0.5, switch_s=60)
    expect(canvas).to_be_visible()
    desk.page.locator(BOX).evaluate(LOSE)
    expect(still).to_be_visible()
    expect(canvas).to_be_hidden()
    left = still.get_attribute("src")
    desk.press("Start")
    desk.until_phase("switch")
    expect(still).not_to_have_attribute("src", left)
    desk.press("Stop")
    desk.page.evaluate("() => window.webgl.restoreContext()")
    expect(desk.page.locator(f"{BOX}.sb-no-webgl")).to_have_count(0)
