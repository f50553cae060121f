"""Changing a signed contract: how much, on what ground, under which law."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.contracts.history import ContractHistory, history
from commissioning.contracts.modification import size_of, spared_from_notice
from commissioning.dates.periods import Period
from commissioning.gates.modification import (
    change_findings,
    change_is_allowed,
    change_notice_states_its_ground,
    holder_may_change,
)
from commissioning.law.law import Law
from commissioning.law.notices import NOTICE
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.contract import (
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
    HandOn,
    PriceUplifted,
)
from commissioning.records.contract_options import OtherOption
from commissioning.records.indexation import Indexation, UpliftBasis
from commissioning.records.notices import ChangeGround, NoticePublished
from commissioning.records.strategy import HealthProcess, ProcurementFacts
from commissioning.values.money import VatBasis, pounds

DAY = date(2027, 6, 14)
WITH = VatBasis.INCLUDING


def act(**facts):
    given = {"light_touch": False, "above_threshold": True, **facts}
    return PROCUREMENT_ACT_2023.law(ProcurementFacts(**given), date(2026, 2, 2))


def pcr():
    facts = ProcurementFacts(light_touch=True, above_threshold=True)
    return PUBLIC_CONTRACTS_2015.law(facts, date(2022, 7, 11))


def psr():
    facts = ProcurementFacts(health_service=True, health_process=HealthProcess.COMPETITIVE)
    return PROVIDER_SELECTION_2023.law(facts, date(2025, 6, 2))


def signed(value=1_000_000, **fields):
    return ContractSigned(
        on=date(2026, 1, 5),
        reference="C-1",
        provider="alder",
        recommendations=("R",),
        term=Period.of(date(2026, 4, 1), years=4),
        value=None if value is None else pounds(value, WITH),
        **fields,
    )


def change(adds, number=2, on=DAY, **fields):
    return ContractVaried(
        on=on,
        reference=f"V-{number}",
        contract="C-1",
        what="more hours",
        value_change=None if adds is None else pounds(Decimal(adds), WITH),
        **fields,
    )


def told(case_of, law, asked, *before, contract=None):
    case = case_of(asked, contract or signed(), *before, law=law)
    return [f.message for f in change_is_allowed(case)]


UK10 = act().one_of(NOTICE, DAY, "UK10").value
ADDS_UP = "Change V-2 is small by itself, but with the changes before it the value moves by 14.0%"
OTHER_KIND = (
    "Change V-2 makes the contract provide for supplies of another kind (more hours); a change"
)
KEEPS = "must keep the scope and nature of the contract"
EARLIER = change(60_000, number=1, on=date(2027, 1, 4))


@pytest.mark.parametrize(
    ("asked", "before", "messages"),
    [
        (change(100_000), (), []),
        (change(-100_000), (), []),
        (
            change(125_000),
            (),
            ["Change V-2 moves the value by 12.5%; the law allows only up to 10% without a ground"],
        ),
        (
            change(-125_000),
            (),
            ["Change V-2 moves the value by 12.5%; the law allows only up to 10% without a ground"],
        ),
        (
            change(80_000),
            (EARLIER,),
            [
                "Change V-2 is small by itself, but with the changes before it the value moves by 14.0%"
            ],
        ),
        (change(30_000), (EARLIER,), []),
        (change(None), (), []),
        (
            change(80_000),
            (change(60_000, number=1),),
            [
                "Change V-2 and V-1 of the same day move the value by 14.0%; the law allows only up to 10% "
                "without a ground"
            ],
        ),
        (change(40_000), (change(60_000, number=1),), []),
        (change(-60_000), (change(60_000, number=1),), []),
        (change(80_000, apart_because="a new home opened"), (change(60_000, number=1),), [ADDS_UP]),
        (change(80_000), (change(60_000, number=1, apart_because="as above"),), [ADDS_UP]),
        (change(80_000), (change(60_000, number=1, not_substantial=True),), []),
        (
            change(300_000, ground=ChangeGround.KNOWN_RISK),
            (change(300_000, number=1, ground=ChangeGround.KNOWN_RISK),),
            [
                "Change V-2 and V-1 of the same day add £600,000 including VAT, 60.0% of the value; the "
                "maximum on this ground is 50%"
            ],
        ),
        (change(5_000, scope_same=True), (), []),
        (change(5_000, scope_same=False), (), [f"{OTHER_KIND} of this kind {KEEPS}"]),
        (
            change(None, scope_same=False, not_substantial=True),
            (),
            [f"{OTHER_KIND} of this kind {KEEPS}"],
        ),
        (
            change(5_000, scope_same=False, ground=ChangeGround.UNFORESEEN),
            (),
            [f'{OTHER_KIND} on the ground "circumstances that could not be foreseen" {KEEPS}'],
        ),
        (change(5_000, scope_same=False, ground=ChangeGround.ADDITIONAL), (), []),
        (change(125_000, ground=ChangeGround.PROVIDED_FOR), (), []),
        (change(500_000, ground=ChangeGround.UNFORESEEN), (), []),
        (
            change(600_000, ground=ChangeGround.KNOWN_RISK),
            (),
            [
                (
                    "Change V-2 adds £600,000 including VAT, 60.0% of the value; the maximum on "
                    "this ground is 50%"
                )
            ],
        ),
        (change(-600_000, ground=ChangeGround.ADDITIONAL), (), []),
        (change(None, new_end=date(2030, 8, 24)), (), []),
        (change(None, new_end=date(2030, 8, 25)), (), []),
        (change(900_000, not_substantial=True), (), []),
        (change(900_000, not_substantial=True, new_end=date(2030, 8, 24)), (), []),
        (
            change(900_000, not_substantial=True, new_end=date(2030, 8, 25)),
            (),
            [
                (
                    "Change V-2 moves the value by 90.0%; the law allows only up to 10% without a ground, "
                    "and it moves the end by 147 days, 10.1% of the longest term at award, which is "
                    "substantial beyond 10%"
                )
            ],
        ),
        (
            change(1, ground=ChangeGround.OUTSIDE_CONTROL),
            (),
            [
                (
                    'Change V-2 rests on the ground "factors outside the control of authority and provider", '
                    "which is not a ground of the Procurement Act 2023"
                )
            ],
        ),
    ],
    ids=(
        "at the line",
        "a saving",
        "over",
        "a large saving",
        "adding up",
        "together small",
        "no money",
        "of one day",
        "of one day, together small",
        "of one day, in and out",
        "of one day, said to be apart",
        "of one day, the first apart",
        "of one day, of two ways",
        "of one day, past the cap",
        "of the same scope",
        "of another scope",
        "of another scope, said not to be substantial",
        "of another scope, on a ground that keeps it",
        "of another scope, on a ground for it",
        "provided for",
        "unforeseen",
        "past the cap",
        "a capped saving",
        "term at the line",
        "term over",
        "said not to be substantial",
        "not substantial, term at the line",
        "not substantial, term over",
        "no such ground",
    ),
)
def test_changes_under_the_act(case_of, asked, before, messages):
    """Section 74: each change by itself, with a word where they add up."""
    assert told(case_of, act(), asked, *before) == messages


def test_change_said_not_to_be_substantial_moves_the_term_by_a_tenth_at_most(case_of):
    """A hundred days of a thousand are ten per cent, and beyond ten it is substantial."""
    first = date(2026, 4, 1)
    contract = evolve(signed(), term=Period(first, first + timedelta(days=999)))
    tenth = change(
        400_000, not_substantial=True, new_end=contract.term.ends_on + timedelta(days=100)
    )
    assert told(case_of, act(), tenth, contract=contract) == []
    more = evolve(tenth, new_end=contract.term.ends_on + timedelta(days=101))
    (finding,) = change_is_allowed(case_of(more, contract, law=act()))
    assert finding.code == "change-not-allowed"
    assert finding.remedy == (
        "Name the ground in law that it rests on, say that it is not substantial if that is so, make "
        "it smaller, or procure anew"
    )


def test_change_on_a_ground_does_not_count_against_later_small_ones(case_of):
    """The ceiling for small changes is about changes that have no ground of their own."""
    grounded = change(400_000, number=1, on=date(2027, 1, 4), ground=ChangeGround.UNFORESEEN)
    assert told(case_of, act(), change(100_000), grounded) == []


def test_small_changes_stop_at_the_threshold(case_of):
    """Ten per cent of a large contract can be a procurement of its own."""
    contract = signed(value=3_000_000)
    assert told(case_of, act(), change(250_000), contract=contract) == [
        (
            "Change V-2 adds £250,000 including VAT, which reaches the threshold of £207,720 including "
            "VAT"
        )
    ]
    assert told(case_of, act(), change(150_000), EARLIER, contract=contract) == [
        (
            "Change V-2 and the changes before it add £210,000 including VAT, which reaches the "
            "threshold of £207,720 including VAT"
        )
    ]
    saving = change(-60_000, number=1, on=date(2027, 1, 4))
    assert told(case_of, act(), change(150_000), saving, contract=contract) == []


def test_change_that_adds_up_with_others_is_warned_of(case_of):
    """Six per cent and eight are each within the law; cut from one piece they would not be."""
    (finding,) = change_is_allowed(case_of(change(80_000), signed(), EARLIER, law=act()))
    assert not finding.blocks
    assert finding.remedy == (
        "Check whether they could have been made together; if so, they are judged as one"
    )


def test_contract_for_a_token_sum_has_a_cap_like_any_other(case_of):
    """Twice a pound is a hundred per cent more, whatever a pound buys."""
    asked = change(1, ground=ChangeGround.KNOWN_RISK)
    assert told(case_of, act(), asked, contract=signed(value=1)) == [
        "Change V-2 adds £1 including VAT, 100.0% of the value; the maximum on this ground is 50%"
    ]


@pytest.mark.parametrize(
    ("adds", "days", "announced"),
    [
        (100_000, 0, False),
        (100_001, 0, True),
        (None, 100, False),
        (None, 101, True),
        (100_001, 100, False),
        (100_000, 101, False),
        (100_001, 101, True),
        (None, 0, True),
    ],
    ids=(
        "value at the line",
        "value over",
        "term at the line",
        "term over",
        "value over, term at the line",
        "value at the line, term over",
        "both over",
        "neither moves",
    ),
)
def test_small_change_needs_no_notice_up_to_the_very_line(case_of, adds, days, announced):
    """Section 75(2): ten per cent or less; a hundred days of a thousand are ten per cent."""
    first = date(2026, 4, 1)
    contract = evolve(signed(), term=Period(first, first + timedelta(days=999)))
    moved = contract.term.ends_on + timedelta(days=days) if days else None
    asked = change(adds, new_end=moved)
    found = history(case_of(asked, contract, law=act()).ledger, "C-1")
    assert (spared_from_notice(found, asked, UK10, act()) == "") is announced


def test_change_on_a_restructuring_is_announced_however_small(case_of):
    """Section 75(2) spares none that is permitted by paragraph 9 of Schedule 8."""
    asked = change(1, ground=ChangeGround.RESTRUCTURING)
    found = history(case_of(asked, signed(), law=act()).ledger, "C-1")
    assert spared_from_notice(found, asked, UK10, act()) == ""


def test_care_contract_may_be_changed_freely(case_of):
    """Section 74(2): light touch."""
    assert told(case_of, act(light_touch=True), change(900_000)) == []


def test_2015_regulations_count_small_changes_together(case_of):
    """Twice six per cent is twelve, and the line is ten."""
    assert told(case_of, pcr(), change(60_000), EARLIER) == [
        (
            "Change V-2 and the changes before it move the value by 12.0%; the law allows only below 10% "
            "without a ground"
        )
    ]
    assert told(case_of, pcr(), change(39_999), EARLIER) == []
    assert told(case_of, pcr(), change(40_000), EARLIER), "exactly ten per cent is not below ten"
    assert told(case_of, pcr(), change(None, new_end=date(2033, 3, 31))) == []


@pytest.mark.parametrize(
    ("adds", "before", "messages"),
    [
        (600_000, (), []),
        (
            1_000_000,
            (),
            [
                (
                    "Change V-2 adds £1,000,000 including VAT, 25.0% of the value; a change that "
                    "reaches both £500,000 and 25% is considerable"
                )
            ],
        ),
        (
            940_000,
            (EARLIER,),
            [
                (
                    "Change V-2 and the changes before it add £1,000,000 including VAT, 25.0% of "
                    "the value; a change that reaches both £500,000 and 25% is considerable"
                )
            ],
        ),
    ],
    ids=("under the share", "both", "with earlier ones"),
)
def test_health_regulations_look_at_amount_and_share(case_of, adds, before, messages):
    """Regulation 13: a change is too much only where it reaches both, counted together."""
    contract = signed(value=4_000_000)
    assert told(case_of, psr(), change(adds), *before, contract=contract) == messages


def test_considerable_change_begins_at_half_a_million_itself(case_of):
    """The line of regulation 13 is reached by the pound that makes it £500,000."""
    contract = signed(value=2_000_000)
    assert told(case_of, psr(), change(499_999), contract=contract) == []
    assert told(case_of, psr(), change(500_000), contract=contract) == [
        (
            "Change V-2 adds £500,000 including VAT, 25.0% of the value; a change that reaches both £500,000 "
            "and 25% is considerable"
        )
    ]


def test_takeover_is_not_judged_by_a_law_that_nobody_knows(case_of):
    """Whether another holder needs a restructuring cannot be told; saying nothing would allow it."""
    law = Law.unknown("nobody says when it commenced")
    (finding,) = holder_may_change(case_of(passing(), signed(), law=law))
    assert finding.code == "law-unknown"


def test_rise_that_neither_side_controls_is_not_a_considerable_change(case_of):
    """Volumes that rise by themselves are not the authority's decision."""
    outside = change(3_000_000, ground=ChangeGround.OUTSIDE_CONTROL)
    assert told(case_of, psr(), outside, contract=signed(value=4_000_000)) == []
    others = change(3_000_000, own_decision=False)
    assert told(case_of, psr(), others, contract=signed(value=4_000_000)) == []
    own = change(3_000_000, own_decision=True)
    assert told(case_of, psr(), own, contract=signed(value=4_000_000)) != []


