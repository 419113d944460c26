"""The rating and the note, without a kernel: what is pressed is told, what is lit is what was kept."""

import pytest

pytestmark = pytest.mark.browser

RATING = """
  const sent = [];
  let hears = true;
  const rating = new Rating(document.body,
    { areas: ["lower back", "<b>neck</b>"], moment: "before", scores: {}, said: "", can_undo: false },
    { send: (message) => { sent.push(message); return hears; } });
  const group = (area) => document.querySelector(`[role=group][aria-label="${area}, before"]`);
  const named = (area, name) => [...group(area).children].find((one) => one.textContent === name);
  const lit = () => [...document.querySelectorAll("[aria-pressed=true]")].map((one) => one.textContent);
  const key = (name) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true }));
"""


def rated(run, steps: str):
    """Run steps on a rating of two areas."""
    return run(f"({{ Rating }}) => {{ {RATING} {steps} }}", "forms/rating.js")


def test_a_press_is_told_and_only_what_is_kept_is_lit(run):
    """A button named by its number in a group named by area and moment lights up when the score is back."""
    steps = """
      const names = [...group("lower back").children].map((one) => one.textContent);
      const before = lit();
      named("lower back", "7").click();
      const pressed = lit();
      rating.update({ scores: { "lower back": 7 } });
      return [names, before, pressed, lit(), sent];
    """
    names, before, pressed, lit, sent = rated(run, steps)
    assert names == ["not rated", *map(str, range(11))]
    assert before == pressed == ["not rated", "not rated"]
    assert lit == ["7", "not rated"]
    assert sent == [{"type": "rate", "area": "lower back", "score": 7}]


def test_taken_away_and_undone(run):
    """*not rated* takes a rating away; Undo shows while there is something to undo."""
    steps = """
      rating.update({ scores: { "lower back": 0 }, can_undo: true, said: "Saved." });
      const shown = [lit(), rating.undo.hidden, rating.said.textContent];
      named("lower back", "not rated").click();
      rating.undo.click();
      rating.update({ can_undo: false });
      return [...shown, sent, rating.undo.hidden];
    """
    lit, hidden, said, sent, gone = rated(run, steps)
    assert (lit, hidden, said, gone) == (["0", "not rated"], False, "Saved.", True)
    assert sent == [{"type": "rate", "area": "lower back", "score": None}, {"type": "undo"}]


def test_arrow_keys_move_and_one_tab_stop_leads_in(run):
    """Each area is one stop of the Tab key; arrows, Home and End move in it and stay in it."""
    steps = """
      rating.update({ scores: { "lower back": 3 } });
      const open = [...document.querySelectorAll("[role=group] [tabindex='0']")];
      const stops = open.map((one) => one.textContent);
      named("lower back", "3").focus();
      const went = ["ArrowRight", "ArrowUp", "End", "ArrowRight", "Home", "ArrowLeft"].map((name) => {
        key(name);
        return document.activeElement.textContent;
      });
      return [stops, went, sent];
    """
    stops, went, sent = rated(run, steps)
    assert stops == ["3", "not rated"]
    assert went == ["4", "3", "10", "10", "not rated", "not rated"]
    assert sent == [], "moving writes nothing; pressing does"


def test_a_rating_that_nobody_hears_is_not_called_saved(run):
    """Without a kernel the press is refused in a sentence, and nothing lights up."""
    steps = 'hears = false; named("lower back", "5").click(); return [lit(), rating.said.textContent];'
    assert rated(run, steps) == [
        ["not rated", "not rated"], "Not saved: the kernel is not running; run this notebook again.",
    ]  # fmt: skip


def test_areas_are_text(run):
    """A word from a table is shown as it is written."""
    steps = """
      const second = document.querySelectorAll(".sb-rating-area")[1];
      return [second.textContent, second.children.length];
    """
    assert rated(run, steps) == ["<b>neck</b>", 0]


def test_a_note_that_is_kept_is_shown(run):
    """What was written before stands in the field, and is told to nobody again."""
    code = """({ Note }) => {
      const sent = [];
      const on = { send: (message) => sent.push(message) };
      const note = new Note(document.body, { text: "slept badly", said: "Saved." }, on);
      note.close();
      return [note.area.value, note.said.textContent, sent];
    }"""
    assert run(code, "forms/note.js") == ["slept badly", "Saved.", []]


NOTE = """
  const hours = new Hours(), sent = [];
  const note = new Note(document.body, { text: "", said: "" },
    { send: ({ text }) => { sent.push(text); return true; } },
    (act, ms) => { hours.later(act, ms); return 0; });
  const type = (text) => { note.area.value = text; note.area.dispatchEvent(new Event("input")); };
"""


def noted(run, steps: str):
    """Run steps on a note."""
    return run(f"({{ Note, Hours }}) => {{ {NOTE} {steps} }}", "forms/note.js")


def test_a_note_is_told_when_the_typing_pauses(run):
    """0.6 s after the last key, and at once when the field is left; the same text is told once."""
    steps = """
      type("sl"); hours.pass(599);
      const early = [...sent];
      type("slept"); hours.pass(600);
      const paused = [...sent];
      type("slept badly"); note.area.dispatchEvent(new FocusEvent("blur"));
      hours.pass(5000);
      return [early, paused, sent];
    """
    early, paused, sent = noted(run, steps)
    assert early == []
    assert paused[-1] == "slept"
    assert sent[-1] == "slept badly"
    assert len(sent) == len(set(sent))


def test_what_is_being_typed_is_not_overwritten(run):
    """The kernel's older text does not take the place of what the person types; at rest it is shown."""
    steps = """
      type("half a sent"); note.update({ text: "old" });
      const typing = note.area.value;
      hours.pass(600);
      note.update({ text: "from undo" });
      return [typing, note.area.value];
    """
    assert noted(run, steps) == ["half a sent", "from undo"]
