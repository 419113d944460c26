"""The keys of all kinds worked out again: from the words of the question and the files alone."""

import re

VERB = "externally rotate|internally rotate|dorsiflex|plantarflex|flex|extend|abduct|adduct|invert|evert"
MEANING = {
    "externally rotate": "external rotation", "internally rotate": "internal rotation",
    "dorsiflex": "dorsiflexion", "flex": "flexion", "extend": "extension", "abduct": "abduction",
    "adduct": "adduction", "invert": "inversion",
}  # fmt: skip
JOINT_OF = {"spine": "trunk", "toes": "toe"}
PHRASES = {
    "turn to its own side": r"turns (it|the trunk|the trunk and bends it) to its own side",
    "turn to the other side": r"turns (it|the trunk) to the opposite side",
    "side-bend to its own side": r"bends (it|the trunk) to its own side",
}  # fmt: skip
OPPOSITE = {
    "flexion": "extension", "abduction": "adduction", "external rotation": "internal rotation",
    "dorsiflexion": "plantarflexion", "inversion": "eversion",
    "turn to its own side": "turn to the other side",
    "side-bend to its own side": "side-bend to the other side",
}  # fmt: skip
OPPOSITE |= {b: a for a, b in OPPOSITE.items()}
LEVEL = {"Stop: emergency": "emergency", "Stop: an urgent": "urgent", "No red flag": "none"}
JOINT = {
    "pelvis tipped forward": ("both", "pelvis_tilt"), "lower back bent": ("both", "lumbar_flex"),
    "left hip flexed": ("left", "hip_flex"), "right hip flexed": ("right", "hip_flex"),
    "left hip abducted": ("left", "hip_abd"), "left knee bent": ("left", "knee_flex"),
    "right knee bent": ("right", "knee_flex"),
}  # fmt: skip


def by(rows, column, value, give="id"):
    """The cell of the one row whose column has a value, whatever its case."""
    (found,) = [row[give] for row in rows if row[column].lower() == value.lower()]
    return found


def roles(raw, stretch, muscle):
    """What the table says of a stretch and a muscle."""
    return {
        row["role"] for row in raw["stretch_muscles"] if (row["stretch"], row["muscle"]) == (stretch, muscle)
    }


def true_options(question, raw):
    """The options that are right, by the files and the words of the question."""
    return set(ROUTES[question.kind](question, raw))


def _a(question, raw):
    muscle = by(raw["muscles"], "name", re.search(r"lengthens (.+) most\?", question.stem)[1])
    for option in question.options:
        found = roles(raw, by(raw["stretches"], "name", option), muscle)
        if found - {"not lengthened"}:
            yield option


def _b(question, raw):
    stretch = by(raw["stretches"], "name", re.search(r"does the (.+) lengthen\?", question.stem)[1])
    for option in question.options:
        if roles(raw, stretch, by(raw["muscles"], "name", option)) - {"not lengthened"}:
            yield option


def _c(question, raw):
    posture, name = re.search(r"posture: (.+)\. What lengthens (.+) most", question.stem).groups()
    prose = by(raw["muscles"], "name", name, "action")
    if f"{posture}:" in prose:
        prose = prose.split(f"{posture}:")[1].split(";")[0]
    elif posture in ("hip extended", "hip deeply flexed"):
        prose = re.search(rf"(flex|extend) the {posture.split()[-1]} hip", prose)[0]
    elif posture == "anatomical position" and "the extended hip" in prose:
        prose = prose.split(";")[0]
    lengthening = {opposite(movement) for movement in movements_in(prose)}
    for option in question.options:
        if set(option.split(" with ")) <= lengthening:
            yield option


def movements_in(prose):
    """The movements that the prose of the muscle table speaks of: verbs go with the joint that follows."""
    found, verbs, joint = set(), [], "hip"
    for verb, noun in re.findall(
        rf"\b({VERB})(?:s|es)?\b|\b(hip|knee|ankle|foot|toes|trunk|spine|shoulder|it)\b", prose
    ):
        if verb:
            verbs.append(verb)
        else:
            joint = joint if noun == "it" else JOINT_OF.get(noun, noun)
            found |= {f"{joint} {MEANING[verb]}" for verb in verbs}
            verbs = []
    found |= {f"{joint} {MEANING[verb]}" for verb in verbs}
    return found | {movement for movement, phrase in PHRASES.items() if re.search(phrase, prose)}


def opposite(movement):
    """The movement the other way."""
    if movement in OPPOSITE:
        return OPPOSITE[movement]
    joint, way = movement.split(" ", 1)
    return f"{joint} {OPPOSITE[way]}"


def _d(question, raw):
    name, cue, muscle = re.match(r"(.+?), (.+?)\. Muscle: (.+?)\. On which", question.stem).groups()
    key = (by(raw["stretches"], "name", name), by(raw["muscles"], "name", muscle))
    held = "left" if "left" in cue else "right"
    (row,) = [row for row in raw["stretch_muscles"] if (row["stretch"], row["muscle"]) == key]
    if row["role"] == "not lengthened":
        yield "neither side"
    elif row["side_rule"] == "both":
        yield "both sides"
    else:
        same = row["side_rule"] in ("top_leg", "front_leg", "toward_turn")
        yield held if same else {"left": "right", "right": "left"}[held]


