"""The table of finding codes: what `commissioning explain` prints."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from commissioning.findings.catalogue import BY_CODE, FINDING_CODES
from commissioning.findings.finding import FindingCode
from commissioning.process import STEPS

rows = pytest.mark.parametrize("row", FINDING_CODES, ids=lambda row: row.code)


def test_every_code_has_one_row():
    """Two meanings for one code would make waivers and explanations ambiguous."""
    assert [c for c, times in Counter(row.code for row in FINDING_CODES).items() if times > 1] == []


@rows
def test_code_is_made_of_small_words(row: FindingCode):
    """Codes are typed at a prompt and kept in files; they never change their spelling."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.code)


@rows
def test_meaning_is_a_sentence(row: FindingCode):
    """It is read by an officer who has just been refused."""
    assert row.meaning[0].isupper()
    assert row.meaning.endswith(".")


@rows
def test_example_is_a_clause_like_the_messages(row: FindingCode):
    """The example stands for the message, which continues a sentence and has no full stop."""
    assert row.example
    assert not row.example.endswith(".")


def test_code_is_written_once_and_used_as_an_object():
    """A code repeated as text is missed when it is renamed; only the broken cycles are rows of codes."""
    source = Path(__file__).parents[2] / "src" / "commissioning"
    codes = BY_CODE.keys() - {step.tag for step in STEPS}
    repeated = [
        f"{path.relative_to(source)}:{node.lineno} {node.value}"
        for path in source.rglob("*.py")
        if not {"codes", "testing"} & {*path.relative_to(source).parts}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in codes
    ]
    assert repeated == []


def test_order_is_never_waivable():
    """Nobody may sign away that tenders come before awards."""
    assert [row.code for row in FINDING_CODES if row.code == "stage-order" and row.waivable] == []
