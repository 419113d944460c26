"""The take-home page, as a person has it: one file, opened without a network and without Python."""

import json
import os
import random
import re
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

import stretchbook as sb
from stretchbook.log import Log
from stretchbook.pages.routine_text import routine_text

pytestmark = pytest.mark.browser

ROUTINES = 30 if os.environ.get("STRETCHBOOK_FULL") == "1" else 4
TIMES = {"hold_s": 0.4, "ready_s": 0.05, "switch_s": 0.1, "rest_s": 0.1}
TOTAL_MS = 1000 * (4 * 0.45 + 0.1 + 2 * 0.1)
ATTACK = "</script><img src=x onerror=window.hit=1>\u2028 & {{ 7 * 7 }}"
REMEMBER = """
  new MutationObserver(() => {
    const kept = JSON.parse(sessionStorage.getItem("shown") ?? "[]");
    for (const hold of document.querySelectorAll(".sb-done [data-hold]")) kept.push(hold.dataset.hold);
    sessionStorage.setItem("shown", JSON.stringify([...new Set(kept)]));
  }).observe(document, { subtree: true, childList: true });
"""
"""Every hold that a tab ever showed as done, kept by the tab itself through reloads."""
REFUSED = """
  for (const name of ["indexedDB", "localStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
  }
"""

FLAT = """
  delete globalThis.OffscreenCanvas;
  const canvas = HTMLCanvasElement.prototype;
  canvas.getContext = new Proxy(canvas.getContext, {
    apply: (get, me, [kind, ...more]) => (kind === "webgl2" ? null : Reflect.apply(get, me, [kind, ...more])),
  });
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Pages: of a routine of seconds, of others, one that takes long, and of all six stretches."""
    cat, made = sb.load_catalogue(), tmp_path_factory.mktemp("home")
    quick = sb.build_routine(cat, ["childs_pose", "happy_baby", "runners_lunge"], **TIMES)
    sb.take_home(cat, quick, path=made / "quick.html")
    sb.take_home(cat, quick, title=ATTACK, path=made / "again.html")
    sb.take_home(cat, sb.build_routine(cat, ["childs_pose"], **TIMES), path=made / "other.html")
    sb.take_home(cat, sb.build_routine(cat, ["childs_pose", "happy_baby"]), path=made / "long.html")
    sb.take_home(cat, sb.fit_routine(cat, minutes=15), path=made / "six.html")
    return made


@pytest.fixture
def phone(browser: Browser) -> BrowserContext:
    """A phone without a network, on which nothing is stored yet; nothing may go wrong in its pages."""
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 740}, accept_downloads=True)
    context.add_init_script(REMEMBER)
    problems: list[str] = []
    context.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("request", lambda asked: problems.append(asked.url) if asked.url.startswith("http") else None)
    yield context
    context.close()
    assert problems == []


def opened(context: BrowserContext, file: Path) -> Page:
    """A page in a new tab, with its player."""
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector(".sb-player")
    return page