@pytest.mark.parametrize(
    ("contract", "asked"),
    [(signed(value=None), change(100)), (signed(value=0), change(100))],
    ids=("no value", "no money"),
)
def test_without_a_value_no_share_can_be_told(case_of, contract, asked):
    """A contract that states no value is not measured against a guess."""
    case = case_of(asked, contract, law=act())
    found = history(case.ledger, "C-1")
    assert size_of(found, asked, act()) is None
    assert list(change_findings(found, asked, act(), DAY)) == []
    assert spared_from_notice(found, asked, UK10, act()) == ""


def test_shares_are_of_the_value_with_its_options(case_of):
    """The estimate at award counted every option, so the ten per cent do too."""
    contract = signed(extension_options=(ExtensionOption(years=2, value=pounds(500_000, WITH)),))
    size = size_of(
        history(case_of(change(1), contract, law=act()).ledger, "C-1"), change(150_000), act()
    )
    assert size.value == pounds(1_500_000, WITH)
    assert size.share == size.share_together == 10
    assert size.days_signed == contract.longest_term.length
    assert size.share_of_term == 0


def test_change_of_an_unknown_contract_is_left_to_the_order_of_records(case_of):
    """One absence is reported once."""
    assert list(change_is_allowed(case_of(change(900_000), law=act()))) == []
    assert list(change_is_allowed(case_of(ContractVaried, law=act(), on=DAY))) == []


