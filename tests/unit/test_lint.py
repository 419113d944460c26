"""The code is clean by the rules that pyproject.toml sets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FRONT = REPOSITORY / "stretchbook/front"
DECLARED = re.compile(r"^export (?:async )?(function|class|const) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy"])
def test_clean(tool):
    """No finding of the linter, the formatter or the type checker."""
    command = [sys.executable, "-m", *tool.split()]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted(FRONT.rglob("*.js")), ids=lambda path: path.name)
def test_what_a_module_of_the_front_end_gives_is_typed(path):
    """Above each export, and each constructor, stands a JSDoc block with the type of every parameter."""
    assert untyped(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("// One.\nexport function one(a) {}\n", ["one"]),
        (
            "/** One.\n * @param {string} a\n */\nexport async function one(a, { b } = {}, c = [1, 2]) {}\n",
            ["one: c"],
        ),
        ("/** One. */\nexport const one = (a) => a;\n", ["one: a"]),
        ("/** One. */\n\nexport class One {\n}\n", ["One"]),
        ("/** One. */\nexport class One {\n  constructor(a) {\n  }\n}\n", ["One.constructor"]),
        ("/** One. @type {(a: string) => string} */\nexport const one = (a) => a;\n", []),
    ],
)
def test_an_untyped_export_is_seen(text, told):
    """The check above names what has no block, and each parameter without a type."""
    assert untyped(text) == told


def untyped(text: str) -> list[str]:
    """Exports without a JSDoc block, and parameters of functions and constructors without a type."""
    told = []
    for found in DECLARED.finditer(text):
        kind, name = found.groups()
        rest = text[found.end() :]
        told += lacking(name, text[: found.start()], arguments(rest, kind))
        body = rest[: rest.find("\n}\n")]
        if kind == "class" and (made := re.search(r"^  constructor", body, re.MULTILINE)):
            above = body[: made.start()]
            given = arguments(body[made.end() :], "function")
            told += lacking(f"{name}.constructor", above, given) if given else []
    return told


def arguments(rest: str, kind: str) -> list[str]:
    """Names of the parameters that stand after a declared name; a parameter that is taken apart has none."""
    begin = re.match(r"\(" if kind == "function" else r" = (?:async )?\((?=[^\n]*\) =>)", rest)
    if not begin or kind == "class":
        return []
    depth, parts = 0, [""]
    for sign in rest[begin.end() :]:
        if sign == ")" and not depth:
            break
        depth += (sign in "([{") - (sign in ")]}")
        parts = [*parts, ""] if sign == "," and not depth else [*parts[:-1], parts[-1] + sign]
    return [name for part in parts if (name := re.match(r"[ .\n]*(\w*)", part)[1])]


def lacking(name: str, above: str, given: list[str]) -> list[str]:
    """What a block that should stand at the end of a text lacks: all of it, or parameters."""
    block = re.search(r"/\*\*((?:(?!\*/).)*)\*/\n\Z", above, re.DOTALL)
    if not block:
        return [name]
    typed = re.findall(r"@param \{.*\} \[?(\w+)", block[1])
    return [] if "@type {" in block[1] else [f"{name}: {one}" for one in given if one not in typed]
