"""The speaker's window: another window of the browser, on the clock of the player."""

import pytest

import stretchbook as sb
from stretchbook.widgets.room_player import speaker_notes

pytestmark = pytest.mark.browser

ROOM = """async ({ Player, PlayerView, Room, Hours }, { data, notes, refused }) => {
  const hours = new Hours();
  const silent = {
    plan() {}, hush() {}, say() {}, wake() {}, close() {}, set() {}, look: () => false, voices: [], prefs: {},
  };
  const turn = { take: (yes) => yes(), leave() {}, close() {} };
  const sink = { logs: false, live: true, put: async () => {} };
  const { now, wall, waker, later } = hours;
  const player = new Player(data, sink, { now, wall, waker, later, sound: silent, turn, session: null });
  const room = new Room(player, { get: () => notes, watch: () => () => {} });
  const style = document.head.appendChild(document.createElement("style"));
  style.textContent = ".sb-speaker { color: rgb(1, 2, 3); }";
  const view = new PlayerView(player, document.body, room.parts(document.body));
  const opened = [];
  const { open } = window;
  window.open = (...asked) => { // a browser that blocks pop-ups gives null
    opened.push(refused ? null : open.apply(window, asked));
    return opened.at(-1);
  };
  try { STEPS } finally {
    for (const one of [view, room, player]) one.close();
    style.remove();
    window.open = open;
  }
}"""


@pytest.fixture(scope="module")
def given() -> dict:
    """A routine of two stretches and what a speaker should know of them."""
    cat = sb.load_catalogue()
    routine = sb.build_routine(cat, ["seated_twist", "childs_pose"], ready_s=5)
    return {"data": sb.player_data(cat, routine), "notes": speaker_notes(cat, routine)}


def led(run, given: dict, steps: str):
    """Run steps on a player before a room."""
    names = ("player/player.js", "player/player_view.js", "hosts/room_player.js")
    return run(ROOM.replace("STEPS", steps), *names, given=given)


def test_both_windows_are_on_one_clock(run, given):
    """What is pressed there happens here; it says what to say, who should be careful and what is easier."""
    steps = """
      document.querySelector(".sb-speak").click();
      const [there] = opened;
      const page = there.document;
      const key = (name) => {
        const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
        page.querySelector(".sb-speaker").dispatchEvent(event);
        return event.defaultPrevented;
      };
      const said = (part) => page.querySelector(`.sb-speaker-${part}`).textContent;
      const kept = key("PageDown"); hours.pass(6000);
      const first = [view.root.dataset.state, said("name"), said("side"), said("next"), said("count")];
      key("+");
      const longer = [said("count"), view.count.textContent];
      key("b");
      const black = [view.black.hidden, said("told")];
      const told = [said("careful"), said("easier"), page.querySelectorAll("[aria-current=step]").length];
      const look = there.getComputedStyle(page.querySelector(".sb-speaker")).color;
      const rows = [...page.querySelectorAll(".sb-list button")];
      rows.at(-1).click();
      const jumped = [said("name"), view.name.textContent, player.holds.map(({ status }) => status)];
      document.querySelector(".sb-speak").click();
      const once = opened.length;
      there.close();
      while (player.views.size > 1) await new Promise((done) => setTimeout(done, 20));
      return { kept, first, longer, black, told, look, jumped, once, state: view.root.dataset.state };
    """
    seen = led(run, given, steps)
    assert seen["kept"], "the page must not scroll"
    assert seen["first"] == ["running", "Seated twist", "turn left", "Next: Seated twist, turn right", "30"]
    assert seen["longer"] == ["39", "39"]
    assert seen["black"][0] is False
    assert "black screen" in seen["black"][1]
    careful, easier, marked = seen["told"]
    assert "steroids: Do not turn as far as you can." in careful
    assert "under leg straight" in easier
    assert marked >= 2, "the step that is held, and the hold in the list"
    assert seen["look"] == "rgb(1, 2, 3)"
    assert seen["jumped"] == ["Child's pose", "Child's pose", ["cut short"]]
    assert seen["once"] == 1, "a second press brings the window to the front"
    assert seen["state"] == "running", "the room goes on without it"


def test_without_pop_ups_it_is_a_panel(run, given):
    """A browser that refuses: a sentence says so, and the same stands below the player."""
    steps = """
      document.querySelector(".sb-speak").click();
      view.buttons.toggle.click(); hours.pass(5000);
      const panel = document.querySelector(".sb-player .sb-speaker");
      const name = panel.querySelector(".sb-speaker-name").textContent;
      return [name, view.notices.textContent, player.views.size];
    """
    name, notice, views = led(run, given | {"refused": True}, steps)
    assert name == "Seated twist"
    assert "refused a second window" in notice
    assert views == 2


def test_what_a_table_says_is_text(run, given):
    """A condition, a form or a source of one's own cannot become part of the page."""
    evil = "<img src=x onerror='window.hit = 1'>"
    easier = {"name": evil, "text": evil, "source": evil, "figure": None}
    notes = {"seated_twist": {"avoid": [[evil, evil]], "modify": [], "unknown": [evil], "easier": easier}}
    steps = """
      document.querySelector(".sb-speak").click();
      const { document: page } = opened[0];
      const shown = page.body.textContent.split("<img").length - 1;
      return [page.querySelectorAll(".sb-speaker img").length, shown];
    """
    assert led(run, given | {"notes": notes}, steps) == [0, 6]
