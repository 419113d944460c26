"""The hold player with a sink and a time that are handed in: no kernel, no notebook."""

import pytest

import stretchbook as sb
from stretchbook.widgets.join import styles

pytestmark = pytest.mark.browser

ROOM = """
  const hours = new Hours(), put = [], begun = [], saves = [];
  const silent = {
    plan() {}, hush() {}, say() {}, wake() {}, close() {}, set() {}, look: () => false, voices: [], prefs: {},
  };
  const turn = { take: (yes) => yes(), leave() {}, close() {} };
  const sink = {
    logs: true, live: true, begin: (session) => begun.push(session),
    put(entry) {
      put.push(entry);
      return new Promise((resolve, reject) => saves.push({ resolve, reject }));
    },
    follow(changed) { this.changed = changed; },
  };
  const { now, wall, waker, later } = hours;
  const player = new Player(data, sink, { now, wall, waker, later, sound: silent, turn, session: null });
  const view = new PlayerView(player, document.body);
  const buttons = [...document.querySelectorAll(".sb-controls button")];
  const button = (name) => buttons.find((one) => one.textContent === name);
  const press = (name, at = hours.now()) => {
    const event = new MouseEvent("click", { bubbles: true, detail: 2 });
    Object.defineProperty(event, "timeStamp", { value: at });
    button(name).dispatchEvent(event);
  };
  const state = () => view.root.dataset.state;
  const notices = () => [...view.notices.children].map((one) => one.textContent);
"""


@pytest.fixture(scope="module")
def data() -> dict:
    """A routine of two stretches, as one JSON value."""
    cat = sb.load_catalogue()
    return sb.player_data(cat, sb.build_routine(cat, ["childs_pose", "seated_twist"], ready_s=5))


def played(run, data: dict, steps: str):
    """Run steps on a player with one view."""
    names = "{ Player, PlayerView, HoldList, Hours }"
    code = (
        f"async ({names}, data) => {{ {ROOM} try {{ {steps} }} finally {{ view.close(); player.close(); }} }}"
    )
    return run(code, "player/player.js", "player/player_view.js", "player/hold_list.js", given=data)


def test_a_running_clock_draws_what_can_be_seen(run):
    """In a long hold the ring is drawn some times a second, not at every frame; in a pause it stands."""
    cat = sb.load_catalogue()
    data = sb.player_data(cat, sb.build_routine(cat, ["childs_pose"], hold_s=60, ready_s=0))
    steps = """
      const pass = (ms) => new Promise((then) => setTimeout(then, ms));
      press("Start");
      await pass(300);
      let drawn = 0;
      new MutationObserver((all) => { drawn += all.length; }).observe(view.arc, { attributes: true });
      await pass(1500);
      const running = drawn;
      press("Pause", hours.now() + 1000);
      await pass(100);
      drawn = 0;
      await pass(600);
      return [state(), running, drawn];
    """
    state, running, paused = played(run, data, steps)
    assert (state, paused) == ("paused", 0)
    assert 2 <= running <= 12


def test_a_session_begins_with_start_and_holds_go_to_the_sink(run, data):
    """The session is known as soon as Start is pressed; a hold counts as saved when the sink answers."""
    steps = """
      player.areas = ["hip"];
      press("Start");
      const first = [begun[0].areas, begun[0].started_at, put.length];
      hours.pass(35000);
      const before = view.saved.textContent;
      saves[0].resolve();
      await saves[0];
      await new Promise((done) => setTimeout(done));
      return [first, put[0].session.id === begun[0].id, put[0].hold.held_s, before, view.saved.textContent];
    """
    assert played(run, data, steps) == [
        [["hip"], "2026-11-25T20:00:00.000Z", 0], True, 30, "Saved: 0 of 1 holds.", "Saved: 1 of 1 holds.",
    ]  # fmt: skip


def test_a_sink_that_refuses_is_heard(run, data):
    """Why a hold is not safe is said where the person looks."""
    steps = """
      press("Start"); hours.pass(35000);
      saves[0].reject(new Error("The storage of this browser is full."));
      await new Promise((done) => setTimeout(done));
      return notices();
    """
    assert "The storage of this browser is full." in played(run, data, steps)


def test_every_press_counts(run, data):
    """Three presses on Skip 350 ms apart are three, and two quick ones two; a browser calls them double."""
    steps = """
      press("Start");
      press("Skip hold"); hours.pass(350); press("Skip rest"); hours.pass(350); press("Skip hold");
      hours.pass(50); press("Skip switch");
      return [put.map(({ hold }) => hold.status), player.clock.segment.kind, player.clock.segment.side];
    """
    assert played(run, data, steps) == [["skipped", "skipped"], "ready", "right"]


