"""The contract as signed, and what happens to it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.records.contract import (
    ChangeRefused,
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    ExtensionOption,
    Obligation,
    PriceUplifted,
    ValueOfYear,
)
from commissioning.records.indexation import Indexation, UpliftBasis
from commissioning.records.live import (
    BreachRecorded,
    BreachRemedied,
    ImprovementNotice,
    ImprovementNoticeClosed,
    PlacementsResumed,
    PlacementsSuspended,
    ServiceCreditApplied,
)
from commissioning.values.money import VatBasis, pounds

DAY = date(2022, 12, 1)
TERM = Period.of(date(2023, 4, 1), years=5)
YEAR_ONE = Period.of(date(2023, 4, 1), years=1)
YEAR_TWO = Period.of(date(2024, 4, 1), years=1)
WITH_VAT = pounds(60, VatBasis.INCLUDING)

WHOLE = {
    ContractSigned: {"reference": "C1", "provider": "alder", "recommendations": ("R1",), "term": TERM},
    ChangeRequested: {"reference": "CR1", "contract": "C1", "what": "a night service"},
    ChangeRefused: {"contract": "C1", "request": "CR1", "because": "no money"},
    ContractVaried: {"reference": "V1", "contract": "C1", "what": "a night service"},
    PriceUplifted: {"contract": "C1", "takes_effect_on": DAY, "per_cent": 3},
    ContractExtended: {"contract": "C1", "option": 1, "period": YEAR_ONE},
    ExtensionLapsed: {"contract": "C1", "option": 1},
    BreachRecorded: {"reference": "B1", "contract": "C1", "what": "no monitoring"},
    BreachRemedied: {"contract": "C1", "breach": "B1"},
    ImprovementNotice: {
        "reference": "IN1", "contract": "C1", "requires": ("rotas",), "improve_by": DAY,
    },
    ImprovementNoticeClosed: {"contract": "C1", "notice": "IN1", "met": True},
    PlacementsSuspended: {"contract": "C1", "because": "a safeguarding enquiry"},
    PlacementsResumed: {"contract": "C1"},
    ServiceCreditApplied: {"contract": "C1", "amount": pounds(100), "because": "late visits"},
    ContractNovated: {
        "contract": "C1", "from_provider": "alder", "to_provider": "birch", "because": "a merger",
    },
}  # fmt: skip
NO_CONTRACT = "contract: say which contract, by its reference"
EARLIER = date(2022, 11, 30)

REFUSED = [
    (ContractSigned, {"reference": ""},
     "reference: missing; every later record refers to it"),
    (ContractSigned, {"provider": ""}, "provider: say with whom it was signed"),
    (ContractSigned, {"value": pounds(-1)}, "value: -£1 is below the minimum of 0"),
    (ContractSigned, {"review_on": date(2023, 3, 31)},
     "review_on: 31 March 2023 is before the contract starts"),
    (ContractSigned, {"value": pounds(1), "variation_cap": -1},
     "variation_cap: -1 is below the minimum of 0"),
    (ContractSigned, {"variation_cap": 10},
     "variation_cap: 10% of the value, which is not given; give the value"),
    (ContractSigned,
     {"by_year": (ValueOfYear(period=Period.of(date(2022, 4, 1), years=1), value=pounds(1)),)},
     "by_year: 1 April 2022 to 31 March 2023 is not within the term, "
     "1 April 2023 to 31 March 2028"),
    (ContractSigned,
     {"by_year": (ValueOfYear(period=Period.of(date(2028, 3, 1), years=1), value=pounds(1)),)},
     "by_year: 1 March 2028 to 28 February 2029 is not within the term, "
     "1 April 2023 to 31 March 2028"),
    (ContractSigned,
     {"by_year": (ValueOfYear(period=YEAR_ONE, value=pounds(1)),
                  ValueOfYear(period=YEAR_ONE, value=pounds(2)))},
     "by_year: 1 April 2023 to 31 March 2024 and 1 April 2023 to 31 March 2024 overlap"),
    (ContractSigned,
     {"value": pounds(100), "by_year": (ValueOfYear(period=YEAR_ONE, value=WITH_VAT),)},
     "by_year: the amounts are on different bases; give all with or all without VAT"),
    (ContractSigned,
     {"by_year": (ValueOfYear(period=YEAR_ONE, value=WITH_VAT),
                  ValueOfYear(period=YEAR_TWO, value=pounds(1)))},
     "by_year: the amounts are on different bases; give all with or all without VAT"),
    (ContractSigned,
     {"value": pounds(100), "by_year": (ValueOfYear(period=YEAR_ONE, value=pounds(60)),
                                        ValueOfYear(period=YEAR_TWO, value=pounds("39.99")))},
     "by_year: the years add up to £99.99 and the value is £100"),
    (ContractSigned,
     {"obligations": (Obligation(reference="O1", text="log calls"),
                      Obligation(reference="O1", text="train staff"))},
     "obligations: O1 is listed twice; name each once"),
    (ChangeRequested, {"reference": ""},
     "reference: missing; the answer to the request refers to it"),
    (ChangeRequested, {"contract": ""}, NO_CONTRACT),
    (ChangeRequested, {"what": ""}, "what: say what is to change"),
    (ChangeRefused, {"contract": ""}, NO_CONTRACT),
    (ChangeRefused, {"request": ""}, "request: say which request is refused"),
    (ChangeRefused, {"because": ""}, "because: say why the change is refused"),
    (ContractVaried, {"reference": ""},
     "reference: missing; notices and later changes refer to it"),
    (ContractVaried, {"contract": ""}, NO_CONTRACT),
    (ContractVaried, {"what": ""}, "what: say what has changed"),
    (PriceUplifted, {"contract": ""}, NO_CONTRACT),
    (PriceUplifted, {"per_cent": -100},
     "per_cent: prices that move by -100% leave no price to pay; give more than -100"),
    (ContractExtended, {"contract": ""}, NO_CONTRACT),
    (ContractExtended, {"option": 0}, "option: 0 is below the minimum of 1"),
    (ExtensionLapsed, {"contract": ""}, NO_CONTRACT),
    (ExtensionLapsed, {"option": -1}, "option: -1; the contract's options are counted from 1"),
    (BreachRecorded, {"reference": ""},
     "reference: missing; the remedy and any notice refer to it"),
    (BreachRecorded, {"contract": ""}, NO_CONTRACT),
    (BreachRecorded, {"what": ""}, "what: say what was not done"),
    (BreachRecorded, {"remedy_by": EARLIER},
     "remedy_by: 30 November 2022 is before the breach was recorded"),
    (BreachRemedied, {"contract": ""}, NO_CONTRACT),
    (BreachRemedied, {"breach": ""}, "breach: say which breach is remedied"),
    (ImprovementNotice, {"reference": ""},
     "reference: missing; the record that closes the notice refers to it"),
    (ImprovementNotice, {"contract": ""}, NO_CONTRACT),
    (ImprovementNotice, {"requires": ()}, "requires: say what has to improve"),
    (ImprovementNotice, {"improve_by": EARLIER},
     "improve_by: 30 November 2022 is before the notice"),
    (ImprovementNoticeClosed, {"contract": ""}, NO_CONTRACT),
    (ImprovementNoticeClosed, {"notice": ""}, "notice: say which improvement notice is closed"),
    (PlacementsSuspended, {"contract": ""}, NO_CONTRACT),
    (PlacementsSuspended, {"because": ""}, "because: say why placements are suspended"),
    (PlacementsSuspended, {"review_on": EARLIER},
     "review_on: 30 November 2022 is before the suspension"),
    (PlacementsResumed, {"contract": ""}, NO_CONTRACT),
    (ServiceCreditApplied, {"contract": ""}, NO_CONTRACT),
    (ServiceCreditApplied, {"amount": pounds(-5)},
     "amount: -£5 is not above 0; give more"),
    (ServiceCreditApplied, {"because": ""}, "because: say which failing it is for"),
    (ContractNovated, {"contract": ""}, NO_CONTRACT),
    (ContractNovated, {"from_provider": ""}, "say from which provider it passed, and to which"),
    (ContractNovated, {"to_provider": ""}, "say from which provider it passed, and to which"),
    (ContractNovated, {"to_provider": "alder"},
     "to_provider: the contract is already with alder"),
    (ContractNovated, {"because": ""},
     "because: say why the contract changes hands: a merger, a sale, an insolvency"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problem"), REFUSED)
def test_record_that_makes_no_sense_is_refused(make, problems_of, kind, parts, problem):
    """An officer who mistypes a contract's figures is told which, before anyone relies on them."""
    assert problems_of(lambda: make(kind, **parts)) == (problem,)