def test_unstated_fact_leaves_the_answer_open(case_of):
    """Whether care or not decides everything here."""
    case = case_of(change(900_000), signed(), law=act(light_touch=None))
    assert [f.code for f in change_is_allowed(case)] == ["law-unknown"]


def passing(how=HandOn.NOVATION):
    return ContractNovated(
        on=DAY,
        contract="C-1",
        from_provider="alder",
        to_provider="birch",
        because="a merger",
        how=how,
    )


def test_another_holder_needs_a_restructuring(case_of):
    """Otherwise it is a new award without a competition."""
    (finding,) = holder_may_change(case_of(passing(), signed(), law=act()))
    assert str(finding) == (
        "Contract C-1 passes from alder to birch (a merger); the law allows this only where "
        "the business is restructured (Procurement Act 2023, section 74(9) and Schedule 8). "
        "State that ground if it holds; otherwise procure anew."
    )
    assert not finding.blocks


@pytest.mark.parametrize(
    "asked", [passing(HandOn.ASSIGNMENT), ContractNovated], ids=("assigned", "asked only")
)
def test_assignment_that_leaves_the_holder_bound_has_no_finding(case_of, asked):
    """An assignment passes on the benefit; the provider stays who it was."""
    assert list(holder_may_change(case_of(asked, signed(), law=act(), on=DAY))) == []


