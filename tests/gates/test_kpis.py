"""Checks about KPIs and their credits: a failure is not paid for twice."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.gates.case import Case
from commissioning.gates.kpis import breach_is_not_paid_for_already
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import ContractSigned
from commissioning.records.credit_terms import ServiceCredits
from commissioning.records.credits import Slope
from commissioning.records.kpis import Kpi
from commissioning.records.live import BreachRecorded, KpisAgreed
from commissioning.stages import During, Stage
from commissioning.testing import make

SIGNED = make(ContractSigned, reference="C1")
KPIS = tuple(Kpi(reference=name, title=title, numerator="visits") for name, title in (
    ("k1", "punctual visits"), ("k2", "reviews")
))  # fmt: skip
BREACH = BreachRecorded(
    on=date(2030, 1, 1), reference="B1", contract="C1", what="late visits", kpis=("k1", "k2")
)


def messages(sole_remedy, breach=BREACH):
    credits = ServiceCredits(schemes=(Slope(kpi="k1", per_point=1),), sole_remedy=sole_remedy)
    agreed = KpisAgreed(
        on=date(2029, 1, 1), contract="C1", kpis=KPIS, applies_from=date(2029, 1, 1),
        service_credits=credits,
    )  # fmt: skip
    held = Ledger()
    for each in (SIGNED, agreed):
        held.add(each, During(tuple(Stage)))
    return [str(each) for each in breach_is_not_paid_for_already(Case.of(held, breach), breach)]


@pytest.mark.parametrize(
    ("sole_remedy", "expected"),
    [
        (True, ["Breach B1 under contract C1 is for missing k1 (punctual visits), for which the contract "
                "makes service credits the only remedy. Rest it on another obligation, such as persistent "
                "failure, or rely on the credits alone."]),
        (None, ["Breach B1 under contract C1 is for missing k1 (punctual visits), for which credits are "
                "due; whether they are the only remedy is not stated. Look it up in the contract, and state "
                "it with the service credits."]),
        (False, []),
    ],
)  # fmt: skip
def test_breach_is_compared_with_credits_as_the_only_remedy(sole_remedy, expected):
    """A council that claims both loses the claim, and pays for it."""
    assert messages(sole_remedy) == expected


def test_breach_of_something_else_is_left_alone():
    """Credits are for k1, and the contract may be unknown."""
    for breach in (
        evolve(BREACH, kpis=("k2",)),
        evolve(BREACH, kpis=()),
        evolve(BREACH, contract="C9"),
        evolve(BREACH, on=date(2028, 1, 1)),
    ):
        assert messages(True, breach) == []
