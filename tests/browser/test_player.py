"""The hold player in the real JupyterLab: what is pressed, what is seen, and what the log then says."""

import os
import signal
import time
from itertools import pairwise

import pytest
from playwright.sync_api import expect
from practice import Desk

pytestmark = pytest.mark.browser

OUTPUTS = "window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.outputArea.model)"
SLACK_S = 1
"""How late a busy computer may be; what is guarded against takes longer. test_clock.py has the ms."""


@pytest.fixture(scope="module")
def shared_desk(shared_room) -> Desk:
    """The page that most of these tests share; its sound is awake, which takes a while the first time."""
    desk = shared_room("player")
    desk.press("Start")
    desk.until_state("done")
    return desk


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """The shared page, at rest; nothing may go wrong in it."""
    yield shared_desk
    if shared_desk.player.get_attribute("data-state") in ("running", "paused"):
        shared_desk.player.press("s")
    shared_desk.notebook.check()


def test_a_routine_that_runs_through(desk):
    """Every hold is completed, each side once, and the whole takes the time that was promised."""
    desk.routine("childs_pose", "seated_twist", hold_s=0.6)
    desk.press("Start")
    desk.until_state("done")
    held = desk.rows()
    assert [(stretch, side, status) for stretch, side, _, status in held] == [
        ("childs_pose", "both", "completed"),
        ("seated_twist", "left", "completed"),
        ("seated_twist", "right", "completed"),
    ]
    assert all(0.6 <= seconds < 0.6 + SLACK_S for _, _, seconds, _ in held)
    seen, promised = desk.seen, 3 * 0.6 + 5 * 0.5
    took = (seen[-1]["at"] - seen[0]["at"]) / 1000
    assert promised - 0.1 <= took < promised + 3 * SLACK_S
    phases = [step["phase"] for step in seen if step["state"] == "running"]
    expect(desk.player.locator(".sb-notices")).to_be_empty()
    assert phases == ["ready", "hold", "rest", "ready", "hold", "switch", "ready", "hold"]


def test_a_pause_is_not_counted(desk):
    """Held seconds are those that ran; while paused the clock stands."""
    desk.routine("childs_pose", hold_s=9, ready_s=0)
    desk.press("Start")
    desk.page.wait_for_timeout(400)
    desk.press("Pause")
    count = desk.player.locator(".sb-count").inner_text()
    desk.page.wait_for_timeout(1300)
    assert desk.player.locator(".sb-count").inner_text() == count
    desk.press("Resume")
    desk.page.wait_for_timeout(300)
    desk.press("Pause")
    expect(desk.player.locator(".sb-phase")).to_have_text("Paused")
    desk.press("Stop")
    desk.until_state("done")
    [(_, _, held, status)] = desk.rows()
    assert status == "cut short"
    assert held == pytest.approx(desk.shown_s(), abs=SLACK_S)
    assert 0.6 < held < 9


def test_stopping_early_is_cut_short(desk):
    """A hold stopped early has its true seconds, and what was not begun is not logged."""
    desk.routine("childs_pose", "happy_baby", hold_s=9)
    desk.press("Start")
    desk.until_phase("hold")
    desk.page.wait_for_timeout(700)
    desk.player.press("s")
    desk.until_state("done")
    [(stretch, _, held, status)] = desk.rows()
    assert (stretch, status) == ("childs_pose", "cut short")
    assert held == pytest.approx(desk.shown_s(), abs=SLACK_S)
    assert held > 0.6
    expect(desk.player.locator(".sb-cue")).to_have_text("Done. Holds: 1 cut short.")
    said = desk.player.locator(".sb-done li").inner_text().removeprefix("Child's pose: ")
    assert float(said.removesuffix(" s, cut short")) == pytest.approx(held, abs=0.051)


def test_stopping_before_the_first_hold(desk):
    """Nothing was held, so nothing is logged."""
    before = desk.python("print(len(log.holds()))")
    desk.routine("childs_pose", ready_s=60)
    desk.press("Start")
    desk.until_phase("ready")
    desk.press("Stop")
    desk.until_state("done")
    expect(desk.player.locator(".sb-cue")).to_have_text("Done. No hold was begun.")
    assert desk.python("print(len(log.holds()))") == before


def test_skipping(desk):
    """Skip leaves out a hold, in it or before it; between holds it only shortens the pause."""
    desk.routine("childs_pose", "happy_baby", "forward_fold", hold_s=8, rest_s=20, first_s=20)
    desk.press("Start")
    desk.until_phase("ready")
    desk.player.press("n")
    desk.until_phase("rest")
    desk.press("Skip rest")
    desk.until_phase("hold")
    desk.page.wait_for_timeout(300)
    desk.player.press("n")
    desk.until_phase("rest")
    desk.press("Skip rest")
    desk.until_state("done")
    held = desk.rows()
    assert [status for *_, status in held] == ["skipped", "skipped", "completed"]
    assert held[0][2] == 0
    assert 0.25 < held[1][2] < 8


