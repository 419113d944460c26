"""Sessions, holds and measures in a database: the only writer. Every write is durable when it returns.

From the ground up: ``faults`` (what is said of a bad row), ``records`` (what a row may be), ``db`` (the
database: times, tables, transactions, opening), ``journal`` (undo), ``frames`` (tables to frames), ``files``
(export and import), ``reading``, ``editing``, ``session`` and ``recording`` (the log itself).
"""

from stretchbook.log.faults import LogError, LogUnavailable
from stretchbook.log.files.preview import Preview
from stretchbook.log.recording import Log, demo_log, open_log
from stretchbook.log.session import Session

__all__ = ["Log", "LogError", "LogUnavailable", "Preview", "Session", "demo_log", "open_log"]