@pytest.mark.parametrize("kind", WHOLE)
def test_record_of_its_needed_fields_alone_is_accepted(make, kind):
    """A register starts from what is known; nothing else may be asked for."""
    assert make(kind).on == DAY


def test_refusal_prints_the_record_and_every_problem(make):
    """All mistakes come at once, so that one correction is enough."""
    with pytest.raises(RecordError) as refusal:
        make(ChangeRequested, reference="", what="")
    assert str(refusal.value) == (
        "change request of 1 December 2022 has 2 problems:\n"
        "  - reference: missing; the answer to the request refers to it\n"
        "  - what: say what is to change"
    )


def test_contract_that_ends_before_it_starts_is_refused(make):
    """A term that runs backwards has no days on which anyone could be served."""
    with pytest.raises(RecordError) as refusal:
        make(ContractSigned, term=Period(date(2023, 4, 1), date(2022, 3, 31)))
    assert str(refusal.value) == (
        "period: it ends on 31 March 2022, before it starts on 1 April 2023"
    )


@pytest.mark.parametrize("parts", [{}, {"years": -1, "months": 12}, {"years": 2, "months": -1}])
def test_option_prolongs_the_contract(parts):
    """An option of no length could be taken up for ever."""
    with pytest.raises(RecordError, match="does not prolong the contract"):
        ExtensionOption(**parts)


