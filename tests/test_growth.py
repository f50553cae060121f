"""The house grows by as many files as `DESIGN.md` counts, and everything else follows by itself.

A copy of the source gets a field, a kind of record, a condition of practice and one of law, a price formula,
and rows of law, each in the files that the design promises and in no other. Then the copy has to draw, save,
load, judge and explain them. All of them are CONSTRUCTED.
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
    "records/mystery_calls.py": [
        (
            r"\Z",
            '''"""Calls to a provider by somebody who does not say for whom."""

from attrs import field

from commissioning.records.record import CONTRACT, Record
from commissioning.values.frozen import frozen


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
            "from commissioning.records.mystery_calls import MysteryCall\n",
        ),
        (
            r"(?<=STEPS: Final = \(\n)",
            '    Step("mystery-call", MysteryCall, during(S.GO_LIVE), (ContractSigned,)),\n',
        ),
    ],
    "__init__.pyi": [
        (r"\Z", "from commissioning.records.mystery_calls import MysteryCall as MysteryCall\n")
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
SLOW_TO_ANSWER: Final = LibraryCode(
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
from commissioning.records.mystery_calls import MysteryCall


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
            "from commissioning.records.mystery_calls import MysteryCall\n",
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
            r"\Z",
            '''

@frozen(kw_only=True)
class HalfAtDouble(PriceFormula):
    """share = 1 - (price - lowest) / (2 x lowest). Half the points at twice the lowest price."""

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        lowest = min(field_)
        return max(1 - (price - lowest) / (2 * lowest), Fraction(0))
''',
        ),
    ],
}
"""A price formula: its class."""

FIELD = {
    "records/live.py": [
        (
            r'(?<="""The day a service starts under the contracts it names."""\n)',
            '\n    first_visit: str = ""\n    """Where the first visit was made."""',
        )
    ],
}
"""A field on a record: a line of its module."""

LAW = {
    "law/conditions.py": [
        (
            r"(?=    THRESHOLD_SIDE_IS_RIGHT = )",
            '    GO_LIVE_NOTE_IS_SHORT = "the note of a go-live is short"\n',
        )
    ],
    "law/regimes/procurement_act_2023.py": [
        (r"(?<=import award, contract, frameworks, )", "live, "),
        (
            r"(?<=for kind, condition, provision, facts in \(\n)",
            '          (live.GoLive, Condition.GO_LIVE_NOTE_IS_SHORT, "section 999", ANY),\n',
        ),
    ],
    "findings/codes/mobilisation.py": [
        (
            r"\Z",
            """
NOTE_TOO_LONG: Final = LibraryCode("note-too-long", waivable=False,
    meaning="The note of a go-live is longer than the law allows.",
    example="The note has 300 letters; the maximum is 200")
""",
        )
    ],
    "gates/standstill.py": [
        (
            r"\Z",
            '''

from commissioning.findings.codes.mobilisation import NOTE_TOO_LONG
from commissioning.records.live import GoLive


@checks_by_law(GoLive, Condition.GO_LIVE_NOTE_IS_SHORT, NOTE_TOO_LONG)
def go_live_note_is_short(case: Case, live: GoLive) -> Found:
    """The note of a go-live has no more than 200 letters."""
    if len(live.note) > 200:
        yield NOTE_TOO_LONG(
            f"The note has {len(live.note)} letters; the maximum is 200", remedy="Shorten it"
        )
''',
        )
    ],
    "testing/broken/recording.py": [
        (
            r"(?<=ROWS: Final = \(\n)",
            '    _act("note-too-long", "A note runs on", a(live.GoLive, note="so" * 150)),\n',
        ),
    ],
}
"""A condition of law: its member, its row, its code, its gate and its broken cycle."""

THRESHOLD = {
    "law/regimes/procurement_act_2023.py": [
        (r"(?<=    \(_2026,             )None,             ", "date(2027, 12, 31),"),
        (
            r"(?<=207_720, 135_018\),\n)",
            "    (date(2028, 1, 1), None, 5_000_000, 200_000, 130_000),\n",
        ),
    ],
}
"""A threshold's next value: a row; the old row gets its end date."""

PERIOD = {
    "law/regimes/procurement_act_2023.py": [
        (
            r'    ACT.row\(q.STANDSTILL, days.WorkingDaysBeginningWith\(8\), "section 51\(2\)"\),\n',
            '    ACT.row(q.STANDSTILL, days.WorkingDaysBeginningWith(8), "section 51(2)",\n'
            "            applies_to=date(2027, 12, 31)),\n"
            '    ACT.row(q.STANDSTILL, days.WorkingDaysBeginningWith(9), "section 51(2)",\n'
            "            applies_from=date(2028, 1, 1)),\n",
        ),
    ],
}
"""A period that changes: a row; the old row gets its end date."""

NOTICE = {
    "law/regimes/platform_notices.py": [
        (
            r"(?<=PLATFORM_NOTICES: Final\[Rows\] = \(\n)",
            '    ACT.row(NOTICE, Notice("UK99", "Notice of a signature", _ENTERED, events=SIGNED,\n'
            '        deadline=DaysBeginningWith(9)), "section 999", ABOVE),\n',
        ),
    ],
}
"""A notice: a row."""

ADDITIONS = {
    "field": (FIELD, 1),
    "record": (RECORD, 4),
    "condition of practice": (CONDITION, 4),
    "condition of law": (LAW, 5),
    "formula": (FORMULA, 1),
    "threshold": (THRESHOLD, 1),
    "period": (PERIOD, 1),
    "notice": (NOTICE, 1),
}
"""What is added, and the number of source files that the design allows for it."""

