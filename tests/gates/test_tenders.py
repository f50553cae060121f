"""Tenders: in time, invited, opened by two, judged as announced."""

from datetime import date, time

import pytest
from attrs import evolve

from commissioning.dates.periods import LONDON, Deadline
from commissioning.gates.case import Case
from commissioning.gates.money import money_is_carried_through
from commissioning.gates.tenders import (
    deadline_only_moves_later,
    lots_tendered_are_within_the_limit,
    method_stays_as_issued,
    opened_tenders_were_received,
    reason_is_what_the_records_show,
    tender_is_in_time,
    tenderer_was_invited,
    tenders_answer_this_invitation,
    tenders_are_all_in,
    two_people_open,
    withdrawn_tender_was_received,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.ending import Abandonment, AbandonmentReason, InvitationReissued
from commissioning.records.low_prices import BelowMean
from commissioning.records.methods import WeightedSum
from commissioning.records.pricing import LowestPriceProportional, PriceRange
from commissioning.records.selection import Shortlist
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import FinancialEnvelope
from commissioning.records.tender import (
    DeadlineExtended,
    InterviewUse,
    InvitationToTender,
    LotLimits,
    LotMechanism,
    LotPrice,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.tender_faults import RejectionGround, TenderRejected
from commissioning.stages import Begins, During, Opens, Returns, Stage
from commissioning.values.money import Money, VatBasis, pounds
from commissioning.values.scales import ZERO_TO_FIVE

ANY_TIME = During(tuple(Stage))


@pytest.fixture(scope="module")
def begun(begun):
    """The start of the cycle: only the tendering is given."""
    return evolve(begun, stage=Stage.ITT)


DUE = Deadline(date(2022, 9, 30))
NOON = Deadline(date(2022, 9, 30), time(12), LONDON)


def weighed(quality, price):
    return WeightedSum(
        criteria=(
            Criterion(reference="q", title="quality", weight=quality, scale=ZERO_TO_FIVE),
            Criterion(reference="p", title="price", weight=price, kind=CriterionKind.PRICE),
        )
    )


def invitation(**fields):
    return InvitationToTender(
        **{
            "on": date(2022, 8, 22),
            "method": weighed(60, 40),
            "price_formula": LowestPriceProportional(),
            "tenders_due_by": DUE,
            **fields,
        }
    )


ITT = invitation()
TENDER = TenderReceived(on=date(2022, 9, 29), provider="Alder", lots=("N1",))
OPENING = TenderOpening(on=date(2022, 10, 3), opened_by=("clerk", "solicitor"))


@pytest.mark.parametrize(
    ("due", "on", "expected"),
    [
        (
            DUE,
            date(2022, 9, 30),
            [
                (
                    "You cannot open tenders on 30 September 2022: they may arrive until the end "
                    "of 30 September 2022. Open them on or after 1 October 2022."
                )
            ],
        ),
        (
            NOON,
            date(2022, 9, 29),
            [
                (
                    "You cannot open tenders on 29 September 2022: they may arrive until 12:00 on "
                    "30 September 2022 (Europe/London). Open them on or after 30 September 2022."
                )
            ],
        ),
        (NOON, date(2022, 9, 30), []),
        (DUE, date(2022, 10, 1), []),
    ],
)
def test_opening_before_the_deadline_is_refused(due, on, expected, case):
    """Whoever sees one tender early can help another."""
    opening = evolve(OPENING, on=on)
    found = list(tenders_are_all_in(case(opening, invitation(tenders_due_by=due))))
    assert [str(finding) for finding in found] == expected
    assert all(finding.earliest for finding in found)


def test_extension_of_this_invitation_moves_the_deadline(case):
    """A new invitation starts with its own deadline; what extended the last is history."""
    later = DeadlineExtended(
        on=date(2022, 9, 20), tenders_due_by=Deadline(date(2022, 10, 7)), because="TUPE list late"
    )
    assert list(tenders_are_all_in(case(OPENING, ITT, later)))
    assert list(tenders_are_all_in(case(OPENING, ITT, evolve(later, on=date(2022, 8, 1))))) == []
    at_once = evolve(later, on=ITT.on)
    assert list(tenders_are_all_in(case(OPENING, ITT, at_once)))
    first = evolve(later, on=date(2022, 9, 12), tenders_due_by=Deadline(date(2022, 9, 30)))
    assert list(tenders_are_all_in(case(OPENING, ITT, later, first)))


def test_lot_without_an_invitation_does_not_hide_the_deadline_of_the_next(texts):
    """The north was awarded without tenders; those for the south may still come in."""
    south = invitation(lots=("N2",))
    opening = evolve(OPENING, on=date(2022, 9, 30))
    assert len(texts(tenders_are_all_in, opening, south, lots=("N1", "N2"))) == 1
    moved = DeadlineExtended(on=date(2022, 9, 1), tenders_due_by=DUE, because="r")
    assert len(texts(deadline_only_moves_later, moved, south, lots=("N1", "N2"))) == 1


def test_missing_invitation_is_left_to_the_rule_of_order(case, texts):
    """One absence is reported once, by what rests on the invitation."""
    assert list(tenders_are_all_in(case(OPENING))) == []
    assert texts(two_people_open, OPENING) == []
    assert texts(tender_is_in_time, TENDER) == []
    assert texts(tenderer_was_invited, TENDER) == []
    assert texts(lots_tendered_are_within_the_limit, TENDER) == []
    assert texts(money_is_carried_through, TENDER) == []
    assert texts(method_stays_as_issued, ITT) == []
    moved = DeadlineExtended(on=date(2022, 9, 1), tenders_due_by=DUE, because="r")
    assert texts(deadline_only_moves_later, moved) == []


def test_opening_by_one_person_is_refused(texts):
    """One person alone could change a figure, and could not show that he had not."""
    alone = evolve(OPENING, opened_by=("clerk",))
    assert texts(two_people_open, alone, ITT) == [
        (
            "Only one person opened the tenders (clerk); the minimum is two. Have two people open "
            "them, or say in the invitation that one is enough."
        )
    ]
    assert texts(two_people_open, OPENING, ITT) == []
    assert texts(two_people_open, alone, invitation(two_openers=False)) == []
    parts = (invitation(lots=("N1",), two_openers=False), invitation(lots=("N2",)))
    assert len(texts(two_people_open, alone, *parts, lots=("N1", "N2"))) == 1


def test_opening_of_a_tender_that_was_not_received_is_refused(texts):
    """A name in the opening record that nobody can trace is a slip or worse."""
    named = evolve(OPENING, tenders=("Alder", "Birch"))
    assert texts(opened_tenders_were_received, named, ITT, TENDER) == [
        (
            "The tender of Birch was opened, but is not recorded as received. Record the tender "
            "received, or correct the provider's reference."
        )
    ]


@pytest.mark.parametrize(
    ("due", "fields", "expected"),
    [
        (
            DUE,
            {"on": date(2022, 10, 1)},
            [
                (
                    "The tender of Alder arrived on 1 October 2022, 1 day after the deadline of "
                    "30 September 2022. Leave it out, or record the reason for accepting it late."
                )
            ],
        ),
        (
            NOON,
            {"on": date(2022, 9, 30), "at": time(12, 1)},
            [
                (
                    "The tender of Alder arrived at 12:01 on 30 September 2022 (Europe/London), 1 "
                    "minute after the deadline of 12:00. Leave it out, or record the reason for "
                    "accepting it late."
                )
            ],
        ),
        (NOON, {"on": date(2022, 9, 30), "at": time(12)}, []),
        (DUE, {"on": date(2022, 9, 30), "at": time(23, 59)}, []),
        (DUE, {"on": date(2022, 9, 30)}, []),
        (DUE, {"on": date(2022, 10, 1), "late_because": "the portal was down"}, []),
        (DUE, {"on": date(2022, 10, 1), "lots": ("N2",)}, []),
    ],
)
def test_late_tender_without_a_reason_is_refused(due, fields, expected, texts):
    """A minute after noon is late for everybody, or for nobody."""
    tender = evolve(TENDER, **fields)
    assert texts(tender_is_in_time, tender, invitation(tenders_due_by=due)) == expected


def test_tender_of_a_provider_that_was_not_invited_is_refused(texts):
    """A provider that failed selection cannot come in by the back door."""
    shortlist = Shortlist(on=date(2022, 8, 12), invited=("Birch",))
    assert texts(tenderer_was_invited, TENDER, ITT, shortlist) == [
        (
            "Alder tenders, but is not named in the shortlist of 12 August 2022. Send the tender "
            "back, or correct the provider's reference."
        )
    ]
    assert texts(tenderer_was_invited, TENDER, invitation(invited=("Birch",))) == [
        (
            "Alder tenders, but is not named in the invitation to tender of 22 August 2022. Send "
            "the tender back, or correct the provider's reference."
        )
    ]
    assert texts(tenderer_was_invited, evolve(TENDER, provider="Birch"), ITT, shortlist) == []
    assert texts(tenderer_was_invited, TENDER, ITT) == []


def test_tender_for_more_lots_than_allowed_is_refused(begun, case, texts):
    """The limit keeps room for small providers; it binds when tenders come in."""
    limits = LotLimits(most_tendered=1)
    both = evolve(TENDER, lots=("N1", "N2"))
    assert texts(
        lots_tendered_are_within_the_limit, both, invitation(lot_limits=limits), lots=("N1", "N2")
    ) == [
        (
            "Alder tenders for 2 lots (N1 and N2); the maximum is 1. Ask which lots the tender is "
            "for, as the invitation says."
        )
    ]
    assert texts(lots_tendered_are_within_the_limit, TENDER, invitation(lot_limits=limits)) == []
    one_by_one = (invitation(lot_limits=limits), TENDER)
    second = evolve(TENDER, lots=("N2",))
    assert texts(lots_tendered_are_within_the_limit, second, *one_by_one, lots=("N2",)) != []
    parts = (invitation(lots=("N1",)), invitation(lots=("N2", "N3"), lot_limits=limits))
    assert texts(lots_tendered_are_within_the_limit, both, *parts, lots=("N1", "N2")) == []
    three = ("N1", "N2", "N3")
    begun = evolve(begun, divided_into=(*begun.divided_into, Lot(reference="N3", title="three")))
    asked = case(evolve(TENDER, lots=three), *parts, lots=three, begun=begun)
    found = lots_tendered_are_within_the_limit.asked_of(asked)
    assert [each.message.partition(";")[0] for each in found] == [
        "Alder tenders for 2 lots (N2 and N3)"
    ]
    back = TenderWithdrawn(on=TENDER.on, provider="Alder", lots=("N1",))
    assert texts(lots_tendered_are_within_the_limit, second, *one_by_one, back, lots=("N2",)) == []
    free = LotLimits(most_awarded=1, mechanism=LotMechanism.PREFERENCE)
    assert (
        texts(
            lots_tendered_are_within_the_limit, both, invitation(lot_limits=free), lots=("N1", "N2")
        )
        == []
    )


@pytest.mark.parametrize(
    ("check", "held"),
    [
        (tenderer_was_invited, invitation(invited=("Birch",))),
        (lots_tendered_are_within_the_limit, invitation(lot_limits=LotLimits(most_tendered=1))),
    ],
)
def test_refusal_of_a_tender_is_about_its_bidder(check, held, case):
    """A waiver of one bidder's refusal must not let the next bidder through."""
    both = evolve(TENDER, lots=("N1", "N2"))
    (finding,) = check(case(both, held, lots=("N1", "N2")), both)
    assert finding.about == "Alder"


@pytest.mark.parametrize(
    ("envelope", "price", "expected"),
    [
        (
            FinancialEnvelope(amount=pounds(100)),
            LotPrice(lot="N1", price=pounds(101)),
            [
                (
                    "Alder asks £101 a year for lot N1, above the financial envelope of £100 a year. "
                    "Expect the evaluation to exclude it."
                )
            ],
        ),
        (
            FinancialEnvelope(amount=pounds(100), above_is_refused=False),
            LotPrice(lot="N1", price=pounds(101)),
            ["Alder asks £101 a year for lot N1, above the financial envelope of £100 a year."],
        ),
        (FinancialEnvelope(amount=pounds(100)), LotPrice(lot="N1", price=pounds(100)), []),
        (
            FinancialEnvelope(amount=pounds(100)),
            LotPrice(lot="N1", price=pounds(20), per="hour"),
            [],
        ),
        (
            FinancialEnvelope(amount=pounds(100)),
            LotPrice(lot="N1", price=Money(200, "GBP", VatBasis.INCLUDING)),
            [
                "Alder asks £200 including VAT a year for lot N1, but the financial envelope of £100 a "
                "year (VAT not stated) cannot be compared with it: it is on another basis. State both "
                "in one currency, and both with or both without VAT."
            ],
        ),
        (
            FinancialEnvelope(amount=pounds(20), per="hour"),
            LotPrice(lot="N1", price=pounds(21), per="hour"),
            [
                "Alder asks £21 per hour for lot N1, above the financial envelope of £20 per hour. "
                "Expect the evaluation to exclude it."
            ],
        ),
    ],
)
def test_offer_above_the_envelope_is_warned_of(envelope, price, expected, case, texts):
    """It is received all the same; whether it is excluded is for the evaluation."""
    tender = evolve(TENDER, prices=(price,))
    assert texts(money_is_carried_through, tender, invitation(envelope=envelope)) == expected
    found = money_is_carried_through(case(tender, invitation(envelope=envelope)), tender)
    assert not any(finding.blocks for finding in found)


def test_each_lot_of_a_tender_is_compared_with_its_own_envelope(texts):
    """A lot without a price, or one within its money, says nothing of the next."""
    tender = evolve(TENDER, lots=None, prices=(LotPrice(lot="N2", price=pounds(101)),))
    envelope = FinancialEnvelope(amount=pounds(100))
    assert texts(
        money_is_carried_through, tender, invitation(envelope=envelope), lots=("N1", "N2")
    ) == [
        (
            "Alder asks £101 a year for lot N2, above the financial envelope of £100 a year. "
            "Expect the evaluation to exclude it."
        )
    ]


def test_all_changes_of_an_invitation_are_reported_together(texts):
    """The officer who corrects the weights alone would come back for the formula."""
    again = invitation(on=date(2022, 9, 1), method=weighed(70, 30), price_formula=PriceRange())
    (message,) = texts(method_stays_as_issued, again, ITT)
    assert message == (
        "This invitation changes the criteria or weights and the price formula announced on 22 "
        "August 2022. Judge by what was issued, or reissue the invitation to every bidder and "
        "take new tenders."
    )


def test_withdrawal_without_a_tender_is_refused(texts):
    """A withdrawal of nothing hides a slip in a reference."""
    gone = TenderWithdrawn(on=date(2022, 10, 1), provider="Alder")
    assert texts(withdrawn_tender_was_received, gone) == [
        (
            "Alder withdraws, but no tender of theirs is recorded. Record the tender received, or "
            "correct the provider's reference."
        )
    ]
    assert texts(withdrawn_tender_was_received, gone, TENDER) == []


@pytest.mark.parametrize(
    ("on", "due", "expected"),
    [
        (
            date(2022, 9, 20),
            DUE,
            [
                (
                    "The new deadline, the end of 30 September 2022, is not later than the one in "
                    "force, the end of 30 September 2022. Give a later deadline; one that was "
                    "announced is never shortened."
                )
            ],
        ),
        (
            date(2022, 10, 3),
            Deadline(date(2022, 10, 7)),
            [
                (
                    "The deadline, the end of 30 September 2022, had passed by 3 October 2022. "
                    "Reissue the invitation to the same bidders instead."
                )
            ],
        ),
        (date(2022, 9, 20), Deadline(date(2022, 10, 7)), []),
    ],
)
def test_extension_late_or_not_later_is_refused(on, due, expected, texts):
    """Reopening a closed door for one bidder is the oldest trick."""
    moved = DeadlineExtended(on=on, tenders_due_by=due, because="a late answer")
    assert texts(deadline_only_moves_later, moved, ITT) == expected


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"method": weighed(70, 30)}, "the criteria or weights"),
        ({"price_formula": PriceRange()}, "the price formula"),
        ({"lot_limits": LotLimits(most_tendered=1)}, "the limits on lots"),
        ({"interviews": InterviewUse.VERIFICATION}, "the use of interviews"),
        ({"envelope": FinancialEnvelope(amount=pounds(5))}, "the financial envelope"),
        ({"low_price_triggers": (BelowMean(percent=10),)}, "the tests for low prices"),
    ],
)
def test_change_of_an_issued_invitation_is_refused(fields, what, texts):
    """Weights that move once bids can be guessed at are the end of equal treatment."""
    again = invitation(on=date(2022, 9, 1), **fields)
    assert texts(method_stays_as_issued, again, ITT) == [
        f"This invitation changes {what} announced on 22 August 2022. Judge by what was issued, or "
        "reissue the invitation to every bidder and take new tenders."
    ]


