"""Contracts some of whose days are known only to a span: what is sure is said, the rest is not known."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from commissioning.contracts.history import MOST, ContractHistory, possible, term_in_words
from commissioning.contracts.performance import performance_of
from commissioning.contracts.register import (
    ContractState,
    attention,
    contracts_register,
    placements_are_open,
    state_of,
)
from commissioning.contracts.sums import Lengths
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import ContractNovated, ContractSigned, ContractVaried
from commissioning.records.days import DayWithin
from commissioning.records.ending import ContractEnded, TerminationNotice, Terminator
from commissioning.records.kpis import Frequency, Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.mobilisation import BridgingContract
from commissioning.records.record import Record
from commissioning.records.specification import ServiceSpecification

YEAR_2025 = Window.parse("2025")
KNOWN = ContractSigned(
    on=date(2022, 12, 1), reference="K1", provider="Elm",
    term=Period(date(2023, 4, 1), date(2025, 12, 31)),
)  # fmt: skip
ENDS = evolve(KNOWN, days_within=(DayWithin(field="term.ends_on", within=YEAR_2025),))
STARTS = evolve(
    KNOWN,
    days_within=(
        DayWithin(
            field="term.starts_on", within=Window.span(date(2023, 1, 1), date(2023, 4, 1), "spring")
        ),
    ),
)
SIGNED = evolve(KNOWN, on=date(2022, 12, 31), within=Window.parse("2022"))
ROLLING = ContractSigned(
    on=date(2022, 12, 1), reference="K1", provider="Elm", starts_on=date(2023, 4, 1), rolling=True
)
ROLLS_ON = evolve(KNOWN, rolling=True)
NOTICE = TerminationNotice(
    on=date(2024, 12, 31), within=Window.parse("2024"), contract="K1", given_by=Terminator.PROVIDER,
    ends_on=date(2025, 6, 30), because="clause 9",
)  # fmt: skip
S = ContractState


def course(contract: ContractSigned, *events: Record) -> ContractHistory:
    return ContractHistory(contract=contract, events=events)


@pytest.mark.parametrize(
    ("found", "on", "state", "placed"),
    [
        (course(ENDS), date(2024, 12, 31), S.IN_TERM, True),
        (course(ENDS), date(2025, 1, 1), S.IN_TERM, True),
        (course(ENDS), date(2025, 1, 2), S.NOT_KNOWN, None),
        (course(ENDS), date(2025, 12, 31), S.NOT_KNOWN, None),
        (course(ENDS), date(2026, 1, 1), S.OVERRUN, False),
        (course(STARTS), date(2022, 12, 31), S.SIGNED, False),
        (course(STARTS), date(2023, 2, 1), S.NOT_KNOWN, None),
        (course(STARTS), date(2023, 4, 1), S.IN_TERM, True),
        (course(SIGNED), date(2022, 6, 1), S.NOT_KNOWN, False),
        (course(KNOWN, NOTICE), date(2024, 6, 1), S.NOT_KNOWN, True),
        (course(ROLLING), date(2023, 3, 31), S.SIGNED, False),
        (course(ROLLING), date(2053, 4, 1), S.ROLLING, True),
        (course(ROLLS_ON), date(2025, 12, 31), S.IN_TERM, True),
        (course(ROLLS_ON), date(2026, 1, 1), S.ROLLING, True),
        (course(ROLLING, evolve(NOTICE, within=None)), date(2025, 6, 30), S.UNDER_NOTICE, True),
        (course(ROLLING, evolve(NOTICE, within=None)), date(2025, 7, 1), S.OVERRUN, False),
        (course(ROLLING, ContractEnded(on=date(2026, 1, 1), contract="K1")), date(2026, 1, 1), S.ENDED, True),
    ],
)  # fmt: skip
def test_state_is_said_where_it_is_the_same_on_every_day_of_a_span(
    found: ContractHistory, on: date, state: ContractState, placed: bool | None
):
    """A contract that ended "in 2025" is neither running nor over in June 2025: it is not known."""
    assert (state_of(found, on), placements_are_open(found, on)) == (state, placed)


def test_overrun_that_depends_on_the_day_is_a_warning_about_the_day():
    """Telling a manager that a contract has run out, when it may not have, sends them to the lawyers."""
    assert attention(course(ENDS), date(2024, 6, 1)) == ()
    (unsure,) = attention(course(ENDS), date(2025, 6, 1))
    assert (unsure.code, unsure.blocks) == ("day-not-known", False)
    assert str(unsure) == (
        "The last day of the term of the signed contract K1 (2025) is not known exactly. On some of "
        "those days this would apply: Contract K1 ran to 1 January 2025 and is not recorded as ended. "
        "Find the day in the papers and record it; if they do not give it, this warning stays."
    )
    (sure,) = attention(course(ENDS), date(2026, 6, 1))
    assert sure.code == "contract-overrun"
    both = attention(
        course(ENDS, evolve(NOTICE, ends_on=None, on=date(2024, 3, 31), within=Window.parse("March 2024"))),
        date(2024, 3, 15),
    )  # fmt: skip
    assert [f.code for f in both] == ["day-not-known"]
    assert "the termination notice (March 2024) are not known exactly" in both[0].message


def test_register_leaves_a_day_known_to_a_span_empty_and_gives_the_words(
    ledger: Callable[..., Ledger],
):
    """A published register with a made-up end date is worse than one with the words of the paper."""
    bridge = BridgingContract(
        on=date(2024, 1, 1), reference="B1", provider="Oak", because="Ash closed",
        period=Period(date(2024, 1, 1), date(2025, 12, 31)),
        days_within=(DayWithin(field="period.ends_on", within=YEAR_2025),),
    )  # fmt: skip
    passed = ContractNovated(
        on=date(2024, 12, 31), within=Window.parse("2024"), contract="K1", from_provider="Elm",
        to_provider="Yew", because="a merger",
    )  # fmt: skip
    held = ledger(ENDS, passed, bridge, evolve(KNOWN, reference="K2"))
    rows = contracts_register(held, date(2024, 6, 1)).to_dicts()
    assert [
        (row["Supplier name"], row["Start date"], row["End date"], row["Days not known exactly"])
        for row in rows
    ] == [
        ("Elm or Yew", date(2023, 4, 1), None,
         "last day of the term of signed contract K1: 2025; day of novation: 2024"),
        ("Elm", date(2023, 4, 1), date(2025, 12, 31), None),
        ("Oak", date(2024, 1, 1), None, "last day of the period of bridging contract B1: 2025"),
    ]  # fmt: skip
    plain = contracts_register(ledger(KNOWN, evolve(bridge, days_within=())), date(2024, 6, 1))
    assert "Days not known exactly" not in [column.name for column in plain.columns]
    assert plain.to_dicts()[1]["End date"] == date(2025, 12, 31)


@pytest.mark.parametrize("number", [1, MOST, MOST + 1])
def test_many_spans_are_tried_all_early_and_all_late(number: int):
    """A history known to years alone has dozens of spans; every combination would take for ever."""
    changes = [
        ContractVaried(
            on=date(2024, 12, 31), within=Window.parse("2024"), reference=f"V{n}", contract="K1", what="x"
        )
        for n in range(number)
    ]  # fmt: skip
    found = possible(course(KNOWN, *changes))
    assert len(found) == (2**number if number <= MOST else 2)
    assert {event.on for event in found[-1].events} == {date(2024, 1, 1)}


def test_day_that_a_contract_does_not_allow_is_no_possible_day():
    """A span that begins before the contract does cannot be its end."""
    odd = evolve(
        KNOWN,
        days_within=(
            DayWithin(
                field="term.ends_on", within=Window.span(date(2020, 1, 1), date(2025, 12, 31))
            ),
        ),
    )
    assert possible(course(odd)) == (course(odd),)


def test_returns_due_are_warned_of_where_the_first_day_is_not_known(ledger: Callable[..., Ledger]):
    """Whether three monthly returns are missing, or none, turns on when the service started."""
    kpi = Kpi(
        reference="k1",
        title="visits",
        numerator="visits",
        unit="visits",
        frequency=Frequency.MONTHLY,
    )
    specification = ServiceSpecification(on=date(2022, 1, 1), kpis=(kpi,))
    report = KpiReport(
        on=date(2023, 5, 5), contract="K1", measurements=(Measurement(kpi="k1", value=95),),
        period=Period(date(2023, 4, 1), date(2023, 4, 30)),
    )  # fmt: skip
    sure = performance_of(ledger(specification, KNOWN, report), "K1")
    unsure = performance_of(ledger(specification, STARTS, report), "K1")
    assert list(sure.findings(date(2023, 5, 20))) == []
    assert [f.code for f in unsure.findings(date(2023, 5, 20))] == ["day-not-known"]
    late = performance_of(ledger(specification, ENDS, report), "K1")
    assert list(late.findings(date(2023, 5, 20))) == []


def test_length_with_options_of_a_contract_that_rolls_on_is_not_known():
    """A sum for the whole term cannot be worked out for a contract without an end."""
    assert Lengths.of(ROLLS_ON).whole is None
    assert Lengths.of(ROLLS_ON).term == Lengths.of(KNOWN).term
    assert Lengths.of(ROLLING) == Lengths()


def test_printed_register_says_what_is_not_stated(ledger: Callable[..., Ledger]):
    """An empty cell on paper is read as nothing to pay, or as no end; the words are not."""
    unstated = ContractSigned(on=date(2022, 12, 1), reference="K1", provider="Elm")
    printed = contracts_register(ledger(unstated), date(2024, 6, 1))
    text, page = printed.to_text(), printed.to_html()
    for words in (
        "Sum to be paid: not stated",
        "Start date: not stated",
        "End date: no day stated",
    ):
        assert words in text
    assert page.count(">not stated<") == 13  # all but the reference, the supplier and the end
    assert "not stated" not in printed.to_csv()
    bridge = BridgingContract(on=date(2024, 1, 1), reference="B1", because="Ash closed")
    (row,) = contracts_register(ledger(bridge), date(2024, 6, 1)).to_dicts()
    assert (row["Supplier name"], row["Start date"]) == (None, None)


TERMED = evolve(KNOWN, term=Period(date(2023, 4, 1), date(2026, 3, 31)))
ENDS_EARLY = evolve(
    TERMED,
    days_within=(
        DayWithin(
            field="term.ends_on",
            within=Window.span(date(2026, 1, 1), date(2026, 3, 31), "early in 2026"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        (TERMED, "1 April 2023 to 31 March 2026"),
        (ENDS_EARLY, "1 April 2023 to 31 March 2026 (last day of the term: early in 2026)"),
        (evolve(TERMED, rolling=True), "1 April 2023 to 31 March 2026, then until somebody ends it"),
        (
            ContractSigned(
                on=date(2023, 3, 1), reference="K1", provider="Elm", starts_on=date(2023, 4, 1),
                rolling=True,
            ),
            "from 1 April 2023, then until somebody ends it",
        ),
        (ContractSigned(on=date(2023, 3, 1), reference="K1", provider="Elm"), "term not stated"),
    ],
)  # fmt: skip
def test_term_is_shown_as_far_as_it_is_known(contract: ContractSigned, words: str):
    """A reader sees that a day is not known, and does not take the last of a span for it."""
    assert term_in_words(contract) == words
