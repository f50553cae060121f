"""A framework or market on one day: its members, its lists, what is called off, and whom to ask next.

Counts of packages of care that may leave an officer's own file are made here too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol, TypeAlias

from attrs import evolve

from commissioning.contracts.history import history
from commissioning.contracts.register import suspension
from commissioning.errors import RecordError, written
from commissioning.law.of_ledger import law_for
from commissioning.law.questions import MARKET_END
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.lots import known_lot
from commissioning.records import call_off_rules, framework_terms, frameworks, live
from commissioning.records.record import WHOLE, of_lots
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal
from commissioning.values.text import listed, no_such, sentence

Opened: TypeAlias = frameworks.FrameworkOpened | frameworks.MarketOpened


class HasLedger(Protocol):
    """Anything that holds a ledger, such as a cycle."""

    @property
    def ledger(self) -> Ledger: ...


@frozen
class FrameworkPlace:
    """A provider's place on a framework or market for one lot, as it is on a day."""

    provider: str
    tier: int
    contract: str
    """Its framework contract, by reference; empty on a market."""
    rate: Money | None
    since: date
    suspended_because: str = ""
    """Why nothing may be placed with it; empty where it may."""
    suspended_until: date | None = None
    formerly: tuple[str, ...] = ()
    """The members whose place passed to it, the latest first; a list made for them is its own."""


def opened_of(ledger: Ledger, lot: str = WHOLE) -> Opened | None:
    """The record that opened the framework or market, for one of its lots where one is given."""
    about = lot if lot in ledger.stages else None
    return ledger.find(frameworks.FrameworkOpened, about) or ledger.find(
        frameworks.MarketOpened, about
    )


def terms_of(ledger: Ledger, lot: str = WHOLE) -> framework_terms.FrameworkTerms | None:
    """Its terms for a lot, as last opened where that is not open; None before any is opened."""
    opened = opened_of(ledger, lot) or opened_of(ledger)
    return opened.terms if opened else None


def last_day(ledger: Ledger, on: date, lot: str = WHOLE) -> date | None:
    """The last day on which a call-off may begin, by its term or before that by law; None without one."""
    opened = opened_of(ledger, lot) or opened_of(ledger)
    law = law_for(ledger, on, lot if lot in ledger.stages else None)
    ends = [opened.terms.term.ends_on] if opened and opened.terms.term else []
    if isinstance(opened, frameworks.MarketOpened) and law.has(MARKET_END, on):
        ends.append(law.value(MARKET_END, on))
    return min(ends, default=None)


def members_on(ledger: Ledger, on: date, lot: str = WHOLE) -> tuple[FrameworkPlace, ...]:
    """The members for a lot at the end of a day, with those suspended, in the order they joined."""
    opened = opened_of(ledger, lot)
    if opened is None or on < opened.on:
        return ()
    found = {
        each.provider: FrameworkPlace(each.provider, each.tier, each.contract, each.rate, opened.on)
        for each in sorted(opened.members, key=lambda each: each.lot != WHOLE)
        if each.lot in {lot, WHOLE}
    }
    changes = [c for c in ledger.every(frameworks.MembershipChanged) if opened.on <= c.on <= on]
    for change in sorted(changes, key=lambda change: change.on):
        if change.lots is None or lot in change.lots:
            _apply(change, found)
    return tuple(_as_on(ledger, member, on) for member in found.values())


def member_on(ledger: Ledger, on: date, lot: str, provider: str) -> FrameworkPlace | None:
    """The place of a provider for a lot at the end of a day; None where it is no member."""
    return next((each for each in members_on(ledger, on, lot) if each.provider == provider), None)


def _apply(change: frameworks.MembershipChanged, found: dict[str, FrameworkPlace]) -> None:
    """Let one change take effect; a change of what is no membership has none."""
    name, how = change.provider, change.how
    if how is frameworks.MembershipMove.JOINED:
        found[name] = FrameworkPlace(
            name, change.tier or 1, change.contract, change.rate, change.on
        )
        return
    member = found.get(name)
    if member is None:
        return
    if how is frameworks.MembershipMove.SUSPENDED:
        found[name] = evolve(member, suspended_because=change.because, suspended_until=change.until)
    elif how is frameworks.MembershipMove.REINSTATED:
        found[name] = evolve(member, suspended_because="", suspended_until=None)
    else:
        del found[name]
    if how is frameworks.MembershipMove.NOVATED:
        heir = FrameworkPlace(
            change.to_provider,
            change.tier or member.tier,
            change.contract or member.contract,
            member.rate,
            change.on,
            formerly=(name, *member.formerly),
        )
        found.setdefault(heir.provider, heir)  # one that is a member already keeps its own place


