"""The log of a take-home page: what is kept, to which session words belong, and what the file says."""

import json

import pytest

import stretchbook as sb

pytestmark = pytest.mark.browser

MODULES = ("home/store.js", "home/book.js", "home/sitting.js", "home/draft.js", "player/clock.js")
SHELF = """
  const name = "test" + Math.random();
  const hours = new Hours();
  const at = (ms = 0) => new Date(hours.wall() + ms).toISOString();
  const session = (id, ms = 0) => ({ id, started_at: at(ms), zone: "Europe/Berlin", areas: ["hip"] });
  const hold = (id, ms = 0) => ({ id, stretch: "childs_pose", side: "both", set: 1, planned_s: 30,
    held_s: 12.34, status: "cut short", started_at: at(ms) });
  const plain = (refuses = false) => {
    const kept = {};
    const is = (value) => ({ value });
    return Object.defineProperties(kept, {
      setItem: is((key, text) => { if (refuses) throw new Error("full"); kept[key] = text; }),
      getItem: is((key) => kept[key] ?? null), removeItem: is((key) => { delete kept[key]; }),
    });
  };
  const none = { open() { throw new Error("forbidden"); } };
"""


def shelved(run, steps: str):
    """Run steps with stores and books."""
    names = "{ openStore, Store, Book, Sitting, Draft, takeDrafts, RoutineClock, Hours }"
    return run(f"async ({names}) => {{ {SHELF} {steps} }}", *MODULES)


def test_a_row_outlives_the_page_that_wrote_it(run):
    """Another opening of the same page has it, one of another page has not; a deleted one is gone."""
    steps = """
      const first = await openStore(name);
      await first.write([["a", { n: 1 }], ["b", { n: 2 }]]);
      await first.write([["b", null]]);
      first.close();
      const [second, other] = [await openStore(name), await openStore(name + "x")];
      return [first.kind, [...second.rows], [...other.rows], Object.keys(localStorage)];
    """
    assert shelved(run, steps) == ["database", [["a", {"n": 1}]], [], []]


def test_what_the_database_never_got_is_taken_over(run):
    """A page that ended at once left its row in the plain store: the next one puts it into the database."""
    steps = """
      const store = plain();
      const first = await openStore(name, { plain: store });
      await first.write([["b", { n: 2 }]]);
      first.keep = () => new Promise(() => {});
      first.write([["a", { n: 1 }], ["b", null]]);
      const left = Object.keys(store).length;
      first.close();
      const second = await openStore(name, { plain: store });
      second.close();
      const third = await openStore(name, { plain: plain() });
      return [left, [...second.rows], Object.keys(store), [...third.rows]];
    """
    assert shelved(run, steps) == [2, [["a", {"n": 1}]], [], [["a", {"n": 1}]]]


def test_without_a_database_the_plain_store_keeps(run):
    """A browser that refuses the database: rows stand in the plain store and are found again."""
    steps = """
      const store = plain();
      const first = await openStore(name, { plain: store, databases: none });
      await first.write([["a", { n: 1 }], ["b", { n: 2 }]]);
      await first.write([["b", null]]);
      const second = await openStore(name, { plain: store, databases: none });
      return [first.kind, [...second.rows], Object.keys(store).length];
    """
    assert shelved(run, steps) == ["plain", [["a", {"n": 1}]], 1]


def test_where_nothing_is_kept_it_is_said_at_once(run):
    """No storage at all: the row is in the page for the file, and the refusal says what to do."""
    steps = """
      const store = await openStore(name, { plain: plain(true), databases: none });
      const why = await store.write([["a", { n: 1 }]]).catch(({ message }) => message);
      return [store.kind, [...store.rows], why];
    """
    kind, rows, why = shelved(run, steps)
    assert (kind, rows) == ("page", [["a", {"n": 1}]])
    assert why == (
        "This browser keeps nothing for this page (a private window?): press Save my log before you close it."
    )


