"""Reading the evidence of one lot: score sheets and corrections, marks that panels agreed, interviews.

What does not fit is reported, never mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from commissioning.errors import written
from commissioning.evaluation.inputs import MarkingEvidence
from commissioning.evaluation.marking.rules import MarkFindings, MarkingRules
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding, Severity
from commissioning.records import criteria, panel, tender
from commissioning.records.record import WHOLE
from commissioning.values.scales import plain

MarkPlace = tuple[str, str, str]
"""The criterion, provider and assessor of a mark."""
Given = dict[str, dict[str, dict[str, panel.Mark]]]
"""Marks by criterion, provider and assessor."""
R = TypeVar("R", panel.Moderation, panel.Interview)
AgreedPlace = tuple[str, str]
"""The criterion and provider of an agreed mark."""
_WAYS = {
    criteria.PanelMean: "the mean of the members' marks",
    criteria.PanelMedian: "the median of the members' marks",
    criteria.PanelSum: "the sum of the members' marks",
}


class SheetReader:
    """Reads the score sheets of one lot, and the corrections to them."""

    def __init__(self, evidence: MarkingEvidence, findings: MarkFindings) -> None:
        self.evidence = evidence
        self.findings = findings
        self.rules = findings.rules
        self.corrected_on: dict[MarkPlace, date] = {}
        """The day on which a mark was last corrected."""
        self.off_scale: dict[AgreedPlace, set[str]] = {}
        """The assessors whose mark is not of the scale, which is reported; it is not missing as well."""

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

    def _read(self, sheet: panel.ScoreSheet, given: Given) -> None:
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
                self.off_scale.setdefault((mark.criterion, provider), set()).add(assessor)
                continue
            if declared_since:
                # The rule for recused members applies, and the combination of marks reports it.
                continue
            cell = row.setdefault(provider, {})
            if assessor not in cell:
                cell[assessor] = mark
                continue
            self.findings.add(
                codes.MARKED_TWICE,
                f"{assessor} has marked {provider} twice on {criterion.title}",
                "Keep one sheet; if a mark on it is wrong, record a corrected mark with its reason",
                provider,
            )

    def _may_not_mark(self, sheet: panel.ScoreSheet, criterion: criteria.Criterion) -> None:
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

    def _correct(self, correction: panel.MarkCorrected, given: Given) -> None:
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
                "has that mark",
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
    def sheet_of(self) -> dict[MarkPlace, panel.ScoreSheet]:
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


class EvidenceReader:
    """Reads all marks of one lot: sheets, agreed marks and interviews. `findings` has the faults."""

    def __init__(self, rules: MarkingRules, evidence: MarkingEvidence) -> None:
        self.rules = rules
        self.evidence = evidence
        self.reported = MarkFindings(rules)
        self.findings = self.reported.every
        self.sheets = SheetReader(evidence, self.reported)

    def agreed(self) -> dict[AgreedPlace, panel.Moderation]:
        """The moderation in force for each criterion and provider."""
        agreed: dict[AgreedPlace, panel.Moderation] = {}
        for moderation in self._to_read("A moderation", self.evidence.moderations):
            criterion = self.rules.by_reference.get(moderation.criterion)
            if criterion is None:
                self.reported.unknown(moderation.criterion, "A moderation", moderation)
                continue
            at = (criterion.reference, moderation.provider)
            on_scale = moderation.agreed in self.rules.scaled[criterion.reference].whole
            if not on_scale:
                who = f"The moderation gives {moderation.provider}"
                self.reported.off_scale(criterion, moderation.agreed, who)
            declared = self._is_declared(criterion, moderation, again=at in agreed)
            if declared and on_scale and moderation.provider in self.rules.bidders:
                agreed[at] = moderation
        # Without one assessor, whether the others were enough is not asked: see `MarkingEvidence`.
        for (reference, _), moderation in () if self.evidence.without else agreed.items():
            self._agreed_by(self.rules.by_reference[reference], moderation)
        return agreed

    def _is_declared(
        self, criterion: criteria.Criterion, moderation: panel.Moderation, *, again: bool
    ) -> bool:
        """Whether the invitation lets the panel agree a mark; other faults are reported as well."""
        where = f"{moderation.provider} on {criterion.title}"
        if not isinstance(criterion.one_mark, criteria.Consensus):
            self.reported.add(
                codes.MODERATION_UNDECLARED,
                f"A mark is agreed for {where}, but the invitation declares "
                f"{_WAYS[type(criterion.one_mark)]}",
                "Leave the moderation out, or reissue the invitation",
                criterion.reference,
            )
            return False
        if criterion.panel and moderation.panel != criterion.panel:
            self.reported.add(
                codes.WRONG_PANEL,
                f"Panel {moderation.panel} agrees the mark for {where}, but the invitation names "
                f"panel {criterion.panel}",
                f"Have panel {criterion.panel} agree it",
                criterion.reference,
            )
        if again and not moderation.replaces_because:
            self.reported.add(
                codes.MODERATED_TWICE,
                f"The mark for {where} was agreed twice",
                "Keep one moderation, or give in the later one the reason it replaces the first",
                moderation.provider,
            )
        return True

    def _agreed_by(self, criterion: criteria.Criterion, moderation: panel.Moderation) -> None:
        where = f"the mark for {moderation.provider} on {criterion.title}"
        for member in moderation.present:
            if (moderation.panel, member, moderation.provider) in self.rules.recused:
                self.reported.add(
                    codes.CONFLICTED_ASSESSOR,
                    f"{member} has declared an interest in {moderation.provider} but was present "
                    f"when {where} was agreed",
                    "Let the other members agree it again, and give the reason it replaces the first",
                    moderation.provider,
                )
        members = self.rules.members.get(moderation.panel)
        quorum = criterion.one_mark.quorum
        present = sum(
            members is None or members.marks(member, moderation.on) for member in moderation.present
        )
        if present < quorum and (moderation.present or quorum > 1):
            whom = f"marking member{'s' if present > 1 else ''} of panel {moderation.panel}"
            verb = "were" if present > 1 else "was"
            named = f"Only {present} {whom} {verb}" if present else f"No {whom} is named as"
            self.reported.add(
                codes.QUORUM_MISSED,
                f"{named} present when {where} was agreed; the minimum is {quorum}",
                "Moderate it again with enough members, and name those present",
                moderation.provider,
            )

    def changed(self) -> dict[AgreedPlace, tuple[date, panel.ChangedMark]]:
        """The agreed marks that interviews for verification have changed, with the day."""
        changed: dict[AgreedPlace, tuple[date, panel.ChangedMark]] = {}
        with_changes = (interview for interview in self.evidence.interviews if interview.changes)
        for interview in self._to_read("An interview", with_changes):
            for change in interview.changes:
                if self._may_change(interview, change) and interview.provider in self.rules.bidders:
                    changed[change.criterion, interview.provider] = interview.on, change
        return changed

    def _to_read(self, who: str, records: Iterable[R]) -> Iterator[R]:
        for record in sorted(records, key=lambda each: each.on):
            if self.rules.concerns(record) and self.reported.to_read(who, record):
                yield record

    def _may_change(self, interview: panel.Interview, change: panel.ChangedMark) -> bool:
        criterion = self.rules.by_reference.get(change.criterion)
        if criterion is None:
            self.reported.unknown(change.criterion, "An interview", interview)
            return False
        what = f"The interview of {interview.provider} changes the mark on {criterion.title}"
        if self.rules.invitation.interviews is not tender.InterviewUse.VERIFICATION:
            self.reported.add(
                codes.INTERVIEW_CHANGES_MARKS,
                f"{what}, but the invitation does not declare interviews as verification",
                "Leave the mark as agreed; an interview has its own published weight",
                interview.provider,
            )
        elif not isinstance(criterion.one_mark, criteria.Consensus):
            self.reported.add(
                codes.INTERVIEW_CHANGES_MARKS,
                f"{what}, but the panel agrees no mark there: the invitation declares "
                f"{_WAYS[type(criterion.one_mark)]}",
                "Let each member correct their own mark, with the reason",
                interview.provider,
            )
        elif change.agreed not in self.rules.scaled[criterion.reference].whole:
            who = f"The interview gives {interview.provider}"
            self.reported.off_scale(criterion, change.agreed, who)
        else:
            return True
        return False


def outside(
    criterion: criteria.Criterion, moderation: panel.Moderation, given: Sequence[Decimal]
) -> Finding | None:
    """The warning that an agreed mark is outside the members' own; None where it is not."""
    if not given or min(given) <= moderation.agreed <= max(given):
        return None
    return codes.MODERATION_OUTSIDE_MARKS(
        f"The agreed mark of {plain(moderation.agreed)} for {moderation.provider} on "
        f"{criterion.title} is outside the members' marks "
        f"({' to '.join(dict.fromkeys((plain(min(given)), plain(max(given)))))})",
        severity=Severity.WARNS,
        remedy="Make sure the reason says what changed every member's mind",
        about=moderation.provider,
    )
