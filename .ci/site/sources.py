"""Pages that lie elsewhere in the repository: read where they are, so that nothing is copied."""

from os import PathLike
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.project import Project
from sphinx.util.osutil import relpath

AS_COMMITTED = (
    "This page shows the notebook as it was saved. What moves or is pressed (the player, the figure, forms) "
    "works in the notebook itself: here a line says in its place what it is."
)


class Sources(Project):
    """The pages of the site's own folder, and those from elsewhere."""

    elsewhere: dict[str, Path]

    def __init__(self, own: Project, elsewhere: dict[str, str]) -> None:
        super().__init__(own.srcdir, own.source_suffix)
        root = Path(own.srcdir).parents[1]
        self.elsewhere = {name: root / path for name, path in elsewhere.items()}

    def discover(self, *args: Any, **options: Any) -> set[str]:
        """All pages."""
        self.docnames = super().discover(*args, **options) | set(self.elsewhere)
        return self.docnames

    def path2doc(self, filename: str | PathLike[str]) -> str | None:
        """The page of a file."""
        path = (Path(self.srcdir) / filename).resolve()
        found = (name for name, there in self.elsewhere.items() if there == path)
        return next(found, None) or super().path2doc(filename)

    def doc2path(self, docname: str, absolute: bool) -> Any:
        """The file of a page."""
        own = super().doc2path(docname, absolute)
        if docname not in self.elsewhere:
            return own
        path = self.elsewhere[docname]
        return type(own)(path if absolute else relpath(path, self.srcdir))


def take_sources(app: Sphinx) -> None:
    """Let Sphinx find the pages from elsewhere."""
    app.project = app.env.project = Sources(app.project, app.config.pages_elsewhere)


def mend_links(app: Sphinx, docname: str, content: list[str]) -> None:
    """Links to files become links to the pages that show them; the start page gets the table of contents."""
    if docname in app.config.pages_elsewhere and not docname.startswith("notebooks/"):
        for there, page in app.config.pages_instead.items():
            content[0] = content[0].replace(f"]({there})", f"]({page})")
    if docname == app.config.root_doc:
        content[0] += app.config.contents


def say_as_committed(app: Sphinx, doctree: nodes.document) -> None:
    """A notebook's page says below its title what does not work there."""
    if app.env.docname.startswith("notebooks/"):
        title = next(doctree.findall(nodes.title))
        title.parent.insert(1, nodes.note("", nodes.paragraph("", AS_COMMITTED)))


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls it."""
    app.add_config_value("pages_elsewhere", {}, "env", dict)
    app.add_config_value("pages_instead", {}, "env", dict)
    app.add_config_value("contents", "", "env", str)
    app.add_lexer("csv", TextLexer)
    app.connect("builder-inited", take_sources)
    app.connect("source-read", mend_links)
    app.connect("doctree-read", say_as_committed)
    return {"parallel_read_safe": True}
