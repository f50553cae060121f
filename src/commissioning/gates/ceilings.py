"""The ceilings of a framework: what all its call-offs together may come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from commissioning.contracts.frameworks import noted_on, terms_of
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.contracts import OTHER_MONEY_BASIS
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.framework_terms import CeilingIs, FrameworkTerms
from commissioning.records.frameworks import CallOffNoted
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.strategy import ProcurementFacts
from commissioning.values.frozen import frozen
from commissioning.values.money import Money


@check(
    CallOffNoted,
    codes.FRAMEWORK_OVER_CEILING,
    codes.FRAMEWORK_NEARLY_SPENT,
    OTHER_MONEY_BASIS,
)
def call_offs_are_within_the_ceiling(case: Case, noted: CallOffNoted) -> Iterator[Finding]:
    """All call-offs together come to no more than the ceiling, of the whole and of the lot."""
    terms = terms_of(case.ledger)
    if terms is None or noted.value is None:
        return
    every = {**noted_on(case.ledger, case.on), noted.cycle: noted}.values()
    for ceiling in ceilings(terms, case.law.facts):
        if ceiling.lot in {WHOLE, noted.lot}:
            yield from against_ceiling(ceiling, every, "With this call-off ")


@frozen
class Ceiling:
    """The maximum value of the call-offs of a lot, or of the whole."""

    lot: str
    limit: Money
    binds: bool
    """Whether it stops a call-off: a maximum does, outside the light touch."""
    warn_at: Decimal | None


def ceilings(terms: FrameworkTerms, facts: ProcurementFacts | None) -> tuple[Ceiling, ...]:
    """The ceilings of a framework, of the whole first."""
    light = facts is not None and facts.light_touch
    binds = terms.ceiling_is is CeilingIs.MOST and not light
    whole = ((WHOLE, terms.ceiling),) if terms.ceiling is not None else ()
    limits = (*whole, *((each.lot, each.ceiling) for each in terms.by_lot))
    return tuple(Ceiling(lot, limit, binds, terms.warn_at) for lot, limit in limits)


def against_ceiling(
    ceiling: Ceiling, call_offs: Iterable[CallOffNoted], start: str = ""
) -> Iterator[Finding]:
    """Whether call-offs come to more than a ceiling, or to the share of it that the terms watch.

    Beyond the ceiling with their options alone they warn: an option need not be taken up.
    """
    own = [each for each in call_offs if ceiling.lot in {WHOLE, each.lot}]
    values = [each.value for each in own if each.value is not None]
    options = [each.options_value for each in own if each.options_value is not None]
    given, limit = (*values, *options), ceiling.limit
    other = next((each for each in given if not each.is_on_the_basis_of(limit)), None)
    if other is not None:
        yield OTHER_MONEY_BASIS(
            f"A call-off of {other} is noted under a ceiling of {limit}; amounts on different bases "
            "cannot be added",
            remedy=f"State its value on the basis of the ceiling: {limit.basis}",
        )
    elif values:
        yield from _within_ceiling(ceiling, Money.total(values), Money.total(given), start)


def _within_ceiling(
    ceiling: Ceiling, committed: Money, with_options: Money, start: str
) -> Iterator[Finding]:
    limit, about = ceiling.limit, None if ceiling.lot == WHOLE else ceiling.lot
    what = "the framework" if about is None else of_lots((ceiling.lot,))
    if with_options > limit:
        over = codes.FRAMEWORK_OVER_CEILING
        sum_ = committed if committed > limit else with_options
        made = over if ceiling.binds and committed > limit else over.warns
        options = "" if committed > limit else " with every option taken up"
        yield made(
            _sentence(
                f"{start}{what} comes to {sum_}{options}, {sum_ - limit} more than its ceiling of {limit}"
            ),
            remedy="Buy it outside the framework, or call off less",
            about=about,
        )
    elif ceiling.warn_at is not None and committed.amount * 100 >= limit.amount * ceiling.warn_at:
        share = committed.amount * 100 // limit.amount if limit.amount else 100
        yield codes.FRAMEWORK_NEARLY_SPENT.warns(
            _sentence(
                f"{start}{share}% of the ceiling of {limit} is committed; {limit - committed} is left"
            ),
            remedy="Plan what follows the framework",
            about=about,
        )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
