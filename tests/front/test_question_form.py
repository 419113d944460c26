"""A question by keyboard and for a screen reader, without a kernel: names, keys, focus, reply."""

import pytest

pytestmark = pytest.mark.browser

ASKED = """
  const options = ["femoral", "sciatic", "tibial"];
  const asked = { kind: "kind", told: "", stem: "Which <b>nerve</b>?", form: "one", options,
    given: null, done: false, go: "Answer", unknown: true, none: false };
  const none = { mark: "", key: "", why: [], cited: [], onward: false };
  const replied = { mark: "Right.", key: "Key: a", why: ["because <i>"], cited: ["A 2001"], onward: true };
  const sent = [];
  let hears = true;
  const ask = (more) => new Question(document.body, { asked: { ...asked, ...more }, reply: none, said: "" },
    { send: (message) => { sent.push(message); return hears; } }, (act) => { later.push(act); return 0; });
  const later = [];
  const key = (name) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  const focused = () => document.activeElement.textContent || document.activeElement.value;
"""


def asked(run, steps: str):
    """Run steps on a question."""
    return run(f"({{ Question }}) => {{ {ASKED} {steps} }}", "forms/question.js")


def test_options_are_named_and_grouped(run):
    """A fieldset whose legend is the question, a radio for each option with its label; markup is text."""
    steps = """
      const q = ask();
      return [q.fields.tagName, q.fields.querySelector("legend").textContent, q.inputs.map((one) => one.type),
        q.inputs.map((one) => one.labels[0].textContent), document.querySelector("legend b")];
    """
    tag, legend, types, labels, bold = asked(run, steps)
    assert (tag, legend, bold) == ("FIELDSET", "Which <b>nerve</b>?", None)
    assert types == ["radio"] * 3
    assert labels == ["femoral", "sciatic", "tibial"]


def test_a_number_picks_and_enter_answers(run):
    """2, then Enter: the second option is sent, and the focus never left the question."""
    steps = """
      const q = ask();
      q.inputs[0].focus();
      key("2");
      const picked = q.inputs.map((one) => one.checked);
      key("Enter");
      return [picked, sent];
    """
    picked, sent = asked(run, steps)
    assert picked == [False, True, False]
    assert sent == [{"type": "answer", "given": ["sciatic"]}]


def test_nothing_picked_is_said_and_not_knowing_is_an_answer(run):
    """Answer without a choice sends nothing and says so; I don't know sends an empty list."""
    steps = """
      const q = ask();
      q.go.click();
      const said = [q.said.textContent, sent.length];
      q.unknown.click();
      return [...said, sent];
    """
    said, count, sent = asked(run, steps)
    assert (said, count) == ("Pick an answer first.", 0)
    assert sent == [{"type": "answer", "given": []}]


def test_the_reply_is_announced_and_the_focus_goes_on(run):
    """Reply in a live region, as text; fields closed; focus on Next, then on the next question."""
    steps = """
      const q = ask();
      q.inputs[0].focus();
      const live = q.reply.getAttribute("role");
      q.update({ reply: replied });
      const { fields, reply: said, go } = q;
      const after = [fields.disabled, said.textContent, said.querySelector("i"), focused(), go.hidden];
      q.next.click();
      q.update({ asked: { ...asked, stem: "Another?" }, reply: none });
      return [live, ...after, sent, q.fields.disabled, document.activeElement === q.inputs[0], q.next.hidden];
    """
    live, closed, text, markup, focus, hidden, sent, open_again, first, gone = asked(run, steps)
    assert (live, closed, markup, hidden, focus) == ("status", True, None, True, "Next")
    assert text.startswith("Right. Key: a")
    assert "because <i>" in text
    assert sent == [{"type": "next"}]
    assert (open_again, first, gone) == (False, True, True)


def test_focus_is_not_taken_from_elsewhere(run):
    """Who is in another part of the page stays there when a reply comes."""
    steps = """
      const other = document.body.appendChild(document.createElement("button"));
      const q = ask();
      other.focus();
      q.update({ reply: replied });
      return document.activeElement === other;
    """
    assert asked(run, steps)


def test_an_order_needs_every_place_once(run):
    """Two lines in one place are no answer; each with its own are sent in their order."""
    steps = """
      const q = ask({ form: "order" });
      const places = (...numbers) => numbers.forEach((number, at) => { q.inputs[at].value = number; });
      places(1, 1, 2);
      q.go.click();
      const said = q.said.textContent;
      places(3, 1, 2);
      q.go.click();
      return [said, sent, q.inputs.map((one) => one.labels[0].textContent.includes("femoral"))];
    """
    said, sent, labelled = asked(run, steps)
    assert said == "Give each line a place of its own first."
    assert sent == [{"type": "answer", "given": ["sciatic", "tibial", "femoral"]}]
    assert labelled == [True, False, False]


def test_a_text_is_kept_while_it_is_written(run):
    """Words are sent as a draft after a pause, Enter makes a new line, and a kernel that is gone is said."""
    steps = """
      const q = ask({ form: "write", options: [], given: "old", go: "Compare", unknown: false });
      const taken = q.inputs[0].value;
      q.inputs[0].value = "new words";
      q.inputs[0].focus();
      q.inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
      later.at(-1)();
      key("Enter");
      hears = false;
      q.go.click();
      return [taken, sent.slice(0, 2), q.said.textContent, q.unknown.hidden];
    """
    taken, sent, said, hidden = asked(run, steps)
    assert taken == "old"
    assert sent == [{"type": "draft", "given": "new words"}, {"type": "answer", "given": "new words"}]
    assert said == "The kernel does not answer: run this cell again."
    assert hidden


def test_ticking_nothing_can_be_an_answer(run):
    """Where none is right, an empty list is sent; elsewhere it is asked for."""
    steps = """
      ask({ form: "several", none: true }).go.click();
      const none_ok = [...sent];
      const q = ask({ form: "several" });
      q.go.click();
      return [none_ok, sent.length, q.said.textContent];
    """
    sent, count, said = asked(run, steps)
    assert sent == [{"type": "answer", "given": []}]
    assert (count, said) == (1, "Tick an answer first.")
