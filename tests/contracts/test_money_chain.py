"""Money is carried through: what was estimated and approved is what is signed and paid."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning import (
    ApprovalToAward,
    ApprovalToProcure,
    AwardRecommendation,
    BroughtForward,
    ContractExtended,
    ContractSigned,
    ContractVaried,
    Cycle,
    FinancialEnvelope,
    GoLive,
    InvitationToTender,
    LotAward,
    LotPrice,
    Money,
    Period,
    PriceUplifted,
    ProcurementStrategy,
    RecordError,
    Route,
    ServiceSpecification,
    Stage,
    TenderReceived,
    VatBasis,
    Waiver,
    pounds,
)
from commissioning.contracts.money_chain import chain_steps
from commissioning.contracts.stated_sums import Link, tendered
from commissioning.contracts.sums import Lengths, Span, Sum, meet
from commissioning.interchange import dumps, loads
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import ExtensionOption
from commissioning.records.ending import ContractEnded
from commissioning.records.record import WHOLE
from commissioning.records.specification import Lot
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.tender_faults import PriceCorrected
from commissioning.stages import During
from commissioning.testing import Scenario, story

OPEN = Scenario(route=Route.open(), providers=("alder",), members=("officer-1",))
MONEY = {
    "estimate-exceeded", "envelope-exceeded", "offer-above-envelope", "price-not-as-tendered",
    "approval-exceeded", "change-beyond-approved", "other-money-basis",
}  # fmt: skip


def before_signature(**fields) -> tuple[Cycle, ContractSigned]:
    line = story(OPEN, after=ContractSigned)
    contract = line.expect(ContractSigned)
    kept = [r for r in line.records if r is not contract]
    return Cycle("x").record(*kept), evolve(contract, **fields)


def texts(cycle, record):
    return [str(f) for f in cycle.findings(record) if f.code in MONEY]


class TestContract:
    """The contract is where a slip in a sum begins to cost money."""

    def test_sum_above_the_tender_and_the_estimate_is_refused_with_both_figures(self):
        """Tendered for 100,000 a year, signed for 99 million."""
        cycle, contract = before_signature(value=pounds(99_000_000))
        assert texts(cycle, contract) == [
            "Contract C1 is signed for £99,000,000 for the initial term, above the £200,000 for the "
            "initial term (£100,000 a year for 2 years) that alder tendered on 31 January 2022. State "
            "the price that was tendered, or record a waiver that says why it is higher.",
            "Contract C1 is signed for £99,000,000 for the initial term, above the £1,000,000 estimated "
            "in the strategy of 31 October 2021. Check both figures; a larger estimate may change which "
            "rules apply.",
        ]
        assert [f.code for f in cycle.blockers(contract)] == ["price-not-as-tendered"]

    def test_another_basis_is_reported_and_never_raised(self):
        """With VAT or without makes a fifth, which no sum can show by itself."""
        vat = Money(200_000, "GBP", VatBasis.INCLUDING)
        cycle, contract = before_signature(value=vat)
        assert texts(cycle, contract) == [
            "Contract C1 is signed for £200,000 including VAT for the initial term, but the £100,000 a "
            "year (VAT not stated) that alder tendered on 31 January 2022 cannot be compared with it: "
            "it is on another basis. State both in one currency, and both with or both without VAT.",
            "Contract C1 is signed for £200,000 including VAT for the initial term, but the £1,000,000 "
            "(VAT not stated) estimated in the strategy of 31 October 2021 cannot be compared with it: "
            "it is on another basis. State both in one currency, and both with or both without VAT.",
        ]
        assert cycle.blockers(contract) == ()

    def test_option_on_another_basis_than_its_contract_is_reported(self):
        """Taken up in three years, it could not be added to anything."""
        options = (ExtensionOption(years=1, value=Money(5, "EUR")), ExtensionOption(years=1))
        assert texts(*before_signature(extension_options=options)) == [
            "Option 1 of contract C1 adds €5 (VAT not stated), but its value of £200,000 for the initial "
            "term (VAT not stated) cannot be compared with it: it is on another basis. State both in one "
            "currency, and both with or both without VAT."
        ]

    VALUES = (pounds(200_000), pounds(1), pounds("200000.00"), None)

    @pytest.mark.parametrize("value", VALUES)
    def test_sum_as_tendered_or_below_passes(self, value):
        """A saving is welcome, and an unknown sum cannot be measured."""
        assert texts(*before_signature(value=value)) == []

    def test_longer_term_costs_more_at_the_same_price_a_year(self):
        """The price was a year's, and the years are the contract's own."""
        term = Period(date(2022, 6, 5), date(2025, 6, 4))
        assert texts(*before_signature(value=pounds(300_000), term=term)) == []
        assert len(texts(*before_signature(value=pounds("300000.01"), term=term))) == 1

    def test_waiver_lifts_a_price_above_the_tender(self):
        """Prices do move between a tender and a signature, for a reason that can be written down."""
        cycle, contract = before_signature(value=pounds(210_000))
        waiver = Waiver(
            on=contract.on,
            by="director",
            code="price-not-as-tendered",
            because="the wage floor rose",
        )
        assert cycle.record(waiver).blockers(contract) == ()


SUMS = ("estimate", "approval", "planned", "envelope", "tender", "recommended", "award", "contract")
CODES = {
    "estimate": {},
    "approval": {ApprovalToProcure: {"estimate-exceeded"}},
    "planned": {ProcurementStrategy: {"estimate-exceeded"}},
    "envelope": {InvitationToTender: {"envelope-exceeded"}},
    "tender": {TenderReceived: {"offer-above-envelope"}},
    "recommended": {AwardRecommendation: {"price-not-as-tendered"}},
    "award": {ApprovalToAward: {"approval-exceeded"}},
    "contract": {ContractSigned: {"price-not-as-tendered", "approval-exceeded"}},
    "change": {ContractVaried: {"change-beyond-approved"}},
}
LINE = story(OPEN, after=GoLive)


def told(sums: dict[str, Decimal], change: Decimal):
    """The plain story, with these sums stated for the whole term; and a change that adds some."""
    whole = {name: FinancialEnvelope(amount=pounds(sums[name]), per="whole term")
             for name in ("planned", "envelope")}  # fmt: skip
    stated = {
        ProcurementStrategy: {
            "estimated_value": pounds(sums["estimate"]), "envelope": whole["planned"], "term": "2"},
        ApprovalToProcure: {"value": pounds(sums["approval"])},
        InvitationToTender: {"envelope": whole["envelope"]},
        TenderReceived: {"prices": (LotPrice(price=pounds(sums["tender"]), per="whole term"),)},
        AwardRecommendation: {
            "awards": (LotAward(provider="alder", value=pounds(sums["recommended"])),)},
        ApprovalToAward: {"value": pounds(sums["award"])},
        ContractSigned: {"value": pounds(sums["contract"])},
    }  # fmt: skip
    records = [evolve(record, **stated.get(type(record), {})) for record in LINE.records]
    varied = ContractVaried(
        on=LINE.last_on, reference="V1", contract="C1", what="a night visit", because="clause 12",
        value_change=pounds(change),
    )  # fmt: skip
    audit = Cycle.audit("x", (*records, varied))
    found: dict[type, set[str]] = {}
    for remark in audit.remarks:
        if remark.finding.code in MONEY:
            found.setdefault(type(remark.record), set()).add(remark.finding.code)
    return audit.cycle, found


pennies = st.integers(1_000, 10**9).map(lambda n: Decimal(n) / 100)


@settings(max_examples=25, deadline=None)
@given(st.lists(pennies, min_size=9, max_size=9), st.sampled_from([None, *CODES]), st.booleans())
def test_chain_that_never_rises_is_silent_and_each_step_up_is_found_where_it_is(
    drawn, raised, by_a_penny
):
    """The officer is sent to the one paper in which the sum went up, and to no other."""
    falling = sorted(drawn, reverse=True)
    sums = dict(zip(SUMS, falling, strict=False))
    sums["contract"] = sums["contract"] / 2
    change = sums["contract"]  # together they are what the contract could have been
    if raised == "change":
        change = sums["award"] - sums["contract"] + (Decimal("0.01") if by_a_penny else 10**9)
    elif raised:
        sums[raised] = max(drawn) + (Decimal("0.01") if by_a_penny else 10**9)
    if raised == "contract":
        change = Decimal(0)
    cycle, found = told(sums, change)
    assert found == (CODES[raised] if raised else {})
    assert {f.code for f in cycle.money().findings()} == {
        c for codes in found.values() for c in codes
    }


class TestApproval:
    """Members approve a sum, and officers may go so far and no further."""

    APPROVED = (
        (None, 200_000, True),
        (None, "199999.99", False),
        (5, "190476.20", True),
        (5, "190476.19", False),
    )

    @pytest.mark.parametrize(("tolerance", "approved", "passes"), APPROVED)
    def test_contract_keeps_within_what_was_approved_and_its_tolerance(
        self, tolerance, approved, passes
    ):
        """Five per cent of £190,476.20 bring it to £200,000.01, of £190,476.19 to £199,999.99."""
        cycle, contract = before_signature()
        records = [
            evolve(r, value=pounds(approved), tolerance=tolerance)
            if isinstance(r, ApprovalToProcure) else r
            for r in cycle.records
        ]  # fmt: skip
        found = Cycle.audit("x", records).cycle.findings(contract)
        assert ("approval-exceeded" in {f.code for f in found}) is not passes

    def test_award_for_more_than_was_approved_to_be_procured_warns(self):
        """The body that awards may decide so, but should know that it does."""
        line = story(OPEN, after=ApprovalToAward)
        *before, approval = line.records
        before = [
            evolve(r, value=pounds(14_000_000), tolerance=5) if isinstance(r, ApprovalToProcure)
            else evolve(r, estimated_value=None) if isinstance(r, ProcurementStrategy) else r
            for r in before
        ]  # fmt: skip
        cycle = Cycle("x").record(*before)
        assert texts(cycle, evolve(approval, value=pounds(14_700_000))) == []
        beyond = evolve(approval, value=pounds("14700000.01"))
        assert texts(cycle, beyond) == [
            "Cabinet approves an award of £14,700,000.01, above the £14,700,000 approved to be procured "
            "on 7 November 2021 with the 5% allowed beyond it. Record an approval to award that states "
            "the larger sum, or a waiver that says who allowed it."
        ]
        assert cycle.blockers(beyond) == ()

    def test_award_without_a_sum_is_for_the_prices_it_awards(self):
        """The report that members saw had the price in it, whether or not their minute has."""
        line = story(OPEN, after=ApprovalToAward)
        *before, approval = line.records
        before = [
            evolve(r, value=pounds(100_000)) if isinstance(r, ApprovalToProcure)
            else evolve(r, term="2 + 1") if isinstance(r, ProcurementStrategy) else r
            for r in before
        ]  # fmt: skip
        cycle = Cycle("x").record(*before)
        assert texts(cycle, approval) == [
            "Cabinet approves an award for £200,000 for the initial term (£100,000 a year for 2 years), "
            "above the £100,000 approved to be procured on 7 November 2021. Record an approval to award "
            "that states the larger sum, or a waiver that says who allowed it."
        ]

    def test_award_whose_prices_do_not_add_up_is_not_measured(self):
        """Two providers share the work of a lot; a price that is not known is not made up."""
        line = story(evolve(OPEN, providers=("alder", "birch")), after=ApprovalToAward)
        *before, approval = line.records
        before = [
            evolve(r, value=pounds(1)) if isinstance(r, ApprovalToProcure)
            else evolve(r, term="2") if isinstance(r, ProcurementStrategy) else r
            for r in before
        ]  # fmt: skip

        def found(*awards, recommendation="R1"):
            records = [
                evolve(r, awards=awards) if isinstance(r, AwardRecommendation) else r
                for r in before
            ]
            named = evolve(approval, recommendation=recommendation)
            return texts(Cycle.audit("x", records).cycle, named)

        alder, birch = LotAward(provider="alder"), LotAward(provider="birch")
        assert len(found(alder)) == 1
        assert found(alder, birch) == []
        assert found(LotAward(provider="oak")) == []
        assert found(alder, recommendation="not recorded") == []

    def test_contracts_under_one_approval_are_added_up(self):
        """Nine lots within the sum one by one can be three times the sum together."""
        lots = evolve(OPEN, lots=("N1", "N2"))
        line = story(lots, at=Stage.MOBILISATION)
        first, second = line.every(ContractSigned)
        records = [
            evolve(r, value=pounds(300_000)) if isinstance(r, ApprovalToProcure) else r
            for r in line.records if r is not second
        ]  # fmt: skip
        cycle = Cycle.audit("x", records).cycle
        assert texts(cycle, second) == [
            "With contract C-N1, contract C-N2 comes to £400,000 for the initial term, above the "
            "£300,000 approved to be procured on 7 November 2021. Record an approval to award that "
            "states the larger sum, or a waiver that says who allowed it."
        ]
        of_one = [
            evolve(r, lots=("N2",), value=pounds(200_000))
            if isinstance(r, ApprovalToProcure)
            else r
            for r in records
        ]
        assert texts(Cycle.audit("x", of_one).cycle, second) == []
        grown = evolve(VARIED, on=first.on, contract="C-N1", value_change=pounds(50_000))
        (text,) = texts(Cycle.audit("x", (*records, grown)).cycle, second)
        assert text.startswith(
            "With contract C-N1, contract C-N2 comes to £450,000 for the initial"
        )
        ended = ContractEnded(on=first.on, contract="C-N1")
        assert texts(Cycle.audit("x", (*records, ended)).cycle, second) == []
        unlike = evolve(first, value=Money(5, "EUR"))
        swapped = [unlike if r is first else r for r in records]
        assert texts(Cycle.audit("x", swapped).cycle, second) == []


SIGNED = ContractSigned(
    on=date(2022, 3, 1), reference="K", provider="elm", term=Period(date(2022, 4, 1), date(2024, 3, 31)),
    value=pounds(200_000), extension_options=(ExtensionOption(years=1, value=pounds(100_000)),),
)  # fmt: skip
PAPER = AwardRecommendation(
    on=date(2022, 2, 1), reference="R", awards=(LotAward(provider="elm", value=pounds(200_000)),)
)
APPROVED = ApprovalToAward(
    on=date(2022, 2, 2), recommendation="R", decided_by="Cabinet", value=pounds(310_000)
)


def running(*more, signed=SIGNED, carries=()):
    begun = BroughtForward(
        on=date(2022, 4, 1), stage=Stage.GO_LIVE, because="x", carries=(*carries, signed)
    )
    return Cycle.audit("x", (begun, *more)).cycle


VARIED = ContractVaried(
    on=date(2022, 9, 1),
    reference="V1",
    contract="K",
    what="x",
    because="y",
    value_change=pounds(20_000),
)
EXTENDED = ContractExtended(
    on=date(2023, 12, 1), contract="K", option=1, period=Period(date(2024, 4, 1), date(2025, 3, 31)),
    value=pounds(100_000),
)  # fmt: skip
UPLIFT = PriceUplifted(
    on=date(2022, 9, 2), contract="K", takes_effect_on=date(2022, 10, 1), per_cent=2,
    value_change=pounds(111_000),
)  # fmt: skip


class TestChanges:
    """A contract grows by small steps, and each is approved by somebody else."""

    AWARD = evolve(SIGNED, recommendations=("R",))

    def test_extension_above_its_option_is_refused(self):
        """The option was priced when others could still bid for it."""
        dearer = evolve(EXTENDED, value=pounds(120_000))
        assert texts(running(), EXTENDED) == []
        assert texts(running(), dearer) == [
            "The extension under option 1 of contract K is for £120,000, above the £100,000 agreed for "
            "it at the signature. Have the larger sum approved, and record a waiver that says by whom."
        ]
        for silent in (evolve(dearer, option=2), evolve(dearer, value=None)):
            assert texts(running(), silent) == []

    def test_change_entered_again_finds_what_it_found_before(self):
        """Left out, or told apart by a note: until then a copy adds no more than the record itself."""
        moved = evolve(UPLIFT, value_change=pounds(60_000))
        held = running(moved, signed=self.AWARD, carries=(PAPER, APPROVED))
        for again in (moved, evolve(moved)):
            assert texts(held, again) == []
        noted = evolve(moved, note="the second of that day")
        assert len(texts(held, noted)) == 1
        for again in (moved, evolve(moved)):
            both = running(moved, again, signed=self.AWARD, carries=(PAPER, APPROVED))
            assert [f.code for f in both.money().findings()] == ["change-beyond-approved"]

    def test_changes_together_are_measured_against_the_award(self):
        """The last straw is named, with the sum it brings the contract to."""
        held = running(VARIED, signed=self.AWARD, carries=(PAPER, APPROVED))
        assert texts(held, EXTENDED) == [
            "This change of £100,000 brings contract K to £320,000, above the £310,000 approved to be "
            "awarded on 2 February 2022. Have the larger sum approved, and record a waiver that says by "
            "whom."
        ]
        assert texts(running(signed=self.AWARD, carries=(PAPER, APPROVED)), EXTENDED) == []
        full = evolve(self.AWARD, value=APPROVED.value)
        penny = evolve(VARIED, value_change=pounds("0.01"))
        assert len(texts(running(signed=full, carries=(PAPER, APPROVED)), penny)) == 1

    def test_change_of_another_contract_of_the_lot_adds_nothing_to_the_one_named_as_the_lot(self):
        """Many councils give a contract the number of its lot; a second one there has its own money."""
        own, other = evolve(self.AWARD, lots=("K",)), evolve(SIGNED, reference="L", lots=("K",))
        paper = evolve(PAPER, lots=("K",), awards=(evolve(PAPER.awards[0], lot="K"),))
        begun = BroughtForward(
            on=date(2022, 4, 1), stage=Stage.GO_LIVE, because="x", carries=(paper, APPROVED, own, other),
            divided_into=(Lot(reference="K", title="North"),),
        )  # fmt: skip
        for named, found in (("L", 0), ("K", 1)):
            held = Cycle.audit("x", (begun, evolve(VARIED, contract=named))).cycle
            assert len(texts(held, EXTENDED)) == found

    def test_uplift_by_the_contracts_own_clause_only_warns(self):
        """The council agreed to the index, and cannot refuse what it says."""
        held = running(signed=self.AWARD, carries=(PAPER, APPROVED))
        (finding,) = (f for f in held.findings(UPLIFT) if f.code in MONEY)
        assert (finding.code, finding.blocks) == ("change-beyond-approved", False)

    def test_saving_is_not_measured(self):
        """A contract that is already too dear becomes cheaper."""
        saving = evolve(VARIED, value_change=pounds(-1))
        dear = evolve(self.AWARD, value=pounds(900_000))
        assert texts(running(signed=dear, carries=(PAPER, APPROVED)), saving) == []
        assert texts(running(), evolve(VARIED, contract="other")) == []
        assert texts(running(signed=evolve(SIGNED, value=None)), VARIED) == []

    def test_change_on_another_basis_is_reported_and_left_out_of_the_sums(self):
        """No page of the register may fall over a VAT basis."""
        unlike = evolve(UPLIFT, value_change=Money(2_000, "GBP", VatBasis.INCLUDING))
        assert texts(running(), unlike) == [
            "This change adds to contract K £2,000 including VAT, but its value of £200,000 (VAT "
            "not stated) cannot be compared with it: it is on another basis. State both in one "
            "currency, and both with or both without VAT."
        ]
        varied = evolve(VARIED, value_change=unlike.value_change)
        assert len(texts(running(), varied)) == 1  # by the check of variations, which refuses it
        held = running(unlike, VARIED)
        assert held.contract("K").history.value_on(date(2023, 1, 1)) == pounds(220_000)
        assert held.register(date(2023, 1, 1)).to_dicts()[0]["Sum to be paid"] == 220_000
        option = ExtensionOption(years=1, value=Money(1, "EUR"))
        assert evolve(SIGNED, extension_options=(option,)).value_with_options is None


FACTS = ProcurementFacts(light_touch=True, above_threshold=True)
DIRECT = (
    evolve(LINE.expect(ServiceSpecification), divided_into=(
        Lot(reference="N1", title="North", annual_value=pounds(50_000)),
        Lot(reference="N2", title="South", total_value=pounds(90_000)),
        Lot(reference="N3", title="East"),
    )),
)  # fmt: skip


OTHERS = [(5, "contracts K0, K1, K2, K3 and K4", "1,200,000"), (6, "6 others", "1,400,000")]


@pytest.mark.parametrize(("number", "named", "total"), OTHERS)
def test_many_contracts_under_one_approval_are_counted_and_not_named_one_by_one(
    number, named, total
):
    """A framework has forty, and the sentence has to end."""
    paper = evolve(
        LINE.expect(ProcurementStrategy),
        estimated_value=pounds(1_000_000),
        route=Route.direct_award(),
    )
    begun = BroughtForward(
        on=date(2022, 3, 1),
        stage=Stage.MOBILISATION,
        because="x",
        route=Route.direct_award(),
        carries=(paper,),
    )
    *signed, last = (
        evolve(SIGNED, on=date(2022, 3, 2), reference=f"K{n}") for n in range(number + 1)
    )
    cycle = Cycle("x").record(begun, *signed)
    assert texts(cycle, last) == [
        f"With {named}, contract {last.reference} comes to £{total} for the initial term, above the "
        "£1,000,000 estimated in the strategy of 31 October 2021. Check both figures; a larger estimate "
        "may change which rules apply."
    ]


def ledger_of(*records):
    ledger = Ledger()
    for each in records:
        ledger.add(each, During(tuple(Stage)))
    return ledger


def steps(record, *held):
    """The sums that a record states, each with the link and the pounds that limit it, if any."""
    return [
        (each.stated.link, each.limit and (each.limit.link, each.limit.sum.amount.amount))
        for each in chain_steps(ledger_of(*held), record)
    ]


def in_all(amount):
    return FinancialEnvelope(amount=pounds(amount), per="whole term with options")


def of_lot(lot, amount, term="2"):
    """The strategy, approval and invitation of one lot, with sums that tell them apart."""
    lots = (lot,)
    return (
        evolve(LINE.expect(ProcurementStrategy), lots=lots, estimated_value=pounds(amount + 4), term=term),
        evolve(LINE.expect(ApprovalToProcure), lots=lots, value=pounds(amount + 3)),
        evolve(LINE.expect(InvitationToTender), lots=lots, envelope=in_all(amount)),
    )  # fmt: skip


class TestLots:
    """The lots of one procurement may be planned, approved and invited one by one."""

    NORTH, SOUTH = of_lot("N1", 100_000), of_lot("N2", 900_000, term="5")
    BOTH = (*NORTH, *SOUTH)

    @pytest.mark.parametrize(
        ("strategy", "approved", "limit"),
        [
            ({"envelope": in_all(90)}, 80, (Link.ENVELOPE, 90)),
            ({}, 80, (Link.APPROVAL, 80)),
            ({"estimated_value": pounds(70)}, None, (Link.ESTIMATE, 70)),
            ({"estimated_value": None}, None, None),
        ],
        ids=("envelope", "approval", "estimate", "no sum"),
    )
    def test_envelope_of_an_invitation_is_measured_against_the_nearest_earlier_sum(
        self, strategy, approved, limit
    ):
        """An invitation that offers more than was approved cannot be awarded without going back."""
        plan, approval, invitation = self.NORTH
        held = evolve(plan, **strategy), evolve(approval, value=approved and pounds(approved))
        assert steps(invitation, *held) == [(Link.ENVELOPE, limit)]

    def tender(self, lot):
        return evolve(LINE.expect(TenderReceived), prices=(LotPrice(lot=lot, price=pounds(1)),))

    @pytest.mark.parametrize(("lot", "years"), [("N1", 3), ("N2", 5)])
    def test_term_of_a_lot_is_its_own_before_that_of_its_strategy(self, lot, years):
        """A price a year is multiplied by the years of its own lot, or the sum is another lot's."""
        specified = evolve(LINE.expect(ServiceSpecification), divided_into=(
            Lot(reference="N2", title="South"), Lot(reference="N1", title="North", term="3 + 1"),
            Lot(reference="N3", title="East", term="9"),
        ))  # fmt: skip
        ledger = ledger_of(specified, *self.SOUTH, *self.NORTH)
        (step,) = chain_steps(ledger, self.tender(lot))
        assert step.lengths.term == years

    @pytest.mark.parametrize("held", [BOTH, (*SOUTH, *NORTH)], ids=("first", "last"))
    def test_lot_is_measured_against_its_own_sums(self, held):
        """The larger lot's money is not there for the smaller."""
        tender = self.tender("N1")
        assert steps(tender, *held) == [(Link.TENDER, (Link.ENVELOPE, 100_000))]
        assert steps(evolve(SIGNED, lots=("N1",)), *held) == [
            (Link.CONTRACT, (Link.ENVELOPE, 100_000)),
            (Link.CONTRACT, (Link.APPROVAL, 100_003)),
        ]

    def test_lot_that_was_not_invited_is_measured_against_its_own_strategy(self):
        """In a direct award of two lots each has the money that was set aside for it."""
        plans = [
            evolve(plan, envelope=in_all(amount))
            for plan, amount in ((self.NORTH[0], 90), (self.SOUTH[0], 800))
        ]
        (price, _) = steps(evolve(SIGNED, lots=("N1",)), *plans)
        assert price == (Link.CONTRACT, (Link.ENVELOPE, 90))

    def test_record_without_a_sum_has_no_step(self):
        """An unknown sum is neither zero nor a row of the page."""
        plan = evolve(self.NORTH[0], estimated_value=None)
        assert [steps(each) for each in (plan, LINE.expect(GoLive))] == [[], []]

    def test_contract_for_several_lots_is_not_measured_against_the_sums_of_one(self):
        """£1,000,000 for both lots was reported as above the £900,003 approved for the second."""
        signed = evolve(SIGNED, lots=("N1", "N2"))
        assert steps(signed, *self.BOTH) == [(Link.CONTRACT, None)]
        both = evolve(self.NORTH[1], lots=signed.lots)
        assert steps(signed, *self.BOTH[:1], both)[1:] == [
            (Link.CONTRACT, (Link.APPROVAL, 100_003))
        ]


