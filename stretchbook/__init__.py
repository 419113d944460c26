"""stretchbook: six stretches for lower back and hip pain, to explore, practise, track and lead.

Importing it reads no file and loads no library; each name loads what it needs when it is first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "catalogue": ["Catalogue", "load_catalogue"],
    "tables": ["CatalogueError"],
    "routine": ["Routine", "build_routine", "fit_routine", "load_routine"],
    "log": ["Log", "demo_log", "open_log"],
    "progress": ["daily", "pain_change", "weekly_dose"],
    "charts": [
        "describe",
        "plot_calendar",
        "plot_dose",
        "plot_dose_weeks",
        "plot_measures",
        "plot_muscle_map",
        "plot_pain",
        "plot_pain_sessions",
        "plot_sides",
        "show",
    ],
    "pages": ["card", "safety", "table"],
    "widgets.explorer": ["Explorer"],
    "widgets.picker": ["Picker"],
    "widgets.player": ["HoldPlayer"],
    "widgets.session_form": ["SessionForm"],
    "widgets.logbook": ["Logbook"],
    "widgets.handout": ["Handout"],
    "widgets.routine_file": ["RoutineFile"],
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"stretchbook has no {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
