"""A class as its lecturer sees it: groups of at least five people, never one person's row."""

from abc import ABC, abstractmethod
from typing import Any

import pandas as pd

from stretchbook import paths
from stretchbook.log.faults import LogError
from stretchbook.log.shared.server import Server

_QUARTILES = dict.fromkeys(["q1", "median", "q3"], "float64")
_PEOPLE = {"people": "int64", "missing": "int64"}
_ENDS = {"low": "float64", "high": "float64"}
VIEWS: dict[str, dict[str, str]] = {
    "days_practised": {"week": "datetime64[us]", **_PEOPLE, **_QUARTILES},
    "weekly_dose": {"week": "datetime64[us]", "muscle": "str", "side": "str", **_PEOPLE, **_QUARTILES},
    "adherence": {"week": "datetime64[us]", **_PEOPLE, "met": "int64"},
    "pain_change": {"area": "str", **_PEOPLE, "mean": "float64", **_ENDS},
    "pain_weeks": {
        "area": "str", "start": "str", "week": "int64", **_PEOPLE, "start_mean": "float64",
        "change": "float64", **_ENDS,
    },
}  # fmt: skip
"""What a lecturer sees: each view with its columns and their types, in the order of its rows' keys."""
RULE = (
    "Shown are weeks that are over, and groups of at least five people that leave out nobody or at least "
    "five."
)
NOTHING = "Nothing to show yet. " + RULE


class ClassTable(pd.DataFrame):
    """A frame of groups that says what it leaves out; what is made from it is a plain frame."""

    @property
    def said(self) -> str:
        """What is shown and what is not, in a sentence."""
        return RULE if len(self) else NOTHING

    def _repr_html_(self) -> str:
        return f"{super()._repr_html_() if len(self) else ''}<p>{self.said}</p>"

    def __repr__(self) -> str:
        return f"{super().__repr__()}\n{self.said}" if len(self) else self.said


class Class(ABC):
    """A class as a whole (`open_class`, `demo_class`): every frame has only groups that may be shown."""

    def __repr__(self) -> str:
        return f"{self.where}. {RULE}"

    @property
    @abstractmethod
    def where(self) -> str:
        """Where the class is kept, for people: no password in it."""

    @abstractmethod
    def _read(self, view: str) -> pd.DataFrame: ...

    def people(self) -> pd.DataFrame:
        """Give how many practised: week (Monday), people, missing (who take part but did not)."""
        return ClassTable(self.days()[["week", "people", "missing"]])

    def days(self) -> pd.DataFrame:
        """Give the days a week on which people practised, of those who did.

        Returns
        -------
        pandas.DataFrame
            week (Monday), people, missing, q1, median, q3 (days).
        """
        return self._table("days_practised")

    def weekly_dose(self) -> pd.DataFrame:
        """Give the seconds a week under stretch for each muscle and side, of those who practised.

        Who did not reach a muscle counts with 0 seconds, so that all rows of a week are of the same people; a
        muscle that hardly a quarter of them reached has no row. Primary muscles only; the two sides are never
        added.

        Returns
        -------
        pandas.DataFrame
            week (Monday), muscle (id), side ("left", "right"), people, missing, q1, median, q3 (seconds).
        """
        return self._table("weekly_dose")

    def adherence(self) -> pd.DataFrame:
        """Give how many people met their own plan, from each person's first week on.

        Returns
        -------
        pandas.DataFrame
            week (Monday), people (with a plan), missing, met (people whose days reached the plan, or the days
            that rest, illness and holidays left them).
        """
        return self._table("adherence")

    def pain_change(self) -> pd.DataFrame:
        """Give the change of pain from before to after a session: the mean of each person's own mean.

        Returns
        -------
        pandas.DataFrame
            area, people (who rated both), missing, mean (points; negative is less pain after), low, high
            (95 % interval of the mean).
        """
        return self._table("pain_change")

    def pain_weeks(self) -> pd.DataFrame:
        """Give the change of pain from each person's own first seven days, week by week of their own.

        Returns
        -------
        pandas.DataFrame
            area, start ("all"; or how people began: "under 4", "4 and over"), week (0 is a person's first),
            people (who rated in it), missing (who began but did not), start_mean (NPRS, of all who began),
            change (points, mean of those who rated), low, high (95 % interval of it).
        """
        return self._table("pain_weeks")

    def _table(self, view: str) -> pd.DataFrame:
        kinds = VIEWS[view]
        keys = [name for name in kinds if name in ("week", "muscle", "side", "area", "start")]
        frame = self._read(view)[list(kinds)].astype(kinds)
        return ClassTable(frame.sort_values(keys, ignore_index=True))


class _OnServer(Class):
    def __init__(self, server: Server) -> None:
        self._server = server

    @property
    def where(self) -> str:
        return f"Class {self._server.where}"

    def _read(self, view: str) -> pd.DataFrame:
        with self._server.connect() as connection:  # each time anew: a lecturer's notebook keeps none
            if self._server.url.username != self._server.lecturer:
                connection.execute(f"SET ROLE {self._server.lecturer}")
            connection.execute("SELECT cohort.refresh()")
            connection.commit()  # so that nobody waits for the reading
            names = ", ".join(VIEWS[view])
            rows: list[Any] = connection.execute(f"SELECT {names} FROM cohort.{view}").fetchall()
        return pd.DataFrame(rows, columns=list(VIEWS[view]))


class DemoClass(Class):
    """A class that nobody lived; see `demo_class`."""

    @property
    def where(self) -> str:
        """What it is, for people."""
        return "Demonstration class of 40: synthetic, nobody's data"

    def truth(self) -> pd.DataFrame:
        """Give what only a simulation can know of the lower back, by week of the class.

        Returns
        -------
        pandas.DataFrame
            week (0, 1, ...), rated (NPRS: mean of those who rated), everybody (mean pain of all 40, also of
            those who left), usual (mean of the usual pain of all 40, which never changes),
            usual_of_those_here.
        """
        return self._read("truth")[["week", "rated", "everybody", "usual", "usual_of_those_here"]]

    def _read(self, view: str) -> pd.DataFrame:
        return pd.read_csv(paths.data_folder() / "demo" / "class" / f"{view}.csv")


def open_class(url: str | None = None) -> Class:
    """Open a class as its lecturer: the class as a whole, never one person.

    Parameters
    ----------
    url : str, optional
        The lecturer's address, which ``stretchbook class init`` printed; default: what the environment
        variable ``STRETCHBOOK_LOG`` names. With the owner's address the lecturer's rights are taken first.

    Raises
    ------
    LogError
        If the server does not answer, or this is no lecturer's address.
    """
    found = _OnServer(Server(str(paths.log_target()) if url is None else url))
    try:
        found.days()
    except LogError as error:
        if "permission denied" in str(error) or "does not exist" in str(error):
            raise LogError(
                f"{found.where} cannot be opened with this address; use the lecturer's, or ask the owner to "
                "run: stretchbook class init URL."
            ) from None
        raise
    return found


def demo_class() -> DemoClass:
    """Give a class of 40 that nobody lived, made by a seeded script; it needs no server.

    Beside what a lecturer sees it has ``truth()``: what only a simulation can know.
    """
    return DemoClass()
