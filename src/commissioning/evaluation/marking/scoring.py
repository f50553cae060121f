"""From score sheets to one mark for each tender and criterion, by the rules the invitation declares.

A mean or median is taken only where declared, every member left out is reported, and no sheet is
altered. Faults are gathered as findings; `ranking.ranked` refuses where one of them blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from attrs import field

from commissioning.errors import written
from commissioning.evaluation.inputs import Source
from commissioning.evaluation.marking.evidence import EvidenceReader, outside
from commissioning.evaluation.marking.rules import MarkingRules
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding
from commissioning.records.criteria import Consensus, Criterion, MissingMarks, PanelMedian
from commissioning.records.methods import Method
from commissioning.records.panel import Mark, Moderation
from commissioning.values.frozen import frozen
from commissioning.values.text import grouped, listed

N = TypeVar("N", int, Fraction)
ByProvider = Mapping[str, Mapping[str, Mark]]
"""The marks on one criterion, by provider and assessor."""


@frozen(kw_only=True)
class OneMark:
    """The mark that counts for one tender on one criterion, and where it comes from."""

    earned: int
    """The points it earns, as a whole number out of `out_of`."""
    out_of: int
    given: Mapping[str, Mark] = field(hash=False)
    """The marks that it is made from, by assessor."""
    agreed: Decimal | None = None
    """The mark that a panel agreed; None where the members' marks are combined as declared."""
    is_median: bool = False
    """Whether the combined mark is the median; otherwise it is the mean."""
    because: str = ""
    """The reason that was agreed; empty for a mean, median or sum."""

    @property
    def members(self) -> tuple[tuple[str, Mark], ...]:
        """Each assessor whose mark it is made from, with that mark."""
        return tuple(self.given.items())

    @property
    def mark(self) -> Fraction:
        """The mark as a number on the scale; for a mean it may lie between two marks."""
        if self.agreed is not None:
            return Fraction(self.agreed)
        marks = sorted(Fraction(mark.mark) for mark in self.given.values())
        counted = middle(marks) if self.is_median else marks
        return sum(counted, Fraction(0)) / len(counted)


@frozen
class MarkBook:
    """Every mark that counts, by criterion and provider, and the findings about them."""

    marks: Mapping[str, Mapping[str, OneMark]] = field(hash=False)
    findings: tuple[Finding, ...] = ()

    def of(self, provider: str, criterion: str) -> OneMark | None:
        return self.marks.get(criterion, {}).get(provider)


def mark_book(source: Source, method: Method, bidders: Sequence[str]) -> MarkBook:
    """Every mark that counts for those who compete for a lot."""
    rules = MarkingRules(
        source.invitation,
        method,
        source.lot,
        bidders,
        evidence=source.evidence,
        tenders=source.tenders,
    )
    reader = EvidenceReader(rules, source.evidence)
    given = reader.sheets.given()
    combiner = _Combiner(reader, reader.agreed())
    marks = {c.reference: combiner.one_marks(c, given[c.reference]) for c in rules.marked}
    # Once all marks are read, so that a member left out of many is reported in one sentence.
    combiner.missing.report_left_out()
    return MarkBook(marks, tuple(reader.findings))


class _MissingMarks:
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
        former = tuple(who for who in (panel.former if panel else ()) if who in have_marked)
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

    def _rule(self, criterion: Criterion, provider: str, who: str) -> MissingMarks:
        """The declared rule for a mark that a member has not given.

        A former member cannot give it any more: where the rule is to wait for every mark, none of that
        member's marks count.
        """
        recused = (criterion.panel, who, provider) in self.rules.recused
        rule = criterion.one_mark.recused if recused else criterion.one_mark.absent
        panel = self.rules.members.get(criterion.panel)
        if rule is MissingMarks.REFUSED and panel and who in panel.former:
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
        off_scale = self.reader.sheets.off_scale.get((criterion.reference, provider), ())
        given = len(counted) + len(off_scale)
        if 0 < given < len(members):
            for who in members:
                if who not in cell and who not in off_scale:
                    self._missing(criterion, provider, who)
        quorum, where = criterion.one_mark.quorum, f"{provider} on {criterion.title}"
        remedy = (
            f"Record the score sheets{f' of panel {criterion.panel}' if criterion.panel else ''}"
        )
        if not given:
            self.reader.reported.add(
                codes.MARK_MISSING, f"No marks have been recorded for {where}", remedy, provider
            )
        elif given < quorum:
            members_ = "member has" if given == 1 else "members have"
            self.reader.reported.add(
                codes.QUORUM_MISSED,
                f"Only {given} {members_} given marks for {where}; the minimum is {quorum}",
                remedy,
                provider,
            )
        return counted

    def _missing(self, criterion: Criterion, provider: str, who: str) -> None:
        recused = (criterion.panel, who, provider) in self.rules.recused
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


