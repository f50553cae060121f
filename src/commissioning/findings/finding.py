"""A finding: an obstacle or warning, with its source and the remedy; and the kinds of finding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from attrs import field

from commissioning.findings.citation import Citation
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing, OneLine
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import Word, sentence


class Severity(Word):
    """The weight of a finding: it stops the record, or goes with it as a warning."""

    BLOCKS = "blocks"
    WARNS = "warns"


@frozen(kw_only=True, repr=False)
class Finding(OneLine, Checked):
    """One thing that is wrong or missing, with its reason and the way forward."""

    code: str
    """The code of its kind, which `findings.codes` explains."""
    message: str
    """The problem, with the values: a sentence without its full stop."""
    severity: Severity = Severity.BLOCKS
    source: Citation | None = None
    remedy: str = ""
    """The way to clear it, an instruction without its full stop: "Sign on or after 25 September 2015"."""
    earliest: date | None = None
    """The first day on which it no longer applies, if time alone clears it."""
    about: str | None = None
    """The lot, provider, criterion, contract or record tag concerned."""
    waivable: bool = False
    """Whether a recorded `Waiver` may lift it; its kind says so."""
    url: str = field(default="", eq=False)
    """The address of its explanation below the root of the documentation; empty for a council's own."""

    never_empty = asks(code="is empty; give its code", message="is empty; say what is wrong")

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS

    def as_dict(self) -> dict[str, str | None]:
        """The finding for a program, under the names of its parts."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "source": str(self.source) if self.source else None,
            "remedy": self.remedy,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "about": self.about,
        }

    def __str__(self) -> str:
        source = f" ({self.source})" if self.source else ""
        remedy = f" {sentence(self.remedy)}" if self.remedy else ""
        return f"{sentence(self.message + source)}{remedy}"


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

    page: ClassVar[str] = ""
    """The page of the documentation that explains it; a council's own has none."""

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
        """A finding of this kind; `Finding` explains each part. `about` stays empty for several things."""
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
            url=self.page and f"{self.page}#{self.code}",
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


@frozen(eq=False)
class LibraryCode(FindingCode):
    """One kind of finding of the library's own, all of which one page explains."""

    page = "tables/finding-codes/"


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of the findings that stop a record."""
    return tuple([finding for finding in findings if finding.blocks])


class Findings(Listing[Finding]):
    """Findings about one thing, in the order they were made."""

    __slots__ = ()

    noun = "finding"
    columns = ColumnsOf[Finding](
        (Column("code"), lambda one: one.code),
        (Column("severity"), lambda one: one.severity.value),
        (Column("finding"), lambda one: one.message),
        (Column("remedy"), lambda one: one.remedy or None),
        (Column("earliest", Kind.DAY, "the first day on which it no longer applies, by time alone"),
            lambda one: one.earliest),
        (Column("source"), lambda one: str(one.source) if one.source else None),
        (Column("about", Kind.TEXT, "the lot, provider, criterion, contract or record"),
            lambda one: one.about or None),
    )  # fmt: skip

    def line(self, one: Finding) -> str:
        return f"{one.code}: {one}"
