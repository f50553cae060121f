"""Spend against the value of a contract: what is left, and what was paid after the end."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.contracts.history import ContractHistory
from commissioning.contracts.money import runs_after_end, spend_of
from commissioning.dates.periods import Period
from commissioning.gates.case import Case
from commissioning.gates.money import spend_is_within_the_contract
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.live import KpiReport, Measurement, SpendReported
from commissioning.stages import During, Stage
from commissioning.testing import Scenario, make, story
from commissioning.values.money import VatBasis, pounds
from commissioning.values.text import listed

TERM = Period(date(2026, 1, 1), date(2026, 6, 30))
SIGNED = make(ContractSigned, reference="C1", term=TERM, value=pounds(1_000), extension_options=())
LATE = date(2027, 1, 1)


def paid(month, amount, **parts):
    period = Period.of(date(2026, month, 1), months=1)
    given = {"on": period.ends_on, "contract": "C1", "period": period, "amount": pounds(amount)}
    return SpendReported(**{**given, **parts})


def spend(*reports, on=LATE, signed=SIGNED, events=()):
    return spend_of(ContractHistory(contract=signed, events=events), reports, on)


def test_remaining_sum_is_the_value_less_everything_paid():
    """£700 of £1,000 after two months is known before the money runs out, not after."""
    held = spend(paid(1, 400), paid(2, 300))
    assert (held.spent, held.left, held.per_cent) == (pounds(700), pounds(300), Decimal("70.0"))
    assert spend(paid(1, 400), paid(2, 900)).left == pounds(-300)
    assert spend(paid(1, "333.33")).per_cent == Decimal("33.3")
    assert spend(paid(1, 400), on=date(2026, 1, 30)).spent is None
    assert spend(paid(1, 400, contract="C2")).left is None


def test_later_report_of_a_period_takes_the_place_of_the_earlier():
    """A credit note is no second payment."""
    again = paid(1, 350, on=date(2026, 3, 1))
    assert spend(again, paid(1, 400)).spent == pounds(350)


def test_changes_of_value_count_from_the_day_they_are_recorded():
    """A variation in March gives more to spend from March."""
    more = make(ContractVaried, contract="C1", on=date(2026, 3, 1), value_change=pounds(500))
    assert spend(paid(1, 400), events=(more,)).left == pounds(1_100)
    assert spend(paid(1, 400), events=(more,), on=date(2026, 2, 1)).left == pounds(600)


def test_spend_after_the_last_day_is_told_apart():
    """Payments in July under a contract that ended in June are without a contract."""
    june, july = paid(6, 100), paid(7, 100)
    assert spend(june, july).after_end == (july,)
    across = evolve(july, period=Period(TERM.ends_on, july.period.ends_on))
    assert spend(across).after_end == ()
    rolling = evolve(SIGNED, term=None)
    assert spend(july, signed=rolling).after_end == ()


END, JULY = TERM.ends_on, Period(date(2026, 7, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("period", "received", "on", "runs"),
    [
        (JULY, date(2026, 8, 3), date(2026, 8, 3), True),
        (JULY, date(2026, 8, 3), date(2026, 8, 2), False),
        (Period(END, JULY.ends_on), date(2026, 8, 3), LATE, False),
        (Period(date(2026, 6, 1), END), date(2026, 8, 3), LATE, False),
    ],
    ids=("after the end", "not yet received", "from the last day", "before the end"),
)
def test_return_shows_that_a_contract_runs_where_its_period_is_after_the_end(
    period, received, on, runs
):
    """The last return of a contract that ended comes in after its end, and is no sign of work since."""
    figures = (Measurement(kpi="k", value=1),)
    late = KpiReport(on=received, contract="C1", period=period, measurements=figures)
    found = list(runs_after_end(spend(on=on), [late], on))
    words = "Contract C1 ended on 30 June 2026 and still runs: 1 return came for periods after it"
    assert [(each.message, each.about) for each in found] == [(words, "C1")] * runs


@pytest.mark.parametrize("last", [END, None], ids=("on its last day", "without a last day"))
def test_payment_in_advance_does_not_show_that_a_contract_ran_past_its_end(last):
    """July was paid in June: while the contract runs, the report of the payment says so."""
    held = evolve(spend(paid(7, 100, on=END), on=END), last_day=last)
    june, figures = Period(date(2026, 6, 1), END), (Measurement(kpi="k", value=1),)
    in_time = KpiReport(on=END, contract="C1", period=june, measurements=figures)
    assert list(runs_after_end(held, [in_time], END)) == []


def test_without_a_value_nothing_is_said_of_what_is_left():
    """A contract of unknown value still has its spend."""
    held = spend(paid(1, 400), signed=evolve(SIGNED, value=None, by_year=()))
    assert (held.spent, held.left, held.per_cent) == (pounds(400), None, None)
    assert spend(paid(1, 400), signed=evolve(SIGNED, value=pounds(0))).per_cent is None


def test_spend_on_another_basis_is_not_added():
    """Pounds with VAT and pounds without make no sum."""
    with_vat = evolve(paid(2, 0), amount=pounds(120, VatBasis.INCLUDING))
    signed = evolve(SIGNED, value=pounds(1_000, VatBasis.EXCLUDING))
    without = evolve(paid(1, 0), amount=pounds(100, VatBasis.EXCLUDING))
    assert spend(without, with_vat, signed=signed).spent == pounds(100, VatBasis.EXCLUDING)


# In a cycle


def messages(**fields):
    cycle = story(Scenario(), at=Stage.GO_LIVE)
    record = make(SpendReported, Scenario.of(cycle), **fields)
    return [each.message for each in cycle.findings(record)]


def test_ordinary_spend_is_recorded_without_remark():
    """Most months there is nothing to say, and a contract may be spent to the last pound."""
    assert messages() == []
    assert messages(amount=pounds(200_000)) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": pounds(90_000_000)},
         "£90,000,000 has been paid under contract C1, £89,800,000 more than its value of £200,000"),
        ({"period": Period(date(2060, 1, 1), date(2060, 1, 31))},
         "Payments of £500 for 1 January 2060 to 31 January 2060 come after contract C1 ended on"),
        ({"amount": pounds(5, VatBasis.INCLUDING)}, "amounts on different bases cannot be added"),
    ],
)  # fmt: skip
def test_spend_beyond_the_contract_is_reported(fields, words):
    """The finance officer hears of it with the report, not from the auditor."""
    (message,) = messages(**fields)
    assert words in message


def test_two_reports_that_share_days_are_reported():
    """June in a quarter and June alone are the same payments."""
    cycle = story(Scenario(), at=Stage.GO_LIVE)
    first = make(SpendReported, Scenario.of(cycle))
    cycle = cycle.record(first)
    part = Period(first.period.starts_on, date.fromordinal(first.period.ends_on.toordinal() - 1))
    before = evolve(
        first, period=Period(part.starts_on - timedelta(9), part.starts_on - timedelta(1))
    )
    cycle = cycle.record(before)
    (finding,) = cycle.findings(make(SpendReported, Scenario.of(cycle), period=part))
    assert finding.code == "spend-counted-twice"
    assert cycle.contract("C1").spend(first.on).spent == pounds(1_000)


@pytest.mark.parametrize(
    ("first", "last", "shared"),
    [
        (1, 1, []), (3, 3, ["spring"]), (5, 5, ["spring"]), (6, 6, []),
        (4, 5, ["spring", "April"]), (1, 6, ["spring", "April"]),
    ],
)  # fmt: skip
def test_spend_is_counted_twice_where_any_report_shares_its_days(first, last, shared):
    """After a quarter and its first month, each further month was added to the quarter unseen."""
    days = {
        "spring": Period(date(2026, 3, 1), date(2026, 5, 31)),
        "April": Period(date(2026, 4, 1), date(2026, 4, 30)),
    }
    ledger = Ledger()
    ledger.add(SIGNED, During(tuple(Stage)))
    for period in days.values():
        ledger.add(paid(6, 1, period=period), During(tuple(Stage)))
    period = Period(Period.of(date(2026, first, 1), months=1).starts_on, paid(last, 1).on)
    report = paid(6, 1, period=period)
    said = [str(each) for each in spend_is_within_the_contract(Case.of(ledger, report), report)]
    assert said == [
        f"The spend under contract C1 is reported for {period} and, for some of the same days, for "
        f"{listed(str(days[name]) for name in shared)}. Give each period its own payments."
    ] * bool(shared)


def test_spend_under_a_contract_not_on_record_is_left_to_the_check_of_references():
    """One absence is reported once."""
    case = Case.of(Ledger(), paid(1, 1))
    assert list(spend_is_within_the_contract(case, paid(1, 1))) == []