def _e(question, raw):
    nerve = by(raw["muscles"], "name", re.search(r"supplies (.+)\?", question.stem)[1], "nerve")
    own = _words(nerve)
    for option in question.options:
        if _words(option) & own:
            yield option


def _words(nerve):
    """The words of a nerve that tell it from others; names of parts of the muscle do not count."""
    dull = {"nerve", "nerves", "and", "the", "of", "part", "sometimes", "also", "to", "lumbar", "spinal"}
    dull |= {"medial", "branches", "deep"}
    named = [part.split(": ")[-1] for part in nerve.split(";")]
    words = [word for part in named for word in re.findall(r"\w+ gluteal|[a-z]+", part)]
    return set(words) - dull


def _f(question, raw):
    condition = by(raw["conditions"], "name", re.search(r"because of (.+): which", question.stem)[1])
    grade = {row["stretch"]: row["grade"] for row in raw["precautions"] if row["condition"] == condition}
    right = [
        option
        for option in question.options[:-1]
        if grade.get(by(raw["stretches"], "name", option)) == "avoid"
    ]
    return right or [question.options[-1]]


def _g(question, raw):
    said = re.findall("“(.+?)”", question.stem)
    levels = [by(raw["signs"], "said", line, "level") for line in said]
    worst = min(levels, key=["emergency", "urgent", "none"].index)
    return [option for option in question.options for start, level in LEVEL.items()
            if option.startswith(start) and level == worst]  # fmt: skip


def _i(question, raw):
    if "leave unsaid" in question.stem:
        row = next(r for r in raw["stretches"] if question.stem.startswith(r["name"]))
        cells = {
            "the starting position": "text_start",
            "how long it lasts": "text_hold",
            "how to breathe": "text_breathing",
            "which parts of the body it is for": "text_targets",
        }
        empty = [words for words, column in cells.items() if not row[column]]
        return empty or ["none of these"]
    text = re.search("“(.+)”", question.stem, re.DOTALL)[1]
    if any(row["text_step"] == text for row in raw["steps"]):
        return ["the article"]
    added = [row["source"] for row in raw["added"] if row["added_text"] == text]
    found = added + [row["source"] for row in raw["dose_references"] if row["finding"] == text]
    (source,) = found
    own = source == "kinematics"
    return ["worked out here from joint positions" if own else "a study, a guideline or another page"]


def _j(question, raw):
    text = question.stem.replace("−", "-")
    asked = {joint: float(re.search(rf"{name} (-?\d+)°", text)[1]) for name, joint in JOINT.items()}
    for option in question.options:
        angles = held(raw, by(raw["stretches"], "name", option))
        if sum(abs(angles[joint] - deg) > 29 for joint, deg in asked.items()) < 2:
            yield option


def held(raw, stretch):
    """Angles of the held posture, from the file."""
    (number,) = [r["keyframe"] for r in raw["keyframes"] if r["stretch"] == stretch and r["hold"] == "true"]
    rows = [r for r in raw["keyframe_angles"] if (r["stretch"], r["keyframe"]) == (stretch, number)]
    return {(r["side"], r["joint"]): float(r["deg"]) for r in rows if float(r["t"]) == 1}


def _k(question, raw):
    names, reps, days = re.match(r"(.+?): (\d+) ×.+ on (\d+) days", question.stem).groups()
    side = re.search(r"on the (left|right) side", question.stem)[1]
    name = re.search(r"Muscle: (.+?)\. How|session give (.+) on the", question.stem)
    muscle = by(raw["muscles"], "name", name[1] or name[2])
    seconds = 0
    for stretch in names.split(" and "):
        row = next(r for r in raw["stretches"] if r["name"] == stretch)
        for hold in ("left", "right") if row["sided"] == "true" else ("both",):
            for entry in raw["stretch_muscles"]:
                primary = (entry["stretch"], entry["muscle"], entry["role"]) == (row["id"], muscle, "primary")
                if primary and side in _reached(entry["side_rule"], hold):
                    seconds += int(reps) * int(float(row["hold_s"]))
    if "a week does it get" in question.stem:
        yield f"{seconds * int(days)} s"
    else:
        yield f"{'yes' if seconds >= 60 else 'no'}: {seconds} s"


def _reached(rule, hold):
    if "both" in (rule, hold):
        return ("left", "right")
    same = rule in ("top_leg", "front_leg", "toward_turn")
    return (hold,) if same else ({"left": "right", "right": "left"}[hold],)


def _l(question, raw):
    if "dead bug" in question.stem:
        return [option for option in question.options if "Happy baby" in option or "core control" in option]
    alias = re.search("“(.+)”", question.stem)[1]
    listed = {row["stretch"] for row in raw["aliases"] if row["alias"] == alias}
    return [o for o in question.options if by(raw["stretches"], "name", o) in listed]


ROUTES = {
    "A": _a, "B": _b, "C": _c, "D": _d, "E": _e, "F": _f, "G": _g, "I": _i, "J": _j, "K": _k, "L": _l,
}  # fmt: skip
