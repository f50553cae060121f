"""From the recommendation to the letters: three things the word "award" is used for.

There is no bare `Award` here. In one law the word means the decision, in another the signature; each
is its own record. A contract that is signed is in `records.contract`, a challenge in `records.challenge`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from attrs import field

from commissioning.records import approval, notices, strategy
from commissioning.records.record import PROVIDER, RECOMMENDATION, WHOLE, Record
from commissioning.values.checking import Checked, FromZero, asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import did_you_mean


@frozen(kw_only=True)
class LotAward(Checked):
    """The provider recommended for one lot. A framework lot has several, one award each."""

    lot: str = WHOLE
    """The lot's reference; "whole" where the procurement is not divided into lots."""
    provider: str
    reserves: tuple[str, ...] = ()
    """The reserves, in order, should this provider withdraw."""
    value: FromZero[Money] | None = None
    """The price recommended, for the initial term; None for the price as tendered."""

    distinct = ("reserves",)
    never_empty = asks(provider="say who is awarded the lot", lot="say which lot is awarded")

    def problems(self) -> Iterator[str]:
        if self.provider in self.reserves:
            yield f"reserves: {self.provider} cannot be its own reserve"


@frozen(kw_only=True)
class AwardRecommendation(Record):
    """The officers' report on who should win, from the evaluation. It opens the award stage."""

    awards: tuple[LotAward, ...]
    replaces: tuple[str, ...] = field(default=(), metadata=RECOMMENDATION)
    """The recommendations that this one takes the place of, for its own lots."""
    departs_from_ranking_because: str = ""
    """Why a recommendation differs from the ranking the marks give; needed only if it does."""
    considered: tuple[strategy.Consideration, ...] = ()
    """The matters that the decision has to record, with how each was considered."""

    never_empty = asks(
        reference="missing; approval, letters and contract refer to it",
        awards="name at least one lot and provider",
    )

    def problems(self) -> Iterator[str]:
        pairs = Counter((award.lot, award.provider) for award in self.awards)
        for lot, provider in sorted(pair for pair, times in pairs.items() if times > 1):
            yield f"awards: {provider} is recommended twice for {lot}"
        for lot in sorted({lot for lot, _ in pairs} - set(self.lots or [lot for lot, _ in pairs])):
            near = did_you_mean(lot, self.lots or ())
            yield f"awards: {lot} is not among the lots the recommendation is about{near}"

    def names(self, reference: str) -> bool:
        return Record.names(self, reference) or any(a.provider == reference for a in self.awards)

    def awards_of(self, lot: str) -> tuple[LotAward, ...]:
        """The awards of a lot, in the order given; one of the whole is of every lot."""
        return tuple(award for award in self.awards if award.lot in {lot, WHOLE})

    def winners(self, lot: str) -> tuple[str, ...]:
        """The providers recommended for a lot, in the order given."""
        return tuple(award.provider for award in self.awards_of(lot))


@frozen(kw_only=True)
class ApprovalToAward(approval.Approval):
    """The decision to award as recommended. It is not yet a contract."""

    recommendation: str = field(metadata=RECOMMENDATION)

    never_empty = asks(recommendation="say which recommendation is approved")

    @property
    def act(self) -> approval.Act:
        return approval.Act.AWARD

    @property
    def thing(self) -> str:
        return self.recommendation


@frozen(kw_only=True)
class IntentionToAward(Record):
    """The letters that inform every bidder of the outcome, dated the day the last was sent.

    Under the Public Contracts Regulations 2015 they start the standstill (regulations 86 and 87); under
    later law a notice does, and these are the assessment summaries that go before it.
    """

    recommendation: str = field(metadata=RECOMMENDATION)
    told: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The bidders written to, winners and others."""
    sent_electronically: bool = True
    last_received_on: date | None = None
    """For letters sent otherwise: the day the last was received, where known."""
    no_signing_before: date | None = None
    """The day before which, the letters promise, nothing will be signed; a promise only lengthens."""
    withheld: tuple[notices.Withheld, ...] = ()
    """The information that they withhold, and on which ground they say so."""

    never_empty = asks(recommendation="say which recommendation the letters announce")
    never_before = asks(no_signing_before="the letters", last_received_on="the letters were sent")