def _as_on(ledger: Ledger, member: FrameworkPlace, on: date) -> FrameworkPlace:
    """The member with a suspension that is over lifted, and one of its contract's placements added."""
    if member.suspended_until is not None and member.suspended_until < on:
        member = evolve(member, suspended_because="", suspended_until=None)
    suspended = member.suspended_because or not member.contract
    if suspended or ledger.find(live.PlacementsSuspended, member.contract) is None:
        return member
    found = history(ledger, member.contract)
    stopped = suspension(found, on) if found else None
    return evolve(member, suspended_because=stopped.because) if stopped else member


def list_on(
    ledger: Ledger, on: date, lot: str = WHOLE, tier: int = 1
) -> frameworks.RankedListIssued | None:
    """The ranked list of a tier that began last, or of two the one issued last; its span may be over."""
    lists = [
        each
        for each in ledger.every(frameworks.RankedListIssued)
        if each.tier == tier and each.from_on <= on and (each.lots is None or lot in each.lots)
    ]
    return max(reversed(lists), key=lambda each: (each.from_on, each.on), default=None)


def place_on(
    ranked: frameworks.RankedListIssued | None, member: FrameworkPlace
) -> frameworks.RankedPlace | None:
    """The place of a member on a list, or that of the member whose place passed to it."""
    names = (member.provider, *member.formerly) if ranked else ()
    return next((place for name in names if ranked and (place := ranked.place_of(name))), None)


def rate_of(ledger: Ledger, member: FrameworkPlace, on: date, lot: str = WHOLE) -> Money | None:
    """The rate that a member may charge at most: by the list in force, else the one it joined with."""
    place = place_on(list_on(ledger, on, lot, member.tier), member)
    return (place and place.rate) or member.rate


def candidates(
    ledger: Ledger, on: date, lot: str, rule: call_off_rules.CallOffRule
) -> tuple[call_off_rules.Candidate, ...]:
    """The members of a lot as its rule sees them on a day."""
    members = members_on(ledger, on, lot)
    lists = {tier: list_on(ledger, on, lot, tier) for tier in {each.tier for each in members}}
    placed = _placed(ledger, on, lot, lists) if rule.counts_placements else Counter[str]()
    return tuple(
        call_off_rules.Candidate(
            provider=each.provider,
            tier=each.tier,
            rank=place.rank if place else None,
            rate=(place and place.rate) or each.rate,
            placed=placed[each.provider],
            suspended_because=each.suspended_because,
        )
        for each in members
        for place in (place_on(lists[each.tier], each),)
    )


def _placed(
    ledger: Ledger, on: date, lot: str, lists: dict[int, frameworks.RankedListIssued | None]
) -> Counter[str]:
    """The packages of a lot by member, since the first of its lists in force began."""
    begun = min((each.from_on for each in lists.values() if each), default=date.min)
    return Counter(
        each.provider
        for each in ledger.every(frameworks.PackagePlaced)
        if each.lot == lot and begun <= each.on <= on
    )


def next_offer(
    of: HasLedger, lot: str = WHOLE, *, on: date, offers: Sequence[call_off_rules.Offer] = ()
) -> call_off_rules.NextOffer:
    """The members to ask next for a package of a lot, after the offers made, with the reason.

    Raises `LookupError` where no framework or market is open, the lot is unknown or has no rule, or an
    offer names a provider that is no member.
    """
    ledger = of.ledger
    terms = terms_of(ledger, lot)
    if terms is None:
        raise LookupError(sentence("no framework or market has been opened in this cycle yet"))
    rule = terms.rule_of(known_lot(ledger.lots, lot))
    if rule is None:
        raise LookupError(sentence(f"the terms do not say how {of_lots((lot,))} is called off"))
    closed = _closed(opened_of(ledger, lot), on)
    if closed:
        return call_off_rules.NextOffer((), closed)
    line = candidates(ledger, on, lot, rule)
    known = [each.provider for each in line]
    stranger = next((each.provider for each in offers if each.provider not in known), None)
    if stranger is not None:
        raise LookupError(f"offers: {no_such('member', stranger, known)}")
    found = rule.order(line, offers, on)
    over = "; ".join(_lists_over(ledger, on, lot))
    return evolve(found, because=f"{found.because}; {over}") if over else found


def _closed(opened: Opened | None, on: date) -> str:
    """Why nothing may be called off on a day, in words; empty where it may."""
    if opened is None:
        return "the lot has not been opened yet"
    if on < opened.on:
        return f"the first day is {written(opened.on)}"
    term = opened.terms.term
    return f"the last day was {written(term.ends_on)}" if term and term.ends_on < on else ""


def _lists_over(ledger: Ledger, on: date, lot: str) -> Iterator[str]:
    for tier in sorted({each.tier for each in members_on(ledger, on, lot)}):
        ranked = list_on(ledger, on, lot, tier)
        if ranked is not None and ranked.until is not None and ranked.until < on:
            yield f"the list of tier {tier} ran to {written(ranked.until)}, so issue another first"


