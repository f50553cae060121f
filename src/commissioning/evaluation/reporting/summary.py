"""The letter to each bidder: its own tender and the winner's, side by side, and what is still missing.

One form serves both laws. The Procurement Regulations 2024, regulation 31, require an assessment
summary; the Public Contracts Regulations 2015, regulation 86, a notice with reasons and the standstill. An
item that the law requires and the letter lacks is a finding, and so is a reason that names a member of a
panel: people on panels are never named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Final

from attrs import fields

from commissioning.errors import RecordError, written
from commissioning.evaluation.reporting.explanation import rule
from commissioning.evaluation.result import CriterionLine, Result
from commissioning.findings.citation import Citation
from commissioning.findings.codes.evaluation import SUMMARY_ITEM_MISSING, SUMMARY_NAMES_PERSON
from commissioning.findings.finding import Finding
from commissioning.records import methods, parties
from commissioning.records.record import WHOLE
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.rounding import shown
from commissioning.values.scales import plain
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import Word, listed


class SummaryDuty(Word):
    """The law that says what a bidder is told."""

    REGULATION_31 = "assessment summary"
    REGULATION_86 = "notice of the award decision"


CITATIONS: Final[Mapping[SummaryDuty, Citation]] = {
    SummaryDuty.REGULATION_31: Citation("Procurement Regulations 2024", "regulation 31"),
    SummaryDuty.REGULATION_86: Citation("Public Contracts Regulations 2015", "regulation 86"),
}


@frozen(kw_only=True)
class Contact:
    """How a bidder is reached and identified, as held outside this library."""

    address: str = ""
    email: str = ""
    identifier: str = ""
    """Its unique identifier, such as the one the central digital platform gives."""


@frozen(kw_only=True)
class SummaryLine:
    """One criterion in a letter: weight, mark, points and the reason, without the members' names."""

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
    """The title of each section, with the points earned in it."""
    total: Fraction | None
    rank: int | None
    excluded_because: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its bidder's name, or the reference where the name is not known."""
        return self.name or self.provider

    def lacks(self, whose: str) -> Iterator[str]:
        """The scores and reasons that are missing from its lines."""
        for line in self.lines:
            if line.mark is not None and not line.because:
                yield f"the reason for the mark on {line.title} in {whose}"
            if line.mark is None and line.points is None and not self.excluded_because:
                yield f"the score on {line.title} in {whose}"
            if not line.scale:
                yield f"the scores available on {line.title}"

    def reasons(self, heading: str) -> str:
        lines = [f"  {line.title}: {line.because}" for line in self.lines if line.because]
        return "\n".join([f"{heading}:", *lines]) if lines else ""