def test_four_two_two_runs_eight_years(make):
    """The value of a procurement counts every option, so its longest term must be right."""
    contract = make(
        ContractSigned,
        term=Period.of(date(2023, 4, 1), years=4),
        extension_options=(ExtensionOption(years=2), ExtensionOption(years=2)),
    )
    assert contract.longest_term == Period(date(2023, 4, 1), date(2031, 3, 31))
    assert ExtensionOption(years=2).prolongs(contract.term) == Period(
        date(2027, 4, 1), date(2029, 3, 31)
    )


LENGTHS = [
    ({"years": 2}, "2 years"), ({"years": 1}, "1 year"), ({"months": 6}, "6 months"),
    ({"years": 1, "months": 1}, "1 year and 1 month"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "words"), LENGTHS)
def test_option_is_said_in_words(parts, words):
    """Registers print "2 years", not a class name."""
    assert str(ExtensionOption(**parts)) == words


NOTICES = [
    ({}, "", date(2027, 3, 31)), ({"notice_months": 3}, "3 months", date(2026, 12, 31)),
    ({"notice_months": 1}, "1 month", date(2027, 2, 28)),
    ({"notice_days": 90}, "90 days", date(2026, 12, 31)),
    ({"notice_months": 1, "notice_days": 1}, "1 month and 1 day", date(2027, 2, 27)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "words", "day"), NOTICES)
def test_notice_of_an_option_sets_the_last_day_to_take_it_up(parts, words, day):
    """An officer who waits for the last day of the contract has lost the option by then."""
    option = ExtensionOption(years=2, **parts)
    assert (option.notice, option.notice_by(Period.of(date(2023, 4, 1), years=4))) == (words, day)


