"""Minutes -> a routine: as many sets of the chosen stretches as fit, or the stretches that fit once."""

from collections import Counter
from collections.abc import Sequence

from stretchbook.catalogue import Catalogue
from stretchbook.routine import MAX_SETS, Routine, build_routine, clock, is_number


def fit_routine(
    cat: Catalogue,
    areas: Sequence[str] | None = None,
    minutes: float = 10,
    *,
    stretches: Sequence[str] | None = None,
    muscles: Sequence[str] | None = None,
    positions: Sequence[str] | None = None,
    avoid: Sequence[str] | None = None,
    **timing: float | None,
) -> Routine:
    """Fill the minutes with as many sets as fit, never longer.

    If not even one set of everything fits, stretches are kept while one fits, each time the one whose
    muscles have had the least so far. They stay in their order, and the others are listed in ``left_out``.

    Parameters
    ----------
    cat : Catalogue
        Where to choose from.
    areas, muscles, positions, avoid : sequence of str, optional
        As in `Catalogue.choose`.
    minutes : float
        Time available.
    stretches : sequence of str, optional
        Stretch ids, instead of choosing; one may be given bare.
    **timing : float
        ``ready_s``, ``switch_s``, ``rest_s``, ``hold_s`` and ``first_s`` of `build_routine`.

    Returns
    -------
    Routine

    Raises
    ------
    ValueError
        If nothing is chosen, ``minutes`` is no such number, or the time is too short for any stretch.
    """
    if stretches is None:
        chosen = list(cat.choose(areas, muscles, positions, avoid).index)
    else:
        chosen = [stretches] if isinstance(stretches, str) else list(stretches)
    if not chosen and stretches is None:
        raise ValueError("No stretch fits this choice; choose fewer conditions or more areas.")
    if not is_number(minutes) or not 0 < minutes <= 24 * 60:
        raise ValueError(f"minutes must be above 0 and at most {24 * 60}, not {minutes!r}.")

    first = build_routine(cat, chosen, **timing)  # type: ignore[arg-type]
    more = [sets for sets in range(1, MAX_SETS + 1) if _with_sets(first, sets) <= minutes * 60]
    if more:
        return build_routine(cat, chosen, more[-1], **timing)  # type: ignore[arg-type]
    kept = _kept(cat, first, minutes * 60)
    if kept:
        fitting = build_routine(cat, kept, **timing)  # type: ignore[arg-type]
        return Routine(fitting.segments, fitting.plan, tuple(each for each in chosen if each not in kept))
    alone = {each: build_routine(cat, each, **timing).total_s for each in chosen}  # type: ignore[arg-type]
    shortest = min(alone, key=lambda each: alone[each])
    name, time = cat.stretches.at[shortest, "name"], clock(alone[shortest])
    given = "1 minute is" if minutes == 1 else f"{minutes:g} minutes are"
    raise ValueError(f"{given} too short: {name} alone takes {time}.")


def _with_sets(once: Routine, sets: int) -> float:
    """Seconds of a routine of one set with so many sets."""
    return once.total_s + (sets - 1) * (once.longer_s - once.total_s)


def _kept(cat: Catalogue, everything: Routine, seconds: float) -> list[str]:
    """Stretches of a set that fit into the seconds, spread over the muscles that they lengthen most."""
    rest_s, segments = everything.plan["rest_s"], everything.segments
    takes = segments[segments["kind"] != "rest"].groupby("stretch")["seconds"].sum().to_dict()
    extra = everything.first_extra_s
    takes[everything.stretches[0]] -= extra
    primary = cat.stretch_muscles[cat.stretch_muscles["role"] == "primary"]
    muscles = primary.groupby("stretch")["muscle"].agg(set).to_dict()
    had: Counter[str] = Counter()
    left, kept, total = list(everything.stretches), set(), extra - rest_s

    def already(stretch: str) -> float:
        own = muscles.get(stretch, {cat.stretches.at[stretch, "section"]})
        return sum(had[muscle] for muscle in own) / len(own)

    while left := [each for each in left if total + rest_s + takes[each] <= seconds]:
        stretch = min(left, key=already)
        left.remove(stretch)
        kept.add(stretch)
        total += rest_s + takes[stretch]
        had.update(muscles.get(stretch, {cat.stretches.at[stretch, "section"]}))
    return [each for each in everything.stretches if each in kept]
