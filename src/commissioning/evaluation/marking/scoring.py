"""From score sheets to one mark for each tender and criterion, by the rules the invitation declares.

Nothing is averaged unless declared, nobody is left out silently, and no sheet is altered. What is
missing or wrong is gathered as findings; `ranking.evaluate` refuses where any of them blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field

from commissioning.errors import written
from commissioning.evaluation.inputs import MarkingEvidence
from commissioning.evaluation.marking.evidence import EvidenceReader
from commissioning.findings.codes.evaluation import (
    AGREED_TOO_SOON,
    MARK_MISSING,
    MEMBERS_LEFT_OUT,
    MODERATION_MISSING,
    QUORUM_MISSED,
)
from commissioning.findings.finding import Finding
from commissioning.records import criteria, methods, panel, tender
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class OneMark:
    """The mark that counts for one tender on one criterion, and where it comes from."""

    earned: int
    """The points it earns, as a whole number out of `out_of`."""
    out_of: int
    given: Mapping[str, panel.Mark] = field(hash=False)
    """The marks that stand behind it, by assessor."""
    agreed: Decimal | None = None
    """The mark that a panel agreed; None where the members' marks are combined as declared."""
    middle: bool = False
    """Whether the combined mark is the median; else it is the mean."""
    because: str = ""
    """The reason that was agreed; empty for a mean, median or sum."""

    @property
    def members(self) -> tuple[tuple[str, panel.Mark], ...]:
        """Each assessor whose mark stands behind it, with that mark."""
        return tuple(self.given.items())

    @property
    def mark(self) -> Fraction:
        """The mark as a number on the scale; for a mean it may lie between two marks."""
        if self.agreed is not None:
            return Fraction(self.agreed)
        marks = sorted(Fraction(mark.mark) for mark in self.given.values())
        if self.middle:
            marks = marks[
                (len(marks) - 1) // 2 : len(marks) // 2 + 1
            ]  # the one or two in the middle
        return sum(marks, Fraction(0)) / len(marks)


@frozen
class MarkBook:
    """Every mark that counts, by criterion and provider, and what was found on the way."""

    marks: Mapping[str, Mapping[str, OneMark]] = field(hash=False)
    findings: tuple[Finding, ...] = ()

    def of(self, provider: str, criterion: str) -> OneMark | None:
        return self.marks.get(criterion, {}).get(provider)


def mark_book(
    invitation: tender.InvitationToTender,
    method: methods.Method,
    lot: str,
    bidders: Sequence[str],
    *,
    evidence: MarkingEvidence,
    tenders: Sequence[tender.TenderReceived] = (),
) -> MarkBook:
    """Put the marks of one lot together; `tenders` are all that came in, for any lot."""
    reader = EvidenceReader(
        invitation, method, lot, tuple(bidders), evidence=evidence, tenders=tenders
    )
    given = reader.given()
    agreed = reader.agreed()
    combiner = _Combiner(reader)
    marks = {
        criterion.reference: combiner.one_marks(criterion, given[criterion.reference], agreed)
        for criterion in reader.marked
    }
    combiner.tell_who_was_left_out()
    return MarkBook(marks, tuple(reader.findings))