def test_restarting_a_hold(desk):
    """A hold that is restarted is logged once, with the seconds of the last try."""
    desk.routine("childs_pose", hold_s=5, ready_s=0)
    desk.press("Start")
    desk.page.wait_for_timeout(1500)
    pressed = time.monotonic()
    desk.press("Restart hold")
    desk.until_state("done")
    assert time.monotonic() - pressed >= 5, "all of the hold comes after the press"
    [(_, _, held, status)] = desk.rows()
    assert (status, held) == ("completed", pytest.approx(5, abs=SLACK_S))


def test_a_double_press_counts_once(desk):
    """A double click on Start does not pause; on Skip each press counts, and leaves the hold and the rest."""
    desk.routine("childs_pose", "happy_baby", hold_s=0.5, first_s=20, rest_s=20)
    desk.player.get_by_role("button", name="Start", exact=True).dblclick()
    expect(desk.player).to_have_attribute("data-state", "running")
    desk.player.get_by_role("button", name="Skip hold", exact=True).dblclick()
    desk.until_state("done")
    assert [status for *_, status in desk.rows()] == ["skipped", "completed"]


def test_keyboard_only_in_command_mode(desk):
    """Start to finish by keys; Jupyter's own letters do nothing in the player and still work outside."""
    page = desk.page
    kinds = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model.type)"
    desk.routine("childs_pose", "happy_baby", "seated_twist", hold_s=6, ready_s=0.5, rest_s=20)
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.mode") == "command"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.sb-player')"):
            break
    else:
        pytest.fail("Tab never reached the player")
    ring = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert ring == "3px", "the focus must be seen"
    page.keyboard.press("Space")
    desk.until_phase("hold")
    for key in ("m", "n", "n"):  # mute; leave the hold; leave the pause
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    expect(desk.player.get_by_role("button", name="Unmute")).to_be_visible()
    page.keyboard.press("m")
    desk.until_phase("hold")
    page.keyboard.press("r")
    page.keyboard.press("Space")
    desk.until_state("paused")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement?.matches('.sb-player')")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    page.wait_for_timeout(300)
    page.keyboard.press("Space")
    desk.until_phase("rest")
    page.keyboard.press("Escape")
    desk.until_state("done")
    assert [status for *_, status in desk.rows()] == ["skipped", "completed"]
    for key in ("d", "d", "x", "b", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate(kinds) == ["code", "code"]
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.context.model.dirty = true; }")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.locator(".jp-Cell").first.locator(".jp-InputPrompt").click()
    page.keyboard.press("m")
    page.wait_for_function(f"({kinds})()[0] === 'markdown'")
    page.keyboard.press("y")
    page.wait_for_function(f"({kinds})()[0] === 'code'")


def test_a_button_that_stops_keeps_the_focus(desk):
    """After Stop by keyboard the next key still goes to the player, not to the notebook."""
    desk.routine("childs_pose", hold_s=5, ready_s=0)
    desk.press("Start")
    stop = desk.player.get_by_role("button", name="Stop", exact=True)
    stop.focus()
    stop.press("Enter")
    desk.until_state("done")
    expect(stop).to_be_focused()
    expect(stop).to_have_attribute("aria-disabled", "true")


def test_a_new_choice_waits_for_the_end(desk):
    """Another routine does not disturb the one that runs, and is seen before it starts."""
    desk.routine("childs_pose", hold_s=60, ready_s=0)
    desk.press("Start")
    desk.until_phase("hold")
    desk.python("player.routine = sb.build_routine(cat, ['happy_baby'], hold_s=1)")
    waiting = "The new choice waits until this routine has ended."
    expect(desk.player.locator(".sb-notices")).to_have_text(waiting)
    expect(desk.player.locator(".sb-name")).to_have_text("Child's pose")
    desk.press("Stop")
    desk.until_state("done")
    desk.press("Show the new routine")
    expect(desk.player).to_have_attribute("data-state", "idle")
    expect(desk.player.locator(".sb-name")).to_have_text("Happy baby")