def test_a_full_storage_refuses_in_a_sentence(run):
    """The database was there and takes no more, nor does the plain store."""
    steps = """
      const store = await openStore(name, { plain: plain() });
      store.keep = async () => false;
      store.plain = plain(true);
      return store.write([["a", { n: 1 }]]).catch(({ message }) => message);
    """
    assert shelved(run, steps).startswith("The storage of this browser is full or switched off;")


def test_another_tab_sees_what_was_written(run):
    """Two openings of one page tell each other."""
    steps = """
      const [one, two] = [await openStore(name), await openStore(name)];
      const heard = new Promise((resolve) => { two.heard = resolve; });
      await one.write([["a", { n: 1 }]]);
      await heard;
      return [...two.rows];
    """
    assert shelved(run, steps) == [["a", {"n": 1}]]


BOOK = """
  const store = await openStore(name);
  const book = new Book(store, hours.wall);
  const sitting = new Sitting(book, ["hip"]);
"""


def test_a_rating_alone_is_a_session_that_a_routine_goes_on_with(run):
    """Words said within an hour before are the beginning of the session, under one id."""
    steps = """
      await sitting.rate("before", "hip", 6);
      const words = book.sessions[0].id;
      hours.pass(600000);
      const player = session("p");
      sitting.begin(player);
      await book.hold({ session: player, hold: hold("h") });
      const known = book.sessions.map(({ id }) => id === words);
      return [known, book.holds(words).length, sitting.scores("before")];
    """
    assert shelved(run, BOOK + steps) == [[True], 1, {"hip": 6}]


def test_words_of_long_ago_stay_a_session_of_their_own(run):
    """After more than an hour the routine begins another one."""
    steps = """
      await sitting.rate("before", "hip", 6);
      hours.pass(3700000);
      const player = session("p");
      sitting.begin(player);
      await book.hold({ session: player, hold: hold("h") });
      return [book.sessions.length, sitting.scores("before")];
    """
    assert shelved(run, BOOK + steps) == [2, {}]


def test_to_which_session_a_word_belongs(run):
    """While it runs: to it; after it: pain after and note to it, pain before to the next."""
    steps = """
      sitting.begin(session("one"));
      await sitting.rate("before", "hip", 5);
      await book.hold({ session: session("one"), hold: hold("h") });
      sitting.runs = false;
      await sitting.rate("after", "hip", 3);
      await sitting.write("easier");
      const said = [sitting.told("after"), sitting.note];
      await sitting.rate("before", "hip", 9);
      const next = book.sessions.find(({ id }) => id !== "one").id;
      return [said, book.ratings("one", "before"), book.ratings("one", "after"), book.ratings(next, "before"),
        sitting.told("before")];
    """
    assert shelved(run, BOOK + steps) == [
        ["Saved for the session just done.", "easier"], {"hip": 5}, {"hip": 3}, {"hip": 9},
        "Saved for the next session.",
    ]  # fmt: skip


def test_after_a_reload_the_words_after_belong_to_the_session_just_done(run):
    """A phone that dropped the page: within an hour the rating after goes where it was meant."""
    steps = """
      await book.hold({ session: session("one"), hold: hold("h") });
      hours.pass(900000);
      const again = new Sitting(new Book(store, hours.wall), ["hip"]);
      await again.rate("after", "hip", 2);
      const soon = book.ratings("one", "after");
      hours.pass(3700000);
      const late = new Sitting(new Book(store, hours.wall), ["hip"]);
      await late.rate("after", "hip", 8);
      return [soon, book.ratings("one", "after"), book.sessions.length];
    """
    assert shelved(run, BOOK + steps) == [{"hip": 2}, {"hip": 2}, 2]


def test_a_routine_without_a_hold_is_no_session(run):
    """Start and Stop at once: nothing is in the log, and a rating after it begins the next session."""
    steps = """
      sitting.begin(session("one"));
      sitting.runs = false;
      const nothing = [book.sessions.length, sitting.sessionOf("after") ?? null];
      await sitting.rate("after", "hip", 4);
      return [...nothing, book.sessions.map(({ id }) => id === "one")];
    """
    assert shelved(run, BOOK + steps) == [0, None, [False]]