def test_amounts_that_cannot_be_added_are_a_finding_elsewhere_and_no_crash(case_of):
    """A change without VAT to a contract with: the contract's own gate says so, the law cannot."""
    bare = evolve(change(1), value_change=pounds(600_000))

    assert told(case_of, act(), bare) == []
    assert told(case_of, act(), change(1), evolve(bare, reference="V-1")) == []


def test_changes_that_the_law_does_not_keep_to_their_scope(case_of):
    """A care contract may be changed freely; a health contract keeps its character by every process."""
    asked = change(5_000, scope_same=False)
    assert told(case_of, act(light_touch=True), asked) == []
    for process in HealthProcess:
        facts = ProcurementFacts(health_service=True, health_process=process)
        law = PROVIDER_SELECTION_2023.law(facts, DAY)
        assert told(case_of, law, asked) == [f"{OTHER_KIND} of this kind {KEEPS}"]


def test_change_below_the_threshold_may_take_another_scope(case_of):
    """No law on changes binds a contract that is and stays below the threshold."""
    small = signed(100_000)
    law = act(above_threshold=False)
    assert told(case_of, law, change(5_000, scope_same=False), contract=small) == []


def indexed(adds, **before):
    """A contract of £1,000,000 with a clause on prices, which moved them by £100,000 since."""
    clause = Indexation(basis=UpliftBasis.INDEX, index="CPI")
    uplift = PriceUplifted(
        on=date(2027, 1, 4), contract="C-1", takes_effect_on=date(2027, 1, 4), per_cent=10,
        value_change=pounds(100_000, WITH),
    )  # fmt: skip
    return (change(adds), uplift), signed(indexation=clause)