def test_reissued_invitation_may_have_another_method(texts):
    """Then everybody tenders anew, knowing it."""
    again = invitation(
        on=date(2022, 11, 1), method=weighed(70, 30), tenders_due_by=Deadline(date(2022, 12, 1))
    )
    reissued = InvitationReissued(on=date(2022, 10, 20), because="no bid was within the envelope")
    assert texts(method_stays_as_issued, again, ITT, reissued) == []
    assert texts(method_stays_as_issued, again, ITT, evolve(reissued, on=date(2022, 8, 1))) != []
    assert texts(method_stays_as_issued, again, ITT, evolve(reissued, on=ITT.on)) == []


def test_reissue_serves_one_invitation_of_its_own_lots(begun, texts):
    """Once used it does not let the weights move a second time, nor those of another lot."""
    reissued = InvitationReissued(on=date(2022, 10, 20), because="no bid was within the envelope")
    later = Deadline(date(2022, 12, 1))
    again = invitation(on=date(2022, 10, 20), method=weighed(70, 30), tenders_due_by=later)
    third = invitation(on=date(2022, 11, 2), method=weighed(80, 20), tenders_due_by=later)
    assert texts(method_stays_as_issued, third, ITT, reissued, again) == [
        (
            "This invitation changes the criteria or weights announced on 20 October 2022. Judge "
            "by what was issued, or reissue the invitation to every bidder and take new tenders."
        )
    ]
    one = evolve(reissued, lots=("N1",))
    assert texts(method_stays_as_issued, again, ITT, one, lots=("N1",)) == []
    assert len(texts(method_stays_as_issued, again, ITT, one, lots=("N1", "N2"))) == 1
    carried = evolve(begun, on=ITT.on, carries=(ITT,))
    assert len(texts(method_stays_as_issued, again, begun=carried)) == 1


