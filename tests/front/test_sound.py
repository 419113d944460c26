"""Sound that cannot die unseen: a real audio clock that is stopped, and a loudspeaker that is late."""

import pytest

pytestmark = pytest.mark.browser

AHEAD = '[["1 go 0", "go", 2], ["1 end 30", "end", 32]]'
LOUDSPEAKER = """
  const hours = new Hours(), at = [];
  const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  const part = {
    gain,
    connect: (to) => to, disconnect() {}, frequency: {}, stop() {}, start: (when) => at.push(when),
  };
  const context = {
    state: "running", currentTime: 10, outputLatency: 0, resumed: 0, createGain: () => part,
    createOscillator: () => part, close: async () => {}, async resume() { this.resumed += 1; },
  };
  let planned = 0;
  const sound = new Sound(() => { planned += 1; }, { now: hours.now, open: () => context });
  sound.set({ mute: false });
  sound.wake();
  const frames = (ms, sounds = true) => {
    let off = false;
    for (let passed = 0; passed < ms; passed += 20) {
      hours.pass(20);
      if (sounds) context.currentTime += 0.02;
      off = sound.look();
    }
    return off;
  };
"""


def heard(run, steps: str):
    """Run steps on a sound whose loudspeaker and time are handed in."""
    return run(f"async ({{ Sound, Hours }}) => {{ {LOUDSPEAKER} {steps} }}", "player/sound.js")


def test_a_late_loudspeaker_is_played_to_earlier(run):
    """With 0.3 s from the audio clock to the ear a tone is 0.3 s earlier; known later, it is moved."""
    steps = f"""
      sound.plan({AHEAD});
      const before = [...at];
      context.outputLatency = 0.3;
      sound.look();
      at.length = 0;
      sound.plan({AHEAD});
      return [before, planned, at];
    """
    before, planned, after = heard(run, steps)
    assert before == [12, 42]
    assert planned == 1
    assert after == [pytest.approx(11.7), pytest.approx(41.7)]


def test_a_tone_that_has_sounded_is_not_played_again(run):
    """Planned anew for another loudspeaker, what was heard stays heard; after a restart it sounds again."""
    steps = """
      sound.plan([["1 go 0", "go", 0]]);
      context.currentTime += 0.1; context.outputLatency = 0.2; sound.look();
      sound.plan([["1 go 0", "go", -0.1]]);
      const again = at.length;
      sound.hush();
      sound.plan([["1 go 0", "go", 0]]);
      return [again, at.length];
    """
    assert heard(run, steps) == [1, 2]


@pytest.mark.parametrize("state", ["suspended", "interrupted", "running"])
def test_a_clock_that_stands_is_known_within_a_second(run, state):
    """A call, a lock or a loudspeaker that is gone: tried again at once, and known in less than a second."""
    steps = f"""
      const fine = frames(2000);
      context.state = "{state}";
      const soon = frames(500, false), told = frames(400, false), resumed = context.resumed;
      context.state = "running";
      return [fine, soon, told, resumed > 0 || "{state}" === "running", frames(100)];
    """
    assert heard(run, steps) == [False, False, True, True, False]


def test_a_page_that_stood_still_does_not_think_its_sound_dead(run):
    """Eight seconds without a frame say nothing of the sound; muted nobody misses it."""
    steps = """
      frames(100); hours.stall(8000); context.currentTime += 8;
      const stalled = sound.look();
      sound.set({ mute: true });
      const muted = frames(3000, false);
      sound.set({ mute: false });
      return [stalled, muted, frames(900, false)];
    """
    assert heard(run, steps) == [False, False, True]


def test_the_silent_switch_does_not_silence_it(run):
    """Where a page may say what its sound is for, it says playback."""
    steps = """
      Object.defineProperty(navigator, "audioSession", { value: { type: "auto" }, configurable: true });
      sound.wake();
      const { type } = navigator.audioSession;
      delete navigator.audioSession;
      return type;
    """
    assert heard(run, steps) == "playback"


REAL = """async ({ Player, PlayerView }, data) => {
  const player = new Player(data, { put: async () => {} }, { session: null });
  player.sound.set({ mute: false });
  const view = new PlayerView(player, document.body), { sound } = player;
  const until = async (holds) => {
    const begun = performance.now();
    while (!holds()) {
      if (performance.now() - begun > 20_000) throw new Error(`never: ${holds}`);
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - begun;
  };
  const told = () => [...view.notices.querySelectorAll("button")].find((one) => /hear/.test(one.textContent));
  try {
    view.buttons.toggle.click();
    await until(() => sound.context?.state === "running" && sound.planned.size);
    STEPS
  } finally { view.close(); player.close(); }
}"""
DATA = {
    "segments": [
        {"kind": kind, "stretch": "x", "side": "both", "set": 1, "sets": 1, "seconds": seconds, "cue": kind,
         "name": "x", "side_words": ""}
        for kind, seconds in [("ready", 20), ("hold", 30)]
    ],
    "about": {"x": {"steps": {"both": []}, "note": "", "figure": None, "pictures": {}}},
    "pictures": {},
}  # fmt: skip


def really(run, steps: str):
    """Run steps on a player that runs and sounds in this browser."""
    return run(REAL.replace("STEPS", steps), "player/player.js", "player/player_view.js", given=DATA)


def test_a_suspended_clock_goes_on_by_itself(run):
    """The browser stops the audio clock once: it runs again, and its tones are planned anew."""
    steps = """
      await sound.context.suspend();
      await until(() => sound.context.state === "running" && sound.planned.size >= 3);
      return [told() === undefined, Boolean(player.notices.get("sound"))];
    """
    assert really(run, steps) == [True, False]


def test_a_dead_clock_is_told_and_mended_by_a_press(run):
    """The audio clock ends for good: that is said soon; a press makes another, with its tones."""
    steps = """
      const first = sound.context;
      await first.close();
      const late = await until(told);
      told().click();
      await until(() => sound.context !== first && sound.context.state === "running");
      await until(() => sound.planned.size >= 3 && !told());
      return late;
    """
    assert really(run, steps) < 5000
