"""The house grows by as many files as `DESIGN.md` counts, and everything else follows by itself.

A copy of the source gets a kind of record, a condition of practice and a price formula, each in the
files that the design promises and in no other. Then the copy has to draw, save, load and explain them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

RECORD = {
    "records/quality.py": [
        (
            r"\Z",
            '''

@frozen(kw_only=True)
class MysteryCall(Record):
    """A call to the provider, to hear how a new client is received."""

    contract: str = field(metadata=CONTRACT)
    answered_within: int
    """Seconds until somebody answered."""
''',
        )
    ],
    "process.py": [
        (
            r"(?<=from __future__ import annotations\n)",
            "from commissioning.records.quality import MysteryCall\n",
        ),
        (
            r"(?<=STEPS: Final = \(\n)",
            '    Step("mystery-call", MysteryCall, during(S.GO_LIVE), (ContractSigned,)),\n',
        ),
    ],
    "__init__.pyi": [
        (r"\Z", "from commissioning.records.quality import MysteryCall as MysteryCall\n")
    ],
    "interchange/ocds/mapping.py": [
        (
            r"(?<=ROWS: Final = \(\n)",
            '    OcdsRow("mystery-call", HOME, "because nobody publishes it"),\n',
        )
    ],
}
"""A kind of record: its module, its row, its line of the front door, and its row of OCDS."""

CONDITION = {
    "findings/codes/contracts.py": [
        (
            r"\Z",
            """
SLOW_TO_ANSWER: Final = FindingCode(
    "slow-to-answer",
    "A caller waited longer than the contract allows.",
    waivable=True,
    example="The call was answered after 90 seconds; the maximum is 60 seconds",
)
""",
        )
    ],
    "gates/mobilisation.py": [
        (
            r"\Z",
            '''

from commissioning.findings.codes.contracts import SLOW_TO_ANSWER
from commissioning.gates.case import check
from commissioning.records.quality import MysteryCall


@check(MysteryCall, SLOW_TO_ANSWER)
def calls_are_answered_soon(case: Case, call: MysteryCall) -> Iterator[Finding]:
    """A mystery call is answered within a minute."""
    if call.answered_within > 60:
        yield SLOW_TO_ANSWER(
            f"The call was answered after {call.answered_within} seconds; the maximum is 60 seconds",
            remedy="Ask the provider why nobody answered sooner",
        )
''',
        )
    ],
    "process.py": [
        (
            r"(?<=from __future__ import annotations\n)",
            "from commissioning.gates.mobilisation import calls_are_answered_soon\n",
        ),
        (
            r'(?<=Step\("mystery-call", MysteryCall, during\(S.GO_LIVE\), \(ContractSigned,\))',
            ", checks=(calls_are_answered_soon,)",
        ),
    ],
    "testing/broken/recording.py": [
        (
            r"(?<=from __future__ import annotations\n)",
            "from commissioning.records.quality import MysteryCall\n",
        ),
        (
            r"(?<=ROWS: Final = \(\n)",
            '    Mutation("slow-to-answer", "A caller waits for a minute and a half",\n'
            "        a(MysteryCall, answered_within=90), after=live.GoLive),\n",
        ),
    ],
}
"""A condition of practice: its check, its name in the table, its code and its broken cycle."""

FORMULA = {
    "records/pricing.py": [
        (
            r"(?=PRICE_FORMULAS: Final = \()",
            '''@frozen(kw_only=True)
class HalfAtDouble(PriceFormula):
    """share = 1 - (price - lowest) / (2 x lowest). Half the points at twice the lowest price."""

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        lowest = min(field_)
        return max(1 - (price - lowest) / (2 * lowest), Fraction(0))


''',
        ),
        (r"(?<=PRICE_FORMULAS: Final = \(\n)", "    HalfAtDouble,\n"),
    ],
}
"""A price formula: its class and its line in the tuple of its own module."""

ADDITIONS = {"record": RECORD, "condition": CONDITION, "formula": FORMULA}

LOOK = """
import contextlib, io, json, runpy, sys
from attrs import evolve
from hypothesis import Phase, find, settings
import commissioning
from commissioning import ContractSigned, Cycle, InvitationToTender, MysteryCall
from commissioning.cli import main
from commissioning.interchange import dumps, json_schema, loads
from commissioning.records.pricing import HalfAtDouble, PriceFormula
from commissioning.testing import broken_cycles, cycles, make, next_records, refusals, story, values

