"""The errors that carry findings: a record that may not come now, and why."""

from __future__ import annotations

from datetime import date

from commissioning.errors import CommissioningError, written
from commissioning.findings.finding import Finding


class BlockedError(CommissioningError):
    """A record that may not come now. `findings` holds everything in the way, not only the first."""

    def __init__(self, attempted: str, on: date, findings: tuple[Finding, ...]) -> None:
        super().__init__(attempted, on, findings)
        self.attempted = attempted
        self.on = on
        self.findings = findings

    def __str__(self) -> str:
        listed = "".join(f"\n  - {finding}" for finding in self.findings)
        return f"You cannot record {self.attempted} on {written(self.on)}:{listed}"


class StageOrderError(BlockedError):
    """A record that would enter a stage that its lots have not reached.

    `stage` is where the lots are, `comes_first` the stages still to pass, in order.
    """

    def __init__(
        self,
        attempted: str,
        on: date,
        findings: tuple[Finding, ...],
        stage: str = "",
        comes_first: tuple[str, ...] = (),
    ) -> None:
        super().__init__(attempted, on, findings)
        self.args = (attempted, on, findings, stage, comes_first)
        self.stage = stage
        self.comes_first = comes_first
