"""Rules of call-off: whom each asks next, and the sentence that says why."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.errors import RecordError
from commissioning.records.call_off_rules import (
    Candidate,
    Competition,
    Direct,
    LowestRateAvailable,
    NextOffer,
    Offer,
    OfferAnswer,
    RankedFirstRefusal,
    Rotation,
    Share,
    TierRule,
    Tiers,
    UsersChoice,
)
from commissioning.testing.drafts.any_kind import make
from commissioning.values.money import pounds

ON = date(2026, 9, 14)
ALDER = Candidate(provider="alder", rank=1, rate=pounds("21.40"), placed=4)
BIRCH = Candidate(provider="birch", rank=2, rate=pounds("20.10"), placed=2, tier=2)
CEDAR = Candidate(provider="cedar", rank=3, rate=pounds("22.00"), placed=2)
AWAY = Candidate(provider="dale", rank=4, suspended_because="staffing")
ALL = (ALDER, BIRCH, CEDAR, AWAY)


def answered(provider, answer):
    because = "no capacity" if answer is OfferAnswer.REFUSED else ""
    return Offer(provider=provider, answer=answer, because=because)


def yes(provider):
    return answered(provider, OfferAnswer.ACCEPTED)


def no(provider):
    return answered(provider, OfferAnswer.REFUSED)


@pytest.mark.parametrize(
    ("rule", "offers", "said"),
    [
        (RankedFirstRefusal(), (), "Ask alder: number 1 on the list"),
        (RankedFirstRefusal(), (answered("alder", OfferAnswer.NO_REPLY),),
         "Ask alder: number 1 on the list, and the rule sets no time for its reply"),
        (LowestRateAvailable(at_once=False), (), "Ask birch: its rate of £20.10 is next"),
        (LowestRateAvailable(at_once=False, reply_within=90), (no("birch"),),
         "Ask alder: its rate of £21.40 is next; birch refused (no capacity)"),
        (LowestRateAvailable(), (), "Ask birch, alder and cedar: all with capacity are asked at once"),
        (LowestRateAvailable(), (yes("alder"),),
         "Ask birch: all with capacity are asked at once below the £21.40 accepted"),
        (LowestRateAvailable(), (yes("alder"), no("birch")),
         "Place it with alder: £21.40 is the lowest rate of those who accepted"),
        (LowestRateAvailable(), (no("alder"), no("birch"), no("cedar")),
         "No member can be asked: 0 of 3 members accepted; dale is without a rate"),
        (Rotation(), (), "Ask birch: its share is furthest behind; dale is suspended (staffing)"),
        (Rotation(weights=(Share(provider="alder", weight=Decimal(4)),)), (),
         "Ask alder: its share is furthest behind; dale is suspended (staffing)"),
        (Competition(), (), "Ask alder, birch and cedar: every member able to take it is invited to compete"),
        (Competition(criteria=("price",)), (no("alder"), no("cedar"), yes("birch")),
         "Place it with birch: the competition decides by price"),
        (Competition(), (no("alder"), no("cedar"), no("birch")),
         "No member can be asked: every member able to take it refused"),
        (UsersChoice(), (), "Ask alder, birch and cedar: the person supported chooses"),
        (UsersChoice(), (no("alder"),), "Ask birch and cedar: the person supported chooses"),
        (Direct(ground="continuity of care"), (yes("cedar"),),
         "Place it with cedar: it may be awarded directly on 14 September 2026: continuity of care"),
        (Tiers(rules=(TierRule(tier=1, rule=RankedFirstRefusal()), TierRule(tier=2, rule=UsersChoice()))),
         (no("alder"), no("cedar")),
         "Ask birch: tier 2, the person supported chooses; tier 1 is passed over (alder refused (no "
         "capacity); cedar refused (no capacity); dale is suspended (staffing))"),
        (Tiers(rules=(TierRule(tier=3, rule=RankedFirstRefusal()),)), (),
         "No member can be asked: tier 3 is passed over (there are no members)"),
    ],
)  # fmt: skip
def test_each_rule_says_whom_to_ask_and_why(rule, offers, said):
    """An officer on the telephone reads one sentence and rings the next."""
    assert str(rule.order(ALL, offers, ON)) == said


def test_members_who_share_the_lowest_rate_are_all_named():
    """The tool must not choose between two equal bids."""
    twin = Candidate(provider="elm", rate=pounds("20.10"))
    found = LowestRateAvailable().order((BIRCH, twin), (yes("birch"), yes("elm")), ON)
    assert found == NextOffer(
        ("birch", "elm"), "£20.10 is the lowest rate of those who accepted", settled=True
    )
    assert str(found).startswith("Place it with birch or elm: ")


@pytest.mark.parametrize(
    ("rule", "counts"),
    [
        (RankedFirstRefusal(), False),
        (Rotation(), True),
        (Tiers(rules=(TierRule(tier=1, rule=Rotation()),)), True),
        (Tiers(rules=(TierRule(tier=1, rule=UsersChoice()),)), False),
    ],
)
def test_only_a_rotation_counts_what_was_placed(rule, counts):
    """Counting thousands of packages for a rule that does not look at them takes time."""
    assert rule.counts_placements is counts


def test_draft_of_tiers_is_one_that_can_be_made():
    """Generated pages and drawn fixtures begin from it."""
    assert make(Tiers).rules[0].tier == 1


def test_weight_that_never_comes_up_is_refused():
    """A member with weight 0 would be asked first for ever."""
    with pytest.raises(RecordError, match="weight: 0 is not above 0"):
        Share(provider="alder", weight=Decimal(0))
