"""The source of a rule, so that a lawyer can check it."""

from __future__ import annotations

from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class Verification(Word):
    """How far a cited rule has been checked, or that it is not a rule of law."""

    READ = "read in the text of the law"
    REPORTED = "read in another source about the law"
    COMPUTED = "worked out from a rule that was read"
    UNVERIFIED = "unverified"
    PROCESS = "the order of steps in this library, not a rule of law"
    PRACTICE = "the practice of a council, not a rule of law"


@frozen
class Citation(Checked):
    """One place in a law, a policy, a council's own papers or the process table."""

    instrument: str
    """The title of the law or paper: "Public Contracts Regulations 2015"."""
    provision: str = ""
    """The place in it, in full: "regulation 87(2)"."""
    url: str = ""
    verification: Verification = Verification.READ

    never_empty = asks(instrument="is empty; name the law or paper")

    @classmethod
    def of_step(cls, tag: str) -> Citation:
        """The row of the process table with this tag."""
        return cls("the process table", f"row {tag}", verification=Verification.PROCESS)

    def __str__(self) -> str:
        place = f"{self.instrument}, {self.provision}" if self.provision else self.instrument
        unverified = self.verification is Verification.UNVERIFIED
        return f"{place} (unverified)" if unverified else place
