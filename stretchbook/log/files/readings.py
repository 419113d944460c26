"""How a whole file of another country or program is read: one answer for all its cells, proposed."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Self

from stretchbook.log.db.times import find_zone
from stretchbook.log.faults import LogError, shown
from stretchbook.words import known_words

Row = dict[str, Any]
Numbered = tuple[str, int, Any]
"""File name, number of the row (the heading of a CSV file is row 1), and the row as it was found."""

MOMENTS, DAYS, STATUS = {"started_at", "taken_at"}, {"day", "start"}, "status"
_NUMBERS = {"planned_s", "held_s", "value", "set", "score"}
_OPEN = MOMENTS | DAYS | _NUMBERS | {STATUS, "side", "zone", "areas", "kind"}
"""Columns in which a word such as NA is nothing; elsewhere it may be somebody's word."""
_CHOICES = {
    "dates": ("year first", "month first", "day first"),
    "decimals": ("point", "comma"),
    "pain_top": (10, 100),
}
_DATE = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})"
    r"(?:(?:T|,? +)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?(?: *([ap])\.?m\.?)?)?"
    r" *(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+")
_NOTHING = {"na", "n/a", "#n/a", "#na", "#nv", "nan", "null", "none", "-", "--", "k.a."}
_YES = {"wahr", "true", "yes", "ja", "vrai", "oui", "verdadero", "sí", "si", "vero", "waar", "x", "✓"}
_NO = {"falsch", "false", "no", "nein", "faux", "non", "falso", "onwaar", "nee"}


