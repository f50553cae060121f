"""A challenge from the first letter to its end, and its effect on the signature."""

from datetime import date

from commissioning.cycle import Cycle
from commissioning.records.challenge import Challenge
from commissioning.records.ending import Abandonment
from commissioning.records.history import BroughtForward
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route, Stage

LIGHT = ProcurementFacts(
    light_touch=True, sub_central=True, above_threshold=True, health_service=False
)


def brought(stage: Stage, on: date) -> Cycle:
    """A procurement under the Public Contracts Regulations 2015 whose earlier papers are not held."""
    begun = BroughtForward(
        on=on, stage=stage, because="papers in the archive", route=Route.open(),
        facts=LIGHT, commenced_on=date(2023, 3, 1),
    )  # fmt: skip
    return Cycle("Telecare").record(begun)


def test_claim_before_tenders_and_after_abandonment_can_be_recorded():
    """Bidders attack the weights before they tender, and a procurement that was stopped for a sham."""
    claim = Challenge(
        on=date(2023, 6, 9),
        reference="X",
        provider="Oak",
        about_what="the weights",
        claim_issued=True,
    )
    early = brought(Stage.ITT, date(2023, 6, 1))
    assert early.blockers(claim) == ()
    stopped = brought(Stage.AWARD, date(2023, 6, 1)).record(
        Abandonment(on=date(2023, 6, 8), because="no money")
    )
    assert stopped.blockers(claim) == ()
