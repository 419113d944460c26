"""Every run of the tests has a home of its own: the log, notebooks and settings of a person are out of reach.

A plugin that pyproject.toml loads before anything else, whatever files are asked for; each worker of
pytest-xdist has its home inside that of the run.
"""

import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_dir

os.environ.setdefault("PIP_CACHE_DIR", user_cache_dir("pip", appauthor=False))  # what pip has is of nobody
_OWN = tempfile.TemporaryDirectory(
    prefix="stretchbook-tests-", dir=os.environ.get("STRETCHBOOK_TESTS"), ignore_cleanup_errors=True
)
for name in [name for name in os.environ if name.startswith(("XDG_", "JUPYTER", "IPYTHON"))]:
    del os.environ[name]
os.environ["HOME"] = os.environ["USERPROFILE"] = os.environ["STRETCHBOOK_TESTS"] = _OWN.name
os.environ["STRETCHBOOK_LOG"] = str(Path(_OWN.name) / "log.db")
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
