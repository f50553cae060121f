"""What each bidder is told: the summary of the assessment of its own tender and of the winner's.

One form serves both laws. The Procurement Regulations 2024, regulation 31, ask for an assessment
summary; the Public Contracts Regulations 2015, regulation 86, for a notice with reasons and the
standstill. What is missing is a finding. People on panels are never named: a panel is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from attrs import frozen

from commissioning.errors import written
from commissioning.evaluation.bids import Measure
from commissioning.evaluation.result import Evaluation, Line
from commissioning.records.criteria import Method
from commissioning.records.parties import Provider
from commissioning.records.record import WHOLE
from commissioning.values.citations import Citation
from commissioning.values.findings import Finding
from commissioning.values.rounding import shown
from commissioning.values.scales import plain
from commissioning.values.tables import Column, Kind, Table


class Duty(StrEnum):
    """Which law says what a bidder is told."""

    REGULATION_31 = "assessment summary"
    REGULATION_86 = "notice of the award decision"


CITATIONS: Final[Mapping[Duty, Citation]] = {
    Duty.REGULATION_31: Citation("Procurement Regulations 2024", "regulation 31"),
    Duty.REGULATION_86: Citation("Public Contracts Regulations 2015", "regulation 86"),
}


@frozen(kw_only=True)
class SummaryLine:
    """One criterion as a bidder is told it: weight, mark, points and the reason."""

    criterion: str
    title: str
    weight: Fraction
    mark: Fraction | None
    scale: str
    """The marks available; the formula for price."""
    points: Fraction | None
    because: str


@frozen(kw_only=True)
class TenderSummary:
    """One tender line by line, as its bidder (or, for the winner's, every bidder) is told it."""

    provider: str
    name: str
    lines: tuple[SummaryLine, ...]
    subtotals: tuple[tuple[str, Fraction], ...]
    total: Fraction | None
    rank: int | None
    excluded_because: tuple[str, ...] = ()


@frozen(kw_only=True)
class AssessmentSummary:
    """What one bidder is told about one lot."""

    duty: Duty
    lot: str
    own: TenderSummary
    winner: TenderSummary | None
    """The tender that is to be awarded; None in the winner's own summary."""
    importance: str
    """How the criteria make one result, in words."""
    measure: Measure
    contact: str = ""
    """The bidder's address for notices and its identifier, as held outside this library."""
    criteria_at: str = ""
    """Where the award criteria stand in full."""
    further_reasons: str = ""
    """Reasons for not winning beyond the marks: characteristics and advantages of the winner."""
    no_signing_before: date | None = None

    def missing(self) -> tuple[Finding, ...]:
        """What the law asks for and the summary lacks."""
        return tuple(
            Finding(
                code="summary-item-missing",
                message=f"the {self.duty} for {self.own.provider} lacks {item}",
                source=CITATIONS[self.duty],
                remedy="supply it before the summaries go out together",
                about=self.own.provider,
            )
            for item in self._missing()
        )

    def _missing(self) -> Iterator[str]:
        if not self.own.name:
            yield "the bidder's name"
        yield from _unexplained(self.own, "the bidder's own tender")
        if self.winner is not None:
            if not self.winner.name:
                yield "the winner's name"
            yield from _unexplained(self.winner, "the winner's tender")
        if self.duty is Duty.REGULATION_31:
            if not self.contact:
                yield "the bidder's contact address and identifier"
            if not self.criteria_at:
                yield "where the award criteria can be read in full"
        else:
            if self.no_signing_before is None:
                yield "the day before which nothing will be signed"
            if self.winner is not None and not self.further_reasons:
                yield "the characteristics and relative advantages of the winning tender"

    def table(self) -> Table:
        """One row a criterion: the bidder's own mark and points, and the winner's beside them."""
        columns = [
            Column("criterion", Kind.TEXT),
            Column("weight", Kind.TEXT, "per cent"),
            Column("your mark", Kind.TEXT),
            Column("your points", Kind.TEXT),
        ]
        if self.winner is not None:
            columns += [Column("winner's mark", Kind.TEXT), Column("winner's points", Kind.TEXT)]
        return Table(tuple(columns), tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        theirs = {line.criterion: line for line in self.winner.lines} if self.winner else {}
        for line in self.own.lines:
            row: tuple[str, ...] = (
                line.title,
                shown(line.weight),
                _mark(line),
                _points(line.points),
            )
            if self.winner is not None:
                other = theirs.get(line.criterion)
                row += (_mark(other), _points(other.points if other else None))
            yield row
        total = ("total", "", "", _points(self.own.total))
        yield total if self.winner is None else (*total, "", _points(self.winner.total))

    def letter(self) -> str:
        """The summary as text, to be put under the council's letterhead."""
        return "\n".join(self._letter())

    def _letter(self) -> Iterator[str]:
        where = "" if self.lot == WHOLE else f", lot {self.lot}"
        yield f"{str(self.duty).capitalize()}{where}: {self.own.name or self.own.provider}"
        yield ""
        yield self._outcome()
        yield ""
        yield f"Criteria and method: {self.importance}."
        if self.criteria_at:
            yield f"The award criteria in full: {self.criteria_at}."
        yield ""
        yield self.table().to_text()
        yield from _reasons(self.own, "Your tender")
        if self.winner is not None:
            yield from _reasons(self.winner, f"The tender of {self.winner.name}")
        if self.further_reasons:
            yield ""
            yield f"Further reasons: {self.further_reasons}"
        if self.no_signing_before is not None:
            yield ""
            yield f"No contract will be signed before {written(self.no_signing_before)}."

    def _outcome(self) -> str:
        if self.winner is None:
            return "Your tender is the one to be awarded the contract."
        winner = f"The contract is to be awarded to {self.winner.name or self.winner.provider}."
        if self.own.excluded_because:
            return f"{winner} Your tender was excluded: {'; '.join(self.own.excluded_because)}."
        return f"{winner} Your tender ranked {self.own.rank}."


def summaries(
    result: Evaluation,
    winner: str,
    duty: Duty,
    *,
    particulars: Iterable[Provider] = (),
    contacts: Mapping[str, str] | None = None,
    criteria_at: str = "",
    further_reasons: Mapping[str, str] | None = None,
    no_signing_before: date | None = None,
) -> tuple[AssessmentSummary, ...]:
    """One summary for each bidder whose tender was assessed, the winner's among them.

    `winner` is who is to be awarded the lot, which the ranking alone does not decide. Raises
    `LookupError` where it has no tender there.
    """
    names = {p.reference: p.name for p in particulars}
    for tender in result.source.tenders:
        if tender.particulars is not None:
            names.setdefault(tender.provider, tender.particulars.name)
    winning = _summary(result, winner, names)
    return tuple(
        AssessmentSummary(
            duty=duty,
            lot=result.lot,
            own=_summary(result, provider, names),
            winner=None if provider == winner else winning,
            importance=importance(result),
            measure=result.measure,
            contact=(contacts or {}).get(provider, ""),
            criteria_at=criteria_at,
            further_reasons=(further_reasons or {}).get(provider, ""),
            no_signing_before=no_signing_before,
        )
        for provider in result.providers
    )


def importance(result: Evaluation) -> str:
    """How the criteria make one result, in a sentence without its full stop."""
    titles = {c.reference: c.title for c in result.contest.columns}
    weights = ", ".join(
        f"{titles.get(name, 'price')} {shown(weight)}%"
        for name, weight in result.contest.weights.items()
    )
    if result.measure is Measure.POINTS:
        return f"points out of 100, by weight: {weights}"
    if result.measure is Measure.PRICE:
        return f"the lowest price of the tenders at or above the quality floor; quality: {weights}"
    return f"the lowest price per quality point; quality: {weights}"


def _summary(result: Evaluation, provider: str, names: Mapping[str, str]) -> TenderSummary:
    standing = result.standing(provider)
    return TenderSummary(
        provider=provider,
        name=names.get(provider, ""),
        lines=tuple(_line(result, line) for line in result.lines(provider)),
        subtotals=tuple(result.subtotals(provider).items()),
        total=standing.total,
        rank=standing.rank,
        excluded_because=standing.exclusions,
    )


def _line(result: Evaluation, line: Line) -> SummaryLine:
    method = result.source.invitation.method
    criterion = method.criterion(line.criterion) if isinstance(method, Method) else None
    if line.price is not None:
        formula = result.source.invitation.price_formula
        scale = (type(formula).__doc__ or "").partition(". ")[0]
    else:
        scale = str(criterion.marked_on) if criterion else ""
    return SummaryLine(
        criterion=line.criterion,
        title=line.title,
        weight=line.weight,
        mark=line.mark,
        scale=scale,
        points=line.points,
        because=line.because or _members_reasons(line),
    )


def _members_reasons(line: Line) -> str:
    """For a declared mean, median or sum: what the members said, without saying who."""
    said = (f"{plain(mark.mark)}: {mark.because}" for _, mark in line.members if mark.because)
    return "; ".join(said)


def _unexplained(tender: TenderSummary, whose: str) -> Iterator[str]:
    for line in tender.lines:
        if line.mark is not None and not line.because:
            yield f"the reason for the mark on {line.title} in {whose}"
        if line.mark is None and line.points is None and not tender.excluded_because:
            yield f"the score on {line.title} in {whose}"


def _mark(line: SummaryLine | None) -> str:
    return "" if line is None or line.mark is None else shown(line.mark)


def _points(value: Fraction | None) -> str:
    return "" if value is None else shown(value, 4)


def _reasons(tender: TenderSummary, heading: str) -> Iterator[str]:
    reasons = [f"  {line.title}: {line.because}" for line in tender.lines if line.because]
    if reasons:
        yield ""
        yield f"{heading}:"
        yield from reasons
