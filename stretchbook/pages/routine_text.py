"""A routine as a short text: for a QR code, the end of an address, or a message."""

import base64
import binascii
import json
import re
import zlib

from stretchbook.catalogue import Catalogue
from stretchbook.routine import Routine, load_routine

MARK = "sb1."
_TEXT = re.compile(re.escape(MARK) + r"([A-Za-z0-9_-]+)")
_MOST = 20_000  # bytes of a routine
_MOST_ADDRESS = 200
_UNREADABLE = "This is not the text of a routine; scan the code or copy the text again, whole."


def routine_text(routine: Routine, address: str = "") -> str:
    """A routine as text that `read_routine`, ``stretchbook page`` and the page for any routine read.

    Parameters
    ----------
    routine : Routine
        What to tell: the same as `Routine.to_json`, compressed.
    address : str, optional
        Where a page for any routine lies, such as "https://example.org/stretch.html": the text then is
        this address with the routine behind ``#``, a part that browsers keep to themselves.

    Raises
    ------
    ValueError
        If the address is none.
    """
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    told = json.dumps(json.loads(routine.to_json()), separators=(",", ":"))
    raw = squeezed.compress(told.encode()) + squeezed.flush()
    text = MARK + base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return f"{_checked(address)}#{text}" if address else text


def is_routine_text(text: str) -> bool:
    """Whether a text is, or ends in, one that `routine_text` gives."""
    return _TEXT.search(text) is not None


def read_routine(cat: Catalogue, text: str) -> Routine:
    """Read a routine from its text, or from an address that carries it.

    Raises
    ------
    ValueError
        A sentence, if there is no routine in it, or one that the catalogue cannot make.
    """
    found = _TEXT.search(text)
    if not found:
        raise ValueError(_UNREADABLE)
    try:
        raw = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))
        squeezed = zlib.decompressobj(-15)
        told = squeezed.decompress(raw, _MOST).decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise ValueError(_UNREADABLE) from None
    if not squeezed.eof:
        raise ValueError(_UNREADABLE)
    return load_routine(cat, told)


def _checked(address: str) -> str:
    if not re.fullmatch(r"https?://[^\s#<>\"]+", address) or len(address) > _MOST_ADDRESS:
        raise ValueError(
            f"The address of the page must begin with https:// and have at most {_MOST_ADDRESS} characters, "
            f"without # and spaces; not {address!r}."
        )
    return address
