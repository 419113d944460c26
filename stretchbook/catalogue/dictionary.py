"""The data dictionary: row models -> the tables part of ``data/README.md``.

Run ``python -m stretchbook.catalogue.dictionary`` in a clone after a change of a row model.
"""

from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from stretchbook import paths
from stretchbook.catalogue.cells import Row
from stretchbook.catalogue.schema import TABLES, Table

BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def data_dictionary() -> str:
    """Markdown of every table: what a row is, its key, its links, its columns.

    Returns
    -------
    str
        One section a table, in the order of `stretchbook.catalogue.schema.TABLES`, ending in a line break.
    """
    return "\n".join(_section(name, table) for name, table in TABLES.items())


def with_dictionary(readme: str) -> str:
    """The text of a README with its tables part renewed.

    Parameters
    ----------
    readme : str
        Text with the two marker comments, each once.

    Raises
    ------
    ValueError
        If a marker is missing, stands twice, or they stand in the wrong order.
    """
    if readme.count(BEGIN) != 1 or readme.count(END) != 1 or readme.index(BEGIN) > readme.index(END):
        raise ValueError(f"The README must have the lines {BEGIN} and {END} once each, in this order.")
    before, rest = readme.split(BEGIN)
    return f"{before}{BEGIN}\n\n{data_dictionary()}\n{END}{rest.split(END)[1]}"


def _section(name: str, table: Table) -> str:
    key = " + ".join(f"`{column}`" for column in table.key)
    lines = [f"### {name}.csv", "", " ".join((table.row.__doc__ or "").replace("``", "`").split()), ""]
    lines += [f"Key: {key}."]
    if table.links:
        links = (f"`{column}` -> [{target}](#{target}csv)" for column, target in table.links.items())
        lines += [f"Links: {', '.join(links)}."]
    lines += ["", "| column | type | obligatory | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *_columns(table.row), ""])


def _columns(model: type[Row]) -> list[str]:
    rows = []
    for column, field in model.model_fields.items():
        absent = "" if field.default in (None, ()) else f"; empty: {str(field.default).lower()}"
        needed = "yes" if field.is_required() else f"no{absent}"
        cells = [f"`{column}`", _kind(field.annotation), needed, field.description or ""]
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return rows


def _kind(annotation: Any) -> str:
    """A type in plain words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if origin is Literal:
        return "one of " + ", ".join(f"*{word}*" for word in inner)
    if origin is tuple:
        return f"list, separated by |: each {_kind(inner[0])}"
    if origin is Annotated:
        return _kind(inner[0])
    (only,) = (part for part in inner if part is not NoneType)
    return _kind(only)


def main() -> None:
    """Write the tables part of ``data/README.md`` again."""
    if not paths.is_clone():
        raise SystemExit("The data dictionary is written in a clone only; there is none here.")
    readme = paths.data_folder() / "README.md"
    readme.write_text(with_dictionary(readme.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
