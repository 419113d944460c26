"""``python -m stretchbook`` is the ``stretchbook`` command."""

from stretchbook.cli import main

raise SystemExit(main())
