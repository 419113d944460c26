"""Where a log or a file is: names and URLs that people write, made plain, and shown without secrets."""

import os
import re
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from stretchbook.log.db.db_errors import explain
from stretchbook.log.faults import LogError, shown

KINDS = ("sqlite", "postgresql")
_URL = re.compile(r"[a-z][a-z0-9+.]+:/", re.IGNORECASE)  # one letter would be a drive of Windows
_PLAIN = ("host", "port", "dbname", "user")
_WHAT_A_LOG_MAY_BE = (
    "The name of the log is not one that can be opened; give a file name, such as log.db, or a URL, "
    "such as postgresql+psycopg://name@server/database."
)
_ONE_AT = (
    "The URL of the log has more than one @, so that its password cannot be told from its server; write "
    "each @ of the name or the password as %40."
)


def file_named(name: str | Path) -> Path:
    """Give the place that a person names, absolute: ``~`` and variables such as ``$HOME`` stand for folders.

    Raises
    ------
    LogError
        One sentence, if there is no such home or variable, or if no file can have this name.
    """
    text = os.path.expandvars(os.fspath(name))
    try:
        path = Path(text).expanduser().absolute()
        os.lstat(path)
    except RuntimeError:
        raise LogError(
            f"{shown(text)} begins with a home that is not there; name the whole folder."
        ) from None
    except FileNotFoundError:
        pass
    except ValueError:
        raise LogError(f"{shown(text)} is no name of a file; leave out what no file name can hold.") from None
    except OSError as error:
        if error.filename is not None and len(max(Path(text).parts, key=len, default="")) > 255:
            raise LogError(f"{shown(text)} is too long for the name of a file; shorten it.") from None
    unknown = re.match(r"\$(\w+|\{\w+\})", text)
    if unknown and not path.exists():
        raise LogError(f"{shown(text)} begins with {unknown[0]}, which is not set; name the whole folder.")
    return path


def place(target: str | Path, named_by: str | None = None) -> tuple[Path | None, URL]:
    """Say where a log is: its file, if it is one, and its URL.

    Parameters
    ----------
    target : str or Path
        A file name or a URL.
    named_by : str, optional
        The variable of the environment that names it: then a file must be named with its whole folder, or
        it would be another one wherever a program is started.
    """
    if isinstance(target, str) and _URL.match(target):
        url = _url(target)
        if url.get_backend_name() == "postgresql" or url.database in (None, "", ":memory:"):
            return None, url
        target = str(url.database)
    path = file_named(target)
    given = Path(os.path.expandvars(os.fspath(target))).expanduser()
    if named_by and not given.is_absolute():
        raise LogError(
            f"{named_by} names {shown(str(target))}, which would be another file in every folder; name the "
            f"whole place, such as {path}."
        )
    return path, URL.create("sqlite", database=str(path))


def _url(target: str) -> URL:
    if target.count("@") > 1:
        raise LogError(_ONE_AT)
    if "://" not in target:
        raise LogError(_WHAT_A_LOG_MAY_BE)
    try:
        url = make_url(target)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise LogError(_WHAT_A_LOG_MAY_BE) from None
    except ImportError as error:
        raise explain(error, "", None) from None
    if url.get_backend_name() not in KINDS:
        raise LogError(_WHAT_A_LOG_MAY_BE)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def hidden(url: URL) -> str:
    """Give a URL for people: no password in it, and of its options only where and who."""
    bare = url.set(query={key: value for key, value in url.query.items() if key in _PLAIN})
    return bare.render_as_string(hide_password=True)
