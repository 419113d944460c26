"""One question, its key, and how an answer is scored."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Form = Literal["one", "several", "order"]


@dataclass(frozen=True)
class Question:
    """One question made from the tables.

    Attributes
    ----------
    kind : str
        Its kind, a letter of ``KINDS``.
    form : str
        "one": one option is to be picked, and any of ``answer`` is right; "several": exactly those of
        ``answer``; "order": all options, in the order of ``answer``.
    stem : str
        What is asked.
    options : tuple of str
        What can be picked, in the order in which it is shown.
    answer : tuple of str
        The key.
    why : str
        Why this is the key, in a sentence or more.
    sources : tuple of str
        Keys of the table ``sources``.
    source_cells : tuple of str
        The cells that give the key, as ``table[key, key].column``.
    fact : str
        What is asked about, the same however it is asked: the card of a spaced review.
    about : tuple of str
        Ids of the stretches, muscles, conditions or signs asked about.
    review : bool
        Whether a row behind it is not verified (mark M): not to be graded.
    """

    kind: str
    form: Form
    stem: str
    options: tuple[str, ...]
    answer: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    source_cells: tuple[str, ...]
    fact: str
    about: tuple[str, ...] = ()
    review: bool = False

    @property
    def id(self) -> str:
        """A short name for this very question, the same on every computer."""
        said = "\n".join([self.kind, self.stem, *self.options])
        return f"{self.kind}-{hashlib.sha256(said.encode()).hexdigest()[:10]}"

    @property
    def where(self) -> str:
        """The first cell that gives the key, in words: "stretch muscles: runners lunge, iliopsoas (role)"."""
        table, rest = self.source_cells[0].split("[", 1)
        key, column = rest.rsplit("].", 1)
        return f"{table}: {key} ({column})".replace("_", " ")

    def score(self, given: Sequence[str]) -> float:
        """How much of an answer is right, from 0 to 1.

        Parameters
        ----------
        given : sequence of str
            Options, in the order of the answer; none at all means "I don't know".

        Returns
        -------
        float
            For an order, the share of pairs that stand the right way round (Kendall), stretched so that
            what chance gives, half of them, is 0. For the other forms 1 or 0.

        Raises
        ------
        ValueError
            If something else than an option was given, or one of them twice.
        """
        unknown = [option for option in given if option not in self.options]
        if unknown or len(set(given)) < len(given):
            raise ValueError(f"An answer is made of the options of its question, each once; not {given!r}.")
        if self.form == "one":
            return float(len(given) == 1 and given[0] in self.answer)
        if self.form == "several":
            return float(bool(given) and set(given) == set(self.answer))
        if len(given) < len(self.answer):
            return 0.0
        places = [self.answer.index(option) for option in given]
        pairs = [(a, b) for place, a in enumerate(places) for b in places[place + 1 :]]
        return max(0.0, 2 * sum(a < b for a, b in pairs) / len(pairs) - 1)

    def is_right(self, given: Sequence[str]) -> bool:
        """Whether an answer is wholly right."""
        return self.score(given) == 1.0
