"""Sessions, holds and measures in a database: the only writer. Every write is durable when it returns.

From the ground up: ``moments`` (time and zones), ``faults`` (what is said of a bad row), ``records`` (what a
row may be), ``schema`` (tables), ``trouble`` (what a database can say), ``store`` (transactions), ``opening``
(files and migrations), ``journal`` (undo), ``frames`` (tables to frames), ``sheets`` and ``exchange`` (export
and import), ``reading``, ``editing``, ``session`` and ``book`` (the log itself).
"""

from stretchbook.log.book import Log, demo_log, open_log
from stretchbook.log.exchange import Preview
from stretchbook.log.faults import LogError, LogUnavailable
from stretchbook.log.session import Session

__all__ = ["Log", "LogError", "LogUnavailable", "Preview", "Session", "demo_log", "open_log"]
