"""The clock of a routine, with a time that is handed in."""

import pytest

pytestmark = pytest.mark.browser

CLOCK = """
  const hours = new Hours(), said = [];
  const segments = SEGMENTS;
  const clock = new RoutineClock(segments, {
    segment: (index) => said.push(segments[index].kind), half: () => said.push("half"),
    ended: (index, how) => said.push([how.status, how.held_s, how.started_at.slice(11, 19)]),
    slept: (gap) => said.push(["slept", gap]), done: () => said.push("done"),
  }, hours);
"""
TWO = '[["ready", 5], ["hold", 30], ["rest", 10], ["hold", 10]].map(([kind, seconds]) => ({ kind, seconds }))'


def clocked(run, steps: str, segments: str = TWO):
    """Run steps on a clock; gives what they return, or what the clock said."""
    code = CLOCK.replace("SEGMENTS", segments) + steps
    return run(f"({{ RoutineClock, Hours }}) => {{ {code} return said; }}", "player/clock.js")


def test_a_routine_takes_its_time_to_the_millisecond(run):
    """Every segment in order, half-way told in the long hold only, the seconds as they were."""
    said = clocked(run, "clock.start(); hours.pass(55000); said.push(clock.state);")
    assert said == [
        "ready", "hold", "half", ["completed", 30, "20:00:05"], "rest", "hold",
        ["completed", 10, "20:00:45"], "done", "done",
    ]  # fmt: skip


def test_a_pause_is_not_counted(run):
    """What is left stands still while paused."""
    steps = "clock.start(); hours.pass(15000); clock.pause(); const left = clock.left; hours.pass(60000);"
    assert clocked(run, f"{steps} return [left, clock.left, clock.paused];") == [20000, 20000, 60000]


def test_what_is_late_is_taken_off_the_next_pause(run):
    """A hold that is shown late is whole, and the total is kept."""
    steps = "clock.start(); hours.pass(4000); hours.stall(1300); hours.pass(60000);"
    said = clocked(run, steps)
    assert [one[1] for one in said if isinstance(one, list)] == [30, 10]


@pytest.mark.parametrize("ms", [3200, 5000, 8000])
def test_a_stall_of_the_page_is_not_sleep(run, ms):
    """The page stands still for 3 to 8 s in a hold: it goes on, and the seconds count as held."""
    steps = f"clock.start(); hours.pass(10000); hours.stall({ms}); clock.look(); hours.pass(1);"
    assert clocked(run, f"{steps} return [clock.state, clock.elapsed, said.length];") == [
        "running", 5001 + ms, 2,
    ]  # fmt: skip


def test_sleep_is_not_counted_and_waits(run):
    """The worker tells of a gap: the hold stands where it was before it."""
    steps = "clock.start(); hours.pass(10000); hours.stall(60000); hours.onSlept(60000, 60000);"
    told = clocked(run, f"{steps} return [clock.state, clock.elapsed, clock.paused, said.at(-1)];")
    assert told == ["paused", 5000, 60000, ["slept", 60000]]


def test_skip_restart_and_stop(run):
    """Skip leaves out the hold, restart counts it anew, stop logs what was held."""
    steps = (
        "clock.start(); clock.skip(); hours.pass(2000); clock.skip(); hours.pass(4000); clock.restart();"
        "hours.pass(3000); clock.stop();"
    )
    said = clocked(run, steps)
    assert [one[:2] for one in said if isinstance(one, list)] == [["skipped", 0], ["cut short", 3]]


def test_back_to_the_hold_before(run):
    """Previous in a hold cuts it short and gets ready for the one before, which is then a hold of its own."""
    steps = (
        "clock.start(); hours.pass(35000); hours.pass(14000); clock.previous();"
        "const back = [clock.segment.kind, clock.index]; hours.pass(60000);"
        "return [back, ...said.filter(Array.isArray).map((one) => one.slice(0, 2))];"
    )
    holds = [["completed", 30], ["cut short", 4], ["completed", 30], ["completed", 10]]
    assert clocked(run, steps) == [["ready", 0], *holds]


def test_back_from_a_pause_between_holds(run):
    """In a rest the hold before comes again and nothing is logged; in the first hold it is begun anew."""
    steps = (
        "clock.start(); hours.pass(38000); clock.previous(); const back = [clock.index, said.length];"
        "hours.pass(7000); clock.previous(); return [back, clock.index, clock.segment.kind, said.at(-2)];"
    )
    back, index, kind, cut = clocked(run, steps)
    assert (back, index, kind) == ([0, 6], 0, "ready")
    assert cut[:2] == ["cut short", 2]


