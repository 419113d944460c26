"""Joins modules of the front end into the one text that a widget takes, by following their imports."""

import json
import re
from functools import cache
from pathlib import Path

FRONT = Path(__file__).resolve().parents[1] / "front"

_IMPORT = re.compile(
    r'^import (\w+|\{[^}]*\}) from "(\.[^"]+)"(?: with \{ type: "json" \})?;\n', re.MULTILINE
)
_REMARK = re.compile(
    r"""^((?:[^"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)*?\S)[ ]+//[ ].*"""
)  # a comment after code; a line whose strings do not end in it stays as it is
_IN_SHADER = re.compile(r"^ +| *//.*", re.MULTILINE)
"""Remarks and indentation in a module of shaders, also in its templates."""
_BESIDE = re.compile(r"/\*\*? .*?\*/ ?")  # a comment in code: `/** @type {Vec} */ (at)`, `{ /* gone */ }`
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)


@cache
def module(*names: str) -> str:
    """Text of modules with all that they import, as one module.

    Each module keeps a scope of its own, and runs after those that it imports.

    Parameters
    ----------
    *names : str
        Paths of modules under ``front/``; the default export of the text holds all that they export.
    """
    order = _order(*(FRONT / name for name in names))
    exported = ", ".join(f"...$[{order.index(FRONT / name)}]" for name in names)
    return "\n".join([*_scopes(order), f"export default {{ {exported} }};"])


@cache
def widget(name: str, part: str, host: str = "hosts/notebook.js") -> str:
    """Text of a widget: a part of the front end, in its host.

    Parameters
    ----------
    name : str
        Path of the module under ``front/`` that holds the part.
    part : str
        Name of the part, a class that the module exports.
    host : str
        Module whose `hosted` puts the part into the page.
    """
    order = _order(FRONT / name, FRONT / host)
    at = {path: f"$[{number}]" for number, path in enumerate(order)}
    made = f"export default {at[FRONT / host]}.hosted({at[FRONT / name]}.{part});"
    return "\n".join([*_scopes(order), made])


@cache
def page(name: str, part: str) -> str:
    """Text of the code of a page of its own: modules, and the call of a function that one of them exports.

    Parameters
    ----------
    name : str
        Path of the module under ``front/``.
    part : str
        Name of the function, which is given the document.
    """
    order = _order(FRONT / name)
    return "\n".join([*_scopes(order), f"$[{order.index(FRONT / name)}].{part}(document);"])


@cache
def styles(*names: str) -> str:
    """Text of style sheets under ``front/``, joined; first of all what says which of two colours is meant."""
    texts = (FRONT / name for name in ("shared/theme.css", *names))
    return "\n".join(path.read_text(encoding="utf-8") for path in texts)


def _order(*entries: Path) -> list[Path]:
    """The modules that entries need, each after those that it imports; the entries themselves come last."""
    order: list[Path] = []

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        if path in above:
            circle = " -> ".join(one.name for one in (*above[above.index(path) :], path))
            raise ValueError(
                f"Modules import one another in a circle: {circle}; move what they share to a third."
            )
        if path not in order:
            for _, other in _imports(path):
                visit((path.parent / other).resolve(), (*above, path))
            order.append(path)

    for entry in entries:
        visit(entry, ())
    return order


def _imports(path: Path) -> list[tuple[str, str]]:
    return [] if path.suffix == ".json" else _IMPORT.findall(path.read_text(encoding="utf-8"))


def _exports(path: Path) -> list[str]:
    return _EXPORT.findall(path.read_text(encoding="utf-8"))


def _scopes(order: list[Path]) -> list[str]:
    numbers = {path: number for number, path in enumerate(order)}
    return ["const $ = [];", *(f"$.push({_scope(path, numbers)});" for path in order)]


def _scope(path: Path, numbers: dict[Path, int]) -> str:
    """A module as an expression: the object of what it exports."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.dumps(json.loads(text), separators=(",", ":"))

    def taken(found: re.Match[str]) -> str:
        return f"const {found[1].replace(' as ', ': ')} = $[{numbers[(path.parent / found[2]).resolve()]}];\n"

    if path.stem.endswith("shaders"):
        text = _IN_SHADER.sub("", text)
    body = re.sub(r"^export ", "", _IMPORT.sub(taken, text), flags=re.MULTILINE)
    if left := re.search(r"^(import|default) .*", body, re.MULTILINE):
        raise ValueError(
            f"{path.name} has {left[0]!r}; a joined module imports {{ names }} and exports declarations."
        )
    return f"(() => {{\n{_stripped(body)}\nreturn {{ {', '.join(_exports(path))} }};\n}})()"


def _stripped(text: str) -> str:
    """The same program without indentation, blank lines and comments on one line; templates stay."""
    lines: list[str] = []
    template = comment = False
    for line in text.splitlines():
        bare = line.strip() if template or comment else _BESIDE.sub("", line).strip()
        if not template and (comment or bare.startswith("/*")):
            comment = not bare.endswith("*/")
        elif template or (bare and not bare.startswith("//")):
            ticks = line.count("`") % 2
            lines.append(line if template else bare if ticks else _REMARK.sub(r"\1", bare))
            template ^= bool(ticks)
    return "\n".join(lines)
