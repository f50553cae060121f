"""From score sheets to one mark for each tender and criterion, by the rules the invitation declares.

A mean or median is taken only where declared, every member left out is reported, and no sheet is
altered. Faults are gathered as findings; `ranking.ranked` refuses where one of them blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from attrs import field

from commissioning.errors import written
from commissioning.evaluation.inputs import Source
from commissioning.evaluation.marking.agreed import EvidenceReader, outside
from commissioning.evaluation.marking.missing import ByProvider, MissingMarkRules
from commissioning.evaluation.marking.rules import MarkingRules
from commissioning.findings.codes.evaluation import AGREED_TOO_SOON, MODERATION_MISSING
from commissioning.findings.finding import Finding
from commissioning.records.criteria import Consensus, Criterion, PanelMedian
from commissioning.records.methods import Method
from commissioning.records.panel import Mark, Moderation
from commissioning.values.frozen import frozen

N = TypeVar("N", int, Fraction)


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
    given = reader.given()
    combiner = _Combiner(reader, reader.agreed())
    marks = {c.reference: combiner.one_marks(c, given[c.reference]) for c in rules.marked}
    # Once all marks are read, so that a member left out of many is reported in one sentence.
    combiner.missing.report_left_out()
    return MarkBook(marks, tuple(reader.findings))


class _Combiner:
    def __init__(
        self, reader: EvidenceReader, agreed: Mapping[tuple[str, str], Moderation]
    ) -> None:
        self.reader = reader
        self.agreed = agreed
        self.changed = reader.changed()
        self.missing = MissingMarkRules(reader)

    def one_marks(self, criterion: Criterion, given: ByProvider) -> dict[str, OneMark]:
        """The mark that counts on one criterion, for each provider that has one."""
        members = self.missing.members(criterion, given)
        one_mark = self._consensus if isinstance(criterion.one_mark, Consensus) else self._combined
        one_marks: dict[str, OneMark] = {}
        for provider in self.reader.rules.in_order:
            cell = given.get(provider, {})
            counted = self.missing.counted(criterion, provider, cell, members)
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
                    MODERATION_MISSING,
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
        warning = outside(criterion, moderation, [mark.mark for mark in counted.values()])
        if warning is not None:
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
        after = self.reader.sheets.changed_after(moderation.on, at)
        if after is not None:
            how, day = after
            self.reader.reported.add(
                AGREED_TOO_SOON,
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