@pytest.mark.parametrize(
    ("law", "adds", "allowed"),
    [(pcr(), 109_999, True), (pcr(), 110_000, False), (act(), 100_000, True), (act(), 100_001, False)],
    ids=("2015, below", "2015, at the line", "Act, at the line", "Act, over"),
)  # fmt: skip
def test_value_that_prices_have_moved_is_the_base_only_under_the_regulations(
    case_of, law, adds, allowed
):
    """Regulation 72(7) says so of a contract with an indexation clause; the Act has no such words."""
    (asked, uplift), contract = indexed(adds)
    assert (told(case_of, law, asked, uplift, contract=contract) == []) is allowed


def test_base_of_a_share_is_moved_by_the_clause_on_prices_alone(case_of):
    """An earlier change makes no room for a larger one: 4% and 6% are not below 10%."""
    (asked, uplift), contract = indexed(66_000)
    earlier = change(44_000, number=1, on=date(2027, 1, 4))
    assert told(case_of, pcr(), asked, uplift, earlier, contract=contract) != []
    assert told(case_of, pcr(), change(65_999), uplift, earlier, contract=contract) == []


@pytest.mark.parametrize(
    ("taken", "adds", "allowed"), [("day", 250_000, True), ("night", 250_000, False)]
)
def test_option_taken_up_is_the_one_that_the_change_names(case_of, taken, adds, allowed):
    """The value had both options from the start; £150,000 more than the named one is a change."""
    options = (
        OtherOption(reference="night", what="nights", value=pounds(100_000, WITH)),
        OtherOption(reference="day", what="days", value=pounds(250_000, WITH)),
    )
    contract = signed(other_options=options)
    asked = change(adds, takes_up=taken)
    assert (told(case_of, act(), asked, contract=contract) == []) is allowed


