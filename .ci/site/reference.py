"""The reference, made of the public names: a new name, and a new method, has its entry by itself."""

import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from types import FunctionType
from typing import Any, get_args

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.parsing import nested_parse_to_nodes

import stretchbook

PACKAGE = stretchbook.__name__
LOGGER = logging.getLogger(__name__)
METHODS = (FunctionType, property, classmethod, staticmethod)


def methods(kind: type) -> list[str]:
    """Public methods and properties of a class that are the package's own, inherited ones too."""
    found: dict[str, None] = {}
    for base in kind.__mro__:
        if base.__module__.split(".")[0] == PACKAGE:
            found |= {
                name: None
                for name, value in vars(base).items()
                if not name.startswith("_") and isinstance(value, METHODS)
            }
    return sorted(found)


def public() -> dict[str, Any]:
    """What the public names stand for."""
    return {name: getattr(stretchbook, name) for name in stretchbook.__all__}


def given(value: Any) -> Iterator[type]:
    """Classes of the package that a function returns."""
    answer = getattr(value, "__annotations__", {}).get("return")
    if isinstance(answer, str):
        with suppress(NameError):  # a type that only the type checker knows
            answer = eval(answer, {**value.__globals__, **public()})
    for kind in [answer, *get_args(answer)]:
        if inspect.isclass(kind) and kind.__module__.split(".")[0] == PACKAGE:
            yield kind


def all_given() -> set[type]:
    """Classes without a public name that public functions, and methods of public classes, return."""
    named = list(public().values())
    inner = [getattr(kind, name) for kind in named if inspect.isclass(kind) for name in methods(kind)]
    found = {kind for value in [*named, *inner] if inspect.isroutine(value) for kind in given(value)}
    return found.difference(named)


def entry(name: str, value: Any) -> list[str]:
    """The lines of one entry."""
    if not inspect.isclass(value):
        return [f".. autofunction:: {name}", ""]
    members = methods(value)
    return [f".. autoclass:: {name}", *([f"   :members: {', '.join(members)}"] if members else []), ""]


def summary(value: Any) -> str:
    """The first paragraph of a docstring; names in it are no links."""
    first = (inspect.getdoc(value) or "").partition("\n\n")[0]
    return re.sub("`+", "``", " ".join(first.split()))


class Names(SphinxDirective):
    """The public names of some rooms of the house, and the classes that they give."""

    has_content = False
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Lay out a list of the names, then their entries."""
        rooms = self.arguments[0].split()
        self.env.note_dependency(stretchbook.__file__)
        named = {
            f"{PACKAGE}.{name}": getattr(stretchbook, name)
            for home, names in stretchbook._HOMES.items()
            if home.split(".")[0] in rooms
            for name in names
        }
        others = {
            f"{kind.__module__}.{kind.__qualname__}": kind
            for kind in sorted(all_given(), key=lambda kind: kind.__qualname__)
            if kind.__module__.split(".")[1] in rooms
        }
        lines = [f"- `~{name}`: {summary(value)}" for name, value in {**named, **others}.items()]
        for name, value in {**named, **others}.items():
            lines += ["", *entry(name, value)]
        return nested_parse_to_nodes(self.state, "\n".join(lines))


def find_public(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: nodes.TextElement
) -> nodes.Element | None:
    """A name in a docstring may be a public one, wherever the docstring stands."""
    if node.get("refdomain") != "py" or node.get("py:module") == PACKAGE:
        return None
    node["py:module"] = PACKAGE
    where = node["refdoc"], app.builder, node["reftype"], node["reftarget"], node, shown
    return env.domains.python_domain.resolve_xref(env, *where)


def check_all_there(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of a public name, and of a class that one gives, without an entry."""
    entries = env.domains.python_domain.objects
    for name in stretchbook.__all__:
        if f"{PACKAGE}.{name}" not in entries:
            LOGGER.warning("%s is on no page of the reference: name its room in one of them", name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls it."""
    app.add_directive("names", Names)
    app.connect("missing-reference", find_public)
    app.connect("env-check-consistency", check_all_there)
    return {"parallel_read_safe": True}
