"""Where a rule comes from, so that a lawyer can check it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


class Standing(StrEnum):
    """How far a cited rule has been checked."""

    READ = "read in the text of the law"
    REPORTED = "read in another source about the law"
    COMPUTED = "worked out from a rule that was read"
    UNVERIFIED = "unverified"


@frozen
class Citation(Checked):
    """One place in a law, a policy or a council's own papers."""

    instrument: str
    """The title of the law or paper: "Public Contracts Regulations 2015"."""
    provision: str = ""
    """The place in it, in full: "regulation 87(2)"."""
    url: str = ""
    standing: Standing = Standing.READ

    def problems(self) -> Iterator[str]:
        if not self.instrument:
            yield "instrument: a citation names a law or paper"

    def __str__(self) -> str:
        place = f"{self.instrument}, {self.provision}" if self.provision else self.instrument
        return f"{place} (unverified)" if self.standing is Standing.UNVERIFIED else place
