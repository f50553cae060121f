"""A kind of an open family is one class, and no list is kept beside it.

The library is copied, one file of the copy is changed, and the new kind is asked for everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).parents[2]
KINDS = {
    "pricing": '''
@frozen(kw_only=True)
class NewKind(PriceFormula):
    """share = (lowest price / price) squared. One quarter at twice the lowest price."""

    def share(self, price: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        return (min(field_) / price) ** 2

''',
    "figures": '''
@frozen(kw_only=True)
class NewKind(FigureFormula):
    """share = 1 where anything is offered."""

    def share(self, figure: Fraction, field_: Sequence[Fraction], /) -> Fraction:
        return Fraction(bool(figure))

''',
    "low_prices": '''
@frozen(kw_only=True)
class NewKind(LowPriceTrigger):
    """A price is looked into when it is below twenty pounds."""

    def reason(self, offer: Offer, others: Sequence[Offer], /) -> str:
        return "below £20" if offer.price.amount < 20 else ""

''',
    "methods": '''
@frozen(kw_only=True)
class NewKind(Method):
    """The quality score decides; the highest is first, whatever the price."""

    def total(self, tender: Scored, field_: Sequence[Scored], /) -> Fraction | None:
        return tender.quality

''',
}  # fmt: skip
ASKED = """
import runpy, sys
from datetime import date
from attrs import evolve
from hypothesis import find
from commissioning import *
from commissioning.cli import main
from commissioning.evaluation import evaluate
from commissioning.evaluation.inputs import low_prices
from commissioning.interchange import dump_record, json_schema, load_record
from commissioning.process import Process
from commissioning.records.{module} import NewKind
from commissioning.testing import Scenario, make, values
from commissioning.values.families import family_of

family = family_of(NewKind)
assert NewKind in Process.standard().kinds
assert type(find(values(family), lambda kind: type(kind) is NewKind)) is NewKind
invitation = make(InvitationToTender, Scenario(route=Route.open()))
quality, price = invitation.method.criteria
if "{module}" == "figures":
    pledge = Criterion(reference="pledge", title="pledge", weight=20, kind=CriterionKind.FIGURE,
                       formula=NewKind())
    changed = {{"method": evolve(invitation.method,
                                 criteria=(quality, pledge, evolve(price, weight=20)))}}
elif "{module}" == "methods":
    changed = {{"method": make(NewKind, criteria=(evolve(quality, weight=100),
                                                  evolve(price, weight=None)))}}
else:
    name, value = {{"pricing": ("price_formula", NewKind()),
                    "low_prices": ("low_price_triggers", (NewKind(),))}}["{module}"]
    changed = {{name: value}}
invitation = evolve(invitation, **changed)
text = dump_record(invitation)
assert '"new-kind"' in text
assert load_record(text) == invitation
assert "new-kind" in json_schema()["$defs"]
quality = invitation.method.criteria[0]
tender = TenderReceived(on=date(2022, 6, 1), provider="alder", prices=(LotPrice(price=pounds(19)),),
                        figures=(TenderFigure(criterion="pledge", value=1),))
result = evaluate(
    evolve(invitation, method=evolve(invitation.method, criteria=(
        evolve(quality, one_mark=PanelMean()), *invitation.method.criteria[1:]))),
    [tender],
    [ScoreSheet(on=date(2022, 7, 1), panel=quality.panel, assessor="O1", provider="alder",
                marks=(Mark(criterion=quality.reference, mark=4, because="good"),))],
)
explained = result.explain("alder")
expected = {{"pricing": "share = (lowest price / price) squared", "figures": "share = 1 where anything",
             "low_prices": "looks abnormally low: below £20", "methods": "rank 1"}}["{module}"]
assert expected in explained, explained
pages = runpy.run_path("docs/hooks/tables.py")["PAGES"]
assert "`new-kind`" in "\\n".join(pages["tables/kinds.md"]())
assert main(["explain", "new-kind"]) == 0
"""


HELD = {
    "credit_terms": """
@frozen(kw_only=True)
class NewKind(credits.CreditScheme):
    \"\"\"A period in which anything fails costs its whole charge.\"\"\"

    def lines(self, periods: Sequence[credits.CreditPeriod], /) -> Sequence[credits.Lines]:
        return [(credits.CreditLine("all", "something failed", each.charge),) for each in periods]

""",
    "narrowing": """
@frozen(kw_only=True)
class NewKind(NarrowStep):
    \"\"\"Only the first is kept.\"\"\"

    def take(self, ranked: Sequence[WithPoints], /) -> Kept:
        return ranked[:1], "the first alone"

""",
}  # fmt: skip
LOOKED_FOR = """
import runpy
from hypothesis import find
from commissioning import SelectionQuestionnaire, ServiceCredits, ServiceSpecification
from commissioning.cli import main
from commissioning.interchange import dump_record, json_schema, load_record
from commissioning.process import Process
from commissioning.records.narrowing import Narrowing
from commissioning.records.{module} import NewKind
from commissioning.testing import make, values
from commissioning.values.families import family_of

assert NewKind in Process.standard().kinds
assert type(find(values(family_of(NewKind)), lambda kind: type(kind) is NewKind)) is NewKind
if "{module}" == "narrowing":
    record = make(SelectionQuestionnaire, narrowing=(Narrowing(steps=(NewKind(),)),))
else:
    paid = make(ServiceCredits, schemes=(NewKind(),))
    record = make(ServiceSpecification, service_credits=paid)
text = dump_record(record)
assert '"new-kind"' in text
assert load_record(text) == record
assert "new-kind" in json_schema()["$defs"]
pages = runpy.run_path("docs/hooks/tables.py")["PAGES"]
assert "`new-kind`" in "\\n".join(pages["tables/kinds.md"]())
assert main(["explain", "new-kind"]) == 0
"""


@pytest.mark.parametrize("module", [*KINDS, *HELD])
def test_new_kind_is_one_file_and_is_known_everywhere(module: str, tmp_path: Path) -> None:
    """A list that had to be kept by hand beside it would be forgotten the first time."""
    copytree(ROOT / "src", tmp_path, dirs_exist_ok=True, ignore=ignore_patterns("*.pyc.*"))
    file = tmp_path / "commissioning" / "records" / f"{module}.py"
    written = {**KINDS, **HELD}[module]
    asked = ASKED if module in KINDS else LOOKED_FOR
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{written}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", asked.format(module=module)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