class _Combiner:
    def __init__(
        self, reader: EvidenceReader, agreed: Mapping[tuple[str, str], Moderation]
    ) -> None:
        self.reader = reader
        self.agreed = agreed
        self.changed = reader.changed()
        self.missing = _MissingMarks(reader)

    def one_marks(self, criterion: Criterion, given: ByProvider) -> dict[str, OneMark]:
        """The mark that counts on one criterion, for each provider that has one."""
        members = self.missing.members(criterion, given)
        one_mark = self._consensus if isinstance(criterion.one_mark, Consensus) else self._combined
        one_marks: dict[str, OneMark] = {}
        for provider in self.reader.rules.in_order:
            counted = self.missing.counted(criterion, provider, given.get(provider, {}), members)
            mark = one_mark(criterion, provider, counted)
            if mark is not None:
                one_marks[provider] = mark
        return one_marks

    def _consensus(
        self, criterion: Criterion, provider: str, counted: Mapping[str, Mark]
    ) -> OneMark | None:
        moderation = self.agreed.get((criterion.reference, provider))
        if moderation is None:
            if counted:
                self.reader.reported.add(
                    codes.MODERATION_MISSING,
                    f"No agreed mark has been recorded for {provider} on {criterion.title}",
                    "Record the moderation: the agreed mark, its reason and who was present",
                    provider,
                )
            return None
        agreed, because = moderation.agreed, moderation.because
        heard_on, change = self.changed.get((criterion.reference, provider), (None, None))
        # A mark changed after the interview counts, unless the panel has agreed it anew since.
        if heard_on and change and heard_on >= moderation.on:
            agreed, because = change.agreed, change.because
        marks = [mark.mark for mark in counted.values()]
        if (warning := outside(criterion, moderation, marks)) is not None:
            self.reader.findings.append(warning)
        for who in counted:
            self._settled_before(criterion, moderation, who)
        scaled = self.reader.rules.scaled[criterion.reference]
        return OneMark(
            earned=scaled.whole[agreed],
            out_of=scaled.out_of,
            given=counted,
            agreed=agreed,
            because=because,
        )

    def _settled_before(self, criterion: Criterion, moderation: Moderation, who: str) -> None:
        at = (criterion.reference, moderation.provider, who)
        if (after := self.reader.sheets.changed_after(moderation.on, at)) is not None:
            how, day = after
            self.reader.reported.add(
                codes.AGREED_TOO_SOON,
                f"The mark for {moderation.provider} on {criterion.title} was agreed on "
                f"{written(moderation.on)}, before {who}'s mark was {how} on {written(day)}",
                "Let the panel agree it again, and give the reason it replaces the first",
                moderation.provider,
                warns=True,
            )

    def _combined(
        self, criterion: Criterion, _: str, counted: Mapping[str, Mark]
    ) -> OneMark | None:
        if not counted:
            return None
        scaled = self.reader.rules.scaled[criterion.reference]
        is_median = isinstance(criterion.one_mark, PanelMedian)
        earned = [scaled.whole[mark.mark] for mark in counted.values()]
        if is_median:
            earned = middle(sorted(earned))
        return OneMark(
            # The mean as a whole number out of another: nothing is rounded before the weights are applied.
            earned=sum(earned),
            out_of=len(earned) * scaled.out_of,
            given=counted,
            is_median=is_median,
        )


def middle(values: list[N]) -> list[N]:
    """The one or two in the middle of sorted values, whose mean is the median."""
    return values[(len(values) - 1) // 2 : len(values) // 2 + 1]
