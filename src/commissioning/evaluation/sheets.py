"""Reading score sheets, corrections and moderations of one lot, with everything that is wrong in them.

A sheet is read as it stands. What does not fit the invitation is found, never mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from commissioning.evaluation.shares import scaled
from commissioning.records.criteria import Consensus, Criterion, CriterionKind, Method
from commissioning.records.interviews import Interview
from commissioning.records.panel import (
    DeclarationOfInterest,
    Mark,
    MarkCorrected,
    Moderation,
    Panel,
    ScoreSheet,
)
from commissioning.records.tender import InvitationToTender
from commissioning.values.findings import Finding, Severity
from commissioning.values.scales import plain


@frozen(kw_only=True)
class Evidence:
    """What assessors and panels have written down, as far as one evaluation needs it."""

    sheets: tuple[ScoreSheet, ...] = ()
    moderations: tuple[Moderation, ...] = ()
    corrections: tuple[MarkCorrected, ...] = ()
    panels: tuple[Panel, ...] = ()
    interests: tuple[DeclarationOfInterest, ...] = ()
    interviews: tuple[Interview, ...] = ()


Given = dict[str, dict[str, dict[str, Mark]]]
"""Marks by criterion, provider and assessor."""


class SheetReader:
    """Goes through the evidence of one lot once, gathering findings."""

    def __init__(
        self,
        invitation: InvitationToTender,
        method: Method,
        lot: str,
        bidders: tuple[str, ...],
        evidence: Evidence,
    ) -> None:
        self.invitation = invitation
        self.method = method
        self.lot = lot
        self.bidders = bidders
        self.evidence = evidence
        self.findings: list[Finding] = []
        self.marked = tuple(c for c in method.applying_to(lot) if c.kind is not CriterionKind.PRICE)
        self.by_reference = {c.reference: c for c in self.marked}
        self.panel_of = {c.reference: c.panel for c in self.marked}
        self.panels = {panel.reference: panel for panel in evidence.panels}
        self.recused = {
            (interest.panel, interest.member, provider)
            for interest in evidence.interests
            for provider in interest.conflicts_with
        }
        self.scaled = {c.reference: scaled(c.marked_on) for c in self.marked}

    def found(
        self, code: str, message: str, remedy: str, about: str, *, warns: bool = False
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                message=message,
                severity=Severity.WARNS if warns else Severity.BLOCKS,
                remedy=remedy,
                about=about,
            )
        )

    def given(self) -> Given:
        """Each assessor's mark, once, after corrections."""
        given: Given = {reference: {} for reference in self.by_reference}
        bidders = set(self.bidders)
        for sheet in self.evidence.sheets:
            if sheet.lots is not None and self.lot not in sheet.lots:
                continue
            if sheet.provider not in bidders:
                self.found(
                    "marked-without-tender",
                    f"{sheet.assessor} marks {sheet.provider}, "
                    f"who has no tender for lot {self.lot}",
                    "correct the provider on the sheet, or the lots it is for",
                    sheet.provider,
                )
                continue
            self._read_sheet(sheet, given)
        for correction in self.evidence.corrections:
            self._correct(correction, given)
        return given

    def _read_sheet(self, sheet: ScoreSheet, given: Given) -> None:
        panel = self.panels.get(sheet.panel)
        in_doubt = (sheet.panel, sheet.assessor, sheet.provider) in self.recused or (
            panel is not None and sheet.assessor not in panel.assessors
        )
        for mark in sheet.marks:
            row = given.get(mark.criterion)
            if row is None:
                self._unknown(mark.criterion, sheet.assessor, sheet.provider)
                continue
            if mark.mark not in self.scaled[mark.criterion].whole:
                self.off_scale(
                    mark.criterion, mark.mark, f"{sheet.assessor} gives {sheet.provider}"
                )
                continue
            cell = row.get(sheet.provider)
            if cell is None:
                cell = row[sheet.provider] = {}
            if sheet.assessor in cell:
                self.found(
                    "marked-twice",
                    f"{sheet.assessor} has marked {sheet.provider} twice on "
                    f"{self.by_reference[mark.criterion].title}",
                    "keep one sheet; put a wrong mark right with a MarkCorrected and its reason",
                    sheet.provider,
                )
                continue
            cell[sheet.assessor] = mark
            if in_doubt or self.panel_of[mark.criterion] not in {"", sheet.panel}:
                self._may_not_mark(sheet, self.by_reference[mark.criterion])

    def _may_not_mark(self, sheet: ScoreSheet, criterion: Criterion) -> None:
        if criterion.panel not in {"", sheet.panel}:
            self.found(
                "wrong-panel",
                f"{criterion.title} is marked by the panel {sheet.panel}; "
                f"the invitation names the panel {criterion.panel}",
                f"have it marked by the panel {criterion.panel}",
                criterion.reference,
            )
        elif (sheet.panel, sheet.assessor, sheet.provider) in self.recused:
            self.found(
                "conflicted-assessor",
                f"{sheet.assessor} has declared an interest in {sheet.provider} and marks it",
                "leave the sheet out; the others on the panel mark this provider",
                sheet.provider,
            )
        else:
            self.found(
                "assessor-not-on-panel",
                f"{sheet.assessor} marks {criterion.title}, but gives no marks "
                f"on the panel {sheet.panel}",
                "record the panel as it sits, or leave the sheet out",
                sheet.provider,
            )

    def _unknown(self, criterion: str, assessor: str, provider: str) -> None:
        if self.method.criterion(criterion) is None:
            self.found(
                "unknown-criterion",
                f"{assessor} marks {provider} on {criterion!r}, which the invitation does not name",
                "mark only what was published; the criteria are " + ", ".join(self.by_reference),
                criterion,
            )
        elif self.method.price and self.method.price.reference == criterion:
            self.found(
                "price-marked",
                f"{assessor} marks {provider} on {criterion!r}, which is the price",
                "leave it out; the declared formula gives its points",
                criterion,
            )

    def off_scale(self, criterion: str, mark: Decimal, who: str) -> None:
        named = self.by_reference[criterion]
        self.found(
            "mark-off-scale",
            f"{who} {plain(mark)} on {named.title}, which is not a mark of the scale "
            f"{named.marked_on}",
            "give a mark of the published scale",
            criterion,
        )

    def _correct(self, correction: MarkCorrected, given: Given) -> None:
        if correction.lots is not None and self.lot not in correction.lots:
            return
        new = correction.corrected
        cell = given.get(new.criterion, {}).get(correction.provider, {})
        if correction.assessor not in cell:
            if new.criterion in given and correction.provider in self.bidders:
                self.found(
                    "corrects-nothing",
                    f"{correction.assessor} corrects a mark of {correction.provider} on "
                    f"{self.by_reference[new.criterion].title} that no sheet holds",
                    "record the sheet first",
                    correction.provider,
                )
        elif new.mark not in self.scaled[new.criterion].whole:
            self.off_scale(new.criterion, new.mark, f"{correction.assessor}'s correction gives")
        else:
            cell[correction.assessor] = new

    def outside(
        self, criterion: Criterion, moderation: Moderation, given: Sequence[Decimal]
    ) -> Finding:
        """The warning that an agreed mark lies outside what the members gave."""
        return Finding(
            code="moderation-outside-marks",
            message=f"the agreed {plain(moderation.agreed)} on {criterion.title} of "
            f"{moderation.provider} lies outside the members' marks "
            f"({plain(min(given))} to {plain(max(given))})",
            severity=Severity.WARNS,
            remedy="make sure the reason says what changed every member's mind",
            about=moderation.provider,
        )

    def agreed(self) -> dict[tuple[str, str], Moderation]:
        """The moderation in force for each criterion and provider."""
        agreed: dict[tuple[str, str], Moderation] = {}
        for moderation in self.evidence.moderations:
            if moderation.lots is not None and self.lot not in moderation.lots:
                continue
            criterion = self.by_reference.get(moderation.criterion)
            if criterion is None:
                self._unknown(moderation.criterion, "a moderation", moderation.provider)
            elif moderation.agreed not in self.scaled[criterion.reference].whole:
                who = f"the moderation gives {moderation.provider}"
                self.off_scale(criterion.reference, moderation.agreed, who)
            elif self._moderates(criterion, moderation, agreed):
                agreed[criterion.reference, moderation.provider] = moderation
        return agreed

    def _moderates(
        self,
        criterion: Criterion,
        moderation: Moderation,
        agreed: Mapping[tuple[str, str], Moderation],
    ) -> bool:
        where = f"{criterion.title} of {moderation.provider}"
        if not isinstance(criterion.one_mark, Consensus):
            self.found(
                "moderation-undeclared",
                f"{where} is moderated; the invitation declares another way to one mark",
                "leave the moderation out, or reissue the invitation",
                criterion.reference,
            )
            return False
        if criterion.panel and moderation.panel != criterion.panel:
            self.found(
                "wrong-panel",
                f"{where} is moderated by the panel {moderation.panel}; "
                f"the invitation names the panel {criterion.panel}",
                f"have it moderated by the panel {criterion.panel}",
                criterion.reference,
            )
        if (criterion.reference, moderation.provider) in agreed and not moderation.replaces_because:
            self.found(
                "moderated-twice",
                f"{where} is moderated twice",
                "keep one, or say why the later replaces the first (replaces_because)",
                moderation.provider,
            )
        return True


def without_reasons(sheets: Iterable[ScoreSheet]) -> Iterator[tuple[ScoreSheet, int]]:
    """The sheets on which marks have no reason, with how many."""
    for sheet in sheets:
        bare = sum(not mark.because for mark in sheet.marks)
        if bare:
            yield sheet, bare