@dataclass(frozen=True)
class Reading:
    """One way to read a file.

    Attributes
    ----------
    dates : str
        "year first" (2026-11-22), "month first" (11/22/2026) or "day first" (22.11.2026).
    time : str
        Time of day of dates that have none, such as "12:00"; "": these are faults.
    zone : str
        Zone of times that have none, such as "Europe/Berlin"; "": these are faults.
    decimals : str
        "point" or "comma".
    nothing : bool
        Words such as NA are empty cells.
    ticks : bool
        Words such as TRUE and FALSE in the status of a hold are completed and skipped.
    pain_top : int
        10, or 100 for ratings from 0 to 100, which are divided by 10 and rounded.
    ids : bool
        Sessions without an id get one.
    habits : tuple of str
        Of a file of a habit tracker: the habits to take.
    """

    dates: str = "year first"
    time: str = ""
    zone: str = ""
    decimals: str = "point"
    nothing: bool = False
    ticks: bool = False
    pain_top: int = 10
    ids: bool = False
    habits: tuple[str, ...] = ()

    def but(self, **changes: Any) -> Self:
        """Give the same reading with some answers changed, such as ``reading.but(dates="day first")``.

        Raises
        ------
        LogError
            One sentence, if there is no such answer.
        """
        try:
            known_words("answer", list(changes), [field.name for field in fields(self)])
            if changes.get("time"):
                datetime.strptime(changes["time"], "%H:%M")
            if changes.get("zone"):
                find_zone(changes["zone"])
        except (ValueError, TypeError) as error:
            raise LogError(f"The file cannot be read so: {error}") from None
        for name, choices in _CHOICES.items():
            if changes.get(name, choices[0]) not in choices:
                said = " or ".join(map(repr, choices))
                raise LogError(f"{name} is {said}, not {shown(changes[name])}.")
        return replace(self, **changes)

    def row(self, table: str, row: Row) -> Row:
        """Give a row as the log writes it; what this reading does not understand stays as it is."""
        read = {name: self._cell(name, cell, row) for name, cell in row.items()}
        read = {name: cell for name, cell in read.items() if cell != ""}
        if self.zone and table in ("sessions", "measures") and MOMENTS & read.keys():
            read.setdefault("zone", self.zone)
        return read

    def _cell(self, name: str, cell: str, row: Row) -> str:
        if self.nothing and (name in _OPEN or is_rating(name)) and cell.strip().casefold() in _NOTHING:
            return ""
        if name in MOMENTS | DAYS:
            return self._day(cell, row) if name in DAYS else self._moment(cell, row)
        if name == STATUS and self.ticks:
            word = cell.strip().casefold()
            return "completed" if word in _YES else "skipped" if word in _NO else cell
        if name in _NUMBERS or is_rating(name):
            if self.decimals == "comma" and _COMMA.fullmatch(cell.strip()):
                cell = cell.strip().replace(".", "").replace(",", ".")
            if self.pain_top == 100 and (name == "score" or is_rating(name)):
                cell = _tenth(cell)
        return cell

    def _day(self, cell: str, row: Row) -> str:
        when = self._told(cell)
        return cell if when is None else when[0].date().isoformat()

    def _moment(self, cell: str, row: Row) -> str:
        when = self._told(cell)
        if when is None:
            return cell
        moment, has_time, offset = when
        if not has_time and not self.time:
            return cell
        if not has_time:
            moment = datetime.combine(moment.date(), datetime.strptime(self.time, "%H:%M").time())
        if offset:
            return moment.isoformat() + ("+00:00" if offset in "Zz" else offset)
        try:
            return moment.replace(tzinfo=find_zone(str(row.get("zone") or self.zone))).isoformat()
        except ValueError:
            return cell

    def _told(self, cell: str) -> tuple[datetime, bool, str] | None:
        """Day and time of a cell, whether it has a time, and its offset from UTC."""
        found = _DATE.fullmatch(cell.strip())
        if found is None:
            return None
        parts, order = (found[1], found[3], found[4]), "year first" if len(found[1]) > 2 else self.dates
        year, month, day = {
            "year first": parts, "month first": (parts[2], parts[0], parts[1]),
            "day first": parts[::-1],
        }[order]  # fmt: skip
        if len(year) not in (2, 4) or (order == "year first" and len(year) == 2):
            return None
        century = 0 if len(year) == 4 else 2000 if int(year) < 70 else 1900
        hour = int(found[5] or 0)
        if found[9]:
            hour = hour % 12 + 12 * (found[9].lower() == "p")
        try:
            moment = datetime(
                century + int(year), int(month), int(day), hour, int(found[6] or 0), int(found[7] or 0),
                int((found[8] or "0").ljust(6, "0")),
            )  # fmt: skip
        except ValueError:
            return None
        return moment, found[5] is not None, found[10] or ""


def is_rating(name: str) -> bool:
    """Whether a column of sessions holds ratings, such as pain_before_neck."""
    return re.fullmatch(r"pain_(before|after)_.+", name) is not None


def _tenth(cell: str) -> str:
    try:
        score = Decimal(cell.strip())
        return str((score / 10).quantize(Decimal(1), ROUND_HALF_UP)) if 0 <= score <= 100 else cell
    except InvalidOperation:
        return cell


def propose(
    rows: Callable[[str], Iterable[Numbered]], tables: Iterable[str], zone: str
) -> tuple[Reading, tuple[str, ...]]:
    """Look at every cell of a file, and say how the whole of it could be read.

    Parameters
    ----------
    rows : callable
        Gives the rows of a table, as they stand in the file.
    tables : iterable of str
        Names of the tables.
    zone : str
        Zone of the person, for times that have none.

    Returns
    -------
    Reading
        The proposal.
    tuple of str
        What it takes for granted, one line each, with the number of cells.
    """
    seen = _Seen()
    for table in tables:
        for _, _, row in rows(table):
            if isinstance(row, dict):
                seen.row(table, row)
    return seen.proposal(zone)


