"""The bank: every question that the tables give, by kind, with a seed."""

from collections.abc import Callable, Iterator
from random import Random

from stretchbook.catalogue import Catalogue
from stretchbook.teach import care, holds, muscles, postures, wording
from stretchbook.teach.facts import Facts, facts
from stretchbook.teach.question import Question

Maker = Callable[[Facts, Random], Iterator[Question]]

KINDS: dict[str, tuple[str, Maker]] = {
    "A": ("a muscle: which stretch?", muscles.stretch_of_muscle),
    "B": ("a stretch: which muscle?", muscles.muscle_of_stretch),
    "C": ("which movement lengthens it?", muscles.movement_of_muscle),
    "D": ("on which side?", holds.side_of_hold),
    "E": ("which nerve?", muscles.nerve_of_muscle),
    "F": ("for whom not?", care.left_out_for),
    "G": ("red flag or not?", care.level_of_signs),
    "H": ("in which order?", wording.order_of_steps),
    "I": ("who says it?", wording.who_says_it),
    "J": ("which posture?", postures.stretch_of_angles),
    "K": ("how much a week?", holds.dose_of_plan),
    "L": ("which name?", wording.meaning_of_name),
}


def questions(
    cat: Catalogue, kind: str | None = None, *, seed: int = 1, unverified: bool = False
) -> list[Question]:
    """Questions made from the tables: the same seed gives the same questions.

    Parameters
    ----------
    cat : Catalogue
        Where the facts stand; a lecturer's own tables are asked about too.
    kind : str, optional
        A letter of ``stretchbook.teach.bank.KINDS``, A to L; default all kinds.
    seed : int, optional
        Which wrong options stand beside the key, and in which order.
    unverified : bool, optional
        Also give questions that rest on a row marked M, with ``review`` true: to discuss, not to grade.

    Returns
    -------
    list of Question
        One for each fact that can be asked, in an order that the seed gives. Left out is a question whose
        key another voice contests, or whose wrong options would be true as well.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"There is no kind {kind!r} of question; the kinds are {', '.join(KINDS)}.")
    made = [
        question
        for letter in ([kind] if kind else KINDS)
        for question in KINDS[letter][1](facts(cat), Random(f"{seed} {letter}"))
        if unverified or not question.review
    ]
    Random(f"{seed} order").shuffle(made)
    return made