def test_tender_under_earlier_rules_is_refused(texts):
    """Weights that were set when the bids were known decide who wins."""
    reissued = InvitationReissued(on=date(2022, 10, 20), because="no bid was within the envelope")
    again = invitation(
        on=date(2022, 11, 1), method=weighed(70, 30), tenders_due_by=Deadline(date(2022, 12, 1))
    )
    opening = evolve(OPENING, on=date(2022, 12, 2))
    held = (ITT, TENDER, reissued, again)
    assert texts(tenders_answer_this_invitation, opening, *held) == [
        (
            "Alder tendered on 29 September 2022, before the invitation of 1 November 2022 "
            "changed the criteria or weights. Take a new tender; name the old one in the reissue "
            "as superseded, or record it as withdrawn."
        )
    ]
    back = TenderWithdrawn(on=date(2022, 11, 2), provider="Alder")
    assert texts(tenders_answer_this_invitation, opening, *held, back) == []
    new = evolve(TENDER, on=date(2022, 11, 28))
    assert texts(tenders_answer_this_invitation, opening, ITT, reissued, again, new) == []
    same = evolve(again, method=ITT.method)
    assert texts(tenders_answer_this_invitation, opening, ITT, TENDER, reissued, same) == []
    same_day = evolve(again, on=TENDER.on)
    assert len(texts(tenders_answer_this_invitation, opening, ITT, TENDER, reissued, same_day)) == 1


