"""The catalogue's entries: what one says of itself, and what makes one unusable."""

import pytest

from commissioning.dates.day_counts import DaysBeginningWith, MonthsAfter
from commissioning.law.notices import NamedRecord, Notice, When, is_direct
from commissioning.records.contract import ContractSigned
from commissioning.stages import Route

SIGNED = (NamedRecord(ContractSigned),)
TRIGGER = "the contract is entered into"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": When.BEFORE}, "before the contract is entered into"),
        ({}, "as soon as reasonably practicable after the contract is entered into"),
        (
            {"deadline": DaysBeginningWith(30)},
            "30 calendar days, counting the day itself as the first, after the contract is "
            "entered into",
        ),
        ({"every": MonthsAfter(12)}, "at least every 1 year after the contract is entered into"),
    ],
    ids=("before", "soon", "days", "yearly"),
)
def test_entry_says_when_in_words(fields, words):
    """The table of notices is read by people who publish them."""
    notice = Notice(code="UK7", title="Details", trigger=TRIGGER, events=SIGNED, **fields)
    assert str(notice) == f"UK7, Details: must, {words}"


def test_most_suitable_provider_is_no_direct_award_though_nobody_is_invited():
    """Providers are assessed, so its notices are those of a choice and not of an award without one."""
    assert not is_direct(Route.most_suitable_provider())
    assert is_direct(Route.direct_award())