class _Combiner:
    """Makes one mark of a panel's marks, by the rule of each criterion."""

    def __init__(self, reader: EvidenceReader) -> None:
        self.reader = reader
        self.changed = reader.changed()
        self.left_out: dict[tuple[str, str], list[tuple[str, str]]] = {}
        """The criterion and provider of each mark that a member did not give, by member and rule."""

    def one_marks(
        self,
        criterion: criteria.Criterion,
        given: Mapping[str, Mapping[str, panel.Mark]],
        agreed: Mapping[tuple[str, str], panel.Moderation],
    ) -> dict[str, OneMark]:
        """The mark that counts on one criterion, for each provider that has one."""
        one_marks: dict[str, OneMark] = {}
        members = self._members(criterion, given)
        for provider in self.reader.bidders:
            cell = given.get(provider, {})
            counted = self._counted(criterion, provider, cell, members)
            moderation = agreed.get((criterion.reference, provider))
            if isinstance(criterion.one_mark, criteria.Consensus):
                mark = self._consensus(criterion, provider, counted, moderation)
            else:
                mark = self._combined(criterion, counted)
            if mark is not None:
                one_marks[provider] = mark
        return one_marks

    def _members(
        self, criterion: criteria.Criterion, given: Mapping[str, Mapping[str, panel.Mark]]
    ) -> tuple[str, ...]:
        """Those who are to mark, before anybody is left out."""
        seats = self.reader.seats.get(criterion.panel)
        have_marked = tuple(dict.fromkeys(who for cell in given.values() for who in cell))
        gone = tuple(who for who in self._gone(criterion) if who in have_marked)
        late = self._late(criterion, given)
        sitting = (who for who in (seats.assessors if seats else ()) if who not in late)
        members = (*sitting, *gone) or have_marked
        rules = (criterion.one_mark.absent, criterion.one_mark.recused)
        # A provider whom nobody has marked, being out already, is no reason to leave anybody out.
        marked = given if gone or criteria.MissingMarks.THOSE_WHO_MARKED_ALL in rules else ()
        dropped = {
            who
            for who in members
            for provider in marked
            if who not in given[provider]
            and self._rule(criterion, provider, who) is criteria.MissingMarks.THOSE_WHO_MARKED_ALL
        }
        for why, left_out in (
            ("joined the panel after marking had begun, gave no mark and", late),
            ("left the panel before marking every provider and", dropped.intersection(gone)),
            ("did not mark every provider and, as declared,", dropped.difference(gone)),
        ):
            if left_out:
                self.reader.found(
                    MEMBERS_LEFT_OUT,
                    f"{criterion.title}: {', '.join(sorted(left_out))} {why} "
                    f"{'count' if len(left_out) > 1 else 'counts'} for none",
                    "",
                    criterion.reference,
                    warns=True,
                )
        return tuple(who for who in members if who not in dropped)

    def _late(
        self, criterion: criteria.Criterion, given: Mapping[str, Mapping[str, panel.Mark]]
    ) -> frozenset[str]:
        """Those who joined when others had marked a criterion already, and who have not marked it."""
        seats = self.reader.seats.get(criterion.panel)
        if seats is None or not seats.newcomers:
            return frozenset()
        about = criterion.reference
        places = {(about, provider, who) for provider, cell in given.items() for who in cell}
        begun = min((self.reader.sheet_of[place].on for place in places), default=date.max)
        marked = {who for _, _, who in places}
        return frozenset(who for who, day in seats.newcomers if day > begun and who not in marked)

    def _gone(self, criterion: criteria.Criterion) -> tuple[str, ...]:
        """Those who have left the panel of a criterion."""
        seats = self.reader.seats.get(criterion.panel)
        return seats.gone if seats else ()

    def _rule(
        self, criterion: criteria.Criterion, provider: str, who: str
    ) -> criteria.MissingMarks:
        """What is declared for a mark that a member has not given.

        Of one who has left it cannot be asked for any more: where no result is declared without it,
        that member counts for none.
        """
        recused = (criterion.panel, who, provider) in self.reader.recused
        rule = criterion.one_mark.recused if recused else criterion.one_mark.absent
        asked_in_vain = rule is criteria.MissingMarks.REFUSED and who in self._gone(criterion)
        return criteria.MissingMarks.THOSE_WHO_MARKED_ALL if asked_in_vain else rule

    def _counted(
        self,
        criterion: criteria.Criterion,
        provider: str,
        cell: Mapping[str, panel.Mark],
        members: tuple[str, ...],
    ) -> Mapping[str, panel.Mark]:
        """The marks of those who count; what is missing is found."""
        everybody = len(cell) == len(members) and all(who in cell for who in members)
        counted = cell if everybody else {who: cell[who] for who in members if who in cell}
        if 0 < len(counted) < len(members):
            for who in members:
                if who not in cell:
                    self._missing(criterion, provider, who)
        if len(counted) < criterion.one_mark.quorum or not counted:
            self.reader.found(
                MARK_MISSING if not counted else QUORUM_MISSED,
                f"{criterion.title} of {provider} is marked by {len(counted) or 'nobody'}"
                + (f"; {criterion.one_mark.quorum} are needed" if counted else ""),
                f"record the score sheets of the panel {criterion.panel}".rstrip(),
                provider,
            )
        return counted

    def _missing(self, criterion: criteria.Criterion, provider: str, who: str) -> None:
        recused = (criterion.panel, who, provider) in self.reader.recused
        rule = self._rule(criterion, provider, who)
        why = "is recused" if recused else "has given no mark"
        if rule is criteria.MissingMarks.REFUSED:
            message = f"{who} {why} on {criterion.title} of {provider}"
            remedy = (
                "put somebody else on the panel" if recused else "record the sheet that is missing"
            )
            self.reader.found(MARK_MISSING, f"{message}; {rule.value}", remedy, provider)
        else:
            left_out = self.left_out.setdefault((f"{who} {why}", rule.value), [])
            left_out.append((criterion.title, provider))

    def tell_who_was_left_out(self) -> None:
        """One remark for each member and rule, however many marks it is about."""
        for (who, rule), places in self.left_out.items():
            titles: dict[tuple[str, ...], list[str]] = {}
            for title in dict.fromkeys(title for title, _ in places):
                providers = dict.fromkeys(provider for other, provider in places if other == title)
                titles.setdefault(tuple(providers), []).append(title)
            parts = (f"on {_all(there)} of {_all(whose)}" for whose, there in titles.items())
            everybody = dict.fromkeys(provider for _, provider in places)
            each = "for each, " if len(everybody) > 1 else ""
            self.reader.found(
                MEMBERS_LEFT_OUT,
                f"{who} {', '.join(parts)}; {each}{rule}",
                "",
                next(iter(everybody)) if len(everybody) == 1 else "",
                warns=True,
            )

    def _consensus(
        self,
        criterion: criteria.Criterion,
        provider: str,
        counted: Mapping[str, panel.Mark],
        moderation: panel.Moderation | None,
    ) -> OneMark | None:
        if moderation is None:
            if counted:
                self.reader.found(
                    MODERATION_MISSING,
                    f"no agreed mark is recorded for {criterion.title} of {provider}",
                    "record the moderation: the agreed mark, its reason and who was present",
                    provider,
                )
            return None
        agreed, because = moderation.agreed, moderation.because
        heard_on, change = self.changed.get((criterion.reference, provider), (None, None))
        if heard_on and change and heard_on >= moderation.on:
            agreed, because = change.agreed, change.because
        marks = [mark.mark for mark in counted.values()]
        if marks and not min(marks) <= moderation.agreed <= max(marks):
            self.reader.findings.append(self.reader.outside(criterion, moderation, marks))
        for who in counted:
            self._settled_before(criterion, moderation, who)
        scaled = self.reader.scaled[criterion.reference]
        return OneMark(
            earned=scaled.whole[agreed],
            out_of=scaled.out_of,
            given=counted,
            agreed=agreed,
            because=because,
        )

    def _settled_before(
        self, criterion: criteria.Criterion, moderation: panel.Moderation, who: str
    ) -> None:
        """Warn of a mark that was given or corrected only after the panel had agreed one."""
        at = (criterion.reference, moderation.provider, who)
        after = self.reader.changed_after(moderation.on, at)
        if after is not None:
            how, day = after
            self.reader.found(
                AGREED_TOO_SOON,
                f"{criterion.title} of {moderation.provider} was agreed on "
                f"{written(moderation.on)}, before the mark of {who} was {how} on {written(day)}",
                "let the panel agree it again, and say so (replaces_because)",
                moderation.provider,
                warns=True,
            )

    def _combined(
        self, criterion: criteria.Criterion, counted: Mapping[str, panel.Mark]
    ) -> OneMark | None:
        if not counted:
            return None
        scaled = self.reader.scaled[criterion.reference]
        earned = [scaled.whole[mark.mark] for mark in counted.values()]
        middle = isinstance(criterion.one_mark, criteria.PanelMedian)
        return OneMark(
            earned=_middle(sorted(earned)) if middle else sum(earned),
            out_of=(2 if middle else len(earned)) * scaled.out_of,
            given=counted,
            middle=middle,
        )


def _middle(earned: list[int]) -> int:
    """Twice the median of whole numbers, which is whole."""
    half = len(earned) // 2
    return 2 * earned[half] if len(earned) % 2 else earned[half - 1] + earned[half]


def _all(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
