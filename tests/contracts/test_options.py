"""Options on a day, contracts that run on, and what goes on after the end."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.contracts.history import ContractHistory
from commissioning.contracts.money import runs_after_end, spend_of
from commissioning.contracts.options import OptionState, options_of
from commissioning.contracts.register import attention
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.gates.case import Case
from commissioning.gates.contract_course import (
    lapsed_option_was_open,
    variation_takes_up_an_open_option,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import (
    ContractExtended,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    ExtensionOption,
    OtherOption,
)
from commissioning.records.ending import ContractEnded, TerminationNotice, Terminator
from commissioning.records.history import BroughtForward
from commissioning.records.kpis import Measurement
from commissioning.records.live import KpiReport, SpendReported
from commissioning.stages import During, Stage
from commissioning.values.money import pounds

TERM = Period.of(date(2023, 4, 1), years=3)
NIGHTS = OtherOption(
    reference="nights", what="visits at night", value=pounds(50_000), open_until=date(2025, 3, 31)
)
C1 = ContractSigned(
    on=date(2022, 12, 1), reference="C1", provider="alder", recommendations=("R1",), term=TERM,
    extension_options=(
        ExtensionOption(years=2, notice_months=3), ExtensionOption(years=1, notice_months=6),
    ),
    other_options=(NIGHTS, OtherOption(reference="day", what="day centre places")),
    value=pounds(1_000_000),
)  # fmt: skip
UP = ContractVaried(
    on=date(2024, 6, 1), reference="V1", contract="C1", what="visits at night", takes_up="nights",
    value_change=pounds(50_000),
)  # fmt: skip
ROLLING = evolve(
    C1, extension_options=(), other_options=(), rolling=True,
    rolls_by=ExtensionOption(years=1, notice_months=3),
)  # fmt: skip
TODAY = date(2024, 7, 1)


def options(*events, on=TODAY, signed=C1):
    found = ContractHistory(contract=signed, events=events)
    return {each.name: (each.last_day, each.state) for each in options_of(found, on)}


def test_each_open_option_has_its_last_day_for_notice():
    """That of the second option counts on the first being taken up."""
    assert options() == {
        "1": (date(2025, 12, 31), OptionState.OPEN),
        "2": (date(2027, 9, 30), OptionState.OPEN),
        "nights": (date(2025, 3, 31), OptionState.OPEN),
        "day": (date(2026, 3, 31), OptionState.OPEN),
    }


def test_option_taken_up_moves_the_day_of_the_next():
    """Two years are added, so the notice for the third is due two years later."""
    taken = ContractExtended(
        on=date(2025, 12, 1), contract="C1", option=1, period=Period.of(date(2026, 4, 1), years=2)
    )
    found = options(taken, on=date(2026, 1, 1))
    assert found["1"] == (None, OptionState.TAKEN_UP)
    assert found["2"] == (date(2027, 9, 30), OptionState.OPEN)


def test_option_let_slip_takes_those_after_it_with_it():
    """The second year follows the first, which nobody took up in time; a shorter term brings that forward."""
    slipped = options(on=date(2026, 1, 15))
    assert slipped["1"] == (date(2025, 12, 31), OptionState.NEVER_TAKEN)
    assert slipped["2"] == (None, OptionState.NEVER_TAKEN)
    cut = ContractVaried(
        on=date(2025, 1, 1),
        reference="V9",
        contract="C1",
        what="shorter",
        new_end=date(2025, 6, 30),
    )
    assert options(cut, on=date(2025, 1, 2))["1"] == (date(2025, 3, 30), OptionState.OPEN)


def test_option_let_slip_takes_those_after_one_let_go_with_it():
    """The third follows the first in any case; shown as open, it would be taken up without a right to it."""
    three = evolve(C1, extension_options=(*C1.extension_options, ExtensionOption(years=1)))
    lapsed = ExtensionLapsed(on=date(2024, 6, 1), contract="C1", option=2, because="poor ratings")
    found = options(lapsed, on=date(2026, 1, 15), signed=three)
    assert [found[name][1] for name in ("1", "2", "3")] == [
        OptionState.NEVER_TAKEN,
        OptionState.LAPSED,
        OptionState.NEVER_TAKEN,
    ]


def test_option_let_go_leaves_the_term_to_the_next():
    """The second option then follows the term as signed."""
    lapsed = ExtensionLapsed(on=date(2024, 6, 1), contract="C1", option=1, because="poor ratings")
    assert options(lapsed)["1"] == (None, OptionState.LAPSED)
    assert options(lapsed)["2"] == (date(2025, 9, 30), OptionState.OPEN)


def test_options_other_than_time_are_taken_up_by_a_change_or_let_go():
    """A change that takes one up names it."""
    assert options(UP)["nights"] == (None, OptionState.TAKEN_UP)
    lapse = ExtensionLapsed(on=date(2024, 6, 1), contract="C1", other="day", because="no need")
    assert options(lapse)["day"] == (None, OptionState.LAPSED)


def test_option_taken_up_does_not_count_towards_the_cap_on_changes():
    """It was agreed at the signature, as an extension was."""
    found = ContractHistory(contract=evolve(C1, variation_cap=1), events=(UP,))
    assert found.value_on(TODAY) == pounds(1_050_000)
    assert found.value_lines(TODAY)[-1].varied_so_far == pounds(0)
    plain = ContractHistory(contract=C1, events=(evolve(UP, takes_up=""),))
    assert plain.value_lines(TODAY)[-1].varied_so_far == pounds(50_000)


def test_options_never_decided_are_named_with_their_last_day():
    """An option that was let slip cost the council its price; nobody else will say so."""
    day = date(2026, 1, 15)
    assert [name for name, (_, state) in options(on=day).items() if state is OptionState.NEVER_TAKEN] == [
        "1", "2", "nights",
    ]  # fmt: skip
    found = attention(ContractHistory(contract=C1), day)
    assert [str(each) for each in found if each.code == "option-not-decided"] == [
        "The last day to take up option 1 of contract C1 (2 years) was 31 December 2025, and no decision is "
        "recorded. Record that it was taken up in time, or that it lapsed and why.",
        "The last day to take up option nights of contract C1 (visits at night) was 31 March 2025, and no "
        "decision is recorded. Record that it was taken up in time, or that it lapsed and why.",
    ]


def test_options_of_a_contract_that_ended_were_never_taken_up():
    """They can no longer be, from the day of the notice: a contract given notice is not extended."""
    ended = ContractEnded(on=date(2026, 3, 31), contract="C1")
    notice = TerminationNotice(
        on=TODAY,
        contract="C1",
        given_by=Terminator.BOTH,
        ends_on=date(2025, 1, 1),
        because="agreed",
    )
    for event, on in ((ended, date(2026, 4, 1)), (notice, date(2026, 4, 1)), (notice, TODAY)):
        states = {state for _, state in options(event, on=on).values()}
        assert states == {OptionState.NEVER_TAKEN}
    assert not attention(ContractHistory(contract=C1, events=(ended,)), date(2026, 4, 1))


def test_extension_of_a_contract_without_a_term_has_no_last_day():
    """A register may not state the term."""
    bare = evolve(C1, term=None, other_options=())
    assert options(signed=bare)["1"] == (None, OptionState.OPEN)


def test_options_show_themselves():
    """The officer reads them as a table, or a line each."""
    made = Cycle("Care").record(
        BroughtForward(on=TODAY, stage=Stage.GO_LIVE, because="CONSTRUCTED", carries=(C1,))
    )
    found = made.contract("C1").options(TODAY)
    assert found.table().to_dicts()[2] == {
        "option": "nights", "what": "visits at night", "value": "£50,000",
        "last day": date(2025, 3, 31), "state": "open",
    }  # fmt: skip
    assert str(found).splitlines()[0] == "option 1 (2 years): open, until 31 December 2025"


def texts(check, record, *before):
    held = Ledger()
    for each in (C1, *before):
        held.add(each, During(tuple(Stage)))
    case = Case(held, record.on, ("whole",), type(record), record)
    return [(finding.code, str(finding)) for finding in check(case, record)]


def test_only_an_open_option_is_taken_up():
    """A change that names an option rests on what the contract allows."""
    check = variation_takes_up_an_open_option
    assert texts(check, UP) == []
    assert texts(check, evolve(UP, takes_up="")) == []
    assert texts(check, evolve(UP, takes_up="night")) == [
        ("extension-not-open",
         "Option night of contract C1 is not open: the contract has no such option. Name an option that is "
         'open; did you mean "nights"?'),
    ]  # fmt: skip
    assert texts(check, evolve(UP, reference="V2"), UP) == [
        ("extension-not-open",
         "Option nights of contract C1 is not open: the contract variation of 1 June 2024 decided it. Name "
         "an option that is open."),
    ]  # fmt: skip
    assert texts(check, evolve(UP, on=date(2025, 4, 1))) == [
        ("extension-late",
         "You cannot take up option nights of contract C1 on 1 April 2025: it was open until 31 March 2025. "
         "Vary the contract on another ground, without naming the option."),
    ]  # fmt: skip


def test_only_an_open_option_is_let_go():
    """What was taken up cannot lapse."""
    lapse = ExtensionLapsed(on=TODAY, contract="C1", other="nights")
    assert texts(lapsed_option_was_open, lapse) == []
    assert [code for code, _ in texts(lapsed_option_was_open, lapse, UP)] == ["extension-not-open"]


def test_lapse_names_one_option():
    """A number is of an extension, a reference of another option."""
    with pytest.raises(RecordError, match="not both"):
        ExtensionLapsed(on=TODAY, contract="C1", option=1, other="nights")
    with pytest.raises(RecordError, match="from 1"):
        ExtensionLapsed(on=TODAY, contract="C1")


def test_contract_in_steps_needs_a_term_to_run_on_from():
    """Twelve months after what?"""
    with pytest.raises(RecordError, match="it is for a contract that runs on after a term"):
        evolve(ROLLING, rolling=False)


@pytest.mark.parametrize(
    ("on", "stop", "adds"),
    [
        (date(2025, 6, 1), date(2025, 12, 31), "1 April 2026 to 31 March 2027"),
        (date(2025, 12, 31), date(2025, 12, 31), "1 April 2026 to 31 March 2027"),
        (date(2026, 1, 1), date(2026, 12, 31), "1 April 2027 to 31 March 2028"),
        (date(2030, 1, 1), date(2030, 12, 31), "1 April 2031 to 31 March 2032"),
    ],
)
def test_rolling_contract_has_a_next_last_day_to_stop_it(on, stop, adds):
    """Missed by a day, it costs another year."""
    day, step = ContractHistory(contract=ROLLING).next_stop(on)
    assert (day, str(step)) == (stop, adds)
    assert ContractHistory(contract=C1).next_stop(on) is None


def agenda(signed, on=TODAY):
    cycle = Cycle("Care").record(
        BroughtForward(on=TODAY, stage=Stage.GO_LIVE, because="CONSTRUCTED", carries=(signed,))
    )
    made = cycle.agenda(on)
    return {item.what: item.day for item in made}, {finding.code for finding in made.findings}


def test_agenda_has_the_day_to_stop_a_rolling_contract_and_no_complaint():
    """It has no last day, which is no gap in the papers."""
    items, codes = agenda(ROLLING)
    assert items[
        "Last day to give notice, so that contract C1 does not run on from 1 April 2026 to 31 March 2027"
    ] == date(2025, 12, 31)
    assert "not-stated" not in codes
    items, _ = agenda(evolve(ROLLING, rolls_by=None))
    assert (
        items["The term of contract C1 ends and it runs on; decide whether it should"]
        == TERM.ends_on
    )
    items, codes = agenda(evolve(ROLLING, rolls_by=None, term=None, starts_on=date(2023, 4, 1)))
    assert not [what for what in items if "runs on" in what]
    assert "not-stated" not in codes


def test_agenda_has_the_last_day_of_an_option_other_than_time():
    """One without a day of its own is open as long as the contract."""
    items, _ = agenda(C1)
    assert (
        items["Last day to take up option nights of contract C1: visits at night"]
        == NIGHTS.open_until
    )
    assert not [what for what in items if "option day" in what]


def test_option_taken_up_for_more_than_was_agreed_is_a_step_up():
    """£60,000 for an option of £50,000 was approved by no decision."""
    cycle = Cycle("Care").record(
        BroughtForward(
            on=date(2024, 1, 1), stage=Stage.GO_LIVE, because="CONSTRUCTED", carries=(C1,)
        )
    )
    dear = evolve(UP, value_change=pounds(60_000))
    found = {f.code: f.message for f in cycle.blockers(dear, dear.on)}
    assert found["change-beyond-approved"] == (
        "The change under option nights of contract C1 is for £60,000, above the £50,000 agreed for it "
        "at the signature"
    )
    assert "change-beyond-approved" not in {f.code for f in cycle.blockers(UP, UP.on)}


def paid(first, last, amount):
    return SpendReported(on=last, contract="C1", period=Period(first, last), amount=pounds(amount))


def test_spend_after_the_end_is_added_up_and_shows_that_the_contract_runs():
    """£30,000 paid in April and May, for a contract that ended in March."""
    found = ContractHistory(contract=C1)
    reports = [
        paid(date(2026, 3, 1), date(2026, 3, 31), 9_000),
        paid(date(2026, 4, 1), date(2026, 4, 30), 10_000),
        paid(date(2026, 5, 1), date(2026, 5, 31), 20_000),
    ]
    today = date(2026, 6, 1)
    spend = spend_of(found, reports, today)
    assert spend.spent_after_end == pounds(30_000)
    april = Period(date(2026, 4, 1), date(2026, 4, 30))
    figure = Measurement(kpi="k", value=1)
    late = KpiReport(on=date(2026, 5, 9), contract="C1", period=april, measurements=(figure,))
    (warning,) = runs_after_end(spend, [late], today)
    assert str(warning) == (
        "Contract C1 ended on 31 March 2026 and still runs: £30,000 was paid for periods after it and 1 "
        "return came for periods after it. Record the extension that was agreed in time, or sign a contract "
        "for what goes on."
    )
    assert list(runs_after_end(spend_of(found, [], today), [], today)) == []
    assert (
        list(runs_after_end(spend_of(found, reports[:1], TERM.ends_on), [late], TERM.ends_on)) == []
    )


def test_payment_across_the_end_is_not_divided():
    """How much of a quarter's payment is for the days after the end is not in the figures."""
    across = paid(date(2026, 2, 1), date(2026, 4, 30), 9_000)
    spend = spend_of(ContractHistory(contract=C1), [across], date(2026, 6, 1))
    assert spend.spent_after_end is None