class TestWithoutTender:
    """A direct award has no tender; what was expected of it is all there is to measure by."""

    def held(self, **fields):
        begun = BroughtForward(
            on=date(2022, 3, 1), stage=Stage.AWARD, because="x", facts=FACTS, route=Route.direct_award(),
            divided_into=DIRECT[0].divided_into, carries=DIRECT,
        )  # fmt: skip
        signed = evolve(SIGNED, on=date(2022, 3, 2), extension_options=(), **fields)
        return texts(Cycle("x").record(begun), signed)

    LOTS = (
        (("N1",), 100_000, None),
        (
            ("N1",),
            100_001,
            "£100,000 for the initial term (£50,000 a year for 2 years) estimated for lot N1",
        ),
        (("N2",), 90_001, "£90,000 for the initial term estimated for lot N2"),
        (("N3",), 900_000, None),
        (("N1", "N2"), 900_000, None),
        (("N9",), 900_000, None),
    )

    @pytest.mark.parametrize(("lots", "value", "limit"), LOTS)
    def test_contract_is_measured_against_the_estimate_of_its_lots(self, lots, value, limit):
        """Estimates of a year and of a term do not add up, and no sum is made up."""
        found = self.held(lots=lots, value=pounds(value))
        assert [limit in text for text in found] == ([True] if limit else [])

    def test_contract_is_measured_against_the_envelope(self):
        """The money that was set aside is the limit where no price was asked for."""
        strategy = evolve(
            LINE.expect(ProcurementStrategy), estimated_value=None, route=Route.direct_award(),
            envelope=FinancialEnvelope(amount=pounds(90_000)),
        )  # fmt: skip
        begun = BroughtForward(
            on=date(2022, 3, 1), stage=Stage.AWARD, because="x", route=Route.direct_award(),
            carries=(strategy,),
        )  # fmt: skip
        signed = evolve(SIGNED, on=date(2022, 3, 2))
        assert texts(Cycle("x").record(begun), signed) == [
            "Contract K is signed for £200,000 for the initial term, above the financial envelope of "
            "£180,000 for the initial term (£90,000 a year for 2 years). Lower the sum, or record a "
            "strategy with a larger envelope."
        ]


