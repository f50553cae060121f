"""The members whose marks count on a criterion, and the rules for marks that a member did not give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commissioning.evaluation.marking.agreed import EvidenceReader
from commissioning.findings.codes import evaluation as codes
from commissioning.records.criteria import Criterion, MissingMarks
from commissioning.records.panel import Mark
from commissioning.values.grouping import grouped
from commissioning.values.text import listed

ByProvider = Mapping[str, Mapping[str, Mark]]
"""The marks on one criterion, by provider and assessor."""


class MissingMarkRules:
    """Decides for each criterion who is to mark it, and reports the marks that are missing."""

    def __init__(self, reader: EvidenceReader) -> None:
        self.reader = reader
        self.rules = reader.rules
        self.left_out: list[tuple[tuple[str, str], tuple[str, str]]] = []
        """For each mark not given the member and the rule for it, with the criterion and provider."""

    def members(self, criterion: Criterion, given: ByProvider) -> tuple[str, ...]:
        """The members whose marks are needed, before any provider is looked at by itself."""
        panel = self.rules.members.get(criterion.panel)
        have_marked = tuple(dict.fromkeys(who for cell in given.values() for who in cell))
        former = tuple(who for who in self._former(criterion) if who in have_marked)
        late = self._late(criterion, given)
        assessors = (who for who in (panel.assessors if panel else ()) if who not in late)
        members = (*assessors, *former) or have_marked
        rules = (criterion.one_mark.absent, criterion.one_mark.recused)
        # A provider without any marks, excluded already, is no reason to leave a member out.
        marked = given if former or MissingMarks.THOSE_WHO_MARKED_ALL in rules else ()
        dropped = {
            who
            for who in members
            for provider in marked
            if who not in given[provider]
            and self._rule(criterion, provider, who) is MissingMarks.THOSE_WHO_MARKED_ALL
        }
        left, some = dropped.intersection(former), dropped.difference(former)
        title, why_not = criterion.title, "so their marks on it do not count"
        for names, why in (
            (late, f"joined the panel after marking of {title} began, so they need not mark it"),
            (left, f"left the panel before marking every provider on {title}, {why_not}"),
            (some, f"did not mark every provider on {title}, {why_not} (declared rule)"),
        ):
            if names:
                self._left_out(f"{listed(tuple(sorted(names)))} {why}", criterion.reference)
        return tuple(who for who in members if who not in dropped)

    def _left_out(self, message: str, about: str) -> None:
        self.reader.reported.add(codes.MEMBERS_LEFT_OUT, message, "", about, warns=True)

    def _late(self, criterion: Criterion, given: ByProvider) -> frozenset[str]:
        """Members who joined after the first mark on a criterion, and have not marked it."""
        panel = self.rules.members.get(criterion.panel)
        if panel is None or not panel.newcomers:
            return frozenset()
        about = criterion.reference
        places = {(about, provider, who) for provider, cell in given.items() for who in cell}
        sheet_of = self.reader.sheets.sheet_of
        begun = min((sheet_of[place].on for place in places), default=date.max)
        marked = {who for _, _, who in places}
        return frozenset(who for who, day in panel.newcomers if day > begun and who not in marked)

    def _former(self, criterion: Criterion) -> tuple[str, ...]:
        panel = self.rules.members.get(criterion.panel)
        return panel.former if panel else ()

    def _is_recused(self, criterion: Criterion, provider: str, who: str) -> bool:
        return (criterion.panel, who, provider) in self.rules.recused

    def _rule(self, criterion: Criterion, provider: str, who: str) -> MissingMarks:
        """The declared rule for a mark that a member has not given.

        A former member cannot give it any more: where the rule is to wait for every mark, none of that
        member's marks count.
        """
        one_mark = criterion.one_mark
        recused = self._is_recused(criterion, provider, who)
        rule = one_mark.recused if recused else one_mark.absent
        if rule is MissingMarks.REFUSED and who in self._former(criterion):
            return MissingMarks.THOSE_WHO_MARKED_ALL
        return rule

    def counted(
        self,
        criterion: Criterion,
        provider: str,
        cell: Mapping[str, Mark],
        members: tuple[str, ...],
    ) -> Mapping[str, Mark]:
        """The marks that count for one provider; a missing one is reported."""
        everybody = len(cell) == len(members) and all(who in cell for who in members)
        counted = cell if everybody else {who: cell[who] for who in members if who in cell}
        if 0 < len(counted) < len(members):
            for who in members:
                if who not in cell:
                    self._missing(criterion, provider, who)
        quorum, where = criterion.one_mark.quorum, f"{provider} on {criterion.title}"
        remedy = (
            f"Record the score sheets{f' of panel {criterion.panel}' if criterion.panel else ''}"
        )
        if not counted:
            message = f"No marks have been recorded for {where}"
            self.reader.reported.add(codes.MARK_MISSING, message, remedy, provider)
        elif len(counted) < quorum:
            members_ = "member has" if len(counted) == 1 else "members have"
            message = (
                f"Only {len(counted)} {members_} given marks for {where}; the minimum is {quorum}"
            )
            self.reader.reported.add(codes.QUORUM_MISSED, message, remedy, provider)
        return counted

    def _missing(self, criterion: Criterion, provider: str, who: str) -> None:
        recused = self._is_recused(criterion, provider, who)
        rule = self._rule(criterion, provider, who)
        why = "is recused and has given no mark" if recused else "has given no mark"
        if rule is MissingMarks.REFUSED:
            self.reader.reported.add(
                codes.MARK_MISSING,
                f"{who} {why} for {provider} on {criterion.title} (rule: {rule.value})",
                "Put another member on the panel" if recused else "Record the missing score sheet",
                provider,
            )
        else:
            self.left_out.append(((f"{who} {why}", rule.value), (criterion.title, provider)))

    def report_left_out(self) -> None:
        """One remark for each member and rule, however many marks it is about."""
        for (who, rule), marks in grouped(self.left_out).items():
            providers_of = grouped(dict.fromkeys(marks))
            titles = grouped((providers, title) for title, providers in providers_of.items())
            parts = [f"for {listed(whose)} on {listed(of)}" for whose, of in titles.items()]
            everybody = dict.fromkeys(provider for _, provider in marks)
            each = " for each provider" if len(everybody) > 1 else ""
            about = next(iter(everybody)) if len(everybody) == 1 else ""
            self._left_out(f"{who} {'; '.join(parts)} (rule{each}: {rule})", about)