def press(page: Page, name: str) -> None:
    """Press a button of the page by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def is_now(page: Page, state: str) -> None:
    """Wait until the player is in a state."""
    page.wait_for_selector(f'.sb-player[data-state="{state}"]')


def saved(page: Page, target: Path) -> Log:
    """What *Save my log* gives, loaded into a log of Python, twice."""
    with page.expect_download() as download:
        press(page, "Save my log")
    assert re.fullmatch(r"stretchbook-log-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    download.value.save_as(target)
    log = sb.open_log("sqlite://")
    added = log.load(target)
    assert log.load(target).counts == "Added: nothing."
    assert not added.faults
    return log


def is_whole(page: Page, shown: list[str], target: Path) -> None:
    """Every hold that was shown as done is in the file exactly once."""
    holds = saved(page, target).holds()
    print(f"{len(shown)} holds shown as done, {len(holds)} in the file")
    assert set(shown) <= set(holds["id"])
    assert not holds.duplicated(["session", "stretch", "side", "set"]).any()


def of_tab(page: Page) -> list[str]:
    """Holds that this tab has shown as done."""
    return json.loads(page.evaluate("() => sessionStorage.getItem('shown') ?? '[]'"))


def test_a_practice_goes_from_the_page_into_a_log(phone, folder, tmp_path):
    """Rated, done, rated, noted: the list shows it at once, and the file brings all of it home."""
    page = opened(phone, folder / "quick.html")
    page.get_by_role("group", name="hip, before").get_by_text("6", exact=True).click()
    pressed = time.monotonic()
    press(page, "Start")
    is_now(page, "done")
    took = time.monotonic() - pressed
    page.get_by_role("group", name="hip, after").get_by_text("3", exact=True).click()
    page.get_by_label("Note").fill("easier on the left")
    page.get_by_label("Note").blur()
    row = page.locator(".home-sessions li")
    expect(row).to_contain_text("hip: pain 6 before, 3 after")
    expect(row).to_contain_text("easier on the left")
    expect(page.locator("td.home-done")).to_have_count(1)
    log = saved(page, tmp_path / "log.json")
    session = log.sessions().iloc[0]
    assert session[["pain_before_hip", "pain_after_hip", "note"]].tolist() == [6, 3, "easier on the left"]
    assert log.holds()["status"].tolist() == ["completed"] * 4
    held = log.holds()["held_s"]
    assert held.min() >= TIMES["hold_s"], "a hold lasts as long as planned, a busy computer's a little longer"
    assert held.sum() + 4 * TIMES["ready_s"] <= took
    expect(row).to_contain_text(f"4 holds, 0:{int(held.sum() + 0.5):02d} held")


def test_reloaded_at_random_moments(phone, folder, tmp_path):
    """What was held so far is cut short, not lost, and nothing is there twice."""
    chance = random.Random(8)
    page = opened(phone, folder / "quick.html")
    for _ in range(ROUTINES):
        press(page, "Start")
        page.wait_for_timeout(chance.uniform(100, TOTAL_MS))
        page.reload()
        page.wait_for_selector(".sb-player")
    assert len(of_tab(page)) >= ROUTINES / 2, "the routines came to something"
    is_whole(page, of_tab(page), tmp_path / "log.json")


def test_closed_at_random_moments(phone, folder, tmp_path):
    """A page that is closed in the middle of a hold has logged it when it is opened again."""
    chance = random.Random(9)
    shown: list[str] = []
    for _ in range(ROUTINES):
        page = opened(phone, folder / "quick.html")
        press(page, "Start")
        page.wait_for_selector(':is([data-phase="hold"], [data-state="done"])')
        page.wait_for_timeout(chance.uniform(0, TOTAL_MS))
        shown += of_tab(page)
        page.close(run_before_unload=True)
        page.is_closed() or page.wait_for_event("close")
    page = opened(phone, folder / "quick.html")
    is_whole(page, shown, tmp_path / "log.json")
    assert page.locator(".home-sessions li").count() == ROUTINES, "also what was cut short is there"


def test_two_tabs_are_one_log(phone, folder, tmp_path):
    """The second asks, and pauses the first; each hold is there once, and each tab shows both sessions."""
    tabs = [opened(phone, folder / "long.html") for _ in range(2)]
    press(tabs[0], "Start")
    press(tabs[0], "Skip hold")
    expect(tabs[0].locator(".sb-saved")).to_have_text("Saved: 1 of 1 holds.")
    press(tabs[1], "Start")
    expect(tabs[1].locator(".sb-notices")).to_contain_text("A routine is running in another tab")
    press(tabs[1], "Pause it and start here")
    is_now(tabs[0], "paused")
    press(tabs[1], "Skip hold")
    press(tabs[1], "Stop")
    is_now(tabs[1], "done")
    press(tabs[0], "Resume")
    is_now(tabs[0], "running")
    press(tabs[0], "Stop")
    is_now(tabs[0], "done")
    for tab in tabs:
        expect(tab.locator(".home-sessions li")).to_have_count(2)
    is_whole(tabs[0], of_tab(tabs[0]) + of_tab(tabs[1]), tmp_path / "log.json")


def test_pages_of_one_folder_are_kept_apart(phone, folder):
    """Another routine has another log; a page made again for the same one, by any name, finds its own."""
    page = opened(phone, folder / "quick.html")
    press(page, "Start")
    is_now(page, "done")
    expect(page.locator(".home-sessions li")).to_have_count(1)
    assert opened(phone, folder / "other.html").locator(".home-sessions li").count() == 0
    expect(opened(phone, folder / "again.html").locator(".home-sessions li")).to_have_count(1)


def test_where_storage_is_refused_it_is_said_and_the_file_is_saved(phone, folder, tmp_path):
    """At once, before anything is done; what was done is in the file all the same."""
    phone.add_init_script(REFUSED)
    page = opened(phone, folder / "quick.html")
    said = "This browser keeps nothing for this page"
    expect(page.locator(".home-reminder")).to_contain_text(said)
    expect(page.locator(".sb-notices")).to_contain_text(said)
    press(page, "Start")
    is_now(page, "done")
    expect(page.locator(".sb-saved")).to_have_text("Saved: 0 of 4 holds.")
    assert len(saved(page, tmp_path / "log.json").holds()) == 4


def test_deleting_asks_first(phone, folder):
    """One session, then all: *Keep* keeps, *Delete* deletes, also after a reload."""
    page = opened(phone, folder / "long.html")
    for _ in range(2):
        press(page, "Start" if page.locator('[data-state="idle"]').count() else "Start again")
        is_now(page, "running")
        press(page, "Skip hold")
        press(page, "Stop")
        is_now(page, "done")
    rows = page.locator(".home-sessions li")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("button", name="Delete").click()
    press(page, "Keep")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("button", name="Delete").click()
    rows.first.get_by_role("button", name="Delete", exact=True).click()
    expect(rows).to_have_count(1)
    press(page, "Delete all")
    expect(page.locator(".home-all")).to_contain_text("Delete all 1 session from this browser, for good?")
    page.locator(".home-all").get_by_role("button", name="Delete", exact=True).click()
    expect(rows).to_have_count(0)
    page.reload()
    page.wait_for_selector(".sb-player")
    expect(rows).to_have_count(0)


def test_text_is_text(phone, folder):
    """A title that looks like HTML is read as it was written, and nothing of it runs."""
    page = opened(phone, folder / "again.html")
    expect(page.locator("h1").first).to_have_text(ATTACK.replace("\u2028", " "), use_inner_text=False)
    assert page.evaluate("() => window.hit") is None


def test_the_page_may_not_reach_the_network(browser, folder):
    """Its own policy forbids it: a request is refused also where there is a network."""
    page = browser.new_page()
    page.goto((folder / "quick.html").as_uri())
    refused = page.evaluate("""async () => {
      const told = new Promise((resolve) => addEventListener("securitypolicyviolation",
        ({ violatedDirective }) => resolve(violatedDirective)));
      await fetch("https://localhost:9/").catch(() => {});
      return told;
    }""")
    page.close()
    assert refused == "connect-src"


def test_without_scripts_pictures_steps_and_cautions_are_there(browser, folder):
    """As an attachment that is only looked at: nothing that would need a press, and it says why."""
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto((folder / "six.html").as_uri())
    cat = sb.load_catalogue()
    assert page.locator(".sb-sheet img").count() == 6
    for text in ("Stay down for 30 seconds.", "When not to stretch", "want a browser that runs scripts"):
        expect(page.get_by_text(text).first).to_be_visible()
    for line in cat.safety.loc[cat.safety["kind"].isin(["red_flag", "tell_first"]), "text"]:
        expect(page.get_by_text(line).first).to_be_visible()
    page.get_by_text("Conditions that change what to do").click()
    expect(page.get_by_text("Keep the back long and skip the rounded holds.")).to_be_visible()
    assert page.locator("button").count() == 0
    page.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_a_small_phone(phone, folder, percent):
    """At 360 pixels nothing stands outside, also with text of twice the size."""
    page = opened(phone, folder / "six.html")
    page.evaluate("(percent) => { document.documentElement.style.fontSize = `${percent}%`; }", percent)
    press(page, "Start")
    page.wait_for_selector('[data-phase="ready"]')
    wide = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
      && !one.closest(".home-read") && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => `${one.tagName}.${one.className}`)"""
    assert page.evaluate(wide) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360
    press(page, "Stop")


