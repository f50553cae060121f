"""Reading score sheets, corrections and moderations of one lot, with everything that is wrong in them.

A sheet is read as it stands. What does not fit the invitation is found, never mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from commissioning.errors import written
from commissioning.evaluation.inputs import MarkingEvidence
from commissioning.evaluation.marking.points import scaled
from commissioning.evaluation.marking.seats import Seats
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.evaluation import (
    ASSESSOR_NOT_ON_PANEL,
    CONFLICTED_ASSESSOR,
    CORRECTS_NOTHING,
    MARK_OFF_SCALE,
    MARKED_TWICE,
    MARKED_WITHOUT_TENDER,
    PRICE_MARKED,
    UNKNOWN_CRITERION,
    WRONG_PANEL,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.interviews import Interview
from commissioning.records.methods import Method
from commissioning.records.panel import (
    Mark,
    MarkCorrected,
    Moderation,
    ScoreSheet,
)
from commissioning.records.record import WHOLE
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.scales import plain

MarkPlace = tuple[str, str, str]
"""Where a mark stands: the criterion, the provider and the assessor."""
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
        *,
        evidence: MarkingEvidence,
        tenders: Sequence[TenderReceived] = (),
    ) -> None:
        """`tenders` are all that came in: taken back, or for other lots, too."""
        self.invitation = invitation
        self.method = method
        self.lot = lot
        self.bidders = bidders
        self.evidence = evidence
        self.findings: list[Finding] = []
        self.marked = tuple(c for c in method.applying_to(lot) if c.is_marked)
        self.by_reference = {c.reference: c for c in self.marked}
        self.panel_of = {c.reference: c.panel for c in self.marked}
        self.seats = {
            panel.reference: Seats.of(panel, evidence.panel_changes).without(evidence.without)
            for panel in evidence.panels
        }
        self.recused = {
            (interest.panel, interest.member, provider): interest.on
            for interest in sorted(evidence.interests, key=lambda each: each.on, reverse=True)
            for provider in interest.conflicts_with
        }
        """When each interest was first declared, by panel, member and provider."""
        self.tendered = {tender.provider: False for tender in tenders}
        self.tendered.update((tender.provider, True) for tender in tenders if tender.is_for(lot))
        """Who has tendered, and whether for this lot."""
        self.corrected_on: dict[MarkPlace, date] = {}
        """The day on which a mark was last corrected."""
        self.scaled = {c.reference: scaled(c.marked_on) for c in self.marked}

    def found(
        self, code: FindingCode, message: str, remedy: str, about: str, *, warns: bool = False
    ) -> None:
        self.findings.append(
            code(
                message,
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
            if sheet.provider in bidders:
                self._read_sheet(sheet, given)
            elif self._without_tender(sheet.assessor, sheet):
                self._read_sheet(sheet, {reference: {} for reference in self.by_reference})
        for correction in sorted(self.evidence.corrections, key=lambda each: each.on):
            if correction.lots is not None and self.lot not in correction.lots:
                continue
            who = f"{correction.assessor}'s correction"
            if correction.provider in bidders or self._without_tender(who, correction):
                self._correct(correction, given)
        return given

    def _without_tender(
        self, who: str, record: ScoreSheet | MarkCorrected | Moderation | Interview
    ) -> bool:
        """Whether it is wrong that a provider is marked who does not compete here: what is found."""
        for_this_lot = self.tendered.get(record.provider)
        if for_this_lot:
            self.found(
                MARKED_WITHOUT_TENDER,
                f"the tender of {record.provider} for lot {self.lot} was taken back; "
                "its marks no longer count",
                "",
                record.provider,
                warns=True,
            )
        at_fault = for_this_lot is None or (not for_this_lot and record.lots is not None)
        if at_fault:
            self.found(
                MARKED_WITHOUT_TENDER,
                f"{who} marks {record.provider}, who has no tender for lot {self.lot}",
                "correct the provider on the sheet, or the lots it is for",
                record.provider,
            )
        return at_fault

    def _read_sheet(self, sheet: ScoreSheet, given: Given) -> None:
        seats = self.seats.get(sheet.panel)
        declared = self.recused.get((sheet.panel, sheet.assessor, sheet.provider))
        since = declared is not None and declared > sheet.on
        in_doubt = (declared is not None and not since) or (
            seats is not None and not seats.marks(sheet.assessor, sheet.on)
        )
        for mark in sheet.marks:
            row = given.get(mark.criterion)
            if row is None:
                self._unknown(mark.criterion, sheet.assessor, sheet)
                continue
            if in_doubt or self.panel_of[mark.criterion] not in {"", sheet.panel}:
                self._may_not_mark(sheet, self.by_reference[mark.criterion])
            if mark.mark not in self.scaled[mark.criterion].whole:
                self.off_scale(
                    mark.criterion, mark.mark, f"{sheet.assessor} gives {sheet.provider}"
                )
                continue
            if since:
                continue  # an interest declared since: by the rule for those recused, which tells
            cell = row.get(sheet.provider)
            if cell is None:
                cell = row[sheet.provider] = {}
            if sheet.assessor in cell:
                self.found(
                    MARKED_TWICE,
                    f"{sheet.assessor} has marked {sheet.provider} twice on "
                    f"{self.by_reference[mark.criterion].title}",
                    "keep one sheet; put a wrong mark right with a MarkCorrected and its reason",
                    sheet.provider,
                )
                continue
            cell[sheet.assessor] = mark

    def _may_not_mark(self, sheet: ScoreSheet, criterion: Criterion) -> None:
        if criterion.panel not in {"", sheet.panel}:
            self.found(
                WRONG_PANEL,
                f"{criterion.title} is marked by the panel {sheet.panel}; "
                f"the invitation names the panel {criterion.panel}",
                f"have it marked by the panel {criterion.panel}",
                criterion.reference,
            )
        elif (sheet.panel, sheet.assessor, sheet.provider) in self.recused:
            self.found(
                CONFLICTED_ASSESSOR,
                f"{sheet.assessor} has declared an interest in {sheet.provider} and marks it",
                "leave the sheet out; the others on the panel mark this provider",
                sheet.provider,
            )
        else:
            ever = any(s.member.reference == sheet.assessor for s in self.seats[sheet.panel].every)
            when = f" on {written(sheet.on)}" if ever else ""
            self.found(
                ASSESSOR_NOT_ON_PANEL,
                f"{sheet.assessor} marks {criterion.title}, but gives no marks "
                f"on the panel {sheet.panel}{when}",
                "record who has joined the panel (PanelChanged), or leave the sheet out",
                sheet.provider,
            )

    def _unknown(
        self,
        reference: str,
        who: str,
        record: ScoreSheet | MarkCorrected | Moderation | Interview,
    ) -> None:
        """A criterion that is not marked here: of no lot the record is about, or the price."""
        criterion = self.method.criterion(reference)
        what = f"{who} marks {record.provider} on {reference!r}"
        if criterion is not None and not criterion.is_marked:
            how = (
                "is the price"
                if criterion.kind is CriterionKind.PRICE
                else "is judged from a figure"
            )
            self.found(
                PRICE_MARKED,
                f"{what}, which {how}",
                "leave it out; the declared formula gives its points",
                reference,
            )
        elif criterion is None or not any(
            map(criterion.applies_to, record.lots or criterion.lots or ())
        ):
            where = "" if criterion is None else f" for lot {self.lot}"
            self.found(
                UNKNOWN_CRITERION,
                f"{what}, which the invitation does not name{where}",
                "mark only what was published; the criteria are "
                + (", ".join(self.by_reference) or "none but the price"),
                reference,
            )

    def off_scale(self, criterion: str, mark: Decimal, who: str) -> None:
        named = self.by_reference[criterion]
        self.found(
            MARK_OFF_SCALE,
            f"{who} {plain(mark)} on {named.title}, which is not a mark of the scale "
            f"{named.marked_on}",
            "give a mark of the published scale",
            criterion,
        )

    def _correct(self, correction: MarkCorrected, given: Given) -> None:
        new, who = correction.corrected, correction.assessor
        if new.criterion not in given:
            self._unknown(new.criterion, f"{who}'s correction", correction)
            return
        on_scale = new.mark in self.scaled[new.criterion].whole
        if not on_scale:
            self.off_scale(new.criterion, new.mark, f"{who}'s correction gives")
        where = f"{correction.provider} on {self.by_reference[new.criterion].title}"
        at = (new.criterion, correction.provider, who)
        if correction.provider not in self.bidders:
            return
        sheet = self.sheet_of.get(at)
        if sheet is None:
            self.found(
                CORRECTS_NOTHING,
                f"{who} corrects a mark of {where} that no sheet holds",
                "record the sheet first",
                correction.provider,
                # One that names no lot may be of a sheet for another.
                warns=correction.lots is None and self.lot != WHOLE,
            )
        elif correction.on < sheet.on or correction.panel != sheet.panel:
            self.found(
                CORRECTS_NOTHING,
                f"{who} corrects a mark of {where} for the panel {correction.panel} on "
                f"{written(correction.on)}; the sheet is for the panel {sheet.panel} and of "
                f"{written(sheet.on)}",
                "name the panel of the sheet, and a day on or after it",
                correction.provider,
            )
        elif on_scale and who in given[new.criterion].get(correction.provider, {}):
            # Else the mark itself does not count, which is told: off the scale, or recused since.
            given[new.criterion][correction.provider][who] = new
            self.corrected_on[at] = correction.on

    @cached_property
    def sheet_of(self) -> dict[MarkPlace, ScoreSheet]:
        """The sheet on which each mark was first given; worked out only where somebody asks."""
        return {
            (mark.criterion, sheet.provider, sheet.assessor): sheet
            for sheet in reversed(self.evidence.sheets)
            if sheet.lots is None or self.lot in sheet.lots
            for mark in sheet.marks
        }

    @cached_property
    def last_change(self) -> date:
        """The last day on which any mark was given or corrected."""
        days = (record.on for record in (*self.evidence.sheets, *self.evidence.corrections))
        return max(days, default=date.min)

    def changed_after(self, day: date, at: MarkPlace) -> tuple[str, date] | None:
        """How and when a mark came about after a day; None where it stood by then."""
        if self.last_change <= day:
            return None
        corrected = self.corrected_on.get(at)
        if corrected is not None and corrected > day:
            return "corrected", corrected
        given = self.sheet_of[at].on
        return ("given", given) if given > day else None


def without_reasons(sheets: Iterable[ScoreSheet]) -> Iterator[tuple[ScoreSheet, int]]:
    """The sheets on which marks have no reason, with how many."""
    for sheet in sheets:
        bare = sum(not mark.because for mark in sheet.marks)
        if bare:
            yield sheet, bare
