"""A kind of finding."""

from __future__ import annotations

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


@frozen
class FindingCode(Checked):
    """One kind of finding."""

    code: str
    meaning: str
    """A sentence for an officer: what is the matter and why it matters."""
    waivable: bool
    """Whether a recorded `Waiver` may lift it."""
    example: str
    """A message as it would be printed."""
