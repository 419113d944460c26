"""Plain sentences for what a database or a disk can say, each with the mend."""

import errno
import re
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from stretchbook.log.faults import LogError, LogUnavailable

DAMAGED = (
    "{where} is damaged or cut off. Nothing was changed: keep the file, with the ones beside it whose names "
    "end in -wal and -shm if there are any (a copy without its -wal may lack what was written last), put "
    "back a backup, or load your last export into a new log."
)
GONE = (
    "The log {where} is not saved: the file that was opened is not there any more (deleted, moved or "
    "replaced). Put it back, or open the log again."
)
_SAFE = "Nothing was changed"
_SILENT = "{where} does not answer. {safe}: see that the server runs and that the URL is right."
_SQLITE = {
    "SQLITE_FULL": "The disk is full, so {where} cannot be written. {safe}: free some space and try again.",
    "SQLITE_READONLY": "{where} is read-only. {safe}: give yourself the right to write the file and its "
    "folder, or name another file in STRETCHBOOK_LOG.",
    "SQLITE_BUSY": "{where} is locked by another program. {safe}: close that program, or try again.",
    "SQLITE_LOCKED": "{where} is locked by another program. {safe}: close that program, or try again.",
    "SQLITE_CANTOPEN": "{where} cannot be opened. {safe}: see that its folder exists and that you may write "
    "in it, or name another file in STRETCHBOOK_LOG.",
    "SQLITE_NOTADB": "{where} is not a database. {safe}: name another file in STRETCHBOOK_LOG.",
    "SQLITE_CONSTRAINT_FOREIGNKEY": "{where} has no session for this hold. {safe}: begin one with "
    "log.session().",
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_IOERR": "{where} cannot be written: the disk refuses (full, over a limit, or gone). {safe}: free "
    "some space or connect the disk, and try again.",
}
_SERVER = {
    "55P03": _SQLITE["SQLITE_BUSY"],
    "42501": "{where} may not be used by this role ({reason}). {safe}: ask who runs the server for the right "
    "to it, or name another role in the URL.",
}
"""Sentences for what a server says, by its SQLSTATE."""
_REFUSED = {
    r"password authentication failed|Ident authentication failed|no password supplied": "{where} was "
    "refused: the password does not fit the name. {safe}: mend the password in the "
    "URL; an @ in it is written as %40.",
    r'role ".*" does not exist': "{where} was refused: the server knows no role of this name. {safe}: mend "
    "the name before the server in the URL.",
    r'database ".*" does not exist': "{where} was refused: the server has no database of this name. {safe}: "
    "mend the name at the end of the URL, or have the database made.",
    r"the database system is|terminating connection": "{where} does not answer. {safe}: see that the server "
    "runs, and try again.",
    r"FATAL": "{where} was refused ({reason}). {safe}: see that the URL is right, or ask who runs the "
    "server.",
}
"""Sentences for a server that answers and lets nobody in: it says why in words only."""
_FILE = {
    errno.ENOSPC: _SQLITE["SQLITE_FULL"],
    errno.EDQUOT: _SQLITE["SQLITE_FULL"],
    errno.EACCES: _SQLITE["SQLITE_READONLY"],
    errno.EPERM: _SQLITE["SQLITE_READONLY"],
    errno.EROFS: _SQLITE["SQLITE_READONLY"],
}


def explain(error: Exception, where: str, path: Path | None) -> LogError:
    """Give the error to raise for what a database, a driver or a disk said."""
    if isinstance(error, ImportError):
        return LogError(
            "A log on PostgreSQL needs the package psycopg; install it: pip install 'stretchbook[postgres]'."
        )
    orig = getattr(error, "orig", None) or error
    sentence: str | None
    if isinstance(error, UnicodeDecodeError):  # of words that SQLite found in the file
        sentence, reason = DAMAGED, ""
    elif isinstance(error, OSError):
        sentence = _FILE.get(error.errno or 0)
        reason = error.strerror or str(error)
    else:
        code = getattr(orig, "sqlite_errorname", "") or ""
        sentence = next((said for name, said in _SQLITE.items() if code.startswith(name)), None)
        sentence = sentence or _SERVER.get(getattr(orig, "sqlstate", None) or "")
        reason = str(orig).strip().partition("\n")[0]
    if sentence is None and path is None and _is_connection(error, orig):
        sentence = _refusal(orig) or _SILENT
    elif sentence is None:
        sentence = "{where} cannot be used ({reason}). {safe}."
    return LogUnavailable(sentence.format(where=f"The log {where}", safe=_SAFE, reason=reason))


def _refusal(orig: BaseException) -> str | None:
    """Find the sentence for a server that let nobody in, if that is what it says."""
    return next((said for words, said in _REFUSED.items() if re.search(words, str(orig))), None)


def _is_connection(error: Exception, orig: BaseException) -> bool:
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or type(orig).__name__ in ("OperationalError", "ConnectionTimeout", "AdminShutdown")
