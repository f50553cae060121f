"""The papers that a challenge is about, listed with their digests: what would have to be disclosed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from commissioning.cycle import Cycle
from commissioning.ledger.challenges import courses
from commissioning.records import award, panel, tender
from commissioning.records.record import Record
from commissioning.values.canonical import digest
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import display_name, no_such, sentence

OF_THE_AWARD: Final = (
    tender.InvitationToTender,
    tender.Clarification,
    award.AwardRecommendation,
    award.ApprovalToAward,
    award.IntentionToAward,
)
"""The records that every challenge is about, whatever its points."""


@frozen
class Paper:
    """One record of a bundle, why it is in it, and the digest of its contents."""

    record: Record
    because: str
    digest: str
    """SHA-256 of its canonical text; it changes with any change of the record."""


_PAPERS: Final = ColumnsOf[Paper](
    (Column("record"), lambda paper: display_name(type(paper.record))),
    (Column("on", Kind.DAY), lambda paper: paper.record.on),
    (Column("reference"), lambda paper: paper.record.reference),
    (Column("because", meaning="why it is about the challenge"), lambda paper: paper.because),
    (Column("digest", meaning="SHA-256 of its contents"), lambda paper: paper.digest),
)


@frozen(repr=False)
class Manifest(Tabled):
    """The records that a challenge is about, those brought forward first, then in the order entered."""

    challenge: str
    papers: tuple[Paper, ...]

    def table(self) -> Table:
        """One row a record: its kind, day and reference, why it is listed, and its digest."""
        return _PAPERS.table(self.papers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of challenge {self.challenge}: {len(self.papers)} records>"


def bundle(cycle: Cycle, reference: str) -> Manifest:
    """The records that a challenge is about, superseded ones included.

    Those are the challenge and its steps, the papers of the award, and for each criterion that a point
    names its score sheets, corrected and agreed marks and the declarations of its panel, for every
    tender. Raises `LookupError` for a challenge that is not recorded.
    """
    known = {c.reference: c for c in courses(cycle.ledger, cycle.last_on)} if cycle.last_on else {}
    if reference not in known:
        raise LookupError(sentence(no_such("challenge", reference, known)))
    points = tuple(known[reference].points.values())
    criteria = {point.criterion for point in points} - {""}
    named = {point.about_record for point in points} - {""}
    panels = {
        criterion.panel
        for invited in cycle.every(tender.InvitationToTender, superseded=True)
        for criterion in (invited.method.criteria if invited.method else ())
        if criterion.reference in criteria and criterion.panel
    }
    begun = cycle.ledger.brought_forward
    papers = (
        Paper(record, because, digest(record))
        for record in (*(begun.carries if begun else ()), *cycle.records)
        if (because := _because(record, reference, criteria, panels, named))
    )
    return Manifest(reference, tuple(papers))


def _because(
    record: Record, reference: str, criteria: set[str], panels: set[str], named: set[str]
) -> str:
    """Why a record is about a challenge; empty where it is not."""
    if reference in {record.reference, getattr(record, "challenge", "")}:
        return "the challenge"
    if record.reference in named:
        return "named in a point"
    if isinstance(record, panel.DeclarationOfInterest) and record.panel in panels:
        return f"panel {record.panel}"
    marked = sorted(criteria.intersection(_criteria(record)))
    if marked:
        return f"marks for {', '.join(marked)}"
    return "the award" if isinstance(record, OF_THE_AWARD) else ""


def _criteria(record: Record) -> Iterable[str]:
    """The criteria that a record gives, corrects or agrees marks for."""
    if isinstance(record, panel.ScoreSheet):
        return (mark.criterion for mark in record.marks)
    if isinstance(record, panel.MarkCorrected):
        return (record.corrected.criterion,)
    return (record.criterion,) if isinstance(record, panel.Moderation) else ()
