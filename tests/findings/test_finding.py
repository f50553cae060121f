"""Findings: what is in the way, why, and what to do."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Finding, Severity

STANDSTILL = Finding(
    code="standstill-running",
    message="the standstill runs to 24 September 2015; this is 14 September 2015",
    source=Citation("Public Contracts Regulations 2015", "regulation 87"),
    remedy="sign on or after 25 September 2015",
    earliest=date(2015, 9, 25),
    about="lot-1",
)


def test_finding_says_what_why_and_what_to_do():
    """The three questions an officer asks of a refusal, answered in one line."""
    assert str(STANDSTILL) == (
        "The standstill runs to 24 September 2015; this is 14 September 2015 (Public Contracts "
        "Regulations 2015, regulation 87). Sign on or after 25 September 2015."
    )


def test_finding_without_source_or_remedy_is_its_message():
    """Not every finding has a law behind it."""
    assert str(Finding(code="x", message="No contract is signed.")) == "No contract is signed."


def test_address_of_a_finding_is_the_entry_of_its_code():
    """The page says what the code means and who finds it."""
    assert all(code("x").url == f"tables/finding-codes/#{code.code}" for code in FINDING_CODES)


@pytest.mark.parametrize(("severity", "blocks"), [(Severity.BLOCKS, True), (Severity.WARNS, False)])
def test_only_a_blocking_finding_blocks(severity, blocks):
    """A warning goes with the record; a block keeps it out."""
    assert Finding(code="x", message="m", severity=severity).blocks is blocks


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"code": "", "message": "m"}, "code: is empty; give its code"),
        ({"code": "c", "message": ""}, "message: is empty; say what is wrong"),
    ],
)
def test_finding_has_a_code_and_a_message(parts, problem):
    """A program reads the code, a person the message; either alone serves only one of them."""
    with pytest.raises(RecordError) as refusal:
        Finding(**parts)
    assert str(refusal.value) == f"finding: {problem}"


@pytest.mark.parametrize(("about", "single"), [(("N1",), "N1"), (("N1", "N2"), None), ((), None)])
def test_finding_about_several_things_is_about_none_of_them(about, single):
    """A waiver or filter for lot N1 must not catch what is said of N1 and N2 together."""
    assert FINDING_CODES[0]("Two lots are astray", about=about).about == single
