"""Approvals with their conditions, refusals, rejected tenders, corrected prices, reasons to stop."""

from datetime import UTC, date, time
from decimal import Decimal

import pytest

from commissioning.dates.periods import Deadline
from commissioning.records.approval import (
    ApprovalCondition,
    ApprovalToContinue,
    ApprovalToProcure,
    Approver,
    ConditionMet,
    HowNotApproved,
    NotApproved,
    Vote,
)
from commissioning.records.award import ApprovalToAward
from commissioning.records.ending import Abandonment, AbandonmentReason
from commissioning.records.notices import NoticePublished
from commissioning.records.record import WHOLE
from commissioning.records.tender import TenderReceived
from commissioning.records.tender_faults import (
    PriceCorrected,
    RejectionGround,
    TenderClarified,
    TenderRejected,
    ends_tender,
)
from commissioning.values.money import pounds

DAY = date(2022, 11, 9)
BEFORE = date(2022, 11, 8)
CABINET = {"decided_by": "Cabinet"}
BOND = ApprovalCondition(reference="1", words="a bond is held", before="contract-signed")
ANN = Approver(reference="member-1", vote=Vote.AGAINST)
REFUSAL = {**CABINET, "asked": "approval-to-award", "how": HowNotApproved.REFUSED}
DEFERRAL = {**CABINET, "asked": "approval-to-award", "how": HowNotApproved.DEFERRED}
REJECTED = {"provider": "alder", "ground": RejectionGround.LATE, "because": "a day late"}
CORRECTED = {
    "provider": "alder", "was": pounds(10), "becomes": pounds(100), "because": "a slip of the point",
}  # fmt: skip

# fmt: off
CASES = [
    (ApprovalToProcure, {**CABINET, "reference": "A1", "conditions": (BOND,), "approvers": (ANN,),
     "tolerance": 5}, ()),
    (ApprovalToProcure, {**CABINET, "conditions": (BOND,)},
     ("reference: missing; the record that meets a condition names the approval",)),
    (ApprovalToProcure, {**CABINET, "reference": "A1", "conditions": (BOND, BOND)},
     ("conditions: 1 is listed twice; name each once",)),
    (ApprovalToProcure, {**CABINET, "approvers": (ANN, ANN)},
     ("approvers: member-1 is listed twice; name each once",)),
    (ApprovalToProcure, {**CABINET, "value": pounds(-1)}, ("value: -£1 is below the minimum of 0",)),
    (ApprovalToAward, {**CABINET, "recommendation": "R1", "published_on": BEFORE},
     ("published_on: 8 November 2022 is before the decision",)),
    (ApprovalToContinue, {**CABINET, "permits": "shortlist", "call_in_ends": DAY}, ()),
    (ApprovalToContinue, {**CABINET, "permits": ""},
     ('permits: say which step is permitted, by its tag: "shortlist"',)),
    (NotApproved, {**REFUSAL, "because": "the price is too high"}, ()),
    (NotApproved, REFUSAL, ("because: say why it was refused",)),
    (NotApproved, {**DEFERRAL, "until": date(2022, 12, 1), "asks_for": ("a site visit",)}, ()),
    (NotApproved, {**DEFERRAL, "until": DAY}, ("until: 9 November 2022 is not after the decision",)),
    (NotApproved, {**REFUSAL, "because": "x", "until": date(2022, 12, 1)},
     ("until: only a decision that is deferred waits for a day; leave it out",)),
    (NotApproved, {**DEFERRAL, "asked": "", "decided_by": ""},
     ('asked: say what was asked for, by the tag of its approval: "approval-to-award"',
      "decided_by: say which body or office decided")),
    (ConditionMet, {"approval": "", "condition": "", "evidence": ""},
     ("approval: say which approval made the condition", "condition: say which condition is met",
      "evidence: say what shows that it is met")),
    (TenderRejected, {**REJECTED, "because": ""},
     ("because: give the reasons; the tenderer is owed them",)),
    (PriceCorrected, {**CORRECTED, "lots": ("N1",)}, ()),
    (PriceCorrected, {**CORRECTED, "lots": ("N1", "N2")},
     ("lots: a price is for one lot; correct each in a record of its own",)),
    (PriceCorrected, {**CORRECTED, "becomes": pounds(10)},
     ("becomes: £10 is the price it was; give the corrected one",)),
    (TenderClarified, {"provider": "alder", "question": "Sundays too?", "answer_by": Deadline(DAY)}, ()),
    (TenderClarified, {"provider": "", "question": "", "answer_by": Deadline(BEFORE)},
     ("provider: say whose tender it is", "question: give the question",
      "answer_by: 8 November 2022 is before the question")),
    (Abandonment, {"because": "nobody came", "reason": AbandonmentReason.NO_TENDERS}, ()),
]
# fmt: on


@pytest.mark.parametrize(("kind", "parts", "problems"), CASES)
def test_record_of_trouble_says_what_the_reader_is_owed(problems_of, kind, parts, problems):
    """A refusal without a reason, or a condition that nothing can meet, helps nobody later."""
    assert problems_of(lambda: kind(on=DAY, **parts)) == problems


def test_tolerance_is_an_exact_percentage():
    """The amount an officer may go beyond is compared to the penny."""
    approval = ApprovalToProcure(on=DAY, decided_by="Cabinet", tolerance="2.5")  # type: ignore[arg-type]
    assert approval.tolerance == Decimal("2.5")


@pytest.mark.parametrize(
    ("lots", "came", "lot", "rejected"),
    [(None, DAY, "N1", True), (("N1",), DAY, "N1", True), (("N1",), DAY, "N2", False),
     (None, date(2022, 11, 10), "N1", False)],
)  # fmt: skip
def test_rejection_is_of_the_tenders_held_for_its_lots(lots, came, lot, rejected):
    """A tender that comes when tenders are invited again is another tender."""
    tender = TenderReceived(on=came, provider="alder")
    rejection = TenderRejected(on=DAY, lots=lots, **REJECTED)
    assert ends_tender(rejection, tender, lot) is rejected
    assert not ends_tender(rejection, TenderReceived(on=DAY, provider="birch"), "N1")


def test_corrected_price_is_of_the_lot_named_or_of_the_whole():
    """A procurement without lots has one price, and its correction need name no lot."""
    assert PriceCorrected(on=DAY, **CORRECTED).lot == WHOLE
    assert PriceCorrected(on=DAY, lots=("N2",), **CORRECTED).lot == "N2"


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"at": time(9, 30), "amends": "N1"}, ()),
        ({"at": time(9, 30, tzinfo=UTC)}, ("at: give the time alone, as on a clock in London",)),
        ({"reference": "N1", "amends": "N1"},
         ("amends: N1 is this notice itself; name the one before it",)),
    ],
)  # fmt: skip
def test_notice_has_a_time_of_day_and_names_what_it_amends(problems_of, fields, problems):
    """A notice of the evening is seen after the letters of the morning."""
    assert problems_of(lambda: NoticePublished(on=DAY, notice="UK6", **fields)) == problems
