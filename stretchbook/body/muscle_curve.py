"""The length of one muscle over the whole range of one joint, the other joints as they are set."""

import numpy as np
import pandas as pd

from stretchbook.body.muscles import WITHHELD, joint_ranges, lengths_over, muscle_lengths, standing_length


def muscle_curve(
    muscle: str, joint: str = "hip_flexion", *, moment_arm: bool = False, **pose: float
) -> pd.DataFrame:
    """How the length of a muscle changes as one joint goes through its whole range.

    Parameters
    ----------
    muscle : str
        Id of the muscle table.
    joint : str
        One of the angles of `muscle_lengths`.
    moment_arm : bool
        Whether to add the moment arm at this joint.
    **pose : float
        The other angles of `muscle_lengths`, degrees; those left out are 0; one for ``joint`` is ignored.

    Returns
    -------
    pandas.DataFrame
        A row for each degree, ordered by ``angle`` (degrees), with ``percent`` and ``range_position`` as in
        `muscle_lengths`. ``moment_arm`` (centimetres): minus the slope of the length over the angle, so it is
        positive where the muscle pulls the joint towards a greater angle.

    Raises
    ------
    ValueError
        If the muscle has no numbers (says why), or there is no such joint.

    Notes
    -----
    The table has a value every five to ten degrees and is straight between them, so the moment arm is
    taken over ten degrees. Source: as for `muscle_lengths`.
    """
    ranges = joint_ranges()
    if joint not in ranges:
        raise ValueError(f"There is no joint {joint!r}; there are {', '.join(ranges)}.")
    if muscle in WITHHELD:
        raise ValueError(f"There are no numbers for {muscle!r}: {WITHHELD[muscle]}.")
    if muscle not in muscle_lengths().index:
        raise ValueError(f"There is no muscle {muscle!r}; there are {', '.join(muscle_lengths().index)}.")
    low, high = ranges[joint]
    angle = np.arange(low, high + 0.5)
    muscle_lengths(**{name: deg for name, deg in pose.items() if name != joint})  # refuses what is no angle
    curve = pd.DataFrame(lengths_over(muscle, joint, angle, pose), columns=["percent", "range_position"])
    curve.insert(0, "angle", angle)
    if moment_arm:
        length = curve["percent"].to_numpy() / 100 * standing_length(muscle)
        before, after = (
            np.maximum(np.arange(len(angle)) - 5, 0),
            np.minimum(np.arange(len(angle)) + 5, len(angle) - 1),
        )
        curve["moment_arm"] = -(length[after] - length[before]) / np.radians(angle[after] - angle[before])
    return curve
