"""The letter to one bidder: its own tender and the winner's, side by side, and what it still lacks.

What is missing by the law it is written under is a finding, and so is a reason that names somebody who
sat on a panel: people on panels are never named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.codes.evaluation import SUMMARY_ITEM_MISSING, SUMMARY_NAMES_PERSON
from commissioning.findings.finding import Finding
from commissioning.records.methods import Measure
from commissioning.records.record import WHOLE
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown
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
class Contact:
    """How a bidder is reached and known, as held outside this library."""

    address: str = ""
    email: str = ""
    identifier: str = ""
    """Its unique identifier, such as the one the central digital platform gives."""


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
    """The title of each section, with what was earned in it."""
    total: Fraction | None
    rank: int | None
    excluded_because: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its bidder's name, or the reference where the name is not known."""
        return self.name or self.provider


@frozen(kw_only=True)
class AssessmentSummary:
    """What one bidder is told about one lot."""

    duty: Duty
    lot: str
    own: TenderSummary
    winners: tuple[TenderSummary, ...]
    """The tenders that are to be awarded; none in a winner's own summary."""
    importance: str
    """How the criteria make one result, in words."""
    measure: Measure
    contact: Contact = Contact()
    criteria_at: str = ""
    """Where the award criteria stand in full."""
    further_reasons: str = ""
    """Reasons for not winning beyond the marks: characteristics and advantages of the winner."""
    no_signing_before: date | None = None
    names_people_in: tuple[str, ...] = ()
    """Where somebody who sat on a panel is named, such as "the reason for the mark on quality"."""

    def missing(self) -> tuple[Finding, ...]:
        """What the law asks for and the summary lacks, and what it must not hold."""
        return tuple(self._lacks()) + tuple(self._names())

    def _names(self) -> Iterator[Finding]:
        for where in self.names_people_in:
            yield SUMMARY_NAMES_PERSON(
                f"the {self.duty} for {self.own.provider} names somebody of the panel in {where}",
                remedy="say it as the panel's view; people on panels are never named",
                about=self.own.provider,
            )

    def _lacks(self) -> Iterator[Finding]:
        return (
            SUMMARY_ITEM_MISSING(
                f"the {self.duty} for {self.own.provider} lacks {item}",
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
        for winner in self.winners:
            whose = "the winner's tender" if len(self.winners) == 1 else f"{winner.called}'s tender"
            if not winner.name:
                yield "the winner's name" if len(self.winners) == 1 else f"the name of {whose[:-9]}"
            yield from _unexplained(winner, whose)
        if self.duty is Duty.REGULATION_31:
            yield from self._missing_of_a_summary()
        else:
            if self.no_signing_before is None:
                yield "the day before which nothing will be signed"
            if self.winners and not self.further_reasons:
                yield "the characteristics and relative advantages of the winning tender"

    def _missing_of_a_summary(self) -> Iterator[str]:
        if not self.contact.address:
            yield "the bidder's contact address"
        if not self.contact.email:
            yield "the bidder's email address"
        if not self.contact.identifier:
            yield "the bidder's unique identifier"
        if not self.criteria_at:
            yield "where the award criteria can be read in full"
        if self._ranks_no_lower and not self.further_reasons:
            yield "the reason why the tender did not win, which its rank does not give"

    @property
    def _ranks_no_lower(self) -> bool:
        """Whether a tender that did not win ranks as high as one that did: by a limit, or a tie."""
        lowest = max((winner.rank or 0 for winner in self.winners), default=0)
        return self.own.rank is not None and self.own.rank <= lowest

    def table(self) -> Table:
        """One row a criterion: the bidder's own mark and points, and the winner's beside them."""
        columns = [
            Column("criterion", Kind.TEXT),
            Column("weight", Kind.TEXT, "per cent"),
            Column("your mark", Kind.TEXT),
            Column("your points", Kind.TEXT),
        ]
        for winner in self.winners:
            whose = "winner's" if len(self.winners) == 1 else f"{winner.called}'s"
            columns += [Column(f"{whose} mark", Kind.TEXT), Column(f"{whose} points", Kind.TEXT)]
        return Table(tuple(columns), tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        theirs = [{line.criterion: line for line in w.lines} for w in self.winners]
        for line in self.own.lines:
            others = (lines.get(line.criterion) for lines in theirs)
            cells = ((_mark(o), _points(o.points if o else None)) for o in (line, *others))
            yield (line.title, shown(line.weight), *(cell for pair in cells for cell in pair))
        tenders = (self.own, *self.winners)
        for title, _ in self.own.subtotals:
            earned = (dict(tender.subtotals).get(title) for tender in tenders)
            yield (f"all of {title}", "", *_side_by_side(earned))
        yield ("total", "", *_side_by_side(tender.total for tender in tenders))

    def letter(self) -> str:
        """The summary as text, to be put under the council's letterhead."""
        return "\n".join(self._letter())

    def _letter(self) -> Iterator[str]:
        where = "" if self.lot == WHOLE else f", lot {self.lot}"
        yield f"{str(self.duty).capitalize()}{where}: {self.own.called}"
        details = (self.contact.address, self.contact.email, self.contact.identifier)
        yield from filter(None, details)
        yield ""
        yield self._outcome()
        yield ""
        yield f"Criteria and method: {self.importance}."
        if self.criteria_at:
            yield f"The award criteria in full: {self.criteria_at}."
        yield ""
        yield self.table().to_text()
        yield ""
        yield "How each is scored:"
        yield from (f"  {line.title}: {line.scale}" for line in self.own.lines)
        yield from _reasons(self.own, "Your tender")
        for winner in self.winners:
            yield from _reasons(winner, f"The tender of {winner.called}")
        if self.further_reasons:
            yield ""
            yield f"Further reasons: {self.further_reasons}"
        if self.no_signing_before is not None:
            yield ""
            yield f"No contract will be signed before {written(self.no_signing_before)}."

    def _outcome(self) -> str:
        if not self.winners:
            return "Your tender is the one to be awarded the contract."
        names = [winner.called for winner in self.winners]
        first = ", ".join(names[:-1])
        winner = f"The contract is to be awarded to {f'{first} and ' if first else ''}{names[-1]}."
        if self.own.excluded_because:
            return f"{winner} Your tender was excluded: {'; '.join(self.own.excluded_because)}."
        return f"{winner} Your tender ranked {self.own.rank}."


def _unexplained(tender: TenderSummary, whose: str) -> Iterator[str]:
    for line in tender.lines:
        if line.mark is not None and not line.because:
            yield f"the reason for the mark on {line.title} in {whose}"
        if line.mark is None and line.points is None and not tender.excluded_because:
            yield f"the score on {line.title} in {whose}"
        if not line.scale:
            yield f"the scores available on {line.title}"


def _mark(line: SummaryLine | None) -> str:
    return "" if line is None or line.mark is None else shown(line.mark)


def _points(value: Fraction | None) -> str:
    return "" if value is None else shown(value, 4)


def _side_by_side(earned: Iterable[Fraction | None]) -> Iterator[str]:
    for points in earned:
        yield from ("", _points(points))


def _reasons(tender: TenderSummary, heading: str) -> Iterator[str]:
    reasons = [f"  {line.title}: {line.because}" for line in tender.lines if line.because]
    if reasons:
        yield ""
        yield f"{heading}:"
        yield from reasons
