"""The plan of the house: public names, what importing costs, and which way data flows."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import stretchbook as sb
from stretchbook import words

PACKAGE = Path(sb.__file__).parent
FLOORS = {
    "words": 0, "paths": 0, "templates": 0,
    "rows": 1,
    "catalogue": 2, "log": 2,
    "routine": 3, "body": 3,
    "progress": 4, "fitting": 4,
    "charts": 5, "teach": 5,
    "pages": 6,
    "widgets": 7,
    "app": 8,
    "everything": 9,  # `import stretchbook as sb`
}  # fmt: skip
LOOKS_UP = {
    "log": {"everything"},  # `log.report()`, a convenience for the person who holds a log
    "app": {"everything"},
}
FORBIDDEN = [
    ("log", "catalogue"), ("catalogue", "log"), ("progress", "log"), ("charts", "log"), ("routine", "log"),
]  # fmt: skip


def imports(path: Path) -> set[str]:
    """Rooms of the package that a file imports when it is loaded or run."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body = []  # before ast.walk comes to it
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "stretchbook":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.partition(".")[2] or "everything"
                for alias in node.names
                if alias.name.split(".")[0] == "stretchbook"
            }
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("stretchbook."):
            found.add(node.module.split(".")[1])
    return found


def rooms() -> dict[str, set[str]]:
    """Each room of the house (a module or a folder) with the rooms that it imports."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if not room.startswith("_"):
            found.setdefault(room, set()).update(imports(path) - {room, "__version__"})
    return found


def test_public_names():
    """The names that lessons and other people's code rely on."""
    needed = """load_catalogue build_routine fit_routine open_log demo_log Picker HoldPlayer SessionForm
        Logbook weekly_dose daily pain_change plot_calendar plot_pain plot_dose plot_sides describe
        Practice Workshop Progress player_data Figure"""
    assert set(needed.split()) <= set(dir(sb))
    for name in sb.__all__:
        assert getattr(sb, name).__doc__, f"{name} has no docstring"


def test_editors_see_every_public_name():
    """The stub names what the package loads, each from the same home."""
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8"))
    seen = {
        alias.name: node.module.removeprefix("stretchbook.")
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == sb._HOME_OF
    assert (PACKAGE / "py.typed").exists()


def test_options_of_charts_have_names():
    """What is read, the catalogue and the thing shown may stand alone; every option is named, `ax` last."""
    for name in (name for name in sb.__all__ if name.startswith("plot_")):
        taken = list(inspect.signature(getattr(sb, name)).parameters.values())
        alone = [one.name for one in taken if one.kind is one.POSITIONAL_OR_KEYWORD]
        assert len(alone) <= 3, name
        assert "ax" == taken[-1].name not in alone, name
        assert "cat" not in alone[2:], name


@pytest.mark.parametrize("first", ["routine", "stretch", "log"])
def test_like_things_are_given_in_like_order(first):
    """The catalogue stands before what is chosen from it, the log before the catalogue that explains it."""
    before = {"routine": ("cat", "routine"), "stretch": ("cat", "stretch"), "log": ("log", "cat")}[first]
    practised = {"HoldPlayer", "Practice", "Quiz"}  # what is done from a catalogue, with the log as the place
    for name in set(sb.__all__) - {"CatalogueError", "LogError"} - (practised if first == "log" else set()):
        taken = [one for one in inspect.signature(getattr(sb, name)).parameters if one in before]
        assert len(taken) < 2 or tuple(taken) == before, name


def test_unknown_name():
    """A wrong name is an AttributeError, as everywhere."""
    with pytest.raises(AttributeError, match="no 'load_catalog'"):
        sb.load_catalog  # noqa: B018


def test_data_flows_one_way():
    """Rooms import only from lower floors: no circle can arise."""
    for room, used in rooms().items():
        for other in used - LOOKS_UP.get(room, set()):
            assert FLOORS[other] < FLOORS[room], f"{room} imports {other}, which is not below it"


def test_forbidden_doors():
    """The log knows no catalogue, and pure functions know no log."""
    house = rooms()
    for room, other in FORBIDDEN:
        assert other not in house[room], f"{room} must not import {other}"


def test_only_the_log_talks_to_the_database():
    """SQL lives in one room."""
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != "log":
            text = path.read_text("utf-8")
            assert "sqlalchemy" not in text.lower() or room in ("paths", "app"), path


def loaded(code: str) -> set[str]:
    """Top-level modules that a fresh Python has loaded after some code."""
    asked = f"import sys; {code}; print(*{{name.split('.')[0] for name in sys.modules}})"
    return set(subprocess.check_output([sys.executable, "-c", asked], text=True).split())


def test_importing_loads_nothing():
    """`import stretchbook` loads no library."""
    assert not {"pandas", "matplotlib", "sqlalchemy", "IPython"} & loaded("import stretchbook")


def test_loading_the_catalogue_draws_nothing():
    """Matplotlib and Jupyter wait until a chart or a widget is asked for."""
    assert not {"matplotlib", "IPython"} & loaded("import stretchbook as sb; sb.load_catalogue()")


def test_sides_of_muscles():
    """The side of a hold names the worked limb; back leg and side turned from are opposite."""
    assert words.muscle_sides("front_leg", "left") == ("left",)
    assert words.muscle_sides("back_leg", "left") == ("right",)
    assert words.muscle_sides("away_from_turn", "right") == ("left",)
    assert words.muscle_sides("both", "left") == ("left", "right")
    assert words.muscle_sides("top_leg", "both") == ("left", "right")


def test_mirror_words():
    """Left and right are exchanged as words, not inside other words."""
    text = "Left foot over the right knee; bright, leftover."
    assert words.mirror(text) == "Right foot over the left knee; bright, leftover."
    assert words.mirror(words.mirror(text)) == text


def test_mirror_leaves_right_angles():
    """A right angle, right away and all right are no sides."""
    text = "Knee at a right angle, right-angled; Right angles right away, all right: right angler."
    assert words.mirror(text) == text.replace("right angler", "left angler")
