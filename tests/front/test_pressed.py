"""What the kernel sends waits while a control is pressed, and no longer."""

import pytest

pytestmark = pytest.mark.browser
PRESS = """async ({ betweenPresses }, { begin, end }) => {
  document.body.innerHTML = "<div><button>Change</button><p>text</p></div>";
  const over = new AbortController();
  const whenFree = betweenPresses(document.querySelector("div"), over.signal);
  const happen = ([type, name]) => {
    const place = name === "window" ? window : document.querySelector(name);
    place.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const acts = [];
  begin && happen(begin);
  whenFree(() => acts.push("first"));
  whenFree(() => acts.push("second"));
  const during = [...acts];
  if (end) {
    happen(end);
    await new Promise((then) => setTimeout(then, 20));
  }
  over.abort();
  return [during, acts];
}"""
BOTH = ["first", "second"]


def pressed(run, begin, end):
    """What has acted while it is pressed, and soon after the end."""
    return run(PRESS, "hosts/pressed.js", given={"begin": begin, "end": end})


@pytest.mark.parametrize("begin", [None, ["pointerdown", "p"]])
def test_nothing_waits_where_no_control_is_pressed(run, begin):
    """Neither without a press, nor for one on plain text."""
    assert pressed(run, begin, None) == [BOTH, BOTH]


@pytest.mark.parametrize("end", ["click", "contextmenu"])
def test_it_waits_for_the_end_of_the_press(run, end):
    """In its order; a menu counts as the end, for the browser may tell of no release then."""
    assert pressed(run, ["pointerdown", "button"], None) == [[], []]
    assert pressed(run, ["pointerdown", "button"], [end, "button"]) == [[], BOTH]


def test_a_window_that_is_left_ends_the_press(run):
    """The release may come in another window, which tells nothing of it; a field that loses focus is none."""
    assert pressed(run, ["pointerdown", "button"], ["blur", "button"]) == [[], []]
    assert pressed(run, ["pointerdown", "button"], ["blur", "window"]) == [[], BOTH]