def test_it_is_small_and_shows_soon(phone, folder):
    """At most 400 kB for six stretches; something to read within 1.5 s, cold and without a network."""
    size = (folder / "six.html").stat().st_size
    page = opened(phone, folder / "six.html")
    first = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
    print(f"{size / 1000:.0f} kB, first display {first:.0f} ms")
    assert size <= 400_000
    assert first < 1500


def test_dark_follows_the_system(phone, folder):
    """Ground, player and text, also while the page is open."""
    page = opened(phone, folder / "quick.html")
    ground = "(part) => getComputedStyle(document.querySelector(part)).backgroundColor"
    seen = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen.append([page.evaluate(ground, part) for part in ("body", ".sb-player")])
        seen[-1].append(page.evaluate("() => document.body.dataset.jpThemeLight"))
    assert seen == [["rgb(255, 255, 255)"] * 2 + ["true"], ["rgb(21, 25, 29)"] * 2 + ["false"]]


def test_printed_it_is_the_handout_on_one_page(phone, folder):
    """Light also where the system is dark; player and log stay on the screen."""
    page = opened(phone, folder / "six.html")
    page.emulate_media(color_scheme="dark")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    page.emulate_media(media="print", color_scheme="dark")
    shown = (
        "() => [...document.querySelectorAll('body > *, main > *')].filter((one) => one.checkVisibility())"
        ".map((one) => one.className)"
    )
    assert page.evaluate(shown) == ["", "sb-sheet"]
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(17, 17, 17)"


