"""Buyers change: councils are reorganised while their contracts run, and somebody has to answer for them."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning import (
    Authority,
    BridgingContract,
    BroughtForward,
    BuyerSucceeded,
    ContractSigned,
    Cycle,
    FinancialEnvelope,
    JointBuyer,
    Lot,
    Money,
    PartnerAnswer,
    PartnerDecision,
    Period,
    ProcurementFacts,
    ProcurementStrategy,
    RecordError,
    Route,
    Stage,
    pounds,
)
from commissioning.display.overview import heading
from commissioning.interchange import dumps, loads
from commissioning.planning.joint_procurement import PartnerState, joint_procurement, successors


def body(reference: str) -> Authority:
    return Authority(reference=reference, name=reference.upper(), kind="integrated care board")


GROUPS = tuple(map(body, ("ccg-a", "ccg-b", "ccg-c")))
STRATEGY = ProcurementStrategy(
    on=date(2021, 1, 4), route=Route.direct_award(), facts=ProcurementFacts(light_touch=True),
    joint_buyers=(
        JointBuyer(authority="ccg-a", lead=True, share=pounds(60)),
        JointBuyer(authority="ccg-b", share=pounds(40), decides=("its own lots",)),
        JointBuyer(authority="ccg-c"),
    ),
    envelope=FinancialEnvelope(amount=pounds(100)),
)  # fmt: skip
CONTRACT = ContractSigned(
    on=date(2021, 4, 1), reference="K", provider="elm", term=Period.of(date(2021, 4, 1), years=3)
)
ON = date(2022, 7, 1)


def passes(was: str, *becomes: str, on: date = ON, **fields: object) -> BuyerSucceeded:
    """`was` is one reference or several, with spaces between them."""
    made = BuyerSucceeded(
        on=on, was=tuple(was.split()), becomes=tuple(map(body, becomes)),
        under="Health and Care Act 2022",
    )  # fmt: skip
    return evolve(made, **fields)


BOARDS = tuple(passes(f"ccg-{one}", f"icb-{one}") for one in "abc")


def held(*more: object, lots: tuple[Lot, ...] = (), buyers=GROUPS) -> Cycle:
    begun = BroughtForward(
        on=date(2021, 4, 2), stage=Stage.GO_LIVE, because="x", divided_into=lots,
        carries=(STRATEGY, CONTRACT),
    )  # fmt: skip
    return Cycle("Urgent care", buyers=buyers).record(begun, *more)


def names(buyers) -> str:
    return " ".join(buyer.reference for buyer in buyers)


class TestThreeGroupsBecomeThreeBoards:
    """Three clinical commissioning groups became integrated care boards on 1 July 2022."""

    CYCLE = held(*BOARDS)

    def test_buyers_are_the_boards_from_that_day(self):
        """The provider sends its invoice to the board in July, and the group in June."""
        assert names(self.CYCLE.buyers_on(date(2022, 6, 30))) == "ccg-a ccg-b ccg-c"
        assert names(self.CYCLE.buyers_on(ON)) == "icb-a icb-b icb-c"
        assert names(self.CYCLE.buyers) == "ccg-a ccg-b ccg-c"

    def test_cycle_as_of_the_day_before_still_shows_the_groups(self):
        """A register printed in June names the bodies of June."""
        before = self.CYCLE.as_of(date(2022, 6, 30))
        assert names(before.buyers_on(date(2030, 1, 1))) == "ccg-a ccg-b ccg-c"
        assert "Bought by CCG-A, CCG-B, CCG-C" in heading(before)
        assert "Bought by ICB-A, ICB-B, ICB-C" in heading(self.CYCLE)
        assert "Bought by CCG-A, CCG-B, CCG-C" in heading(Cycle("x", buyers=GROUPS))

    def test_contract_stays_with_its_provider_and_passes_to_the_boards(self):
        """Nothing is novated: the one side of the contract is another body, by statute."""
        contract = self.CYCLE.contract("K")
        assert contract.history.holder_on(ON) == "elm"
        assert names(contract.buyers_on(date(2022, 6, 30))) == "ccg-a ccg-b ccg-c"
        assert names(contract.buyers_on(ON)) == "icb-a icb-b icb-c"

    def test_register_names_the_buyers_of_its_day(self):
        """Residents who ask whom to complain to get an answer that exists."""
        bridge = BridgingContract(
            on=ON, reference="B", provider="oak", because="x", period=Period(ON, date(2022, 9, 30))
        )
        cycle = held(*BOARDS, bridge)
        rows = {r["Reference number"]: r["Buyer"] for r in cycle.register(ON).to_dicts()}
        assert rows == {"K": "ICB-A, ICB-B, ICB-C", "B": "ICB-A, ICB-B, ICB-C"}
        (row,) = cycle.register(date(2022, 6, 30)).to_dicts()
        assert row["Buyer"] == "CCG-A, CCG-B, CCG-C"
        assert "Buyer" not in held(buyers=()).register(ON).to_dicts()[0]

    def test_decisions_after_that_day_come_from_the_boards(self):
        """The board decides in the seat of its group, and needs no new strategy."""
        decision = PartnerDecision(
            on=date(2022, 7, 4),
            authority="icb-b",
            answer=PartnerAnswer.WITHDRAWS,
            because="its budget",
        )
        assert self.CYCLE.findings(decision) == ()
        joint = joint_procurement((STRATEGY, *BOARDS, decision))
        assert [p.lead for p in joint.partners] == [True, False, False]
        assert joint.partners[1].state is PartnerState.WITHDREW
        assert [(p.authority, p.share) for p in joint.partners] == [
            ("icb-a", pounds(60)), ("icb-b", pounds(40)), ("icb-c", None)]  # fmt: skip

    def test_decision_of_a_group_that_is_gone_warns(self):
        """The old name is still understood, and the officer is told the new one."""
        decision = PartnerDecision(
            on=date(2022, 7, 4), authority="ccg-a", answer=PartnerAnswer.JOINS
        )
        assert [str(f) for f in self.CYCLE.findings(decision)] == [
            "Ccg-a decides on 4 July 2022, but icb-a has taken its place. Record the decision of the "
            "successor, or correct the day."
        ]
        assert self.CYCLE.blockers(decision) == ()
        assert self.CYCLE.findings(evolve(decision, on=date(2022, 6, 30))) == ()
        (other,) = self.CYCLE.findings(evolve(decision, authority="rutland"))
        assert other.code == "partner-not-named"

    def test_succession_is_found_by_either_name(self):
        """Somebody searches for the body they used to know."""
        for name in ("ccg-b", "icb-b"):
            assert self.CYCLE.expect(BuyerSucceeded, name) == BOARDS[1]
        assert loads(dumps(self.CYCLE)).buyers_on(ON) == self.CYCLE.buyers_on(ON)


def test_partner_that_leaves_before_the_contract_does_not_buy_and_later_still_does():
    """The register would name a body that pays nothing; one that has signed stays bound until the end."""
    leaves = PartnerDecision(
        on=date(2021, 3, 1), authority="ccg-b", answer=PartnerAnswer.WITHDRAWS, because="its budget"
    )
    for decision, buyers in (
        (leaves, "ccg-a ccg-c"),
        (evolve(leaves, answer=PartnerAnswer.DECLINES), "ccg-a ccg-c"),
        (evolve(leaves, answer=PartnerAnswer.JOINS), "ccg-a ccg-b ccg-c"),
        (evolve(leaves, on=date(2021, 4, 2)), "ccg-a ccg-b ccg-c"),
    ):
        cycle = Cycle.audit("Urgent care", (STRATEGY, decision, CONTRACT), buyers=GROUPS).cycle
        assert names(cycle.buyers_on(date(2021, 5, 3))) == buyers
        assert names(cycle.buyers_on(date(2021, 2, 1))) == "ccg-a ccg-b ccg-c"
    assert successors(cycle.ledger, "ccg-b", date(2021, 5, 3)) == ("ccg-b",)


CHAINS = [
    ((), "ccg-a ccg-b ccg-c"),
    (
        (passes("ccg-a", "icb-a"), passes("icb-a", "trust", on=date(2024, 4, 1))),
        "trust ccg-b ccg-c",
    ),
    (
        (passes("icb-a", "trust", on=date(2024, 4, 1)), passes("ccg-a", "icb-a")),
        "trust ccg-b ccg-c",
    ),
    ((passes("ccg-a ccg-c", "icb"),), "icb ccg-b"),
    ((passes("ccg-c", "ccg-a"),), "ccg-a ccg-b"),
    ((passes("ccg-b", "north", "south"),), "ccg-a north south ccg-c"),
    ((passes("ccg-a ccg-b ccg-c", "north", "south"),), "north south"),
    ((passes("ccg-a", "icb-a", on=date(2031, 1, 1)),), "ccg-a ccg-b ccg-c"),
]


@pytest.mark.parametrize(("successions", "buyers"), CHAINS)
def test_successions_follow_one_another(successions, buyers):
    """Two become one, one becomes two, and the heir of an heir is found, however they were entered."""
    assert names(held(*successions).buyers_on(date(2030, 1, 1))) == buyers


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True))
def test_chain_of_successions_ends_with_its_last_heir(bodies):
    """Four reorganisations in twenty years leave one body, and every day has exactly one."""
    steps = [
        passes(was, heir, on=date(2022 + year, 4, 1))
        for year, (was, heir) in enumerate(zip(["ccg-a", *bodies], bodies, strict=False))
    ]
    cycle = held(*steps, buyers=GROUPS[:1])
    assert names(cycle.buyers_on(date(2040, 1, 1))) == bodies[-1]
    assert successors(cycle.ledger, "ccg-a", date(2040, 1, 1)) == (bodies[-1],)
    assert cycle.standing()[1:] == ()
    for year, expected in enumerate(["ccg-a", *bodies]):
        assert names(cycle.buyers_on(date(2022 + year, 3, 31))) == expected


class TestPartOfTheArea:
    """A county is divided: the northern lots pass to one new council, the others stay."""

    LOTS = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    NORTH = passes("ccg-a", "north", lots=("N",))

    def test_lot_that_passes_on_has_the_new_buyer(self):
        """And the lot that stays keeps the old one."""
        cycle = held(self.NORTH, lots=self.LOTS, buyers=GROUPS[:1])
        assert names(cycle.buyers_on(ON, "N")) == "north"
        assert names(cycle.buyers_on(ON, "S")) == "ccg-a"
        assert names(cycle.buyers_on(ON)) == "north ccg-a"
        rest = passes("ccg-a", "south", lots=("S",))
        assert names(held(self.NORTH, rest, lots=self.LOTS, buyers=GROUPS[:1]).buyers_on(ON)) == (
            "north south"
        )

    def test_partner_of_a_part_stands_beside_the_old_one(self):
        """How much of the money goes with the lot has still to be agreed, and is not made up."""
        joint = joint_procurement((STRATEGY, self.NORTH))
        assert [(p.authority, p.lead, p.share) for p in joint.partners] == [
            ("ccg-a", True, pounds(60)), ("north", False, None), ("ccg-b", False, pounds(40)),
            ("ccg-c", False, None)]  # fmt: skip


class TestSharesOfAMerger:
    """What two paid, the one that takes their place pays."""

    def test_shares_are_added_up(self):
        """The envelope does not shrink because the councils did."""
        joint = joint_procurement((STRATEGY, passes("ccg-b", "ccg-a")))
        assert [(p.authority, p.share, p.decides) for p in joint.partners] == [
            ("ccg-a", pounds(100), ("its own lots",)), ("ccg-c", None, ())]  # fmt: skip
        assert [p.lead for p in joint.partners] == [True, False]

    UNKNOWN = (("ccg-b ccg-c", None), ("ccg-a ccg-b", pounds(100)))

    @pytest.mark.parametrize(("was", "share"), UNKNOWN)
    def test_share_is_known_only_where_all_are(self, was, share):
        """Forty and an unknown sum are an unknown sum."""
        assert share in {
            p.share for p in joint_procurement((STRATEGY, passes(was, "icb"))).partners
        }

    def test_shares_on_different_bases_are_not_added(self):
        """Euros and pounds make no sum, and no error either."""
        euros = JointBuyer(authority="ccg-b", share=Money(5, "EUR"))
        strategy = evolve(STRATEGY, joint_buyers=(STRATEGY.joint_buyers[0], euros))
        joint = joint_procurement((strategy, passes("ccg-a ccg-b", "icb")))
        assert [(p.authority, p.share) for p in joint.partners] == [("icb", None)]

    def test_succession_of_a_stranger_changes_no_partner(self):
        """It is reported by the standing warnings, and harms nobody."""
        joint = joint_procurement((STRATEGY, passes("rutland", "ccg-a")))
        assert [p.authority for p in joint.partners] == ["ccg-a", "ccg-b", "ccg-c"]


def test_partner_undecided_when_it_was_succeeded_holds_the_competition_until_its_heir_decides():
    """The question to the group is now a question to the board."""
    waiting = evolve(
        STRATEGY, joint_buyers=(
            STRATEGY.joint_buyers[0], JointBuyer(authority="ccg-b", decision_pending=True)),
    )  # fmt: skip
    joined = PartnerDecision(on=ON, authority="icb-b", answer=PartnerAnswer.JOINS)
    for records, state in (((), PartnerState.UNDECIDED), ((joined,), PartnerState.TAKES_PART)):
        partners = joint_procurement((waiting, BOARDS[1], *records)).partners
        assert [p.state for p in partners if p.authority == "icb-b"] == [state]


UNKNOWN = [
    ((passes("ccg-aa", "icb"),),
     ['Ccg-aa is recorded as succeeded on 1 July 2022, but does not buy here; did you mean "ccg-a"? '
      "Correct the reference, or record first how it became a buyer."]),
    ((passes("rutland", "icb"),),
     ["Rutland is recorded as succeeded on 1 July 2022, but does not buy here; ccg-a, ccg-b and "
      "ccg-c do. Correct the reference, or record first how it became a buyer."]),
    ((BOARDS[0], passes("ccg-a", "other", on=date(2023, 1, 1))),
     ["Ccg-a is recorded as succeeded on 1 January 2023, but icb-a took its place on 1 July 2022. "
      "Correct the reference, or record first how it became a buyer."]),
    ((passes("ccg-a", "north", lots=("whole",)), passes("ccg-a", "south", on=date(2023, 1, 1))), []),
]  # fmt: skip


@pytest.mark.parametrize(("successions", "messages"), UNKNOWN)
def test_succession_of_an_authority_that_does_not_buy_is_reported(successions, messages):
    """A slip in a reference would leave the contract with a body that no longer exists."""
    found = [f for f in held(*successions).standing() if f.code == "buyer-not-known"]
    assert [str(f) for f in found] == messages
    assert not any(f.code == "buyer-not-known" for f in held(*successions, buyers=()).standing())


WRONG = [
    ({"was": ()}, "was: say which authorities are succeeded, by their references"),
    ({"was": ("ccg-a", "")}, r"was\[1\]: it is empty; take it out, or say what it is"),
    ({"becomes": ()}, "becomes: say which authorities take their place"),
    ({"becomes": (GROUPS[0],)}, "becomes: ccg-a cannot succeed itself"),
    ({"under": ""}, "because: say why, or under which law the authorities are succeeded"),
]


@pytest.mark.parametrize(("fields", "message"), WRONG)
def test_succession_says_who_passes_on_to_whom_and_why(fields, message):
    """The reason is what a provider's solicitor will ask for first."""
    with pytest.raises(RecordError, match=message):
        evolve(passes("ccg-a", "icb-a"), **fields)
