"""Gates on the time for claims: from knowing the grounds, and to undo a contract once it is signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.errors import written
from commissioning.findings.citation import Citation
from commissioning.findings.codes import law as codes
from commissioning.gates.case import Case, Found, check, gate
from commissioning.gates.challenges import courses_against
from commissioning.law import questions as q
from commissioning.records import award, contract, notices
from commissioning.records.challenge import Challenge, ClaimIssued, RemedyKind
from commissioning.values.frozen import frozen


@check(ClaimIssued, codes.CLAIM_OUT_OF_TIME)
def claim_is_in_time(case: Case, claim: ClaimIssued) -> Found:
    """A claim is issued within the days that the law gives, from the day its grounds were known."""
    named = case.ledger.named(Challenge, claim.challenge)
    if named is not None:
        yield from _out_of_time(case, named, claim)


@check(Challenge, codes.CLAIM_OUT_OF_TIME)
def stated_claim_is_in_time(case: Case, challenge: Challenge) -> Found:
    """A claim that a challenge states is issued within the days that the law gives."""
    if challenge.claim is not None:
        yield from _out_of_time(case, challenge, challenge.claim)


@gate(codes.CLAIM_OUT_OF_TIME)
def late_claims_are_known(case: Case) -> Found:
    """A claim that came too late is reported; it holds the signature all the same."""
    for lot in case.lots:
        for course in courses_against(case, lot):
            for claim in course.open_claims:
                if course.challenge is not None:
                    yield from _out_of_time(case, course.challenge, claim)


def _out_of_time(case: Case, challenge: Challenge, claim: ClaimIssued) -> Found:
    issued = claim.issued_on or claim.on
    of_each_law = ((part, of) for part in case.parts for of in (_from_knowledge, _of_undoing))
    for limit in (each for part, of in of_each_law for each in of(part, challenge, claim)):
        if issued > limit.last:
            yield codes.CLAIM_OUT_OF_TIME.warns(
                f"The claim of {challenge.challenger}{limit.what} was issued on {written(issued)}; the last "
                f"day was {written(limit.last)}, counted from {limit.since}",
                source=limit.source,
                remedy=f"{_extended(issued, limit.ceiling)}. The claim counts until a court strikes it out",
                about=challenge.reference,
            )


@frozen
class _Limit:
    """The last day for a claim, as one provision gives it."""

    last: date
    since: str
    """The day it is counted from, and what happened on it."""
    source: Citation
    what: str = ""
    ceiling: date | None = None
    """The last day to which a court may extend it; None where it may not."""


def _from_knowledge(case: Case, challenge: Challenge, claim: ClaimIssued) -> Iterator[_Limit]:
    """The limit from knowing the grounds; not of a claim only to undo a contract, if that has its own."""
    knew = challenge.knew_on
    only_undoing = {each.kind for each in claim.asks_for} == {RemedyKind.INEFFECTIVE}
    own = any(row.value.instead for row in case.law.every(q.UNDOING_LIMIT, case.on))
    if knew is None or (only_undoing and own):
        return
    letters = (each.on for lot in case.lots for each in case.every(award.IntentionToAward, lot))
    known = [day for day in letters if day <= (claim.issued_on or claim.on)]
    for row in case.law.every(q.CLAIM_LIMIT, case.on):
        least = case.law.every(q.CLAIM_LIMIT_AT_LEAST, case.on) if known else ()
        last = max(row.value.last_day(knew), knew, *(m.value.last_day(max(known)) for m in least))
        ceilings = [each.value.last_day(knew) for each in case.law.every(q.CLAIM_CEILING, case.on)]
        if only_undoing:  # section 106(4)(a): not beyond the limit from the contract either
            ceilings += [limit.last for limit in _of_undoing(case, challenge, claim)]
        since = f"{written(knew)}, when its grounds were known"
        yield _Limit(last, since, row.citation, ceiling=min(ceilings, default=None))


def _of_undoing(case: Case, challenge: Challenge, claim: ClaimIssued) -> Iterator[_Limit]:
    """The limit for a claim to undo a contract, from its own day, or a change of it that a point names."""
    if RemedyKind.INEFFECTIVE not in {each.kind for each in claim.asks_for}:
        return
    points = {each.about_record for each in (*challenge.points, *claim.points)}
    changed = [each for each in case.every(contract.ContractVaried) if each.reference in points]
    # A claim about a change leaves the contract itself alone.
    of_lots, lots_of = () if changed else case.lots, case.ledger.lots_of
    signed = dict.fromkeys(
        each for lot in of_lots for each in case.every(contract.ContractSigned, lot)
    )
    for row in case.law.every(q.UNDOING_LIMIT, case.on):
        what, how = ("change", "changed") if row.value.of_change else ("contract", "entered into")
        published = [n for n in case.every(notices.NoticePublished) if n.notice == row.value.unless]
        for act in changed if row.value.of_change else signed:
            own = (n for n in published if n.contract in {"", act.reference})
            if all({*lots_of(act)}.isdisjoint(lots_of(notice)) for notice in own):
                last = row.value.count.last_day(act.on)
                since = f"{written(act.on)}, when the contract was {how}"
                yield _Limit(last, since, row.citation, f" to undo {what} {act.reference}")


def _extended(issued: date, ceiling: date | None) -> str:
    if ceiling is None:
        return "A court may not extend this time"
    if issued > ceiling:
        return f"A court may not extend the time beyond {written(ceiling)}"
    return f"A court may extend the time, to {written(ceiling)} at the latest"
