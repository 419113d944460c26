"""The easier and the harder form of a stretch in words: what to do, which joints, what it does to muscles."""

import pandas as pd

from stretchbook.body.forms import HELD, changed_angles, form_lengths
from stretchbook.catalogue import Catalogue

JOINTS = {
    "hip_flex": "hip bent", "hip_abd": "hip apart", "hip_er": "hip turned out", "knee_flex": "knee bent",
    "lumbar_flex": "low back bent", "lumbar_side": "low back bent sideways", "thor_rot": "thorax turned",
}  # fmt: skip
SHOWN = 8.0  # degrees of change from which a joint is named
NOTICED = 3.0  # percent of length: below, two models disagree about the sign
MOST = 3  # muscles named


def forms_table(cat: Catalogue, stretch: str) -> pd.DataFrame | None:
    """The forms of a stretch, easier first: what to do, joints and muscles that change; None without any."""
    rows = cat.forms[cat.forms["stretch"] == stretch].sort_values("form")
    if rows.empty:
        return None
    drawn = set(cat.keyframes["stretch"])
    return pd.DataFrame(
        {
            "form": [f"{form}: {name}" for form, name in zip(rows["form"], rows["name"], strict=True)],
            "what to do": rows["added_text"].to_numpy(),
            "joints": [_joints(cat, stretch, form) if stretch in drawn else "" for form in rows["form"]],
            "muscles": [_muscles(cat, stretch, form) if stretch in drawn else "" for form in rows["form"]],
            "mark": rows["status"].to_numpy(),
        }
    )


def _joints(cat: Catalogue, stretch: str, form: str) -> str:
    """Say "knees bent 59° → 22°; low back bent 46° → 31°": both sides in one where they are alike."""
    found: dict[tuple[str, float, float], list[str]] = {}
    for side, joint, held, now in changed_angles(cat, stretch, form):
        if joint in JOINTS and abs(now - held) >= SHOWN:
            found.setdefault((joint, held, now), []).append(side)
    said = []
    for (joint, held, now), sides in found.items():
        words = JOINTS[joint]
        part, how = words.split(" ", 1)
        if sides == ["left", "right"]:
            words = f"{part}s {how}"
        elif sides != ["both"]:
            words = f"{sides[0]} {words}"
        said.append(f"{words} {held:g}° → {now:g}°".replace("-", "−"))
    return "; ".join(said)


def _muscles(cat: Catalogue, stretch: str, form: str) -> str:
    """The lengthened muscles whose length changes most, in percent of standing."""
    roles = cat.stretch_muscles[cat.stretch_muscles["stretch"] == stretch]
    named = roles.loc[roles["role"] != "not lengthened", "muscle"]
    frame = form_lengths(cat, stretch)
    if form not in frame:
        return ""
    frame = frame[frame["muscle"].isin(named)]
    frame = frame.assign(change=(frame[form] - frame[HELD]).abs())
    frame = frame[(frame["change"] >= NOTICED) & (frame[[form, HELD]].max(axis=1) >= NOTICED)]
    both = frame.duplicated(["muscle", HELD, form], keep=False)
    frame = frame.assign(said=frame["body_side"].where(~both, "")).drop_duplicates(["muscle", HELD, form])
    most = frame.sort_values("change", ascending=False, kind="stable").head(MOST)
    if most.empty:
        return f"none by {NOTICED:g} % or more"
    return "; ".join(
        f"{cat.muscles.at[row['muscle'], 'name']}{', ' * bool(row['said'])}{row['said']} "
        f"{row[HELD]:+.0f} % → {row[form]:+.0f} %".replace("-", "−")
        for row in most.to_dict("records")
    )
