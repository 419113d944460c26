"""The public names, for editors and type checkers; `__init__.py` loads each when it is first used."""

from stretchbook.body.compare import compare_pose
from stretchbook.body.forms import form_lengths
from stretchbook.body.muscle_curve import muscle_curve
from stretchbook.body.muscle_paths import muscle_paths
from stretchbook.body.muscles import interpolation_errors, muscle_lengths
from stretchbook.catalogue import Catalogue, CatalogueError, load_catalogue
from stretchbook.charts import (
    describe,
    plot_calendar,
    plot_class_adherence,
    plot_class_change,
    plot_class_days,
    plot_class_dose,
    plot_class_pain,
    plot_dose,
    plot_dose_weeks,
    plot_evidence,
    plot_mastery,
    plot_measures,
    plot_muscle_map,
    plot_pain,
    plot_pain_sessions,
    plot_room,
    plot_sides,
    show,
)
from stretchbook.fitting import fit_routine
from stretchbook.log import Log, LogError, demo_log, open_log
from stretchbook.log.shared.lecturer import demo_class, open_class
from stretchbook.pages import ask, card, cards, safety, table
from stretchbook.pages.report import log_report
from stretchbook.pages.sheet import sheet
from stretchbook.progress.change import measure_change, pain_summary, repeat_error
from stretchbook.progress.days import adherence, daily, day_kinds, pain_change, streak
from stretchbook.progress.dose import session_dose, weekly_dose
from stretchbook.progress.limits import nprs_detectable
from stretchbook.progress.phases import compare_phases, describe_phases
from stretchbook.progress.room import room_ratings
from stretchbook.progress.sides import measure_sides, side_difference
from stretchbook.routine import Routine, build_routine, load_routine
from stretchbook.teach.bank import questions
from stretchbook.teach.cases import cases
from stretchbook.teach.evidence import evidence
from stretchbook.teach.review import forecast, mastery
from stretchbook.widgets.bodymap import BodyMap
from stretchbook.widgets.case import Case
from stretchbook.widgets.diary import Diary
from stretchbook.widgets.explorer import Explorer
from stretchbook.widgets.figure import Figure
from stretchbook.widgets.handout import Handout
from stretchbook.widgets.logbook import Logbook
from stretchbook.widgets.note import Note
from stretchbook.widgets.page_file import PageFile
from stretchbook.widgets.picker import Picker
from stretchbook.widgets.player import HoldPlayer
from stretchbook.widgets.player_data import player_data
from stretchbook.widgets.practice import Practice
from stretchbook.widgets.predict import Predict
from stretchbook.widgets.progress import Progress
from stretchbook.widgets.progress_board import ProgressBoard
from stretchbook.widgets.quiz import Quiz
from stretchbook.widgets.rating import Rating
from stretchbook.widgets.room_player import RoomPlayer
from stretchbook.widgets.room_ratings import RoomRatings
from stretchbook.widgets.routine_file import RoutineFile
from stretchbook.widgets.session_form import SessionForm
from stretchbook.widgets.take_home import take_home
from stretchbook.widgets.whatif import WhatIf
from stretchbook.widgets.workshop import Workshop

__version__: str

__all__ = [
    "BodyMap",
    "Case",
    "Catalogue",
    "CatalogueError",
    "Diary",
    "Explorer",
    "Figure",
    "Handout",
    "HoldPlayer",
    "Log",
    "LogError",
    "Logbook",
    "Note",
    "PageFile",
    "Picker",
    "Practice",
    "Predict",
    "Progress",
    "ProgressBoard",
    "Quiz",
    "Rating",
    "RoomPlayer",
    "RoomRatings",
    "Routine",
    "RoutineFile",
    "SessionForm",
    "WhatIf",
    "Workshop",
    "adherence",
    "ask",
    "build_routine",
    "card",
    "cards",
    "cases",
    "compare_phases",
    "compare_pose",
    "daily",
    "day_kinds",
    "demo_class",
    "demo_log",
    "describe",
    "describe_phases",
    "evidence",
    "fit_routine",
    "forecast",
    "form_lengths",
    "interpolation_errors",
    "load_catalogue",
    "load_routine",
    "log_report",
    "mastery",
    "measure_change",
    "measure_sides",
    "muscle_curve",
    "muscle_lengths",
    "muscle_paths",
    "nprs_detectable",
    "open_class",
    "open_log",
    "pain_change",
    "pain_summary",
    "player_data",
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
    "questions",
    "repeat_error",
    "room_ratings",
    "safety",
    "session_dose",
    "sheet",
    "show",
    "side_difference",
    "streak",
    "table",
    "take_home",
    "weekly_dose",
]