LOOK = """
import contextlib, io, json, runpy, sys
from datetime import date
from attrs import evolve
from hypothesis import Phase, find, settings
import commissioning
from commissioning import ContractSigned, Cycle, GoLive, InvitationToTender, MysteryCall, Route
from commissioning.cli import main
from commissioning.interchange import dumps, json_schema, loads
from commissioning.law import questions
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023 as ACT
from commissioning.records.pricing import HalfAtDouble, PriceFormula
from commissioning.records.strategy import ProcurementFacts, Subject
from commissioning.testing import (
    Scenario, broken_cycles, cycles, make, next_records, refusals, story, values
)

def printed(*arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(arguments) == 0
    return " ".join(out.getvalue().split())

def explained(name):
    return printed("explain", name, "--gates")

def answered(question, day):
    facts = ProcurementFacts(light_touch=False, sub_central=True, subject=Subject.SERVICES)
    return str(ACT.law(facts, day).value(question, day))

def drawn(strategy, wanted=lambda value: True):
    quick = settings(max_examples=2000, database=None, deadline=None, phases=[Phase.generate])
    return type(find(strategy, wanted, settings=quick)).__name__

told = story(after=MysteryCall)
begun = story(Scenario(regime=ACT, day=date(2026, 1, 5), route=Route.open()), after=GoLive)
*_, live = begun.records
visited = begun.record(evolve(live, on=begun.last_on, note="again", first_visit="Alder House"))
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
    "loaded": [loads(dumps(each)) == each for each in (told, cycle, visited)],
    "schema": [word in schema for word in ("mystery-call", "half-at-double", "first_visit")],
    "found": [
        [finding.code for finding in broken.findings]
        for broken in broken_cycles("slow-to-answer", "note-too-long")
    ],
    "older law": [
        finding.code for finding in told.findings(make(GoLive, Scenario.of(told), note="so" * 150))
        if finding.code == "note-too-long"
    ],
    "explained": [
        explained("slow-to-answer"), explained("mystery-call"), explained("half-at-double"),
        explained("note-too-long"), explained("go-live"),
    ],
    "why": printed("law", "why", "note-too-long", "--on", "2026-05-01"),
    "answered": [
        answered(question, date(year, 6, 1))
        for question in (questions.THRESHOLD, questions.STANDSTILL) for year in (2027, 2028)
    ],
    "due": [duty.code for duty in begun.obligations(begun.last_on) if duty.code == "UK99"],
    "pages": [
        "<br>`mystery-call` |" in page("steps"),
        "`calls_are_answered_soon`" in page("steps"),
        "### slow-to-answer" in page("finding-codes"),
        "| `half-at-double` |" in page("kinds"),
        "[`MysteryCall`]" in page("names"),
        "`go_live_note_is_short`" in page("finding-codes"),
        "the note of a go-live is short" in page("law"),
        "UK99, Notice of a signature" in page("law"),
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
    for edits, _ in ADDITIONS.values():
        for name, insertions in edits.items():
            path = package / name
            text = path.read_text(encoding="utf-8") if path.exists() else ""
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


@pytest.mark.parametrize("addition", ADDITIONS)
def test_addition_touches_as_many_files_as_the_design_promises(addition):
    """A list that is kept twice is a list that somebody forgets."""
    edits, files = ADDITIONS[addition]
    assert len(edits) == files


def test_added_kind_of_record_is_made_told_and_drawn(grown):
    """Fixtures and strategies read the process table and the types of the fields."""
    assert grown["front door"]
    assert grown["made"] == 30
    assert grown["in a story"] == "MysteryCall"
    assert grown["drawn"] == ["MysteryCall", "HalfAtDouble", "Cycle", "MysteryCall"]


def test_additions_are_saved_loaded_and_in_the_schema(grown):
    """The codec and the schema read the process table and the kinds of the process."""
    assert grown["loaded"] == [True] * 3
    assert grown["schema"] == [True] * 3


def test_added_condition_is_asked_and_shown_broken(grown):
    """Its broken cycle raises its code and no other."""
    assert grown["found"] == [["note-too-long"], ["slow-to-answer"]]


def test_added_condition_of_law_is_asked_by_that_law_alone(grown):
    """A row of the Act says nothing about what began under the Regulations of 2015."""
    assert grown["older law"] == []
    assert "condition: the note of a go-live is short (before: go-live)" in grown["why"]
    assert "Procurement Act 2023, section 999; from 24 February 2025" in grown["why"]


def test_added_row_of_law_answers_from_its_day(grown):
    """The old row goes on answering for what began before."""
    before, after, eight, nine = grown["answered"]
    assert (before[:13], after[:13]) == ("from £207,720", "from £200,000")
    assert (eight[:14], nine[:14]) == ("8 working days", "9 working days")
    assert grown["due"] == ["UK99"]


def test_additions_are_explained_at_the_prompt(grown):
    """The command reads the same tables."""
    code, record, formula, by_law, go_live = grown["explained"]
    assert "A caller waited longer than the contract allows." in code
    assert "calls are answered soon (before: mystery call)" in code
    assert "A call to the provider, to hear how a new client is received." in record
    assert "Half the points at twice the lowest price." in formula
    assert "kind of: price formula" in formula
    assert "go live note is short (before: go-live, Procurement Act 2023)" in by_law
    assert "asked before it: go live note is short (Procurement Act 2023)" in go_live


def test_additions_are_in_the_generated_pages(grown):
    """The documentation is written from the code each time it is built."""
    assert grown["pages"] == [True] * 8
