"""A routine as one page for any phone: what stands in it without code, and what the code is given."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from stretchbook.catalogue import Catalogue
from stretchbook.pages.filling import fill
from stretchbook.pages.handout import handout_values
from stretchbook.pages.parts import cited
from stretchbook.pages.safety import care_words, cautions
from stretchbook.pages.saving import page_path, writing
from stretchbook.routine import Routine

_INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True)
class Page:
    """A finished page. `save` writes it; ``html`` is its text."""

    html: str

    def __repr__(self) -> str:
        return f"Page: {len(self.html.encode()) / 1000:.0f} kB; save('page.html')"

    def save(self, path: str | Path) -> Path:
        """Write the page as an ``.html`` file.

        Returns
        -------
        pathlib.Path
            The file, with its folder.

        Raises
        ------
        ValueError
            If the name does not end in .html, or the file cannot be written.
        """
        target = page_path(path, "page", ".html")
        with writing(target):
            target.write_bytes(self.html.encode())
        return target


def home_page(
    cat: Catalogue,
    routine: Routine,
    title: str,
    data: Mapping[str, Any],
    avoid: Sequence[str],
    code: str,
    look: str,
) -> Page:
    """Put a routine into a page of its own.

    Parameters
    ----------
    cat : Catalogue
        Names, steps, cautions and sources.
    routine : Routine
        What the page is for; of a page for any routine, all that it can have.
    title : str
        Its heading.
    data : mapping
        What its code is given, as JSON; ``any`` in it tells a page for any routine.
    avoid : sequence of str
        Conditions that the routine was chosen for.
    code, look : str
        The joined modules, and their style.
    """
    careful = cautions(cat, avoid, routine.stretches)
    script = code.replace("</script", "<\\/script")
    return Page(
        fill(
            "take_home.html",
            **handout_values(cat, routine, title),
            code=None,
            any="any" in data,
            look=Markup(look),
            script=Markup(script),
            script_hash=_hash(script),
            data=Markup(inert_json(data)),
            careful=careful and careful._replace(general=list(cat.conditions.loc[list(avoid), "wording"])),
            conditions=_conditions(cat, routine.stretches, avoid),
            sources=_sources(cat, routine.stretches),
        )
    )


def page_id(segments: Sequence[Mapping[str, Any]]) -> str:
    """What a page keeps its log under: the same for a page made again for the same routine.

    Holds, sides and seconds count; a title, a better wording or another picture do not.
    """
    said = [[each[name] for name in ("kind", "stretch", "side", "set", "seconds")] for each in segments]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def inert_json(value: Any) -> str:
    """JSON that may stand in a page: nothing in it ends the element or begins another."""
    return json.dumps(_brief(value), separators=(",", ":")).translate(_INERT)


def _brief(value: Any) -> Any:
    """The same value for JavaScript, which knows one kind of number: 75.0 is 75."""
    if isinstance(value, Mapping):
        return {key: _brief(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_brief(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _hash(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def _conditions(cat: Catalogue, stretches: Sequence[str], but: Sequence[str]) -> list[dict[str, Any]]:
    """For each other condition what is to be changed or left out in these stretches."""
    names = cat.stretches["name"]
    rows = cat.precautions[cat.precautions["stretch"].isin(stretches)]
    unknown = cat.not_assessed()
    unknown = unknown[unknown["stretch"].isin(stretches)]
    told = []
    for key, row in cat.conditions.drop(list(but)).iterrows():
        items = [
            (
                care_words(str(each.grade), each.qualifier).capitalize(),
                f"{names[each.stretch]}: {each.wording}",
            )
            for each in rows[rows["condition"] == key].itertuples()
        ]
        open_ones = ", ".join(names[unknown.loc[unknown["condition"] == key, "stretch"]])
        if open_ones:
            items.append(("Not assessed", open_ones))
        told.append({"name": row["name"], "wording": row["wording"], "items": items})
    return told


def _sources(cat: Catalogue, stretches: Sequence[str]) -> list[str]:
    """What the steps, the cautions and the safety rules of these stretches rest on."""
    keys: list[Any] = ["article"] if "article" in cat.sources.index else []
    for table in (cat.stretch_muscles, cat.added):
        keys += list(table.loc[table["stretch"].isin(stretches), "source"])
    asked = cat.precautions.loc[cat.precautions["stretch"].isin(stretches), "condition"].unique()
    keys += [*cat.safety["source"], *cat.conditions.loc[asked, "source"]]
    return cited(cat, keys)
