"""What an editor and a type checker know of the package, as a person's own code sees it."""

import subprocess
import sys

import jedi
import pytest

RIGHT = """import stretchbook as sb

cat = sb.load_catalogue()
log = sb.open_log("sqlite://")
routine = sb.fit_routine(cat, areas=["hip"], minutes=10)
seconds: float = routine.total_s
log.record_measure("nprs", 4, side="left")
player = sb.HoldPlayer(cat, routine, log)
sb.plot_dose(sb.weekly_dose(log.holds(), cat), cat, muscles=["hamstrings"])
report: str = log.report(cat, name="A.").html
"""
WRONG = {
    "sb.load_catalogue(42)": "arg-type",
    "sb.load_catalog()": "attr-defined",
    "sb.open_log().holdz()": "attr-defined",
    "sb.build_routine(sb.load_catalogue(), stretches=3)": "arg-type",
    "sb.HoldPlayer(None, sb.open_log(), sb.load_catalogue())": "arg-type",
    "sb.plot_muscle_map(sb.load_catalogue(), 'left', None)": "call-arg",
    "sb.open_log().measure('nprs', 4)": "deprecated",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The lines of mypy about a file with right code and, after it, every wrong line."""
    place = tmp_path_factory.mktemp("typed") / "own.py"
    place.write_text(RIGHT + "\n".join(WRONG) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--enable-error-code", "deprecated", "own.py"]
    done = subprocess.run(command, cwd=place.parent, capture_output=True, text=True, check=False)
    return done.stdout


def test_right_code_has_right_types(found):
    """Nothing is said of code as the README has it, by mypy's strict rules."""
    for number in range(1, RIGHT.count("\n") + 1):
        assert f"own.py:{number}:" not in found, found


@pytest.mark.parametrize("line", WRONG)
def test_wrong_code_is_refused(found, line):
    """A wrong type, a name that is not there, an option without its name, a former name."""
    number = RIGHT.count("\n") + 1 + list(WRONG).index(line)
    said = [one for one in found.splitlines() if one.startswith(f"own.py:{number}:")]
    assert any(f"[{WRONG[line]}]" in one for one in said), found


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sb.lo", {"load_catalogue", "load_routine", "log_report"}),
        ("sb.open_log().rec", {"record", "record_answer", "record_measure"}),
        ("sb.load_catalogue().ch", {"choose"}),
    ],
)
def test_an_editor_completes(typed, offered):
    """What Jupyter's own completer and editors offer after a few letters."""
    code = f"import stretchbook as sb\n{typed}"
    assert offered <= {one.name for one in jedi.Script(code).complete()}