def test_without_webgl_the_pictures_stand_in(phone, folder):
    """Those of the page, of the right side mirrored, with their words."""
    phone.add_init_script(FLAT)
    page = opened(phone, folder / "six.html")
    page.locator(".sb-figure-canvas").scroll_into_view_if_needed()
    still = page.locator(".sb-figure-still")
    expect(still).to_be_visible()
    expect(still).to_have_attribute("src", re.compile("^data:image/webp;base64,"))
    assert page.evaluate("() => document.querySelector('.sb-figure-still').naturalWidth") == 780


def test_one_page_takes_any_routine(phone, folder):
    """By its address or pasted; its pictures, times and log are those of the routine."""
    cat = sb.load_catalogue()
    sb.take_home(cat, None, path=folder / "any.html")
    text = routine_text(sb.build_routine(cat, ["runners_lunge", "childs_pose"], hold_s=20, ready_s=0.1))
    page = phone.new_page()
    page.goto((folder / "any.html").as_uri())
    expect(page.locator(".sb-sheet h2")).to_have_count(6)
    page.get_by_label("The routine's text").fill("sb1.nothing")
    press(page, "Show it")
    expect(page.locator("form [role=status]")).to_have_text(re.compile("^This is not the text of a routine;"))
    page.get_by_label("The routine's text").fill(text)
    press(page, "Show it")
    page.wait_for_selector(".sb-player")
    headings = ["1. Runner's lunge: 20 s hold, each side", "2. Child's pose: 20 s hold"]
    expect(page.locator(".sb-sheet h2")).to_have_text(headings)
    press(page, "Start")
    press(page, "Skip hold")
    expect(page.locator(".home-sessions li")).to_have_count(1)
    press(page, "Stop")
    again, other = phone.new_page(), phone.new_page()
    again.goto(f"{(folder / 'any.html').as_uri()}#{text}")
    expect(again.locator(".home-sessions li")).to_have_count(1)
    other.goto(f"{(folder / 'any.html').as_uri()}#{routine_text(sb.build_routine(cat, ['happy_baby']))}")
    other.wait_for_selector(".sb-player")
    assert other.locator(".home-sessions li").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anyone_can_use_it(phone, folder, scheme):
    """axe-core finds nothing in the whole page after a practice, with a log that shows."""
    page = opened(phone, folder / "quick.html")
    page.emulate_media(color_scheme=scheme)
    press(page, "Start")
    is_now(page, "done")
    page.get_by_role("group", name="hip, after").get_by_text("3", exact=True).click()
    expect(page.locator(".home-sessions li")).to_have_count(1)
    page.get_by_text("Conditions that change what to do").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
