"""What each bidder is told: the summary of the assessment of its own tender and of the winner's.

One form serves both laws. The Procurement Regulations 2024, regulation 31, ask for an assessment
summary; the Public Contracts Regulations 2015, regulation 86, for a notice with reasons and the
standstill. `letters` has the summary itself; here it is made from a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import fields

from commissioning.errors import RecordError
from commissioning.evaluation.reporting.explanation import rule
from commissioning.evaluation.reporting.letters import (
    AssessmentSummary,
    Contact,
    Duty,
    SummaryLine,
    TenderSummary,
)
from commissioning.evaluation.result import CriterionLine, Result
from commissioning.records import methods, parties
from commissioning.records.methods import Measure
from commissioning.values.families import Family
from commissioning.values.rounding import shown
from commissioning.values.scales import plain


def summaries(
    result: Result,
    winner: str | tuple[str, ...],
    duty: Duty,
    *,
    particulars: Iterable[parties.Provider] = (),
    contacts: Mapping[str, Contact] | None = None,
    criteria_at: str = "",
    further_reasons: Mapping[str, str] | None = None,
    no_signing_before: date | None = None,
) -> tuple[AssessmentSummary, ...]:
    """One summary for each bidder whose tender was assessed, the winner's among them.

    `winner` is who is to be awarded the lot, which the ranking alone does not decide; several for a
    framework. Raises `LookupError` where one has no tender there, `RecordError` where it is excluded.
    """
    winners = (winner,) if isinstance(winner, str) else winner
    names = {p.reference: p.name for p in particulars}
    for tender in result.source.tenders:
        if tender.particulars is not None:
            names.setdefault(tender.provider, tender.particulars.name)
    told = {provider: _summary(result, provider, names) for provider in result.providers}
    winning = tuple(_summary(result, name, names) for name in winners)
    excluded = [
        f"{tender.provider} cannot win: it is excluded ({'; '.join(tender.excluded_because)})"
        for tender in winning
        if tender.excluded_because
    ]
    if excluded:
        raise RecordError("summaries", tuple(excluded))
    people = _people(result)
    made: list[AssessmentSummary] = []
    for provider, own in told.items():
        beside = () if provider in winners else winning
        further = (further_reasons or {}).get(provider, "")
        made.append(
            AssessmentSummary(
                duty=duty,
                lot=result.lot,
                own=own,
                winners=beside,
                importance=importance(result),
                measure=result.measure,
                contact=(contacts or {}).get(provider, Contact()),
                criteria_at=criteria_at,
                further_reasons=further,
                no_signing_before=no_signing_before,
                names_people_in=tuple(_naming(people, (own, *beside), further)),
            )
        )
    return tuple(made)


def _people(result: Result) -> re.Pattern[str] | None:
    """What finds the references of those who sat on a panel or marked, as whole words."""
    evidence = result.source.evidence
    references = {member.reference for panel in evidence.panels for member in panel.members}
    references |= {m.reference for change in evidence.panel_changes for m in change.joined}
    references |= {sheet.assessor for sheet in evidence.sheets}
    named = "|".join(map(re.escape, references - set(result.providers)))
    return re.compile(rf"(?<![\w-])({named})(?![\w-])") if named else None


def _naming(
    people: re.Pattern[str] | None, tenders: tuple[TenderSummary, ...], further: str
) -> Iterator[str]:
    if people is None:
        return
    for tender in tenders:
        for line in tender.lines:
            if people.search(line.because):
                yield f"the reason for the mark on {line.title} of {tender.provider}"
        if people.search("; ".join(tender.excluded_because)):
            yield f"why the tender of {tender.provider} was excluded"
    if people.search(further):
        yield "the further reasons"


def importance(result: Result) -> str:
    """How the criteria make one result, in a sentence without its full stop."""
    titles = {c.reference: c.title for c in result.contest.columns}
    weights = ", ".join(
        f"{titles.get(name, 'price')} {shown(weight)}%"
        for name, weight in result.contest.weights.items()
    )
    if result.measure == Measure.POINTS:
        return f"points out of 100, by weight: {weights}"
    if result.measure == Measure.PRICE:
        return f"the lowest price of the tenders at or above the quality floor; quality: {weights}"
    first = "lowest" if result.measure.lower_wins else "highest"
    return f"the {first} {result.measure}; quality: {weights}"


def _summary(result: Result, provider: str, names: Mapping[str, str]) -> TenderSummary:
    standing = result.standing(provider)
    return TenderSummary(
        provider=provider,
        name=names.get(provider, ""),
        lines=tuple(_line(result, line) for line in result.lines(provider)),
        subtotals=tuple(_subtotals(result, provider)),
        total=standing.total,
        rank=standing.rank,
        excluded_because=standing.exclusions,
    )


def _subtotals(result: Result, provider: str) -> Iterator[tuple[str, Fraction]]:
    method = result.source.invitation.method
    for reference, earned in result.subtotals(provider).items():
        section = method.section(reference) if isinstance(method, methods.Method) else None
        if section is not None:
            yield section.title, earned


def _line(result: Result, line: CriterionLine) -> SummaryLine:
    method = result.source.invitation.method
    criterion, because = method.criterion(line.criterion), line.because or _members_reasons(line)
    if line.price is not None:
        scale = _formula_in_words(result.source.invitation.price_formula)
    else:
        scale = str(criterion.marked_on) if criterion else ""
    if criterion is not None and criterion.formula is not None and line.figure is not None:
        scale = _formula_in_words(criterion.formula)
        because = f"the tender states {shown(line.figure, 4)} {criterion.formula.unit}".rstrip()
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


def _members_reasons(line: CriterionLine) -> str:
    """For a declared mean, median or sum: what the members said, without saying who."""
    said = (f"{plain(mark.mark)}: {mark.because}" for _, mark in line.members if mark.because)
    return "; ".join(said)
