"""Every test writes to logs of its own: the personal log of whoever runs the tests is out of reach."""

import os
import tempfile
from pathlib import Path

_OWN = tempfile.TemporaryDirectory(prefix="stretchbook-tests-", ignore_cleanup_errors=True)
os.environ["STRETCHBOOK_LOG"] = str(Path(_OWN.name) / "log.db")
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