class TestTenders:
    """A tender is measured by the envelope it was invited within, and a contract by the tender."""

    def test_corrected_price_is_the_price_tendered(self):
        """A slip in a sum, put right in time, is not a step up."""
        cycle, contract = before_signature(value=pounds(220_000))
        slip = PriceCorrected(
            on=cycle.expect(AwardRecommendation).on, provider="alder", was=pounds(100_000),
            becomes=pounds(110_000), because="a row was not added",
        )  # fmt: skip
        records = list(cycle.records)
        place = records.index(cycle.expect(AwardRecommendation))
        corrected = Cycle.audit("x", (*records[:place], slip, *records[place:])).cycle
        assert texts(corrected, contract) == []
        assert len(texts(corrected, evolve(contract, value=pounds(220_001)))) == 1
        other = evolve(slip, was=pounds(1))
        unlike = Cycle.audit("x", (*records[:place], other, *records[place:])).cycle
        assert len(texts(unlike, contract)) == 1

    def test_price_an_hour_says_nothing_about_a_term(self):
        """Nobody knows how many hours, so nobody is told off."""
        cycle, contract = before_signature(value=pounds(900_000))
        hourly = [
            evolve(r, prices=(LotPrice(price=pounds(20), per="hour"),))
            if isinstance(r, TenderReceived) else r
            for r in cycle.records
        ]  # fmt: skip
        assert texts(Cycle.audit("x", hourly).cycle, contract) == []

    def test_tender_for_another_lot_is_no_price_for_this_one(self):
        """The provider never said what it would ask."""
        cycle, contract = before_signature(provider="oak", value=pounds(900_000))
        assert texts(cycle, contract) == []

    def test_price_for_one_of_two_lots_is_no_price_for_both(self):
        """A contract for both would be refused as above what was asked for the one."""
        north = TenderReceived(
            on=date(2022, 1, 10), provider="elm", lots=("N1",), prices=(LotPrice(lot="N1", price=pounds(5)),)
        )  # fmt: skip
        south = evolve(north, lots=("N2",), prices=(LotPrice(lot="N2", price=pounds(6)),))
        lots = ("N1", "N2")
        assert tendered(ledger_of(north), "elm", lots) is None
        assert tendered(ledger_of(north, south), "elm", lots).sum.amount == pounds(11)