def test_a_double_click_on_start_does_not_pause(run, data):
    """Two presses within 300 ms are one; a little later they are two."""
    steps = """
      press("Start"); hours.pass(200); press("Pause");
      const first = state();
      hours.pass(350); press("Pause");
      const second = state();
      hours.pass(350); press("Resume");
      return [first, second, state()];
    """
    assert played(run, data, steps) == ["running", "paused", "running"]


def test_a_press_in_one_view_does_not_swallow_one_in_another(run, data):
    """Pause in one view and Resume in the other at once: both count."""
    steps = """
      press("Start"); hours.pass(6000); press("Pause");
      view.close();
      const other = new PlayerView(player, document.body);
      const event = new MouseEvent("click", { bubbles: true, detail: 2 });
      other.buttons.toggle.dispatchEvent(event);
      const now = player.clock.state;
      other.close();
      return now;
    """
    assert played(run, data, steps) == "running"


def test_what_runs_is_cut_short_for_another_player(run, data):
    """The hold is put at once, the sentence names it, and says when it is logged; nothing sounds any more."""
    steps = """
      const told = [];
      let hushed = 0;
      silent.hush = () => { hushed += 1; };
      press("Start"); hours.pass(17000);
      player.stopFor("running the cell again", (text) => told.push(text));
      const at_once = [put[0].hold.status, put[0].hold.held_s, state(), hushed > 0];
      saves[0].resolve();
      await new Promise((done) => setTimeout(done));
      return [at_once, told, notices()];
    """
    at_once, told, notices = played(run, data, steps)
    assert at_once == ["cut short", 12, "done", True]
    sentence = "Stopped by running the cell again: Child's pose, 12 s, cut short"
    assert told == [f"{sentence}, not yet logged.", f"{sentence}, logged."]
    assert f"{sentence}, logged." in notices


def test_nothing_that_runs_is_nothing_to_stop(run, data):
    """An idle or finished player says nothing when it is replaced."""
    steps = (
        'const told = []; player.stopFor("x", (text) => told.push(text)); return [told, put.length, state()];'
    )
    assert played(run, data, steps) == [[], 0, "idle"]


def test_after_a_pause_of_more_than_an_hour_a_new_session_begins(run, data):
    """The hold before it ends in the old session; what follows carries the new day, and that is said."""
    steps = """
      press("Start"); hours.pass(17000); press("Pause");
      hours.stall(3 * 86400000);
      press("Resume"); hours.pass(30000);
      return [begun.map(({ started_at }) => started_at.slice(0, 10)),
        put.map(({ session, hold }) => [begun.findIndex(({ id }) => id === session.id), hold.status,
          hold.held_s, hold.started_at.slice(0, 10)]), notices()];
    """
    days, holds, notices = played(run, data, steps)
    assert days == ["2026-11-25", "2026-11-28"]
    assert holds == [[0, "cut short", 12, "2026-11-25"], [1, "completed", 30, "2026-11-28"]]
    assert notices[-1] == (
        "The pause was longer than an hour: the hold before it was cut short, "
        "and what follows is a new session."
    )


def test_a_shorter_pause_stays_in_the_session(run, data):
    """Fifty-nine minutes change nothing."""
    steps = """
      press("Start"); hours.pass(17000); press("Pause"); hours.stall(59 * 60000); press("Resume");
      hours.pass(18000);
      return [begun.length, put.map(({ hold }) => [hold.status, hold.held_s])];
    """
    assert played(run, data, steps) == [1, [["completed", 30]]]


def test_without_a_kernel_nothing_can_be_started(run, data):
    """Idle, it says what to do and Start is no Start; a routine that runs goes on and keeps its holds."""
    steps = """
      sink.live = false; sink.changed();
      const shown = [view.buttons.toggle.textContent, view.cue.textContent];
      view.buttons.toggle.click();
      view.root.dispatchEvent(new KeyboardEvent("keydown", { key: " " }));
      shown.push(state());
      sink.live = true; sink.changed();
      press("Start");
      sink.live = false; sink.changed();
      hours.pass(35000);
      shown.push(state(), put.length);
      press("Pause"); hours.pass(400); press("Resume"); press("Stop");
      return [...shown, view.buttons.toggle.textContent];
    """
    assert played(run, data, steps) == [
        "Run this cell", "Run this cell, then press Start.", "idle", "running", 1, "Run this cell",
    ]  # fmt: skip


