"""The button for the take-home page and the code, without a kernel: what is asked, what is shown."""

import pytest

pytestmark = pytest.mark.browser

PART = """
  const sent = [];
  let hears = true;
  const code = { text: "sb1.<b>x</b>", size: 29, path: "M4 4h7v1h-7z" };
  const part = new PageFile(document.body, { address: "", _said: "", _code: code },
    { send: (message) => { sent.push(message); return hears; } });
"""


def shown(run, steps: str):
    """Run steps on the part."""
    return run(f"async ({{ PageFile }}) => {{ {PART} {steps} }}", "forms/page_file.js")


def test_the_page_is_asked_for_and_becomes_a_file(run):
    """A press asks; what comes back is handed to the person as page.html."""
    steps = """
      let saved;
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () { saved = fetch(this.href).then((got) => got.text())
        .then((text) => [this.download, text]); };
      part.save.click();
      part.hear({ type: "page", html: "<!doctype html><p>x" });
      HTMLAnchorElement.prototype.click = click;
      return [sent, await saved];
    """
    assert shown(run, steps) == [[{"type": "save"}], ["page.html", "<!doctype html><p>x"]]


def test_the_code_is_drawn_and_its_text_is_text(run):
    """One shape, dark on white also where the page is dark; without a routine there is nothing to press."""
    steps = """
      const svg = document.querySelector(".sb-page-code svg");
      const seen = [svg.getAttribute("viewBox"), svg.querySelector("path").getAttribute("d"),
        svg.querySelector("rect").getAttribute("fill"), part.text.textContent, part.text.children.length];
      part.update({ _code: {} });
      const left = document.querySelectorAll(".sb-page-code svg").length;
      return [...seen, left, part.save.disabled, part.box.hidden];
    """
    assert shown(run, steps) == [
        "0 0 29 29", "M4 4h7v1h-7z", "#fff", "sb1.<b>x</b>", 0, 0, True, True,
    ]  # fmt: skip


def test_an_address_is_told_and_its_fault_is_read(run):
    """What was typed goes to the kernel; what it says stands beside the button, and a dead kernel is said."""
    steps = """
      part.address.value = "example.org";
      part.address.dispatchEvent(new Event("change"));
      part.update({ _said: "The address of the page must begin with https://." });
      const said = part.said.textContent;
      hears = false;
      part.save.click();
      return [sent[0], said, part.address.value, part.said.textContent];
    """
    assert shown(run, steps) == [
        {"type": "address", "text": "example.org"}, "The address of the page must begin with https://.",
        "example.org", "Not made: the kernel is not running; run this notebook again.",
    ]  # fmt: skip