LENGTHS = [
    ("5 + 2", 5, 7), ("5", 5, 5), ("3 + 1 + 1 years", 3, 5), ("18 months", Fraction(3, 2), Fraction(3, 2)),
    ("1 year", 1, 1), ("five years", None, None), ("", None, None), ("9" * 5000, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "term", "whole"), LENGTHS)
def test_usual_short_form_of_a_term_is_read(words, term, whole):
    """The strategy says "5 + 2", and a price a year has to be multiplied by something."""
    assert Lengths.read(words) == Lengths(term, whole)


TERMS = [
    (Period(date(2022, 4, 1), date(2024, 3, 31)), Fraction(2)),
    (Period(date(2022, 4, 1), date(2022, 9, 30)), Fraction(1, 2)),
    (Period(date(2022, 1, 31), date(2022, 2, 27)), Fraction(1, 12)),
    (Period(date(2024, 2, 29), date(2025, 2, 27)), Fraction(1)),
    (Period(date(2022, 4, 1), date(2022, 4, 15)), Fraction(15, 30) / 12),
    (Period(date(2022, 4, 15), date(2022, 5, 10)), Fraction(26, 30) / 12),
    (Period(date(2026, 11, 1), date(2028, 10, 30)), 2 - Fraction(1, 31) / 12),
    (Period(date(2027, 3, 1), date(2029, 2, 27)), 2 - Fraction(1, 28) / 12),
    (Period(date(9998, 1, 1), date(9998, 12, 31)), 1),
]