@frozen(kw_only=True)
class AssessmentSummary(OneLine, Tabled):
    """The letter to one bidder about one lot."""

    duty: SummaryDuty
    lot: str
    own: TenderSummary
    winners: tuple[TenderSummary, ...]
    """The tenders that are to be awarded; none in a winner's own summary."""
    importance: str
    """How the criteria make one result, in words."""
    contact: Contact = Contact()
    criteria_at: str = ""
    """The place where the award criteria can be read in full."""
    further_reasons: str = ""
    """Reasons for not winning beyond the marks: characteristics and advantages of the winner."""
    no_signing_before: date | None = None
    names_people_in: tuple[str, ...] = ()
    """The places that name a member of a panel, such as "the reason for the mark on quality"."""

    def missing(self) -> tuple[Finding, ...]:
        """The items that the law requires and the letter lacks, and the names that it must not have."""
        what, who = f"The {self.duty} for {self.own.provider}", self.own.provider
        lacking = (
            SUMMARY_ITEM_MISSING(
                f"{what} lacks {item}",
                source=CITATIONS[self.duty],
                remedy="Add it before the letters go out together",
                about=who,
            )
            for item in self._lacking()
        )
        naming = (
            SUMMARY_NAMES_PERSON(
                f"{what} names a member of a panel in {where}",
                remedy="Write it as the view of the panel; people on panels are never named",
                about=who,
            )
            for where in self.names_people_in
        )
        return (*lacking, *naming)

    def _lacking(self) -> Iterator[str]:
        if not self.own.name:
            yield "the bidder's name"
        yield from self.own.lacks("the bidder's own tender")
        alone = len(self.winners) == 1
        for winner in self.winners:
            if not winner.name:
                yield "the winner's name" if alone else f"the name of {winner.called}"
            yield from winner.lacks("the winner's tender" if alone else f"{winner.called}'s tender")
        contact, reasons = self.contact, self.further_reasons
        required: tuple[tuple[object, str], ...] = (
            (self.no_signing_before, "the day before which nothing will be signed"),
            (reasons or not self.winners,
             "the characteristics and relative advantages of the winning tender"),
        ) if self.duty is SummaryDuty.REGULATION_86 else (
            (contact.address, "the bidder's contact address"),
            (contact.email, "the bidder's email address"),
            (contact.identifier, "the bidder's unique identifier"),
            (self.criteria_at, "where the award criteria can be read in full"),
            (reasons or not self._ranks_no_lower,
             "the reason why the tender did not win, which its rank does not give"),
        )  # fmt: skip
        yield from (item for present, item in required if not present)

    @property
    def _ranks_no_lower(self) -> bool:
        """Whether a tender that did not win ranks as high as one that did: by a limit, or a tie."""
        lowest = max((winner.rank or 0 for winner in self.winners), default=0)
        return self.own.rank is not None and self.own.rank <= lowest

    def table(self) -> Table:
        """One row a criterion: the bidder's own mark and points, next to the winner's."""
        whose = ["your", *(f"{w.called}'s" for w in self.winners)]
        if len(self.winners) == 1:
            whose[1] = "winner's"
        columns = (
            Column("criterion", Kind.TEXT),
            Column("weight", Kind.TEXT, "per cent"),
            *(Column(f"{who} {what}", Kind.TEXT) for who in whose for what in ("mark", "points")),
        )
        return Table(columns, tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        tenders = (self.own, *self.winners)
        lines = [{line.criterion: line for line in tender.lines} for tender in tenders]
        for line in self.own.lines:
            own = (each.get(line.criterion) for each in lines)
            cells = (
                (_figure(one.mark, 2), _figure(one.points)) if one else ("", "") for one in own
            )
            yield (line.title, shown(line.weight), *chain.from_iterable(cells))
        sums = [
            (f"all of {title}", [dict(tender.subtotals).get(title) for tender in tenders])
            for title, _ in self.own.subtotals
        ]
        for title, earned in (*sums, ("total", [tender.total for tender in tenders])):
            yield (title, "", *chain.from_iterable(("", _figure(points)) for points in earned))

    def letter(self) -> str:
        """The summary as text, to be put under the council's letterhead."""
        where = "" if self.lot == WHOLE else f", lot {self.lot}"
        contact = self.contact
        heading = f"{str(self.duty).capitalize()}{where}: {self.own.called}"
        in_full = f"\nThe award criteria in full: {self.criteria_at}." if self.criteria_at else ""
        scales = (f"  {line.title}: {line.scale}" for line in self.own.lines)
        day = self.no_signing_before
        blocks = (
            "\n".join(filter(None, (heading, contact.address, contact.email, contact.identifier))),
            self._outcome(),
            f"Criteria and method: {self.importance}.{in_full}",
            self.table().to_text(),
            "\n".join(("How each is scored:", *scales)),
            self.own.reasons("Your tender"),
            *(winner.reasons(f"The tender of {winner.called}") for winner in self.winners),
            f"Further reasons: {self.further_reasons}" if self.further_reasons else "",
            f"No contract will be signed before {written(day)}." if day else "",
        )
        return "\n\n".join(filter(None, blocks))

    def __str__(self) -> str:
        return self.letter()

    def _outcome(self) -> str:
        if not self.winners:
            return "Your tender is the one to be awarded the contract."
        to = listed(tuple(winner.called for winner in self.winners))
        own = f"ranked {self.own.rank}"
        if self.own.excluded_because:
            own = f"was excluded: {'; '.join(self.own.excluded_because)}"
        return f"The contract is to be awarded to {to}. Your tender {own}."


def _figure(value: Fraction | None, places: int = 4) -> str:
    return "" if value is None else shown(value, places)


def summaries(
    result: Result,
    winner: str | tuple[str, ...],
    duty: SummaryDuty,
    *,
    particulars: Iterable[parties.Provider] = (),
    contacts: Mapping[str, Contact] | None = None,
    criteria_at: str = "",
    further_reasons: Mapping[str, str] | None = None,
    no_signing_before: date | None = None,
) -> tuple[AssessmentSummary, ...]:
    """One letter for each bidder whose tender was assessed, the winner's included.

    `winner` is the provider to be awarded the lot, which the ranking alone does not decide; several for a
    framework. Raises `LookupError` for one without a tender, `RecordError` for one that is excluded.
    """
    winners = (winner,) if isinstance(winner, str) else winner
    names = {p: result.name(p) or "" for p in result.providers}
    names |= {p.reference: p.name for p in particulars}
    own = {p: _summary(result, p, names.get(p, "")) for p in (*result.providers, *winners)}
    excluded = tuple(
        f"{name} cannot win: it is excluded ({'; '.join(own[name].excluded_because)})"
        for name in winners
        if own[name].excluded_because
    )
    if excluded:
        raise RecordError("summaries", excluded)
    people = _people(result)

    def summary_for(provider: str) -> AssessmentSummary:
        others = () if provider in winners else tuple(own[name] for name in winners)
        further = (further_reasons or {}).get(provider, "")
        return AssessmentSummary(
            duty=duty,
            lot=result.lot,
            own=own[provider],
            winners=others,
            importance=importance(result),
            contact=(contacts or {}).get(provider, Contact()),
            criteria_at=criteria_at,
            further_reasons=further,
            no_signing_before=no_signing_before,
            names_people_in=tuple(_naming(people, (own[provider], *others), further)),
        )

    return tuple(map(summary_for, result.providers))


def _people(result: Result) -> re.Pattern[str] | None:
    """A pattern for the references of panel members and assessors, as whole words."""
    evidence = result.source.evidence
    references = {member.reference for panel in evidence.panels for member in panel.members}
    references |= {m.reference for change in evidence.panel_changes for m in change.joined}
    references |= {sheet.assessor for sheet in evidence.sheets}
    named = "|".join(map(re.escape, references - set(result.providers)))
    return re.compile(rf"(?<![\w-])({named})(?![\w-])") if named else None


def _naming(
    people: re.Pattern[str] | None, tenders: tuple[TenderSummary, ...], further: str
) -> Iterator[str]:
    texts = [
        *((f"the reason for the mark on {line.title} of {tender.provider}", line.because)
          for tender in tenders for line in tender.lines),
        *((f"why the tender of {tender.provider} was excluded", "; ".join(tender.excluded_because))
          for tender in tenders),
        ("the further reasons", further),
    ]  # fmt: skip
    yield from (where for where, text in texts if people and people.search(text))


def importance(result: Result) -> str:
    """How the criteria make one result, in a sentence without its full stop."""
    titles = {c.reference: c.title for c in result.contest.columns}
    weights = ", ".join(
        f"{titles.get(name, 'price')} {shown(weight)}%"
        for name, weight in result.contest.weights.items()
    )
    if result.measure == methods.ComparisonFigure.POINTS:
        return f"points out of 100, by weight: {weights}"
    if result.measure == methods.ComparisonFigure.PRICE:
        return f"the lowest price of the tenders at or above the quality floor; quality: {weights}"
    first = "lowest" if result.measure.lower_wins else "highest"
    return f"the {first} {result.measure}; quality: {weights}"


def _summary(result: Result, provider: str, name: str) -> TenderSummary:
    standing, method = result.standing(provider), result.source.invitation.method
    sections = method.sections if isinstance(method, methods.Method) else ()
    titles = {section.reference: section.title for section in sections}
    earned = result.subtotals(provider).items()
    return TenderSummary(
        provider=provider,
        name=name,
        lines=tuple(_line(result, line) for line in result.lines(provider)),
        subtotals=tuple((titles[each], points) for each, points in earned if each in titles),
        total=standing.total,
        rank=standing.rank,
        excluded_because=standing.exclusions,
    )


def _line(result: Result, line: CriterionLine) -> SummaryLine:
    invitation = result.source.invitation
    criterion = invitation.judged_by.criterion(line.criterion)
    # A mean, median or sum has no agreed reason: the members' reasons, without saying whose.
    reasons = (f"{plain(mark.mark)}: {mark.because}" for _, mark in line.members if mark.because)
    because = line.because or "; ".join(reasons)
    if line.price is not None:
        scale = _formula_in_words(invitation.price_formula)
    elif criterion and criterion.formula and line.figure is not None:
        scale = _formula_in_words(criterion.formula)
        because = f"the tender states {shown(line.figure, 4)} {criterion.formula.unit}".rstrip()
    else:
        scale = str(criterion.marked_on) if criterion else ""
    return SummaryLine(
        criterion=line.criterion,
        title=line.title,
        weight=line.weight,
        mark=line.mark,
        scale=scale,
        points=line.points,
        because=because,
    )


def _formula_in_words(formula: Family | None) -> str:
    """The rule of a formula, with the figures it was announced with."""
    if formula is None:
        return "the price itself"
    announced = []
    for field in fields(type(formula)):
        value = getattr(formula, field.name)
        if value is not None and value is not False and value != "":
            name = "prices of" if field.name == "base" else field.name.replace("_", " ")
            announced.append(name if value is True else f"{name} {_in_words(value)}")
    return "; ".join(filter(None, (rule(formula), ", ".join(announced))))


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_in_words, value))
    return plain(value) if isinstance(value, Decimal) else str(value)
