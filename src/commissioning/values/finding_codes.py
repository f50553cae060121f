"""Every kind of finding the library can yield, one row each: what `commissioning explain` prints.

A gate declares the codes it may yield, and a test compares the gates, this table and the catalogue of
broken cycles. Order and statute are never waivable; a council's own practice may be.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from commissioning.values.checking import Checked


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


ORDER: Final = (
    FindingCode(
        "stage-order",
        "The record belongs to a stage that the lot has not reached, or has already left.",
        waivable=False,
        example="an interview invitation opens interviews; the whole stands in ssq",
    ),
)

FINDING_CODES: Final[tuple[FindingCode, ...]] = (*ORDER,)
"""All the rows. Each part of the library keeps its own section above."""