def test_a_notice_of_the_sink_has_its_buttons(run, data):
    """What waits for another log is named, and can be given away by pressing."""
    steps = """
      let pressed = 0;
      const acts = [["Save as a file", () => { pressed += 1; }]];
      sink.notices = () => [["strange", "2 holds wait for another log.", acts]];
      sink.changed();
      view.notices.querySelector("button").click();
      sink.notices = () => [];
      const said = view.notices.textContent;
      sink.changed();
      return [said, pressed, view.notices.textContent];
    """
    assert played(run, data, steps) == ["2 holds wait for another log.Save as a file", 1, ""]


def test_pictures_are_in_the_data_or_asked_of_the_sink(run, data):
    """One JSON value has each picture once; a sink that keeps them is asked when one is to be shown."""
    assert len({shown["src"] for shown in data["pictures"].values()}) == len(data["pictures"]) == 3
    steps = """
      const own = view.still.src;
      let asked = 0;
      const drawn = { "childs_pose both": "data:image/webp;base64,AAAA" };
      sink.pictures = async () => { asked += 1; return drawn; };
      const { pictures } = data;
      player.offer({ ...data, pictures: { "childs_pose both": { alt: "a person" } } });
      await player.wantPictures();
      await player.wantPictures();
      return [own === pictures["childs_pose both"].src, asked, view.still.src, view.still.alt];
    """
    assert played(run, data, steps) == [True, 1, "data:image/webp;base64,AAAA", "a person"]


def test_a_hold_is_logged_with_what_was_planned(run, data):
    """Ten seconds more, by button and key: held above planned, and another start has the plan again."""
    steps = """
      press("Start"); hours.pass(6000); press("+10 s");
      const key = (name) => view.root.dispatchEvent(new KeyboardEvent("keydown", { key: name }));
      key("+"); key("-"); key("+");
      const shown = view.count.textContent;
      hours.pass(50000);
      const { planned_s, held_s, status } = put[0].hold;
      press("Stop"); hours.pass(1000); press("Start again"); hours.pass(6000);
      return [shown, planned_s, held_s, status, view.count.textContent];
    """
    assert played(run, data, steps) == ["49", 30, 50, "completed", "30"]


def test_a_clickers_keys_lead_a_room(run, data):
    """Page Down starts and goes on, Page Up goes back, B makes it black while the clock goes on."""
    steps = """
      const kept = [];
      const key = (name) => {
        const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
        view.root.dispatchEvent(event);
        kept.push(event.defaultPrevented);
        return [state(), player.clock.segment?.kind, view.black.hidden];
      };
      const home = key("PageDown");
      player.room = true;
      const first = key("PageDown"); hours.pass(6000);
      const black = key("b"); hours.pass(3000);
      const gone_on = player.clock.elapsed;
      const then = ["B", "PageDown", "PageUp", "s", "PageDown"].map(key);
      return [home, first, black, gone_on, ...then, kept];
    """
    idle, ready, hold = ["idle", None, True], ["running", "ready", True], ["running", "hold", True]
    done = ["done", None, True]
    assert played(run, data, steps) == [
        idle, ready, [*hold[:2], False], 4000, hold, ["running", "rest", True], ready, done, done,
        [False, *[True] * 7],
    ]  # fmt: skip


def test_one_jumps_to_any_hold_of_the_list(run, data):
    """By a press, also before the start; by arrow keys in the list. What was held is cut short."""
    steps = """
      const list = new HoldList(player);
      document.body.append(list.root);
      list.root.open = true;
      list.show();
      const [first, second, third] = list.rows.map(({ button }) => button);
      const names = list.rows.map(({ button }) => button.textContent);
      second.click(); hours.pass(8000); list.show();
      const current = list.list.querySelectorAll("[aria-current]");
      const stops = [first, second, third].map((one) => one.tabIndex);
      const marked = [current.length, current[0] === second, stops];
      second.focus();
      const down = new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true });
      second.dispatchEvent(down);
      const focused = document.activeElement === third;
      first.click();
      const there = [player.clock.segment.kind, player.clock.segment.stretch];
      press("Stop"); list.show(); first.click();
      const held = put.map(({ hold }) => [hold.side, hold.status, hold.held_s]);
      return [names, marked, focused, there, held, state()];
    """
    names, marked, focused, there, holds, state = played(run, data, steps)
    assert names == ["Child's pose", "Seated twist, turn left", "Seated twist, turn right"]
    assert marked == [1, True, [-1, 0, -1]]
    assert focused
    assert there == ["ready", "childs_pose"]
    assert holds == [["left", "cut short", 3]]
    assert state == "done"


