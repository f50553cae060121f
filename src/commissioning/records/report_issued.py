"""Reports to those who decide: issued in versions with a digest, signed, and given opinions on.

A digest is the SHA-256 of the file as issued, in 64 hexadecimal digits. One letter changed is another digest,
so a signature or an opinion is about exactly one version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field

from commissioning.records.record import RECORD, REPORT, Record
from commissioning.values.checking import FromOne, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class ReportKind(Word):
    """The decision that a report is for."""

    STRATEGY = "strategy"
    EVALUATION = "evaluation"
    AWARD = "award"
    CHANGE = "change"
    REVIEW = "review"


class ManifestMade(Word):
    """The time at which the list of what a report rests on was made."""

    FROZEN = "with the report"
    RECONSTRUCTED = "afterwards"


@frozen(kw_only=True)
class ReportIssued(Record, called="report"):
    """One version of a report to those who decide. A new version is a new record that replaces it."""

    kind: ReportKind
    version: FromOne[int] = 1
    replaces: str = field(default="", metadata=REPORT)
    """The reference of the version before, whose signatures and opinions end with it."""
    about: str = field(default="", metadata=RECORD)
    """The reference of the recommendation, contract or other record that it is about."""
    digest: str
    """The SHA-256 of the report as issued."""
    manifest: tuple[str, ...] = field(default=(), metadata=RECORD)
    """The references of the records that it rests on, such as score sheets and declarations."""
    manifest_digest: str = ""
    """The digest of those records as they were (`ledger.manifests.manifest_digest`); empty for none."""
    made: ManifestMade = ManifestMade.FROZEN
    signatories: tuple[str, ...] = ()
    """The persons who have to sign it, by reference."""
    public_part: str = ""
    """The address of the part that is published."""
    exempt_part: str = ""
    """The address of the part that is not."""

    never_empty = asks(reference="missing; signatures, opinions and decisions name the report")
    distinct = ("manifest", "signatories")

    def problems(self) -> Iterator[str]:
        yield from _digest_problems("digest", self.digest)
        if self.manifest_digest:
            yield from _digest_problems("manifest_digest", self.manifest_digest)
        if self.replaces and self.version == 1:
            yield "version: a report that replaces another is at least version 2"


@frozen(kw_only=True)
class ReportSigned(Record, called="signature of a report"):
    """A statement that one person signed one version of a report, or has a concern about it."""

    report: str = field(metadata=REPORT)
    digest: str
    """The digest of the version that was read."""
    signatory: str
    """The person by reference, never a name."""
    office: str = ""
    concern: str = ""
    """The opposite of a signature: what is wrong. It ends this version of the report."""

    never_empty = asks(report="say which report", signatory="say who signs, by reference")

    def problems(self) -> Iterator[str]:
        yield from _digest_problems("digest", self.digest)


class Stance(Word):
    """The opinion of an office on a report."""

    SUPPORTS = "supports"
    SUPPORTS_IF = "supports on conditions"
    OBJECTS = "objects"
    NO_COMMENT = "has no comment"


@frozen(kw_only=True)
class OpinionGiven(Record, called="opinion on a report"):
    """The opinion of an office on one version of a report."""

    report: str = field(metadata=REPORT)
    digest: str
    """The digest of the version that was read."""
    office: str
    """The office in the words of the council's rules: "legal", "finance", "equality"."""
    stance: Stance
    conditions: tuple[str, ...] = ()
    because: str = ""

    never_empty = asks(report="say which report", office="say whose opinion it is")

    def problems(self) -> Iterator[str]:
        yield from _digest_problems("digest", self.digest)
        if (self.stance is Stance.SUPPORTS_IF) != bool(self.conditions):
            yield "conditions: give them where the office supports on conditions, and only there"
        if self.stance is Stance.OBJECTS and not self.because:
            yield "because: say why the office objects"


def _digest_problems(name: str, digest: str) -> Iterator[str]:
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        yield f"{name}: {digest!r} is not a SHA-256; give 64 hexadecimal digits in small letters"
