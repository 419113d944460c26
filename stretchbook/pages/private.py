"""Files for their owner alone."""

import os
import tempfile
from pathlib import Path


def write_private(target: Path, content: bytes) -> None:
    """Put a file in place whole, readable by its owner only; one that stood there is replaced.

    Parameters
    ----------
    target : pathlib.Path
        The file; its folder must exist.
    content : bytes
        All of it.

    Raises
    ------
    OSError
        If it cannot be written; what stood there still does, and nothing is left beside it.
    """
    handle, draft = tempfile.mkstemp(prefix=".stretchbook-", dir=target.parent)  # mode 0600
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise
