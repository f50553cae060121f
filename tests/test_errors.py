"""The errors: what they say, what they carry, and that they travel."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning import errors
from commissioning.errors import (
    MONTHS,
    CommissioningError,
    FormatError,
    NoRuleError,
    NotStatedError,
    RecordError,
    VatDecidesError,
    written,
)
from commissioning.findings.citation import Citation
from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.findings.finding import Finding

DAY = date(2015, 9, 14)
STANDSTILL = Finding(
    code="standstill-running",
    message="the standstill runs to 24 September 2015",
    source=Citation("Public Contracts Regulations 2015", "regulation 87"),
    remedy="sign on or after 25 September 2015",
)
UNAPPROVED = Finding(code="not-approved", message="nobody has approved the award")

EVERY = [
    (
        RecordError("shortlist", ("lots: an empty list of lots",)),
        {"what": "shortlist", "problems": ("lots: an empty list of lots",)},
        "shortlist: lots: an empty list of lots",
    ),
    (
        RecordError("panel", ("members: nobody sits on it", "reference: a panel has one")),
        {"problems": ("members: nobody sits on it", "reference: a panel has one")},
        "panel has 2 problems:\n  - members: nobody sits on it\n  - reference: a panel has one",
    ),
    (
        BlockedError("contract signed", DAY, (STANDSTILL, UNAPPROVED)),
        {"attempted": "contract signed", "on": DAY, "findings": (STANDSTILL, UNAPPROVED)},
        (
            "You cannot record contract signed on 14 September 2015:\n"
            "  - The standstill runs to 24 September 2015 (Public Contracts Regulations 2015, "
            "regulation 87). Sign on or after 25 September 2015.\n"
            "  - Nobody has approved the award."
        ),
    ),
    (
        StageOrderError("go-live", DAY, (UNAPPROVED,), "award", ("mobilisation",)),
        {"attempted": "go-live", "stage": "award", "comes_first": ("mobilisation",)},
        "You cannot record go-live on 14 September 2015:\n  - Nobody has approved the award.",
    ),
    (
        NoRuleError("Public Contracts Regulations 2015", "standstill", DAY, "no row covers it"),
        {"parameter": "standstill", "on": DAY, "why": "no row covers it"},
        "Public Contracts Regulations 2015 has no rule for standstill on 14 September 2015: "
        "no row covers it",
    ),
    (
        VatDecidesError("Procurement Act 2023", "threshold", DAY, "VAT decides", "State it"),
        {"why": "VAT decides", "remedy": "State it"},
        "VAT decides. State it.",
    ),
    (
        NotStatedError("signed contract of 14 September 2015", "term", "its term"),
        {"what": "signed contract of 14 September 2015", "field": "term", "words": "its term"},
        "The signed contract of 14 September 2015 does not state its term",
    ),
    (
        FormatError("cycle.json", ("$.records[3].on: 31 April is not a day",)),
        {"what": "cycle.json", "problems": ("$.records[3].on: 31 April is not a day",)},
        "cycle.json: $.records[3].on: 31 April is not a day",
    ),
    (
        FormatError("cycle.json", ("$.title: missing", "$.format: missing")),
        {"problems": ("$.title: missing", "$.format: missing")},
        "cycle.json has 2 problems:\n  - $.title: missing\n  - $.format: missing",
    ),
]
every = pytest.mark.parametrize(("error", "parts", "message"), EVERY)


@every
def test_error_says_everything_at_once(error, parts, message):
    """The message is the product: it is what an officer reads when the answer is no."""
    assert str(error) == message


@every
def test_error_carries_its_parts(error, parts, message):
    """A program shows the findings in its own way; it must not have to read the message."""
    assert {name: getattr(error, name) for name in parts} == parts


@every
@pytest.mark.parametrize("through", [copy.copy, lambda e: pickle.loads(pickle.dumps(e))])
def test_error_survives_being_sent_elsewhere(error, parts, message, through):
    """Worker processes and test runners hand errors on by pickling them."""
    arrived = through(error)
    assert type(arrived) is type(error)
    assert str(arrived) == message
    assert vars(arrived) == vars(error)


def test_every_error_has_its_case_here():
    """A new error that was never pickled would break in a worker process first."""
    defined = {
        value
        for name, value in vars(errors).items()
        if not name.startswith("_")
        and isinstance(value, type)
        and value.__module__ == errors.__name__
    }
    assert defined - {type(error) for error, _, _ in EVERY} == {CommissioningError}


@pytest.mark.parametrize(
    ("kind", "also"),
    [
        (RecordError, ValueError),
        (FormatError, ValueError),
        (NoRuleError, LookupError),
        (NotStatedError, LookupError),
        (StageOrderError, BlockedError),
    ],
)
def test_error_can_be_caught_as_what_python_programmers_expect(kind, also):
    """Code that guards against a bad value catches ours as well, without knowing of it."""
    assert issubclass(kind, also)
    assert issubclass(kind, CommissioningError)


def test_tree_in_the_docstring_is_the_tree():
    """The drawing is what a reader learns the errors from."""
    names = {type(error).__name__ for error, _, _ in EVERY} | {"CommissioningError"}
    assert all(name in (errors.__doc__ or "") for name in names)


@given(st.dates())
def test_day_is_written_in_full(day):
    """14/09/15 has been read as three different days; a month in letters has not."""
    number, month, year = written(day).split()
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day
