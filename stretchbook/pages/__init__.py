"""Pages made from the catalogue and the log: templates, filled; every text in them is escaped."""

from stretchbook.pages.cards import card, cards
from stretchbook.pages.handout import handout
from stretchbook.pages.lists import routine_preview, routine_table, stretch_table
from stretchbook.pages.parts import hold_note, picture, table, table_html
from stretchbook.pages.question import ask
from stretchbook.pages.safety import red_flags, safety

__all__ = [
    "ask", "card", "cards", "handout", "hold_note", "picture", "red_flags", "routine_preview",
    "routine_table", "safety", "stretch_table", "table", "table_html",
]  # fmt: skip
