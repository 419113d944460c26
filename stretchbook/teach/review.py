"""Spaced review: when a fact is asked again, by FSRS; what is due; what is mastered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
from fsrs import Card, Rating, Scheduler

from stretchbook.catalogue import Catalogue
from stretchbook.teach.bank import KINDS


def next_review(
    state: Mapping[str, Any] | None, is_right: bool, at: datetime
) -> tuple[dict[str, Any], datetime]:
    """When a fact is due again after an answer.

    Parameters
    ----------
    state : mapping or None
        What was kept of the fact; None the first time.
    is_right : bool
        Right counts as remembered ("good"), everything else, "I don't know" too, as forgotten ("again").
    at : datetime
        When it was answered, aware.

    Returns
    -------
    tuple of (dict, datetime)
        What to keep, and when it is due.
    """
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    kept: Any = dict(state) if state else None
    card = Card.from_dict(kept) if kept else Card(card_id=0, due=at)
    card, _ = scheduler.review_card(card, Rating.Good if is_right else Rating.Again, at)
    return dict(card.to_dict()), card.due


def forecast(reviews: pd.DataFrame, *, at: datetime | None = None, days: int = 7) -> pd.DataFrame:
    """How many facts are due today and on the days after.

    Parameters
    ----------
    reviews : pandas.DataFrame
        ``log.reviews()``.
    at : datetime, optional
        Now, aware; its zone decides where a day ends. Default the clock of this computer.
    days : int, optional
        How many days, today included.

    Returns
    -------
    pandas.DataFrame
        day (naive midnight), when ("today", "tomorrow", "in 2 days"), due (number; today has all that were
        missed before).
    """
    at = datetime.now().astimezone() if at is None else at
    today = pd.Timestamp(at).normalize().tz_localize(None)
    span = pd.date_range(today, periods=days)
    local = reviews["due"].dt.tz_convert(at.tzinfo).dt.tz_localize(None).dt.normalize().clip(lower=today)
    counted = local.value_counts().reindex(span, fill_value=0)
    when = ["today", "tomorrow", *(f"in {number} days" for number in range(2, days))][:days]
    return pd.DataFrame({"day": span, "when": when, "due": counted.to_numpy()})


def mastery(answers: pd.DataFrame, cat: Catalogue, by: str = "kind") -> pd.DataFrame:
    """What the last answer to each fact says, by kind of question or by muscle.

    Parameters
    ----------
    answers : pandas.DataFrame
        ``log.answers()``.
    cat : Catalogue
        Names of the muscles.
    by : str, optional
        "kind" or "muscle".

    Returns
    -------
    pandas.DataFrame
        Indexed by kind in words or name of the muscle: facts (asked so far), right (whose last answer was
        right).

    Raises
    ------
    ValueError
        If ``by`` is something else.
    """
    if by not in ("kind", "muscle"):
        raise ValueError(f"Mastery is given by 'kind' or by 'muscle', not by {by!r}.")
    last = answers.drop_duplicates("fact", keep="last")
    if by == "muscle":
        last = last.explode("about")
        last = last[last["about"].isin(cat.muscles.index)]
        last = last.assign(group=last["about"].map(cat.muscles["name"]))
    else:
        words = {kind: f"{kind}: {said}" for kind, (said, _) in KINDS.items()}
        last = last.assign(group=last["kind"].map(lambda kind: words.get(kind, kind)))
    table = last.groupby("group")["is_right"].agg(facts="size", right="sum").rename_axis(by)
    return table.astype(int)