def test_invitation_a_tender_answered_is_found_by_day_and_by_entry(begun, texts):
    """Sent on the day of the invitation it answers it; entered before it, it answers nothing."""
    reissued = InvitationReissued(on=date(2022, 10, 20), because="no bid was within the envelope")
    again = invitation(
        on=date(2022, 11, 1),
        method=weighed(70, 30),
        price_formula=PriceRange(),
        tenders_due_by=Deadline(date(2022, 12, 1)),
    )
    opening = evolve(OPENING, on=date(2022, 12, 2))
    at_once = evolve(TENDER, on=ITT.on)
    (message,) = texts(tenders_answer_this_invitation, opening, ITT, at_once, reissued, again)
    assert "changed the criteria or weights and the price formula. Take a new tender" in message
    before = (TENDER, ITT, reissued, again)
    assert texts(tenders_answer_this_invitation, opening, *before) == []
    carried = evolve(begun, on=date(2022, 10, 3), carries=(ITT, TENDER))
    assert len(texts(tenders_answer_this_invitation, opening, reissued, again, begun=carried)) == 1


def test_withdrawn_tender_does_not_hide_the_next_under_earlier_rules(texts):
    """Alder is out of it; the bid of Birch would still be judged by weights it never saw."""
    reissued = InvitationReissued(on=date(2022, 10, 20), because="no bid was within the envelope")
    again = invitation(
        on=date(2022, 11, 1), method=weighed(70, 30), tenders_due_by=Deadline(date(2022, 12, 1))
    )
    back = TenderWithdrawn(on=date(2022, 11, 2), provider="Alder")
    held = (ITT, TENDER, evolve(TENDER, provider="Birch"), reissued, again, back)
    (message,) = texts(tenders_answer_this_invitation, evolve(OPENING, on=date(2022, 12, 2)), *held)
    assert message.startswith("Birch tendered on 29 September 2022, before the invitation of 1 Nov")


