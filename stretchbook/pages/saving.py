"""Where a finished page is written: a name that says its kind, and a sentence where it cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def page_path(path: str | Path, what: str, *kinds: str) -> Path:
    """The file of a page, with its folder; its name must end in one of the kinds, such as ".html".

    Raises
    ------
    ValueError
        If it ends in none of them.
    """
    target = Path(path).expanduser().resolve()
    ending = target.suffix.lower()
    if (".html" if ending == ".htm" else ending) not in kinds:
        raise ValueError(f"A {what} is saved as {' or '.join(kinds)}, not as {target.name!r}.")
    return target


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say in a sentence why a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise ValueError(f"{target} cannot be written ({error.strerror}); name another place.") from None