def in_full_screen(run, tab, data: dict, size: tuple[int, int], look: str):
    """Fill a screen of a size with a player in the middle of a hold, and give what a look at it gives."""
    code = f"""async ({{ Player, PlayerView, Hours }}, {{ data, styles }}) => {{
      {ROOM}
      const style = document.head.appendChild(document.createElement("style"));
      style.textContent = styles;
      view.root.focus();
      player.act("jump", 4); hours.pass(6000);
      const box = (part) => view.root.querySelector(part).getBoundingClientRect();
      const inside = ({{ left, right, top, bottom }}) =>
        left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
      const end = () => [view, player, style].forEach((one) => (one.close ?? one.remove).call(one));
      window.looked = () => {{ try {{ {look} }} finally {{ end(); }} }};
    }}"""
    before = tab.viewport_size
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    given = {"data": data, "styles": styles("shared/controls.css", "figure/figure.css", "player/player.css")}
    run(code, "player/player.js", "player/player_view.js", given=given)
    tab.keyboard.press("f")
    tab.wait_for_function("() => document.fullscreenElement")
    seen = tab.evaluate("() => window.looked()")
    tab.wait_for_function("() => !document.fullscreenElement || document.exitFullscreen()")
    tab.set_viewport_size(before)
    return seen


def test_the_back_row_reads_the_hall(run, data, tab):
    """In full screen on a projector what participants read is 48 px high or more, and nothing is cut off."""
    look = """
      const parts = ["name", "side", "cue", "phase", "count", "next", "total"].map((part) => {
        const size = parseFloat(getComputedStyle(view.root.querySelector(`.sb-${part}`)).fontSize);
        const place = box(`.sb-${part}`);
        return [part, size >= 48 && place.height >= 48 && inside(place)];
      });
      const { width, height } = box(".sb-picture");
      return [Object.fromEntries(parts), Math.min(width, height)];
    """
    parts, figure = in_full_screen(run, tab, data, (1920, 1080), look)
    assert all(parts.values()), parts
    assert figure > 500


@pytest.mark.parametrize("size", [(320, 256), (667, 375), (375, 667), (1366, 768), (1920, 1080)])
def test_all_of_the_full_screen_is_reached(run, data, tab, size):
    """Every button can be brought into sight and pressed, no text lies on another, a projector is filled."""
    look = """
      const scrolls = getComputedStyle(view.root).overflowY === "auto"; // by hand, not only by a script
      const far = buttons.filter((one) => one.checkVisibility()).filter((one) => {
        one.scrollIntoView({ block: "nearest" });
        const place = one.getBoundingClientRect();
        const top = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
        return !scrolls || !inside(place) || !one.contains(top);
      });
      const words = [".sb-name", ".sb-side", ".sb-cue", ".sb-dial", ".sb-next", ".sb-total"];
      const meet = (a, b) =>
        a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 1 && b.bottom > a.top + 1;
      const met = words.flatMap((one, i) =>
        words.slice(i + 1).filter((two) => meet(box(one), box(two))).map((two) => one + two));
      const filled = [".sb-dial", ".sb-picture"].map((part) => box(part).height / innerHeight);
      return [far.map((one) => one.textContent), met, Math.min(...filled)];
    """
    far, met, filled = in_full_screen(run, tab, data, size, look)
    assert far == []
    assert met == []
    assert size[1] < 768 or filled > 0.4, "a part of a projector's screen is empty"


def test_the_black_screen_is_black(run, data, tab):
    """All of the screen, to its edges, whatever buttons look like."""
    look = """
      player.act("blank");
      const { backgroundColor, borderTopWidth, opacity } = getComputedStyle(view.black);
      const { width, height } = box(".sb-black");
      return [backgroundColor, borderTopWidth, opacity, width === innerWidth && height === innerHeight];
    """
    assert in_full_screen(run, tab, data, (1366, 768), look) == ["rgb(0, 0, 0)", "0px", "1", True]


def test_a_press_counts_though_the_page_moves_under_it(run, data, tab):
    """What is above goes away between the button's way down and up: the press is still a press."""
    code = f"""async ({{ Player, PlayerView, Hours }}, data) => {{
      {ROOM}
      window.tried = () => {{ const now = state(); view.close(); player.close(); return now; }};
    }}"""
    run(code, "player/player.js", "player/player_view.js", given=data)
    tab.locator(".sb-toggle").scroll_into_view_if_needed()
    box = tab.locator(".sb-toggle").bounding_box()
    tab.mouse.move(box["x"] + 20, box["y"] + 10)
    tab.mouse.down()
    tab.evaluate("() => { document.querySelector('.sb-player').style.position = 'relative'; }")
    tab.evaluate("() => { document.querySelector('.sb-player').style.top = '-90px'; }")
    tab.mouse.up()
    assert tab.evaluate("() => window.tried()") == "running"
