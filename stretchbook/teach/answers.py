"""What a student answered in a case: kept in a file, taken up again, handed in."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORM = 1


@dataclass
class CaseAnswers:
    """The answers to one case.

    Attributes
    ----------
    case : str
        Id of the case.
    given : dict of str to object
        By step: text, an option, a list of options or a number as text.
    compared : list of str
        Steps whose key was looked at; what was given there no longer changes.
    """

    case: str
    given: dict[str, Any] = field(default_factory=dict)
    compared: list[str] = field(default_factory=list)

    def save(self, path: str | Path) -> Path:
        """Write the file whole: a half-written one never takes the place of an older one."""
        target = Path(path).expanduser()
        target.parent.mkdir(parents=True, exist_ok=True)
        about = {"stretchbook_case": FORM, "case": self.case, "given": self.given, "compared": self.compared}
        fresh = target.with_suffix(".part")
        fresh.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(fresh, target)
        return target


def load_answers(path: str | Path) -> CaseAnswers:
    """Read what `CaseAnswers.save` wrote.

    Raises
    ------
    ValueError
        One sentence, if it is no such file.
    """
    source = Path(path).expanduser()
    try:
        about = json.loads(source.read_text(encoding="utf-8"))
        case, given, compared = about["case"], about["given"], about["compared"]
        sound = about["stretchbook_case"] == FORM and isinstance(case, str) and isinstance(given, dict)
        sound = sound and isinstance(compared, list) and all(isinstance(step, str) for step in compared)
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError):
        sound = False
    if not sound:
        raise ValueError(f"{source.name} holds no answers to a case; name a file that a case has saved.")
    return CaseAnswers(case, given, compared)