def test_two_views_are_one_player(desk):
    """A player shown twice has one clock: both views show it, and each hold is logged once."""
    desk.routine("childs_pose", hold_s=60)
    views = desk.page.locator(".sb-player")
    desk.page.evaluate(f"() => {OUTPUTS}[0].add({OUTPUTS}[1].get(0).toJSON())")
    expect(views).to_have_count(2)
    views.nth(1).get_by_role("button", name="Start", exact=True).click()
    desk.until_phase("hold")
    assert views.evaluate_all("(all) => all.map((one) => one.dataset.phase)") == ["hold", "hold"]
    views.nth(0).get_by_role("button", name="Pause", exact=True).click()
    expect(views.nth(1)).to_have_attribute("data-state", "paused")
    desk.page.evaluate(f"() => {OUTPUTS}[0].clear()")
    expect(views).to_have_count(1)
    desk.press("Resume")
    desk.until_state("running")
    desk.press("Stop")
    desk.until_state("done")
    assert [status for *_, status in desk.rows()] == ["cut short"]


@pytest.mark.parametrize("before", [False, True], ids=["during", "before the press"])
def test_a_busy_kernel_delays_nothing(desk, before):
    """Python may loop during the hold or before the press: the hold ends on time and is logged."""
    desk.routine("childs_pose", hold_s=1.5 + before / 10, ready_s=0)
    loop = f"import time\nwhile time.time() < {time.time() + 3.5}: pass"
    if before:
        desk.python(loop, wait=False)
        desk.page.wait_for_timeout(300)
    desk.press("Start")
    if not before:
        desk.python(loop, wait=False)
    desk.until_state("done")
    assert desk.shown_s() == pytest.approx(1.5 + before / 10, abs=SLACK_S)
    [(_, _, held, status)] = desk.rows()
    assert (status, held) == ("completed", pytest.approx(desk.shown_s(), abs=SLACK_S))


def test_sleep_is_noticed_and_not_counted(desk, browser):
    """A computer that sleeps in a hold is told of when it wakes; the hold waits without the sleep."""
    desk.routine("childs_pose", hold_s=9, ready_s=0)
    running = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [process["id"] for process in running if process["type"] == "renderer"]
    desk.press("Start")
    desk.page.wait_for_timeout(600)
    for process in pages:
        os.kill(process, signal.SIGSTOP)
    time.sleep(4)
    for process in pages:
        os.kill(process, signal.SIGCONT)
    desk.until_state("paused")
    expect(desk.player.locator(".sb-cue")).to_contain_text("The computer slept for 4 s; this is not counted.")
    desk.press("Stop")
    desk.until_state("done")
    [(_, _, held, status)] = desk.rows()
    assert status == "cut short"
    assert 0.3 < held < 3, "only what was held before the sleep"


def test_sleep_in_which_the_steady_clock_stands_still_is_noticed(room):
    """Where only the wall clock goes on during sleep, the hold waits, and loses nothing of what was held."""
    desk = room("slept", lambda page: page.add_init_script("delete window.Worker;"))  # the waker in the page
    desk.routine("childs_pose", hold_s=3, ready_s=0)
    desk.press("Start")
    desk.page.wait_for_timeout(1000)
    desk.page.evaluate("() => { const wall = Date.now; Date.now = () => wall() + 60_000; }")
    desk.until_state("paused")
    expect(desk.player.locator(".sb-cue")).to_contain_text(
        "The computer slept for 60 s; this is not counted."
    )
    left = desk.player.locator(".sb-count").inner_text()
    desk.page.wait_for_timeout(1500)
    assert desk.player.locator(".sb-count").inner_text() == left, "it waits"
    desk.press("Resume")
    desk.until_state("done")
    ((_, _, held, status),) = desk.rows()
    assert (held, status) == (pytest.approx(3, abs=SLACK_S), "completed")
    assert desk.shown_s() == pytest.approx(3, abs=SLACK_S)


def test_a_page_that_stands_still_has_not_slept(desk):
    """The page is busy for 3.5 s in a hold: the person on the floor is not paused, and the hold is whole."""
    desk.routine("childs_pose", hold_s=8, ready_s=0)
    desk.press("Start")
    desk.until_phase("hold")
    desk.page.evaluate("() => { for (const end = performance.now() + 3500; performance.now() < end;); }")
    desk.until_state("done")
    [(_, _, held, status)] = desk.rows()
    assert (status, held) == ("completed", pytest.approx(8, abs=SLACK_S))
    assert not [step for step in desk.seen if step["state"] == "paused"]


HALF = """() => {
  const [cue, count] = [".sb-cue", ".sb-count"].map((part) => document.querySelector(`.sb-player ${part}`));
  new MutationObserver(() => {
    if (cue.textContent.startsWith("half-way")) window.atHalf ??= count.textContent;
  }).observe(cue, { childList: true, characterData: true, subtree: true });
}"""


