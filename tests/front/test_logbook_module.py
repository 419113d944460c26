"""The logbook without a kernel: any month of five years is one choice away."""

import pytest

pytestmark = pytest.mark.browser

LOGBOOK = """
  const day = (back) => new Date(Date.UTC(2026, 10, 28) - back * 864e5).toISOString().slice(0, 10);
  const rows = [...Array(given).keys()].map((n) => ({ number: n + 1, id: `s${n}`, day: day(n), time: "07:00",
    areas: "hip", holds: 8, held_s: 240, note: "", pain_before: { hip: 3 }, pain_after: { hip: 2 } }));
  const values = { _rows: rows, _open: {}, _deleted: [], _areas: ["hip"],
    _sides: [], _said: "", _demo: false };
  const book = new Logbook(document.body, values, { send: () => true });
  const days = () => [...document.querySelectorAll("tbody th")].map((one) => one.firstChild.textContent);
  const go = (month) => {
    book.month.value = month;
    book.month.dispatchEvent(new Event("change"));
    return [days()[0], days().length, book.where.textContent, book.month.value];
  };
"""


def booked(run, sessions: int, steps: str):
    """Run steps on a logbook with a session a day."""
    return run(f"({{ Logbook }}, given) => {{ {LOGBOOK} {steps} }}", "logbook/logbook.js", given=sessions)


def test_any_month_is_one_choice_away(run):
    """A month shows its newest session first; the one shown is named, and Older and Newer go on."""
    steps = """
      const start = [book.month.value, book.month.options.length, book.where.textContent];
      const there = go("2024-02");
      book.older.click();
      const older = days()[0];
      book.newer.click();
      const last = go("2021-11");
      book.older.click();
      last.push(days()[0]);
      return [start, there, older, last, book.newer.ariaDisabled, book.older.ariaDisabled];
    """
    start, there, older, last, newer_off, older_off = booked(run, 1826, steps)
    assert start == ["2026-11", 61, "1 to 10 of 1826 sessions"]
    assert there == ["2024-02-29", 10, "1004 to 1013 of 1826 sessions", "2024-02"]
    assert older == "2024-02-19"
    assert last == ["2021-11-30", 2, "1825 to 1826 of 1826 sessions", "2021-11", "2021-11-30"]
    assert (newer_off, older_off) == ("false", "true")


@pytest.mark.parametrize("sessions", [0, 1, 10])
def test_what_fits_needs_no_months(run, sessions):
    """Up to ten sessions are all shown: nothing to turn, nothing to choose."""
    steps = "return [book.month.hidden, book.older.ariaDisabled, book.where.textContent, days().length];"
    said = f"{sessions} session{'s' * (sessions != 1)}"
    assert booked(run, sessions, steps) == [True, "true", said, sessions]


def test_a_change_that_is_open_keeps_its_month(run):
    """While a session is being changed no month is left: it is said, and the choice is put back."""
    steps = """
      document.querySelector('[data-at^="edit "]').click();
      return [go("2024-02"), book.said.textContent];
    """
    (first, _, _, month), said = booked(run, 1826, steps)
    assert (first, month) == ("2026-11-28", "2026-11")
    assert said == "Save or cancel the change that is open first."
