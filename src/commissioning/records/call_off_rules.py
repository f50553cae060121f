"""Rules of call-off: whom to ask first for a package of care, and whom next.

A rule is given the members able to take a package and the offers made so far, and answers with whom to
ask, or with who has won it. It proposes; a person records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, TypeAlias

from attrs import field

from commissioning.errors import written
from commissioning.records.record import CRITERION, PROVIDER
from commissioning.values.checking import AboveZero, Checked, FromOne, asks, exact
from commissioning.values.families import Family
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, counted, listed


class OfferAnswer(Word):
    """A member's answer to the offer of a package."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NO_REPLY = "no reply"
    NOT_ASKED = "not asked"


@frozen(kw_only=True)
class Offer(Checked):
    """One offer of a package to a member, and the answer."""

    display_name: ClassVar[str] = "offer of a package"

    provider: str = field(metadata=PROVIDER)
    answer: OfferAnswer
    on: date | None = None
    """The day of the offer, where it is another than that of the record."""
    at: time | None = None
    """The time of day of the offer, in London."""
    because: str = ""
    """The reason given: "no capacity"."""

    never_empty = asks(provider="say who was asked")

    def moment(self, day: date) -> datetime | None:
        """When it was made, of a record of a day; None where its time of day is not stated."""
        return None if self.at is None else datetime.combine(self.on or day, self.at)


@frozen(kw_only=True)
class Candidate(Checked):
    """A member of a framework or market for one lot on one day, as a rule of call-off sees it."""

    provider: str
    tier: int = 1
    rank: int | None = None
    """Its place on the list in force; None where it is on none."""
    rate: Money | None = None
    """The rate it may charge at most."""
    placed: int = 0
    """How many packages were placed with it since the list began."""
    suspended_because: str = ""
    """Why nothing may be placed with it on the day; empty where it may."""


@frozen
class NextOffer:
    """The members to ask next, or the one who has the package, and why."""

    providers: tuple[str, ...]
    """Empty where every member has been passed over; several where they are asked together."""
    because: str
    settled: bool = False
    """Whether they have accepted, and the package is theirs."""

    def __str__(self) -> str:
        if not self.providers:
            return f"No member can be asked: {self.because}"
        act = "Place it with" if self.settled else "Ask"
        return f"{act} {listed(self.providers, 'or' if self.settled else 'and')}: {self.because}"


Members: TypeAlias = Sequence[Candidate]
Offers: TypeAlias = Sequence[Offer]


@frozen(kw_only=True)
class CallOffRule(Family):
    """How a framework or market chooses among its members for one lot."""

    page: ClassVar[str] = "run a framework"
    to_write: ClassVar[tuple[str, ...]] = ("order",)

    @property
    def counts_placements(self) -> bool:
        """Whether it looks at how many packages each member has."""
        return False

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        """Whom to ask next on a day, of these members, after these offers in the order made."""
        raise NotImplementedError


@frozen
class _Walk:
    """Members asked one after another, each once the one before has been passed over."""

    place: Callable[[int, Candidate], str]
    """The reason for a member's turn, in words: "first on the list"."""
    reply_within: int | None = None

    def next(self, line: Members, offers: Offers, on: date, left_out: str = "") -> NextOffer:
        """The first of the line who is not passed over; at its end, also who was left out of it and why."""
        passed: list[str] = []
        for number, each in enumerate(line, start=1):
            why = self._passed_over(each, offers, on)
            if why:
                passed.append(why)
                continue
            made = _last(offers, each.provider)
            accepted = made is not None and made.answer is OfferAnswer.ACCEPTED
            turn = self.place(number, each)
            waits = made is not None and made.answer is OfferAnswer.NO_REPLY
            told = (f"{turn}, {self._waiting()}" if waits else turn, *passed)
            return NextOffer((each.provider,), "; ".join(told), accepted)
        rest = (*passed, left_out) if left_out else passed
        return NextOffer((), "; ".join(rest) or "there are no members")

    def _waiting(self) -> str:
        if self.reply_within is None:
            return "and the rule sets no time for its reply"
        return f"and has {_span(self.reply_within)} to reply"

    def _passed_over(self, each: Candidate, offers: Offers, on: date) -> str:
        """Why the turn goes past a member; empty where it is the member's."""
        if each.suspended_because:
            return f"{each.provider} is suspended ({each.suspended_because})"
        made = _last(offers, each.provider)
        if made is None or made.answer in {OfferAnswer.ACCEPTED, OfferAnswer.NOT_ASKED}:
            return ""
        if made.answer is OfferAnswer.REFUSED:
            return f"{each.provider} refused" + (f" ({made.because})" if made.because else "")
        if self.reply_within is None or not self._time_is_up(made, offers, on):
            return ""
        return f"{each.provider} gave no reply within {_span(self.reply_within)}"

    def _time_is_up(self, made: Offer, offers: Offers, on: date) -> bool:
        """Whether the next offer came late enough; True where the times are not stated."""
        following = next((o for o in offers[list(offers).index(made) + 1 :]), None)
        first, second = made.moment(on), following.moment(on) if following else None
        if first is None or second is None or self.reply_within is None:
            return True
        return second - first >= timedelta(minutes=self.reply_within)