@pytest.mark.parametrize(
    ("changes", "logged"),
    [
        ([10], ["completed", 40]),
        ([10, 10, -10], ["completed", 40]),
        ([-10], ["cut short", 20]),  # less than planned is not completed, though the clock ended it
        ([-10, 10], ["completed", 30]),
        ([-10, -10, -10], ["cut short", 8]),  # less than is left: it ends at once
    ],
)
def test_a_hold_is_lengthened_or_cut_while_it_runs(run, changes, logged):
    """It ends when it now should, the next begins at once, and what was planned stays beside it."""
    steps = (
        f"clock.start(); hours.pass(13000); for (const s of {changes}) clock.lengthen(s);"
        "hours.pass(60000);"
        "return [said.find(Array.isArray).slice(0, 2), said.includes('rest'), said.at(-1)];"
    )
    assert clocked(run, steps) == [logged, True, "done"]


def test_a_lengthened_hold_that_is_left(run):
    """What was planned is held: it is completed, also when it is stopped; it comes again as planned."""
    steps = (
        "clock.start(); hours.pass(6000); clock.lengthen(10); hours.pass(35000); clock.previous();"
        "hours.pass(5000); const { seconds, planned_s } = clock.segment; hours.pass(3000); clock.pause();"
        "for (const s of [10, 10, 10]) clock.lengthen(-s); const least = clock.left; clock.stop();"
        "return [said.filter(Array.isArray).map((one) => one.slice(0, 2)), seconds, planned_s, least];"
    )
    holds, seconds, planned, least = clocked(run, steps)
    assert holds == [["completed", 36], ["cut short", 3]]
    assert (seconds, planned) == (30, 30)
    assert least == 1000, "in a pause nothing ends"


def test_half_and_left_are_told_of_the_new_length(run):
    """After ten seconds more, ten are left when they are; what is over is not told again."""
    told = "half: () => heard.push('half'), left: (s) => heard.push(s)"
    steps = (
        f"const heard = []; clock.on = {{ ...clock.on, {told} }};"
        "clock.start(); hours.pass(31000); clock.lengthen(10); hours.pass(14000); return heard;"
    )
    assert clocked(run, steps) == [20, "half", 10, 5, 10, 5]


def test_a_jump_to_a_hold(run):
    """The hold that is left is cut short, and one gets ready for the other if there is time for it."""
    steps = (
        "clock.start(3); const first = clock.index; hours.pass(4000); clock.jump(1);"
        "const back = clock.segment.kind; hours.pass(8000); clock.jump(1);"
        "return [first, back, clock.segment.kind, said.filter(Array.isArray).map((one) => one.slice(0, 2))];"
    )
    assert clocked(run, steps) == [3, "ready", "ready", [["cut short", 4], ["cut short", 3]]]


def test_the_time_left_is_told(run):
    """20, 10 and 5 seconds before the end, but not where half-way is told; never when it is too late."""
    told = "half: () => heard.push('half'), left: (s) => heard.push(s)"
    steps = (
        f"const heard = []; clock.on = {{ ...clock.on, {told} }};"
        "clock.start(); hours.pass(35000); const first = heard.splice(0); hours.pass(10000);"
        "hours.stall(7000); hours.pass(5000); return [first, heard];"
    )
    assert clocked(run, steps) == [[20, "half", 10, 5], []]


def test_after_a_long_pause_the_hold_begins_anew(run):
    """What was held before is cut short with the old day; the hold that follows is whole, on the new one."""
    steps = (
        "clock.start(); hours.pass(17000); clock.pause(); hours.stall(3 * 86400000);"
        "const held = clock.cutShort(); clock.resume(); hours.pass(30000);"
        "return [held, ...said.filter(Array.isArray)];"
    )
    assert clocked(run, steps) == [True, ["cut short", 12, "20:00:05"], ["completed", 30, "20:00:17"]]


BEATS = """({ beats }, [sleptMs, stoodMs, steps]) => {
  const real = { setInterval: globalThis.setInterval };
  let pulse, steady = 0, wall = 0;
  const said = [], port = { postMessage: (data) => said.push(data) };
  globalThis.setInterval = (act) => { pulse = act; };
  beats(port, 250, sleptMs, stoodMs, () => steady, () => wall);
  Object.assign(globalThis, real);
  for (const [counted, passed] of steps) { steady += counted; wall += passed; pulse(); }
  return said;
}"""


def test_the_worker_tells_sleep_by_its_missed_beats(run):
    """A suspended computer: the steady clock may count the sleep, or stand still in it."""
    steps = [[250, 250], [4000, 4000], [250, 250], [100, 60_000]]
    told = run(BEATS, "player/waker.js", given=[3000, 3000, steps])
    assert told == [{"slept": 4000, "counted": 4000}, {"slept": 60_000, "counted": 0}]


def test_without_a_worker_a_stall_is_not_sleep(run):
    """In the page itself a stall misses beats too: only a long one, or a clock that stood, is sleep."""
    steps = [[3200, 3200], [9000, 9000], [100, 60_000], [40_000, 40_000]]
    told = run(BEATS, "player/waker.js", given=[3000, 30_000, steps])
    assert told == [{"slept": 60_000, "counted": 0}, {"slept": 40_000, "counted": 40_000}]
