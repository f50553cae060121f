"""Reading what panels agreed and interviews changed, beside the sheets of one lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from commissioning.evaluation.marking.sheets import SheetReader
from commissioning.findings.codes.evaluation import (
    CONFLICTED_ASSESSOR,
    INTERVIEW_CHANGES_MARKS,
    MODERATED_TWICE,
    MODERATION_OUTSIDE_MARKS,
    MODERATION_UNDECLARED,
    QUORUM_MISSED,
    WRONG_PANEL,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.records import criteria, interviews, panel, tender
from commissioning.values.scales import plain


class EvidenceReader(SheetReader):
    """Goes through sheets, moderations and interviews of one lot, gathering findings."""

    def outside(
        self, criterion: criteria.Criterion, moderation: panel.Moderation, given: Sequence[Decimal]
    ) -> Finding:
        """The warning that an agreed mark lies outside what the members gave."""
        return MODERATION_OUTSIDE_MARKS(
            f"the agreed {plain(moderation.agreed)} on {criterion.title} of "
            f"{moderation.provider} lies outside the members' marks "
            f"({plain(min(given))} to {plain(max(given))})",
            severity=Severity.WARNS,
            remedy="make sure the reason says what changed every member's mind",
            about=moderation.provider,
        )

    def agreed(self) -> dict[tuple[str, str], panel.Moderation]:
        """The moderation in force for each criterion and provider."""
        agreed: dict[tuple[str, str], panel.Moderation] = {}
        for moderation in sorted(self.evidence.moderations, key=lambda each: each.on):
            if moderation.lots is not None and self.lot not in moderation.lots:
                continue
            here = moderation.provider in self.bidders
            if not here and not self._without_tender("a moderation", moderation):
                continue
            criterion = self.by_reference.get(moderation.criterion)
            if criterion is None:
                self._unknown(moderation.criterion, "a moderation", moderation)
                continue
            on_scale = moderation.agreed in self.scaled[criterion.reference].whole
            if not on_scale:
                who = f"the moderation gives {moderation.provider}"
                self.off_scale(criterion.reference, moderation.agreed, who)
            if self._moderates(criterion, moderation, agreed) and on_scale and here:
                agreed[criterion.reference, moderation.provider] = moderation
        for moderation in () if self.evidence.without else agreed.values():
            self._agreed_by(self.by_reference[moderation.criterion], moderation)
        return agreed

    def _agreed_by(self, criterion: criteria.Criterion, moderation: panel.Moderation) -> None:
        """Whether those who agreed a mark could: enough of the panel, and nobody with an interest."""
        where = f"{criterion.title} of {moderation.provider}"
        for member in moderation.present:
            if (moderation.panel, member, moderation.provider) in self.recused:
                self.found(
                    CONFLICTED_ASSESSOR,
                    f"{member} has declared an interest in {moderation.provider} and was present "
                    f"when {where} was agreed",
                    "let the others agree it again (replaces_because)",
                    moderation.provider,
                )
        seats = self.seats.get(moderation.panel)
        quorum = criterion.one_mark.quorum
        present = [m for m in moderation.present if seats is None or seats.marks(m, moderation.on)]
        if len(present) < quorum and (moderation.present or quorum > 1):
            if moderation.present:
                told = (
                    f"{len(present)} of the panel {moderation.panel} "
                    f"{'was' if len(present) == 1 else 'were'} present"
                )
            else:
                told = f"nobody of the panel {moderation.panel} is said to have been present"
            self.found(
                QUORUM_MISSED,
                f"{told} when {where} was agreed; {quorum} {'is' if quorum == 1 else 'are'} needed",
                "moderate it again with enough members, and say who was present",
                moderation.provider,
            )

    def _moderates(
        self,
        criterion: criteria.Criterion,
        moderation: panel.Moderation,
        agreed: Mapping[tuple[str, str], panel.Moderation],
    ) -> bool:
        where = f"{criterion.title} of {moderation.provider}"
        if not isinstance(criterion.one_mark, criteria.Consensus):
            self.found(
                MODERATION_UNDECLARED,
                f"{where} is moderated; the invitation declares another way to one mark",
                "leave the moderation out, or reissue the invitation",
                criterion.reference,
            )
            return False
        if criterion.panel and moderation.panel != criterion.panel:
            self.found(
                WRONG_PANEL,
                f"{where} is moderated by the panel {moderation.panel}; "
                f"the invitation names the panel {criterion.panel}",
                f"have it moderated by the panel {criterion.panel}",
                criterion.reference,
            )
        if (criterion.reference, moderation.provider) in agreed and not moderation.replaces_because:
            self.found(
                MODERATED_TWICE,
                f"{where} is moderated twice",
                "keep one, or say why the later replaces the first (replaces_because)",
                moderation.provider,
            )
        return True

    def changed(self) -> dict[tuple[str, str], tuple[date, interviews.ChangedMark]]:
        """The agreed marks that interviews declared as verification have changed, with the day."""
        changed: dict[tuple[str, str], tuple[date, interviews.ChangedMark]] = {}
        for interview in sorted(self.evidence.interviews, key=lambda each: each.on):
            if interview.lots is not None and self.lot not in interview.lots:
                continue
            here = interview.provider in self.bidders
            if not here and not (
                interview.changes and self._without_tender("an interview", interview)
            ):
                continue
            for change in interview.changes:
                if self._changes(interview, change) and here:
                    changed[change.criterion, interview.provider] = interview.on, change
        return changed

    def _changes(self, interview: interviews.Interview, change: interviews.ChangedMark) -> bool:
        criterion = self.by_reference.get(change.criterion)
        if criterion is None:
            self._unknown(change.criterion, "an interview", interview)
            return False
        what = f"the interview of {interview.provider} changes the mark on {criterion.title}"
        if self.invitation.interviews is not tender.InterviewUse.VERIFICATION:
            self.found(
                INTERVIEW_CHANGES_MARKS,
                f"{what}, and the invitation does not declare interviews as verification",
                "leave the mark as moderated; an interview has its own published weight",
                interview.provider,
            )
        elif not isinstance(criterion.one_mark, criteria.Consensus):
            self.found(
                INTERVIEW_CHANGES_MARKS,
                f"{what}, which the panel does not agree on",
                "let each member correct its own mark, with the reason (MarkCorrected)",
                interview.provider,
            )
        elif change.agreed not in self.scaled[criterion.reference].whole:
            self.off_scale(
                criterion.reference, change.agreed, f"the interview gives {interview.provider}"
            )
        else:
            return True
        return False
