"""The site: README, notebooks, docstrings and tables as pages. How to build it: see CONTRIBUTING.md."""

import sys
import warnings
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import stretchbook  # noqa: E402

project = "stretchbook"
author = "The stretchbook authors"
copyright = "The stretchbook authors"
version = release = stretchbook.__version__

extensions = ["sphinx.ext.autodoc", "numpydoc", "myst_nb", "sources", "reference"]
exclude_patterns = ["static/**"]
nitpicky = True

# where pages come from that lie elsewhere in the repository
pages_elsewhere = {
    "index": "README.md",
    "changes": "CHANGELOG.md",
    "contributing": "CONTRIBUTING.md",
    "data": "data/README.md",
    **{f"notebooks/{path.stem}": f"notebooks/{path.name}" for path in HERE.glob("../../notebooks/*.ipynb")},
}
# what is linked there and is no page, with the page that shows it
pages_instead = {
    "LICENSE": ".ci/site/licence.md",
    "CITATION.cff": ".ci/site/licence.md#how-to-cite-it",
    "stretchbook/app/hub": ".ci/site/hub.md",
}
# what is put below the README
contents = (HERE / "contents.txt").read_text("utf-8")

# notebooks as they are committed, with what they show
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # nothing is fetched from the network
myst_heading_anchors = 3

# docstrings: types stand in them, so signatures do without
default_role = "py:obj"
autodoc_typehints = "none"
autodoc_preserve_defaults = True
warnings.filterwarnings("error", module="numpydoc")  # a section that it does not know, or underlines wrongly
numpydoc_show_class_members = False
toc_object_entries_show_parents = "hide"
maximum_signature_line_length = 88
python_display_short_literal_types = True

html_theme = "furo"
html_title = "stretchbook"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("theme.js", {"defer": "defer"})]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#00664b", "color-brand-content": "#00664b"},
    "dark_css_variables": {"color-brand-primary": "#4cc2a0", "color-brand-content": "#4cc2a0"},
}
html_copy_source = False
html_use_index = False  # the reference and the search are the index
html_show_sphinx = False
pygments_style = "friendly"
pygments_dark_style = "github-dark"