def test_invitation_with_the_same_method_is_accepted(texts):
    """A corrected date or annex is no change of the rules."""
    assert texts(method_stays_as_issued, invitation(on=date(2022, 9, 1)), ITT) == []
    assert texts(method_stays_as_issued, ITT, ITT) == []


def test_superseded_invitation_is_still_the_one_that_was_answered(begun):
    """Else a reissue could take the old rules away and keep the tenders made under them."""
    reissued = InvitationReissued(
        on=date(2022, 10, 20), because="no bid was within the envelope", sets_aside=("ITT1",)
    )
    old = evolve(ITT, reference="ITT1")
    again = invitation(
        on=date(2022, 11, 1), method=weighed(70, 30), tenders_due_by=Deadline(date(2022, 12, 1))
    )
    opening = evolve(OPENING, on=date(2022, 12, 2))
    ledger = Ledger()
    ledger.add(begun, Begins())
    for record, where in (
        (old, Opens(Stage.ITT)),
        (TENDER, ANY_TIME),
        (reissued, Returns((Stage.ITT,), to=Stage.ITT)),
    ):
        ledger.add(record, where)
    asked = Case(ledger=ledger, on=opening.on, lots=("N1",), kind=TenderOpening, record=opening)
    assert list(tenders_answer_this_invitation(asked)) == []
    ledger.add(again, Opens(Stage.ITT))
    assert [f.code for f in tenders_answer_this_invitation(asked)] == ["tender-under-other-rules"]