def _last(offers: Offers, provider: str) -> Offer | None:
    return next((offer for offer in reversed(offers) if offer.provider == provider), None)


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return listed([counted(hours, "hour")] * bool(hours) + [counted(rest, "minute")] * bool(rest))


def _able(members: Members) -> tuple[Candidate, ...]:
    return tuple(each for each in members if not each.suspended_because)


def _settled(members: Members, offers: Offers) -> tuple[str, ...]:
    last = {each.provider: _last(offers, each.provider) for each in _able(members)}
    return tuple(p for p, made in last.items() if made and made.answer is OfferAnswer.ACCEPTED)


def _unanswered(members: Members, offers: Offers) -> tuple[str, ...]:
    asked = {offer.provider for offer in offers if offer.answer is not OfferAnswer.NOT_ASKED}
    return tuple(each.provider for each in _able(members) if each.provider not in asked)


def _without(what: str, members: Members, line: Members) -> str:
    """The members that a rule cannot ask, with what they lack; empty where there are none."""
    out = [each.provider for each in members if each not in line]
    return f"{listed(out)} {'is' if len(out) == 1 else 'are'} {what}" if out else ""


def _by_rank(each: Candidate) -> tuple[bool, int, str]:
    return each.rank is None, each.rank or 0, each.provider


def _with_rate(members: Members) -> list[Candidate]:
    """The members whose rate is known, from the lowest rate up."""
    priced = [(each.rate.amount, _by_rank(each), each) for each in members if each.rate]
    return [each for _, _, each in sorted(priced, key=lambda priced: priced[:2])]


@frozen(kw_only=True)
class RankedFirstRefusal(CallOffRule):
    """First refusal by rank: the first on the list is asked, and the next when it has refused."""

    tag: ClassVar[str] = "ranked-first-refusal"

    reply_within: FromOne[int] | None = None
    """The minutes after which a member that has not replied is passed over; None if it never is."""

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        line = sorted((each for each in members if each.rank is not None), key=_by_rank)
        walk = _Walk(lambda _, each: f"number {each.rank} on the list", self.reply_within)
        return walk.next(line, offers, on, _without("not on a ranked list", members, line))


@frozen(kw_only=True)
class LowestRateAvailable(CallOffRule):
    """The lowest rate with capacity: all are asked at once, or one after another from the lowest up."""

    at_once: bool = True
    reply_within: FromOne[int] | None = None
    """As for first refusal, where members are asked one after another."""

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        line = _with_rate(members)
        if not self.at_once:
            walk = _Walk(lambda _, each: f"its rate of {each.rate} is next", self.reply_within)
            return walk.next(line, offers, on, _without("without a rate", members, line))
        taken = _settled(line, offers)
        best = next((each.rate for each in line if each.provider in taken), None)
        # Amounts, as rates on another basis are refused where they are given.
        cheaper = [e for e in line if best is None or (e.rate and e.rate.amount < best.amount)]
        waiting = _unanswered(cheaper, offers)
        if waiting:
            rest = f" below the {best} accepted" if best else ""
            return NextOffer(waiting, f"all with capacity are asked at once{rest}")
        if best is None:
            without = _without("without a rate", members, line)
            refused = f"0 of {counted(len(_able(line)), 'member')} accepted" if line else ""
            why = "; ".join(filter(None, (refused, without)))
            return NextOffer((), why or "there are no members")
        lowest = tuple(each.provider for each in line if each.rate == best)
        winners = tuple(provider for provider in lowest if provider in taken)
        return NextOffer(winners, f"{best} is the lowest rate of those who accepted", settled=True)


