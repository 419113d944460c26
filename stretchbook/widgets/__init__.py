"""One widget a file, its front end (plain ES modules) and its style beside it."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def front(*names: str) -> str:
    """Text of front-end files joined into one: the last one holds the default export."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
