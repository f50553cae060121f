"""What is in the way, said so that somebody can clear it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from commissioning.findings.citation import Citation
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import sentence


class Severity(StrEnum):
    """Whether a finding stops the record or only goes with it."""

    BLOCKS = "blocks"
    WARNS = "warns"


@frozen(kw_only=True)
class Finding(Checked):
    """One thing that is wrong or missing, with its reason and the way forward."""

    code: str
    """The code of its kind, which `findings.codes` explains."""
    message: str
    """What is wrong, with the values: a sentence without its full stop."""
    severity: Severity = Severity.BLOCKS
    source: Citation | None = None
    remedy: str = ""
    """What to do about it, as an instruction without its full stop: "Sign on or after 25 September 2015"."""
    earliest: date | None = None
    """The first day on which this is no longer in the way, where time alone clears it."""
    about: str | None = None
    """The lot, provider, criterion, contract or record tag concerned."""
    waivable: bool = False
    """Whether a recorded `Waiver` may lift it; its kind says so."""

    def problems(self) -> Iterator[str]:
        if not self.code or not self.message:
            yield "a finding has a code and a message"

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS

    @property
    def url(self) -> str:
        """Where its kind is explained, relative to the root of the documentation."""
        return f"tables/finding-codes/#{self.code}"

    def __str__(self) -> str:
        source = f" ({self.source})" if self.source else ""
        remedy = f" {sentence(self.remedy)}" if self.remedy else ""
        return f"{sentence(self.message + source)}{remedy}"