@frozen(kw_only=True)
class TierRule(Checked):
    """The rule within one tier."""

    tier: FromOne[int]
    rule: CallOffRule


@frozen(kw_only=True)
class Tiers(CallOffRule):
    """Tier by tier: the members of a lower tier are asked once a higher one is passed over."""

    rules: tuple[TierRule, ...]

    never_empty = asks(rules="give the rule of at least one tier")
    distinct = ("rules.tier",)

    @property
    def counts_placements(self) -> bool:
        return any(each.rule.counts_placements for each in self.rules)

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        passed: list[str] = []
        for each in sorted(self.rules, key=lambda each: each.tier):
            within = [member for member in members if member.tier == each.tier]
            found = each.rule.order(within, offers, on)
            if found.providers:
                told = "; ".join((f"tier {each.tier}, {found.because}", *passed))
                return NextOffer(found.providers, told, found.settled)
            passed.append(f"tier {each.tier} is passed over ({found.because})")
        return NextOffer((), "; ".join(passed))


@frozen(kw_only=True)
class Share(Checked):
    """The weight of one member in a rotation."""

    provider: str
    weight: AboveZero[Decimal] = field(converter=exact)


@frozen(kw_only=True)
class Rotation(CallOffRule):
    """In turn: the member with the fewest packages for its weight since the list began is asked first."""

    weights: tuple[Share, ...] = ()
    """The weights of members who count for more or less than 1."""

    distinct = ("weights.provider",)

    @property
    def counts_placements(self) -> bool:
        return True

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        weights = {each.provider: Fraction(each.weight) for each in self.weights}

        def turn(each: Candidate) -> tuple[Fraction, tuple[bool, int, str]]:
            return Fraction(each.placed) / weights.get(each.provider, Fraction(1)), _by_rank(each)

        walk = _Walk(lambda *_: "its share is furthest behind")
        return walk.next(sorted(members, key=turn), offers, on)


@frozen(kw_only=True)
class _AllAble(CallOffRule):
    """A rule under which any member able to take the package may have it."""

    def _reason(self, on: date) -> str:
        raise NotImplementedError

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        taken = _settled(members, offers)
        willing = _unanswered(members, [o for o in offers if o.answer is OfferAnswer.REFUSED])
        if not willing:
            who = (
                "every member able to take it refused" if _able(members) else "there are no members"
            )
            return NextOffer((), who)
        return NextOffer(taken or willing, self._reason(on), bool(taken))


@frozen(kw_only=True)
class Competition(_AllAble):
    """A further competition among all members able to take the package."""

    criteria: tuple[str, ...] = field(default=(), metadata=CRITERION)
    """The criteria of the framework that decide it, by reference."""

    def order(self, members: Members, offers: Offers, on: date, /) -> NextOffer:
        waiting = _unanswered(members, offers)
        if waiting:
            return NextOffer(waiting, "every member able to take it is invited to compete")
        return _AllAble.order(self, members, offers, on)

    def _reason(self, on: date) -> str:  # noqa: ARG002
        by = f" by {listed(self.criteria)}" if self.criteria else ""
        return f"the competition decides{by}"


@frozen(kw_only=True)
class UsersChoice(_AllAble):
    """The person supported chooses among the members."""

    tag: ClassVar[str] = "users-choice"

    def _reason(self, on: date) -> str:  # noqa: ARG002
        return "the person supported chooses"


@frozen(kw_only=True)
class Direct(_AllAble):
    """Directly to a member, on the ground that the framework states."""

    ground: str

    never_empty = asks(ground="give the ground on which the framework allows a direct award")

    def _reason(self, on: date) -> str:
        return f"it may be awarded directly on {written(on)}: {self.ground}"
