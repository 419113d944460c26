"""``python -m stretchbook`` is the ``stretchbook`` command."""

from stretchbook.app.command import main

raise SystemExit(main())
