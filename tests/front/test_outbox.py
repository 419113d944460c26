"""What the log has not acknowledged: kept, delivered again, handed on, named."""

import pytest

import stretchbook as sb

pytestmark = pytest.mark.browser

BOX = """
  const hours = new Hours(), sent = [];
  const entry = (id) => ({ session: { id: "s", started_at: "2026-11-25T20:00:00Z", areas: ["hip", "neck"] },
    hold: { id, stretch: "childs_pose", side: "both", set: 1, planned_s: 30, held_s: 12.3,
      status: "cut short", started_at: "2026-11-25T20:00:05Z" } });
  ofPage.kept.clear();
  const FULL = { setItem() { throw new Error("full"); }, getItem: () => null, removeItem() {} };
  const open = (log, store) => new Outbox(log, (one) => sent.push(one.hold.id), () => {},
    { later: hours.later, store });
"""


def boxed(run, steps: str):
    """Run steps with outboxes."""
    modules = "{ Outbox, ofPage, keptEntries, asLog, Hours }"
    return run(f"async ({modules}) => {{ {BOX} {steps} }}", "hosts/outbox.js")


def test_it_is_sent_until_it_is_acknowledged(run):
    """At once, after 5 s, then less and less often; an acknowledgement ends it and answers."""
    steps = """
      const box = open("log");
      let safe = false;
      const saved = box.put(entry("a")).then(() => { safe = true; });
      hours.pass(26000);
      const before = [sent.length, box.ids, safe];
      box.saved("a");
      await saved;
      hours.pass(600000);
      return [before, sent.length, box.ids, safe, Object.keys(localStorage)];
    """
    assert boxed(run, steps) == [[3, ["a"], False], 3, [], True, []]


def test_the_next_player_on_the_log_delivers(run):
    """After a reload the store is left: another outbox of the same log sends it, one of another does not."""
    steps = """
      open("log").put(entry("a"));
      sent.length = 0;
      open("other").deliver();
      const none = [...sent];
      open("log").deliver();
      return [none, sent];
    """
    assert boxed(run, steps) == [[], ["a"]]


def test_what_waits_is_sent_in_the_order_of_the_holds(run):
    """A browser keeps entries in any order; what an outage left goes to the log as it was held."""
    steps = """
      const box = open("log"), ids = ["d", "a", "c", "b", "e"];
      for (const [place, id] of ids.entries()) {
        const one = entry(id);
        one.hold.started_at = `2026-11-25T20:00:0${place}Z`;
        box.put(one);
      }
      sent.length = 0;
      box.deliver();
      return sent;
    """
    assert boxed(run, steps) == ["d", "a", "c", "b", "e"]


def test_where_storage_is_full_the_next_player_of_the_page_has_it(run):
    """A hold kept in memory passes on, and whoever waited for it hears when it is saved."""
    steps = """
      const box = open("log", FULL);
      let safe = false;
      const saved = box.put(entry("a")).then(() => { safe = true; });
      const told = box.told;
      box.close();
      sent.length = 0;
      const next = open("log", FULL);
      next.deliver();
      next.saved("a");
      await saved;
      return [told, sent, safe, next.ids];
    """
    told, sent, safe, left = boxed(run, steps)
    assert told.startswith("1 hold is not yet saved; it is kept in this page only, so leave it open.")
    assert (sent, safe, left) == (["a"], True, [])


def test_why_it_was_refused_is_said(run):
    """The kernel's own sentence stands in the notice, until it is saved."""
    steps = """
      const box = open("log");
      for (const id of "ab") box.put(entry(id));
      box.failed("The disk is full.");
      return box.told;
    """
    assert boxed(run, steps) == "2 holds are not yet saved; they are kept in this browser. The disk is full."


def test_holds_of_another_log_are_found_adopted_and_written_as_a_file(run):
    """A log that was replaced: its holds are known, go into the open log, or into a file like an export."""
    steps = """
      open("gone").put(entry("a"));
      const strange = keptEntries(localStorage);
      const file = JSON.parse(asLog(strange));
      sent.length = 0;
      const box = open("log");
      box.adopt(strange);
      return [strange.map(({ log, id }) => [log, id]), file, sent, box.ids, Object.keys(localStorage)];
    """
    found, file, sent, ids, keys = boxed(run, steps)
    assert found == [["gone", "a"]]
    assert file["sessions"] == [{"id": "s", "started_at": "2026-11-25T20:00:00Z", "areas": "hip|neck"}]
    assert file["holds"][0]["session"] == "s"
    assert (sent, ids, keys) == (["a"], ["a"], ["stretchbook:log:a"])


def test_the_file_of_kept_holds_is_loaded(run, tmp_path):
    """`log.load` takes it, and a second time changes nothing."""
    key = "3f1c0f2e-3f58-4a8f-9d0a-0a1b2c3d4e5f"
    steps = """
      const one = entry("HOLD");
      one.session.id = "SESSION";
      one.session.areas = ["hip"];
      open("gone").put(one);
      return asLog(keptEntries(localStorage));
    """
    text = boxed(run, steps.replace("HOLD", key).replace("SESSION", key[::-1].replace("f", "1", 1)))
    session = "5e4d3c2b-1a0b-4d9f-8a85-e2f0c1f30000"
    text = text.replace(key[::-1].replace("f", "1", 1), session)
    file = tmp_path / "holds.json"
    file.write_text(text)
    log = sb.open_log("sqlite://")
    log.load(file)
    log.load(file)
    holds = log.holds()
    assert holds[["id", "session", "held_s", "status"]].values.tolist() == [[key, session, 12.3, "cut short"]]


PORTS = """({ notePort, otherPorts }) => {
  const counts = [[8891, 3], [8890, 2], [9, 0]].map(([port, n]) => `stretchbook_waiting_${port}=${n}`);
  const page = { cookie: ["other=1", ...counts].join("; ") };
  const found = otherPorts(page, { port: "8890" });
  notePort(3, page, { port: "8891", protocol: "http:" });
  return [found, page.cookie];
}"""


def test_another_port_is_named_by_a_cookie_that_holds_only_counts(run):
    """Holds at another port are seen, those of this one not said twice; the cookie has a number, no more."""
    found, cookie = run(PORTS, "hosts/ports.js")
    assert found == [[8891, 3]]
    assert cookie == "stretchbook_waiting_8891=3; path=/; max-age=5184000; SameSite=Lax"