class _Seen:
    """What was seen in the cells of a file."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.example: dict[str, str] = {}
        self.dates: list[tuple[str, str]] = []
        self.scores: list[Decimal] = []

    def row(self, table: str, row: Row) -> None:
        if table == "sessions" and not row.get("id"):
            self.counts["ids"] += 1
        for name, cell in row.items():
            word = str(cell).strip()
            if (name in _OPEN or is_rating(name)) and word.casefold() in _NOTHING:
                self._add("nothing", word)
            elif name in MOMENTS | DAYS:
                self._date(name, word, row)
            elif name == STATUS and word.casefold() in _YES | _NO:
                self._add("ticks", word)
            elif name in _NUMBERS or is_rating(name):
                self._number(name, word)

    def _add(self, what: str, cell: str) -> None:
        self.counts[what] += 1
        self.example.setdefault(what, cell)

    def _date(self, name: str, word: str, row: Mapping[str, Any]) -> None:
        found = _DATE.fullmatch(word)
        if not found:
            return
        if len(found[1]) <= 2:
            self._add("dates", word)
            self.dates.append((word, found[2]))
        if name in MOMENTS and found[5] is None:
            self._add("days", word)
        if name in MOMENTS and not found[10] and not row.get("zone"):
            self._add("zoneless", word)
        elif name in MOMENTS and not found[10] and found[5] is not None:
            self._add("zoned", word)

    def _number(self, name: str, word: str) -> None:
        if _COMMA.fullmatch(word):
            self._add("commas", word)
            word = word.replace(".", "").replace(",", ".")
        if name == "score" or is_rating(name):
            try:
                self.scores.append(Decimal(word))
            except InvalidOperation:
                return

    def proposal(self, zone: str) -> tuple[Reading, tuple[str, ...]]:
        """Give the reading and what it takes for granted."""
        n, example, said, given = self.counts, self.example, [], dict[str, Any]()

        def ask(what: str, words: str, **answers: Any) -> None:
            if n[what]:
                said.append(words.replace("(n)", f"({n[what]:,})"))
                given.update(answers)

        order, other = self._order()
        doubt = f", or the other way round: reading.but(dates={other!r})" if other else ""
        ask("dates", f"dates with the {order.replace(' first', '')} first (n), such as "
                     f"{example.get('dates')}{doubt}", dates=order)  # fmt: skip
        ask("days", f"dates without times (n): at 12:00 in {zone}", time="12:00")
        if n["zoneless"] > n["days"]:
            ask("zoneless", f"times without a zone (n): in {zone}")
        ask("zoned", "times whose zone stands in a column of its own (n)")
        if n["zoneless"]:
            given["zone"] = zone
        ask("commas", f"decimal commas (n), such as {example.get('commas')}", decimals="comma")
        ask("nothing", f"{example.get('nothing')} (n): an empty cell", nothing=True)
        ask("ticks", f"{example.get('ticks')} and the like (n): completed, or skipped", ticks=True)
        above = sum(score > 10 for score in self.scores)
        if 2 * above > sum(score > 0 for score in self.scores) and max(self.scores) <= 100:
            n["scores"] = len(self.scores)
            ask("scores", "pain from 0 to 100 (n): divided by 10 and rounded to 0 to 10", pain_top=100)
        ask("ids", "sessions without an id (n): one is made of the day and time", ids=True)
        return Reading(**given), tuple(said)

    def _order(self) -> tuple[str, str | None]:
        """Which part of dates comes first; and the other one, if it could be that as well."""
        fits = {}
        for order in ("month first", "day first"):
            told = [Reading(dates=order)._told(word) for word, _ in self.dates]
            moments = [when[0] for when in told if when]
            fits[order] = (len(moments), moments == sorted(moments))
        if fits["month first"][0] != fits["day first"][0]:
            return max(fits, key=lambda order: fits[order][0]), None
        if any(sign == "." for _, sign in self.dates):
            return "day first", None
        if fits["month first"][1] != fits["day first"][1]:  # a diary is written day after day
            best = max(fits, key=lambda order: fits[order][1])
        else:
            best = "month first"
        return best, "day first" if best == "month first" else "month first"
