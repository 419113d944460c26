"""What a player asks of the browser: its turn among players, a screen that stays awake, outside keys."""

import pytest
from test_player_module import data, played  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser

TURNS = """async ({ Turn }) => {
  const said = [], turns = ["a", "b"].map((name) => new Turn(() => said.push(`${name} lost`)));
  const take = (number, force) => new Promise((done) => {
    const name = "ab"[number];
    const say = (what) => { said.push(`${name} ${what}`); done(); };
    turns[number].take(() => say("runs"), () => say("asks"), force);
  });
  const settled = () => new Promise((done) => setTimeout(done, 50));
  try { STEPS } finally { for (const turn of turns) turn.close(); }
}"""


def turns(run, steps: str):
    """Run steps on two players that take turns by the browser's own locks."""
    return run(TURNS.replace("STEPS", steps), "player/turn.js")


def test_a_second_player_asks(run):
    """While one runs another must ask; when the first leaves, the second may."""
    steps = """
      await take(0); await take(1);
      turns[0].leave(); await settled();
      await take(1); await take(0);
      return said;
    """
    assert turns(run, steps) == ["a runs", "b asks", "b runs", "a asks"]


def test_a_turn_that_is_taken_is_known_to_be_lost(run):
    """Told to, the second takes the turn, and the first hears of it at once."""
    steps = "await take(0); await take(1, true); await settled(); await take(0); return said;"
    assert sorted(turns(run, steps)[:3]) == ["a lost", "a runs", "b runs"]
    assert turns(run, steps)[3] == "a asks"


def test_a_page_without_locks_just_runs(run):
    """Where the browser has no locks, or forbids them to this page, nobody is asked."""
    code = """async ({ Turn }) => {
      const refused = { request: async () => { throw new DOMException("no", "SecurityError"); } };
      const runs = (locks) => new Promise((done) => new Turn(() => done("lost"), locks).take(
        () => done("runs"), () => done("asks")));
      return [await runs(null), await runs(refused)];
    }"""
    assert run(code, "player/turn.js") == ["runs", "runs"]


def test_the_question_and_its_answer(run, data):  # noqa: F811
    """Start says that another routine runs; the answer begins; a turn that is lost is a pause, and told."""
    steps = """
      let mine = false;
      turn.take = (yes, no, force) => (mine || force ? yes() : no());
      press("Start");
      const asked = [state(), begun.length, view.notices.textContent];
      view.notices.querySelector("button").click();
      const answered = [state(), begun.length, view.notices.textContent];
      hours.pass(8000); mine = true;
      player.halt("Paused: a routine was started in another tab or notebook.");
      mine = false; hours.pass(400);
      press("Resume");
      return [asked, answered, state(), view.cue.textContent, view.notices.textContent];
    """
    elsewhere = "A routine is running in another tab or notebook.Pause it and start here"
    asked, answered, *paused = played(run, data, steps)
    assert asked == ["idle", 0, elsewhere]
    assert answered == ["running", 1, ""]
    assert paused == ["paused", "Paused: a routine was started in another tab or notebook.", elsewhere]


def test_nothing_runs_on_while_another_is_asked_for(run, data):  # noqa: F811
    """Skip in a pause must have the turn too; Stop needs none."""
    steps = """
      press("Start"); hours.pass(8000); press("Pause");
      turn.take = (yes, no) => no();
      press("Skip hold");
      const skipped = [state(), put.length];
      press("Stop");
      return [...skipped, state(), put.map(({ hold }) => hold.status)];
    """
    assert played(run, data, steps) == ["paused", 0, "done", ["cut short"]]


AWAKE = """async ({ Awake, Hours }) => {
  const hours = new Hours(), said = [], told = [];
  const screen = async () => {
    said.push("taken");
    return { addEventListener() {}, release: async () => { said.push("released"); } };
  };
  const awake = new Awake((refused) => told.push(refused), { screen, later: hours.later });
  const soon = () => new Promise((done) => setTimeout(done));
  try { STEPS } finally { awake.close(); }
}"""


def awake(run, steps: str):
    """Run steps on what keeps the screen awake."""
    return run(AWAKE.replace("STEPS", steps), "player/awake.js")


def test_the_screen_may_sleep_after_a_minute_of_pause(run):
    """It stays awake for 60 s of a pause, is let go then, and is kept again when the routine goes on."""
    steps = """
      awake.follow("running"); await soon();
      awake.follow("paused"); hours.pass(59000);
      const minute = [...said];
      hours.pass(1000);
      const later = [...said];
      awake.follow("running"); await soon(); awake.follow("done");
      return [minute, later, [...said]];
    """
    assert awake(run, steps) == [
        ["taken"], ["taken", "released"], ["taken", "released", "taken", "released"],
    ]  # fmt: skip


def test_a_short_pause_keeps_the_screen(run):
    """Resumed within the minute, it is neither let go nor asked for again."""
    steps = """
      awake.follow("running"); await soon(); awake.follow("paused"); hours.pass(30000);
      awake.follow("running"); await soon(); hours.pass(120000);
      return [...said];
    """
    assert awake(run, steps) == ["taken"]


def test_a_screen_that_comes_too_late_is_let_go(run):
    """The browser answers after the routine has ended."""
    steps = 'awake.follow("running"); awake.follow("done"); await soon(); return [...said];'
    assert awake(run, steps) == ["taken", "released"]


def test_keys_outside_the_page(run, data):  # noqa: F811
    """Play, pause, previous and next of a lock screen do what the buttons do, and show what is done."""
    code = """async ({ Player, Hours }, data) => {
      const hours = new Hours(), keys = {}, put = [];
      const setActionHandler = (name, act) => { if (act) keys[name] = act; else delete keys[name]; };
      const session = { setActionHandler };
      const loop = { plays: 0, play: async () => { loop.plays += 1; }, pause() { loop.plays = 0; } };
      const sound = { plan() {}, hush() {}, say() {}, wake() {}, close() {}, look: () => false, prefs: {} };
      const turn = { take: (yes) => yes(), leave() {}, close() {} };
      const { now, wall, waker, later } = hours;
      const sink = { put: async ({ hold }) => { put.push(hold.status); } };
      const player = new Player(data, sink, { now, wall, waker, later, sound, turn, session, loop });
      const before = Object.keys(keys).length;
      player.act("toggle"); hours.pass(8000);
      const shown = [session.playbackState, session.metadata.title, session.metadata.artist, loop.plays > 0];
      keys.pause(); keys.pause();
      const paused = [player.clock.state, session.playbackState, loop.plays];
      keys.play(); keys.nexttrack(); hours.pass(3000); keys.previoustrack();
      const back = [player.clock.segment.kind, player.clock.segment.stretch];
      sound.prefs.mute = true;
      keys.stop();
      const after = [Object.keys(keys).length, session.playbackState, put];
      player.close();
      return [before, shown, paused, back, after];
    }"""
    before, shown, paused, back, after = run(code, "player/player.js", given=data)
    assert before == 0
    assert shown == ["playing", "Child's pose", "relax, shoulders away from the ears", True]
    assert paused == ["paused", "paused", 0]
    assert back == ["ready", "childs_pose"]
    assert after == [0, "none", ["skipped"]]