def test_notice_of_less_than_no_time_is_refused():
    """A notice that runs backwards would put the last day after the end."""
    with pytest.raises(RecordError, match="notice_months: -3 is below the minimum of 0"):
        ExtensionOption(years=2, notice_months=-3)


def test_value_with_options_adds_every_option(make):
    """Estimating without the options is how a contract slips below a threshold."""
    options = (ExtensionOption(years=2, value=pounds(40)), ExtensionOption(years=1))
    known = make(ContractSigned, value=pounds(100), extension_options=options[:1])
    unknown = make(ContractSigned, value=pounds(100), extension_options=options)
    assert known.value_with_options == pounds(140)
    assert unknown.value_with_options is None


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=5))
def test_years_of_a_contract_are_its_value_to_the_penny(make, pennies):
    """A profile over years that loses a penny cannot be reconciled with the ledger."""
    years = tuple(
        ValueOfYear(
            period=Period.of(date(2023 + number, 4, 1), years=1),
            value=pounds(Decimal(amount).scaleb(-2)),
        )
        for number, amount in enumerate(pennies)
    )
    total = pounds(Decimal(sum(pennies)).scaleb(-2))
    assert make(ContractSigned, value=total, by_year=years).value == total
    with pytest.raises(RecordError, match="the years add up to"):
        make(ContractSigned, value=total + pounds("0.01"), by_year=years)


CPI = {"basis": UpliftBasis.INDEX, "index": "CPI for September"}
CLAUSES = [
    (CPI, "6.7", "6.7"),
    ({**CPI, "cap": 4}, "6.7", "4"),
    ({**CPI, "floor": 0}, "-0.1", "0"),
    ({**CPI, "floor": 0, "cap": 4}, "3.1", "3.1"),
    ({"basis": UpliftBasis.FIXED, "rate": 2}, "9", "2"),
    ({"basis": UpliftBasis.NEGOTIATED}, "1.5", "1.5"),
]


@pytest.mark.parametrize(("clause", "moved", "per_cent"), CLAUSES)
def test_prices_follow_the_index_within_floor_and_cap(clause, moved, per_cent):
    """A cap that is forgotten in a year of high inflation costs a council real money."""
    assert Indexation(**clause).per_cent(Decimal(moved)) == Decimal(per_cent)


def test_uplifted_rate_is_rounded_half_up_to_the_penny():
    """An hourly rate is paid in pennies; £18.50 by 6.7% is £19.7395."""
    assert Indexation(**CPI).uplifted(pounds("18.50"), Decimal("6.7")) == pounds("19.74")


CLAUSES_REFUSED = [
    ({"basis": UpliftBasis.INDEX}, "index: say which published index the prices follow, or give the clause"),
    ({"basis": UpliftBasis.FIXED}, "rate: give it for a fixed rate, and for no other basis"),
    ({**CPI, "rate": 2}, "rate: give it for a fixed rate, and for no other basis"),
    ({**CPI, "floor": 3, "cap": 2}, "cap: 2% is below the floor of 3%"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "problem"), CLAUSES_REFUSED)
def test_indexation_clause_can_be_worked_out(clause, problem):
    """A clause that leaves the figure open leads to a dispute each April."""
    with pytest.raises(RecordError) as refusal:
        Indexation(**clause)
    assert refusal.value.problems == (problem,)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"reference": "", "text": "log"}, "reference: give the obligation a reference"),
        ({"reference": "O1", "text": ""}, "text: say it in words"),
    ],
)
def test_obligation_can_be_named_and_read(parts, problem):
    """A breach names the obligation, so it needs both."""
    with pytest.raises(RecordError, match=problem):
        Obligation(**parts)


def test_contract_is_found_by_its_provider_and_recommendation(make):
    """Gates ask for the contract about a provider; the reference fields answer."""
    contract = make(ContractSigned)
    assert contract.names("alder")
    assert contract.names("R1")
    assert make(ContractVaried).names("C1")