def noted_on(ledger: Ledger, on: date) -> dict[str, frameworks.CallOffNoted]:
    """The call-offs noted by the end of a day, by reference; of two notes of one the later counts."""
    return {each.cycle: each for each in ledger.every(frameworks.CallOffNoted) if each.on <= on}


def places_by_price_and_share(
    rates: Mapping[str, Money],
    shares: Mapping[str, Decimal | Fraction],
    *,
    price_weight: Decimal | int = 50,
) -> tuple[frameworks.RankedPlace, ...]:
    """A ranked list from rates and KPI shares, both out of 100: the lowest rate earns the price weight.

    A rate earns the weight times the lowest rate over itself, a share its per cent of the rest. Ranks
    follow the exact scores, and equal scores share a rank; what is shown is rounded to three places.
    Raises `RecordError` where a member lacks its rate or share, a figure is out of its range, or the
    rates are on different bases.
    """
    problems = tuple(_unfit(rates, shares, price_weight))
    if problems:
        raise RecordError("ranked list", problems)
    Money.total(rates.values())  # raises where the rates are on different bases
    lowest, weight = min(rate.amount for rate in rates.values()), Fraction(price_weight)
    scores = {
        name: weight * Fraction(lowest) / Fraction(rate.amount)
        + (100 - weight) * Fraction(shares[name]) / 100
        for name, rate in rates.items()
    }
    return tuple(
        frameworks.RankedPlace(
            provider=name,
            rank=1 + sum(1 for other in scores.values() if other > scores[name]),
            score=as_decimal(scores[name], 3),
            rate=rates[name],
        )
        for name in sorted(scores, key=lambda name: (-scores[name], name))
    )


def _unfit(
    rates: Mapping[str, Money],
    shares: Mapping[str, Decimal | Fraction],
    price_weight: Decimal | int,
) -> Iterator[str]:
    if not rates:
        yield "there are no rates; give the rate of at least one member"
    for what, given, other in (("KPI share", shares, rates), ("rate", rates, shares)):
        missing = [name for name in other if name not in given]
        if missing:
            yield f"there is no {what} for {listed(missing)}"
    for name, rate in rates.items():
        if rate.amount <= 0:
            yield f"the rate of {name} is {rate}; give one above 0"
    for what, figure in (
        *((f"KPI share of {n}", share) for n, share in shares.items()),
        ("price weight", price_weight),
    ):
        if not isinstance(figure, (int, Decimal, Fraction)):
            yield f'the {what} is {figure!r}, a {type(figure).__name__}; write Decimal("{figure}")'
        elif not 0 <= figure <= 100:
            yield f"the {what} is {figure}; give a number from 0 to 100"


SMALL: Final = 5
"""A count below it, other than 0, can point to a person and is shown as a range."""
HIDDEN: Final = "not shown"
"""In place of a count from which a small one could be worked out."""
OF_PACKAGES: Final = (frameworks.PackagePlaced, frameworks.PackageEnded)
"""The records that are each about one package, and so about one person."""


def placed_on(
    ledger: Ledger, on: date, package: str | None = None
) -> dict[str, frameworks.PackagePlaced]:
    """The packages placed and not ended by the end of a day, each as placed last; or one of them."""
    ends: defaultdict[str, list[date]] = defaultdict(list)
    for ended in ledger.every(frameworks.PackageEnded, package):
        if ended.on <= on:
            ends[ended.package].append(ended.on)
    found: dict[str, frameworks.PackagePlaced] = {}
    for each in sorted(ledger.every(frameworks.PackagePlaced, package), key=lambda each: each.on):
        if each.on > on:
            break
        found[each.package] = each
        # Each placement has the first end after it, so a package may move on one day.
        own = min((day for day in ends[each.package] if day >= each.on), default=None)
        if own is not None:
            ends[each.package].remove(own)
            del found[each.package]
    return found


def packages_by_lot(ledger: Ledger, on: date) -> Counter[str]:
    """The packages placed and not ended by the end of a day, by lot."""
    return Counter(each.lot for each in placed_on(ledger, on).values())


def shown_count(packages: int) -> str | None:
    """The words for a count too small to show; None where the number may be shown."""
    return f"fewer than {SMALL}" if 0 < packages < SMALL else None


def shown_counts(counts: Sequence[int]) -> list[str]:
    """Counts beside one another, in words: where one alone is small, the next smallest is hidden too.

    Their total may be known from elsewhere, and would give the one away.
    """
    words = [shown_count(each) or str(each) for each in counts]
    small = [each for each in counts if shown_count(each)]
    others = [each for each in counts if each >= SMALL]
    if len(small) == 1 and others:
        words[counts.index(min(others))] = HIDDEN
    return words
