"""Nothing is signed over an open challenge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.findings.errors import BlockedError
from commissioning.gates.case import Case
from commissioning.gates.doors import providers_still_stand
from commissioning.ledger.ledger import Ledger
from commissioning.records.award import IntentionToAward
from commissioning.records.challenge import Challenge, ChallengeOutcome, ChallengeResolved
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import AwardFellThrough, EvaluationReopened
from commissioning.records.history import BroughtForward
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.records.record import Record
from commissioning.records.tender import TenderWithdrawn
from commissioning.stages import During, Stage

Until = Callable[[str], Cycle]
SIGNING = date(2022, 11, 28)
LETTER = Challenge(
    on=date(2022, 11, 16), reference="X", provider="Birch", about_what="the mark for quality"
)

RESOLVED = ChallengeResolved(
    on=date(2022, 11, 21), challenge="W", outcome=ChallengeOutcome.WITHDRAWN
)


def test_open_challenge_blocks_the_signature(small_until: Until):
    """A bidder who has written in is owed an answer before the door closes."""
    cycle = small_until("letters").record(LETTER)

    (finding,) = (f for f in cycle.blockers(ContractSigned, SIGNING) if f.code == "challenge-open")

    assert str(finding) == (
        "The challenge of Birch of 16 November 2022 (the mark for quality) has not been resolved. "
        "Record how it was resolved."
    )
    assert finding.about == "X"


def test_resolved_challenge_blocks_nothing(small_until: Until):
    """Once answered, it is history."""
    resolved = ChallengeResolved(
        on=date(2022, 11, 21), challenge="X", outcome=ChallengeOutcome.WITHDRAWN
    )
    cycle = small_until("letters").record(LETTER, resolved)

    assert cycle.blockers(ContractSigned, SIGNING) == ()


def test_resolution_counts_only_from_its_day(small_until: Until):
    """Asked about an earlier day, the challenge was still open then."""
    resolved = ChallengeResolved(
        on=date(2022, 11, 30), challenge="X", outcome=ChallengeOutcome.DISMISSED
    )
    cycle = small_until("letters").record(LETTER, resolved)

    codes = [f.code for f in cycle.blockers(ContractSigned, SIGNING)]

    assert "challenge-open" in codes


def test_challenge_after_the_signature_does_not_block_it(small_until: Until):
    """What was signed before the challenge came was signed in good order."""
    cycle = small_until("letters").record(LETTER)

    codes = [f.code for f in cycle.blockers(ContractSigned, date(2022, 11, 15))]

    assert "challenge-open" not in codes


def test_mobilisation_before_the_signature_is_refused(small_until: Until):
    """Asked before there is a plan, the answer is about the lots and not about named contracts."""
    (finding,) = small_until("letters").blockers(MobilisationPlan, SIGNING)

    assert (
        str(finding) == "No contract is signed yet for the procurement. Record the signature first."
    )
    assert small_until("contract").blockers(MobilisationPlan, SIGNING) == ()


def test_claim_in_court_is_reported_by_the_law_alone(small_until: Until):
    """Two findings for one claim would read as two claims."""
    cycle = small_until("letters").record(evolve(LETTER, claim_issued=True))

    codes = [f.code for f in cycle.blockers(ContractSigned, SIGNING)]

    assert codes == ["signing-suspended"]


def test_claim_under_unknown_law_blocks_the_signature():
    """A procurement brought forward without its beginning is still not signed over a claim."""
    begun = BroughtForward(on=date(2022, 11, 14), stage=Stage.AWARD, because="old papers")
    cycle = Cycle("Care").record(begun, evolve(LETTER, claim_issued=True))

    assert (
        "The claim of Birch of 16 November 2022 (the mark for quality) has not been resolved"
    ) in [f.message for f in cycle.blockers(ContractSigned, SIGNING)]


def test_challenge_on_the_day_of_signing_blocks_the_signature(small_until: Until):
    """The letter lay on the desk when the pen was taken up."""
    cycle = small_until("letters").record(evolve(LETTER, on=SIGNING))

    assert [f.code for f in cycle.blockers(ContractSigned, SIGNING)] == ["challenge-open"]


@pytest.mark.parametrize(
    "first",
    [
        (evolve(LETTER, reference="W"), RESOLVED),
        (evolve(LETTER, reference="W", on=date(2022, 11, 30)),),
        (evolve(LETTER, reference="W", claim_issued=True),),
    ],
    ids=("answered", "still to come", "in court"),
)
def test_answer_to_one_challenge_leaves_the_next_open(small_until: Until, first):
    """Two bidders wrote in; an answer to the first is none to the second."""
    cycle = small_until("letters").record(*first, evolve(LETTER, provider="Alder"))

    found = [f for f in cycle.blockers(ContractSigned, SIGNING) if f.code == "challenge-open"]

    assert [f.about for f in found] == ["X"]


WITHDRAWN = TenderWithdrawn(on=date(2022, 11, 21), provider="Alder", because="no staff")


def test_contract_with_a_withdrawn_bidder_is_refused(small_until: Until, small: dict[str, Record]):
    """The offer is gone; the next in order is due, with letters and standstill of its own."""
    cycle = small_until("letters").record(WITHDRAWN)
    contract = evolve(small["contract"], on=SIGNING)

    with pytest.raises(BlockedError) as refused:
        cycle.record(contract)

    assert [str(finding) for finding in refused.value.findings] == [
        (
            "Alder withdrew its tender for the procurement on 21 November 2022 and cannot "
            "continue. Record that the award fell through, then recommend the next provider."
        )
    ]


@pytest.mark.parametrize(
    ("until", "kind"), [("recommendation", "approval"), ("approval", "letters")]
)
def test_approval_and_letters_for_a_withdrawn_bidder_are_refused(
    small_until: Until, small: dict[str, Record], until: str, kind: str
):
    """A decision on an offer that is no longer made would have to be taken again."""
    record = small[kind]
    before = evolve(WITHDRAWN, on=record.on)

    codes = [f.code for f in small_until(until).record(before).findings(record)]

    assert codes == ["withdrawn-goes-on"]
    other = evolve(before, provider="Birch")
    assert small_until(until).record(other).findings(record) == ()


def test_withdrawal_later_or_of_an_earlier_tender_is_ignored(
    small_until: Until, small: dict[str, Record]
):
    """Only who has no tender left on the day has withdrawn."""
    contract = evolve(small["contract"], on=SIGNING)
    later = evolve(WITHDRAWN, on=date(2022, 11, 29))
    assert "withdrawn-goes-on" not in {
        f.code for f in small_until("letters").record(later).findings(contract)
    }
    early = evolve(WITHDRAWN, on=date(2022, 9, 1))
    ledger = Ledger()
    for record in (small["tender-a"], early):
        ledger.add(record, During(tuple(Stage)))
    case = Case(ledger=ledger, on=SIGNING, lots=("whole",), kind=ContractSigned, record=contract)
    assert list(providers_still_stand(case)) == []
    direct = Case(ledger=Ledger(), on=SIGNING, lots=("whole",), kind=ContractSigned)
    assert list(providers_still_stand(direct)) == []
    letters = Case(ledger=Ledger(), on=SIGNING, lots=("whole",), kind=IntentionToAward)
    assert list(providers_still_stand(evolve(letters, record=small["letters"]))) == []


class TestReturns:
    """What a return may take with it."""

    def test_return_that_supersedes_an_earlier_stage_is_refused(
        self, small_until: Until, small: dict[str, Record]
    ):
        """Without the invitation there would be no ranking that the award has to follow."""
        invitation = evolve(small["itt"], reference="ITT1")
        records = [
            invitation if record == small["itt"] else record
            for record in small_until("recommendation").records
        ]
        cycle = Cycle.audit("x", records).cycle
        reopened = EvaluationReopened(
            on=date(2022, 11, 8),
            because="a sheet was wrong",
            sets_aside=("ITT1", "sheet-Alder-O1", "none"),
        )
        texts = [f for f in cycle.findings(reopened) if f.code == "sets-aside-earlier"]
        assert [f.message for f in texts] == [
            "This return would supersede the invitation to tender of 22 August 2022 (ITT1), which "
            "belongs to the ITT stage, before the evaluation stage"
        ]
        assert (
            texts[0].remedy
            == "Name only records of the evaluation stage, or return to the ITT stage"
        )

    @pytest.mark.parametrize(
        ("recommendation", "provider", "expected"),
        [
            ("R1", "Alder", []),
            (
                "R1",
                "Birch",
                [
                    (
                        "The award recommendation of 28 October 2022 (R1) does not recommend "
                        "Birch for the procurement. Name the recommendation and the provider that "
                        "it recommends."
                    )
                ],
            ),
            (
                "officers",
                "Alder",
                [
                    (
                        "The reference officers belongs to the panel of 15 August 2022, not to an "
                        "award recommendation (the process table, row award-fell-through). "
                        "Correct the reference."
                    )
                ],
            ),
            (
                "R9",
                "Alder",
                [
                    (
                        "No record with the reference R9 has been recorded (the process table, "
                        "row award-fell-through). Record it first, or correct the reference."
                    )
                ],
            ),
        ],
    )
    def test_award_that_was_not_recommended_cannot_fall_through(
        self, small_until: Until, recommendation: str, provider: str, expected: list[str]
    ):
        """A return that names another record would set that aside in its place."""
        fell = AwardFellThrough(
            on=date(2022, 11, 21),
            because="no staff",
            recommendation=recommendation,
            provider=provider,
        )
        assert [str(f) for f in small_until("letters").findings(fell)] == expected