def explained(name):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["explain", name, "--gates"]) == 0
    return " ".join(out.getvalue().split())

def drawn(strategy, wanted=lambda value: True):
    quick = settings(max_examples=2000, database=None, deadline=None, phases=[Phase.generate])
    return type(find(strategy, wanted, settings=quick)).__name__

told = story(after=MysteryCall)
(broken,) = broken_cycles("slow-to-answer")
*before, invitation = story(after=InvitationToTender).records
cycle = Cycle("Care").record(*before, evolve(invitation, price_formula=HalfAtDouble()))
pages = runpy.run_path(sys.argv[1])["PAGES"]
page = lambda name: "\\n".join(pages[f"tables/{name}.md"]())
schema = json.dumps(json_schema())
seen = {
    "front door": "MysteryCall" in commissioning.__all__,
    "made": make(MysteryCall, answered_within=30).answered_within,
    "in a story": type(told.records[-1]).__name__,
    "drawn": [
        drawn(values(MysteryCall)),
        drawn(values(PriceFormula), lambda formula: type(formula) is HalfAtDouble),
        drawn(cycles(after=MysteryCall)),
        drawn(next_records(told), lambda record: type(record) is MysteryCall),
    ],
    "loaded": [loads(dumps(each)) == each for each in (told, cycle)],
    "schema": ["mystery-call" in schema, "half-at-double" in schema],
    "found": [finding.code for finding in broken.findings],
    "explained": [
        explained("slow-to-answer"), explained("mystery-call"), explained("half-at-double")
    ],
    "pages": [
        "| `mystery-call` |" in page("steps"),
        "`calls_are_answered_soon`" in page("steps"),
        "## slow-to-answer" in page("finding-codes"),
        "| `half-at-double` |" in page("kinds"),
        "[`MysteryCall`]" in page("names"),
    ],
}
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("grown")
    package = folder / "commissioning"
    shutil.copytree(
        ROOT / "src" / "commissioning", package, ignore=shutil.ignore_patterns("*.pyc.*")
    )
    for edits in ADDITIONS.values():
        for name, insertions in edits.items():
            path = package / name
            text = path.read_text(encoding="utf-8")
            for anchor, words in insertions:
                text, times = re.subn(anchor, lambda _, words=words: words, text, count=1)
                assert times == 1, f"{name} has no place {anchor}"
            path.write_text(text, encoding="utf-8")
    tables = ROOT / "docs" / "hooks" / "tables.py"
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(tables)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "80"},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("addition", "files"), [("record", 4), ("condition", 4), ("formula", 1)])
def test_an_addition_touches_as_many_files_as_the_design_promises(addition, files):
    """A list that is kept twice is a list that somebody forgets."""
    assert len(ADDITIONS[addition]) == files


def test_an_added_kind_of_record_is_made_told_and_drawn(grown):
    """Fixtures and strategies read the process table and the types of the fields."""
    assert grown["front door"]
    assert grown["made"] == 30
    assert grown["in a story"] == "MysteryCall"
    assert grown["drawn"] == ["MysteryCall", "HalfAtDouble", "Cycle", "MysteryCall"]


def test_additions_are_saved_loaded_and_in_the_schema(grown):
    """The codec and the schema read the process table and the kinds of the process."""
    assert grown["loaded"] == [True, True]
    assert grown["schema"] == [True, True]


def test_an_added_condition_is_asked_and_shown_broken(grown):
    """Its broken cycle raises its code and no other."""
    assert grown["found"] == ["slow-to-answer"]


def test_additions_are_explained_at_the_prompt(grown):
    """The command reads the same tables."""
    code, record, formula = grown["explained"]
    assert "A caller waited longer than the contract allows." in code
    assert "calls are answered soon (before: mystery call)" in code
    assert "A call to the provider, to hear how a new client is received." in record
    assert "Half the points at twice the lowest price." in formula
    assert "kind of: price formula" in formula


def test_additions_are_in_the_generated_pages(grown):
    """The documentation is written from the code each time it is built."""
    assert grown["pages"] == [True] * 5
