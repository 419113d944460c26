"""The ``stretchbook`` command: open the workbook, check a folder of tables."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from stretchbook import __version__


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stretchbook",
        description="Open the workbook in JupyterLab: six stretches for lower back and hip pain. "
        "Ctrl-C in this terminal ends it.",
    )
    parser.add_argument("--version", action="version", version=f"stretchbook {__version__}")
    parser.add_argument(
        "--no-browser", action="store_true", help="open no browser window; the address is printed"
    )
    parser.add_argument("--port", type=int, default=8888, help="port to try first (default: 8888)")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where the notebooks live (default: the clone's notebooks, else ./stretchbook-notebooks)",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="other commands")
    check = commands.add_parser(
        "check", help="check a folder of your own tables", description=check_folder.__doc__
    )
    check.add_argument("tables", metavar="FOLDER", type=Path, help="folder with stretches.csv and others")
    about = "write a page about your log, to print or to hand over"
    report = commands.add_parser("report", help=about, description=write_report.__doc__)
    report.add_argument("file", metavar="FILE", type=Path, help="where to: a name in .html or .pdf")
    report.add_argument("--name", help="who it is about (default: nobody is named)")
    report.add_argument("--from", dest="start", metavar="DAY", help="first day, such as 2026-05-01")
    report.add_argument("--until", dest="end", metavar="DAY", help="last day")
    report.add_argument(
        "--dates", default="en", help="language of the dates: en de es fr it nl iso (default: en)"
    )
    report.add_argument("--demo", action="store_true", help="show the synthetic demonstration log")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    given = _parser().parse_args(arguments)
    if given.command == "check":
        return check_folder(given.tables)
    if given.command == "report":
        return write_report(given)
    from stretchbook.app import workbook

    if not 0 < given.port < 65536:
        print(f"--port must be 1 to 65535, not {given.port}.", file=sys.stderr)
        return 2
    try:
        folder, said = workbook.lay_notebooks(given.folder)
    except OSError as error:
        where = error.filename or given.folder
        print(
            f"The notebooks cannot be laid out in {where}: {error.strerror}. Name another --folder.",
            file=sys.stderr,
        )
        return 1
    for line in said:
        print(line)
    return workbook.open_lab(folder, given.port, browser=not given.no_browser)


def check_folder(folder: Path) -> int:
    """Check a folder of tables as `load_catalogue` would; print every fault, or what to know about it."""
    from stretchbook.catalogue import CatalogueError, check_catalogue

    try:
        cat, replaced, look = check_catalogue(folder)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder}: no faults. With it the catalogue has {len(cat.stretches)} stretches.")
    for line in [*replaced, *look]:
        print(line)
    return 0


def write_report(given: argparse.Namespace) -> int:
    """Write one A4 page about your log: what was done, three charts, what they say, and the sources."""
    import stretchbook as sb
    from stretchbook.pages.pdf import PdfError
    from stretchbook.progress.days import as_day

    try:
        log = sb.demo_log() if given.demo else sb.open_log(must_exist=True)
        days = (("--from", given.start), ("--until", given.end))
        start, end = (None if day is None else as_day(name, day) for name, day in days)
        page = sb.log_report(log, sb.load_catalogue(), given.name, start, end, given.dates)
        print(f"Written: {page.save(given.file)}")
    except (sb.LogError, PdfError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
