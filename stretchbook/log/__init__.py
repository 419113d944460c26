"""Sessions, holds and measures in a database: the only writer. Every write is durable when it returns.

From the ground up: ``faults`` (what is said of a bad row), ``fields`` and ``records`` (what a cell and a row
may be), ``db`` (the database: times, tables, transactions, the one file, opening, migrations), ``journal``
(undo), ``frames`` (tables to frames), ``ratings``, ``beginning``, ``owning`` and ``erasing`` (what happens to
rows), ``files`` (export and import), and the log itself: ``reading``, ``diary``, ``answering``, ``saying``,
``editing``, ``session`` and ``recording``.
"""

from stretchbook.log.faults import LogError, LogUnavailable
from stretchbook.log.files.preview import Preview
from stretchbook.log.recording import Log, demo_log, open_log
from stretchbook.log.session import Session

__all__ = ["Log", "LogError", "LogUnavailable", "Preview", "Session", "demo_log", "open_log"]