def test_changes_of_one_day_are_each_judged_alone_under_the_regulations(case_of):
    """Regulation 72(1)(b) caps each modification; only the Act joins those of one day."""
    asked, other = (change(300_000, number=n, ground=ChangeGround.ADDITIONAL) for n in (2, 1))
    assert told(case_of, pcr(), asked, other) == []


def test_two_changes_of_one_day_move_the_end_together():
    """A hundred days and one more are 101 of a thousand, however many papers say so."""
    first = date(2026, 4, 1)
    contract = evolve(signed(), term=Period(first, first + timedelta(days=999)))
    ends = [contract.term.ends_on + timedelta(days=days) for days in (100, 101)]
    one, two = (change(None, number=n, new_end=end) for n, end in zip((1, 2), ends, strict=True))
    found = ContractHistory(contract=contract, events=(one, two))
    assert spared_from_notice(found, one, UK10, act())
    assert spared_from_notice(found, two, UK10, act()) == ""


@pytest.mark.parametrize(
    ("adds", "option", "spared"),
    [(100_000, 0, True), (110_000, 0, False), (100_000, 10_000, False)],
)
def test_change_that_stays_below_the_threshold_needs_no_notice(adds, option, spared):
    """Section 75 binds public contracts; at £207,720 including VAT it has become one, options and all."""
    options = (ExtensionOption(years=1, value=pounds(option, WITH)),)
    small = ContractHistory(contract=signed(100_000, extension_options=options), events=())
    reason = spared_from_notice(small, change(adds), UK10, act(above_threshold=False))
    assert reason == ("the contract stays below the threshold" if spared else "")


@pytest.mark.parametrize(("option", "spared"), [(100_000, True), (110_000, False)])
def test_other_holder_of_a_contract_below_the_threshold_with_its_options_needs_no_notice(
    option, spared
):
    """The estimate that decides counts what may be bought, so a contract handed on counts it too."""
    options = (ExtensionOption(years=1, value=pounds(option, WITH)),)
    small = ContractHistory(contract=signed(100_000, extension_options=options), events=())
    assert bool(spared_from_notice(small, passing(), UK10, act(above_threshold=False))) is spared


OF_HEALTH = psr().one_of(NOTICE, DAY, "PSR-modification").value


@pytest.mark.parametrize(
    ("before", "spared"),
    [
        ((), True),
        ((change(300_000, number=1, on=date(2027, 1, 4), own_decision=False),), True),
        ((change(None, number=1, on=date(2027, 1, 4), own_decision=True),), True),
        ((change(100_000, number=1, on=date(2027, 1, 4), own_decision=True),), False),
        ((indexed(0)[0][1],), True),
        (
            (
                evolve(indexed(0)[0][1], reference="V-2"),
                change(100_000, number=1, on=date(2027, 2, 1), own_decision=True),
            ),
            False,
        ),
    ],
    ids=(
        "alone",
        "another's decision",
        "without money",
        "its own before it",
        "a rise of prices",
        "its own, and a rise with the reference of the change",
    ),
)
def test_own_changes_alone_count_towards_the_line_of_a_health_notice(before, spared):
    """Regulation 13(4): the authority's own changes, together at £500,000, are announced."""
    found = ContractHistory(contract=signed(4_000_000), events=before)
    asked = change(400_000, own_decision=True)
    assert bool(spared_from_notice(found, asked, OF_HEALTH, psr())) is spared


