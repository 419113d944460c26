"""stretchbook: six stretches for lower back and hip pain, to explore, practise, track and lead.

Importing it reads no file and loads no library; each name loads what it needs when it is first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.2.0"

_HOMES = {
    "catalogue": ["Catalogue", "CatalogueError", "load_catalogue"],
    "fitting": ["fit_routine"],
    "routine": ["Routine", "build_routine", "load_routine"],
    "log": ["Log", "LogError", "demo_log", "open_log"],
    "log.shared.lecturer": ["demo_class", "open_class"],
    "progress.days": [
        "adherence",
        "daily",
        "day_kinds",
        "pain_change",
        "streak",
    ],
    "progress.dose": ["session_dose", "weekly_dose"],
    "progress.change": ["measure_change", "pain_summary", "repeat_error"],
    "progress.limits": ["nprs_detectable"],
    "progress.room": ["room_ratings"],
    "progress.sides": ["measure_sides", "side_difference"],
    "progress.phases": ["compare_phases", "describe_phases"],
    "body.compare": ["compare_pose"],
    "body.forms": ["form_lengths"],
    "body.muscle_curve": ["muscle_curve"],
    "body.muscle_paths": ["muscle_paths"],
    "body.muscles": ["interpolation_errors", "muscle_lengths"],
    "charts": [
        "describe",
        "plot_calendar",
        "plot_class_adherence",
        "plot_class_change",
        "plot_class_days",
        "plot_class_dose",
        "plot_class_pain",
        "plot_dose",
        "plot_dose_weeks",
        "plot_evidence",
        "plot_mastery",
        "plot_measures",
        "plot_muscle_map",
        "plot_pain",
        "plot_pain_sessions",
        "plot_room",
        "plot_sides",
        "show",
    ],
    "pages": ["ask", "card", "cards", "safety", "table"],
    "pages.report": ["log_report"],
    "pages.sheet": ["sheet"],
    "widgets.practice": ["Practice"],
    "widgets.workshop": ["Workshop"],
    "widgets.progress": ["Progress"],
    "widgets.case": ["Case"],
    "widgets.diary": ["Diary"],
    "teach.bank": ["questions"],
    "teach.cases": ["cases"],
    "teach.evidence": ["evidence"],
    "teach.review": ["forecast", "mastery"],
    "widgets.bodymap": ["BodyMap"],
    "widgets.explorer": ["Explorer"],
    "widgets.figure": ["Figure"],
    "widgets.handout": ["Handout"],
    "widgets.logbook": ["Logbook"],
    "widgets.note": ["Note"],
    "widgets.picker": ["Picker"],
    "widgets.predict": ["Predict"],
    "widgets.progress_board": ["ProgressBoard"],
    "widgets.page_file": ["PageFile"],
    "widgets.player": ["HoldPlayer"],
    "widgets.player_data": ["player_data"],
    "widgets.quiz": ["Quiz"],
    "widgets.rating": ["Rating"],
    "widgets.room_player": ["RoomPlayer"],
    "widgets.room_ratings": ["RoomRatings"],
    "widgets.routine_file": ["RoutineFile"],
    "widgets.session_form": ["SessionForm"],
    "widgets.take_home": ["take_home"],
    "widgets.whatif": ["WhatIf"],
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
