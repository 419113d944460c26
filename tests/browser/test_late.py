"""A page so busy that the code of its widgets comes too late for anywidget."""

import pytest
from harness import LATE_CODE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LATE = """const patience = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => {
  if (ms !== 2000) return patience(ms);
  const over = new AbortController();
  queueMicrotask(() => over.abort());
  return over.signal;
};"""


def test_what_comes_late_still_hears_the_kernel(room):
    """The player takes a routine from the kernel, and hears that its holds are saved."""
    desk = room("late", lambda page: page.add_init_script(LATE))
    assert any(LATE_CODE in problem for problem in desk.notebook.problems), "nothing was late"
    desk.python("player.routine = sb.build_routine(cat, ['seated_twist'], hold_s=1, ready_s=1, switch_s=1)")
    expect(desk.player.get_by_role("heading")).to_have_text("Seated twist")
    desk.press("Start")
    desk.until_state("done")
    assert [row[:2] for row in desk.rows()] == [("seated_twist", "left"), ("seated_twist", "right")]
