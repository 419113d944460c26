"""``stretchbook class``: make a database ready for a class, and say who takes part."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from stretchbook.words import count

if TYPE_CHECKING:
    from stretchbook.log.shared.server import Server

ABOUT = "keep a class on one PostgreSQL database, each with their own log"
_NAMES = {
    "add": "let people take part; prints each one's address, once",
    "renew": "give people a new password; prints each one's address, once",
    "remove": "let people log in no longer; their rows stay",
}


def add_class_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``class`` and what may be done with one to the command's parser."""
    whole = commands.add_parser("class", help=ABOUT, description=f"{ABOUT[0].upper()}{ABOUT[1:]}.")
    doing = whole.add_subparsers(metavar="WHAT", title="what to do", required=True)
    url = argparse.ArgumentParser(add_help=False)
    about = "address of the database's owner, such as postgresql+psycopg://owner:password@server/class"
    url.add_argument("url", metavar="URL", help=about)
    asking = argparse.ArgumentParser(add_help=False, parents=[url])
    asking.add_argument("--yes", action="store_true", help="do not ask")
    telling = argparse.ArgumentParser(add_help=False)
    about = "write each address into a private file in this folder, in place of printing it"
    telling.add_argument("--into", metavar="FOLDER", type=Path, help=about)

    def command(
        name: str, about: str, do: Callable, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        made = doing.add_parser(
            name, parents=parents, help=about, description=f"{about[0].upper()}{about[1:]}."
        )
        made.set_defaults(do=lambda given: _tried(do, given))
        return made

    about = "make a database ready, or again after an update; prints the lecturer's address, once"
    init = command("init", about, _init, asking, telling)
    about = "folder with tables of your own, which say what their stretches lengthen"
    init.add_argument("--catalogue", metavar="FOLDER", type=Path, help=about)
    for name, do in (("add", _add), ("renew", _renew), ("remove", _remove)):
        more = [] if name == "remove" else [telling]
        made = command(name, _NAMES[name], do, asking, *more)
        about = "a pseudonym: classmates can see it"
        made.add_argument("names", metavar="NAME", nargs="*" if name == "renew" else "+", help=about)
        if name == "renew":
            made.add_argument("--lecturer", action="store_true", help="the lecturer too")
    made = command("rename", "give a person another name; their rows go along", _rename, asking)
    made.add_argument("old", metavar="NAME")
    made.add_argument("new", metavar="NEW_NAME")
    made = command("export", "write one person's log, as their own log.export would", _export, asking)
    made.add_argument("name", metavar="NAME")
    made.add_argument("to", metavar="FOLDER", type=Path, help="a folder, or a file that ends in .json")
    made = command("delete-person", "delete everything of one person, for good", _delete, asking)
    made.add_argument("name", metavar="NAME")
    made = command("backup", "write a copy of the whole database into a new file", _back_up, asking)
    made.add_argument("file", metavar="FILE", type=Path)
    command("status", "say who takes part, and whether their rows are kept apart", _status, url)


def _tried(do: Callable[["Server", argparse.Namespace], int], given: argparse.Namespace) -> int:
    from stretchbook.catalogue import CatalogueError
    from stretchbook.log import LogError
    from stretchbook.log.shared.server import Server

    try:
        return do(Server(given.url), given)
    except (LogError, CatalogueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _agreed(given: argparse.Namespace, what: str) -> bool:
    """Say what will be done and ask, if that was not waived."""
    print(what)
    if given.yes:
        return True
    print("Do it? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    print("Nothing was changed.")
    return False


def _init(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.catalogue import load_catalogue
    from stretchbook.log.shared.setting_up import set_up
    from stretchbook.progress.dose import muscle_reach

    reach = muscle_reach(load_catalogue(*filter(None, [given.catalogue]))).query("role == 'primary'")
    what = (
        f"Make {server.where} ready for a class: the log's tables, each person's rows apart, and a lecturer "
        f"({server.lecturer}) who sees groups of at least five only. What is there stays."
    )
    if not _agreed(given, what):
        return 1
    rows = reach[["stretch", "hold_side", "muscle", "side"]].itertuples(index=False, name=None)
    address = set_up(server, rows)
    if address:
        _tell({server.lecturer: address}, given.into)
    print(f"{server.where} is ready.")
    return 0


def _add(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    what = f"Let {count(len(set(given.names)), 'person', 'people')} take part: {', '.join(given.names)}."
    if not _agreed(given, what):
        return 1
    addresses = people.add(server, given.names)
    _tell(addresses, given.into)
    for name in dict.fromkeys(given.names):
        if name not in addresses:
            print(f"{name} takes part already; a lost password: stretchbook class renew URL {name}.")
    return 0


def _renew(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    names = [*given.names, *([server.lecturer] if given.lecturer else [])]
    if not names:
        print("Name whose password is to be new, or give --lecturer.", file=sys.stderr)
        return 2
    what = f"Give a new password to: {', '.join(names)}. The old ones end at once, with what they opened."
    if not _agreed(given, what):
        return 1
    addresses = people.renew(server, given.names)
    if given.lecturer:
        addresses[server.lecturer] = people.renew_lecturer(server)
    _tell(addresses, given.into)
    return 0


def _remove(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    what = (
        f"Let {', '.join(given.names)} log in no longer, and end what they have open. Their rows stay and "
        "count as the class's; adding the same name brings them back."
    )
    if not _agreed(given, what):
        return 1
    people.remove(server, given.names)
    print("Done.")
    return 0


def _rename(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    what = f"Rename {given.old} to {given.new}, with all rows; the password stays, the address changes."
    if not _agreed(given, what):
        return 1
    people.rename(server, given.old, given.new)
    print(
        f"Done. In their address {given.old} is now {given.new}; a file of it, as a hub has, is made anew: "
        "stretchbook class renew URL NAME --into FOLDER."
    )
    return 0


def _export(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    if not _agreed(given, f"Read the whole log of {given.name} and write it to {given.to}."):
        return 1
    print(f"Written: {people.export(server, given.name, given.to)}")
    return 0


def _delete(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    what = (
        f"Delete everything of {given.name} for good, and the person. Exports and backups are files: see to "
        "them yourself."
    )
    if not _agreed(given, what):
        return 1
    gone = people.delete(server, given.name)
    rows = ", ".join(f"{number:,} of {table}" for table, number in gone.items()) or "there were no rows"
    print(f"Deleted: {rows}. Every table was looked into: nothing of {given.name} is left.")
    return 0


def _back_up(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    what = f"Copy everybody's rows into {given.file}, which only you will be able to read."
    if not _agreed(given, what):
        return 1
    print(
        f"Written: {people.back_up(server, given.file)}. To put it back: pg_restore, then stretchbook class "
        "init."
    )
    return 0


def _status(server: "Server", given: argparse.Namespace) -> int:
    from stretchbook.log.shared import people

    found = people.status(server)
    out = [name for name, may in found.people.items() if not may]
    print(f"{server.where}: {count(len(found.people), 'person', 'people')} take part.")
    print(*(f"  {name}{' (removed)' if name in out else ''}" for name in found.people), sep="\n")
    print(f"{found.connections} of {found.limit} connections are open.")
    if found.open_tables:
        told = ", ".join(found.open_tables)
        print(f"Rows are NOT kept apart in {told}; run: stretchbook class init URL.", file=sys.stderr)
        return 1
    print("In every table each person's rows are kept apart.")
    return 0


def _tell(addresses: Mapping[str, str], folder: Path | None) -> None:
    """Print addresses, or write each into a file that only this user can read."""
    if folder is None:
        for name, address in addresses.items():
            print(f"{name}: {address}")
        if addresses:
            print("An address holds the password and is told this once. It goes into STRETCHBOOK_LOG.")
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, address in addresses.items():
        file = folder / f"{name}.txt"
        file.unlink(missing_ok=True)
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(f"{address}\n")
        print(f"{name}: {file}")