def test_the_file_is_one_that_the_log_loads(run, tmp_path):
    """Sessions, ratings, note and holds arrive to the letter; loading twice changes nothing."""
    steps = """
      const first = session("3f1c0f2e-3f58-4a8f-9d0a-0a1b2c3d4e5f");
      sitting.begin(first);
      await sitting.rate("before", "hip", 6);
      await book.hold({ session: first, hold: hold("4f1c0f2e-3f58-4a8f-9d0a-0a1b2c3d4e5f", 5000) });
      await sitting.rate("after", "hip", 0);
      await sitting.write("= 1 <b>&\\u2028 knee");
      const unsaved = book.unsaved;
      hours.pass(20000);
      await book.noteSaved();
      return [book.asFile(), unsaved, book.unsaved];
    """
    text, unsaved, after = shelved(run, BOOK + steps)
    assert (unsaved, after) == (1, 0)
    log = sb.open_log("sqlite://")
    log.export(tmp_path / "empty.json")
    theirs, ours = json.loads((tmp_path / "empty.json").read_text()), json.loads(text)
    assert list(ours) == list(theirs)
    file = tmp_path / "take-home-log.json"
    file.write_text(text, encoding="utf-8")
    assert log.preview(file).counts == "To add: 1 session, 2 ratings, 1 hold."
    log.load(file)
    assert log.load(file).unchanged == 4
    session = log.sessions().iloc[0]
    assert session[["zone", "note", "pain_before_hip", "pain_after_hip"]].tolist() == [
        "Europe/Berlin", "= 1 <b>&\u2028 knee", 6, 0,
    ]  # fmt: skip
    assert session["started_at"].isoformat() == "2026-11-25T20:00:00+00:00"
    assert log.holds()[["stretch", "held_s", "status"]].values.tolist() == [
        ["childs_pose", 12.34, "cut short"]
    ]


def test_one_session_is_deleted_or_all(run):
    """With its holds and ratings; nothing of it stays in the browser."""
    steps = """
      await book.hold({ session: session("one"), hold: hold("h1") });
      await book.hold({ session: session("two", 9000), hold: hold("h2", 9000) });
      await book.remove("one");
      const left = [...store.rows.keys()];
      await book.removeAll();
      store.close();
      return [left, (await openStore(name)).rows.size, Object.keys(localStorage)];
    """
    assert shelved(run, BOOK + steps) == [["session two", "hold h2"], 0, []]


DRAFT = """
  const segment = { kind: "hold", stretch: "childs_pose", side: "both", set: 1, seconds: 30 };
  const deaf = { segment() {}, left() {}, half() {}, ended() {}, done() {} };
  const clock = new RoutineClock([segment], deaf, hours);
  clock.start();
  hours.pass(7004);
  const player = { clock, record: { session: session("one") } };
  let beat;
  const draft = new Draft(store, player, (act) => { beat = act; });
  const gone = { query: async () => ({ held: [] }) };
"""


def test_a_page_that_ends_without_a_word_leaves_a_hold_cut_short(run):
    """The next page makes one hold of the last draft, once, with the seconds that were held until then."""
    steps = """
      beat();
      hours.pass(5000);
      beat();
      await takeDrafts(book, gone);
      await takeDrafts(book, gone);
      return book.holds("one").map(({ held_s, status }) => [held_s, status]);
    """
    assert shelved(run, BOOK + DRAFT + steps) == [[12, "cut short"]]


def test_a_page_that_lives_keeps_its_draft(run):
    """Another tab leaves it alone; when the hold ends, the draft goes with it."""
    steps = """
      beat();
      await takeDrafts(book);
      const alive = [book.holds("one").length, book.table("draft").length];
      await book.hold({ session: player.record.session, hold: hold("h") }, draft.gone);
      return [...alive, book.holds("one").length, book.table("draft").length];
    """
    assert shelved(run, BOOK + DRAFT + steps) == [0, 1, 1, 0]