def test_changed_rules_of_one_lot_are_found_beside_a_lot_that_was_not_reissued(texts):
    """North went out once; the tenders for South must not be judged by weights announced after them."""
    reissued = InvitationReissued(on=date(2022, 10, 20), because="unclear", lots=("N2",))
    again = invitation(
        on=date(2022, 11, 1),
        lots=("N2",),
        method=weighed(70, 30),
        tenders_due_by=Deadline(date(2022, 12, 1)),
    )
    held = (ITT, evolve(TENDER, lots=("N1", "N2")), reissued, again)
    opening = evolve(OPENING, on=date(2022, 12, 2))
    assert len(texts(tenders_answer_this_invitation, opening, *held, lots=("N1", "N2"))) == 1


NO_TENDERS = Abandonment(on=date(2022, 10, 9), because="x", reason=AbandonmentReason.NO_TENDERS)
NONE_SUITABLE = evolve(NO_TENDERS, reason=AbandonmentReason.NONE_SUITABLE)
PRICED = evolve(TENDER, lots=None, prices=(LotPrice(lot="N1", price=pounds(1)),))
BOTH = evolve(TENDER, lots=("N1", "N2"))


@pytest.mark.parametrize(
    ("abandonment", "tender", "lots", "begins"),
    [
        (NO_TENDERS, TENDER, ("N1",), "Lot N1 is abandoned because no tenders came, but"),
        (NO_TENDERS, BOTH, ("N1", "N2"), "Lots N1 and N2 are abandoned because no tenders came, but"),
        (NO_TENDERS, TENDER, ("N2",), ""),
        (NO_TENDERS, PRICED, ("N2",), ""),
        (NONE_SUITABLE, TENDER, ("N1",), ""),
        (NONE_SUITABLE, TENDER, ("N2",), "Lot N2 is abandoned because no tender was suitable, but"),
        (NONE_SUITABLE, PRICED, ("N2",), "Lot N2 is abandoned because no tender was suitable, but"),
    ],
)  # fmt: skip
def test_reason_of_an_abandonment_is_held_against_the_tenders_for_its_lots(
    abandonment, tender, lots, begins, begun
):
    """The law lets a council award directly where no tender came, or none was suitable, for that lot."""
    ledger = Ledger()
    ledger.add(ServiceSpecification(on=date(2022, 8, 1), divided_into=begun.divided_into), ANY_TIME)
    ledger.add(tender, ANY_TIME)
    asked = Case(ledger=ledger, on=abandonment.on, lots=lots, kind=Abandonment, record=abandonment)
    found = [finding.message for finding in reason_is_what_the_records_show(asked, abandonment)]
    assert [message.startswith(begins) for message in found] == ([True] if begins else [])


