"""`python -m commissioning`: the command, where its script is not on the path."""

from commissioning.cli import main

raise SystemExit(main())
