"""A notebook as a page without code: shown by Voila, in the same server and behind the same token."""

from collections.abc import Mapping
from typing import Any

WORDS = "page"
"""Key in the metadata of a cell: what stands in its place on a page; nothing there if that is empty."""
PAGES = ("practise", "progress", "workshop")
_WIDGETS = ["@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget"]


def configure(config: Any) -> None:
    """Tell Voila how the server shows a notebook, and to hand out no file: it would ask for no token."""
    config.VoilaConfiguration.update(
        template="stretchbook",
        allow_template_override="NO",
        allow_theme_override="NO",
        prelaunch_hook=as_page,
        page_config_hook=_without_network,
        extension_allowlist=_WIDGETS,
        file_allowlist=[],
        show_tracebacks=True,  # the last line of them is a sentence with the mend
    )


def _without_network(config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Have formulas drawn by what Voila brings along, where it would fetch MathJax from the network."""
    return config | {"fullMathjaxUrl": None, "mathjaxConfig": None}


def is_for_page(env: Mapping[str, str] | None) -> bool:
    """Whether this is the environment of a kernel that Voila asks for."""
    return env is not None and env.get("SERVER_SOFTWARE", "").startswith("voila/")


def as_page(_: Any, notebook: Any, cwd: str) -> Any:
    """Give a notebook as it stands on a page; Voila calls this before it runs a notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As it was read; changed in place, and never written.
    cwd : str
        Its folder.
    """
    shown = [cell for cell in notebook.cells if cell.metadata.get(WORDS) != ""]
    for cell in shown:
        cell.source = cell.metadata.get(WORDS, cell.source)
    notebook.cells = shown
    heading = next((cell.source for cell in shown if cell.source.startswith("# ")), "")
    if heading:
        notebook.metadata.title = heading.splitlines()[0].removeprefix("# ")
    return notebook
