"""Frames -> Axes. Each chart takes an optional ``ax`` and returns it, with its message for `describe`."""

from stretchbook.charts.cohort import plot_class_adherence, plot_class_days, plot_class_dose
from stretchbook.charts.cohort_pain import plot_class_change, plot_class_pain
from stretchbook.charts.dose import plot_dose
from stretchbook.charts.dose_weeks import plot_dose_weeks
from stretchbook.charts.evidence import plot_evidence
from stretchbook.charts.mastery import plot_mastery
from stretchbook.charts.measures import plot_measures
from stretchbook.charts.muscles import plot_muscle_map
from stretchbook.charts.pain import plot_pain, plot_pain_sessions
from stretchbook.charts.practice import plot_calendar
from stretchbook.charts.room import plot_room
from stretchbook.charts.show import show
from stretchbook.charts.sides import plot_sides
from stretchbook.charts.style import describe

__all__ = [
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
]
