"""The conditions of the law: named by its rows, and readable without any gate."""

import subprocess
import sys

from commissioning.law.conditions import CONDITION, Attachment, Condition
from commissioning.records.contract import ContractSigned


def test_law_is_read_without_loading_any_gate():
    """A council that only looks up a period pays for no machine, and the imports run one way."""
    code = (
        "import sys, datetime\n"
        "from commissioning.law.governing import governing\n"
        "from commissioning.law.questions import STANDSTILL\n"
        "from commissioning.records.strategy import ProcurementFacts\n"
        "day = datetime.date(2026, 7, 13)\n"
        "facts = ProcurementFacts(health_service=False)\n"
        "print(governing(day, facts).law(facts, day).value(STANDSTILL, day))\n"
        "print([name for name in sys.modules if name.startswith('commissioning.gates')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    period, gates = done.stdout.splitlines()
    assert period.startswith("8 working days, counting the day of the notice as the first")
    assert gates == "[]"


def test_question_about_the_conditions_of_the_law_may_have_many_answers():
    """The page of the law lists them under one name, with what they are."""
    assert CONDITION.name == "condition"
    assert CONDITION.meaning == "A condition that the law sets before an act."
    assert CONDITION.many
    assert CONDITION.unit == ""


def test_attached_condition_reads_as_a_claim():
    """It is shown in the table of law beside the provision that asks for it."""
    attached = Attachment(ContractSigned, Condition.STANDSTILL_IS_OVER)
    assert str(attached) == "the standstill is over (before: signed contract)"
