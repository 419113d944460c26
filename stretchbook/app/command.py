"""The ``stretchbook`` command: what may be said to it, and who does it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from stretchbook import __version__
from stretchbook.app.check import check_folder
from stretchbook.app.class_command import add_class_command
from stretchbook.app.extras import missing
from stretchbook.app.notebooks import NOTEBOOKS, FolderError, clean, lay, own_folder
from stretchbook.app.page_command import add_page_command
from stretchbook.app.report import write_report
from stretchbook.app.without_code import PAGES

_OPENS = {
    "explore": "open the material as a lesson (as 'stretchbook' alone does)",
    "practise": "open the hold player: pick, do, log",
    "progress": "open what your log says",
    "workshop": "open one clock for a whole room",
    "body": "open each pose, and what it lengthens",
    "cases": "open the people to decide for, and the quiz",
    "cohort": "open what a class can show, and what not",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    unsaid = argparse.Namespace(do=_open, notebook="explore", folder=None, port=None)
    unsaid.no_browser = unsaid.page = False
    given = _parser().parse_args(arguments, unsaid)
    return given.do(given)


def _parser() -> argparse.ArgumentParser:
    folder = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    about = "where your notebooks live (default: stretchbook-notebooks in your home folder)"
    folder.add_argument("--folder", type=Path, help=about)
    opening = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS, parents=[folder])
    about = "port to try first (default: that of the last time)"
    opening.add_argument("--port", metavar="NUMBER", type=_port, help=about)
    about = "open no browser window; the address is printed"
    opening.add_argument("--no-browser", action="store_true", help=about)

    parser = argparse.ArgumentParser(
        prog="stretchbook",
        parents=[opening],
        description="Open the workbook in JupyterLab: six stretches for lower back and hip pain. "
        "Your notebooks lie in a folder of your own and keep what they show. Ctrl-C here ends it.",
        epilog="'stretchbook COMMAND --help' says more of a command.",
    )
    parser.add_argument("--version", action="version", version=f"stretchbook {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    for name, about in _OPENS.items():
        command = commands.add_parser(name, parents=[opening], help=about, description=_sentence(about))
        command.set_defaults(notebook=name)
        if name in PAGES:
            about = "show it as a page, without code (by Voila, which is an extra)"
            command.add_argument("--page", action="store_true", help=about)

    about = "only lay the notebooks out"
    command = commands.add_parser("lay", parents=[folder], help=about, description=_sentence(about))
    command.set_defaults(do=_lay)

    about = "copy a notebook without its results, to share it"
    command = commands.add_parser("clean", help=about, description=_sentence(about))
    about = "the notebook; a mere name is looked for in your folder, too"
    command.add_argument("source", metavar="NOTEBOOK", type=Path, help=about)
    about = "where to (default: NOTEBOOK_clean.ipynb beside it)"
    command.add_argument("-o", dest="copy", metavar="FILE", type=Path, help=about)
    command.set_defaults(do=_clean)

    about = "check a folder of your own tables"
    command = commands.add_parser("check", help=about, description=check_folder.__doc__)
    command.add_argument("tables", metavar="FOLDER", type=Path, help="folder with stretches.csv and others")
    command.set_defaults(do=lambda given: check_folder(given.tables))

    about = "write a page about your log, to print or to hand over"
    command = commands.add_parser("report", help=about, description=write_report.__doc__)
    command.add_argument("file", metavar="FILE", type=Path, help="where to: a name in .html or .pdf")
    command.add_argument("--name", help="who it is about (default: nobody is named)")
    command.add_argument("--from", dest="start", metavar="DAY", help="first day, such as 2026-05-01")
    command.add_argument("--until", dest="end", metavar="DAY", help="last day")
    about = "language of the dates by its code, such as de or pt-BR, or iso (default: en)"
    command.add_argument("--dates", default="en", help=about)
    about = "folder with tables of your own, which your log speaks of"
    command.add_argument("--catalogue", metavar="FOLDER", type=Path, help=about)
    command.add_argument("--demo", action="store_true", help="show the synthetic demonstration log")
    command.set_defaults(do=write_report)

    add_page_command(commands)
    add_class_command(commands)
    return parser


def _sentence(about: str) -> str:
    return f"{about[0].upper()}{about[1:]}."


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"must be 1 to 65535, not {text}")
    return int(text)


def _lay(given: argparse.Namespace) -> int:
    if lacking := missing("lab"):
        print(lacking, file=sys.stderr)
        return 1
    return 1 if _laid(given.folder) is None else 0


def _open(given: argparse.Namespace) -> int:
    if lacking := missing("lab", "page") if given.page else missing("lab"):
        print(lacking, file=sys.stderr)
        return 1
    folder = _laid(given.folder)
    if folder is None:
        return 1
    from stretchbook.app import server

    return server.run(folder, NOTEBOOKS[given.notebook], given.port, not given.no_browser, given.page)


def _laid(named: Path | None) -> Path | None:
    """The person's folder with the notebooks laid out, and all of it said; None if that cannot be."""
    try:
        folder = own_folder(named)
        print(*lay(folder), sep="\n", flush=True)  # before Jupyter is loaded, which takes a while
    except FolderError as error:
        print(error, file=sys.stderr)
        return None
    except OSError as error:
        where = error.filename or named
        print(
            f"The notebooks cannot be laid out in {where}: {error.strerror}. Name another --folder.",
            file=sys.stderr,
        )
        return None
    return folder


def _clean(given: argparse.Namespace) -> int:
    try:
        print(f"Written: {clean(given.source, given.copy)}")
    except FileExistsError as error:
        print(f"{error.filename} is there already; name another file with -o.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
