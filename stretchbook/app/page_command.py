"""Make the take-home page from the command line."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add_page_command(commands: Any) -> None:
    """Add ``stretchbook page`` to the command."""
    about = "make one page of a routine, for any phone"
    command = commands.add_parser("page", help=about, description=write_page.__doc__)
    command.add_argument(
        "routine", metavar="ROUTINE", nargs="?", help="a routine saved as .json, or the text of its QR code"
    )
    about = "make one page for any routine: it reads the text of a QR code from its address"
    command.add_argument("--any", action="store_true", help=about)
    command.add_argument("-o", dest="file", metavar="FILE", type=Path, default=Path("page.html"),
                         help="where to (default: page.html)")  # fmt: skip
    command.add_argument("--title", default="Stretching routine", help="heading of the page")
    about = "pain area to choose for and to rate; may be given again"
    command.add_argument("--areas", metavar="AREA", nargs="+", default=[], help=about)
    command.add_argument("--minutes", type=float, help="time there is (default: 10)")
    about = "condition to be careful of, such as pregnancy"
    command.add_argument("--avoid", metavar="CONDITION", nargs="+", default=[], help=about)
    command.add_argument("--catalogue", metavar="FOLDER", type=Path, help="folder with tables of your own")
    command.set_defaults(do=write_page)


def write_page(given: argparse.Namespace) -> int:
    """Make one HTML file of a routine: player, pictures, cautions and a log, without network or Python."""
    import stretchbook as sb

    try:
        cat = sb.load_catalogue(given.catalogue) if given.catalogue else sb.load_catalogue()
        routine = _routine(cat, given)
        page = sb.take_home(cat, routine, title=given.title, areas=given.areas, avoid=given.avoid)
        size = f"{len(page.html.encode()) / 1000:.0f} kB"
        print(f"Written: {page.save(given.file)} ({size}, {routine or 'any routine'})")
    except (sb.CatalogueError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _routine(cat: Any, given: argparse.Namespace) -> Any:
    import stretchbook as sb
    from stretchbook.pages.routine_text import is_routine_text, read_routine

    if given.any:
        if given.routine is not None or given.minutes is not None or given.areas or given.avoid:
            raise ValueError("A page for any routine (--any) takes no routine, areas, minutes or conditions.")
        return None
    if given.routine is None:
        return sb.fit_routine(cat, given.areas, given.minutes or 10, avoid=given.avoid)
    if given.minutes is not None:
        raise ValueError("A saved routine has its own time; leave --minutes out, or the file.")
    if is_routine_text(given.routine):
        return read_routine(cat, given.routine)
    try:
        text = Path(given.routine).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise ValueError(f"{given.routine} cannot be read: {why}.") from None
    return sb.load_routine(cat, text)