def test_captions_and_milestones(desk):
    """Half-way is shown and announced; the count itself is not announced every second."""
    desk.routine("childs_pose", hold_s=20, ready_s=0)
    desk.page.evaluate(HALF)
    desk.press("Start")
    cue, count = desk.player.locator(".sb-cue"), desk.player.locator(".sb-count")
    expect(cue).to_have_attribute("aria-live", "assertive")
    expect(count).to_have_attribute("role", "timer")
    expect(count).to_have_attribute("aria-live", "off")
    expect(cue).to_have_text("half-way: relax, shoulders away from the ears")
    assert int(desk.page.evaluate("() => window.atHalf")) in (10, 11), "seconds left as it was said"
    desk.press("Stop")


def test_sound_is_remembered(desk):
    """Volume, mute and speech stand as they were left in the next player too."""
    desk.player.locator("summary").click()
    desk.player.get_by_label("Volume").fill("0.3")
    desk.player.get_by_label("Speak the cues").uncheck()
    desk.press("Mute")
    desk.python("player = sb.HoldPlayer(cat, player.routine, log)")
    desk.notebook.run_all()
    desk.player.locator("summary").click()
    expect(desk.player.get_by_label("Volume")).to_have_value("0.3")
    expect(desk.player.get_by_label("Speak the cues")).not_to_be_checked()
    expect(desk.player.get_by_role("button", name="Unmute")).to_be_visible()


VOICE = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voice = { name: "Stand-in", lang: "en-GB" };
  const synthesis = {
    getVoices: () => [voice], addEventListener() {}, removeEventListener() {},
    speak(words) {
      const cue = { text: words.text, lang: words.lang, from: performance.now(), to: null };
      window.said.push(cue);
      setTimeout(() => { cue.to = performance.now(); words.onend(); }, window.speechMs ?? 300);
    },
    cancel() { window.cancelled = (window.cancelled ?? 0) + 1; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
"""
"""The browsers of test machines have no voice: this one takes its time over every cue, as a real one does."""


@pytest.fixture(scope="module")
def calm_desk(shared_room, browser) -> Desk:
    """A page with a voice, without motion, and without leave to keep the screen awake."""

    def prepare(page):
        page.add_init_script(VOICE)
        target = page.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]
        browser.new_browser_cdp_session().send(
            "Browser.setPermission",
            {
                "permission": {"name": "screen-wake-lock"},
                "setting": "denied",
                "browserContextId": target["browserContextId"],
            },
        )

    return shared_room("calm", prepare, reduced_motion="reduce")


def test_spoken_cues(calm_desk):
    """Cues name the stretch, the side, the change of side and the end, one after the other."""
    calm_desk.routine("seated_twist", hold_s=1)
    calm_desk.press("Start")
    calm_desk.until_state("done")
    calm_desk.page.wait_for_timeout(400)
    said = calm_desk.page.evaluate("() => window.said")
    assert [cue["text"] for cue in said] == [
        "get ready: Seated twist, turn left",
        "sit tall, look ahead or over the shoulder",
        "switch sides: turn right",
        "get ready: Seated twist, turn right",
        "sit tall, look ahead or over the shoulder",
        "Done. Holds: 2 completed.",
    ]


def test_spoken_cues_are_dropped_when_stale_and_never_cut_off(calm_desk):
    """A voice slower than the routine leaves cues out; it is not interrupted and says nothing too late."""
    calm_desk.page.evaluate("() => { window.said = []; window.speechMs = 1300; }")
    calm_desk.routine("seated_twist", hold_s=1.1)
    calm_desk.press("Start")
    calm_desk.until_state("done")
    calm_desk.page.wait_for_timeout(2000)
    said = calm_desk.page.evaluate("() => window.said")
    assert 3 <= len(said) < 6
    assert said[-1]["text"].startswith("Done.")
    assert all(cue["to"] <= after["from"] for cue, after in pairwise(said))
    assert calm_desk.page.evaluate("() => window.cancelled ?? 0") == 0


def test_refused_wake_lock_is_said(calm_desk):
    """A browser that lets the screen sleep is told of, in words that say what to do."""
    expect(calm_desk.player.locator(".sb-notices")).to_have_text(
        "The browser does not let this page keep the screen awake: set a longer screen time."
    )


def test_no_motion_where_none_is_wanted(calm_desk):
    """With reduced motion the ring moves by seconds, not with every frame."""
    calm_desk.routine("childs_pose", hold_s=3, ready_s=0)
    calm_desk.press("Start")
    places = calm_desk.page.evaluate(
        """async () => { const arc = document.querySelector(".sb-arc"), seen = new Set();
        for (const until = performance.now() + 1500; performance.now() < until;) {
          seen.add(arc.getAttribute("stroke-dashoffset"));
          await new Promise(requestAnimationFrame);
        } return seen.size; }"""
    )
    assert places <= 3
