"""Reading the marks that panels agreed, and the changes to them at interviews, for one lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from commissioning.evaluation.inputs import MarkingEvidence
from commissioning.evaluation.marking.rules import MarkFindings, MarkingRules
from commissioning.evaluation.marking.sheets import Given, SheetReader
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding, Severity
from commissioning.records import criteria, interviews, panel, tender
from commissioning.values.scales import plain

AgreedPlace = tuple[str, str]
"""The criterion and provider of an agreed mark."""
_WAYS = {
    criteria.PanelMean: "the mean of the members' marks",
    criteria.PanelMedian: "the median of the members' marks",
    criteria.PanelSum: "the sum of the members' marks",
}


class EvidenceReader:
    """Reads all marks of one lot: sheets, agreed marks and interviews. `findings` has the faults."""

    def __init__(self, rules: MarkingRules, evidence: MarkingEvidence) -> None:
        self.rules = rules
        self.evidence = evidence
        self.reported = MarkFindings(rules)
        self.sheets = SheetReader(evidence, self.reported)

    @property
    def findings(self) -> list[Finding]:
        """The faults found so far, in the order of reading."""
        return self.reported.every

    def given(self) -> Given:
        """Each assessor's mark, once, after corrections."""
        return self.sheets.given()

    def agreed(self) -> dict[AgreedPlace, panel.Moderation]:
        """The moderation in force for each criterion and provider."""
        agreed: dict[AgreedPlace, panel.Moderation] = {}
        for moderation in sorted(self.evidence.moderations, key=lambda each: each.on):
            if not self.rules.concerns(moderation):
                continue
            if not self.reported.to_read("A moderation", moderation):
                continue
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

    def changed(self) -> dict[AgreedPlace, tuple[date, interviews.ChangedMark]]:
        """The agreed marks that interviews for verification have changed, with the day."""
        changed: dict[AgreedPlace, tuple[date, interviews.ChangedMark]] = {}
        for interview in sorted(self.evidence.interviews, key=lambda each: each.on):
            if not self.rules.concerns(interview) or not interview.changes:
                continue
            if not self.reported.to_read("An interview", interview):
                continue
            for change in interview.changes:
                if self._may_change(interview, change) and interview.provider in self.rules.bidders:
                    changed[change.criterion, interview.provider] = interview.on, change
        return changed

    def _may_change(self, interview: interviews.Interview, change: interviews.ChangedMark) -> bool:
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
        f"({plain(min(given))} to {plain(max(given))})",
        severity=Severity.WARNS,
        remedy="Make sure the reason says what changed every member's mind",
        about=moderation.provider,
    )
