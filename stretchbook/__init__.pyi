"""The public names, for editors and type checkers; `__init__.py` loads each when it is first used."""

from stretchbook.body.compare import compare_pose as compare_pose
from stretchbook.body.forms import form_lengths as form_lengths
from stretchbook.body.muscle_curve import muscle_curve as muscle_curve
from stretchbook.body.muscle_paths import muscle_paths as muscle_paths
from stretchbook.body.muscles import (
    interpolation_errors as interpolation_errors,
    muscle_lengths as muscle_lengths,
)
from stretchbook.catalogue import (
    Catalogue as Catalogue,
    CatalogueError as CatalogueError,
    load_catalogue as load_catalogue,
)
from stretchbook.charts import (
    describe as describe,
    plot_calendar as plot_calendar,
    plot_class_adherence as plot_class_adherence,
    plot_class_change as plot_class_change,
    plot_class_days as plot_class_days,
    plot_class_dose as plot_class_dose,
    plot_class_pain as plot_class_pain,
    plot_dose as plot_dose,
    plot_dose_weeks as plot_dose_weeks,
    plot_evidence as plot_evidence,
    plot_mastery as plot_mastery,
    plot_measures as plot_measures,
    plot_muscle_map as plot_muscle_map,
    plot_pain as plot_pain,
    plot_pain_sessions as plot_pain_sessions,
    plot_room as plot_room,
    plot_sides as plot_sides,
    show as show,
)
from stretchbook.fitting import fit_routine as fit_routine
from stretchbook.log import Log as Log, LogError as LogError, demo_log as demo_log, open_log as open_log
from stretchbook.log.shared.lecturer import demo_class as demo_class, open_class as open_class
from stretchbook.pages import ask as ask, card as card, cards as cards, safety as safety, table as table
from stretchbook.pages.report import log_report as log_report
from stretchbook.pages.sheet import sheet as sheet
from stretchbook.progress.change import (
    measure_change as measure_change,
    pain_summary as pain_summary,
    repeat_error as repeat_error,
)
from stretchbook.progress.days import (
    adherence as adherence,
    daily as daily,
    day_kinds as day_kinds,
    pain_change as pain_change,
    streak as streak,
)
from stretchbook.progress.dose import session_dose as session_dose, weekly_dose as weekly_dose
from stretchbook.progress.limits import nprs_detectable as nprs_detectable
from stretchbook.progress.phases import compare_phases as compare_phases, describe_phases as describe_phases
from stretchbook.progress.room import room_ratings as room_ratings
from stretchbook.progress.sides import measure_sides as measure_sides, side_difference as side_difference
from stretchbook.routine import (
    Routine as Routine,
    build_routine as build_routine,
    load_routine as load_routine,
)
from stretchbook.teach.bank import questions as questions
from stretchbook.teach.cases import cases as cases
from stretchbook.teach.evidence import evidence as evidence
from stretchbook.teach.review import forecast as forecast, mastery as mastery
from stretchbook.widgets.bodymap import BodyMap as BodyMap
from stretchbook.widgets.case import Case as Case
from stretchbook.widgets.diary import Diary as Diary
from stretchbook.widgets.explorer import Explorer as Explorer
from stretchbook.widgets.figure import Figure as Figure
from stretchbook.widgets.handout import Handout as Handout
from stretchbook.widgets.logbook import Logbook as Logbook
from stretchbook.widgets.note import Note as Note
from stretchbook.widgets.page_file import PageFile as PageFile
from stretchbook.widgets.picker import Picker as Picker
from stretchbook.widgets.player import HoldPlayer as HoldPlayer
from stretchbook.widgets.player_data import player_data as player_data
from stretchbook.widgets.practice import Practice as Practice
from stretchbook.widgets.predict import Predict as Predict
from stretchbook.widgets.progress import Progress as Progress
from stretchbook.widgets.progress_board import ProgressBoard as ProgressBoard
from stretchbook.widgets.quiz import Quiz as Quiz
from stretchbook.widgets.rating import Rating as Rating
from stretchbook.widgets.room_player import RoomPlayer as RoomPlayer
from stretchbook.widgets.room_ratings import RoomRatings as RoomRatings
from stretchbook.widgets.routine_file import RoutineFile as RoutineFile
from stretchbook.widgets.session_form import SessionForm as SessionForm
from stretchbook.widgets.take_home import take_home as take_home
from stretchbook.widgets.whatif import WhatIf as WhatIf
from stretchbook.widgets.workshop import Workshop as Workshop

__version__: str
__all__: list[str]
