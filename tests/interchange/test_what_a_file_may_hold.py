"""No number and no day in a file stops the program: it is answered, or refused in one error with its path."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.display.overview import cycle_text
from commissioning.errors import CommissioningError, FormatError
from commissioning.interchange import from_dict, loads, to_dict
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, story

STORY: Any = to_dict(story(Scenario(route=Route.restricted()), at=Stage.ENDED))
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
DAY, NUMBER = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"-?\d+(\.\d+)?")
EXTREME_DAYS = ("9999-12-31", "9998-12-31", "0001-01-01")
EXTREME_NUMBERS = ("9" * 100, "1E99", "-1E99", "1E-99", "0E-99", f"1.{'1' * 98}", "-0", "1E9999")
EXTREME_COUNTS = (10**599, -(10**599), 10**9, 0, -1)

Place = tuple[str | int, ...]


def places(value: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every day and number of a file, with its place."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inside:
        if isinstance(item, dict | list):
            yield from places(item, (*at, key))
        elif extremes(item):
            yield (*at, key), item


def extremes(value: object) -> tuple[object, ...]:
    """The extreme values of the same kind."""
    if type(value) is int:
        return EXTREME_COUNTS
    if isinstance(value, str) and DAY.fullmatch(value):
        return EXTREME_DAYS
    return EXTREME_NUMBERS if isinstance(value, str) and NUMBER.fullmatch(value) else ()


def with_item(place: Place, item: object) -> Any:
    """The story's file with one item replaced."""
    changed = copy.deepcopy(STORY)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = item
    return changed


def asked(cycle: Cycle, day: date) -> None:
    """The questions that an officer asks of any cycle, on a day."""
    cycle.next_steps(day)
    cycle.standing()
    cycle_text(cycle, day)
    for contract in cycle.every(ContractSigned):
        str(cycle.contract(contract.reference))
        str(cycle.mobilisation(contract.reference))
    try:
        cycle.obligations(day)
        str(cycle.evaluation())
        str(cycle.register(day))
    except (CommissioningError, LookupError):  # an answer: it says what is missing
        pass


def said_of(data: Any, day: date) -> tuple[str, ...]:
    """The problems of a file; none where it is read and answers every question."""
    try:
        cycle = from_dict(data, audit=True).cycle
    except FormatError as refused:
        return refused.problems
    asked(cycle, day)
    return ()


@given(st.sampled_from(list(places(STORY))), st.data(), st.sampled_from([FIRST, LAST]))
@settings(max_examples=25, deadline=None)
def test_extreme_number_or_day_anywhere_is_answered_or_refused(place, data, day) -> None:
    """A register of ten thousand cycles must not stop at the one with a slip of the keyboard."""
    at, item = place
    changed = with_item(at, data.draw(st.sampled_from(extremes(item))))
    problems = said_of(changed, day)
    assert all(problem.startswith("$.records[") for problem in problems)
    assert "decimal." not in str(problems)


def test_sum_that_grows_too_long_names_the_record_that_makes_it() -> None:
    """The price of a tender may be written; the contract that carries it for two years overflows."""
    changed = with_item(("records", 15, "prices", 0, "price", "amount"), "9" * 100)
    (problem,) = said_of(changed, FIRST)
    assert problem.startswith("$.records[36]: money: amount: 2.0")


HUGE = "1e99999999999999999999"


@pytest.mark.parametrize(
    ("key", "written", "problem"),
    [
        ("format", f'"commissioning/1", "x": {HUGE}', "x: a document has no such field; take it out"),
        ("title", HUGE, f"title: {HUGE} is not text; write it in quotes"),
        (
            "weight",
            HUGE,
            f'weight: {HUGE} is not an exact number; write it as text, such as "10.50"',
        ),
        (
            "highest",
            '"1E8"',
            "scale: scale: step: steps of 1 from 0 to 100000000 make more than 10,001 marks; take "
            "longer steps",
        ),
        (
            "ends_on",
            '"9999-12-31"',
            "period: it ends on 31 December 9999; the last day that a span may have is "
            "31 December 9998",
        ),
        (
            "years",
            "9000",
            "extension_options: with every option taken up the contract ends after "
            "31 December 9998, the last day that a span may have; correct the years",
        ),
        (
            "years",
            "1" * 5_000,
            f"years: {'1' * 57}... is not a whole number; write up to 600 digits, without quotes",
        ),
        ("amount", '"1E9999"', 'amount: "1E9999" is too long to reckon with; write at most 100 digits'),
    ],
    ids=["unknown", "title", "weight", "scale", "term", "option", "digits", "money"],
)  # fmt: skip
def test_impossible_number_or_day_is_refused_with_its_path(
    key: str, written: str, problem: str
) -> None:
    """A traceback of Python's tells an officer neither the place nor the remedy."""
    text = json.dumps(STORY, indent=1)
    changed = re.sub(rf'"{key}": ("[^"]*"|[^,\n]*)', f'"{key}": {written}', text, count=1)
    with pytest.raises(FormatError) as refused:
        loads(changed)
    assert any(
        found.startswith("$.") and found.endswith(problem) for found in refused.value.problems
    )


def test_letters_of_the_last_day_of_the_calendar_are_answered() -> None:
    """The day after 31 December 9999 does not exist, and every standstill ends on a day before another."""
    cycle = story(Scenario(route=Route.open()), after=AwardRecommendation)
    reference = cycle.expect(AwardRecommendation).reference
    letters = IntentionToAward(on=LAST, recommendation=reference, told=("alder", "birch"))
    audited = Cycle.audit("x", (*cycle.records, letters)).cycle
    assert audited.next_steps(LAST)


def test_number_of_thousands_of_digits_is_refused_with_its_path() -> None:
    """Python writes out no number of 5,000 digits, and said so in words of its own."""
    given = {"format": "commissioning/1", "title": 10**5000, "buyers": [], "records": []}
    with pytest.raises(
        FormatError, match=r"\$\.title: 10{56}\.\.\. is not text; write it in quotes"
    ):
        from_dict(given)
