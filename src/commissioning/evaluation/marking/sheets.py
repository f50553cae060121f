"""Reading score sheets and corrections of one lot. What does not fit is reported, never mended."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from commissioning.errors import written
from commissioning.evaluation.inputs import MarkingEvidence
from commissioning.evaluation.marking.rules import MarkFindings
from commissioning.findings.codes import evaluation as codes
from commissioning.records.criteria import Criterion
from commissioning.records.panel import Mark, MarkCorrected, ScoreSheet
from commissioning.records.record import WHOLE

MarkPlace = tuple[str, str, str]
"""The criterion, provider and assessor of a mark."""
Given = dict[str, dict[str, dict[str, Mark]]]
"""Marks by criterion, provider and assessor."""


class SheetReader:
    """Reads the score sheets of one lot, and the corrections to them."""

    def __init__(self, evidence: MarkingEvidence, findings: MarkFindings) -> None:
        self.evidence = evidence
        self.findings = findings
        self.rules = findings.rules
        self.corrected_on: dict[MarkPlace, date] = {}
        """The day on which a mark was last corrected."""

    def given(self) -> Given:
        """Each assessor's mark, once, after corrections."""
        given: Given = {reference: {} for reference in self.rules.by_reference}
        for sheet in filter(self.rules.concerns, self.evidence.sheets):
            if sheet.provider in self.rules.bidders:
                self._read(sheet, given)
            elif self.findings.to_read(sheet.assessor, sheet):
                self._read(sheet, {reference: {} for reference in given})
        for correction in sorted(self.evidence.corrections, key=lambda each: each.on):
            who = f"{correction.assessor}'s correction"
            if self.rules.concerns(correction) and self.findings.to_read(who, correction):
                self._correct(correction, given)
        return given

    def _read(self, sheet: ScoreSheet, given: Given) -> None:
        rules, assessor, provider = self.rules, sheet.assessor, sheet.provider
        members = rules.members.get(sheet.panel)
        declared = rules.recused.get((sheet.panel, assessor, provider))
        declared_since = declared is not None and declared > sheet.on
        in_doubt = (declared is not None and not declared_since) or (
            members is not None and not members.marks(assessor, sheet.on)
        )
        for mark in sheet.marks:
            row = given.get(mark.criterion)
            if row is None:
                self.findings.unknown(mark.criterion, assessor, sheet)
                continue
            criterion = rules.by_reference[mark.criterion]
            if in_doubt or criterion.panel not in {"", sheet.panel}:
                self._may_not_mark(sheet, criterion)
            if mark.mark not in rules.scaled[mark.criterion].whole:
                self.findings.off_scale(criterion, mark.mark, f"{assessor} gives {provider}")
                continue
            if declared_since:
                # The rule for recused members applies, and the combination of marks reports it.
                continue
            cell = row.get(provider)
            if cell is None:
                cell = row[provider] = {}
            if assessor not in cell:
                cell[assessor] = mark
                continue
            self.findings.add(
                codes.MARKED_TWICE,
                f"{assessor} has marked {provider} twice on {criterion.title}",
                "Keep one sheet; if a mark on it is wrong, record a corrected mark with its reason",
                provider,
            )

    def _may_not_mark(self, sheet: ScoreSheet, criterion: Criterion) -> None:
        if criterion.panel not in {"", sheet.panel}:
            self.findings.add(
                codes.WRONG_PANEL,
                f"Panel {sheet.panel} marks {criterion.title}, but the invitation names panel "
                f"{criterion.panel}",
                f"Have panel {criterion.panel} mark it",
                criterion.reference,
            )
        elif (sheet.panel, sheet.assessor, sheet.provider) in self.rules.recused:
            self.findings.add(
                codes.CONFLICTED_ASSESSOR,
                f"{sheet.assessor} marks {sheet.provider} but has declared an interest in it",
                "Leave the sheet out; the other members mark this provider",
                sheet.provider,
            )
        else:
            ever = self.rules.members[sheet.panel].ever(sheet.assessor)
            when = f" on {written(sheet.on)}" if ever else ""
            self.findings.add(
                codes.ASSESSOR_NOT_ON_PANEL,
                f"{sheet.assessor} marks {criterion.title} but is not a marking member of panel "
                f"{sheet.panel}{when}",
                f"Record that {sheet.assessor} joined the panel, or leave the sheet out",
                sheet.provider,
            )

    def _correct(self, correction: MarkCorrected, given: Given) -> None:
        new, who, provider = correction.corrected, correction.assessor, correction.provider
        if new.criterion not in given:
            self.findings.unknown(new.criterion, f"{who}'s correction", correction)
            return
        criterion = self.rules.by_reference[new.criterion]
        on_scale = new.mark in self.rules.scaled[new.criterion].whole
        if not on_scale:
            self.findings.off_scale(criterion, new.mark, f"{who}'s correction gives {provider}")
        if provider not in self.rules.bidders:
            return
        at = (new.criterion, provider, who)
        sheet = self.sheet_of.get(at)
        if sheet is None:
            self.findings.add(
                codes.CORRECTS_NOTHING,
                f"{who} corrects a mark for {provider} on {criterion.title}, but no sheet of {who} "
                "has one",
                "Record the score sheet first",
                provider,
                # A correction that names no lot may be of a sheet for another lot.
                warns=correction.lots is None and self.rules.lot != WHOLE,
            )
        elif correction.on < sheet.on or correction.panel != sheet.panel:
            self.findings.add(
                codes.CORRECTS_NOTHING,
                f"{who} corrects a mark for {provider} on {criterion.title} for panel "
                f"{correction.panel} on {written(correction.on)}, but the sheet is for panel "
                f"{sheet.panel} and dated {written(sheet.on)}",
                "Name the panel of the sheet, and a day on or after it",
                provider,
            )
        elif on_scale and who in given[new.criterion].get(provider, {}):
            # Otherwise the mark itself does not count, which is reported: off the scale, or recused.
            given[new.criterion][provider][who] = new
            self.corrected_on[at] = correction.on

    @cached_property
    def sheet_of(self) -> dict[MarkPlace, ScoreSheet]:
        """The sheet on which each mark was first given; built only when a correction or a change asks."""
        return {
            (mark.criterion, sheet.provider, sheet.assessor): sheet
            for sheet in reversed(self.evidence.sheets)
            if self.rules.concerns(sheet)
            for mark in sheet.marks
        }

    @cached_property
    def last_change(self) -> date:
        """The last day on which any mark was given or corrected."""
        days = (record.on for record in (*self.evidence.sheets, *self.evidence.corrections))
        return max(days, default=date.min)

    def changed_after(self, day: date, at: MarkPlace) -> tuple[str, date] | None:
        """How and when a mark was last given or corrected, if that was after a day."""
        if self.last_change <= day:
            return None
        corrected = self.corrected_on.get(at)
        if corrected is not None and corrected > day:
            return "corrected", corrected
        given = self.sheet_of[at].on
        return ("given", given) if given > day else None
