"""Sessions, holds and measures in a database: the only writer. Every write is durable when it returns.

From the ground up: ``moments`` (time and zones), ``records`` (what a row may be), ``trouble`` (what can go
wrong), ``store`` (tables and transactions), ``opening`` (files and migrations), ``journal`` (undo),
``frames`` (tables to frames), ``sheets`` and ``exchange`` (export and import), ``reading``, ``editing`` and
``book`` (the log itself).
"""

from stretchbook.log.book import Log, Session, demo_log, open_log
from stretchbook.log.exchange import Preview
from stretchbook.log.records import LogError, LogUnavailable

__all__ = ["Log", "LogError", "LogUnavailable", "Preview", "Session", "demo_log", "open_log"]