@pytest.mark.parametrize(("term", "years"), TERMS)
def test_term_is_measured_in_years(term, years):
    """Whole months are twelfths; a term a day short of two years is less by a day, in every month alike."""
    assert Lengths.of(evolve(SIGNED, term=term, extension_options=())).term == years


A_YEAR, TERM, ALL = Span.YEAR, Span.TERM, Span.WHOLE
MEETINGS = [
    (A_YEAR, A_YEAR, 10, 10), (TERM, TERM, 10, 10), (A_YEAR, TERM, 20, 10), (A_YEAR, ALL, 20, 10),
    ("hour", "hour", 10, 10), (A_YEAR, "hour", None, None), ("hour", A_YEAR, None, None),
    (TERM, A_YEAR, 10, 20), (ALL, A_YEAR, 10, 30), (TERM, ALL, 10, 10), (ALL, TERM, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("measured", "limit", "one", "other"), MEETINGS)
def test_sums_for_different_times_meet_on_one_span(measured, limit, one, other):
    """A year's price is multiplied; a sum in all is never cut down to a term by guesswork."""
    ten = pounds(10)
    met = meet(Sum(ten, measured), Sum(ten, limit), Lengths(Fraction(2), Fraction(3)))
    assert (met and met.measured, met and met.limit) == (
        one and pounds(one),
        other and pounds(other),
    )
    if A_YEAR in {measured, limit} and measured != limit:
        assert meet(Sum(ten, measured), Sum(ten, limit), Lengths()) is None


def test_part_of_a_penny_is_never_a_step_up():
    """Seven months of £100,000 are £58,333.33 and a third; a contract is signed in whole pennies."""
    year, term = Sum(pounds(100_000), A_YEAR), Lengths(Fraction(7, 12), Fraction(7, 12))
    assert not meet(Sum(pounds("58333.34"), TERM), year, term).is_beyond
    assert meet(Sum(pounds("58333.35"), TERM), year, term).is_beyond
    assert not meet(year, Sum(pounds("58333.33"), TERM), term).is_beyond


class TestView:
    """The chain as one page: where did the sum go up?"""

    def test_table_has_a_row_for_each_sum_and_limit(self):
        """A finance officer reads down the column and finds the step."""
        cycle, contract = before_signature(value=pounds(210_000))
        chain = Cycle.audit("x", (*cycle.records, contract)).cycle.money()
        rows = [(r["link"], r["amount"], r["limit"], r["at most"], r["beyond"])
                for r in chain.table().to_dicts()]  # fmt: skip
        assert rows == [
            ("estimate", 1_000_000, None, None, None),
            ("tender", 100_000, None, None, None),
            ("approval to award", 100_000, "estimate", 1_000_000, None),
            ("contract", 210_000, "tender", 200_000, True),
            ("contract", 210_000, "estimate", 1_000_000, False),
        ]
        assert repr(chain) == "<MoneyChain of whole: 5 sums, 1 beyond their limit>"
        assert [f.code for f in chain.findings()] == ["price-not-as-tendered"]
        assert "<caption>Sums from estimate to last change</caption>" in chain._repr_html_()

    def test_chain_of_a_lot_shows_its_own_tenders(self):
        """A provider that tenders for nine lots has nine prices."""
        cycle = story(evolve(OPEN, lots=("N1", "N2")), at=Stage.MOBILISATION)
        links = [r["link"] for r in cycle.money("N2").table().to_dicts()]
        assert links.count("tender") == 1
        assert [r["of"] for r in cycle.money("N2").table().to_dicts()][-1] == "C-N2"
        with pytest.raises(LookupError, match='no lot "N9"; choose from N1 and N2'):
            cycle.money("N9")
        with pytest.raises(LookupError, match='not divided into lots; leave out the lot "East"'):
            LINE.money("East")

    def test_recommended_price_below_zero_is_refused(self):
        """A provider that pays to deliver care has misplaced a sign."""
        with pytest.raises(RecordError, match="value: -£1 is below the minimum of 0"):
            LotAward(provider="elm", value=pounds(-1))


class TestSeveralRecommendations:
    """One contract for the awards of two lots is held against both, added up."""

    def two(
        self,
        *,
        approved: tuple[int | None, ...] = (None, None),
        tolerances: tuple[int | None, ...] = (None, None),
        **prices: int,
    ) -> Cycle:
        lots = ("1", "2")
        line = story(evolve(OPEN, lots=lots), after=AwardRecommendation)
        paper = line.expect(AwardRecommendation)
        kept = [r for r in line.records if r is not paper]
        papers = [
            evolve(
                paper, reference=f"R{lot}", lots=(lot,),
                awards=(LotAward(lot=lot, provider="alder", value=pounds(prices[f"lot{lot}"])
                                 if f"lot{lot}" in prices else None),),
            )
            for lot in lots
        ]  # fmt: skip
        approvals = [
            ApprovalToAward(
                on=paper.on, recommendation=f"R{lot}", lots=(lot,), decided_by="Cabinet",
                value=None if value is None else pounds(value), tolerance=tolerance,
            )
            for lot, value, tolerance in zip(lots, approved, tolerances, strict=True)
        ]  # fmt: skip
        return Cycle.audit("x", (*kept, *papers, *approvals)).cycle

    def signed(self, cycle: Cycle, value: int) -> list[str]:
        contract = ContractSigned(
            on=cycle.last_on, reference="C1", provider="alder", recommendations=("R1", "R2"),
            lots=("1", "2"), term=Period.of(cycle.last_on, years=2), value=pounds(value),
        )  # fmt: skip
        return texts(cycle, contract)

    def test_prices_of_both_recommendations_are_added_up(self):
        """£90,000 and £110,000 recommended are £200,000 to sign, and not a penny more."""
        cycle = self.two(lot1=90_000, lot2=110_000)
        assert self.signed(cycle, 200_000) == []
        (above,) = self.signed(cycle, 200_001)
        assert (
            "above the £200,000 for the initial term that recommendations R1 and R2 name together"
            in above
        )

    def test_price_of_a_recommendation_that_states_none_is_the_tender(self):
        """One report states its price, the other leaves it to the tender."""
        mixed = self.signed(self.two(lot1=90_000), 5_000_000)
        assert mixed
        assert self.signed(self.two(), 5_000_000)

    def test_sums_approved_for_both_are_added_up(self):
        """Cabinet approved £60,000 and £70,000; £130,000 is what may be signed."""
        cycle = self.two(approved=(60_000, 70_000), lot1=90_000, lot2=110_000)
        assert self.signed(cycle, 130_000) == []
        (above,) = self.signed(cycle, 130_001)
        assert "above the £130,000" in above
        assert "approved to be awarded under the recommendations that it carries out" in above
        assert (
            self.signed(self.two(approved=(60_000, None), lot1=90_000, lot2=110_000), 150_000) == []
        )

    @pytest.mark.parametrize(("tolerances", "most"), [((5, 5), 136_500), ((5, 10), 130_000)])
    def test_tolerance_of_both_approvals_is_allowed_beyond_their_sum(self, tolerances, most):
        """Members allowed 5% on each, so on both together; of two tolerances neither is that of the sum."""
        cycle = self.two(
            approved=(60_000, 70_000), tolerances=tolerances, lot1=90_000, lot2=110_000
        )
        assert self.signed(cycle, most) == []
        assert len(self.signed(cycle, most + 1)) == 1


@pytest.mark.parametrize(
    ("lots", "name", "same"), [((), "alder", "whole"), (("N1", "N2"), "N1", "alder")]
)
def test_sums_are_the_same_where_a_lot_is_named_as_a_provider_is(lots, name, same):
    """A lot that bears a bidder's name, or the whole, gave the bidder the tenders of all the others."""
    cycle = story(Scenario(lots=lots, providers=("alder", "birch", "cedar")), after=ContractSigned)
    renamed = loads(dumps(cycle).replace(f'"{name}"', f'"{same}"'))
    asked = ("N1", same) if lots else (WHOLE, WHOLE)
    before, after = cycle.money(asked[0]).table().rows, renamed.money(asked[1]).table().rows
    assert after == tuple(tuple(same if cell == name else cell for cell in row) for row in before)
