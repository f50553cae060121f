"""A kind of finding: its code, its meaning, and the one way to make findings of it."""

from __future__ import annotations

from datetime import date

from commissioning.findings.citation import Citation
from commissioning.findings.finding import Finding, Severity
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


@frozen
class FindingCode(Checked):
    """One kind of finding. Call it to make a finding: `NO_SHORTLIST("...", remedy="...")`."""

    code: str
    meaning: str
    """A sentence for an officer: what is wrong and why it matters."""
    waivable: bool
    """Whether a recorded `Waiver` may lift it. Order and statute are never waivable."""
    example: str
    """A message as it would be printed."""

    def __hash__(self) -> int:
        # The code is enough, and Python keeps the hash of a text.
        return hash(self.code)

    def __call__(
        self,
        message: str,
        *,
        remedy: str = "",
        severity: Severity = Severity.BLOCKS,
        source: Citation | None = None,
        earliest: date | None = None,
        about: str | tuple[str, ...] | None = None,
    ) -> Finding:
        """A finding of this kind; `Finding` explains each part. It is about none of several things."""
        if isinstance(about, tuple):
            about = about[0] if len(about) == 1 else None
        return Finding(
            code=self.code,
            message=message,
            severity=severity,
            source=source,
            remedy=remedy,
            earliest=earliest,
            about=about,
            waivable=self.waivable,
        )

    def warns(
        self,
        message: str,
        *,
        remedy: str = "",
        source: Citation | None = None,
        earliest: date | None = None,
        about: str | tuple[str, ...] | None = None,
    ) -> Finding:
        """A finding of this kind that goes with the record and does not stop it."""
        return self(
            message,
            remedy=remedy,
            severity=Severity.WARNS,
            source=source,
            earliest=earliest,
            about=about,
        )
