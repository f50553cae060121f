"""The table of finding codes: what `commissioning explain` prints."""

import re
from collections import Counter

import pytest

from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.finding import FindingCode

rows = pytest.mark.parametrize("row", FINDING_CODES, ids=lambda row: row.code)


def test_every_code_has_one_row():
    """Two meanings for one code would make waivers and explanations ambiguous."""
    assert [c for c, times in Counter(row.code for row in FINDING_CODES).items() if times > 1] == []


@rows
def test_a_code_is_made_of_small_words(row: FindingCode):
    """Codes are typed at a prompt and kept in files; they never change their spelling."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.code)


@rows
def test_a_meaning_is_a_sentence(row: FindingCode):
    """It is read by an officer who has just been refused."""
    assert row.meaning[0].isupper()
    assert row.meaning.endswith(".")


@rows
def test_an_example_is_a_clause_like_the_messages(row: FindingCode):
    """The example stands for the message, which continues a sentence and has no full stop."""
    assert row.example
    assert not row.example.endswith(".")


def test_order_is_never_waivable():
    """Nobody may sign away that tenders come before awards."""
    assert [row.code for row in FINDING_CODES if row.code == "stage-order" and row.waivable] == []
