"""From an invitation, tenders and marks to a ranking, every line of which can be explained.

A tender that was rejected, withdrawn or corrected turns it: what becomes of its points, and of others'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import Final

from attrs import evolve

from commissioning.errors import RecordError, written
from commissioning.evaluation.bids import Bid, Floor, MarkedCriterion, PriceCriterion
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.inputs import Source, corrected, for_lot
from commissioning.evaluation.marking.scoring import MarkBook, mark_book
from commissioning.evaluation.result import Result
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding
from commissioning.records.criteria import Criterion, CriterionKind, WeightsOf
from commissioning.records.methods import ComparisonFigure, Method
from commissioning.records.record import WHOLE
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.records.tender_faults import PriceCorrected
from commissioning.values.scales import plain
from commissioning.values.text import agreeing, listed

EXCUSED_WHEN_OUT: Final = frozenset(
    {codes.MARK_MISSING.code, codes.QUORUM_MISSED.code, codes.MODERATION_MISSING.code}
)
"""Faults that an excluded tender is excused: it need not be marked to the end."""


def ranked(source: Source) -> Result:
    """The result for a lot. Raises `RecordError` with every problem that stands in its way."""
    result, findings = assess(source)
    if result is None:
        problems = tuple(str(f) for f in findings if f.blocks)
        where = "" if source.lot == WHOLE else f" of lot {source.lot}"
        raise RecordError(f"evaluation{where}", problems)
    return result


def assess(source: Source) -> tuple[Result | None, tuple[Finding, ...]]:
    """The result, or None where a finding blocks it, and every finding.

    Raises `NotStatedError` where the invitation does not say how tenders are judged.
    """
    method = source.invitation.judged_by
    if not isinstance(method, Method):
        described = getattr(method, "importance", "in words")
        found = codes.METHOD_NOT_COMPUTABLE(
            f"The criteria have no weights ({described}), so the marks give no ranking",
            remedy="Recommend with the reasons for your choice, or declare weights",
        )
        return None, (found,)
    tenders, findings = _tenders_in(source)
    offers = {t.provider: source.price(t) for t in tenders}
    in_play = [t for t in tenders if source.rejection(t) is None]
    asked = {t.provider: offers[t.provider] for t in in_play}
    findings.extend(_price_problems(source, method, asked))
    findings.extend(_figures_missing(source.lot, method, in_play))
    findings.extend(price_remarks(source, in_play))
    book = mark_book(source, method, tuple(offers))
    contest = _contest(source, method, offers, book)
    standings = contest.standings()
    out = {standing.provider for standing in standings if standing.exclusions}
    # Once it is known which tenders are excluded, for those need not be marked to the end.
    findings.extend(f for f in book.findings if not (f.code in EXCUSED_WHEN_OUT and f.about in out))
    every = tuple(dict.fromkeys(findings))
    if any(finding.blocks for finding in every):
        return None, every
    result = Result(source=source, contest=contest, standings=standings, book=book, remarks=every)
    if everyone := with_those_gone(source):
        # Once more with those who have gone: a remark says where that turns the order of the others.
        before, _ = assess(everyone)
        result = evolve(result, remarks=(*every, *order_turned(before, result)))
    return result, result.remarks


def only_lot(invitation: InvitationToTender, tenders: Sequence[TenderReceived]) -> str:
    """The lot that is evaluated where none is named. Raises `RecordError` where there are several."""
    named = [*(invitation.lots or ())]
    for tender in tenders:
        named.extend(tender.lots or ())
        named.extend(offer.lot for offer in tender.prices)
    lot, *others = tuple(dict.fromkeys(named)) or (WHOLE,)
    if others:
        raise RecordError(
            "evaluation",
            (f'lot: there are several; name one of {listed((lot, *others))}: lot="{lot}"',),
        )
    return lot


def _tenders_in(source: Source) -> tuple[tuple[TenderReceived, ...], list[Finding]]:
    """The tenders for the lot that were not taken back, in the order received.

    Those rejected, or withdrawn since an award was recommended, are among them: they are excluded.
    """
    findings: list[Finding] = []
    kept: dict[str, TenderReceived] = {}
    for tender in source.tenders:
        if not tender.is_for(source.lot) or source.taken_back(tender):
            continue
        earlier = kept.get(tender.provider)
        if earlier is not None and source.competes(earlier):
            findings.append(
                codes.TENDERED_TWICE(
                    f"{tender.provider} has two tenders{for_lot(source.lot)}",
                    remedy="Record that the first is withdrawn",
                    about=tender.provider,
                )
            )
        kept[tender.provider] = tender
    if not kept:
        findings.append(
            codes.NO_TENDERS(
                f"No tender has been recorded{for_lot(source.lot)}",
                remedy="Record the tenders received, or abandon the lot",
                about=source.lot,
            )
        )
    return tuple(kept.values()), findings


def _price_problems(
    source: Source, method: Method, offers: dict[str, LotPrice | None]
) -> Iterator[Finding]:
    priced = method.price is not None and method.price.applies_to(source.lot)
    needed = priced or method.measure != ComparisonFigure.POINTS
    given = {provider: offer for provider, offer in offers.items() if offer is not None}
    if needed:
        for provider in offers:
            if provider not in given:
                yield codes.PRICE_MISSING(
                    f"The tender of {provider} has no price{for_lot(source.lot)}",
                    remedy="Record the price, or that the tender is withdrawn",
                    about=provider,
                )
    bases = {_basis(offer): provider for provider, offer in reversed(given.items())}
    envelope = source.invitation.envelope
    if envelope and any(offer.per == envelope.per for offer in given.values()):
        bases.setdefault(_basis(LotPrice(price=envelope.amount, per=envelope.per)), "the envelope")
    if len(bases) > 1:
        each = "; ".join(f"{who}: {', '.join(basis)}" for basis, who in bases.items())
        yield codes.PRICES_NOT_COMPARABLE(
            f"The prices{for_lot(source.lot)} are on different bases ({each})",
            remedy="Give every price in one currency, on one VAT basis and for the same unit",
            about=source.lot,
        )


def _basis(offer: LotPrice) -> tuple[str, str, str]:
    return offer.price.currency, offer.price.vat.value, f"per {offer.per}"


def _figures_missing(
    lot: str, method: Method, tenders: Iterable[TenderReceived]
) -> Iterator[Finding]:
    for criterion in method.applying_to(lot):
        for tender in tenders if criterion.formula is not None else ():
            if tender.figure(criterion.reference, lot) is None:
                yield codes.FIGURE_MISSING(
                    f"The tender of {tender.provider} gives no figure for {criterion.title}",
                    remedy="Record the figure in the tender: 0 where nothing is offered",
                    about=tender.provider,
                )


def _contest(
    source: Source, method: Method, offers: dict[str, LotPrice | None], book: MarkBook
) -> Contest:
    criteria = [c for c in method.applying_to(source.lot) if c.kind is not CriterionKind.PRICE]
    judged = any(criterion.formula for criterion in criteria)
    columns = tuple(_column(method, criterion, book) for criterion in criteria)
    price = method.price if method.price and method.price.applies_to(source.lot) else None
    latest = {t.provider: t for t in source.tenders if t.is_for(source.lot)}
    bids = tuple(
        Bid(
            provider=provider,
            earned=tuple(_earned(book, provider, column) for column in columns),
            figures=tuple(_figures(latest[provider], source.lot, criteria)) if judged else (),
            price=None if offer is None else Fraction(offer.price.amount),
            exclusions=tuple(_excluded_because(source, latest[provider])),
            gone=why_gone(source, latest[provider]),
        )
        for provider, offer in offers.items()
    )
    envelope = _envelope(source, offers)
    money = next((offer.price for offer in offers.values() if offer), None)
    return Contest(
        method=method,
        columns=columns,
        bids=bids,
        price=PriceCriterion(
            reference=price.reference,
            title=price.title,
            weight=weight_of(method, price),
            sections=method.above(price.section),
            formula=source.invitation.price_formula,
            envelope=envelope,
            money=money,
        )
        if price
        else PriceCriterion(envelope=envelope, money=money),
        floors=tuple(_floors(method, columns)),
        rounding=method.rounding,
        tie_breaks=method.tie_breaks,
    )


def weight_of(method: Method, criterion: Criterion) -> Fraction:
    """The weight of a criterion in per cent of the whole."""
    weight = Fraction(criterion.weight or 0)
    if method.weights is WeightsOf.PARENT:
        for reference in method.above(criterion.section):
            section = method.section(reference)
            weight *= Fraction(section.weight if section else 0) / 100
    return weight * 100 / Fraction(method.out_of)


def _column(method: Method, criterion: Criterion, book: MarkBook) -> MarkedCriterion:
    passes_at = criterion.passes_at
    marks = book.marks.get(criterion.reference, {})
    return MarkedCriterion(
        reference=criterion.reference,
        title=criterion.title,
        weight=weight_of(method, criterion),
        out_of=lcm(*(mark.out_of for mark in marks.values())) if marks else 1,
        sections=method.above(criterion.section),
        panel=criterion.panel,
        scale=criterion.marked_on if criterion.is_marked else None,
        passes_at=None if passes_at is None else criterion.marked_on.share(passes_at),
        fails_in_words=_fail_in_words(criterion),
        formula=criterion.formula,
    )


def _fail_in_words(criterion: Criterion) -> str:
    if criterion.passes_at is None:
        return ""
    if criterion.minimum is None:
        return "not a pass"
    return f"below the minimum mark of {plain(criterion.passes_at)}"


def _earned(book: MarkBook, provider: str, column: MarkedCriterion) -> int | None:
    mark = book.of(provider, column.reference)
    return None if mark is None else mark.earned * (column.out_of // mark.out_of)


def _figures(
    tender: TenderReceived, lot: str, criteria: Iterable[Criterion]
) -> Iterator[Fraction | None]:
    for criterion in criteria:
        figure = tender.figure(criterion.reference, lot) if criterion.formula else None
        yield None if figure is None else Fraction(figure)


def _floors(method: Method, columns: tuple[MarkedCriterion, ...]) -> Iterator[Floor]:
    marked = tuple(n for n, column in enumerate(columns) if column.formula is None)
    floors = [(s.title, s.floor, s.reference) for s in method.sections]
    for title, percent, section in (*floors, ("quality", method.quality_floor, "")):
        inside = tuple(n for n in marked if not section or section in columns[n].sections)
        if percent is not None and inside:
            weights = tuple(columns[number].weight for number in inside)
            yield Floor(title=title, percent=Fraction(percent), columns=inside, weights=weights)


def _envelope(source: Source, offers: dict[str, LotPrice | None]) -> Fraction | None:
    """The price above which a tender is excluded; None where none is, or prices are per another unit."""
    envelope = source.invitation.envelope
    per = {offer.per for offer in offers.values() if offer}
    if envelope is None or not envelope.above_is_refused or per != {envelope.per}:
        return None
    return Fraction(envelope.amount.amount)


def _excluded_because(source: Source, tender: TenderReceived) -> Iterator[str]:
    """The decisions that exclude a tender whatever its marks."""
    rejection = source.rejection(tender)
    if rejection is not None:
        yield f"rejected because {rejection.ground}: {rejection.because}"
    yield from (because for who, because in source.left_out if who == tender.provider)
    for decision in source.price_decisions:
        about = decision.lots is None or source.lot in decision.lots
        if decision.provider == tender.provider and about and decision.excludes:
            yield f"disregarded as abnormally low: {decision.because}"


def why_gone(source: Source, tender: TenderReceived) -> str:
    """Why a tender is out of the ranking although it still counts for the points of the others."""
    withdrawal = source.withdrawal_since(tender)
    if withdrawal is None:
        return ""
    return (
        f"withdrawn on {written(withdrawal.on)}, after an award was recommended; the points of the "
        "others stay as they were"
    )


def price_remarks(source: Source, tenders: Iterable[TenderReceived]) -> Iterator[Finding]:
    """A remark for each price that is judged as corrected, and a finding where a correction misfits."""
    for tender in tenders:
        corrections = source.corrections(tender)
        offer = tender.price(source.lot)
        for number, correction in enumerate(corrections):
            yield from misfit(offer, corrections[:number], correction)
        judged = source.price(tender)
        if offer is not None and judged is not None and judged != offer:
            latest = corrections[-1]
            waits = latest.confirmed_by_provider is None
            yield codes.PRICE_CORRECTED.warns(
                f"The price of {tender.provider}{for_lot(source.lot)} is judged as {judged.price}, "
                f"corrected from {offer.price}: {latest.because}"
                f"{'. It has not confirmed the correction yet' if waits else ''}",
                remedy="Record whether the provider stands by the corrected price" if waits else "",
                about=tender.provider,
            )


def misfit(
    offer: LotPrice | None, earlier: Sequence[PriceCorrected], correction: PriceCorrected
) -> Iterator[Finding]:
    """The findings that a correction is of another price, or moves it to another basis."""
    known = dict.fromkeys(
        each.price for each in (offer, corrected(offer, earlier)) if each is not None
    )
    if correction.was not in known:
        states = f"states {listed(map(str, known), 'or')}" if known else "has no price"
        yield codes.CORRECTION_MISFITS(
            f"The correction of {written(correction.on)} changes a price of {correction.was}, but "
            f"the tender of {correction.provider}{for_lot(correction.lot)} {states}",
            remedy="Give the price that was tendered, with its VAT basis",
            about=correction.provider,
        )
    was, becomes = correction.was, correction.becomes
    if (was.currency, was.vat) != (becomes.currency, becomes.vat):
        yield codes.CORRECTION_MISFITS(
            f"The correction of {written(correction.on)} changes a price of {was} to {becomes}, "
            "which is in another currency or on another VAT basis",
            remedy="Give both prices in one currency and on one VAT basis",
            about=correction.provider,
        )


def with_those_gone(source: Source) -> Source | None:
    """The lot with every tender back in that was withdrawn or rejected; None if none was."""
    gone = [
        tender
        for tender in source.tenders
        if tender.is_for(source.lot) and (source.taken_back(tender) or source.rejection(tender))
    ]
    return evolve(source, withdrawn=(), rejected=()) if gone else None


def order_turned(before: Result | None, after: Result) -> Iterator[Finding]:
    """A remark that tenders that have gone turn the order of those that are left."""
    if before is None:
        return
    left = set(chain(*after.ranking))
    gone = [provider for provider in chain(*before.ranking) if provider not in left]
    was = [[provider for provider in group if provider in left] for group in before.ranking]
    orders = [[sorted(group) for group in order if group] for order in (was, after.ranking)]
    if gone and orders[0] != orders[1]:
        were, are = (", ".join(" = ".join(group) for group in order) for order in orders)
        yield codes.ORDER_TURNED.warns(
            f"Without {listed(gone)}, the order{for_lot(after.lot)} is {are}; with "
            f"{agreeing(len(gone), 'it', 'them')}, "
            f"the order of the same tenders was {were}",
            remedy="Say in the report that this decides the order, and why the points are worked out again",
        )