@pytest.mark.parametrize(
    ("adds", "other", "announced"),
    [(60_000, {}, True), (40_000, {}, False), (60_000, {"apart_because": "another need"}, False)],
)
def test_two_changes_of_one_day_need_a_notice_as_one_would(adds, other, announced):
    """Signing two papers instead of one keeps nothing from the public."""
    first = change(60_000, number=1, ground=ChangeGround.ADDITIONAL)
    second = change(adds, **other)
    found = ContractHistory(contract=signed(), events=(first, second))
    assert spared_from_notice(found, first, UK10, act())
    assert (spared_from_notice(found, second, UK10, act()) == "") is announced


@pytest.mark.parametrize(
    ("ground", "states", "found"),
    [
        (ChangeGround.UNFORESEEN, (), ["change-ground-unstated"]),
        (ChangeGround.UNFORESEEN, (ChangeGround.ADDITIONAL,), ["change-ground-unstated"]),
        (ChangeGround.UNFORESEEN, (ChangeGround.UNFORESEEN,), []),
        (ChangeGround.PROVIDED_FOR, (), []),
        (None, (), []),
    ],
)
def test_notice_of_a_change_states_its_ground(case_of, ground, states, found):
    """A notice without its ground shows a competitor nothing that could be contested."""
    published = NoticePublished(
        on=date(2027, 3, 1), notice="UK10", contract="C-1", change_grounds=states
    )
    case = case_of(change(300_000, ground=ground), signed(), published, law=act())
    assert [f.code for f in change_notice_states_its_ground(case)] == found


@pytest.mark.parametrize(
    "fields",
    [{"notice": "UK7"}, {"on": date(2027, 6, 15)}, {"about": "V-9"}, {"contract": "C-9"}],
    ids=("of the contract", "published later", "of another change", "of another contract"),
)
def test_ground_is_not_looked_for_in_another_notice(case_of, fields):
    """Whether the change was announced at all is another gate's question."""
    published = NoticePublished(on=date(2027, 3, 1), notice="UK10", contract="C-1")
    asked = change(300_000, ground=ChangeGround.UNFORESEEN)
    case = case_of(asked, signed(), evolve(published, **fields), law=act())
    assert not list(change_notice_states_its_ground(case))


def test_without_a_notice_its_ground_is_not_missed(case_of):
    """The missing notice is reported once, by the gate on notices; an unknown contract by that on order."""
    asked = change(300_000, ground=ChangeGround.UNFORESEEN)
    assert not list(change_notice_states_its_ground(case_of(asked, signed(), law=act())))
    assert not list(change_notice_states_its_ground(case_of(asked, law=act())))


def test_message_about_a_ground_that_the_notice_leaves_out(case_of):
    """The officer reads which notice it is, and what to do."""
    published = NoticePublished(on=date(2027, 3, 1), notice="UK10", contract="C-1")
    asked = change(300_000, ground=ChangeGround.UNFORESEEN)
    (finding,) = change_notice_states_its_ground(case_of(asked, signed(), published, law=act()))
    assert str(finding) == (
        'Change V-2 rests on the ground "circumstances that could not be foreseen", but the notice of 1 '
        "March 2027 does not state it (Procurement Regulations 2024, regulation 40(2)(f)). Record "
        "the ground among "
        "those that the notice states or, if it states none, publish another before you make the change."
    )


@pytest.mark.parametrize(
    ("adds", "shown"),
    [
        ("100000.01", "10.000001%"),
        ("100001", "10.0001%"),
        ("100100", "10.01%"),
        ("101000", "10.1%"),
        ("125000", "12.5%"),
    ],
)
def test_share_just_beyond_the_line_is_shown_beyond_it(case_of, adds, shown):
    """ "10.0% is more than 10%" is a sentence that an officer cannot act on."""
    (message,) = told(case_of, act(), change(adds))
    assert message == (
        f"Change V-2 moves the value by {shown}; the law allows only up to 10% without a ground"
    )