def test_rejection_counts_only_in_the_lots_where_it_is_in_force(begun):
    """N1 went back and its tender counts again; the rejection still in force for N2 is not of N1."""
    rejected = TenderRejected(
        on=date(2022, 10, 3), provider="Alder", ground=RejectionGround.LATE, because="a minute late"
    )
    reissued = InvitationReissued(on=date(2022, 10, 5), because="unclear", lots=("N1",))
    ledger = Ledger()
    for record, where in (
        (begun, Begins()),
        (BOTH, ANY_TIME),
        (OPENING, Opens(Stage.EVALUATION)),
        (rejected, ANY_TIME),
        (reissued, Returns((Stage.EVALUATION,), to=Stage.ITT)),
    ):
        ledger.add(record, where)
    for lots, contradicted in ((("N1",), True), (("N2",), False)):
        asked = Case(ledger=ledger, on=NO_TENDERS.on, lots=lots, kind=Abandonment)
        assert bool(list(reason_is_what_the_records_show(asked, NO_TENDERS))) is contradicted


def test_tender_superseded_in_one_lot_is_no_tender_for_it(begun):
    """The reissue of N1 took the tender back there, so N1 may be abandoned because none came since."""
    reissued = InvitationReissued(
        on=date(2022, 10, 5), because="unclear", lots=("N1",), sets_aside=("T1",)
    )
    ledger = Ledger()
    ledger.add(begun, Begins())
    ledger.add(evolve(BOTH, reference="T1"), ANY_TIME)
    ledger.add(reissued, Returns((Stage.ITT,), to=Stage.ITT))
    for lots, contradicted in ((("N1",), False), (("N2",), True)):
        asked = Case(ledger=ledger, on=NO_TENDERS.on, lots=lots, kind=Abandonment)
        assert bool(list(reason_is_what_the_records_show(asked, NO_TENDERS))) is contradicted
